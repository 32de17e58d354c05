"""What the answers hide: a gap for every call that was refused or not made, and for every row that could not be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from diagnostics.collect.answers import Meaning, Refusal
from diagnostics.collect.calls import CALLS, IDENTITY, SAVED_CALLS, Call, When
from diagnostics.collect.keyless import keyless
from diagnostics.collect.touched import wanted
from diagnostics.model.snapshot import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.collect.answers import Answers

Reason = Literal["denied", "not-collected", "failed", "unsupported"]

#: AWS appends a long encoded text to a denial, which only an administrator can decode.
_ENCODED = "Encoded authorization failure message"
_LONGEST = 300


def gaps_of(answers: Answers, *, account: str) -> tuple[Gap, ...]:
    """Give the gaps of all calls that the answers should hold, and of those refused that nobody waited for."""
    asked = [(call, wanted(call, answers)) for call in CALLS if call is not IDENTITY or not account]
    expected = {call.key(subject) for call, subjects in asked for subject in subjects}
    found = (gap for call, subjects in asked for gap in _gaps_of_call(answers, call, subjects))
    return (*found, *_refused_beside(answers, expected))


def _gaps_of_call(answers: Answers, call: Call, subjects: tuple[str, ...]) -> list[Gap]:
    """Give one gap of the whole call where all of several subjects are hidden for one reason, else one a subject."""
    gaps = [gap for subject in subjects if (gap := _gap_of(answers, call, subject)) is not None]
    if len(gaps) == len(subjects) > 1 and len({gap.reason for gap in gaps}) == 1:
        return [replace(gaps[0], subject="")]
    return gaps


def unreadable(call: Call, subject: str, detail: str) -> Gap:
    """Give the gap that a row leaves which does not have AWS's shape."""
    return Gap(call=call.action, reason="failed", hides=call.hides, needs=call.action, subject=subject, detail=detail)


def _gap_of(answers: Answers, call: Call, subject: str) -> Gap | None:
    key = call.key(subject)
    if key not in answers.said:
        return Gap(call=call.action, reason="not-collected", hides=call.hides, needs=call.action, subject=subject)
    refusal = answers.refusal(key)
    if refusal is None or refusal.meaning is Meaning.NONE:
        return None
    return _refused(call, subject, refusal)


def _refused(call: Call, subject: str, refusal: Refusal) -> Gap:
    reason = _reason(refusal.meaning)
    detail = f"{refusal.code}: {keyless(refusal.text.partition(_ENCODED)[0].strip())}"[:_LONGEST].rstrip(": ")
    return Gap(call=call.action, reason=reason, hides=call.hides, needs=call.action, subject=subject, detail=detail)


def _reason(meaning: Meaning) -> Reason:
    return "denied" if meaning is Meaning.DENIED else "unsupported" if meaning is Meaning.UNSUPPORTED else "failed"


def _refused_beside(answers: Answers, asked: set[str]) -> Iterator[Gap]:
    """Give the gaps of other refusals; those that say "there is none" or "there is no such thing" hide nothing."""
    unlisted = {When.ASKED, When.SAVED}
    known = {c.word: c for c in (*CALLS, *SAVED_CALLS) if c.when in unlisted or c.subject_as == "TransitGatewayRouteTableId"}
    for key, said in answers.said.items():
        word, _, subject = key.partition(".")
        if not isinstance(said, Refusal) or key in asked or said.meaning in {Meaning.NONE, Meaning.ABSENT}:
            continue
        if (call := known.get(word)) is not None:
            yield _refused(call, subject, said)
