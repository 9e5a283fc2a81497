"""What says how to install an optional library fits how the program was installed."""

import sys

import pytest

from syriakb import extras
from syriakb.errors import SyriakbError


def test_in_an_environment_that_is_active_it_is_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    assert extras.installing("graph") == "pip install 'syriakb[graph]'"


def test_in_one_that_is_not_it_is_its_own_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")
    assert extras.installing("graph") == f"{sys.executable} -m pip install 'syriakb[graph]'"


def test_pipx_and_uv_are_given_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/home/a/.local/share/pipx/venvs/syriakb")
    assert extras.installing("graph") == "pipx inject syriakb 'igraph>=0.11'"
    monkeypatch.setattr(sys, "prefix", "/home/a/.local/share/uv/tools/syriakb")
    monkeypatch.setattr(sys, "executable", "/home/a/.local/share/uv/tools/syriakb/bin/python")
    assert extras.installing("graph") == f"uv pip install --python {sys.executable} 'igraph>=0.11'"


def test_an_environment_without_pip_is_one_of_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert extras.installing("nothing") == f"uv pip install --python {sys.executable} 'syriakb[nothing]'"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SyriakbError, match=r"This needs the library no_such_one, which is not installed: pip install"):
        extras.library("no_such_one", "graph", "This")
