"""The published JSON shape of what a run made of the notes, `routelore.build/v1`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.drafting.plan import Fate

if TYPE_CHECKING:
    from knowledge.drafting.ideas import Leftover, Place
    from knowledge.drafting.plan import Outcome, Plan
    from knowledge.entry import Bilingual, Lang

SCHEMA = "routelore.build/v1"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: which, where, and why."""

    file: str
    line: int
    why: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run made of the notes."""

    notes: int
    into: str
    plan: Plan
    leftovers: tuple[Leftover, ...]
    failures: tuple[Failure, ...]

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """Give what ended one way."""
        return tuple(one for one in self.plan.outcomes if one.fate is fate)

    @property
    def uncovered(self) -> tuple[Outcome, ...]:
        """Give the drafts: what the notes say and no reviewed entry answers."""
        return tuple(one for one in self.plan.outcomes if one.is_draft and one.place is not None)


def document(report: Report, lang: Lang) -> dict[str, Any]:
    """Give the report as `build --format json` prints it."""
    said: dict[str, Any] = {"schema": SCHEMA, "notes": report.notes, "into": report.into}
    said |= {str(fate): [_outcome(one) for one in report.of(fate)] for fate in Fate}
    said["covered"] = [
        {"entry": one.entry, "title": one.title, "source": _source(one.place), "beyond": list(one.beyond)}
        for one in report.plan.covered
    ]
    said["uncovered"] = [one.id for one in report.uncovered]
    said["left_out"] = [
        {"source": _source(one.place), "text": one.text, "reason": str(one.flaw)} for one in report.leftovers
    ]
    said["unreadable"] = [{"file": one.file, "line": one.line, "reason": one.why.say(lang)} for one in report.failures]
    return said


def _outcome(one: Outcome) -> dict[str, Any]:
    said: dict[str, Any] = {"id": one.id, "file": one.file, "state": "draft" if one.is_draft else "reviewed"}
    if one.place is not None:
        said["source"] = _source(one.place)
    if one.fresh or one.gone:
        said["changes"] = {"new": list(one.fresh), "gone": one.gone}
    if one.renamed_from:
        said["renamed_from"] = one.renamed_from
    if one.note:
        said["was"] = one.note
    return said


def _source(place: Place) -> dict[str, Any]:
    return {"note": place.note, "heading": place.heading, "lines": [place.first, place.last]}
