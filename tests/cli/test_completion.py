"""What is offered while somebody types, asked of the program and, at terminals, of the shells themselves."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from shellingham import ShellDetectionFailure

from syriakb.cli.app import app
from syriakb.cli.commands import COMMANDS
from syriakb.cli.shells.install import script
from syriakb.help import topics
from tests.kb import Kb, run, run_program
from tests.shells import SHELLS, Shell


@pytest.fixture
def marches(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> Kb:
    monkeypatch.setenv("SYRIAKB_DATA", str(kb.folder))
    return kb


def answer(line: str, shell: str = "fish", *more: str) -> list[str]:
    """What the script of a shell is answered for a line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_SYRIAKB_COMPLETE", f"offer_{shell}")
        result = run(line, *more)
    assert (result.status, result.err) == (0, "")
    return result.out.splitlines()


def told(line: str) -> dict[str, str]:
    """What is offered for the last word of a line, and what that stands for."""
    wanted, *lines = answer(line)
    assert lines or wanted == "words"
    return dict(each.partition("\t")[::2] for each in lines)


def offers(line: str) -> list[str]:
    """What is offered for the last word of a line."""
    return list(told(line))


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
    ("typed", "offered"),
    [("RED", "red"), ("ble", "blue"), ("the-r", "red"), ("الزر", "blue"), ("ال", "blue"), ("Leag", "league")],
)
def test_names_and_aliases_lead_to_the_id(marches: Kb, typed: str, offered: str) -> None:
    assert offers(f"syriakb allies {typed}") == [offered]


@pytest.mark.parametrize("typed", ["al-", "Al-R", "'Ash-Sh", "ash-Sha", "الر", "Front\\ al-"])
def test_an_article_is_the_beginning_of_a_name_and_none(marches: Kb, typed: str) -> None:
    marches.write(
        "actors/more.yaml", "- {id: x, name: al-Rams, aliases: [ash-Sharq, الرمس, Front al-Qalam], kind: band}"
    )
    assert offers(f"syriakb allies {typed}") == ["x"]


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
        ("control --kind mil", []),
        ("list places --kind mil", []),
        ("control --without rad", ["radio"]),
        ("control --only bri", ["bridge"]),
        ("control --grade C", ["C1", "C2", "C3", "C4", "C5", "C6"]),
        ("add claim --stance d", ["denies"]),
        ("add claim --source rad", ["radio"]),
        ("add claim --predicate allied", ["allied_with"]),
        ("add alliance --evidence bri", ["bridge"]),
        ("add actor --kind arm", ["army"]),
        ("edit bridge --modality in", ["intended"]),
        ("edit bridge --unset sa", ["said-by"]),
        ("edit bridge --start y", ["yesterday"]),
        ("add claim --reported t", ["today"]),
        ("add alliance --support-type wea", ["weapons"]),
        ("control --as-of latest-7", ["latest-7d"]),
        ("diff latest-1m y", ["yesterday"]),
        ("timeline --from t", ["today"]),
        ("export csv --known-by y", ["yesterday"]),
        ("check --code dup", ["duplicate-id"]),
        ("import x --kind pl", ["places"]),
        ("read x --source pr", ["press"]),
        ("show rule", ["rule-1"]),
        ("control --without source:R", ["source:radio"]),
    ],
)
def test_values_of_options(marches: Kb, line: str, offered: list[str]) -> None:
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}\n- {id: arms, about: [grey, red]}")
    marches.alliances(
        "- {id: pact, subject: grey, predicate: backs, object: red, evidence: [arms], support_types: [weapons]}"
    )
    marches.write("rulings.yaml", "- {id: rule-1, place: ford, holders: [red], evidence: [bridge]}")
    marches.write("sources/twice.yaml", "- {id: press, title: Press}")
    assert offers(f"syriakb {line}") == offered


def test_what_is_offered_is_told(marches: Kb) -> None:
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}")
    assert told("syriakb retract stone") == {"bridge": "The stone bridge fell."}
    assert told("syriakb allies الز") == {"blue": "Blue Guard, army"}
    assert told("syriakb control Mi") == {"mill": "Mill, provincial-capital in Northern March"}
    assert told("syriakb claims --source pr") == {"press": "The March Press"}
    assert told("syriakb list actors --kind mi") == {"militia": "2 actors"}
    assert told("syriakb cap") == {"capitals": COMMANDS["Questions"]["capitals"]}


def test_the_knowledge_base_that_the_line_names(marches: Kb, tmp_path: Path) -> None:
    Kb(tmp_path / "other").write("kb.yaml", "title: Other\nschema: 1\n")
    Kb(tmp_path / "other").write("actors.yaml", "- {id: gold, name: Gold}\n")
    assert offers(f"syriakb allies --data {tmp_path / 'other'} g") == ["gold"]


def test_without_a_knowledge_base_there_is_silence(marches: Kb, tmp_path: Path) -> None:
    assert offers(f"syriakb allies --data {tmp_path / 'none'} g") == []


def test_branches_are_offered_for_revisions(marches: Kb) -> None:
    assert offers("syriakb diff --rev ma") == []
    for words in ("init -q -b main", "-c user.name=x -c user.email=x@y.z commit -q --allow-empty -m x", "branch maps"):
        subprocess.run(["git", "-C", str(marches.folder), *words.split()], check=True)
    assert offers("syriakb diff --rev ma") == ["main", "maps"]
    assert offers("syriakb check --rev main..map") == ["main..maps"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("info --no", "words"),
        ("add --data ", "folders"),
        ("add --data x ", "words"),
        ("import ", "files"),
        ("read x --draft=", "files"),
        ("list --data ", "folders"),
    ],
)
def test_files_are_offered_where_they_are_meant_alone(marches: Kb, line: str, wanted: str) -> None:
    assert answer(f"syriakb {line}")[0] == wanted


# Whoever adds an option says here whether its values are files, or can be any text.
FILES = {"file", "folder", "text", "base", "ours", "theirs", "--data", "--out", "--png", "--draft", "--names"}
FILES |= {"--rejects", "--text", "--file", "--from"}
ANY = {
    "name",
    "title",
    "statement",
    "new",
    "query",
    "url",
    "words",
    "--name",
    "--title",
    "--statement",
    "--url",
    "--id",
}
ANY |= {"--alias", "--base", "--depth", "--exact", "--lat", "--limit", "--locator", "--lon", "--map", "--max-hops"}
ANY |= {"--note", "--pcode", "--publisher", "--reason", "--schema", "--set", "--sheet", "--stale-after", "--timeout"}
ANY |= {"--value", "--via", "--wikidata", "--id", "path"}


def parameters() -> Iterator[tuple[str, str]]:
    """A line that ends where the value of a parameter begins, and what that is called; for each of every command.

    One that many commands have, such as --as-of, is asked of two of them.
    """
    seen = Counter[tuple[str, str]]()
    group: Any = typer.main.get_command(app)
    for name in group.commands:
        command = group.get_command(None, name)
        inner = getattr(command, "commands", {})
        for words, each in [(name, command), *((f"{name} {own}", inner[own]) for own in inner)]:
            before = ""
            for parameter in each.params:
                if parameter.param_type_name == "argument":
                    yield f"syriakb {words} {before}", parameter.opts[0]
                    before += "x "
                elif not (parameter.is_flag or parameter.hidden):
                    told = (parameter.opts[0], parameter.help)
                    seen[told] += 1
                    if seen[told] > 2:
                        continue
                    yield f"syriakb {words} {parameter.opts[0]} ", parameter.opts[0]


def test_every_option_offers_its_values_and_files_where_they_are_meant_alone(
    marches: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}\n- {id: odd, credibility: 9}")
    marches.claims("- {id: paid, subject: grey, predicate: backs, object: red}", "claims/more.yaml")
    (marches.folder / "claims.yaml").rename(marches.folder / "claims" / "first.yaml")
    marches.alliances(
        "- {id: a, subject: grey, predicate: backs, object: red, evidence: [paid], support_types: [arms]}"
    )
    marches.write("mappings/towns.yaml", "kind: places\nfields: {name: '{name}'}\n")
    for words in ("init -q -b main", "add -A", "-c user.name=A -c user.email=a@b.example commit -qm x"):
        subprocess.run(["git", "-C", str(marches.folder), *words.split()], check=True)
    monkeypatch.chdir(tmp_path)
    asked = list(parameters())
    assert len(asked) > 150
    wrong = {}
    for line, name in asked:
        wanted, *found = answer(line)
        files = name in FILES and (name != "--from" or " init " in line)
        fits = wanted in ("files", "folders") if files else wanted == "words" and (found or name in ANY)
        if not fits:
            wrong[line] = [wanted, *found[:2]]
    assert wrong == {}


HOSTILE = r"""
- {id: evil, name: "x\\$(touch pwned) `touch pwned` '; touch pwned; ' [bold]y[/] \"z\" \e[31m\nnext : end"}
- {id: evil2, name: "[/]"}
"""


HOSTILE = r"""
- {id: evil, name: "x\\$(touch pwned) `touch pwned` '; touch pwned; ' [bold]y[/] \"z\" \e[31m\nnext : end", kind: group}
- {id: evil2, name: "[/] %F{red} {{}} $x", kind: group}
- {id: sf, name: "Sha'b Front", kind: party}
- {id: lf, name: Legal Front, kind: party}
- {id: blue2, name: Bleu Marin, kind: army}
"""


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    folder = tmp_path_factory.mktemp("home")
    marches = Kb.made_up(folder / "marches")
    marches.write("actors/more.yaml", HOSTILE)
    marches.claims("- {id: bridge, statement: The stone bridge fell., about: [ford]}\n- {id: arms, about: [grey, red]}")
    pact = "id: pact, subject: grey, predicate: backs, object: red, evidence: [arms]"
    marches.alliances(f"""- {{{pact}, support_types: ["people's arms"]}}""")
    (folder / "notes.txt").touch()
    (folder / "sub").mkdir()
    try:
        started = Shell(request.param, folder, marches.folder)
    except LookupError as error:
        pytest.skip(str(error))
    with started:
        yield started
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("cap", "capitals "),
        ("allies الز", "allies blue "),
        ("allies Sha\\'b\\ F", "allies sf "),
        ("allies \"Sha'b F", "allies sf "),
        ("claims --stance=d", "claims --stance=denies "),
        ("add alliance --support-type peo", "add alliance --support-type peoples arms "),
        ("retract bridge --reason n", "retract bridge --reason n"),
        ("import n", "import notes.txt "),
        ("list --out=n", "list --out=notes.txt "),
        ("list --data s", "list --data sub/"),
    ],
)
def test_a_line_is_completed(shell: Shell, typed: str, completed: str) -> None:
    line = shell.completed(f"syriakb {typed}")
    assert line.replace("'\"'\"'", "").translate(dict.fromkeys(map(ord, "'\"\\"))) == f"syriakb {completed}"


def test_several_are_listed_with_what_they_stand_for(shell: Shell) -> None:
    line = shell.after("syriakb allies Le\t\t" if shell.name == "bash" else "syriakb allies Le\t")
    assert line == f"syriakb allies {'l' if shell.name == 'fish' else 'Le'}"
    assert "League of the Marches, coalition" in shell.listed
    assert "Legal Front, party" in shell.listed


def test_what_several_begin_with_goes_on_as_what_was_typed(shell: Shell) -> None:
    assert shell.completed("syriakb allies Bl") == "syriakb allies blue"


def test_names_are_never_obeyed_by_a_shell(shell: Shell) -> None:
    shell.after("syriakb allies ev\t\t\t")
    assert "$(touch pwned) `touch pwned` '; touch pwned; ' [bold]y[/]" in shell.listed
    assert "{{}} $x" in shell.listed


def test_scripts_that_evaluate_what_they_are_given_are_given_nothing_to_obey(
    marches: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    marches.write("actors/more.yaml", HOSTILE)
    monkeypatch.setenv("_SYRIAKB_COMPLETE", "complete_zsh")  # as the scripts ask that were installed before ours
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "syriakb allies evi")
    assert run().out == (
        """_arguments '*: :(("evil":"x(touch pwned) touch pwned touch pwned boldy z 31m next end, group"\n"""
        """"evil2":"Fred x, group"))'\n"""
    )


@pytest.mark.parametrize("typed", ["'Sha\\'b", "Sha\\'b", "\"Sha'b", "'Sha\\'b Fr", "'x' 'Sha\\'b\\ F"])
def test_fish_has_an_escape_between_apostrophes(marches: Kb, typed: str) -> None:
    marches.write("actors/more.yaml", HOSTILE)
    assert offers(f"syriakb why {typed}") == ["sf"]


def test_bash_is_given_what_takes_the_place_of_the_end_of_a_word(marches: Kb) -> None:
    assert answer("syriakb claims --stance=d", "bash", "d", "9", "80") == ["words", "denies"]
    assert answer("syriakb allies Le'x", "bash", "x", "9", "80") == ["words"]
    # A blank keeps what was typed: bash would put in what all begin with.
    assert answer("syriakb allies -", "bash", "-", "9", "80")[0] == "words"
    marches.write("actors/more.yaml", HOSTILE)
    assert answer("syriakb allies Le", "bash", "Le", "9", "80") == ["others", "league", "lf", " "]
    assert answer("syriakb allies Le", "bash", "Le", "63", "42") == [
        "others",
        "league  (League of the Marches, coaliti…)",
        "lf      (Legal Front, party)",
    ]


def test_the_script_is_printed_for_the_shell_it_is_asked_from(
    marches: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    assert run("--show-completion").out.startswith("_syriakb_completion() {")


@pytest.mark.parametrize(
    ("name", "file", "read_by"),
    [
        ("bash", ".bash_completions/syriakb.sh", ".bashrc"),
        ("zsh", ".zfunc/_syriakb", ".zshrc"),
        ("fish", ".config/fish/completions/syriakb.fish", None),
    ],
)
def test_a_script_is_installed_once(
    name: str, file: str, read_by: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: (name, name))
    monkeypatch.setenv("HOME", str(tmp_path))
    for each in ("XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(each, raising=False)
    if read_by:
        (tmp_path / read_by).write_text("alias x=y", encoding="utf-8")
    for _ in range(2):
        result = run("--install-completion")
        assert (result.status, result.err) == (0, "")
        assert str(tmp_path / file) in result.out
    assert (tmp_path / file).read_text(encoding="utf-8") == script(name)
    if read_by:
        first, *rest = (tmp_path / read_by).read_text(encoding="utf-8").splitlines()
        assert first == "alias x=y"
        assert len(rest) == 1


def test_a_shell_that_cannot_be_told_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> None:
        raise ShellDetectionFailure

    monkeypatch.setattr("shellingham.detect_shell", unknown)
    assert run("--show-completion") == (
        1,
        "",
        "error: Which shell this is cannot be told. The script of each is printed: "
        "_SYRIAKB_COMPLETE=source_zsh syriakb\n",
    )


@pytest.mark.parametrize("name", SHELLS)
def test_every_shell_has_its_script(name: str) -> None:
    result = run_program(_SYRIAKB_COMPLETE=f"source_{name}")
    assert (result.status, result.out, result.err) == (0, script(name), "")
