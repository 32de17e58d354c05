"""What is pressed below a diagnosis: evidence, findings, fixes, the picture of before and after, another subnet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot import remedies, wording
from bot.blocks import diagnosis as blocks
from bot.blocks import fixes
from bot.blocks.parts import context, fill
from bot.ids import Action
from bot.listeners.auditing import SUBNETS, asked_on, looked_on
from bot.listeners.diagnosing import move, snapshot_behind
from bot.listeners.follow_ups import choose_first, follow, offer_subnets
from bot.listeners.in_diagnosis import in_diagnosis
from bot.listeners.posting import InThread, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt
from bot.listeners.reporting import post_file, post_picture, show, told_of, with_fixes
from bot.listeners.what_ifs import suppose, tell, work_out
from bot.understanding.intents import Another
from bot.understanding.proposals import read_all
from bot.understanding.supposing import WhatIf
from bot.work import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.blocks.diagnosis import Told
    from bot.listeners.in_diagnosis import Then
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from bot.understanding.intents import Part
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

    Answer = Callable[["Clicked"], None]


def register(app: App, resources: Resources) -> None:
    """Bind the buttons and the menu below a diagnosis."""

    def show_subnet(resources: Resources, reply: InThread, thread: Thread, lang: Lang, pressed: Pressed) -> None:
        follow(resources, reply, thread, Another(sources=(pressed.chosen,), lang=lang), lang)

    app.action(Action.SHOW_SUBNET.value)(in_diagnosis(resources, show_subnet))

    def answered(answer: Answer) -> Callable[[Ack, dict[str, Any], WebClient], None]:
        return in_diagnosis(resources, _on_snapshot(answer))

    app.action(Action.SHOW_EVIDENCE.value)(answered(_part("evidence")))
    app.action(Action.SHOW_ROUTES.value)(answered(_part("routes")))
    app.action(Action.ANOTHER_SUBNET.value)(answered(_show_subnets))
    app.action(Action.SHOW_FINDINGS.value)(answered(_show_findings))
    app.action(Action.BEFORE_AFTER.value)(answered(_show_before_after))
    app.action(Action.OTHER_FIXES.value)(answered(_show_other_fixes))
    app.action(Action.TERRAFORM.value)(answered(_show_terraform))
    app.action(family(Action.SUPPOSE))(answered(_suppose))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicked:
    """A click, with all that its answer needs: who, where, and the network behind the thread."""

    resources: Resources
    reply: InThread
    thread: Thread
    snapshot: Snapshot
    lang: Lang
    value: dict[str, str]
    sources: tuple[str, ...]
    to: tuple[str, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        """Give the changes that the button carries, as they are written."""
        return tuple(self.value.get("c", "").split("\n")) if self.value.get("c") else ()

    def told(self) -> Told:
        """Give the diagnosis that the button is about. The ids came back from Slack: they are looked up like any others.

        Raises:
            AskerError: the network does not hold them.
        """
        told = told_of(self.sources, self.to, self.snapshot, self.lang)[0]
        asked_on(self.resources, self.reply.place, self.thread, "button", [told])
        return told


def _on_snapshot(answer: Answer) -> Then:
    """Give what answers a click on the thread's snapshot, in the pool."""

    def promised(resources: Resources, reply: InThread, thread: Thread, lang: Lang, pressed: Pressed) -> None:
        def work() -> None:
            snapshot = snapshot_behind(thread)
            if snapshot is None:
                sentence(reply, fill(wording.NO_SNAPSHOT, lang))
                return
            about = pressed.about(thread)
            if not about.sources:
                looked_on(resources, reply.place, thread, "button", SUBNETS)
                choose_first(reply, snapshot, lang)
                return
            answer(
                Clicked(
                    resources=resources,
                    reply=reply,
                    thread=thread,
                    snapshot=snapshot,
                    lang=lang,
                    value=pressed.value,
                    sources=about.sources,
                    to=about.to,
                )
            )

        def job() -> None:
            attempt(work, lambda told: sentence(reply, told), lang)

        def give_up() -> None:
            sentence(reply, fill(wording.STOPPING, lang))

        if not resources.work.take(job, give_up, Lane(asker=reply.place.who)):
            sentence(reply, fill(wording.BUSY, lang))

    return promised


def _part(part: Part) -> Answer:
    """Give what shows one part of the diagnosis that the button is about."""
    return lambda clicked: show(clicked.resources, clicked.reply, [clicked.told()], part)


def _show_subnets(clicked: Clicked) -> None:
    """Offer the subnets beside the one that the button is about, which the talk then is about again."""
    looked_on(clicked.resources, clicked.reply.place, clicked.thread, "button", SUBNETS)
    moved = replace(clicked.thread, sources=clicked.sources, to=clicked.to)
    if moved != clicked.thread:
        move(clicked.resources, clicked.reply.place, clicked.thread, sources=clicked.sources, to=clicked.to)
    offer_subnets(clicked.reply, moved, clicked.snapshot, clicked.lang)


def _show_findings(clicked: Clicked) -> None:
    told = with_fixes(clicked.resources, clicked.told())
    clicked.reply.say([blocks.ends(told), *blocks.pages(told)], blocks.headline(told))
    for cause in told.explanation.findings:
        post_file(clicked.reply, cause.cli, clicked.lang, f"{cause.code}.sh")


def _show_before_after(clicked: Clicked) -> None:
    found = work_out(read_all(clicked.changes, clicked.snapshot), [clicked.told()], clicked.snapshot)
    before, after = found.ways[0]
    small = post_picture(clicked.resources, clicked.reply, before, after, found.steps)
    if small:
        clicked.reply.say([context(small)], blocks.headline(after))


def _show_other_fixes(clicked: Clicked) -> None:
    told = with_fixes(clicked.resources, clicked.told())
    clicked.reply.say([blocks.ends(told), *fixes.others(told.fixes, clicked.lang)], blocks.headline(told))
    for offer in told.fixes[1:]:
        post_file(clicked.reply, offer.story.commands, clicked.lang)


def _show_terraform(clicked: Clicked) -> None:
    found = work_out(read_all(clicked.changes, clicked.snapshot), [clicked.told()], clicked.snapshot)
    clicked.reply.say(fixes.terraform(found.terraform, found.steps, clicked.lang), fill(remedies.TERRAFORM, clicked.lang))
    post_file(clicked.reply, found.terraform.split("\n"), clicked.lang, fixes.TERRAFORM_FILE)


def _suppose(clicked: Clicked) -> None:
    """Take the answer to a question: which change was meant, or from where it is looked at."""
    resources, reply, snapshot, lang = clicked.resources, clicked.reply, clicked.snapshot, clicked.lang
    sources, to = clicked.sources, clicked.to
    asked_on(resources, reply.place, clicked.thread, "what-if", told_of(sources, to, snapshot, lang))
    if clicked.value.get("q"):
        asked = WhatIf(said=clicked.value["q"], lang=lang)
        suppose(resources, reply, snapshot, asked, sources=sources, to=to, lang=lang)
    else:
        place = reply.place
        earlier = resources.state.supposed(place.team, place.channel, place.ts) if clicked.value.get("n") else ()
        changes = read_all((*earlier, *clicked.changes), snapshot)
        tell(resources, reply, snapshot, changes, sources=sources, to=to, lang=lang)
    if (sources, to) != (clicked.thread.sources, clicked.thread.to):
        move(resources, reply.place, clicked.thread, sources=sources, to=to)
