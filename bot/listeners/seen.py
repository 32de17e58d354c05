"""What one's own tools show: read where somebody pastes it into a diagnosis, and predicted where somebody asks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot import captions, wording
from bot.blocks import seen as blocks
from bot.blocks.diagnosis import names
from bot.blocks.parts import Mrkdwn, code, fill, section
from bot.blocks.several import subnet_menu
from bot.ids import Action
from bot.listeners.auditing import SUBNETS, asked_on, looked_on
from bot.listeners.diagnosing import move, snapshot_behind
from bot.listeners.downloads import DownloadError, content_of
from bot.listeners.dropped_files import not_fetched
from bot.listeners.in_diagnosis import in_diagnosis
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt
from bot.listeners.reporting import told_of
from bot.listeners.what_ifs import described
from bot.work import Lane
from diagnostics.changes import apply_changes
from diagnostics.evidence import Stance, compare, predict, read_evidence
from diagnostics.repair import diagnosed_again, repair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_bolt import App

    from bot.listeners.downloads import Dropped
    from bot.listeners.pressed import Pressed
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.evidence import Observation
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

    Then = Callable[[InThread, Diagnosis, Lang], None]

LOG = logging.getLogger("routelore")
#: No output that is worth pasting is shorter.
SHORTEST = 20
#: Pasted output that is long becomes a file in Slack; more than this of it is no single command's.
LONGEST_FILE = 1024 * 1024
_BETTER = (Stance.AGREES, Stance.CONTRADICTS, Stance.SAYS_NOTHING)


def register(app: App, resources: Resources) -> None:
    """Bind the button that predicts."""

    def show_predicted(resources: Resources, reply: InThread, thread: Thread, lang: Lang, pressed: Pressed) -> None:
        about = pressed.about(thread)
        if about != thread:  # what is pasted next belongs to what was predicted
            move(resources, reply.place, thread, sources=about.sources, to=about.to)
        show_prediction(resources, reply, about, lang)

    app.action(Action.SHOW_PREDICTED.value)(in_diagnosis(resources, show_predicted))


def evidence_in(text: str) -> tuple[Observation, ...]:
    """Give what a message holds of real output; nothing where it is an ordinary sentence."""
    return read_evidence(text) if len(text) >= SHORTEST else ()


def read_pasted(resources: Resources, reply: InThread, thread: Thread, pasted: Sequence[Observation], lang: Lang) -> None:
    """Say what pasted output proves, and whether it agrees with the configuration."""
    _promised(resources, reply, lang, lambda: _compare(resources, reply, thread, tuple(pasted), lang))


def read_dropped_text(resources: Resources, reply: InThread, thread: Thread, file: Dropped, lang: Lang) -> None:
    """Do the same with output that came as a text file."""

    def job() -> None:
        try:
            content = content_of(reply.client, file, LONGEST_FILE)
        except DownloadError as error:
            sentence(reply, not_fetched(error, lang))
            return
        pasted = evidence_in(content.decode("utf-8", "replace"))
        if pasted:
            _compare(resources, reply, thread, pasted, lang)
        else:
            sentence(reply, fill(captions.FILE_HOLDS_NOTHING, lang))

    _promised(resources, reply, lang, job)


def show_prediction(resources: Resources, reply: InThread, thread: Thread, lang: Lang) -> None:
    """Show what the tools would print from the source, now and after the best fix."""
    _promised(resources, reply, lang, lambda: _predict(resources, reply, thread, lang))


def _promised(resources: Resources, reply: InThread, lang: Lang, job: Callable[[], None]) -> None:
    """Promise a job to the pool; whatever keeps it from being done is told in the thread."""

    def tell(text: Mrkdwn) -> None:
        sentence(reply, text)

    own = Lane(asker=reply.place.who)
    if not resources.work.take(lambda: attempt(job, tell, lang), lambda: tell(fill(wording.STOPPING, lang)), own):
        tell(fill(wording.BUSY, lang))


def _compare(resources: Resources, reply: InThread, thread: Thread, pasted: tuple[Observation, ...], lang: Lang) -> None:
    found = _diagnoses(resources, reply, thread, lang, "evidence")
    if not found:
        return
    compared = [(compare(pasted, one), one) for one in found]
    comparison, diagnosis = min(compared, key=lambda pair: _BETTER.index(pair[0].stance))
    LOG.info("evidence observations=%d stance=%s", len(pasted), comparison.stance.value)
    reply.say(blocks.compared(comparison, diagnosis, lang), blocks.stance(comparison, lang))


def _predict(resources: Resources, reply: InThread, thread: Thread, lang: Lang) -> None:
    found = _diagnoses(resources, reply, thread, lang, "prediction")
    if not found:
        return
    diagnosis = found[0]
    change, after = _after_the_fix(diagnosis, lang)
    shown = blocks.predicted(diagnosis, predict(diagnosis, lang), change, after, lang)
    source, _ = names(diagnosis)
    reply.say(shown, fill(captions.SEE_NOW, lang, source=code(source)))


def _after_the_fix(diagnosis: Diagnosis, lang: Lang) -> tuple[str, tuple[Any, ...]]:
    """Give the least invasive fix that was proven, in words of its own, and what the tools show after it."""
    fixes = repair(diagnosis)
    if not fixes:
        return "", ()
    changes, snapshot = fixes[0].changes, diagnosis.case.snapshot
    after = diagnosed_again(diagnosis, apply_changes(changes, snapshot))
    return " + ".join(described(changes, snapshot, lang)), predict(after, lang) if after is not None else ()


_WHERE = {"evidence": captions.EVIDENCE_OF_WHAT, "prediction": wording.OTHER_SUBNETS}


def _diagnoses(resources: Resources, reply: InThread, thread: Thread, lang: Lang, deed: str) -> list[Diagnosis]:
    """Give the diagnoses that the thread is about; where it is about no place yet, ask for one and give none."""
    snapshot = snapshot_behind(thread)
    if snapshot is None:
        sentence(reply, fill(wording.NO_SNAPSHOT, lang))
        return []
    if not thread.sources:
        looked_on(resources, reply.place, thread, deed, SUBNETS)
        _ask_where(reply, snapshot, fill(_WHERE[deed], lang), lang)
        return []
    told = told_of(thread.sources, thread.to, snapshot, lang)
    asked_on(resources, reply.place, thread, deed, told)
    return [one.diagnosis for one in told]


def _ask_where(reply: InThread, snapshot: Snapshot, question: Mrkdwn, lang: Lang) -> None:
    reply.say([section(question), *subnet_menu(snapshot.subnets.values(), lang)], question)
