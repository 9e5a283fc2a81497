"""What the shells offer while somebody types, asked of the shells themselves."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from syriakb.cli.commands import COMMANDS
from syriakb.help import topics
from tests.kb import PROGRAM, Kb, run_program

BASH = """
eval "$(_SYRIAKB_COMPLETE=source_bash syriakb)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_syriakb_completion syriakb
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = """
_SYRIAKB_COMPLETE=source_fish syriakb | source
complete --do-complete "$argv"
"""
# zsh completes on a terminal only; there the function hands its offers to _arguments, which evaluates them like this.
ZSH = """
compdef() { }
_arguments() { local action=${1#*: :}; eval ws\\=\\( ${action[3,-3]} \\); print -rl -- $ws }
_files() { print files }
eval "$(_SYRIAKB_COMPLETE=source_zsh syriakb)"
words=("$@")
CURRENT=$#
_syriakb_completion
"""


@pytest.fixture
def marches(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> Kb:
    monkeypatch.setenv("SYRIAKB_DATA", str(kb.folder))
    monkeypatch.setenv("PATH", f"{Path(PROGRAM).parent}{os.pathsep}{os.environ['PATH']}")
    return kb


def shell(name: str, *arguments: str) -> list[str]:
    """What a script prints in a shell, line by line; nothing may go to standard error."""
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here; .ci/run installs it")
    done = subprocess.run([name, *arguments], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.splitlines()


def offers(line: str) -> list[str]:
    """What bash offers for the last word of a line."""
    return [offer for offer in shell("bash", "--norc", "-c", BASH, "bash", *line.split(" ")) if offer]


def test_the_script_is_printed_for_the_shell_it_is_asked_from(marches: Kb) -> None:
    printed = shell("bash", "--norc", "-c", "syriakb --show-completion; true")
    assert printed[0] == "_syriakb_completion() {"


def test_commands(marches: Kb) -> None:
    assert set(offers("syriakb ")) == {name for names in COMMANDS.values() for name in names}
    assert offers("syriakb al") == ["allies"]


def test_options_and_their_values(marches: Kb) -> None:
    assert offers("syriakb allies red --k") == ["--known-by"]
    assert set(offers("syriakb capitals --")) >= {"--as-of", "--by-controller", "--format", "--help"}
    assert offers("syriakb capitals --format j") == ["json", "jsonl"]
    assert offers("syriakb claims --stance d") == ["denies"]
    assert offers("syriakb relations red --group l") == ["lineage", "legal"]


@pytest.mark.parametrize(
    "line", ["allies g", "relations g", "backing g", "backing --backer g", "capitals --controller g"]
)
def test_actors(marches: Kb, line: str) -> None:
    assert offers(f"syriakb {line}") == ["green", "grey"]


def test_places(marches: Kb) -> None:
    assert offers("syriakb control m") == ["marches", "mill"]
    assert offers("syriakb control r") == []


def test_guides(marches: Kb) -> None:
    assert offers("syriakb help d") == ["data-model"]
    assert set(offers("syriakb help ")) == set(topics())


def test_actors_and_places(marches: Kb) -> None:
    assert offers("syriakb path m") == []
    assert offers("syriakb merge m") == ["marches", "mill"]
    assert offers("syriakb show m") == ["marches", "member_of", "mill"]
    assert offers("syriakb claims --about g") == ["gate", "green", "grey"]


@pytest.mark.parametrize(
    ("typed", "offered"), [("RED", "red"), ("ble", "blue"), ("the-r", "red"), ("الزر", "blue"), ("Leag", "league")]
)
def test_names_and_aliases_lead_to_the_id(marches: Kb, typed: str, offered: str) -> None:
    assert offers(f"syriakb allies {typed}") == [offered]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("retract bri", ["bridge"]),
        ("retract stone", ["bridge"]),  # a word of its statement
        ("edit bri", ["bridge"]),
        ("show bri", ["bridge"]),
        ("show rad", ["radio"]),
        ("claims --source pr", ["press"]),
        ("claims --source march", ["press", "radio"]),
        ("claims --predicate be", ["besieges"]),
        ("claims --modality po", ["possible"]),
        ("list actors --kind mil", ["militia"]),
        ("control --kind qu", ["quarter"]),
        ("control --without rad", ["radio"]),
        ("control --only bri", ["bridge"]),
        ("control --grade C", ["C1", "C2", "C3", "C4", "C5", "C6"]),
        ("add claim --stance d", ["denies"]),
        ("add claim --source rad", ["radio"]),
        ("add claim --predicate allied", ["allied_with"]),
        ("add alliance --evidence bri", ["bridge"]),
        ("add actor --kind arm", ["army"]),
        ("edit bridge --modality in", ["intended"]),
    ],
)
def test_values_of_options(marches: Kb, line: str, offered: list[str]) -> None:
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}")
    assert offers(f"syriakb {line}") == offered


def test_claims_are_told_by_their_statements(marches: Kb) -> None:
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}")
    assert shell("fish", "-c", FISH, "syriakb retract bri") == ["bridge\tThe stone bridge fell."]
    assert shell("zsh", "-f", "-c", ZSH, "zsh", "syriakb", "edit", "bri") == ["bridge:The stone bridge fell."]


def test_the_knowledge_base_that_the_line_names(marches: Kb, tmp_path: Path) -> None:
    Kb(tmp_path / "other").write("kb.yaml", "title: Other\nschema: 1\n")
    Kb(tmp_path / "other").write("actors.yaml", "- {id: gold, name: Gold}\n")
    assert offers(f"syriakb allies --data {tmp_path / 'other'} g") == ["gold"]


def test_without_a_knowledge_base_there_is_silence(marches: Kb, tmp_path: Path) -> None:
    assert offers(f"syriakb allies --data {tmp_path / 'none'} g") == []


HOSTILE = r"""
- {id: evil, name: "x\\$(touch pwned) `touch pwned` '; touch pwned; ' [bold]y[/] \"z\" \e[31m\nnext : end"}
- {id: evil2, name: "[/]"}
"""


@pytest.mark.parametrize("name", ["bash", "fish", "zsh"])
def test_names_are_never_obeyed_by_a_shell(
    marches: Kb, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marches.write("actors.yaml", HOSTILE)
    monkeypatch.chdir(tmp_path)
    script, words = (FISH, ["syriakb allies ev"])
    if name != "fish":
        script, words = ({"bash": BASH, "zsh": ZSH}[name], [name, "syriakb", "allies", "ev"])
    printed = "\n".join(shell(name, "-c", script, *words))
    assert "evil" in printed
    assert "evil2" in printed
    assert "\x1b" not in printed
    assert not (tmp_path / "pwned").exists()


def test_fish(marches: Kb) -> None:
    assert shell("fish", "-c", FISH, "syriakb allies g") == ["green\tGreen Band", "grey\tGrey Kingdom"]
    assert [line.split("\t")[0] for line in shell("fish", "-c", FISH, "syriakb cap")] == ["capitals"]
    assert [line.split("\t")[0] for line in shell("fish", "-c", FISH, "syriakb control mi")] == ["mill"]


def test_zsh(marches: Kb) -> None:
    assert shell("zsh", "-f", "-c", ZSH, "zsh", "syriakb", "allies", "gre") == ["green:Green Band", "grey:Grey Kingdom"]
    assert shell("zsh", "-f", "-c", ZSH, "zsh", "syriakb", "cap")[0].startswith("capitals:")
    assert shell("zsh", "-f", "-c", ZSH, "zsh", "syriakb", "allies", "nobody") == ["files"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(name: str) -> None:
    result = run_program(_SYRIAKB_COMPLETE=f"source_{name}")
    assert (result.status, result.err) == (0, "")
    assert "syriakb" in result.out
