"""What a newcomer proposes for a lab, judged by the diagnosis: a cause by its findings, a change by the changed network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.learning.labs import telling
from bot.learning.labs.ideas import rules_in
from diagnostics.changes import apply_change, kinds_of_change
from diagnostics.changes.elsewhere import fares
from diagnostics.model.change import SideEffect
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.repair import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.learning.labs.lab import Lab
    from diagnostics import Diagnosis, Snapshot, Words
    from diagnostics.model.change import Change
    from diagnostics.model.finding import Rule


#: Into how many kinds of things that are not the trouble one guess may stray.
_STRAY = 1
#: How changes begin that make something new, or throw away what was set.
_MAKES = ("create-", "reset-", "delete-")
#: Changes that let traffic pass a filter, and what lets all of it pass.
_OPENS = frozenset({"allow-acl", "allow-egress", "allow-endpoint-ingress"})
_ANYWHERE = frozenset({"0.0.0.0/0", "::/0"})
#: How what a NAT gateway sends out looks from outside, and a way that only those with a public address can take.
_BEHIND_NAT = frozenset({Verdict.PUBLIC_VIA_NAT_GATEWAY, Verdict.PUBLIC_VIA_NAT_INSTANCE})


class Ruling(StrEnum):
    """How near a proposed cause is."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNCLEAR = "unclear"


class Outcome(StrEnum):
    """What proposed changes come to."""

    SOLVED = "solved"
    LONGER = "longer"  # solved, but not by the smallest fix: more steps, or wider ones
    NOT_YET = "not-yet"
    BREAKS = "breaks"  # something else stops working, or stops being private
    REFUSED = "refused"  # AWS would not make the change


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCause:
    """A proposed cause and what the diagnosis makes of it; `rules` are those that it got right."""

    ruling: Ruling
    says: Words
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedChange:
    """Proposed changes and what comes of them.

    `diagnosis` is that of the changed network; none where AWS refused. `broken` are the ways that got worse, and `warnings`
    what the changes do besides. `reached` says whether the goal was met, also where something else broke.
    """

    outcome: Outcome
    says: Words
    reached: bool = False
    diagnosis: Diagnosis | None = None
    broken: tuple[SideEffect, ...] = ()
    warnings: tuple[Words, ...] = ()


def judge_cause(lab: Lab, said: str, before: frozenset[str] = frozenset(), now: Diagnosis | None = None) -> JudgedCause:
    """Judge what somebody says the cause is: the code, name or title of a finding, or their own words.

    What is said back never names a cause that they have not named; `before` are the codes that they named already, and `now`
    is the diagnosis of the network as they changed it so far.
    """
    rules = rules_in(said)
    if not rules:
        return JudgedCause(ruling=Ruling.UNCLEAR, says=telling.UNCLEAR)
    about = {telling.area(code) for cause in lab.causes for code in cause}
    named = {telling.area(rule.code) for rule in rules}
    if len(named - about) > _STRAY:
        return JudgedCause(ruling=Ruling.UNCLEAR, says=telling.TOO_MANY)
    findings = {f.rule.code: f.rule for f in lab.diagnosis(lab.snapshot()).findings}
    right = tuple(rule for rule in rules if any(rule.code in cause for cause in lab.causes))
    if right:
        named_by_now = {rule.code for rule in right} | before
        whole = all(cause & named_by_now for cause in lab.causes)
        right = tuple(dict.fromkeys(_as_found(rule, lab, findings) for rule in right))
        return JudgedCause(
            ruling=Ruling.RIGHT if whole else Ruling.PARTLY,
            says=telling.right(right[0]) if whole else telling.more_to_find(right),
            rules=right,
        )
    so = _partly_so(lab, rules, findings, now)
    return so or JudgedCause(ruling=Ruling.WRONG, says=telling.NEAR if named & about else telling.FAR)


def _partly_so(lab: Lab, rules: Sequence[Rule], findings: Mapping[str, Rule], now: Diagnosis | None) -> JudgedCause | None:
    """Give the ruling on what is no cause but true: in the network, beside what is asked, or since it was changed."""
    codes_now = {f.rule.code for f in now.findings} if now is not None else set()
    if true := tuple(rule for rule in rules if rule.code in findings):
        return JudgedCause(ruling=Ruling.PARTLY, says=telling.true_but_beside(true[0]), rules=true)
    if by_now := tuple(rule for rule in rules if rule.code in codes_now):
        return JudgedCause(ruling=Ruling.PARTLY, says=telling.true_by_now(by_now[0]), rules=by_now)
    if beside := tuple(rule for rule in rules if rule.code in lab.beside):
        return JudgedCause(ruling=Ruling.PARTLY, says=telling.BESIDE, rules=beside)
    return None


def _as_found(rule: Rule, lab: Lab, findings: Mapping[str, Rule]) -> Rule:
    """Give what the diagnosis calls a cause that somebody named in other words of the same meaning."""
    if rule.code in findings:
        return rule
    cause = next(cause for cause in lab.causes if rule.code in cause)
    return next((found for code, found in findings.items() if code in cause), rule)


def judge_change(lab: Lab, changes: Sequence[Change]) -> JudgedChange:
    """Judge changes by diagnosing the network that they make, and by what they do to every other way in it."""
    before = lab.snapshot()
    changed = before
    warnings: list[Words] = []
    try:
        for change in changes:
            warnings.extend(kinds_of_change()[change.kind].warnings(change, changed))
            changed = apply_change(change, changed)
        diagnosis = lab.diagnosis(changed)
    except AskerError as refused:
        return JudgedChange(outcome=Outcome.REFUSED, says=telling.refused(refused))
    was, reached = lab.diagnosis(before), lab.goal.met(diagnosis)
    broken = tuple(_broken(was, changed))
    spared = _spared(lab, was, changes)
    outcome = _outcome(lab, changes, reached=reached, broken=broken, spared=spared)
    match outcome:
        case Outcome.SOLVED:
            says = telling.solved(lab)
        case Outcome.LONGER:
            says = telling.longer(lab, len(changes), spared)
        case Outcome.BREAKS:
            says = telling.breaks(broken, diagnosis, reached=reached)
        case _:
            says = telling.not_yet(was, diagnosis)
    return JudgedChange(
        outcome=outcome,
        says=says,
        reached=reached,
        diagnosis=diagnosis,
        broken=broken,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _outcome(
    lab: Lab, changes: Sequence[Change], *, reached: bool, broken: Sequence[SideEffect], spared: telling.Spared | None
) -> Outcome:
    if broken:
        return Outcome.BREAKS
    if not reached:
        return Outcome.NOT_YET
    return Outcome.SOLVED if len(changes) <= lab.steps and spared is None else Outcome.LONGER


def _spared(lab: Lab, was: Diagnosis, changes: Sequence[Change]) -> telling.Spared | None:
    """Give what a fix of no more steps does without: to make or reset something, or to open so much."""
    made = {change.kind for change in changes if change.kind.startswith(_MAKES)}
    wide = [change for change in changes if change.kind in _OPENS]
    fixes = [f for f in repair(was) if len(f.changes) <= lab.steps and lab.goal.verdict in {None, f.verdict_after}]
    if made and any(made.isdisjoint(change.kind for change in fix.changes) for fix in fixes):
        return telling.Spared.MADE
    if any(all(_wider(one, fix.changes) for fix in fixes) for one in wide) and fixes:
        return telling.Spared.OPENED
    return None


def _wider(opened: Change, needed: Iterable[Change]) -> bool:
    """Say whether a change opens everything, or more ports, where none of those that are needed does."""
    peers = [change for change in needed if change.kind == opened.kind]
    anywhere = not _ANYWHERE.isdisjoint(opened.arguments)
    if anywhere and all(_ANYWHERE.isdisjoint(peer.arguments) for peer in peers):
        return True
    low = _lowest_port(opened)
    return bool(peers) and low is not None and all((_lowest_port(peer) or 0) > low for peer in peers)


def _lowest_port(change: Change) -> int | None:
    """Give the first of the ports that an entry of an ACL opens, where it opens several."""
    low, dash, _ = change.arguments[-1].partition("-")
    return int(low) if change.kind == "allow-acl" and dash else None


def _broken(was: Diagnosis, changed: Snapshot) -> Iterable[SideEffect]:
    """Yield every other way of the VPC that got worse.

    It worked and does not, was private and is not, or went out behind a NAT gateway and now goes straight to an internet
    gateway, which is closed to whoever has no public address.
    """
    source, destination = was.case.source, was.case.destination
    mine = {(source.subnet_id, name) for name in (destination.service, f"s3://{destination.bucket}")}
    after = fares(source.vpc_id, changed)
    for way, verdict in fares(source.vpc_id, was.case.snapshot).items():
        now = after.get(way, verdict)
        worked = verdict.verdict_class in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}
        stopped = worked and now.verdict_class not in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}
        exposed = verdict.verdict_class is VerdictClass.PRIVATE and now.verdict_class is not VerdictClass.PRIVATE
        bared = verdict in _BEHIND_NAT and now is Verdict.PUBLIC_VIA_IGW
        if way not in mine and (stopped or exposed or bared):
            yield SideEffect(subnet_id=way[0], service=way[1], before=verdict, after=now)
