"""The forms of a lab: a cause to write, and a change to pick from what the network has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.blocks import lab_forms as forms
from bot.deliveries import team_of
from bot.ids import Action, Block, Callback
from bot.learning.labs import working
from bot.learning.labs.picking import slots
from bot.listeners.lab_desk import Seat
from bot.listeners.lab_judging import judge_said, make
from bot.listeners.lab_opening import in_lab, remember
from bot.listeners.posting import InThread, Place, sentence
from bot.listeners.pressed import family
from bot.listeners.reasons import attempt
from bot.phrases import labs as words
from bot.understanding.intents import plain
from diagnostics.changes import kinds_of_change, read_change
from diagnostics.explain.trouble import trouble
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.blocks.parts import Json
    from bot.learning.labs.rack import Rack
    from bot.listeners.pressed import Pressed
    from bot.listeners.resources import Resources
    from diagnostics.model.change import Change
    from diagnostics.model.words import Lang

    Read = Callable[[Seat, dict[str, Any]], Callable[[], None] | None]
    Submitted = Callable[[Ack, dict[str, Any], WebClient], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What an open form stands on: the seat that it was opened at, and the id that travels with it."""

    seat: Seat
    form: str


def register_forms(app: App, resources: Resources, rack: Rack) -> None:
    """Bind the two buttons, what is chosen in the forms, and their submitting."""

    def kind_chosen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        opened = _opened(resources, rack, body, client)
        kind = str((body["actions"][0].get("selected_option") or {}).get("value", ""))
        if opened is not None and kind in kinds_of_change():
            client.views_update(view_id=body["view"]["id"], view=_change_view(opened, kind))

    app.action(Action.NAME_CAUSE.value)(in_lab(resources, rack, _ask_cause))
    app.action(Action.NAME_CHANGE.value)(in_lab(resources, rack, _ask_change))
    app.action(Action.CHOOSE_KIND.value)(kind_chosen)
    app.action(family(Action.CHOOSE_RESOURCE))(lambda ack: ack())
    app.action(Action.WRITE_CAUSE.value)(lambda ack: ack())
    app.view(Callback.LAB_CAUSE_VIEW.value)(_submitted(resources, rack, Block.LAB_CAUSE, _judge_written))
    app.view(Callback.LAB_CHANGE_VIEW.value)(_submitted(resources, rack, Block.LAB_KIND, _judge_picked))


def _ask_cause(seat: Seat, pressed: Pressed) -> None:
    seat.reply.client.views_open(trigger_id=pressed.trigger_id, view=forms.cause(seat.lang, _kept(seat)))


def _ask_change(seat: Seat, pressed: Pressed) -> None:
    view = _change_view(Opened(seat=seat, form=_kept(seat)), "")
    seat.reply.client.views_open(trigger_id=pressed.trigger_id, view=view)


def _submitted(resources: Resources, rack: Rack, block: Block, read: Read) -> Submitted:
    """Give a listener that says below `block` what is wrong with a form, else closes it and does what was read in it."""

    def submitted(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        opened = _opened(resources, rack, body, client)
        if opened is None:
            lang = resources.people.language(client, body["user"]["id"])
            ack(response_action="errors", errors={block.value: words.FORM_OLD.say(lang)})
            return
        try:
            job = read(opened.seat, body["view"]["state"]["values"])
        except AskerError as error:
            ack(response_action="errors", errors={block.value: trouble(error.code, error.particulars, opened.seat.lang)})
            return
        if job is None:
            ack(response_action="errors", errors={block.value: words.KIND_MISSING.say(opened.seat.lang)})
            return
        ack()
        _tell(opened.seat, job)

    return submitted


def _judge_written(seat: Seat, values: dict[str, Any]) -> Callable[[], None]:
    said = plain(str(values.get(Block.LAB_CAUSE.value, {}).get(Action.WRITE_CAUSE.value, {}).get("value") or ""))
    return lambda: judge_said(seat, said)


def _judge_picked(seat: Seat, values: dict[str, Any]) -> Callable[[], None] | None:
    change = _chosen(seat, values)
    return None if change is None else lambda: make(seat, (change,))


def _tell(seat: Seat, job: Callable[[], None]) -> None:
    remember(seat)
    attempt(job, lambda told: sentence(seat.reply, told), seat.lang)


def _kept(seat: Seat) -> str:
    """Keep what a form stands on, and give the id that may travel with it."""
    place = seat.reply.place
    body = json.dumps({"lab": seat.lab.id, "channel": place.channel, "ts": place.ts, "lang": seat.lang})
    return seat.resources.state.keep_form(place.team, place.user, body)


def _opened(resources: Resources, rack: Rack, body: dict[str, Any], client: WebClient) -> Opened | None:
    """Give what a form stands on; None where it is too old, somebody else's, or its lab is gone."""
    team, user, form = team_of(body), body["user"]["id"], str(body["view"].get("private_metadata", ""))
    text = resources.state.form(form, team, user)
    kept = json.loads(text) if text is not None else {}
    lab = rack.find(kept.get("lab", ""))
    if lab is None:
        return None
    place = Place(team=team, channel=kept["channel"], ts=kept["ts"], user=user)
    lang: Lang = "ko" if kept["lang"] == "ko" else "en"
    return Opened(seat=Seat(resources=resources, rack=rack, reply=InThread(client, place), lab=lab, lang=lang), form=form)


def _change_view(opened: Opened, kind: str) -> Json:
    """Give the form for a change as far as it is filled in: of the network as it is with their changes."""
    seat = opened.seat
    now = working.network(seat.lab, working.standing(seat.lab, seat.attempt))
    asked = [(slot.what, slot.optional, slot.choices) for slot in slots(kind, now)] if kind else []
    kinds = [(name, one.TITLE.say(seat.lang)) for name, one in kinds_of_change().items()]
    return forms.change(kinds, kind, asked, seat.lang, opened.form)


def _chosen(seat: Seat, values: dict[str, Any]) -> Change | None:
    """Give the change that was picked; None where no kind was.

    Raises:
        AskerError: a value is none that the change takes, or names what the network does not have.
    """
    picked = values.get(Block.LAB_KIND.value, {}).get(Action.CHOOSE_KIND.value, {}).get("selected_option") or {}
    kind = str(picked.get("value", ""))
    if kind not in kinds_of_change():
        return None
    now = working.network(seat.lab, working.standing(seat.lab, seat.attempt))
    given = [_value(values.get(forms.slot_block(kind, at), {}), at) for at, _ in enumerate(slots(kind, now))]
    return read_change(" ".join((kind, *filter(None, given))), now)


def _value(block: dict[str, Any], at: int) -> str:
    """Give what was chosen or typed for one thing."""
    element = block.get(f"{Action.CHOOSE_RESOURCE}.{at}") or {}
    return str((element.get("selected_option") or {}).get("value") or element.get("value") or "").strip()
