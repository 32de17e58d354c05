"""A what-if in sentences: what was done, the verdict before and after, what is gone, what is new, and what else differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.caller import caller_named
from diagnostics.changes import apply_change, kinds_of_change
from diagnostics.changes.elsewhere import fares
from diagnostics.explain.causes import causes
from diagnostics.explain.elsewhere import elsewhere
from diagnostics.explain.headline import headline, verdict_name
from diagnostics.explain.naming import uncapital
from diagnostics.explain.way import lanes
from diagnostics.model.change import SideEffect
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnostics.explain.explanation import Cause, Lane
    from diagnostics.model.change import Change
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import VerdictClass
    from diagnostics.model.words import Lang

_SAME = Words("판정도 경로도 그대로예요: {before}", "Verdict and path stay as they are: {before}")
_OTHER = Words("판정이 달라져요: {before} → {after}", "The verdict changes: {before} → {after}")
_WAY_ONLY = Words("판정은 같지만 지나는 길이 달라져요: {after}", "The verdict stays the same, the path changes: {after}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a what-if: the verdict in short and in a sentence, and the ways."""

    headline: str
    verdict_name: str
    verdict_class: VerdictClass
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStory:
    """What changes to a network take and bring with them: the steps in words, the commands, what to beware of."""

    steps: tuple[str, ...]
    changes: tuple[str, ...]
    commands: tuple[str, ...]
    terraform: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfStory:
    """A what-if of one source and destination, ready to read.

    `gone` and `new` are the findings that only one of the sides has; `elsewhere` says what becomes of other subnets and
    services, one sentence for each kind of difference.
    """

    title: str
    what: ChangeStory
    before: Side
    after: Side
    gone: tuple[Cause, ...]
    new: tuple[Cause, ...]
    elsewhere: tuple[str, ...]


def tell_changes(changes: Iterable[Change], snapshot: Snapshot, lang: Lang) -> ChangeStory:
    """Give the changes in words, each as it is said of the network that the ones before it leave.

    Raises:
        AskerError: `refused-change`, at the first one that AWS would refuse.
    """
    kinds = kinds_of_change()
    steps: list[str] = []
    texts: list[str] = []
    commands: list[str] = []
    terraform: list[str] = []
    warnings: list[str] = []
    for change in changes:
        kind = kinds[change.kind]
        steps.append(kind.describe(change, snapshot).say(lang))
        texts.append(change.text)
        commands.extend(kind.cli(change, snapshot))
        terraform.append(kind.terraform(change, snapshot))
        warnings.extend(words.say(lang) for words in kind.warnings(change, snapshot))
        snapshot = apply_change(change, snapshot)
    return ChangeStory(
        steps=tuple(steps),
        changes=tuple(texts),
        commands=tuple(commands),
        terraform="\n\n".join(filter(None, terraform)),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def tell_what_if(
    before: Diagnosis, after: Diagnosis, changes: Sequence[Change], effects: Iterable[SideEffect], lang: Lang
) -> WhatIfStory:
    """Give what the changes make of a diagnosis; `after` is that of the same question in the changed network.

    `effects` are the differences of the whole VPC; what the question itself is about is left out of them.
    """
    sides = _side(before, lang), _side(after, lang)
    names = [side.verdict_name if lang == "ko" else uncapital(side.verdict_name) for side in sides]
    had, has = causes(before, lang), causes(after, lang)
    return WhatIfStory(
        title=_title(before, after, *sides).say(lang).format(before=names[0], after=names[1]),
        what=tell_changes(changes, before.case.snapshot, lang),
        before=sides[0],
        after=sides[1],
        gone=_without(had, has),
        new=_without(has, had),
        elsewhere=elsewhere(beside(effects, before), before, lang),
    )


def differences(vpc_id: str, before: Snapshot, after: Snapshot, principal: str = "") -> tuple[SideEffect, ...]:
    """Give every way of a VPC that ends elsewhere in the second network; nothing for a source in no VPC."""
    if not vpc_id:
        return ()
    caller = caller_named(principal)
    then = fares(vpc_id, after, caller)
    return tuple(
        SideEffect(subnet_id=subnet_id, service=service, before=verdict, after=then[subnet_id, service])
        for (subnet_id, service), verdict in fares(vpc_id, before, caller).items()
        if then.get((subnet_id, service), verdict) is not verdict
    )


def beside(effects: Iterable[SideEffect], diagnosis: Diagnosis) -> tuple[SideEffect, ...]:
    """Give the differences that the diagnosis itself does not tell."""
    source, destination = diagnosis.case.source, diagnosis.case.destination
    mine = {destination.service, f"s3://{destination.bucket}", destination.access_point}
    if destination.service == "s3":
        mine |= {f"s3://{bucket}" for bucket in diagnosis.case.snapshot.buckets}
    return tuple(e for e in effects if e.subnet_id != source.subnet_id or e.service not in mine)


def _title(before: Diagnosis, after: Diagnosis, one: Side, other: Side) -> Words:
    if before.verdict is not after.verdict:
        return _OTHER
    return _SAME if one.lanes == other.lanes else _WAY_ONLY


def _side(diagnosis: Diagnosis, lang: Lang) -> Side:
    return Side(
        headline=headline(diagnosis, lang),
        verdict_name=verdict_name(diagnosis, lang),
        verdict_class=diagnosis.verdict_class,
        lanes=lanes(diagnosis, lang),
    )


def _without(some: tuple[Cause, ...], others: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Give the findings that the others do not have, by code and subject."""
    there = {(cause.code, cause.subject) for cause in others}
    return tuple(cause for cause in some if (cause.code, cause.subject) not in there)
