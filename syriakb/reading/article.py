"""An article: a text as its paragraphs, with what is known of it."""

from typing import NamedTuple


class Article(NamedTuple):
    """A text as its paragraphs, with what is known of it: its title, who published it, when, and where it is."""

    paragraphs: list[str]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
