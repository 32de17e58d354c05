"""What is said of answers: counted once for each person and answer, and thanked without a fuss."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.blocks import feedback as blocks
from bot.blocks.parts import Json, Mrkdwn, cut, fill
from bot.ids import Action
from bot.listeners.posting import TEXT_LIMIT, InThread, Place, ToOne, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt
from bot.phrases import feedback as words
from bot.state.asked import Judged, Judgement
from bot.state.database import StateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")


def note_picked(resources: Resources, team: str, question: str, entry: str) -> None:
    """Count that somebody took one of the entries that were offered for a question."""
    try:
        resources.state.asked.picked(team, question, entry)
    except StateError as error:
        LOG.error("a choice could not be counted: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)


@dataclass(frozen=True, slots=True)
class ForOne:
    """Answers in a thread of a channel that only one person sees."""

    client: WebClient
    place: Place

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Show the blocks to the person."""
        place = self.place
        self.client.chat_postEphemeral(
            channel=place.channel,
            user=place.user,
            thread_ts=place.ts,
            blocks=list(blocks),
            text=cut(text, TEXT_LIMIT),
        )
        return ""


def quietly(pressed: Pressed, client: WebClient, respond: Respond) -> Reply:
    """Give where a press is answered without disturbing others: for one pair of eyes, or in the direct message's thread."""
    if pressed.for_one or not pressed.place.channel:
        return ToOne(respond)
    return InThread(client, pressed.place) if pressed.place.direct else ForOne(client, pressed.place)


def register(app: App, resources: Resources) -> None:
    """Bind the buttons that say how an answer was."""

    def judging(judgement: Judgement) -> Any:  # noqa: ANN401 (Bolt takes any callable)
        def judge(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
            ack()
            pressed = Pressed.read(body)
            reply, lang = quietly(pressed, client, respond), pressed.language(resources, client)
            job = _Judge(resources=resources, pressed=pressed, message=_message_of(body), lang=lang, reply=reply)
            attempt(lambda: job.count(judgement), lambda told: sentence(reply, told), lang)

        return judge

    app.action(family(Action.HELPFUL))(judging(Judgement.HELPFUL))
    app.action(family(Action.WRONG))(judging(Judgement.WRONG))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """One press of one of the two buttons."""

    resources: Resources
    pressed: Pressed
    message: str
    lang: Lang
    reply: Reply

    def count(self, judgement: Judgement) -> None:
        """Count what was pressed, and thank for it."""
        value, place = self.pressed.value, self.pressed.place
        question = value.get("q", "") or value.get("d", "")
        if not question:
            sentence(self.reply, fill(words.NOTHING_TO_JUDGE, self.lang))
            return
        entry = value.get("e", "")
        judged = Judged(
            answer=f"{place.channel}:{self.message}:{entry}:{question}",
            question=question,
            lang=self.lang,
            entry=self.resources.services.notes.entry(entry, team=place.team) if entry else None,
            diagnosis="d" in value,
            channel="" if self.pressed.for_one else place.shared,
        )
        stands = self.resources.state.asked.judge(place.team, judged, place.user, judgement)
        LOG.info("judged %s about=%s", stands or "taken-back", "diagnosis" if judged.diagnosis else "answer")
        if stands is None:
            sentence(self.reply, fill(words.TAKEN_BACK, self.lang))
        elif stands is Judgement.HELPFUL:
            sentence(self.reply, fill(words.THANKS_HELPFUL, self.lang))
        elif judged.diagnosis:
            sentence(self.reply, fill(words.THANKS_WRONG_DIAGNOSIS, self.lang))
        else:
            thanks = fill(words.THANKS_WRONG, self.lang)
            known = judged.entry.id if judged.entry is not None else ""
            self.reply.say(blocks.what_would_be_right(thanks, question, known, self.lang), thanks)


def _message_of(body: dict[str, Any]) -> str:
    """Give the message that the button is in, which Slack says; a view's button has none."""
    return str((body.get("container") or {}).get("message_ts", ""))
