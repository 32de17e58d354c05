"""What is worth knowing whatever the verdict: one calm line in the report, whole behind the button."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import diagnosis, what_if
from bot.blocks.diagnosis import Told
from bot.blocks.lessons import Lesson
from bot.ids import Action
from bot.listeners.what_ifs import work_out
from bot.understanding.proposals import read_all
from diagnostics.collect import Answers
from diagnostics.collect.parse import snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import Query
from knowledge.entry import LANGS
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

NO_LOGS: dict[str, Any] = {"flow_logs": {"formats": {}}}
PRIVATE = {"gateway": {"tables": ["rtb-a1"]}}
NO_ROUTE = {"no_route": {"table": "rtb-a1", "to": "0.0.0.0/0"}}
TITLES = {"ko": "참고로", "en": "Also worth knowing"}


def _told(*given: dict[str, Any], lang: Lang = "en") -> Told:
    found = diagnose(Query(source="subnet-a1", to="s3"), snapshot_of(Answers(said=changed(list(given)))))[0]
    return Told(found, explain(found, lang))


def _small_print(blocks: list[dict[str, Any]], title: str) -> list[str]:
    lines = [e["text"] for block in blocks if block["type"] == "context" for e in block["elements"]]
    return [line for line in lines if title in line]


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_names_them_in_one_line_of_small_print(lang: Lang) -> None:
    """Each by its title and code, after everything that explains the verdict."""
    told = _told(PRIVATE, NO_LOGS, lang=lang)
    (line,) = _small_print(diagnosis.details(told), TITLES[lang])
    assert told.explanation.asides
    assert all(f"{one.title} `{one.code}`" in line for one in told.explanation.asides)


def test_nothing_is_said_where_there_is_nothing_to_know() -> None:
    """No empty line of small print."""
    assert diagnosis.asides((), "en") == []


def test_their_pages_stand_behind_the_button_after_the_causes() -> None:
    """Every page has the sources of its own rule; with asides alone the button is there, too."""
    told = _told({"gateway": {"tables": ["rtb-a2"]}}, NO_LOGS)
    assert told.explanation.causes
    assert told.explanation.asides
    shown = json.dumps(diagnosis.pages(told))
    rules = {finding.rule.code: finding.rule for finding in told.diagnosis.findings}
    places = [shown.index(f"`{one.code}`") for one in told.explanation.findings]
    assert sorted(places) == places
    assert all(url in shown for one in told.explanation.findings for url in rules[one.code].sources)
    calm = _told(PRIVATE, NO_LOGS)
    taught = replace(calm, lessons=tuple(Lesson(one.code, "nat", "NAT") for one in calm.explanation.asides))
    assert Action.PICK_ENTRY not in json.dumps(diagnosis.buttons(taught))
    assert Action.PICK_ENTRY in json.dumps(diagnosis.pages(taught))
    assert calm.explanation.causes == ()
    assert Action.SHOW_FINDINGS in json.dumps(diagnosis.buttons(calm))
    assert "There are no findings" not in json.dumps(diagnosis.pages(calm))


def test_a_supposition_names_those_that_it_brings() -> None:
    """What is worth knowing of the new way; what was known before is not told again."""
    before = _told(NO_ROUTE, NO_LOGS)
    snapshot = before.diagnosis.case.snapshot
    found = work_out(read_all(["create-gateway-endpoint s3 rtb-a1"], snapshot), [before], snapshot)
    (line,) = _small_print(what_if.supposed(found), TITLES["en"])
    old, new = ({one.code for one in told.explanation.findings} for told in found.ways[0])
    assert new - old
    assert all(f"`{code}`" in line for code in new - old)
    assert not any(f"`{code}`" in line for code in old)
