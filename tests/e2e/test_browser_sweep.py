"""The page of a sweep in a real browser: wide, and as narrow as a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By

from diagnostics.sweep.page import page as written
from diagnostics.sweep.report import report
from tests.unit.sweep.samples import PARTS

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

    from diagnostics.model.words import Lang

#: What an element says, and whether anything of it lies beyond the window.
OUTSIDE = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && (box.left < 0 || box.right > wide + 1);
}).map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`);
"""


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_on_a_phone_every_row_is_a_card_and_nothing_hangs_out(driver: webdriver.Chrome, tmp_path: Path, lang: Lang) -> None:
    """The titles, which each cell repeats, are gone with what is said of them; no text is cut or lies over another."""
    (tmp_path / "sweep.html").write_text(written(report(PARTS), lang), encoding="utf-8")
    driver.set_window_size(500, 900)
    driver.get((tmp_path / "sweep.html").as_uri())
    assert driver.execute_script(OUTSIDE) == []
    hidden = [*driver.find_elements(By.TAG_NAME, "th"), *driver.find_elements(By.CLASS_NAME, "sorting")]
    assert hidden
    assert not any(one.is_displayed() for one in hidden)


def test_a_title_sorts_by_its_column(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """Pressed once, the fewest subnets are first; pressed again, the most."""
    (tmp_path / "sweep.html").write_text(written(report(PARTS), "en"), encoding="utf-8")
    driver.set_window_size(1280, 900)
    driver.get((tmp_path / "sweep.html").as_uri())
    title = next(one for one in driver.find_elements(By.CSS_SELECTOR, "th button") if one.text == "Subnets")
    title.click()
    counts = [int(one.text) for one in driver.find_elements(By.CSS_SELECTOR, "table:first-of-type summary")]
    assert len(set(counts)) > 1
    assert counts == sorted(counts)
    title.click()
    again = [int(one.text) for one in driver.find_elements(By.CSS_SELECTOR, "table:first-of-type summary")]
    assert again == sorted(counts, reverse=True)
