"""Who may have what they ask for now, in which place; whoever may not is told so alone, and learns nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.parts import fill
from bot.listeners.auditing import NOT_ALLOWED, REFUSED, Deed, write_down
from bot.listeners.gate import NotAllowedError
from bot.listeners.posting import InThread, alone, sentence
from bot.listeners.reasons import reason
from bot.phrases import private, rights
from bot.state.store import ThreadKind

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.listeners.posting import Place, Reply
    from bot.listeners.resources import Resources
    from bot.services import Named, Progress
    from bot.state.store import Thread
    from diagnostics.collect.answers import Answers
    from diagnostics.model.words import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Warrant:
    """What somebody wants read: an account and a Region, and where they asked for it, which is what their rights go by.

    `origin` is the channel and the root of where they asked, if the answer is not there. Where somebody could have meant
    several accounts, `named` has the report say which it is about.
    """

    asked_at: Place
    account: str = ""
    region: str = ""
    origin: tuple[str, str] = ("", "")
    named: bool = False

    def read(self, resources: Resources, client: WebClient, progress: Progress, named: Named, seat: Place) -> Answers:
        """Give what AWS says, to somebody who may have it when it is asked, and still when it has answered.

        `seat` is where that will be told, and may be by then, too.

        Raises:
            NotAllowedError: the person may not have it read, or it may not be told there any more.
            AccessError: AWS or its role refuses.
            ServiceError: AWS does not answer just now.
        """
        target = resources.gate.target(client, self.asked_at, self.account, self.region)
        answers = resources.services.collect(progress, named, target)
        resources.gate.check(client, self.asked_at, self.account, self.region)
        if not (resources.gate.shows_in(seat) or self.origin == (seat.channel, seat.ts)):
            raise NotAllowedError(private.NOT_SHOWN_HERE)
        return answers


def again(thread: Thread, place: Place) -> Warrant:
    """Give the warrant for what a thread is about, for somebody who asks on in it."""
    return Warrant(asked_at=place, account=thread.account, region=thread.region, origin=thread.origin)


def shows(resources: Resources, place: Place, thread: Thread | None = None) -> bool:
    """Say whether a diagnosis may be seen at this place by whoever reads along: the channel is listed, or it was shared."""
    return resources.gate.shows_in(place) or (thread is not None and thread.origin == (place.channel, place.ts))


def admitted(resources: Resources, reply: InThread, thread: Thread, lang: Lang) -> bool:
    """Say whether somebody may go on in the thread of a diagnosis; where they may not, they alone are told."""
    try:
        check(resources, reply.client, reply.place, thread)
    except NotAllowedError as error:
        refuse(resources, alone(reply), reply.place, error, lang, thread)
        return False
    if thread.kind is ThreadKind.DROPPED or shows(resources, reply.place, thread):
        return True
    sentence(alone(reply), fill(private.NOT_SHOWN_HERE, lang))
    return False


def check(resources: Resources, client: WebClient, place: Place, thread: Thread) -> None:
    """Let pass who may have what the thread is about; a snapshot that somebody brought is every member's.

    Raises:
        NotAllowedError: they may not, or the account's name was another account's when the thread began.
    """
    if thread.kind is ThreadKind.DROPPED:
        resources.gate.admit(client, place)
        return
    resources.gate.check(client, place, thread.account, thread.region)
    number = resources.gate.number(thread.account)
    if number and thread.snapshot is not None and _read_from(thread.snapshot) not in {"", number}:
        raise NotAllowedError(rights.NOT_THIS_ACCOUNT)


def _read_from(packed: bytes) -> str:
    """Give the id of the account that a snapshot is of; empty where it cannot be read any more."""
    from diagnostics.collect import unpack

    try:
        return unpack(packed).meta.account
    except ValueError:
        return ""


def refuse(
    resources: Resources, told: Reply, place: Place, error: NotAllowedError, lang: Lang, thread: Thread | None = None
) -> None:
    """Tell somebody that they may not, and write down that they asked."""
    account, region = (thread.account, thread.region) if thread is not None else ("", "")
    write_down(resources, Deed(place=place, name=REFUSED, account=account, region=region, outcome=NOT_ALLOWED))
    sentence(told, reason(error, lang))
