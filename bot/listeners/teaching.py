"""Teaching: whoever knows the answer writes it into a form, from an answer, from any message, or because they want to."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.blocks import teaching as blocks
from bot.blocks.mrkdwn import from_markdown
from bot.blocks.parts import SECTION_LIMIT, fill
from bot.deliveries import team_of
from bot.ids import Action, Block, Callback
from bot.listeners.posting import ToOne, sentence
from bot.listeners.pressed import Pressed, value_of
from bot.listeners.reasons import attempt, reason
from bot.listeners.teaching_notices import announce, refresh, tell, tell_outcome
from bot.listeners.teaching_trial import entry_with_id, nearby
from bot.phrases import teaching as words
from bot.understanding import intents
from bot.understanding.wishes import Wish
from knowledge.schema import LONGEST_PHRASING
from knowledge.taught.promise import stands_alone
from knowledge.taught.proposal import Field, Proposal, faults, proposal

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Wisher
    from diagnostics.model.words import Lang

#: So many of one person's proposals may wait; more would bury everybody else's.
MOST_WAITING = 20
#: Which field of the form a part of a proposal stands in.
PLACES = {
    Field.QUESTION: Block.QUESTION,
    Field.KO: Block.ANSWER_KO,
    Field.EN: Block.ANSWER_EN,
    Field.WAYS: Block.OTHER_WAYS,
    Field.TITLE: Block.TITLE,
    Field.LINK: Block.LINK,
}
_LABELLED = re.compile(r"<(https?://[^<>|]+)\|([^<>]+)>")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>|]+)>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^<>]*)>")
_PERSON = re.compile(r"<[@!][^<>]*>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])")


def register(app: App, resources: Resources) -> None:
    """Bind the ways to the form, the form itself, and the way to take a proposal back."""
    resources.surfaces.wishes[Wish.TEACH] = _wished

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        click = Pressed.read(body)
        lang = click.language(resources, client)
        said = Proposal(question=_question(click.value.get("q", "")), corrects=click.value.get("e", ""))
        user = click.place.user
        attempt(
            lambda: open_form(resources, client, click.trigger_id, click.place.team, said, lang),
            lambda told: tell(client, user, told),
            lang,
        )

    def from_message(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        user = body["user"]["id"]
        lang = resources.people.language(client, user)
        attempt(
            lambda: open_form(resources, client, body["trigger_id"], team_of(body), _prefilled(resources, body), lang),
            lambda told: tell(client, user, told),
            lang,
        )

    def submitted(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        team, user = team_of(body), body["user"]["id"]
        lang = form_language(body)
        said = written(body)
        try:
            wrong = mistakes(resources, team, said, lang) or _too_many(resources, team, user, lang)
            one = None if wrong else resources.state.taught.propose(team, user, said, lang)
        except Exception as error:  # noqa: BLE001 (the last resort: the form stays open with what was written, and says why)
            one, wrong = None, {Block.QUESTION.value: reason(error, lang)}
        if one is None:
            ack(response_action="errors", errors=wrong)
            return
        ack()
        attempt(lambda: announce(resources, client, one), lambda told: tell(client, user, told), lang)

    def withdrawn(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        click = Pressed.read(body)
        lang = resources.people.language(client, click.place.user)
        attempt(
            lambda: _withdraw(resources, client, respond, click, lang),
            lambda told: tell(client, click.place.user, told),
            lang,
        )

    app.action(Action.TEACH.value)(pressed)
    app.action(Action.TEACH_WITHDRAW.value)(withdrawn)
    app.shortcut(Callback.TEACH_SHORTCUT.value)(from_message)
    app.view(Callback.TEACH_VIEW.value)(submitted)


def open_form(resources: Resources, client: WebClient, trigger_id: str, team: str, said: Proposal, lang: Lang) -> None:
    """Open the form with what is known already; an entry that is gone is not offered for correction."""
    client.views_open(trigger_id=trigger_id, view=blocks.form(lang, said, nearby(resources, team, said)))


def _wished(resources: Resources, wisher: Wisher) -> None:
    """Open the form for whoever wishes to teach; where Slack does not let one open here, offer the button."""
    lang = (
        "ko" if wisher.lang == "ko" else resources.people.language(wisher.client, wisher.user)
    )  # "teach" is a command's word
    if wisher.trigger_id:
        open_form(resources, wisher.client, wisher.trigger_id, wisher.team, Proposal(question=""), lang)
    else:
        wisher.reply.say(blocks.offer(lang), fill(words.OPEN_FORM, lang))


def _too_many(resources: Resources, team: str, user: str, lang: Lang) -> dict[str, str]:
    count = len(resources.state.taught.waiting(team, user))
    return {Block.QUESTION.value: words.TOO_MANY_WAIT.say(lang).format(count=count)} if count >= MOST_WAITING else {}


def _withdraw(resources: Resources, client: WebClient, respond: Respond, click: Pressed, lang: Lang) -> None:
    """Take a proposal back for whoever made it; anybody else, and whoever is too late, is told why not."""
    team, user = click.place.team, click.place.user
    one = resources.state.taught.get(team, click.value.get("p", ""))
    said = None
    if one is None or one.proposer != user:
        said = fill(words.GONE if one is None else words.NOT_YOURS_TO_WITHDRAW, lang)
    else:
        withdrawn = resources.state.taught.withdraw(one)
        now = resources.state.taught.get(team, one.id) or one
        said = None if withdrawn else blocks.outcome(now, lang)
        tell_outcome(resources, client, now) if withdrawn else refresh(resources, client, now)
    if not click.place.channel:
        resources.surfaces.show_home(resources, client, team, user)
    if said is not None and click.place.channel:
        sentence(ToOne(respond), said)
    elif said is not None:
        tell(client, user, said)


# --- what a form holds ------------------------------------------------------------------------------------------------
def carried(body: dict[str, Any]) -> dict[str, str]:
    """Give what travelled with a form; it was in Slack's hands and proves nothing."""
    return value_of(body["view"].get("private_metadata"))


def form_language(body: dict[str, Any]) -> Lang:
    """Give the language that a form is in."""
    return "ko" if carried(body).get("l") == "ko" else "en"


def written(body: dict[str, Any]) -> Proposal:
    """Give the proposal that stands in a form."""
    values = body["view"]["state"]["values"]
    texts = {
        part: str(values.get(place.value, {}).get(Action.TEACH.value, {}).get("value") or "")
        for part, place in PLACES.items()
    }
    chosen = values.get(Block.CORRECTS.value, {}).get(Action.TEACH.value, {}).get("selected_option") or {}
    corrects = str(chosen.get("value", ""))
    return proposal(
        **{part.value: text for part, text in texts.items()}, corrects="" if corrects == blocks.NEW else corrects
    )


def mistakes(resources: Resources, team: str, said: Proposal, lang: Lang) -> dict[str, str]:
    """Give what is wrong with a proposal, by the field that it stands in; nothing where it can be taken."""
    wrong = {PLACES[part].value: words.FAULTS[fault.value].say(lang) for part, fault in faults(said).items()}
    for part in (Field.KO, Field.EN):
        if len(from_markdown(said.answer("ko" if part is Field.KO else "en"))) > SECTION_LIMIT:
            wrong.setdefault(PLACES[part].value, words.LONG_MARKUP.say(lang))
    knowledge = resources.services.notes.of(team)
    for place, asked in ((Block.QUESTION, (said.question,)), (Block.OTHER_WAYS, said.ways)):
        if place.value not in wrong and (vague := next((one for one in asked if not stands_alone(one, knowledge)), None)):
            wrong[place.value] = words.VAGUE.say(lang).format(question=vague)
    if said.corrects and entry_with_id(knowledge, said.corrects) is None:
        wrong[Block.CORRECTS.value] = words.ENTRY_GONE.say(lang)
    return wrong


# --- what is known before anybody writes ------------------------------------------------------------------------------
def _prefilled(resources: Resources, body: dict[str, Any]) -> Proposal:
    """Give what a message says: an answer of the bot's is to be corrected, a question answered; any other answers one."""
    message = body["message"]
    if answered := _answered(message):
        return Proposal(question=_question(answered["q"]), corrects=answered.get("e", ""))
    text = as_markdown(str(message.get("text", "")))
    if text.rstrip().endswith(("?", "？")):
        return Proposal(question=_question(text))
    root = str(message.get("thread_ts") or "")
    thread = resources.state.thread(team_of(body), body["channel"]["id"], root) if root else None
    asked = _question(thread.question.rpartition("\n")[2]) if thread is not None else ""
    said = Proposal(question=asked)
    return replace(said, ko=text) if intents.language(text) == "ko" else replace(said, en=text)


def _question(text: str) -> str:
    """Give a question as one line that fits its field."""
    return intents.plain(text)[:LONGEST_PHRASING]


def _answered(message: dict[str, Any]) -> dict[str, str]:
    """Give the question that a message of the bot's answers, and the entry, as its buttons carry them; else nothing."""
    found: dict[str, str] = {}
    for block in (message.get("blocks") or ()) if message.get("bot_id") else ():
        for element in block.get("elements") or ():
            read = value_of(element.get("value")) if element.get("type") == "button" else {}
            if read.get("q"):
                found |= read
    return found if found.get("q") else {}


def as_markdown(text: str) -> str:
    """Give a message as Markdown: Slack's links and bold become Markdown's, and who was mentioned is left out."""
    text = _CHANNEL.sub(r"#\1", _ADDRESS.sub(r"\1", _LABELLED.sub(r"[\2](\1)", text)))
    return html.unescape(_BOLD.sub(r"**\1**", _PERSON.sub("", text))).strip()
