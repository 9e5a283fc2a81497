"""The guides: what `syriakb help TOPIC` shows, each a Markdown file here that reads as well where the code is hosted.

A topic is the name of its file. A guide begins with its title, and the line under it says what it is about.
"""

from pathlib import Path

from syriakb.errors import NotFoundError

_FOLDER = Path(__file__).parent


def topics() -> dict[str, str]:
    """What each guide is about, in a line, by topic."""
    return {path.stem: _about(path) for path in sorted(_FOLDER.glob("*.md"))}


def guide(topic: str) -> str:
    """The guide of that topic, in Markdown. Raises NotFoundError, which names the nearest."""
    if topic not in topics():
        raise NotFoundError(f"No guide is called {topic!r}. {_instead(topic)}")
    return (_FOLDER / f"{topic}.md").read_text(encoding="utf-8")


def _about(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return next(line for line in file if line.strip() and not line.startswith("#")).strip()


def _instead(topic: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(topic.lower(), topics(), n=2)
    return f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(topics())}."
