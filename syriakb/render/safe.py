"""Text from records made safe to show: what would steer a terminal or reorder a line is shown, not obeyed."""

import re

_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
# C0, DEL and C1 steer terminals; the others embed, override and isolate directions, or are half a character. The
# joiners and marks that Arabic, Persian and emoji are written with are not among them.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STEERING_LINES = re.compile(f"(?!\r\n|[\t\n]){_STEERING.pattern}")


def safe(text: str, *, unicode: bool = True) -> str:
    r"""Make any text one line that a terminal shows as it stands.

    In: any text. Out: the same, with line breaks and tabs as spaces, and control characters, direction overrides and
    lone surrogates as visible escapes such as `\x1b` or `\u202e`; without `unicode`, all that is not ASCII too.
    """
    if text.isprintable() and (unicode or text.isascii()):  # most are, and nothing of the above is printable to Python
        return text
    line = _STEERING.sub(_escape, _BREAKS.sub(" ", text))
    return line if unicode else line.encode("ascii", "backslashreplace").decode("ascii")


def safe_lines(text: str) -> str:
    """Make text of many lines one that a terminal shows as it stands: as `safe` does, but line breaks and tabs stay."""
    return _STEERING_LINES.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
