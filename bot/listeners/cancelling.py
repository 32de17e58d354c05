"""Ending what is under way: by the button on the sign of it, or by saying so. Only its asker may."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from bot.blocks.parts import fill
from bot.ids import Action
from bot.listeners.feedback import quietly
from bot.listeners.posting import sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt
from bot.phrases import limits as words
from bot.phrases import sweeps
from bot.understanding.intents import plain

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from bot.state.sweeps import Sweep
    from diagnostics.model.words import Words

LOG = logging.getLogger("routelore")
_SAID = re.compile(
    r"(?:(?:이\s?)?진단(?:을|은)?\s?)?(?:그만(?:\s?(?:둬|두자|둘래|둘게|할래|할게|하자|해|두기|하기))?(?:요|주세요)?"
    r"|취소(?:\s?(?:해|할래|할게|하기|하자)\s?(?:줘)?(?:요|주세요)?)?|중지(?:해\s?(?:줘)?(?:요|주세요)?)?|멈춰\s?(?:줘)?(?:요|주세요)?)"
    r"|(?:please )?(?:cancel|stop|abort|never ?mind)(?: (?:it|this|that|the diagnosis))?(?: please)?",
    re.IGNORECASE,
)


def register(app: App, resources: Resources) -> None:
    """Bind the button."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        read = Pressed.read(body)
        reply, lang = quietly(read, client, respond), read.language(resources, client)

        def job() -> None:
            told = _cancel(resources, read.place, str((body.get("container") or {}).get("message_ts", "")))
            if told is not None:
                sentence(reply, fill(told, lang))

        attempt(job, lambda told: sentence(reply, told), lang)

    app.action(Action.CANCEL.value)(pressed)


def _cancel(resources: Resources, place: Place, ts: str) -> Words | None:
    """End what a message shows, and give what to say of it; None where the message itself says so."""
    reading = resources.under_way.shown_at(place.team, place.channel, ts)
    if reading is None:  # it is over; or another process is at it, which goes by who asked
        resources.state.stops.ask(place.team, place.channel, place.ts, place.user)
        return words.NOTHING_TO_CANCEL
    if reading.place.user != place.user:
        LOG.info("cancelling refused: not the asker")
        return words.NOT_YOURS_TO_CANCEL
    return None if reading.cancel() else words.NOTHING_TO_CANCEL


def says_stop(text: str) -> bool:
    """Say whether somebody wishes that whatever is under way ends."""
    return _SAID.fullmatch(plain(text).strip(" .!~")) is not None


def stop_the_rest(resources: Resources, place: Place, *, in_thread: bool) -> Words:
    """End the sweep that somebody has under way here, where no diagnosis was, and give what to say; most often, nothing is.

    In a thread that must be the sweep's; beside threads, the conversation that it is shown in.
    """
    sweep = resources.state.sweeps.of(place.team, place.user)
    here = sweep is not None and (
        _just_begun(sweep, place, in_thread=in_thread) or _shown_here(sweep, place, in_thread=in_thread)
    )
    if sweep is None or not here or not resources.state.sweeps.cancel(place.team, sweep.id, place.user):
        return words.NOTHING_UNDER_WAY
    LOG.info("sweep cancelled id=%s", sweep.id)
    return sweeps.STOPPING


def _shown_here(sweep: Sweep, place: Place, *, in_thread: bool) -> bool:
    return sweep.channel == place.channel and (not in_thread or sweep.root == place.ts)


def _just_begun(sweep: Sweep, place: Place, *, in_thread: bool) -> bool:
    """Say whether a sweep is shown to whoever asks for it at this moment, and where is not written down yet."""
    return not sweep.channel and place.direct and not in_thread


def said_to_cancel(resources: Resources, place: Place, text: str, *, in_thread: bool) -> bool:
    """End what somebody has under way where they say so, and say whether that was it.

    Beside its thread, in a direct message, it is the last that they asked for there.
    """
    if not says_stop(text):
        return False
    reading = resources.under_way.of(place, anywhere=place.direct and not in_thread)
    if reading is not None:
        return reading.cancel()
    if in_thread:
        resources.state.stops.ask(place.team, place.channel, place.ts, place.user)
    return False
