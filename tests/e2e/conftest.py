"""What the tests in a browser share: the browser, a playground that was started by its command, and its page."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.e2e.browsing import PATIENCE, Page, played

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
)


@pytest.fixture(scope="module")
def chrome() -> tuple[str, str]:
    """Give the paths of a Chromium and its driver, or skip; on CI they must be there."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        lacking = "Chromium" if browser is None else "chromedriver"
        reason = (
            f"the browser test needs {lacking}, which is not installed (Debian: apt-get install chromium chromium-driver)"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return browser, driver


@pytest.fixture(scope="module")
def playground(chrome: tuple[str, str]) -> Iterator[str]:
    """Give the address of a playground of the module's own."""
    assert chrome
    with played() as address:
        yield address


@pytest.fixture(scope="module")
def driver(chrome: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Give a browser with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = chrome[0]
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(chrome[1]))
    browser.set_script_timeout(PATIENCE)
    yield browser
    browser.quit()


@pytest.fixture
def page(driver: webdriver.Chrome, playground: str, tmp_path: Path) -> Iterator[Page]:
    """Give the page; whatever it complained about in the browser's console fails the test."""
    driver.set_window_size(1280, 900)
    yield Page(driver, playground, tmp_path)
    complaints: list[dict[str, str]] = driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium has no types here
    assert [row["message"] for row in complaints if row["level"] == "SEVERE"] == []
