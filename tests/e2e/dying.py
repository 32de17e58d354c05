"""A bot that dies at any of its steps: from one commit or one call to Slack on, nothing that it does reaches anybody."""

from __future__ import annotations

import re
import threading
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot.listeners.teaching_notices import tell_missed
from bot.middleware.taking_over import take_over
from bot.playground.slack import LocalSlack, Message
from bot.playground.slack.faults import Fault
from tests.e2e.chat import Chat, Network, Opened, manifest, services_for, serving, shown
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.services import Services

BOTH = {"ROUTELORE_MAINTAINERS": "U0MINA,U0JUN"}
#: What tells one run from another: times, ids, ports.
_PASSING = re.compile(r"\d[\d.:]{3,}|[0-9a-f]{12,}|p\d{10,}|`[0-9a-f]{8}`")


@dataclass(slots=True)
class Death:
    """Counts steps, and lets none through from the `last` on."""

    last: int
    armed_by: str = "promise"
    steps: int = 0
    promising: object = None
    noting: set[object] = field(default_factory=set)
    trace: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def dead(self) -> bool:
        """Say whether it has happened."""
        return self.steps >= self.last

    def step(self, what: str) -> bool:
        """Count a step, and say whether it is let through; before the first of a kind, nothing counts."""
        with self.lock:
            if not self.steps and what != self.armed_by:
                return True
            self.steps += 1
            self.trace.append(what)
            return not self.dead

    def get(self, method: str) -> deque[Fault] | None:
        """Stand for the local Slack's faults: what a dead process calls, nobody hears."""
        if method == "auth.test" or self.step(method):  # the first delivery of several asks that, whichever is first
            return None
        return deque([Fault(status=410) if method == "response_url" else Fault(error="fatal_error")])

    def execute(self, connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        """Look which connection makes the promise, and which only notes that something opens: that sets nothing going."""
        if statement.startswith("INSERT INTO promises "):
            self.promising = connection
        only_noted = statement.startswith("INSERT INTO deliveries ")
        (self.noting.add if only_noted else self.noting.discard)(connection)

    def follow(self, engine: Any) -> None:
        """Count what is committed to a database."""
        event.listen(engine, "before_cursor_execute", self.execute)
        event.listen(engine, "commit", self.commit)

    def commit(self, connection: object) -> None:
        """Let a commit pass, or not."""
        if connection in self.noting:
            return
        if not self.step("promise" if connection is self.promising and not self.steps else "commit"):
            raise OperationalError("COMMIT", {}, Exception("the process is dead"))


@contextmanager
def dying(chat: Chat, last: int) -> Iterator[Death]:
    """Let the bot die at its `last` step from now on; the first is the promise itself, and no step of it."""
    chat.bot.resources.state.promises.beat()
    mine = chat.bot.resources.state.promises._mine
    death = Death(last)
    engine = chat.bot.resources.state._database._engine
    death.follow(engine)
    chat.slack.faults.waiting = death  # type: ignore[assignment]  # it is asked for nothing else
    yield death
    until(lambda: bool(death.steps) and not mine)
    chat.quiet()


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that people do: what is there before, what is done, and how it is known to be answered."""

    before: Callable[[Chat], Any]
    act: Callable[[Chat, Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What came of a scene: what everybody sees, what one person sees alone, and how many rows each table holds."""

    for_all: tuple[str, ...]
    asides: tuple[str, ...]
    rows: dict[str, int]
    death: Death


def played(scene: Scene, folder: Path, last: int = 10**6) -> Played:
    """Play a scene in which the bot dies at a step, and the next one goes on; give what came of it."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        return _played(scene, slack, folder, last)


def _played(scene: Scene, slack: LocalSlack, folder: Path, last: int) -> Played:
    with serving(slack, folder, env=BOTH, services=_calm) as chat:
        set_up = scene.before(chat)
        until(lambda: chat.bot.resources.state.promises.open() == 0)
        chat.quiet()
        with dying(chat, last) as death:
            scene.act(chat, set_up)
    slack.faults.waiting = defaultdict(deque)
    later = datetime.now(UTC) + timedelta(minutes=5)
    with serving(slack, folder, env=BOTH, now=lambda: later, services=_calm) as chat:
        promises = chat.bot.resources.state.promises
        take_over(chat.bot.app, promises)
        until(lambda: promises.open() == 0)
        chat.quiet()
        for _ in range(2):
            tell_missed(chat.bot.resources)
        rows = _rows(chat)
    seen = everything(slack)
    for_all = sorted(told(m) for m in seen if m.ephemeral_for is None)
    asides = sorted(told(m) for m in seen if m.ephemeral_for is not None)
    return Played(for_all=tuple(for_all), asides=tuple(asides), rows=rows, death=death)


def _calm(network: Network) -> Services:
    """Give services whose notes do not look at the database by themselves, as that would be a step of its own."""
    return services_for(network, Opened(every=3600))


def _rows(chat: Chat) -> dict[str, int]:
    """Give how many rows each table holds that tells of what people did, and what is counted in them."""
    counted = ("asked", "judged", "talk", "waiting", "taught", "taught_notices", "threads", "progress", "learners")
    with chat.bot.resources.state._database.transaction() as session:
        rows = {name: int(session.scalar(text(f"SELECT count(*) FROM {name}")) or 0) for name in counted}  # noqa: S608 (names of ours)
        rows["tries"] = int(session.scalar(text("SELECT sum(tries + hints) FROM labs")) or 0)
        rows["moves"] = int(session.scalar(text("SELECT sum(version) FROM progress")) or 0)
        rows["left"] = int(session.scalar(text("SELECT count(*) FROM promise_steps")) or 0)
    return rows


def everything(slack: LocalSlack) -> list[Message]:
    """Give every message of the bot's, whoever sees it."""
    people = [one.id for one in slack.desk.workspace.persons.values()]
    found: dict[tuple[str, str], Message] = {}
    for channel in list(slack.desk.workspace.channels):
        for person in people:
            found |= {(m.channel, m.ts): m for m in slack.messages(channel, person) if m.bot_id}
    return list(found.values())


def told(message: Message) -> str:
    """Give what a message says and shows, without what is of this one run."""
    files = ",".join(file.name for file in message.files)
    buttons = ",".join(sorted(set(re.findall(r"'action_id': '([a-z_]+)", str(message.blocks)))))
    said = f"{message.channel} {'in thread' if message.thread_ts else 'alone'} {shown(message)} {files} {buttons}"
    return _PASSING.sub("#", said)
