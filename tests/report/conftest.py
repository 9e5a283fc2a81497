"""Wars to report on, and the browser that shows the reports."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kb import Kb
from tests.report.browser import CHROMIUM, DRIVER, FLAGS


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.write(
        "places.yaml",
        """
        - {id: marches, name: The Marches, kind: country}
        - {id: north, name: Northern March, kind: region, within: [marches]}
        - {id: ford, name: Ford, kind: provincial-capital, within: [north], lat: 8, lon: 3}
        - {id: mill, name: Mill, kind: provincial-capital, within: [north], lat: 7, lon: 7}
        - {id: quay, name: Quay, kind: provincial-capital, within: [marches], lat: 2, lon: 5}
        """,
    )
    kb.claims("""
        - {id: red-takes-ford, subject: red, predicate: took, object: ford, start: 2020-02-01, said_by: red,
           exact: the ford is ours, locator: p7, credibility: 2}
        - {id: blue-besieges, subject: blue, predicate: besieges, object: ford, start: 2020-03-01}
        - {id: red-takes-mill, subject: red, predicate: took, object: mill, start: 2020-02-01}
        - {id: blue-takes-mill, subject: blue, predicate: took, object: mill, start: 2020-05-01}
        - {id: grey-pays, subject: grey, predicate: backs, object: red, start: 2020-04-01}
        - {id: grey-denies, subject: grey, predicate: backs, object: red, start: 2020-04-01, stance: denies}
        - {id: old, about: [mill], retracted: {on: 2020-05-05, reason: Mistaken, superseded_by: blue-takes-mill}}
        """)
    return kb


@pytest.fixture
def crowd(kb: Kb) -> Kb:
    """A long war: 1,200 claims say that Red and Blue fight or deny it, 120 villages fall, one day after the other."""
    villages = [f"- {{id: village-{at}, name: Village {at}, kind: village, within: [north]}}" for at in range(120)]
    kb.write("places.yaml", "\n".join(["- {id: north, name: Northern March, kind: region}", *villages]))
    fights = "subject: red, predicate: fights, object: blue"
    days = [f"20{10 + at // 120}-{at // 10 % 12 + 1:02}-{at % 10 + 1:02}" for at in range(1200)]
    told = [
        f"- {{id: f{at}, {fights}, start: {day}, reported: {day}, stance: {'asserts' if at % 3 else 'denies'}}}"
        for at, day in enumerate(days)
    ]
    told += [
        f"- {{id: t{at}, subject: red, predicate: took, object: village-{at}, start: {days[at]}, reported: {days[at]}}}"
        for at in range(120)
    ]
    kb.claims("\n".join(told))
    return kb


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium that keeps a log of its console and of every request."""
    if not CHROMIUM or not DRIVER:
        pytest.skip("needs chromium and chromedriver: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}", "--window-size=1200,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()
