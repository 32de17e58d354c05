"""What is pressed below a diagnosis: its evidence, its route table, another subnet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import wording
from bot.blocks.parts import fill
from bot.ids import Action
from bot.intents import Another, Show
from bot.listeners.follow_ups import follow
from bot.listeners.posting import InThread, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang


def register(app: App, resources: Resources) -> None:
    """Bind the buttons and the menu below a diagnosis."""

    def show_evidence(reply: InThread, thread: Thread, lang: Lang, _: Pressed) -> None:
        follow(resources, reply, thread, Show("evidence", lang), lang)

    def show_routes(reply: InThread, thread: Thread, lang: Lang, _: Pressed) -> None:
        follow(resources, reply, thread, Show("routes", lang), lang)

    def show_subnet(reply: InThread, thread: Thread, lang: Lang, pressed: Pressed) -> None:
        follow(resources, reply, thread, Another(sources=(pressed.chosen,), lang=lang), lang)

    def show_subnets(reply: InThread, thread: Thread, lang: Lang, _: Pressed) -> None:
        follow(resources, reply, thread, Show("subnets", lang), lang)

    app.action(Action.SHOW_EVIDENCE.value)(_in_diagnosis(resources, show_evidence))
    app.action(Action.SHOW_ROUTES.value)(_in_diagnosis(resources, show_routes))
    app.action(Action.SHOW_SUBNET.value)(_in_diagnosis(resources, show_subnet))
    app.action(Action.ANOTHER_SUBNET.value)(_in_diagnosis(resources, show_subnets))


def _in_diagnosis(
    resources: Resources, then: Callable[[InThread, Thread, Lang, Pressed], None]
) -> Callable[[Ack, dict[str, Any], WebClient], None]:
    """Give a listener that acknowledges, finds the thread's diagnosis and goes on with it; or says that it is not kept."""

    def pressed_listener(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        pressed = Pressed.read(body)
        reply = InThread(client, pressed.place)
        lang = pressed.language(resources, client)

        def job() -> None:
            thread = pressed.thread(resources)
            if thread is None or thread.snapshot is None:
                sentence(reply, fill(wording.NO_SNAPSHOT, lang))
            else:
                then(reply, thread, lang, pressed)

        attempt(job, lambda told: sentence(reply, told), lang)

    return pressed_listener
