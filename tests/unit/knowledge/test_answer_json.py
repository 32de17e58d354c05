"""The published JSON of an answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowledge.answer_json import document

if TYPE_CHECKING:
    from knowledge import Knowledge

ALWAYS = {"schema", "q", "lang", "kind", "why", "candidates"}


def test_an_answer_that_was_found_has_its_entry_and_text(shipped: Knowledge) -> None:
    """Everything that `found` promises is there, and it is JSON."""
    said = document(shipped.answer("게이트웨이 엔드포인트가 뭐예요?"))
    assert said["schema"] == "routelore.answer/v1"
    assert (said["kind"], said["lang"], said["q"]) == ("found", "ko", "게이트웨이 엔드포인트가 뭐예요?")
    assert said["entry"] == said["candidates"][0]["entry"]
    assert said["topics"] == said["candidates"][0]["topics"]
    assert ALWAYS | {"entry", "topics", "score", "text"} <= said.keys()
    assert json.loads(json.dumps(said)) == said


def test_a_refusal_still_has_three_candidates(shipped: Knowledge) -> None:
    """`missing` gives no entry, and what was nearest."""
    said = document(shipped.answer("EKS 업그레이드 방법"))
    assert said["kind"] == "missing"
    assert said.keys() == ALWAYS
    assert len(said["candidates"]) == 3


def test_what_can_be_checked_in_the_askers_vpc_says_towards_what(shipped: Knowledge) -> None:
    """`diagnose` is there where the entry has it, and only there."""
    for entry in shipped.entries:
        said = document(shipped.answer(entry.asks_en[0]))
        assert said.get("diagnose") == ({"to": entry.diagnose} if entry.diagnose else None)


def test_a_correction_of_the_notes_is_part_of_the_text(shipped: Knowledge) -> None:
    """Whoever reads the JSON learns what the notes had wrong."""
    corrected = next(entry for entry in shipped.entries if entry.correction is not None)
    assert corrected.correction is not None
    assert corrected.correction.en in document(shipped.answer(corrected.asks_en[0]))["text"]


def test_further_questions_of_a_message_stand_under_also(shipped: Knowledge) -> None:
    """The first answer keeps its shape; the others are whole answers of their own."""
    first, second = shipped.answers("VPC가 뭐예요? 그리고 서브넷은 뭐예요?")
    said = document(first, second)
    assert said["entry"] == "vpc-definition"
    assert said["also"] == [document(second)]
    assert "also" not in document(first)
