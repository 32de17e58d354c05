"""What "that" would cost, asked in a diagnosis: what was supposed, else the first fix, else the way as it is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot import captions, wording
from bot.blocks import costs as blocks
from bot.blocks.parts import Mrkdwn, fill
from bot.listeners.auditing import SUBNETS, asked_on, looked_on
from bot.listeners.diagnosing import snapshot_behind
from bot.listeners.follow_ups import choose_first
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt
from bot.listeners.reporting import told_of
from bot.listeners.what_ifs import described
from bot.understanding.proposals import propose, read_all
from bot.understanding.supposing import clauses
from bot.work import Lane
from diagnostics.changes import apply_changes
from diagnostics.explain.costs import tell_costs
from diagnostics.repair import repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.change import Change
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")


def show_costs(resources: Resources, reply: InThread, thread: Thread, said: str, lang: Lang) -> None:
    """Promise the costs to the pool; whatever keeps them from being told is told in the thread."""

    def tell(text: Mrkdwn) -> None:
        sentence(reply, text)

    def job() -> None:
        attempt(lambda: _tell(resources, reply, thread, said, lang), tell, lang)

    if not resources.work.take(job, lambda: tell(fill(wording.STOPPING, lang)), Lane(asker=reply.place.who)):
        tell(fill(wording.BUSY, lang))


def _tell(resources: Resources, reply: InThread, thread: Thread, said: str, lang: Lang) -> None:
    snapshot = snapshot_behind(thread)
    if snapshot is None:
        sentence(reply, fill(wording.NO_SNAPSHOT, lang))
        return
    if not thread.sources:
        looked_on(resources, reply.place, thread, "costs", SUBNETS)
        choose_first(reply, snapshot, lang)
        return
    now = told_of(thread.sources, thread.to, snapshot, lang)[0]
    asked_on(resources, reply.place, thread, "costs", [now])
    changes = _meant(resources, thread, said, now)
    after = None
    if changes:
        changed = apply_changes(changes, snapshot)
        after = told_of((now.diagnosis.case.subnet.id,), (now.diagnosis.case.query.to,), changed, lang)[0].diagnosis
    LOG.info("costs kinds=%s", ",".join(change.kind for change in changes))
    story = tell_costs(now.diagnosis, after, lang)
    reply.say(blocks.costs(now, described(changes, snapshot, lang), story), fill(captions.COSTS, lang))


def _meant(resources: Resources, thread: Thread, said: str, now: Told) -> tuple[Change, ...]:
    """Give the changes that are asked about: those of the sentence, else what was supposed last, else the first fix."""
    snapshot = now.diagnosis.case.snapshot
    meanings: Sequence[tuple[Change, ...]] = propose(said, now.diagnosis) if clauses(said) else ()
    if len(meanings) == 1:
        return tuple(meanings[0])
    if supposed := resources.state.supposed(thread.team, thread.channel, thread.ts):
        return read_all(supposed, snapshot)
    fixes = repair(now.diagnosis)
    return tuple(fixes[0].changes) if fixes else ()
