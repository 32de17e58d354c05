"""The published JSON shape of an answer, `routelore.answer/v1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from knowledge.answer import Ambiguous, Found, Missing

if TYPE_CHECKING:
    from knowledge.answer import Answer, Match
    from knowledge.entry import Entry, Lang

SCHEMA = "routelore.answer/v1"


def document(answer: Answer, *others: Answer) -> dict[str, Any]:
    """Give the answer as `ask --format json` prints it, and under `also` those to further questions of the same message."""
    said: dict[str, Any] = {"schema": SCHEMA, "q": answer.question, "lang": answer.lang}
    match answer:
        case Found(match=found):
            said |= {
                "kind": "found",
                "entry": found.entry.id,
                "topics": list(found.entry.topics),
                "score": found.score,
                "text": text(found.entry, answer.lang),
            }
        case Ambiguous():
            said |= {"kind": "ambiguous"}
        case Missing():
            said |= {"kind": "missing"}
        case _:
            assert_never(answer)
    said |= {"why": answer.why(), "candidates": [_candidate(match) for match in answer.candidates]}
    if isinstance(answer, Found) and answer.match.entry.diagnose:
        said["diagnose"] = {"to": answer.match.entry.diagnose}
    if others:
        said["also"] = [document(other) for other in others]
    return said


def text(entry: Entry, lang: Lang) -> str:
    """Give what the entry says in one language, and what the notes said where they were wrong."""
    said = entry.answer.say(lang)
    return f"{said}\n\n{entry.correction.say(lang)}" if entry.correction else said


def _candidate(match: Match) -> dict[str, Any]:
    return {"entry": match.entry.id, "topics": list(match.entry.topics), "score": match.score}
