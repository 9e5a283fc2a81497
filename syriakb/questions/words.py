"""The words of a question: what is told of each parameter, whoever asks, and those that several questions share."""

from typing import Annotated, Literal, NamedTuple, TypeAlias


class Given(NamedTuple):
    """What a parameter of a question takes, in words, and how a command line calls it.

    `names` are the kinds of records whose names it can be; `least` and `most` bound a number. One that is an `argument`
    stands without an option, which is else `option`, or called as the parameter. `piped` says what a hyphen stands for
    that comes in on standard input. What is `shaped` only changes how an answer is laid out for people.
    """

    help: str | None = None
    metavar: str | None = None
    names: tuple[str, ...] = ()
    argument: bool = False
    option: str | None = None
    least: float | None = None
    most: float | None = None
    heading: str | None = None
    default_shown: bool = True
    piped: str | None = None
    shaped: bool = False


TRUST = "Whose word counts"  # the heading of the options that say so
# Of a long list: people are shown so many rows, and programs all; or, of the best matches, everybody is shown so many.
Limit: TypeAlias = Annotated[int | None, "rows"]
Best: TypeAlias = Annotated[int | None, "best"]

Actor = Annotated[str, Given("An actor: id, name or alias.", "ACTOR", ("actor",), argument=True)]
Controller = Annotated[str | None, Given("Only what it holds, alone or jointly.", "ACTOR", ("actor",))]
Sides = Annotated[bool, Given("Every actor told by its side: the outermost actor it belongs to.", heading=TRUST)]
Ref = Annotated[str, Given("Any record: id, name or alias.", "REF", ("actor", "place"), argument=True)]
Group = Annotated[
    Literal[
        "support", "alliance", "membership", "hostility", "lineage",
        "legal", "diplomacy", "control", "movement", "intent",
    ]
    | None,
    Given("Only relations of this group."),
]  # fmt: skip
