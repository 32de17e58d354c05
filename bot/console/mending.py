"""Fixes for many diagnoses at once: subnets that share a table, a network ACL and a zone share the search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.filters import acl_of
from diagnostics.changes import apply_changes
from diagnostics.model.change import SideEffect
from diagnostics.repair import diagnosed_again, repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.change import Change, Fix
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot

_Likeness = tuple[object, ...]


def mend(diagnoses: Sequence[Diagnosis]) -> tuple[tuple[Fix, ...], ...]:
    """Give the fixes of each diagnosis, in order; all the diagnoses are of one snapshot.

    What was found for a subnet is offered to one like it only where it names nothing of the first alone, and a whole new
    diagnosis of the second confirms it; else the second is searched by itself.
    """
    found: dict[_Likeness, tuple[Diagnosis, tuple[Fix, ...]]] = {}
    changed: dict[tuple[Change, ...], Snapshot] = {}
    mended = []
    for one in diagnoses:
        key = _likeness(one)
        fixes = _shared(one, *found[key], changed) if key is not None and key in found else None
        if fixes is None:
            fixes = repair(one)
        if key is not None:
            found.setdefault(key, (one, fixes))
        mended.append(fixes)
    return tuple(mended)


def after_fix(diagnosis: Diagnosis, fix: Fix) -> Diagnosis | None:
    """Give the diagnosis of the same source and destination in the network with the fix made."""
    return diagnosed_again(diagnosis, apply_changes(fix.changes, diagnosis.case.snapshot))


def _likeness(diagnosis: Diagnosis) -> _Likeness | None:
    """Give what subnets have to share so that the same fixes may help; None where more than the subnet decides."""
    case = diagnosis.case
    source = case.source
    more = source.eni_id or source.instance_id or source.function or case.destination.bucket or case.query.principal
    if more or not source.subnet_id:
        return None
    acl, subnet = acl_of(source.subnet_id, case.snapshot), case.subnet
    table = case.table.id if case.table else ""
    place = (source.vpc_id, table, acl.id if acl else "", subnet.az_id or subnet.az, subnet.owner)
    codes = tuple((finding.rule.code, finding.cause) for finding in diagnosis.findings)
    return (*place, case.destination, diagnosis.verdict, diagnosis.path, diagnosis.confidence, diagnosis.flags, codes)


def _shared(
    one: Diagnosis, first: Diagnosis, fixes: tuple[Fix, ...], changed: dict[tuple[Change, ...], Snapshot]
) -> tuple[Fix, ...] | None:
    """Give the fixes of a diagnosis that is like the first, each confirmed anew; None where one is not for it."""
    mine = []
    for fix in fixes:
        if any(first.case.source.subnet_id in change.arguments for change in fix.changes):
            return None
        if fix.changes not in changed:
            changed[fix.changes] = apply_changes(fix.changes, one.case.snapshot)
        after = diagnosed_again(one, changed[fix.changes])
        if after is None or (after.verdict, after.confidence) != (fix.verdict_after, fix.confidence_after):
            return None
        left = {finding.rule.code for finding in after.findings}
        codes = tuple(dict.fromkeys(f.rule.code for f in one.findings if f.rule.code not in left))
        mine.append(replace(fix, findings=codes, side_effects=_effects(one, first, fix)))
    return tuple(mine)


def _effects(one: Diagnosis, first: Diagnosis, fix: Fix) -> tuple[SideEffect, ...]:
    """Give what the fix changes beside this diagnosis: the first one's own way is among it now, and this one's is not."""
    service = first.case.destination.service
    others = [e for e in fix.side_effects if (e.subnet_id, e.service) != (one.case.source.subnet_id, service)]
    if service is not None and first.verdict is not fix.verdict_after:
        own = SideEffect(
            subnet_id=first.case.source.subnet_id, service=service, before=first.verdict, after=fix.verdict_after
        )
        others.append(own)
    return tuple(sorted(others, key=lambda e: (e.service, e.subnet_id)))
