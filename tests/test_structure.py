"""The shape of the code: every module stands on its own feet, and the start-up path stays light."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest

import syriakb
from syriakb.cli.commands import COMMANDS
from syriakb.questions import QUESTIONS

PACKAGE = Path(syriakb.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported_first(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports, at once or later."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    found = [node for node in tree if isinstance(node, ast.ImportFrom)]
    names = {f"{node.module}.{each.name}" for node in found for each in node.names}
    return (names | {str(node.module) for node in found}) & {*MODULES} - {module}


def test_no_module_imports_itself_by_way_of_others() -> None:
    left = {module: imported(module) for module in MODULES}
    while free := [module for module, needed in left.items() if not needed & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}


@pytest.mark.parametrize("name", [name for commands in COMMANDS.values() for name in commands])
def test_a_command_only_parses_asks_and_renders(name: str) -> None:
    room = "questions" if name in QUESTIONS else "cli"
    tree = ast.parse(
        inspect.getsource(import_module(f"syriakb.{room}.{name.replace('-', '_')}{'_' * iskeyword(name)}"))
    )
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    bodies = {each.name: each.body[bool(ast.get_docstring(each)) :] for each in functions}
    lengths = {each: body[-1].end_lineno - body[0].lineno + 1 for each, body in bodies.items() if body}  # type: ignore[operator]
    assert lengths
    assert {each: lines for each, lines in lengths.items() if lines >= 15} == {}


def texts(path: Path) -> str:
    """The texts that a module works with, its docstrings and comments left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    return "\n".join(str(node.value) for node in found)


def test_nothing_in_the_code_knows_syria() -> None:
    # The column "governorate" of the capitals is a key of their JSON, whatever the country calls them.
    known = re.compile(r"\b(syrian?|damascus|assad|aleppo|homs|hts|turk\w+|kurd\w+|russia\w*)\b", re.I)
    written = {path: texts(path) for path in PACKAGE.rglob("*.py")}
    written |= {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.sql")}
    assert {path.name: found for path, text in written.items() if (found := known.findall(text))} == {}


def loaded(*arguments: str) -> set[str]:
    """The modules that a run of the command line has loaded when it ends."""
    code = (
        f"import sys; from syriakb.cli.app import main; sys.argv[1:] = {list(arguments)!r}\n"
        "try: main()\nexcept SystemExit: pass\nprint(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_asks_no_question_loads_nothing_of_the_knowledge_base(option: str) -> None:
    modules = loaded(option)
    assert {"sqlite3", "yaml", "rich", "syriakb.index.open", "syriakb.help"} & modules == set()
    assert {name for name in modules if name.startswith("syriakb.cli.")} == {"syriakb.cli.app", "syriakb.cli.commands"}
