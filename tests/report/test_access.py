"""The page as axe-core judges it, which is used where it is installed: it is no part of this tree."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.kb import SHIPPED, Kb
from tests.report.browser import opened, quiet, written

SCREENS = (
    (1280, {"prefers-color-scheme": "light"}),
    (768, {"prefers-color-scheme": "dark"}),
    (390, {"forced-colors": "active"}),
)


def axe() -> str:
    """The script of axe-core: where AXE_CORE says, in this tree, or where npm has what is for every program."""
    npm = shutil.which("npm")
    found = [Path(os.environ["AXE_CORE"])] if os.environ.get("AXE_CORE") else [Path("node_modules/axe-core/axe.min.js")]
    if npm and not any(each.exists() for each in found):
        root = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=False).stdout.strip()
        found.append(Path(root) / "axe-core" / "axe.min.js")
    path = next((each for each in found if each.exists()), None)
    if path is None:
        pytest.skip("needs axe-core: npm install --no-save axe-core, or AXE_CORE=FILE of its axe.min.js")
    return path.read_text("utf-8")


def test_axe_core_finds_nothing_at_three_widths(browser: Any, tmp_path: Path) -> None:
    script, page = axe(), written(Kb(SHIPPED), tmp_path)
    run = """
        const done = arguments[0];
        const told = (each) => `${each.impact}: ${each.help}: ${each.nodes[0].html}`;
        axe.run({ resultTypes: ["violations"] }).then(({ violations }) => done(violations.map(told)))"""
    for width, media in SCREENS:
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": name, "value": value} for name, value in media.items()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        opened(browser, page)
        browser.execute_script(script)
        assert browser.execute_async_script(run) == [], width
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    quiet(browser)
