"""What would be if: a supposition is made to a copy of the thread's snapshot and told, before and after side by side."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import remedies
from bot.blocks import what_if as blocks
from bot.blocks.parts import Mrkdwn, code, context, esc, fill, section
from bot.listeners.reporting import post_file, post_picture, put, told_of
from bot.understanding.proposals import already, propose, read_all
from bot.understanding.supposing import beyond, clauses, verbatim
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import service_of
from diagnostics.changes import apply_change, apply_changes, kinds_of_change
from diagnostics.diagnosis import diagnose
from diagnostics.explain.elsewhere import elsewhere
from diagnostics.explain.what_if import differences
from diagnostics.model.flow import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from bot.listeners.posting import InThread
    from bot.listeners.resources import Resources
    from bot.understanding.supposing import WhatIf
    from diagnostics.model.change import Change, SideEffect
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.network import Subnet
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
EXAMPLE = "add-route-table vpce-… rtb-…"
#: So many subnets are offered to look from.
MOST_STARTS = 5


def suppose(
    resources: Resources,
    reply: InThread,
    snapshot: Snapshot,
    asked: WhatIf,
    *,
    sources: tuple[str, ...],
    to: tuple[str, ...],
    lang: Lang,
    first: str = "",
) -> None:
    """Answer a supposition, in the place of the message `first` where there is one; ask back where it is ambiguous.

    Raises:
        AskerError: a source, a destination or an id is none of the network, or AWS would refuse the change.
    """
    earlier = _earlier(resources, reply, snapshot) if asked.further else ()
    changed = apply_changes(earlier, snapshot)
    here = diagnose(Query(source=sources[0], to=to[0]), changed)[0]
    read = propose(asked.said, here)
    meanings = read if verbatim(asked.said) else tuple(one for one in read if not already(one, changed))
    if not meanings:
        text = _nothing(asked.said, read, changed, lang)
        put(reply, first, [section(text)], text)
    elif len(meanings) > 1:
        value = {"s": sources[0], "d": to[0], "l": lang, "n": "1" if earlier else ""}
        options = [(changes, " + ".join(described(changes, changed, lang))) for changes in meanings]
        put(reply, first, blocks.which_change(options, value, lang), fill(remedies.WHICH_CHANGE, lang))
    else:
        tell(resources, reply, snapshot, (*earlier, *meanings[0]), sources=sources, to=to, lang=lang, first=first)


def _nothing(said: str, read: Sequence[Sequence[Change]], snapshot: Snapshot, lang: Lang) -> Mrkdwn:
    """Say why there is nothing to suppose: all is so already, nothing of the kind is there, or the words say no change."""
    if read:
        return fill(remedies.ALREADY_SO, lang, what=esc(" + ".join(described(read[0], snapshot, lang))))
    if thing := beyond(said):
        return fill(remedies.BEYOND_ANY_CHANGE, lang, thing=esc(thing), exact=code(EXAMPLE))
    return fill(remedies.NOTHING_TO_CHANGE if clauses(said) else remedies.NO_CHANGE_READ, lang, exact=code(EXAMPLE))


def _earlier(resources: Resources, reply: InThread, snapshot: Snapshot) -> tuple[Change, ...]:
    """Give what was supposed in this thread before."""
    place = reply.place
    return read_all(resources.state.supposed(place.team, place.channel, place.ts), snapshot)


def described(changes: Sequence[Change], snapshot: Snapshot, lang: Lang) -> list[str]:
    """Give changes in words, each by the network as it is."""
    kinds = kinds_of_change()
    return [kinds[change.kind].describe(change, snapshot).say(lang) for change in changes]


def tell(
    resources: Resources,
    reply: InThread,
    snapshot: Snapshot,
    changes: Sequence[Change],
    *,
    sources: Sequence[str],
    to: Sequence[str],
    lang: Lang,
    first: str = "",
) -> None:
    """Tell what the changes come to, with the picture of both, and remember them for what builds on them.

    Raises:
        AskerError: a source or a destination is none of the network, or AWS would refuse a change.
    """
    found = work_out(changes, told_of(sources, to, snapshot, lang), snapshot)
    LOG.info("supposed kinds=%s", ",".join(change.kind for change in changes))
    resources.state.keep_supposed(reply.place.team, reply.place.channel, reply.place.ts, found.changes)
    put(reply, first, blocks.supposed(found), blocks.headline(found))
    if len(found.ways) == 1 and found.differs:
        before, after = found.ways[0]
        small = post_picture(resources, reply, before, after, found.steps)
        if small:
            reply.say([context(small)], blocks.headline(found))
    post_file(reply, found.commands, lang)


def work_out(changes: Sequence[Change], before: Sequence[Told], snapshot: Snapshot) -> blocks.Supposed:
    """Give what becomes of ways by the changes.

    Raises:
        AskerError: AWS would refuse a change.
    """
    lang, kinds, changed = before[0].lang, kinds_of_change(), snapshot
    steps: list[str] = []
    warnings: list[str] = []
    commands: list[str] = []
    terraform: list[str] = []
    for change in changes:
        kind = kinds[change.kind]
        steps.append(kind.describe(change, changed).say(lang))
        warnings += [words.say(lang) for words in kind.warnings(change, changed)]
        commands += kind.cli(change, changed)
        terraform.append(kind.terraform(change, changed))
        changed = apply_change(change, changed)
    ways = tuple((one, _again(one, changed, lang)) for one in before)
    return blocks.Supposed(
        changes=tuple(change.text for change in changes),
        steps=tuple(steps),
        ways=ways,
        elsewhere=elsewhere(_effects(before, snapshot, changed), _whose(before), lang),
        warnings=tuple(dict.fromkeys(warnings)),
        commands=tuple(commands),
        terraform="\n\n".join(terraform),
    )


def _again(told: Told, changed: Snapshot, lang: Lang) -> Told:
    """Give the same diagnosis in the changed network."""
    case = told.diagnosis.case
    source = case.source
    exact = source.function and source.asked
    place = exact or source.eni_id or source.instance_id or source.subnet_id or case.query.source
    return told_of((place,), (case.query.to,), changed, lang)[0]


def _whose(before: Sequence[Told]) -> Diagnosis:
    """Give the diagnosis whose subnet is "this subnet" in what is told; none's is where several were asked about."""
    first = before[0].diagnosis
    if len({told.diagnosis.case.subnet.id for told in before}) == 1:
        return first
    return replace(first, case=replace(first.case, source=replace(first.case.source, subnet_id="")))


def _effects(before: Sequence[Told], snapshot: Snapshot, changed: Snapshot) -> tuple[SideEffect, ...]:
    """Give every other way of the VPC that ends elsewhere after the changes."""
    asked = {
        (case.source.subnet_id, name)
        for case in (told.diagnosis.case for told in before)
        for name in (case.destination.service, f"s3://{case.destination.bucket}")
    }
    others = differences(before[0].diagnosis.case.vpc.id, snapshot, changed)
    return tuple(one for one in others if (one.subnet_id, one.service) not in asked)


def starts(changed: str, snapshot: Snapshot) -> tuple[Subnet, ...]:
    """Give the subnets whose traffic goes by what is to be changed: a route table, a NAT gateway, an endpoint."""
    subnets = sorted(snapshot.subnets.values(), key=lambda one: (one.vpc_id, one.name, one.id))
    tables = {one.id: effective_table(one.id, snapshot)[0] for one in subnets}
    if changed in snapshot.endpoints:
        return tuple(one for one in subnets if one.vpc_id == snapshot.endpoints[changed].vpc_id)
    by_table = [one for one in subnets if (table := tables[one.id]) is not None and table.id == changed]
    routed = [
        one
        for one in subnets
        if (table := tables[one.id]) is not None and changed in {route.target.id for route in table.routes}
    ]
    return tuple(by_table or routed)


def service_behind(said: str, snapshot: Snapshot) -> str:
    """Give the service of the endpoint that a sentence names by id; nothing where it names none."""
    words = said.casefold()
    return next((service_of(one) for one in snapshot.endpoints.values() if one.id.casefold() in words), "")


def ask_start(reply: InThread, subnets: Sequence[Subnet], changed: str, value: dict[str, str], *, first: str) -> None:
    """Ask from where the change is looked at."""
    lang: Lang = "ko" if value["l"] == "ko" else "en"
    labels = [(one.id, f"{one.name} ({one.id})" if one.name else one.id) for one in subnets[:MOST_STARTS]]
    text = fill(remedies.WHICH_START, lang, changed=code(changed))
    put(reply, first, blocks.which_start(labels, changed, value, lang), text)
