"""Maintainers decide what was taught: they approve, edit or decline a proposal, and take an entry out of service again.

Who may is asked anew at every click and every form that is sent; of two who decide at once, the first wins.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.blocks import teaching as blocks
from bot.blocks import teaching_home
from bot.blocks.parts import esc, fill
from bot.deliveries import team_of
from bot.ids import Action, Block, Callback
from bot.listeners.posting import ToOne, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt, reason
from bot.listeners.surfaces import HomePart
from bot.listeners.teaching import carried, form_language, mistakes, written
from bot.listeners.teaching_notices import other_maintainers, refresh, tell, tell_outcome
from bot.listeners.teaching_trial import about, entry_with_id, nearby, trial
from bot.phrases import teaching as words
from bot.state.taught import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Visitor
    from bot.state.taught import Taught
    from diagnostics.model.words import Lang, Words
    from knowledge.taught.promise import Clash

LOG = logging.getLogger("routelore")
#: So often an approval is tried anew where others approve at the same moment.
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintainer:
    """Somebody who decides, or would like to: who they are, and how to answer them."""

    resources: Resources
    client: WebClient
    team: str
    user: str
    lang: Lang
    value: dict[str, str]
    trigger_id: str = ""
    respond: Respond | None = None

    @classmethod
    def who_pressed(cls, resources: Resources, body: dict[str, Any], client: WebClient, respond: Respond) -> Maintainer:
        """Give whoever pressed a button, in a message or in Home."""
        click = Pressed.read(body)
        return cls(
            resources=resources,
            client=client,
            team=click.place.team,
            user=click.place.user,
            lang=resources.people.language(client, click.place.user),
            value=click.value or {"p": click.chosen},
            trigger_id=click.trigger_id,
            respond=respond if click.place.channel else None,
        )

    @classmethod
    def who_sent(cls, resources: Resources, body: dict[str, Any], client: WebClient) -> Maintainer:
        """Give whoever sent a form."""
        user, lang = body["user"]["id"], form_language(body)
        return cls(resources=resources, client=client, team=team_of(body), user=user, lang=lang, value=carried(body))

    def tell(self, said: Mrkdwn) -> None:
        """Tell them, below what they pressed where that is a message."""
        if self.respond is None:
            tell(self.client, self.user, said)
        else:
            sentence(ToOne(self.respond), said)

    def subject(self) -> Taught | None:
        """Give the proposal that it is about; None where there is none such."""
        return self.resources.state.taught.get(self.team, self.value.get("p", ""))

    def hindrance(self, one: Taught | None, wanted: Status = Status.PROPOSED) -> Words | None:
        """Give why they cannot decide on a proposal; None where they can."""
        if not self.resources.maintainers.includes(self.client, self.user):
            return words.NOT_YOURS_TO_DECIDE
        if one is None:
            return words.GONE
        if one.status is not wanted:
            return words.DECIDED if wanted is Status.PROPOSED else words.RETIRED_ALREADY
        if wanted is Status.PROPOSED and self.value.get("v") != str(one.version):
            return words.CHANGED
        return None

    def refuse(self, why: Words) -> None:
        """Tell them why they cannot decide, and show them how the proposal stands now, if it is theirs to see."""
        one = self.subject()
        self.tell(blocks.outcome(one, self.lang) if why is words.DECIDED and one is not None else fill(why, self.lang))
        if one is not None and why is not words.NOT_YOURS_TO_DECIDE:
            self.show(one)

    def show(self, one: Taught, found: Clash | None = None) -> None:
        """Show everybody how a proposal stands now; `found` is what a trial of it said."""
        refresh(self.resources, self.client, one, found)
        self._show_home()

    def settled(self, one: Taught) -> None:
        """Show everybody what they made of a proposal, and tell its proposer."""
        tell_outcome(self.resources, self.client, self.resources.state.taught.get(one.team, one.id) or one)
        self._show_home()

    def _show_home(self) -> None:
        if self.respond is None:
            self.resources.surfaces.show_home(self.resources, self.client, self.team, self.user)


def register(app: App, resources: Resources) -> None:
    """Bind what maintainers press and send, and what Home shows of it."""
    resources.surfaces.home[HomePart.WAITING] = _at_home

    def pressing(
        answer: Callable[[Maintainer, Taught], None], wanted: Status = Status.PROPOSED
    ) -> Callable[[Ack, dict[str, Any], WebClient, Respond], None]:
        def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
            ack()
            who = Maintainer.who_pressed(resources, body, client, respond)
            attempt(lambda: _decide(who, wanted, answer), who.tell, who.lang)

        return pressed

    def edited(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        who = Maintainer.who_sent(resources, body, client)
        _sent(ack, who, Block.QUESTION, lambda one: _edit(who, one, body))

    def declined(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        who = Maintainer.who_sent(resources, body, client)
        _sent(ack, who, Block.REASON, lambda one: _decline(who, one, body))

    def retired(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        who = Maintainer.who_sent(resources, body, client)
        try:
            one = who.subject()
            why = who.hindrance(one, Status.APPROVED)
            hindered = fill(why or words.GONE, who.lang) if one is None or why is not None else None
        except Exception as error:  # noqa: BLE001 (the last resort: a form is never left without an answer)
            one, hindered = None, reason(error, who.lang)
        if one is None or hindered is not None:
            ack(response_action="update", view=blocks.told(hindered or fill(words.GONE, who.lang), who.lang))
            return
        ack()
        attempt(lambda: _retire(who, one), who.tell, who.lang)

    app.action(Action.TEACH_APPROVE.value)(pressing(_approve))
    app.action(Action.TEACH_REPLACE.value)(pressing(_replace))
    app.action(Action.TEACH_EDIT.value)(pressing(_open_edit))
    app.action(Action.TEACH_DECLINE.value)(pressing(_open_decline))
    app.action(Action.TEACH_RETIRE.value)(pressing(_open_retire, Status.APPROVED))
    app.action(Action.TEACH_RETIRE_OLDER.value)(pressing(_open_retire, Status.APPROVED))
    app.view(Callback.TEACH_EDIT_VIEW.value)(edited)
    app.view(Callback.TEACH_DECLINE_VIEW.value)(declined)
    app.view(Callback.TEACH_RETIRE_VIEW.value)(retired)


def _decide(who: Maintainer, wanted: Status, answer: Callable[[Maintainer, Taught], None]) -> None:
    """Let a maintainer decide; whoever cannot is told why."""
    one = who.subject()
    why = who.hindrance(one, wanted)
    if one is None or why is not None:
        who.refuse(why or words.GONE)
    else:
        answer(who, one)


def _sent(ack: Ack, who: Maintainer, block: Block, act: Callable[[Taught], dict[str, str] | Callable[[], None]]) -> None:
    """Take a form that was sent: what is wrong is said in it, and what follows is done once it is closed."""
    try:
        one = who.subject()
        why = who.hindrance(one)
        done = act(one) if one is not None and why is None else {block.value: (why or words.GONE).say(who.lang)}
    except Exception as error:  # noqa: BLE001 (the last resort: the form stays open with what was written, and says why)
        done = {block.value: reason(error, who.lang)}
    if isinstance(done, dict):
        ack(response_action="errors", errors=done)
        return
    ack()
    attempt(done, who.tell, who.lang)


# --- approving --------------------------------------------------------------------------------------------------------
def _approve(who: Maintainer, one: Taught) -> None:
    """Put a proposal into service, unless it is their own, or another entry claims its question."""
    if one.proposer == who.user:
        alone = other_maintainers(who.resources, who.client, who.user) == ()
        who.tell(fill(words.OWN_ALONE if alone else words.OWN, who.lang))
        return
    taught = who.resources.state.taught
    for _ in range(TRIES):
        settled = taught.settled(one.team)
        tried = trial(who.resources, one)
        if tried.clash is not None:
            who.tell(blocks.clash((tried.clash.phrase, tried.clash.other), who.lang))
            who.show(one, tried.clash)
            return
        if taught.approve(one, who.user, tried.entry, settled):
            _put_into_service(who, one)
            return
        if (why := who.hindrance(who.subject())) is not None:
            who.refuse(why)
            return
    who.refuse(words.CHANGED)


def _put_into_service(who: Maintainer, one: Taught) -> None:
    who.resources.services.notes.renew(one.team)
    LOG.info("taught entry approved proposal=%s", one.id)
    who.settled(one)
    who.tell(fill(words.APPROVED_NOW, who.lang, question=esc(one.said.question)))


def _replace(who: Maintainer, one: Taught) -> None:
    """Have a proposal take the place of the entry that it clashes with, and approve it."""
    if one.proposer == who.user:
        _approve(who, one)
        return
    other = entry_with_id(who.resources.services.notes.of(one.team), who.value.get("e", ""))
    if other is None:
        who.refuse(words.ENTRY_GONE)
        return
    who.resources.state.taught.edit(one, who.user, replace(one.said, corrects=other.id))
    now = who.subject()
    if now is None or now.said.corrects != other.id or not now.waits:
        who.refuse(words.CHANGED)
        return
    _approve(replace(who, value={**who.value, "v": str(now.version)}), now)


# --- editing and declining --------------------------------------------------------------------------------------------
def _open_edit(who: Maintainer, one: Taught) -> None:
    entries = nearby(who.resources, one.team, one.said)
    who.client.views_open(trigger_id=who.trigger_id, view=blocks.form(who.lang, one.said, entries, decides=one))


def _edit(who: Maintainer, one: Taught, body: dict[str, Any]) -> dict[str, str] | Callable[[], None]:
    said = written(body)
    if wrong := mistakes(who.resources, one.team, said, who.lang):
        return wrong
    if not who.resources.state.taught.edit(one, who.user, said):
        return {Block.QUESTION.value: _why_too_late(who)}
    return lambda: who.settled(one)


def _open_decline(who: Maintainer, one: Taught) -> None:
    who.client.views_open(trigger_id=who.trigger_id, view=blocks.decline_form(one, who.lang))


def _decline(who: Maintainer, one: Taught, body: dict[str, Any]) -> dict[str, str] | Callable[[], None]:
    values = body["view"]["state"]["values"]
    typed = values.get(Block.REASON.value, {}).get(Action.TEACH_DECLINE.value, {}).get("value")
    why = " ".join(str(typed or "").split())[: blocks.REASON_LIMIT]
    if not why:
        return {Block.REASON.value: words.NO_REASON.say(who.lang)}
    if not who.resources.state.taught.decline(one, who.user, why):
        return {Block.REASON.value: _why_too_late(who)}
    return lambda: who.settled(one)


def _why_too_late(who: Maintainer) -> str:
    return (who.hindrance(who.subject()) or words.CHANGED).say(who.lang)


# --- out of service again ---------------------------------------------------------------------------------------------
def _open_retire(who: Maintainer, one: Taught) -> None:
    who.client.views_open(trigger_id=who.trigger_id, view=blocks.retire_form(one, who.lang))


def _retire(who: Maintainer, one: Taught) -> None:
    if who.resources.state.taught.retire(one, who.user):
        who.resources.services.notes.renew(one.team)
        who.settled(one)
        LOG.info("taught entry retired proposal=%s", one.id)
    else:
        who.tell(fill(words.RETIRED_ALREADY, who.lang))


# --- Home -------------------------------------------------------------------------------------------------------------
def _at_home(resources: Resources, visitor: Visitor) -> list[Json]:
    """Give maintainers what waits and what is in service, and everybody else what they proposed."""
    taught = resources.state.taught
    if not visitor.maintainer:
        return teaching_home.yours(taught.waiting(visitor.team, visitor.user), visitor.lang)
    waiting = taught.waiting(visitor.team)
    shown = [
        (one, replace(about(resources, one, visitor.lang), own=one.proposer == visitor.user))
        for one in waiting[: teaching_home.SHOWN]
    ]
    return [
        *teaching_home.waiting(shown, len(waiting), visitor.lang),
        *teaching_home.in_service(taught.in_service(visitor.team), visitor.lang),
    ]
