"""The form that picks a VPC, a subnet and a service."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks import form
from bot.blocks.form import Place as Choice
from bot.blocks.parts import Json, Mrkdwn, code, fill
from bot.deliveries import team_of
from bot.ids import Action, Block, Callback
from bot.listeners import diagnosing
from bot.listeners.posting import InThread, Place, direct_thread
from bot.listeners.reasons import attempt, code_of
from bot.listeners.sign import SECONDS_BETWEEN_CHANGES
from bot.listeners.unknown_source import names_of
from bot.services import OWN, Named, read_now
from bot.understanding.intents import Diagnose, plain
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who opened the form, and the thread that it was opened from, where there is one."""

    team: str
    user: str
    channel: str = ""
    ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an open form stands on."""

    origin: Origin
    lang: Lang
    vpcs: tuple[Choice, ...]
    subnets: tuple[Choice, ...]

    def to_json(self) -> str:
        """Give it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Form:
        """Give back what was kept."""
        kept = json.loads(text)
        return cls(
            origin=Origin(**kept["origin"]),
            lang=cast("Lang", kept["lang"]),
            vpcs=tuple(Choice(**one) for one in kept["vpcs"]),
            subnets=tuple(Choice(**one) for one in kept["subnets"]),
        )


@dataclass(slots=True)
class OpenView:
    """A view that is on somebody's screen."""

    client: WebClient
    id: str
    lang: Lang
    changed: float = 0.0

    def put(self, view: Json) -> None:
        """Change it; a view that was closed meanwhile needs nothing."""
        try:
            self.client.views_update(view_id=self.id, view=view)
        except SlackApiError as error:
            if code_of(error) not in {"not_found", "view_not_found"}:
                raise

    def stop(self, reason: Mrkdwn) -> None:
        """Say why there is nothing to choose."""
        self.put(form.stopped(self.lang, reason))

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far the reading is, at most once a second."""
        if time.monotonic() - self.changed >= SECONDS_BETWEEN_CHANGES:
            self.changed = time.monotonic()
            self.put(form.loading(self.lang, form.progress(self.lang, done, total, read_now(what, self.lang))))


def open_form(resources: Resources, client: WebClient, trigger_id: str, origin: Origin, lang: Lang) -> None:
    """Open the form at once, and fill it when AWS has answered."""
    opened = client.views_open(trigger_id=trigger_id, view=form.loading(lang))
    view = OpenView(client, str(opened["view"]["id"]), lang, time.monotonic())

    def job() -> None:
        attempt(lambda: _fill(resources, view, origin), view.stop, lang)

    if not resources.work.take(job, lambda: view.stop(fill(wording.STOPPING, lang))):
        view.stop(fill(wording.BUSY, lang))


def _fill(resources: Resources, view: OpenView, origin: Origin) -> None:
    from diagnostics.collect import snapshot_of

    snapshot = snapshot_of(resources.services.collect(view.progress, Named(), OWN))
    resources.state.keep_names(origin.team, names_of(snapshot))
    vpcs, subnets = choices(snapshot)
    if not vpcs:
        gap = snapshot.unseen("ec2:DescribeVpcs")
        if gap is not None:
            raise AskerError("source-unseen", asked="VPC", call=gap.call, reason=gap.reason)
        raise AskerError("empty-account", region=snapshot.region, account=snapshot.account)
    kept = Form(origin=origin, lang=view.lang, vpcs=vpcs, subnets=subnets)
    form_id = resources.state.keep_form(origin.team, origin.user, kept.to_json())
    view.put(form.choose(view.lang, vpcs, subnets, vpcs[0].id if len(vpcs) == 1 else "", form_id))


def choices(snapshot: Snapshot) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Give the VPCs and subnets that can be chosen, by name."""
    vpcs = [Choice(id=v.id, name=v.name, cidr=", ".join(v.cidrs[:1]), vpc_id=v.id) for v in snapshot.vpcs.values()]
    subnets = [Choice(id=s.id, name=s.name, cidr=s.cidr, vpc_id=s.vpc_id, zone=s.az) for s in snapshot.subnets.values()]
    return tuple(sorted(vpcs, key=_by_name)), tuple(sorted(subnets, key=_by_name))


def _by_name(choice: Choice) -> tuple[bool, str, str]:
    return not choice.name, choice.name, choice.id


def register(app: App, resources: Resources) -> None:
    """Bind the choosing of a VPC and the submitting."""

    def vpc_chosen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        view = body["view"]
        lang = resources.people.language(client, body["user"]["id"])
        kept = _kept(resources, body)
        open_view = OpenView(client, view["id"], lang)
        if kept is None:
            open_view.stop(fill(wording.FORM_OLD, lang))
            return
        chosen = body["actions"][0].get("selected_option") or {}
        open_view.put(form.choose(kept.lang, kept.vpcs, kept.subnets, chosen.get("value", ""), view["private_metadata"]))

    def submitted(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        kept = _kept(resources, body)
        lang = kept.lang if kept is not None else resources.people.language(client, body["user"]["id"])
        values = body["view"]["state"]["values"]
        vpc = _value(values, Block.VPC, Action.CHOOSE_VPC)
        subnet = _value(values, f"{Block.SUBNET}:{vpc}", Action.CHOOSE_SUBNET)
        wrong = _wrong(kept, vpc, subnet)
        if kept is None or wrong:
            ack(response_action="errors", errors={Block.VPC.value: (wrong or wording.FORM_OLD).say(lang)})
            return
        to = _value(values, Block.SERVICE, Action.CHOOSE_SERVICE) or "s3"
        ack()
        _diagnose(resources, client, kept, Diagnose(sources=(subnet,), to=(to,), lang=kept.lang, suppose=_written(values)))

    app.action(Action.CHOOSE_VPC.value)(vpc_chosen)
    app.action(Action.CHOOSE_SUBNET.value)(lambda ack: ack())
    app.action(Action.CHOOSE_SERVICE.value)(lambda ack: ack())
    app.view(Callback.DIAGNOSE_VIEW.value)(submitted)


def _kept(resources: Resources, body: dict[str, Any]) -> Form | None:
    """Give what the form stands on, if it is this person's."""
    text = resources.state.form(body["view"].get("private_metadata", ""), team_of(body), body["user"]["id"])
    return None if text is None else Form.from_json(text)


def _value(values: dict[str, Any], block: str, action: Action) -> str:
    chosen = values.get(str(block), {}).get(action.value, {}).get("selected_option") or {}
    return str(chosen.get("value", ""))


def _written(values: dict[str, Any]) -> str:
    """Give what is supposed in the form, as a person typed it."""
    return plain(values.get(Block.WHAT_IF.value, {}).get(Action.SUPPOSE.value, {}).get("value") or "")


def _wrong(kept: Form | None, vpc: str, subnet: str) -> Words | None:
    """Give what is wrong with the choice. What a form sends is not trusted: it must have been on the list."""
    if kept is None:
        return wording.FORM_OLD
    if vpc not in {one.id for one in kept.vpcs}:
        return wording.FORM_VPC_GONE if vpc else wording.FORM_INCOMPLETE
    inside = {one.id for one in kept.subnets if one.vpc_id == vpc}
    if not inside:
        return wording.FORM_VPC_EMPTY
    return None if subnet in {vpc, *inside} else wording.FORM_INCOMPLETE


def _diagnose(resources: Resources, client: WebClient, kept: Form, wanted: Diagnose) -> None:
    """Diagnose in the thread that the form was opened from, else in a new one of the direct message."""
    origin = kept.origin
    if origin.channel:
        place = Place(team=origin.team, channel=origin.channel, ts=origin.ts, user=origin.user)
    else:
        named = next((one.name for one in kept.subnets if one.id == wanted.sources[0] and one.name), wanted.sources[0])
        text = fill(wording.ASKED_BY_COMMAND, kept.lang, source=code(named), to=code(wanted.to[0]))
        place, _ = direct_thread(client, origin.team, origin.user, text)
    diagnosing.start(resources, InThread(client, place), wanted)
