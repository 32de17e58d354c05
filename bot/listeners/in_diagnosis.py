"""A button below a diagnosis, bound: what it does is done in its thread, on the snapshot that the thread kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import wording
from bot.blocks.parts import fill
from bot.listeners.clicks import one_at_a_time
from bot.listeners.posting import InThread, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt
from bot.listeners.warrant import admitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang

    Then = Callable[[Resources, InThread, Thread, Lang, Pressed], None]


def in_diagnosis(resources: Resources, then: Then) -> Callable[[Ack, dict[str, Any], WebClient], None]:
    """Give a listener that finds the thread's diagnosis and goes on with it, for whoever may have it now.

    Where it is not kept that is said; whoever may not have it is told so alone.
    """

    def answer(resources: Resources, body: dict[str, Any], client: WebClient) -> None:
        pressed = Pressed.read(body)
        reply = InThread(client, pressed.place)
        lang = pressed.language(resources, client)

        def job() -> None:
            thread = pressed.thread(resources)
            if thread is None or thread.snapshot is None:
                sentence(reply, fill(wording.NO_SNAPSHOT, lang))
            elif admitted(resources, reply, thread, lang):
                then(resources, reply, thread, lang, pressed)

        attempt(job, lambda told: sentence(reply, told), lang)

    return one_at_a_time(resources, answer)
