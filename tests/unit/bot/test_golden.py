"""What chosen messages look like, block by block, in both languages.

`ROUTELORE_RENEW_GOLDEN=1 pytest tests/unit/bot/test_golden.py` writes them anew; the difference is then read as prose.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import answer, comparison, diagnosis, several, what_if
from bot.blocks.diagnosis import Told
from bot.blocks.fixes import Offer
from bot.blocks.lessons import Lesson
from bot.blocks.paging import messages
from bot.links import entry_for
from bot.listeners.what_ifs import work_out
from bot.notes import entry_called
from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.understanding.proposals import read_all
from diagnostics.collect import Answers, Meta
from diagnostics.collect.parse import snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.explain.fixing import tell_fixes
from diagnostics.model.flow import Query
from diagnostics.repair import repair
from knowledge import open_knowledge
from knowledge.entry import LANGS
from tests.scenarios.network import ACCOUNT, REGION, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answerer import Knowledge
    from knowledge.entry import Lang

GOLDEN = Path(__file__).parent / "golden"
RENEW = bool(os.environ.get("ROUTELORE_RENEW_GOLDEN"))
META = Meta(partition="aws", account=ACCOUNT, region=REGION, taken_at="2026-11-23T09:00:00+00:00", by="routelore 0.1")
TABLE_WITHOUT_ROUTES = {"no_route": {"table": "rtb-a1", "to": "0.0.0.0/0"}}

QUESTIONS = {
    "answer-found": {"ko": "게이트웨이 엔드포인트가 뭐야?", "en": "what is a gateway endpoint?"},
    "answer-ambiguous": {"ko": "엔드포인트", "en": "endpoint"},
    "answer-missing": {"ko": "연차 며칠 남았는지 알려줘", "en": "how do I reset my password"},
}
DIAGNOSES: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "diagnosis-private": ([{"gateway": {"tables": ["rtb-a1"]}}], "subnet-a1", "s3"),
    "diagnosis-nat": ([{"gateway": {"tables": ["rtb-a2"]}}], "subnet-a1", "s3"),
    "diagnosis-blocked": ([TABLE_WITHOUT_ROUTES], "subnet-a1", "s3"),
    "diagnosis-mixed": (
        [{"route": {"table": "rtb-a1", "to": "52.219.56.0/24", "target": "igw-0a"}}, {"gateway": {"tables": ["rtb-a1"]}}],
        "eni-a1",
        "s3",
    ),
    "diagnosis-unknown": (
        [{"refused": {"key": "describe-route-tables", "code": "UnauthorizedOperation"}}],
        "subnet-a1",
        "s3",
    ),
    "diagnosis-function-outside": ([{"function": {"name": "orchard-fn"}}], "lambda:orchard-fn", "s3"),
}
NETWORK = [{"gateway": {"tables": ["rtb-a2"]}}]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Give the team's knowledge base."""
    return open_knowledge()


def _told(given: list[dict[str, Any]], source: str, to: str, lang: Lang) -> list[Told]:
    snapshot = snapshot_of(Answers(said=changed(given), meta=META))
    return [Told(one, explain(one, lang)) for one in diagnose(Query(source=source, to=to), snapshot)]


def _report(given: list[dict[str, Any]], source: str, to: str, lang: Lang, knowledge: Knowledge) -> list[dict[str, Any]]:
    (told,) = _told(given, source, to, lang)
    fixed = repair(told.diagnosis)
    stories = tell_fixes(told.diagnosis, fixed, lang)
    whole = dataclasses.replace(
        told,
        fixes=tuple(Offer(story, fix.verdict_after) for story, fix in zip(stories, fixed, strict=True)),
        lessons=tuple(
            Lesson(cause.code, entry.id, entry.title.say(lang))
            for cause in told.explanation.findings
            if (entry := entry_called(entry_for(cause.code) or "", knowledge.entries)) is not None
        ),
    )
    return [*diagnosis.verdict(whole), *diagnosis.details(whole)]


def _what_if(given: list[dict[str, Any]], source: str, changes: list[str], lang: Lang) -> list[dict[str, Any]]:
    before = _told(given, source, "s3", lang)
    snapshot = before[0].diagnosis.case.snapshot
    return what_if.supposed(work_out(read_all(changes, snapshot), before, snapshot))


def _is_golden(name: str, lang: Lang, blocks: list[dict[str, Any]]) -> None:
    """Compare the messages with those that were read and found good; write them where that is asked for."""
    pages = messages(blocks)
    for page in pages:
        assert block_faults(page, Surface.MESSAGE) == ()
        assert not too_long(page)
    kept = GOLDEN / f"{name}.{lang}.json"
    if RENEW:
        kept.write_text(json.dumps(pages, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert pages == json.loads(kept.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_looks_as_it_was_found_good(knowledge: Knowledge, name: str, lang: Lang) -> None:
    """Found, ambiguous and missing."""
    found = knowledge.answer(QUESTIONS[name][lang], lang)
    assert name.endswith(type(found).__name__.lower())
    _is_golden(name, lang, answer.answer(found))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", DIAGNOSES)
def test_a_diagnosis_looks_as_it_was_found_good(knowledge: Knowledge, name: str, lang: Lang) -> None:
    """Private, public, blocked, mixed, unknown, and not in any VPC; with the fixes that were proven."""
    _is_golden(name, lang, _report(*DIAGNOSES[name], lang, knowledge))


LISTS: dict[str, Callable[[Lang], list[dict[str, Any]]]] = {
    "comparison": lambda lang: comparison.compared(
        *_told(NETWORK, "subnet-a1", "s3", lang), *_told(NETWORK, "subnet-a2", "s3", lang)
    ),
    "what-if": lambda lang: _what_if(NETWORK, "subnet-a1", ["delete-nat nat-0a", "add-route-table vpce-s3 rtb-a1"], lang),
    "what-if-whole-vpc": lambda lang: _what_if(NETWORK, "vpc-0a", ["remove-route rtb-pub 0.0.0.0/0"], lang),
    "whole-vpc": lambda lang: several.several(_told(NETWORK, "vpc-0a", "s3", lang), "vpc-0a", "s3"),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", LISTS)
def test_several_diagnoses_look_as_they_were_found_good(name: str, lang: Lang) -> None:
    """Two held against each other, a whole VPC, and what something supposed comes to."""
    _is_golden(name, lang, LISTS[name](lang))


def test_nothing_is_kept_that_no_test_reads() -> None:
    """Every golden file belongs to a case."""
    names = {f"{name}.{lang}.json" for name in (*QUESTIONS, *DIAGNOSES, *LISTS) for lang in LANGS}
    assert {kept.name for kept in GOLDEN.iterdir()} == names
