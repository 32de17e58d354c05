"""The playground in a real browser: started by its command, and its page in the words of whoever looks at it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium import webdriver
    from selenium.webdriver.remote.webelement import WebElement

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
STARTS_WITHIN = 60
STOPS_WITHIN = 20
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Page:
    """The page in the browser, in the words of whoever looks at it."""

    driver: webdriver.Chrome
    address: str
    shots: Path

    def open(self, person: str, room: str) -> None:
        """Go to a room as somebody."""
        self.driver.get("about:blank")
        self.driver.get(f"{self.address}#{person}/{room}")
        self.see("home" if room == "home" else "composer")

    def until(self, wanted: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
        """Give what is wanted as soon as it is there; a picture of the page stays where it never comes."""
        try:
            waiting = WebDriverWait(self.driver, seconds, 0.1, [StaleElementReferenceException])
            return waiting.until(lambda _: wanted(), what)
        except BaseException:
            self.shoot("missing")
            raise

    def all(self, css: str) -> list[WebElement]:
        """Give what is on the screen now."""
        return [found for found in self.driver.find_elements(By.CSS_SELECTOR, css) if found.is_displayed()]

    def find(self, css: str) -> WebElement:
        """Give the newest of these on the screen, once there is one."""
        found: list[WebElement] = self.until(lambda: self.all(css), f"nothing on the page is {css}")
        return found[-1]

    def click(self, css: str) -> None:
        """Click the newest of these, also where the page draws it anew just then."""

        def clicked() -> bool:
            self.find(css).click()
            return True

        self.until(clicked, f"{css} could not be clicked")

    def see(self, name: str) -> WebElement:
        """Give what carries this test id."""
        return self.find(f'[data-testid="{name}"]')

    def press(self, name: str) -> None:
        """Click what carries this test id."""
        self.click(f'[data-testid="{name}"]')

    def type(self, text: str, *, into: str = "composer") -> None:
        """Write into a composer and press Enter."""
        self.see(into).send_keys(text, Keys.ENTER)

    def says(self, css: str, words: str) -> WebElement:
        """Give the element that says these words, once it does."""
        found: WebElement = self.until(
            lambda: next((one for one in self.all(css) if words in one.text), None), f"no {css} says {words!r}"
        )
        return found

    def shoot(self, name: str) -> None:
        """Keep a picture of the page."""
        self.driver.save_screenshot(str(self.shots / f"{name}.png"))

    def run(self, script: str, *values: object) -> Any:
        """Give what a script of the page's own modules tells."""
        return self.driver.execute_async_script(script, *values)

    def choose(self, action: str, words: str) -> None:
        """Choose the option that says these words in a menu of the form."""

        def chosen() -> bool:
            menus = self.all(f"select[data-action-id='{action}']")
            texts = [option.text for option in Select(menus[0]).options] if menus else []
            wanted = next((text for text in texts if words in text), None)
            if wanted is None:
                return False
            Select(menus[0]).select_by_visible_text(wanted)
            return True

        self.until(chosen, f"{action} offers no {words}")


@contextmanager
def played(**settings: str) -> Iterator[str]:
    """Give the address of a playground that was started by its command, with these settings; Ctrl-C must end it."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "AWS_", "ROUTELORE_"))}
    command = [str(Path(sys.executable).with_name("routelore")), "playground"]
    env = {**ours, **settings}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=env) as process:
        told = Told(process)
        try:
            yield told.address()
        finally:
            process.send_signal(signal.SIGINT)
            status = process.wait(STOPS_WITHIN)
            told.join()
    assert status == 0, told.text


class Told:
    """What the command tells on its error stream."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: list[str] = []
        self._found = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def address(self) -> str:
        """Give the address that it names."""
        assert self._found.wait(STARTS_WITHIN), self.text
        found = ADDRESS.search(self.text)
        assert found, self.text
        return found[0]

    def join(self) -> None:
        """Read what is left."""
        self._reader.join(STOPS_WITHIN)

    @property
    def text(self) -> str:
        """Everything that was told."""
        return "".join(self._lines)

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.append(line)
            if ADDRESS.search(line):
                self._found.set()
        self._found.set()
