"""A look at a network as it is now: which account is meant, who sees the answer, and the question where that is open."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import captions, wording
from bot.blocks import accounts
from bot.blocks.parts import code, fill, link, section
from bot.ids import Action
from bot.listeners import diagnosing
from bot.listeners.auditing import NOT_ALLOWED, REFUSED, Deed, write_down
from bot.listeners.clicks import one_at_a_time
from bot.listeners.gate import NotAllowedError
from bot.listeners.overview import overview
from bot.listeners.posting import InThread, Place, alone, direct_thread, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import OUTSIDE, attempt, code_of
from bot.listeners.warrant import Warrant, refuse, shows
from bot.phrases import private
from bot.state.store import ThreadKind
from bot.understanding.demands import Overview
from bot.understanding.intents import Diagnose
from bot.understanding.whereabouts import NOWHERE, whereabouts_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.blocks.parts import Mrkdwn
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.rights.policy import Reach
    from bot.state.store import Thread
    from bot.understanding.whereabouts import Whereabouts
    from diagnostics.model.words import Lang

    Choices = tuple[tuple[str, str], ...]

#: A working day: so long the account that somebody looked at last is the one that they mean.
STILL_MEANT = timedelta(hours=10)
_KIND = "which-account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What somebody wants to see of a network as it is now, and where they asked for it.

    The answer goes `here` where everybody who reads along may see it, else into their direct message; where that is told,
    and any refusal, goes to `told`. `where` is what they said of the account, `thread` the one that they asked in.
    `origin` is the channel that they asked in where no thread there is theirs; `called` is what they call the source.
    `instead` is done where they may have nothing.
    """

    client: WebClient
    place: Place
    wanted: Diagnose | Overview
    lang: Lang
    told: Reply | None = None
    where: Whereabouts = NOWHERE
    here: InThread | None = None
    thread: Thread | None = None
    origin: str = ""
    called: str = ""
    instead: Callable[[], object] | None = None

    @property
    def asker(self) -> Reply:
        """Give what tells the asker alone."""
        return self.told or alone(InThread(self.client, self.place))


def register(app: App, resources: Resources) -> None:
    """Bind the choice of an account."""

    def chosen(resources: Resources, body: dict[str, Any], client: WebClient) -> None:
        pressed = Pressed.read(body)
        reply, lang = InThread(client, pressed.place), pressed.language(resources, client)

        def job() -> None:
            _go_on(resources, reply, pressed, str((body.get("container") or {}).get("message_ts", "")), lang)

        attempt(job, lambda told: sentence(alone(reply), told), lang)

    app.action(family(Action.CHOOSE_ACCOUNT))(one_at_a_time(resources, chosen))


def whereabouts(resources: Resources, client: WebClient, place: Place, text: str, names: frozenset[str]) -> Whereabouts:
    """Give what a sentence says of the account and the Region; without a policy there is but one, and nothing to say.

    Only what the person reaches from this place is known by its name. Any other is an account where the sentence calls it
    one, whether or not there is such an account.
    """
    if resources.gate.policy() is None:
        return NOWHERE
    found = _reached(resources, client, place)
    ids = {reach.account.name: reach.account.id for reach in found}
    return whereabouts_in(text, ids, frozenset(region for reach in found for region in reach.regions), names)


def known_names(resources: Resources, client: WebClient, place: Place) -> frozenset[str]:
    """Give the Name tags that a sentence may use: those seen in accounts and Regions that the person reaches from here.

    Slack is asked for their rights whether or not the sentence holds a name, so that the time it takes tells nothing.
    """
    if not (seen := resources.state.names(place.team)):
        return frozenset()
    every = _choices(_reached(resources, client, place))
    return frozenset(name for one in every for name in seen.get(one, ()))


def _reached(resources: Resources, client: WebClient, place: Place) -> tuple[Reach, ...]:
    """Give what somebody may have read; nothing where that is nothing."""
    try:
        return resources.gate.reaches(client, place)
    except NotAllowedError:
        return ()


def choices(resources: Resources, client: WebClient, place: Place) -> Choices:
    """Give every account and Region that somebody may have read.

    Raises:
        NotAllowedError: there are none.
    """
    return _choices(resources.gate.reaches(client, place))


def _choices(found: Iterable[Reach]) -> Choices:
    return tuple((reach.account.name, region) for reach in found for region in reach.regions or ("",))


def look(resources: Resources, one: Look) -> None:
    """Bring it under way; ask for the account where it is open which is meant; refuse what is not theirs."""
    try:
        every = choices(resources, one.client, one.place)
    except NotAllowedError as error:
        if one.instead is not None:
            one.instead()
        else:
            refuse(resources, one.asker, one.place, error, one.lang)
        return
    fitting = among(every, one.where)
    if not fitting:
        write_down(resources, not_theirs(one.place, one.where))
        sentence(one.asker, not_that(one.where, every, one.lang))
        return
    if one.here is not None and (here := _to_be_seen(resources, one, one.here, fitting)):
        try:
            _answer_at(resources, one, one.here, here, _is_a_question(every))
        except SlackApiError as error:
            if code_of(error) not in OUTSIDE:
                raise
        else:
            return
    _answer_alone(resources, one, fitting, several=_is_a_question(every))


def _is_a_question(every: Choices) -> bool:
    """Say whether a report is to name its account: one of several, or of a policy that may have others, too."""
    return len(every) > 1 or any(account for account, _ in every)


def _to_be_seen(resources: Resources, one: Look, here: InThread, fitting: Choices) -> Choices:
    """Give what is meant, where whoever reads along may see it: the channel is listed, or just that was shared there."""
    meant, thread = _meant(resources, one, here.place.channel, fitting), one.thread
    shared = thread if thread is not None and meant == ((thread.account, thread.region),) else None
    return meant if shows(resources, one.place, shared) else ()


def among(every: Choices, where: Whereabouts) -> Choices:
    """Give what may be meant by what was said of the account and the Region."""
    return tuple(each for each in every if where.account in {"", each[0]} and where.region in {"", each[1]})


def not_theirs(place: Place, where: Whereabouts) -> Deed:
    """Give the deed of somebody who asked for an account or a Region that they may not have read."""
    return Deed(place=place, name=REFUSED, account=where.account, region=where.region, outcome=NOT_ALLOWED)


def not_that(where: Whereabouts, every: Choices, lang: Lang) -> Mrkdwn:
    """Say what cannot be looked at, and what can; whether there is such an account is nobody's business."""
    known = accounts.known(every, lang)
    if where.account and where.account not in {account for account, _ in every}:
        return fill(private.NO_SUCH_ACCOUNT, lang, asked=code(where.called or where.account), known=known)
    return fill(private.NO_SUCH_REGION, lang, asked=code(where.region), known=known)


def _meant(resources: Resources, one: Look, channel: str, fitting: Choices) -> Choices:
    """Give what is meant among several: the account that they looked at last in this talk, if it is among them."""
    if len(fitting) == 1:
        return fitting
    thread = one.thread
    if thread is None or thread.kind is not ThreadKind.DIAGNOSIS:
        thread = resources.state.latest_diagnosis(one.place.team, channel, one.place.user, STILL_MEANT)
    last = (thread.account, thread.region) if thread is not None and thread.kind is ThreadKind.DIAGNOSIS else ("", "")
    if last in fitting:
        return (last,)
    same = tuple(each for each in fitting if each[1] == last[1] and one.where.account)
    return same if len(same) == 1 else fitting


def _answer_alone(resources: Resources, one: Look, fitting: Choices, *, several: bool) -> None:
    """Answer in a new thread of the asker's direct message, and tell the asker where that is."""
    client, place = one.client, one.place
    seat, address = direct_thread(client, place.team, place.user, _title(one))
    if one.told is not None:
        words = wording.DIAGNOSIS_STARTED if one.here is None else private.ANSWERED_IN_DM
        sentence(one.told, fill(words, one.lang, link=link(address, wording.THE_THREAD.say(one.lang))))
    meant = _meant(resources, one, seat.channel, fitting)
    _answer_at(resources, one, InThread(client, seat), meant, several)


def _title(one: Look) -> Mrkdwn:
    wanted, lang = one.wanted, one.lang
    if isinstance(wanted, Overview):
        return fill(captions.GLANCE_TITLE, lang)
    ends = {"source": code(one.called or ", ".join(wanted.sources)), "to": code(", ".join(wanted.to))}
    return fill(wording.ASKED_BY_COMMAND, lang, **ends)


def _answer_at(resources: Resources, one: Look, seat: InThread, meant: Choices, several: bool) -> None:  # noqa: FBT001 (it is passed on by its name)
    warrant = Warrant(asked_at=one.place, origin=_origin(resources, one, seat.place), named=several)
    if len(meant) == 1:
        account, region = meant[0]
        _begin(resources, seat, one.wanted, replace(warrant, account=account, region=region), one.lang)
        return
    kept = {
        "kind": _KIND,
        "what": type(one.wanted).__name__,
        "wanted": asdict(one.wanted),
        "lang": one.lang,
        "seat": asdict(seat.place),
        "asked_at": asdict(one.place),
        "origin": warrant.origin,
        "choices": meant,
    }
    form = resources.state.keep_form(one.place.team, one.place.user, json.dumps(kept, ensure_ascii=False))
    seat.say(*accounts.which(meant, form, one.lang))


def _origin(resources: Resources, one: Look, seat: Place) -> tuple[str, str]:
    """Give where the answer may be shared: the channel that it was asked in, if it is not answered there."""
    place, thread = one.place, one.thread
    if thread is not None and thread.origin == (seat.channel, seat.ts) and not resources.gate.shows_in(seat):
        return thread.origin  # it was shared there, and stays so
    if resources.gate.policy() is None or not seat.direct or place.direct:
        return ("", "")
    return (place.channel, place.ts) if place.channel else (one.origin, "")


def _begin(resources: Resources, seat: InThread, wanted: Diagnose | Overview, warrant: Warrant, lang: Lang) -> None:
    if isinstance(wanted, Overview):
        overview(resources, seat, wanted, lang, warrant)
    else:
        diagnosing.start(resources, seat, replace(wanted, lang=lang), warrant)


def _go_on(resources: Resources, reply: InThread, pressed: Pressed, ts: str, lang: Lang) -> None:
    """Go on with the question for which an account was chosen; what was chosen is looked up, and so are the rights."""
    place = pressed.place
    form, number = _what_was_chosen(pressed)
    kept = json.loads(resources.state.form(form, place.team, place.user) or "{}")
    offered: Sequence[Sequence[str]] = kept.get("choices", ()) if kept.get("kind") == _KIND else ()
    if not (number.isascii() and number.isdigit() and int(number) < len(offered)):
        sentence(alone(reply), fill(private.NOT_YOUR_CHOICE, lang))
        return
    account, region = offered[int(number)]
    asked_at, seat = Place(**kept["asked_at"]), InThread(reply.client, Place(**kept["seat"]))
    try:
        resources.gate.check(reply.client, asked_at, account, region)
    except NotAllowedError as error:
        refuse(resources, alone(reply), asked_at, error, lang)
        return
    if not resources.gate.shows_in(seat.place):
        sentence(alone(seat), fill(private.NOT_SHOWN_HERE, lang))
        return
    said = fill(private.CHOSEN, lang, where=code(accounts.where(account, region, lang)))
    seat.change(ts, [section(said)], said)
    channel, root = kept["origin"]
    warrant = Warrant(asked_at=asked_at, account=account, region=region, origin=(channel, root), named=True)
    _begin(resources, seat, _wanted(kept), warrant, kept["lang"])


def _what_was_chosen(pressed: Pressed) -> tuple[str, str]:
    if pressed.chosen:
        form, _, number = pressed.chosen.rpartition(".")
        return form, number
    return pressed.value.get("f", ""), pressed.value.get("n", "")


def _wanted(kept: dict[str, Any]) -> Diagnose | Overview:
    """Give back what was wanted, as it was kept."""
    wanted: dict[str, Any] = dict(kept["wanted"])
    wanted |= {name: tuple(wanted[name]) for name in ("sources", "to") if name in wanted}
    return Overview(**wanted) if kept["what"] == Overview.__name__ else Diagnose(**wanted)
