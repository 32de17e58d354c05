"""What would make a way private: the smallest sets of changes after which the analysis, run again, says so.

Nothing is looked up: changes are made to copies of the snapshot, and what is offered is what a new diagnosis confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from diagnostics.analysis.authorise import branches_between
from diagnostics.analysis.index import Itself
from diagnostics.analysis.judge import Judgement, judge
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.changes import apply_change, apply_changes, kinds_of_change
from diagnostics.changes.candidates import candidates
from diagnostics.changes.elsewhere import fares
from diagnostics.changes.policy_turns import policies_turned
from diagnostics.changes.standing import Standing
from diagnostics.diagnosis import diagnose
from diagnostics.model.change import Fix, SideEffect
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Confidence, Flag, Verdict, VerdictClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from diagnostics.model.change import Change
    from diagnostics.model.finding import Case, Diagnosis
    from diagnostics.model.flow import Query
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Words

    Goal = Callable[[Judgement | Diagnosis], bool]

#: The most changes that one fix may take, the most analyses that one search may cost, and the most fixes offered.
STEPS, ANALYSES, OFFERED = 4, 90, 3
#: How many changed networks are remembered.
_SIDE_BY_SIDE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A network that the search has come to: by which changes, and what the analysis says there."""

    changes: tuple[Change, ...]
    standing: Standing
    judgement: Judgement


def repair(diagnosis: Diagnosis) -> tuple[Fix, ...]:
    """Give the fixes of a diagnosis, the least invasive first; none where all is well or nothing was proven to help.

    A private way that costs without need is fixed to the free one. Where no way can be made private, one that is blocked is
    fixed to get there at all.
    """
    goals = _goals(diagnosis)
    solved = _search(diagnosis, goals) if goals and diagnosis.case.source.vpc_id else ()
    caller = caller_named(diagnosis.case.query.principal)
    before = fares(diagnosis.case.source.vpc_id, diagnosis.case.snapshot, caller) if solved else {}
    fixes = (_proven(changes, diagnosis, goals, before) for changes in solved)
    return tuple(fix for fix in fixes if fix is not None)[:OFFERED]


def what_if(
    query: Query, snapshot: Snapshot, changes: Iterable[Change]
) -> tuple[tuple[Diagnosis, ...], tuple[Diagnosis, ...]]:
    """Give the diagnoses before the changes and after them, in the same order.

    Raises:
        AskerError: the words name no source or destination, or AWS would refuse a change (`refused-change`).
    """
    return diagnose(query, snapshot), diagnose(query, apply_changes(changes, snapshot))


def _goals(diagnosis: Diagnosis) -> tuple[Goal, ...]:
    """Give what would be better than what is, the best first. A guess is no proof, unless all that is known is one."""
    guessing = diagnosis.confidence is Confidence.LOW

    def sure(found: Judgement | Diagnosis) -> bool:
        return guessing or found.confidence is not Confidence.LOW

    def private(found: Judgement | Diagnosis) -> bool:
        return found.verdict_class is VerdictClass.PRIVATE and sure(found)

    def free(found: Judgement | Diagnosis) -> bool:
        return found.verdict is Verdict.PRIVATE_GATEWAY_ENDPOINT and sure(found)

    def there(found: Judgement | Diagnosis) -> bool:
        return found.verdict_class is VerdictClass.PUBLIC and sure(found)

    match diagnosis.verdict_class:
        case VerdictClass.NOT_IN_VPC:
            return ()
        case VerdictClass.PRIVATE:
            dear = diagnosis.verdict is not Verdict.PRIVATE_GATEWAY_ENDPOINT and Flag.COST_AVOIDABLE in diagnosis.flags
            return (free,) if dear else ()
        case VerdictClass.BLOCKED:
            return (private, there)
        case _:
            return (private,)


def _search(diagnosis: Diagnosis, goals: tuple[Goal, ...]) -> tuple[tuple[Change, ...], ...]:
    """Give the smallest sets of changes that reach the best goal that can be reached, the least invasive first.

    Breadth first: every set of a size before any of the next. A step that changes nothing of the way is not followed.
    """
    case = diagnosis.case
    frontier = [_place((), case, case.snapshot)]
    reached: list[list[tuple[Change, ...]]] = [[] for _ in goals]
    seen: set[frozenset[Change]] = set()
    for _ in range(STEPS):
        further = []
        for place, found in _onward(frontier, seen, case):
            met = next(
                (n for n, goal in enumerate(goals) if goal(found.judgement) and _confirmed(found, goal, diagnosis)), None
            )
            if met is not None:
                reached[met].append(_smallest(found.changes, goals[met], diagnosis))
            if met != 0 and _picture(found) != _picture(place):
                further.append(found)
        if reached[0]:
            break
        frontier = further
    return _ranked(next((sets for sets in reached if sets), []))


def _onward(frontier: list[_Place], seen: set[frozenset[Change]], case: Case) -> Iterator[tuple[_Place, _Place]]:
    """Yield every network that one more step leads to, after the one it was made to; what AWS refuses leads nowhere."""
    for place in frontier:
        for step in candidates(place.standing):
            changes = (*place.changes, *step)
            if len(changes) > STEPS or frozenset(changes) in seen or len(seen) >= ANALYSES:
                continue
            seen.add(frozenset(changes))
            try:
                changed = apply_changes(step, place.standing.snapshot)
            except AskerError:
                continue
            yield place, _place(changes, case, changed)


def _place(changes: tuple[Change, ...], case: Case, snapshot: Snapshot) -> _Place:
    """Analyse a network as far as its verdict goes: no findings, no prose."""
    caller = caller_named(case.query.principal)
    branches = branches_between(case.source, case.destination, snapshot, caller)
    standing = Standing(
        source=case.source,
        destination=case.destination,
        snapshot=snapshot,
        caller=caller,
        resolutions=tuple(r for r, _ in branches),
        ways=tuple(way for _, ways in branches for way in ways),
    )
    return _Place(changes=changes, standing=standing, judgement=judge(branches))


def _picture(place: _Place) -> tuple[object, ...]:
    """Give all of a way that a change could better: where it leads, what stops it, what the name becomes."""
    ways = (
        (w.path, w.then, w.addresses, tuple(h.id for h in w.hops), tuple((b.verdict, b.subject, b.cause) for b in w.blocks))
        for w in place.standing.ways
    )
    return (tuple(ways), tuple((r.via, r.endpoint_id) for r in place.standing.resolutions))


def _smallest(changes: tuple[Change, ...], goal: Goal, diagnosis: Diagnosis) -> tuple[Change, ...]:
    """Give the smallest part of the changes that reaches the goal, the least invasive step first where AWS lets it."""
    kinds = kinds_of_change()
    gently = tuple(sorted(changes, key=lambda change: kinds[change.kind].RANK))
    parts = (part for size in range(1, len(changes)) for part in combinations(changes, size))
    return next((tried for tried in (*parts, gently) if _reaches(tried, goal, diagnosis)), changes)


def _reaches(changes: tuple[Change, ...], goal: Goal, diagnosis: Diagnosis) -> bool:
    case = diagnosis.case
    try:
        changed = apply_changes(changes, case.snapshot)
    except AskerError:
        return False
    return goal(_place(changes, case, changed).judgement)


def _ranked(sets: Iterable[tuple[Change, ...]]) -> tuple[tuple[Change, ...], ...]:
    """Give the sets of the smallest size, the least invasive first."""
    kinds = kinds_of_change()
    every = sorted(dict.fromkeys(sets), key=lambda changes: (len(changes), sum(kinds[c.kind].RANK for c in changes)))
    return tuple(changes for changes in every if len(changes) == len(every[0]))


def _proven(
    changes: tuple[Change, ...],
    diagnosis: Diagnosis,
    goals: tuple[Goal, ...],
    before: Mapping[tuple[str, str], Verdict],
) -> Fix | None:
    """Give the fix, where a whole new diagnosis of the changed network confirms it."""
    kinds, snapshot, caller = kinds_of_change(), diagnosis.case.snapshot, caller_named(diagnosis.case.query.principal)
    cli: list[str] = []
    terraform: list[str] = []
    warnings: list[Words] = []
    descriptions: list[Words] = []
    for change in changes:
        kind = kinds[change.kind]
        cli.extend(kind.cli(change, snapshot))
        terraform.append(kind.terraform(change, snapshot))
        warnings.extend(kind.warnings(change, snapshot))
        descriptions.append(kind.describe(change, snapshot))
        snapshot = _made(change, Itself(snapshot))
    after = diagnosed_again(diagnosis, snapshot)
    if after is None or not any(goal(after) for goal in goals):
        return None
    left = {f.rule.code for f in after.findings}
    turned = policies_turned(diagnosis.case.source.vpc_id, diagnosis.case.snapshot, snapshot, caller)
    return Fix(
        changes=changes,
        descriptions=tuple(descriptions),
        findings=tuple(dict.fromkeys(f.rule.code for f in diagnosis.findings if f.rule.code not in left)),
        verdict_after=after.verdict,
        confidence_after=after.confidence,
        verified=True,
        cli=tuple(cli),
        terraform="\n\n".join(terraform),
        warnings=tuple(dict.fromkeys((*turned, *warnings))),
        side_effects=_side_effects(diagnosis, before, fares(diagnosis.case.source.vpc_id, snapshot, caller)),
    )


@lru_cache(maxsize=_SIDE_BY_SIDE)
def _made(change: Change, itself: Itself) -> Snapshot:
    """Make a change once: subnets that share a table share the fix, and all that was worked out of the network after it."""
    return apply_change(change, itself.snapshot)


def diagnosed_again(diagnosis: Diagnosis, snapshot: Snapshot) -> Diagnosis | None:
    """Give the diagnosis of the same source and destination in another network; None where the source is not there."""
    source, query = diagnosis.case.source, diagnosis.case.query
    exact = source.eni_id or source.instance_id or source.function
    asked = query if exact else replace(query, source=source.subnet_id)
    same = (d for d in diagnose(asked, snapshot) if d.case.source.subnet_id == source.subnet_id)
    return next(same, None)


def _confirmed(place: _Place, goal: Goal, diagnosis: Diagnosis) -> bool:
    """Say whether a whole diagnosis of the network agrees with the quick analysis that the goal is reached."""
    after = diagnosed_again(diagnosis, place.standing.snapshot)
    return after is not None and goal(after)


def _side_effects(
    diagnosis: Diagnosis, before: Mapping[tuple[str, str], Verdict], after: Mapping[tuple[str, str], Verdict]
) -> tuple[SideEffect, ...]:
    """Give every other way of the VPC that ends elsewhere after the fix."""
    destination = diagnosis.case.destination
    names = (destination.service, f"s3://{destination.bucket}", destination.access_point)
    mine = {(diagnosis.case.source.subnet_id, name) for name in names}
    return tuple(
        SideEffect(subnet_id=subnet_id, service=service, before=verdict, after=after[subnet_id, service])
        for (subnet_id, service), verdict in before.items()
        if (subnet_id, service) not in mine and after.get((subnet_id, service), verdict) is not verdict
    )
