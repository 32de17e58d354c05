"""The labs: their list by a wish, a button or Home; one opened as a thread; and what is pressed and said there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.blocks.labs import labs_at_home, labs_list
from bot.blocks.parts import fill, link
from bot.deliveries import click_key, team_of
from bot.ids import Action
from bot.learning.labs.rack import Rack
from bot.listeners import lab_hearing, lab_picking
from bot.listeners.direct_messages import DirectMessages
from bot.listeners.lab_desk import rows
from bot.listeners.lab_opening import in_lab, open_lab
from bot.listeners.posting import InThread, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import HomePart
from bot.phrases import labs as words
from bot.state.store import ThreadKind
from bot.understanding.wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Visitor, Wisher
    from bot.state.store import Thread
    from diagnostics.model.words import Lang

    Clicked = Callable[[Ack, dict[str, Any], WebClient, Respond], None]


def register(app: App, resources: Resources) -> None:
    """Bind the labs to Home, to the wish for them, to their threads, and to what is pressed."""
    notes = resources.services.notes
    rack = Rack(lambda: notes.lab_folders)
    notes.on_change(lambda team: rack.renew() if team is None else None)

    def take(resources: Resources, reply: InThread, thread: Thread, text: str, lang: Lang) -> bool:
        return lab_hearing.hear_in_lab(resources, rack, reply, thread, text, lang)

    def granted(resources: Resources, wisher: Wisher) -> None:
        _show_list(resources, rack, wisher.client, wisher.reply, (wisher.team, wisher.user), wisher.lang)

    def at_home(resources: Resources, visitor: Visitor) -> list[Json]:
        attempts = resources.state.lab_bench.of(visitor.team, visitor.user)
        following = rack.next_of(attempts)
        return labs_at_home(rows(rack.all(), attempts), following.id if following else "", visitor.lang)

    resources.surfaces.threads[ThreadKind.LAB] = take
    resources.surfaces.wishes[Wish.LABS] = granted
    resources.surfaces.home[HomePart.LABS] = at_home
    app.action(Action.SHOW_LABS.value)(_listed(resources, rack))
    app.action(family(Action.OPEN_LAB))(_opened(resources, rack))
    app.action(family(Action.INSPECT_LAB))(in_lab(resources, rack, lab_hearing.pressed_topic))
    app.action(family(Action.ACT_IN_LAB))(in_lab(resources, rack, lab_hearing.pressed_act))
    app.action(family(Action.PROPOSE_IN_LAB))(in_lab(resources, rack, lab_hearing.pressed_meaning))
    app.action(Action.TAKE_OUT_CHANGE.value)(in_lab(resources, rack, lab_hearing.pressed_take_out))
    lab_picking.register_forms(app, resources, rack)


def _show_list(
    resources: Resources, rack: Rack, client: WebClient, reply: Reply | None, who: tuple[str, str], lang: Lang
) -> None:
    """Show the list where only its reader is; asked for among others, or in Home, in the direct message."""
    blocks = labs_list(rows(rack.all(), resources.state.lab_bench.of(*who)), lang)
    title = fill(words.LABS_TITLE, lang)
    if reply is not None and not (isinstance(reply, InThread) and not reply.place.direct):
        reply.say(blocks, title)
        return
    address = DirectMessages(client, who[1]).post(blocks, title)
    if reply is not None:
        there = link(address, words.LIST_THERE.say(lang))
        sentence(reply, fill(words.LIST_IN_DM, lang, link=there))


def _listed(resources: Resources, rack: Rack) -> Clicked:
    """Give the listener that shows the list, beside the button or in the direct message."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        read = Pressed.read(body)
        lang = read.language(resources, client)
        reply = read.reply(client, respond) if read.place.channel else None
        who = (team_of(body), read.place.user)

        def tell(text: Mrkdwn) -> None:
            if reply is not None:
                sentence(reply, text)

        attempt(lambda: _show_list(resources, rack, client, reply, who, lang), tell, lang)

    return pressed


def _opened(resources: Resources, rack: Rack) -> Clicked:
    """Give the listener that opens a lab in the direct message and says where, once however often it is pressed."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        read = Pressed.read(body)
        lang = read.language(resources, client)
        reply = read.reply(client, respond) if read.place.channel else None

        def job() -> None:
            lab = rack.find(read.value.get("b", "") or read.chosen)
            if lab is None:
                tell(fill(words.GONE, lang))
                return
            address = open_lab(resources, rack, client, (team_of(body), read.place.user), lab, lang)
            there = link(address, words.THERE.say(lang).format(title=lab.title.say(lang)))
            tell(fill(words.OPENED, lang, link=there))

        def tell(text: Mrkdwn) -> None:
            if reply is not None:
                sentence(reply, text)

        with resources.clicks.answering(click_key(body), resources.work) as errand:
            if errand is not None:
                attempt(job, tell, lang)

    return pressed
