"""What the lessons tell people to try is understood by the app, and names places of the sample account."""

from __future__ import annotations

import re

import pytest

from bot.playground.account.places import SUBNETS
from bot.understanding.demands import overview_in
from bot.understanding.intents import Ask, Diagnose, parse
from knowledge import Knowledge, open_knowledge
from knowledge.answer import Found
from knowledge.entry import LANGS
from knowledge.learning.shelf import shipped_lessons
from knowledge.library import Folder, read_entries

PLACES = frozenset(subnet.name for subnet in SUBNETS)
LESSONS = shipped_lessons(frozenset(entry.id for entry in read_entries(Folder.shipped())))
TRIES = [
    (lesson.id, lang, lesson.try_it.say(lang)) for lesson in LESSONS.values() for lang in LANGS if lesson.try_it is not None
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Give the knowledge base that comes with the product."""
    return open_knowledge()


@pytest.mark.parametrize(("lesson", "lang", "line"), TRIES, ids=lambda value: value if len(value) < 30 else "")
def test_what_is_to_be_tried_gets_an_answer(knowledge: Knowledge, lesson: str, lang: str, line: str) -> None:
    """A diagnosis of one of the sample's subnets, all of them at a glance, or an entry that the lesson reads."""
    said = re.findall(r"`@routelore ([^`]+)`", line)
    assert len(said) == 1
    if overview_in(said[0]):
        return
    match parse(said[0], PLACES):
        case Diagnose(sources=sources, sure=sure, lang=heard):
            assert (len(sources), set(sources) <= PLACES, sure, heard) == (1, True, True, lang)
        case Ask(question=question):
            answer = knowledge.answer(question)
            assert isinstance(answer, Found)
            assert answer.match.entry.id in LESSONS[lesson].entries
        case other:
            pytest.fail(f"{said[0]!r} is taken for {other}")
