"""How long a page takes to open, in a Chromium without a window."""

import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
# Two frames later the first one stands on the screen.
_DRAWN = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"


def ready(page: Path, runs: int) -> float | None:
    """The fewest seconds of some runs until a page has loaded, its scripts have run and its first picture stands.

    None where the browser or what drives it is missing.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not program or not driver or not find_spec("selenium"):
        return None
    webdriver = import_module("selenium.webdriver")
    service = import_module("selenium.webdriver.chrome.service").Service(driver)
    options = webdriver.ChromeOptions()
    options.binary_location = program
    with TemporaryDirectory() as profile:
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=service)
        try:
            return min(_opened(browser, page) for _ in range(runs))
        finally:
            browser.quit()


def _opened(browser: Any, page: Path) -> float:
    browser.get("about:blank")
    start = perf_counter()
    browser.get(page.as_uri())
    browser.execute_async_script(_DRAWN)
    return perf_counter() - start
