"""The page needs nothing but itself, shows hostile names as names, and allows only its own style and script."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from diagnostics.model.trace import Verdict
from diagnostics.sweep import phrases
from diagnostics.sweep.page import page
from diagnostics.sweep.report import report
from tests.unit.sweep.samples import HOSTILE, PARTS, seen, stream

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

VOID = frozenset({"meta", "br"})
NAMED = seen(HOSTILE, "us-east-1", stream(Verdict.PUBLIC_VIA_IGW, 1, name=HOSTILE))


class Read(HTMLParser):
    """Reads a page: that its tags are in balance, what stands in its styles and scripts, and what it refers to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.inline: dict[str, str] = {}
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of a tag, which is that of the last one open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take the text."""
        if self.open and self.open[-1] in {"style", "script"}:
            self.inline[self.open[-1]] = self.inline.get(self.open[-1], "") + data
        else:
            self.words.append(data)


def read(text: str) -> Read:
    """Give the page as it is read."""
    found = Read()
    found.feed(text)
    found.close()
    return found


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_is_whole_and_refers_to_nothing_outside(lang: Lang) -> None:
    """Its tags are in balance, and nothing in it is loaded from anywhere."""
    found = read(page(report(PARTS), lang))
    assert found.open == []
    assert ("html", "lang", lang) in found.attributes
    assert {"script", "style", "table"} <= set(found.tags)
    assert not {"img", "link", "iframe", "form", "object", "base", "a"} & set(found.tags)
    assert [one for one in found.attributes if one[1] in {"src", "href", "srcset", "style"} or one[1].startswith("on")] == []
    assert re.findall(r"url\(|@import|https?:", found.inline["style"] + found.inline["script"]) == []


def test_only_its_own_style_and_script_are_allowed() -> None:
    """The policy has the hashes of both, and nothing else may run."""
    found = read(page(report(PARTS), "en"))
    policy = next(value for tag, name, value in found.attributes if tag == "meta" and "default-src" in value and name)
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(found.inline[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_hostile_name_stays_a_name() -> None:
    """It opens no tag, ends no attribute, and turns no line around."""
    written = page(report([*PARTS, NAMED]), "en")
    found = read(written)
    assert found.tags.count("script") == 1
    assert "alert(1)" not in found.inline["script"]
    assert any("</script><script>alert(1)</script>" in one for one in found.words)
    assert "\u202e" not in written


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_colour_never_says_anything_alone(lang: Lang) -> None:
    """Every class is shown with its sign and its word, too; and every cell of a table has its title for narrow screens."""
    found = read(page(report(PARTS), lang))
    cells = [one for one in found.attributes if one[0] == "td" and one[1] == "data-title"]
    assert len(cells) == found.tags.count("td")
    assert all(title for _, _, title in cells)
    marks = re.findall(r'<span class="mark [a-z-]+">(.*?)</span>', page(report(PARTS), lang))
    assert marks
    assert all(len(mark.split()) >= 2 for mark in marks)
    assert "@media print" in found.inline["style"]


def test_an_empty_report_is_a_page_as_well() -> None:
    """Nothing to show is no mistake."""
    assert read(page(report([]), "ko")).open == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_column_holds_what_its_title_says(lang: Lang) -> None:
    """Accounts without a Region, Regions without an account; a column of both says so."""
    written = page(report(PARTS), lang)
    account, region, both = (words.say(lang) for words in (phrases.ACCOUNT, phrases.REGION, phrases.PLACES))
    held = {title: set(re.findall(f'data-title="{title}" data-key="(.*?)"', written)) for title in (account, region, both)}
    assert held[account] == {"prod (111122223333)", "dev (444455556666)", "dev"}
    assert held[region] == {"us-east-1", "eu-west-1"}
    assert held[both] == {"dev / us-east-1, prod / us-east-1"}
