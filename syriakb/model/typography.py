"""Typography folded, so that a text copied from one place is found in another: the letters stay as they are."""

import re
from collections.abc import Callable
from unicodedata import normalize

_SINGLE = "'‘’‚‛′‹›ʼ`´"
_DOUBLE = '"“”„‟″«»'
_DASHES = "-‐‑‒–—―−﹘﹣"
_NOTHING = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_NOTHING, ""),
    }
)


def folded(text: str) -> str:
    """Fold quotes, dashes, spaces, soft hyphens and Unicode forms (NFKC), and nothing else: case and accents stay."""
    # Twice, because NFKC makes spaces of some signs (´) and leaves the forms of others apart until signs are folded.
    signs = normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(signs.split())


def finder(anchor: str) -> Callable[[str], int]:
    """Give a function that counts how often an anchor stands in a folded text, as whole words."""
    words = folded(anchor)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    pattern = re.compile(f"{before}(?={re.escape(words)}{after})")
    return lambda text: sum(1 for _ in pattern.finditer(text))


LINE, BLOCK = "line", "block"


def paragraphs(text: str, by: str) -> list[str]:
    """The paragraphs of a text as they stand: its lines that are not empty, or the blocks between empty lines."""
    lines = text.splitlines()
    if by == LINE:
        return [line.strip() for line in lines if line.strip()]
    blocks = re.split(r"\n(?:[^\S\n]*\n)+", "\n".join(lines))
    return [" ".join(block.split()) for block in blocks if block.strip()]
