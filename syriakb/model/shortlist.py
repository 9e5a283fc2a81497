"""Lists that are told in a sentence: the first few by name, the others by their number, so that it can be read."""

from collections.abc import Iterable, Sequence

CITED = 3  # claims that a sentence cites


def shortlist(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The names, `between` them what is given; of more than `most` the first, and how many more there are."""
    more = len(names) - most
    return between.join(names) if more <= 0 else f"{between.join(names[:most])} and {more:,} more"


def cited(claims: Iterable[str]) -> str:
    """The claims that a sentence cites, each once and in their order, by their ids."""
    return shortlist(list(dict.fromkeys(claims)), CITED)
