"""`syriakb help [TOPIC]`."""

import sys
from typing import Annotated

import typer

from syriakb.cli.commands import COMMANDS
from syriakb.errors import NotFoundError
from syriakb.help import guide, topics


def _offered(incomplete: str) -> list[tuple[str, str]]:
    return [(topic, about) for topic, about in topics().items() if topic.startswith(incomplete)]


Topic = Annotated[
    str | None,
    typer.Argument(metavar="[TOPIC]", help="Which guide; without one, what there is.", autocompletion=_offered),
]


def help(topic: Topic = None) -> None:
    """The guides: asking, the rules of answering, the data model, changing and more."""
    sys.stdout.write(_listed() if topic is None else _shown(_found(topic)))


def _found(topic: str) -> str:
    try:
        return guide(topic)
    except NotFoundError as error:
        if any(topic in commands for commands in COMMANDS.values()):
            raise NotFoundError(f"{error} The options of the command: syriakb {topic} -h") from None
        raise


def _listed() -> str:
    about = topics()
    width = max(map(len, about))
    lines = "".join(f"  {topic:<{width}}  {line}\n" for topic, line in about.items())
    return f"Guides, shown by `syriakb help TOPIC`:\n{lines}\nThe options of a command: syriakb COMMAND --help\n"


def _shown(text: str) -> str:
    """The guide drawn for a terminal; for anything else, the Markdown that it is written in."""
    if not sys.stdout.isatty():
        return text
    from syriakb.cli.output import screen
    from syriakb.render.guide import render

    return render(text, screen())
