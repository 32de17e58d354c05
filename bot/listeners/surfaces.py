"""What surfaces bring to places that they share: parts of Home, wishes said in words, threads of their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from bot.blocks.home import home_view
from bot.listeners.posting import InThread
from bot.understanding.wishes import BESIDE_LESSONS, wish_in

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.blocks.parts import Json
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.state.store import Thread, ThreadKind
    from bot.understanding.wishes import Wish
    from diagnostics.model.words import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who opens Home; `maintainer` where they may decide what the notes say."""

    team: str
    user: str
    lang: Lang
    maintainer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wisher:
    """Somebody who wishes for something in words, where the answer goes, and the conversation that it was said in.

    `trigger_id` is there where a modal can be opened; `channel` is empty where nobody but the wisher reads along. `said` are
    the words, for wishes that name something.
    """

    client: WebClient
    team: str
    user: str
    channel: str
    reply: Reply
    lang: Lang
    trigger_id: str = ""
    said: str = ""


class HomePart(IntEnum):
    """The parts of Home, in their order from above."""

    LEARNING = 1
    ASKING = 2
    DIAGNOSING = 3
    LABS = 4
    WAITING = 5  # proposals that wait for a maintainer
    GAPS = 6
    TEAM = 7


class Section(Protocol):
    """What gives a part of Home; nothing where there is none for this visitor."""

    def __call__(self, resources: Resources, visitor: Visitor) -> list[Json]:
        """Give the blocks."""


class Grant(Protocol):
    """What grants a wish."""

    def __call__(self, resources: Resources, wisher: Wisher) -> None:
        """Do what was wished for."""


class Take(Protocol):
    """What answers in threads of one kind."""

    def __call__(self, resources: Resources, reply: InThread, thread: Thread, text: str, lang: Lang) -> bool:
        """Answer what was said there; False where that is for the rest of the bot."""


def grant(resources: Resources, wisher: Wisher, text: str) -> bool:
    """Grant the wish that a message is; False where it is none, or none that anybody here grants."""
    wish = wish_in(text)
    granted = resources.surfaces.wishes.get(wish) if wish is not None else None
    alone = isinstance(wisher.reply, InThread) and wisher.reply.place.direct
    if granted is None or (wish in BESIDE_LESSONS and not alone):
        return False
    granted(resources, replace(wisher, said=text))
    return True


@dataclass(slots=True)
class Surfaces:
    """Filled while the surfaces are registered, and only read from then on."""

    home: dict[HomePart, Section] = field(default_factory=dict)
    wishes: dict[Wish, Grant] = field(default_factory=dict)
    threads: dict[ThreadKind, Take] = field(default_factory=dict)

    def show_home(self, resources: Resources, client: WebClient, team: str, user: str) -> None:
        """Show somebody their Home as it is now."""
        visitor = Visitor(
            team=team,
            user=user,
            lang=resources.people.language(client, user),
            maintainer=resources.maintainers.includes(client, user),
        )
        parts = [section(resources, visitor) for _, section in sorted(self.home.items())]
        client.views_publish(user_id=user, view=home_view(visitor.lang, parts))
