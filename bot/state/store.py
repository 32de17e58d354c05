"""What the bot remembers: deliveries, threads, names, open forms; one SQLAlchemy database."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.state.aliases import alias
from bot.state.answered import Answered
from bot.state.asked import Asked
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.digests import Digests
from bot.state.forgetting import Forgetting
from bot.state.installations import Installations
from bot.state.lab_bench import LabBench
from bot.state.learners import Learners
from bot.state.leases import Leases
from bot.state.promises import LEASE, Promises
from bot.state.retention import KEPT, Kept, forget_rows
from bot.state.steps import step
from bot.state.stops import Stops
from bot.state.sweeps import Sweeps
from bot.state.tables import Delivery, FormRow, NameRow, SupposedRow, ThreadRow, plain
from bot.state.talk import Talk
from bot.state.taught import Teachings
from bot.state.waiting import WaitingList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from diagnostics.model.words import Lang

DELIVERIES_KEPT = timedelta(days=1)
FORMS_KEPT = timedelta(hours=2)
#: Values in one statement; SQLite takes 999 in its older builds.
CHUNK = 500


_NAMES = select(*(plain(NameRow).c[one] for one in ("account", "region", "name"))).where(
    plain(NameRow).c.team == bindparam("team")
)


class ThreadKind(StrEnum):
    """What a thread is about."""

    ANSWER = "answer"
    DIAGNOSIS = "diagnosis"
    DROPPED = "dropped"  # a diagnosis that stands on a snapshot which somebody brought; AWS is not asked for it
    LAB = "lab"  # a broken network to find one's way in


#: Threads that are about a network, and have its snapshot.
ABOUT_A_NETWORK = frozenset({ThreadKind.DIAGNOSIS, ThreadKind.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread in which the bot answers. `ts` is its root; `snapshot` is packed, where it is about a diagnosis.

    `account` is the name that the policy has for the account, `region` the Region that was asked for; empty means those of
    boto3's own settings. `origin` is the channel and the root where it was asked, if that is another place.

    `asker` is an id where the thread is somebody's own, such as a diagnosis that they can download; of a question, it is an
    alias.
    """

    team: str
    channel: str
    ts: str
    kind: ThreadKind
    lang: Lang
    asker: str
    question: str = ""
    sources: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    snapshot: bytes | None = None
    account: str = ""
    region: str = ""
    origin: tuple[str, str] = ("", "")

    def is_by(self, user: str) -> bool:
        """Say whether somebody asked what the thread began with."""
        return self.asker in {user, alias(self.team, self.channel, self.ts, user)}

    @property
    def about_a_network(self) -> bool:
        """Say whether the thread is about a diagnosis, of the account or of a snapshot that somebody brought."""
        return self.kind in ABOUT_A_NETWORK


class State:
    """The bot's memory. Each method is one transaction; whole matters have memories of their own, such as `state.taught`."""

    def __init__(self, database: Database, lease: timedelta = LEASE, kept: Kept = KEPT) -> None:
        """Remember in this database, for so long; `lease` is how long a process that says nothing counts as alive."""
        self._database = database
        self._kept = kept
        self._now = database.now
        self._transaction = database.transaction
        self.promises = Promises(database, lease)
        self.leases = Leases(database)
        self.lab_bench = LabBench(database)
        self.asked = Asked(database, kept.questions)
        self.answered = Answered(database)
        self.audit = Audit(database, kept.audit)
        self.forgetting = Forgetting(database)
        self.stops = Stops(database)
        self.talk = Talk(database, kept.threads)
        self.taught = Teachings(database)
        self.waiting = WaitingList(database, kept.questions)
        self.digests = Digests(database)
        self.learners = Learners(database)
        self.installations = Installations(database)
        self.sweeps = Sweeps(database)

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime] | None = None, lease: timedelta = LEASE, kept: Kept = KEPT) -> State:
        """Give the memory at this URL, its tables made where they are missing.

        Raises:
            StateError: the URL is none, its driver is missing, or the database cannot be opened.
        """
        return cls(Database.open(url) if now is None else Database.open(url, now), lease, kept)

    def close(self) -> None:
        """Leave to other processes what is not done, and let go of the database's connections."""
        self.promises.close()
        self._database.close()

    def look(self) -> None:
        """Look whether the database answers.

        Raises:
            StateError: it does not.
        """
        with self._transaction() as session:
            session.execute(select(1))

    def first_time(self, key: str) -> bool:
        """Say whether this is the first time that the key is claimed, and claim it; another attempt has it already."""
        claimed = step("claim")
        if claimed.outcome == key[:255]:
            return True
        try:
            with self._transaction() as session:
                session.add(Delivery(key=key[:255], at=self._now()))
                claimed.keep(session, key[:255])
        except IntegrityError:
            return False
        return True

    def keep_thread(self, thread: Thread) -> None:
        """Remember the thread, in place of what was known of it."""
        row = ThreadRow(
            team=thread.team,
            channel=thread.channel,
            ts=thread.ts,
            kind=thread.kind.value,
            lang=thread.lang,
            asker=thread.asker,
            question=thread.question,
            source="\n".join(thread.sources),
            to="\n".join(thread.to),
            snapshot=thread.snapshot,
            account=thread.account,
            region=thread.region,
            origin_channel=thread.origin[0],
            origin_ts=thread.origin[1],
            at=self._now(),
        )
        self._database.put(row)

    def thread(self, team: str, channel: str, ts: str) -> Thread | None:
        """Give the thread with this root, or None where the bot does not answer in it."""
        with self._transaction() as session:
            row = session.get(ThreadRow, (team, channel, ts))
            return None if row is None else _thread(row)

    def latest_diagnosis(self, team: str, channel: str, asker: str, within: timedelta) -> Thread | None:
        """Give the asker's last diagnosis in a conversation, where it is not older than `within`."""
        wanted = (
            select(ThreadRow)
            .where(ThreadRow.team == team, ThreadRow.channel == channel, ThreadRow.asker == asker)
            .where(ThreadRow.kind.in_([kind.value for kind in ABOUT_A_NETWORK]), ThreadRow.at >= self._now() - within)
            .order_by(ThreadRow.at.desc())
            .limit(1)
        )
        with self._transaction() as session:
            row = session.scalars(wanted).first()
            return None if row is None else _thread(row)

    def keep_supposed(self, team: str, channel: str, ts: str, changes: Iterable[str]) -> None:
        """Remember what was supposed in a thread, in place of what was supposed before."""
        row = SupposedRow(team=team, channel=channel, ts=ts, changes="\n".join(changes), at=self._now())
        self._database.put(row)

    def supposed(self, team: str, channel: str, ts: str) -> tuple[str, ...]:
        """Give the changes that were last supposed in a thread; nothing where none were."""
        with self._transaction() as session:
            row = session.get(SupposedRow, (team, channel, ts))
            return () if row is None else tuple(row.changes.split("\n"))

    def keep_names(self, team: str, names: Iterable[str], account: str = "", region: str = "") -> None:
        """Remember Name tags that were seen in an account and a Region; without these, in those of boto3's own settings."""
        seen = sorted({name.strip()[:255] for name in names} - {""})
        known_before = self.names(team).get((account, region), frozenset())
        here = (NameRow.team == team, NameRow.account == account, NameRow.region == region)
        new = [name for name in seen if name not in known_before]
        with suppress(IntegrityError), self._transaction() as session:  # somebody else may have remembered the same just now
            for at in range(0, len(seen), CHUNK):
                known = NameRow.name.in_(seen[at : at + CHUNK])
                held = select(NameRow.name).where(*here, known).order_by(NameRow.name)
                session.execute(held.with_for_update())  # in one order, lest two wait for each other
                session.execute(update(NameRow).where(*here, known).values(at=self._now()))
            if new:
                row = {"team": team, "account": account, "region": region, "at": self._now()}
                session.execute(insert(NameRow), [{**row, "name": name} for name in new])

    def names(self, team: str) -> dict[tuple[str, str], frozenset[str]]:
        """Give the Name tags that were seen, for each account and Region."""
        found: dict[tuple[str, str], set[str]] = {}
        with self._database.plainly() as connection:
            for account, region, name in connection.execute(_NAMES, {"team": team}):
                found.setdefault((account, region), set()).add(name)
        return {place: frozenset(names) for place, names in found.items()}

    def keep_form(self, team: str, user: str, body: str, form: str | None = None) -> str:
        """Remember what an open form stands on, and give the id that may travel with it."""
        form = form or secrets.token_urlsafe(16)
        self._database.put(FormRow(id=form, team=team, user=user, body=body, at=self._now()))
        return form

    def form(self, form: str, team: str, user: str) -> str | None:
        """Give what a form stands on; None where it is too old, or somebody else's."""
        with self._transaction() as session:
            row = session.get(FormRow, form)
            return row.body if row is not None and (row.team, row.user) == (team, user) else None

    def prune(self) -> None:
        """Forget what is too old to be of use."""
        now, database = self._now(), self._database
        old = now - self._kept.threads
        of_labs = ThreadRow.kind == ThreadKind.LAB.value  # people come back to these, and no snapshot is kept with them
        forget_rows(database, Delivery, Delivery.at < now - DELIVERIES_KEPT)
        forget_rows(database, FormRow, FormRow.at < now - FORMS_KEPT)
        forget_rows(database, ThreadRow, ThreadRow.at < old, ~of_labs)
        forget_rows(database, SupposedRow, SupposedRow.at < old)
        forget_rows(database, NameRow, NameRow.at < old)
        self.talk.prune()
        self.promises.prune()
        self.leases.prune()


def _thread(row: ThreadRow) -> Thread:
    return Thread(
        team=row.team,
        channel=row.channel,
        ts=row.ts,
        kind=ThreadKind(row.kind),
        lang=cast("Lang", row.lang),
        asker=row.asker,
        question=row.question,
        sources=tuple(row.source.split("\n")) if row.source else (),
        to=tuple(row.to.split("\n")) if row.to else (),
        snapshot=row.snapshot,
        account=row.account,
        region=row.region,
        origin=(row.origin_channel, row.origin_ts),
    )
