"""A lab opened in somebody's direct message, once: its thread is found again, or made where it is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.blocks.labs import opened, story
from bot.blocks.parts import context, fill, section
from bot.listeners.clicks import one_at_a_time
from bot.listeners.direct_messages import DirectMessages
from bot.listeners.lab_answers import begin, tell_story
from bot.listeners.lab_desk import Seat
from bot.listeners.posting import InThread, Place, sentence
from bot.listeners.pressed import Pressed, value_of
from bot.listeners.reasons import attempt
from bot.phrases import labs as words
from bot.state.store import Thread, ThreadKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.learning.labs.lab import Lab
    from bot.learning.labs.rack import Rack
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang

    Then = Callable[[Seat, Pressed], None]


def open_lab(resources: Resources, rack: Rack, client: WebClient, who: tuple[str, str], lab: Lab, lang: Lang) -> str:
    """Open a lab in somebody's direct message, in the thread that they have of it where there is one; give its address."""
    team, user = who
    kept = resources.state.lab_bench.attempt(team, user, lab.id)
    place = Place(team=team, channel=kept.channel, ts=kept.ts, user=user)
    direct = DirectMessages(client, user)
    if kept.ts and (address := direct.address(kept.channel, kept.ts)):
        seat = Seat(resources=resources, rack=rack, reply=InThread(client, place), lab=lab, lang=lang)
        remember(seat)
        tell_story(seat, fill(words.AGAIN, lang))
        return address
    place = replace(place, channel=direct.channel(), ts="")
    seat = Seat(resources=resources, rack=rack, reply=InThread(client, place), lab=lab, lang=lang)
    task = seat.task()
    root = [section(opened(task, lang)), *story(task, lang), context(fill(words.HOW, lang))]
    ts = direct.posted(place.channel, root, task.title.say(lang))[0]
    seat = replace(seat, reply=InThread(client, replace(place, ts=ts)))
    remember(seat)
    seat.keep(lambda now: replace(now, channel=place.channel, ts=ts))
    begin(seat)
    return direct.address(place.channel, ts)


def remember(seat: Seat) -> None:
    """Remember the thread as one of this lab, so that what is said in it is heard."""
    place = seat.reply.place
    seat.resources.state.keep_thread(
        Thread(
            team=place.team,
            channel=place.channel,
            ts=place.ts,
            kind=ThreadKind.LAB,
            lang=seat.lang,
            asker=place.user,
            question=seat.lab.id,
        )
    )


def in_lab(resources: Resources, rack: Rack, then: Then) -> Callable[[Ack, dict[str, Any], WebClient], None]:
    """Give a listener that finds the lab which a button is of, and goes on in its thread; or says why it cannot."""

    def answer(resources: Resources, body: dict[str, Any], client: WebClient) -> None:
        pressed = chosen(Pressed.read(body))
        reply = InThread(client, pressed.place)
        lang = pressed.language(resources, client)
        attempt(lambda: _go_on(resources, rack, reply, pressed, lang, then), lambda told: sentence(reply, told), lang)

    return one_at_a_time(resources, answer)


def chosen(pressed: Pressed) -> Pressed:
    """Give a click with what the chosen option of a menu carries as its value; other clicks as they are."""
    if pressed.value or not pressed.chosen.startswith("{"):
        return pressed
    return replace(pressed, value=value_of(pressed.chosen))


def _go_on(resources: Resources, rack: Rack, reply: InThread, pressed: Pressed, lang: Lang, then: Then) -> None:
    lab = rack.find(pressed.value.get("b", ""))
    thread = pressed.thread(resources)
    if lab is None:
        sentence(reply, fill(words.GONE, lang))
    elif thread is not None and (thread.kind is not ThreadKind.LAB or thread.asker != pressed.place.user):
        sentence(reply, fill(words.NOT_YOURS, lang))
    else:
        seat = Seat(resources=resources, rack=rack, reply=reply, lab=lab, lang=lang)
        if thread is None:  # too old to be remembered; the button says what it is of
            remember(seat)
        then(seat, pressed)
