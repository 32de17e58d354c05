"""The form that picks a VPC, a subnet and a service."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

from bot import wording
from bot.blocks import accounts, form
from bot.blocks.form import Place as Choice
from bot.blocks.parts import Mrkdwn, fill
from bot.deliveries import team_of
from bot.ids import Action, Block, Callback
from bot.listeners.auditing import Deed, audited, write_down
from bot.listeners.gate import NotAllowedError
from bot.listeners.live import Look, among, choices, look, not_that, not_theirs
from bot.listeners.open_view import OpenView, end_when_closed
from bot.listeners.posting import InThread, Place, Whisper
from bot.listeners.reasons import attempt, reason
from bot.listeners.under_way import promise
from bot.listeners.unknown_source import names_of
from bot.listeners.warrant import Warrant
from bot.services import Named
from bot.understanding.intents import Diagnose, plain
from bot.understanding.whereabouts import NOWHERE, Whereabouts
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")
_KIND = "diagnose-form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who opened the form, and the thread that it was opened from, where there is one; else perhaps the channel."""

    team: str
    user: str
    channel: str = ""
    ts: str = ""

    @property
    def place(self) -> Place:
        """Give the place that it was opened from; without a thread, it is between the person and the bot."""
        return Place(team=self.team, channel=self.channel if self.ts else "", ts=self.ts, user=self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an open form stands on: first the accounts and Regions to choose from, then what is in the chosen one."""

    origin: Origin
    lang: Lang
    accounts: tuple[tuple[str, str], ...] = ()
    account: str = ""
    region: str = ""
    vpcs: tuple[Choice, ...] = ()
    subnets: tuple[Choice, ...] = ()

    def to_json(self) -> str:
        """Give it as it is kept."""
        return json.dumps({"kind": _KIND, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Form | None:
        """Give back what was kept; None where that was for something else."""
        kept = json.loads(text)
        if kept.get("kind") != _KIND:
            return None
        return cls(
            origin=Origin(**kept["origin"]),
            lang=cast("Lang", kept["lang"]),
            accounts=tuple((account, region) for account, region in kept["accounts"]),
            account=kept["account"],
            region=kept["region"],
            vpcs=tuple(Choice(**one) for one in kept["vpcs"]),
            subnets=tuple(Choice(**one) for one in kept["subnets"]),
        )


def open_form(
    resources: Resources,
    client: WebClient,
    trigger_id: str,
    origin: Origin,
    lang: Lang,
    where: Whereabouts = NOWHERE,
) -> None:
    """Open the form at once, ask in it for the account where several may be meant, and fill it when AWS has answered."""
    opened = client.views_open(trigger_id=trigger_id, view=form.loading(lang))
    view = OpenView(client, str(opened["view"]["id"]), lang, time.monotonic())

    attempt(lambda: _ask_for_the_account(resources, view, origin, where), view.stop, lang)


def _ask_for_the_account(resources: Resources, view: OpenView, origin: Origin, where: Whereabouts) -> None:
    try:
        every = choices(resources, view.client, origin.place)
    except NotAllowedError:
        write_down(resources, not_theirs(origin.place, where))
        raise
    fitting = among(every, where)
    if not fitting:
        write_down(resources, not_theirs(origin.place, where))
        view.stop(not_that(where, every, view.lang))
    elif len(fitting) == 1:
        _load(resources, view, origin, *fitting[0])
    else:
        kept = Form(origin=origin, lang=view.lang, accounts=fitting)
        form_id = resources.state.keep_form(origin.team, origin.user, kept.to_json())
        view.put(accounts.which_in_form(fitting, form_id, view.lang))


def _load(resources: Resources, view: OpenView, origin: Origin, account: str, region: str) -> None:
    """Promise to read what can be chosen in an account."""
    deed = Deed(place=origin.place, name="modal", account=account, region=region)

    def job(within: Resources) -> None:
        with audited(resources, deed):
            _fill(within, view, origin, deed)

    promise(resources, view, view, origin.place, show=lambda: None, job=job, asked_in=origin.place.shared, account=account)


def _fill(resources: Resources, view: OpenView, origin: Origin, deed: Deed) -> None:
    from diagnostics.collect import snapshot_of

    alone = Place(team=origin.team, channel="", ts="", user=origin.user)  # a form is on one person's screen
    warrant = Warrant(asked_at=origin.place, account=deed.account, region=deed.region)
    snapshot = snapshot_of(warrant.read(resources, view.client, view.progress, Named(), alone))
    resources.state.keep_names(origin.team, names_of(snapshot), deed.account, deed.region)
    vpcs, subnets = inside(snapshot)
    deed.outcome = f"{len(vpcs)} VPCs"
    if not vpcs:
        gap = snapshot.unseen("ec2:DescribeVpcs")
        if gap is not None:
            raise AskerError("source-unseen", asked="VPC", call=gap.call, reason=gap.reason)
        raise AskerError("empty-account", region=snapshot.region, account=snapshot.account)
    kept = Form(origin=origin, lang=view.lang, account=deed.account, region=deed.region, vpcs=vpcs, subnets=subnets)
    form_id = resources.state.keep_form(origin.team, origin.user, kept.to_json())
    view.put(form.choose(view.lang, vpcs, subnets, vpcs[0].id if len(vpcs) == 1 else "", form_id))


def inside(snapshot: Snapshot) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Give the VPCs and subnets that can be chosen, by name."""
    vpcs = [Choice(id=v.id, name=v.name, cidr=", ".join(v.cidrs[:1]), vpc_id=v.id) for v in snapshot.vpcs.values()]
    subnets = [Choice(id=s.id, name=s.name, cidr=s.cidr, vpc_id=s.vpc_id, zone=s.az) for s in snapshot.subnets.values()]
    return tuple(sorted(vpcs, key=_by_name)), tuple(sorted(subnets, key=_by_name))


def _by_name(choice: Choice) -> tuple[bool, str, str]:
    return not choice.name, choice.name, choice.id


def register(app: App, resources: Resources) -> None:
    """Bind the choosing of an account and of a VPC, and the submitting."""

    def account_picked(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        lang = resources.people.language(client, body["user"]["id"])
        kept, view = _kept(resources, body), OpenView(client, body["view"]["id"], lang, time.monotonic())
        number = str((body["actions"][0].get("selected_option") or {}).get("value", ""))
        if kept is None or number not in map(str, range(len(kept.accounts))):
            view.stop(fill(wording.FORM_OLD, lang))
            return
        view.lang = kept.lang
        view.put(form.loading(kept.lang))
        chosen = kept.accounts[int(number)]
        attempt(lambda: _load(resources, view, kept.origin, *chosen), view.stop, kept.lang)

    def vpc_chosen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        view = body["view"]
        lang = resources.people.language(client, body["user"]["id"])
        kept = _kept(resources, body)
        open_view = OpenView(client, view["id"], lang)
        if kept is None:
            open_view.stop(fill(wording.FORM_OLD, lang))
            return
        if refusal := _refusal(resources, client, kept):
            open_view.stop(refusal)
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
        if refusal := _refusal(resources, client, kept):
            ack(response_action="errors", errors={Block.VPC.value: refusal})
            return
        to = _value(values, Block.SERVICE, Action.CHOOSE_SERVICE) or "s3"
        ack()
        _diagnose(resources, client, kept, Diagnose(sources=(subnet,), to=(to,), lang=kept.lang, suppose=_written(values)))

    app.action(Action.PICK_ACCOUNT.value)(account_picked)
    app.action(Action.CHOOSE_VPC.value)(vpc_chosen)
    app.action(Action.CHOOSE_SUBNET.value)(lambda ack: ack())
    app.action(Action.CHOOSE_SERVICE.value)(lambda ack: ack())
    app.view(Callback.DIAGNOSE_VIEW.value)(submitted)
    end_when_closed(app, resources)


def _kept(resources: Resources, body: dict[str, Any]) -> Form | None:
    """Give what the form stands on, if it is this person's."""
    text = resources.state.form(body["view"].get("private_metadata", ""), team_of(body), body["user"]["id"])
    return None if text is None else Form.from_json(text)


def _refusal(resources: Resources, client: WebClient, kept: Form) -> Mrkdwn | None:
    """Give why somebody may not go on with a form by now; None where they may."""
    place = kept.origin.place
    try:
        resources.gate.check(client, place, kept.account, kept.region)
    except NotAllowedError as error:
        write_down(resources, not_theirs(place, Whereabouts(account=kept.account, region=kept.region)))
        return reason(error, kept.lang)
    return None


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
    thread = InThread(client, origin.place) if origin.ts else None
    one = Look(
        client=client,
        place=origin.place,
        wanted=wanted,
        lang=kept.lang,
        told=Whisper(thread) if thread is not None and not origin.place.direct else None,
        where=Whereabouts(account=kept.account, region=kept.region),
        here=thread,
        origin=origin.channel,
        called=next((one.name for one in kept.subnets if one.id == wanted.sources[0]), ""),
    )
    look(resources, one)
