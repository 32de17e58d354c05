"""What is pressed below an answer: why this one, another topic, the diagnosis of one's own network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import wording
from bot.blocks import answer as answers
from bot.blocks.parts import esc, fill
from bot.ids import Action
from bot.listeners import feedback
from bot.listeners.answering import look_up_again
from bot.listeners.diagnose_modal import Origin, open_form
from bot.listeners.posting import sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Bind the buttons below an answer."""

    def explain_match(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        reply, lang = pressed.reply(client, respond), pressed.language(resources, client)

        def job() -> None:
            question = pressed.value.get("q", "")
            if not question:
                sentence(reply, fill(wording.NOTHING_TO_EXPLAIN, lang))
                return
            found = look_up_again(resources, pressed.place, question, lang)
            reply.say(answers.why(found, lang), fill(wording.WHY_MATCHED, lang))

        attempt(job, lambda told: sentence(reply, told), lang)

    def show_entry(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        reply, lang = pressed.reply(client, respond), pressed.language(resources, client)

        def job() -> None:
            place, question = pressed.place, pressed.value.get("q", "")
            entry = resources.services.notes.entry(pressed.value.get("e", ""), team=place.team)
            if entry is None:
                sentence(reply, fill(wording.NO_ENTRY, lang))
                return
            if question:
                feedback.note_picked(resources, place.team, question, entry.id)
            resources.state.talk.add(place.team, place.channel, place.ts, entry.title.ko)
            reply.say(answers.chosen(entry, question, lang), esc(entry.title.say(lang)))

        attempt(job, lambda told: sentence(reply, told), lang)

    def open_diagnose(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        pressed = Pressed.read(body)
        place = pressed.place
        thread = pressed.thread(resources)
        of_another = thread is not None and thread.kind in resources.surfaces.threads  # a lab's thread stays the lab's
        in_thread = bool(place.channel) and not pressed.for_one and not of_another
        origin = Origin(
            team=place.team,
            user=place.user,
            channel=place.channel if in_thread else "",
            ts=place.ts if in_thread else "",
        )
        open_form(resources, client, pressed.trigger_id, origin, resources.people.language(client, place.user))

    app.action(Action.WHY_MATCHED.value)(explain_match)
    app.action(family(Action.PICK_ENTRY))(show_entry)
    app.action(Action.OPEN_DIAGNOSE.value)(open_diagnose)
