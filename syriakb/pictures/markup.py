"""Text of records in XML, SVG and HTML: it stays text, whatever it holds."""

import re
from html import escape

# XML 1.0 has no way to write these, not even escaped; direction overrides would reorder what stands around them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: object) -> str:
    """Any value as a text that XML can hold; what it cannot hold becomes the replacement character."""
    return _UNWRITABLE.sub("\ufffd", str(text))


def text(value: object) -> str:
    """Any value as the text or the attribute of an element."""
    return escape(clean(value), quote=True)


def element(name: str, content: str | None = "", **attributes: object) -> str:
    """An element around content that is markup already. Attributes are escaped; None leaves one out, `_` is a hyphen.

    `class_` is the attribute class. Content None gives an element that ends itself, as SVG has them.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}/>" if content is None else f"<{name}{given}>{content}</{name}>"
