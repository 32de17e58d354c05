"""One step of somebody's work in a lab: a cause named or changes proposed, judged, and what they have done by then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.learning.labs.judging import JudgedCause, JudgedChange, Outcome, judge_cause, judge_change
from diagnostics.changes import apply_change, apply_changes, read_change
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.learning.labs.lab import Lab
    from bot.state.lab_bench import Attempt
    from diagnostics import Snapshot
    from diagnostics.model.change import Change

#: The most points of a lab: it is solved, without a hint, and without a detour.
FULL = 3
#: So many changes fit on the copy of a lab's network; no lab takes nearly as many.
MOST_CHANGES = 8


def knows_why(lab: Lab, attempt: Attempt) -> bool:
    """Say whether every cause of the lab was named."""
    return all(cause & set(attempt.causes) for cause in lab.causes)


def done(lab: Lab, attempt: Attempt) -> bool:
    """Say whether the lab is solved in this attempt: the causes are named, and the smallest change is found."""
    return attempt.mended and knows_why(lab, attempt)


def standing(lab: Lab, attempt: Attempt) -> tuple[Change, ...]:
    """Give the changes on the copy of the network; those that cannot be made in it any more are left out with all after."""
    made: list[Change] = []
    snapshot = lab.snapshot()
    for text in attempt.changes:
        try:
            change = read_change(text, snapshot)
            snapshot = apply_change(change, snapshot)
        except AskerError:  # the lab's file was edited since
            break
        made.append(change)
    return tuple(made)


def network(lab: Lab, changes: Iterable[Change]) -> Snapshot:
    """Give the lab's network with changes made.

    Raises:
        AskerError: AWS would refuse one of them.
    """
    return apply_changes(changes, lab.snapshot())


def name_cause(lab: Lab, attempt: Attempt, said: str) -> tuple[Attempt, JudgedCause]:
    """Judge a cause beside those that were named before."""
    now = lab.diagnosis(network(lab, standing(lab, attempt))) if attempt.changes else None
    judged = judge_cause(lab, said, frozenset(attempt.causes), now)
    causes = {code for cause in lab.causes for code in cause}
    found = [rule.code for rule in judged.rules if rule.code in causes]
    after = replace(attempt, causes=tuple(dict.fromkeys((*attempt.causes, *found))), tries=attempt.tries + 1)
    return _scored(lab, after), judged


def make_changes(lab: Lab, attempt: Attempt, changes: Sequence[Change]) -> tuple[Attempt, JudgedChange]:
    """Judge all the changes that are to be on the copy of the network; what AWS refuses is not kept there."""
    judged = judge_change(lab, changes)
    after = replace(attempt, tries=attempt.tries + 1)
    if judged.outcome is not Outcome.REFUSED:
        after = replace(after, changes=tuple(change.text for change in changes))
    if judged.outcome is Outcome.SOLVED:
        after = replace(after, mended=True)
    elif judged.reached and not after.mended:
        after = replace(after, detours=after.detours + 1)
    return _scored(lab, after), judged


def take_hint(lab: Lab, attempt: Attempt, at: int) -> Attempt:
    """Count the hint with this number as taken; one that was taken before is not counted again."""
    return replace(attempt, hints=max(attempt.hints, min(at, len(lab.hints))))


def give_up(lab: Lab, attempt: Attempt) -> Attempt:
    """Give the attempt of somebody who saw the solution; whoever solved it before has nothing to lose."""
    return attempt if done(lab, attempt) else replace(attempt, gave_up=True)


def start_over(attempt: Attempt) -> Attempt:
    """Give a fresh attempt, which keeps the points, where the thread is, and that the solution was seen."""
    return replace(attempt, hints=0, causes=(), changes=(), tries=0, detours=0, mended=False)


def _scored(lab: Lab, attempt: Attempt) -> Attempt:
    """Give the attempt with its points: one for solving, one each for no hint and no detour."""
    if not done(lab, attempt):
        return attempt
    points = 1 if attempt.gave_up else FULL - bool(attempt.hints) - bool(attempt.detours)
    return replace(attempt, points=max(attempt.points, points))
