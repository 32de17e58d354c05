"""What the bot remembers: deliveries, threads, names, open forms; one SQLAlchemy database."""

from __future__ import annotations

import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import create_engine, delete, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.state.tables import Delivery, FormRow, NameRow, SupposedRow, Table, ThreadRow
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import URL, Engine

    from diagnostics.model.words import Lang

DELIVERIES_KEPT = timedelta(days=1)
FORMS_KEPT = timedelta(hours=2)
THREADS_KEPT = timedelta(days=30)
NAMES_KEPT = timedelta(days=30)
PRUNED_EVERY = timedelta(hours=1)
#: Values in one statement; SQLite takes 999 in its older builds.
CHUNK = 500


class StateError(Exception):
    """The database cannot be used; `words` say what is wrong and what to do."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(words.en)
        self.words = words


class ThreadKind(StrEnum):
    """What a thread is about."""

    ANSWER = "answer"
    DIAGNOSIS = "diagnosis"
    DROPPED = "dropped"  # a diagnosis that stands on a snapshot which somebody brought; AWS is not asked for it


#: Threads that are about a network, and have its snapshot.
ABOUT_A_NETWORK = frozenset({ThreadKind.DIAGNOSIS, ThreadKind.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread in which the bot answers. `ts` is its root; `snapshot` is packed, where it is about a diagnosis."""

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

    @property
    def about_a_network(self) -> bool:
        """Say whether the thread is about a diagnosis, of the account or of a snapshot that somebody brought."""
        return self.kind in ABOUT_A_NETWORK


def _now() -> datetime:
    return datetime.now(UTC)


class State:
    """The bot's memory. Each method is one transaction."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = _now) -> None:
        """Use this database; `now` is the clock that ages what is kept."""
        self._engine = engine
        self._session = sessionmaker(engine)
        self._now = now
        self._pruned = datetime.min.replace(tzinfo=UTC)

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime] = _now) -> State:
        """Give the memory at this URL, its tables made where they are missing.

        Raises:
            StateError: the URL is none, its driver is missing, or the database cannot be opened.
        """
        try:
            parsed = make_url(url)
            _prepare_folder(parsed)
            engine = create_engine(parsed)
            if parsed.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _careful_sqlite)
            Table.metadata.create_all(engine)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise StateError(_wrong_url(url)) from error
        except (SQLAlchemyError, OSError) as error:
            raise StateError(_unusable(url)) from error
        return cls(engine, now)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        try:
            with self._session.begin() as session:
                yield session
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise StateError(_unusable(str(self._engine.url.render_as_string(hide_password=True)))) from error

    def first_time(self, key: str) -> bool:
        """Say whether this is the first time that the key is claimed, and claim it."""
        self._prune_now_and_then()
        try:
            with self._transaction() as session:
                session.add(Delivery(key=key[:255], at=self._now()))
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
            at=self._now(),
        )
        with self._transaction() as session:
            session.merge(row)

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
        with self._transaction() as session:
            session.merge(row)

    def supposed(self, team: str, channel: str, ts: str) -> tuple[str, ...]:
        """Give the changes that were last supposed in a thread; nothing where none were."""
        with self._transaction() as session:
            row = session.get(SupposedRow, (team, channel, ts))
            return () if row is None else tuple(row.changes.split("\n"))

    def keep_names(self, team: str, names: Iterable[str]) -> None:
        """Remember Name tags of the team's network."""
        seen = sorted({name.strip()[:255] for name in names} - {""})
        known_before = self.names(team)
        new = [name for name in seen if name not in known_before]
        with suppress(IntegrityError), self._transaction() as session:  # somebody else may have remembered the same just now
            for at in range(0, len(seen), CHUNK):
                known = NameRow.name.in_(seen[at : at + CHUNK])
                session.execute(update(NameRow).where(NameRow.team == team, known).values(at=self._now()))
            if new:
                session.execute(insert(NameRow), [{"team": team, "name": name, "at": self._now()} for name in new])

    def names(self, team: str) -> frozenset[str]:
        """Give the Name tags that are known of the team's network."""
        with self._transaction() as session:
            return frozenset(session.scalars(select(NameRow.name).where(NameRow.team == team)))

    def keep_form(self, team: str, user: str, body: str, form: str | None = None) -> str:
        """Remember what an open form stands on, and give the id that may travel with it."""
        form = form or secrets.token_urlsafe(16)
        with self._transaction() as session:
            session.merge(FormRow(id=form, team=team, user=user, body=body, at=self._now()))
        return form

    def form(self, form: str, team: str, user: str) -> str | None:
        """Give what a form stands on; None where it is too old, or somebody else's."""
        with self._transaction() as session:
            row = session.get(FormRow, form)
            return row.body if row is not None and (row.team, row.user) == (team, user) else None

    def prune(self) -> None:
        """Forget what is too old to be of use."""
        now = self._now()
        with self._transaction() as session:
            session.execute(delete(Delivery).where(Delivery.at < now - DELIVERIES_KEPT))
            session.execute(delete(FormRow).where(FormRow.at < now - FORMS_KEPT))
            session.execute(delete(ThreadRow).where(ThreadRow.at < now - THREADS_KEPT))
            session.execute(delete(SupposedRow).where(SupposedRow.at < now - THREADS_KEPT))
            session.execute(delete(NameRow).where(NameRow.at < now - NAMES_KEPT))

    def _prune_now_and_then(self) -> None:
        if self._now() - self._pruned >= PRUNED_EVERY:
            self._pruned = self._now()
            self.prune()


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
    )


def _prepare_folder(url: URL) -> None:
    """Make the folder of a SQLite file, for its owner alone."""
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
        Path(url.database).touch(mode=0o600)


def _careful_sqlite(connection: object, _record: object) -> None:
    """Let readers and one writer work at once, and wait for a lock rather than fail."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _shown(url: str) -> str:
    """Give the URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "ROUTELORE_DATABASE_URL"


def _wrong_url(url: str) -> Words:
    shown = _shown(url)
    return Words(
        ko=f"데이터베이스 주소를 쓸 수 없어요({shown}). ROUTELORE_DATABASE_URL의 형식과 드라이버 설치를 확인해 주세요.",
        en=f"The database URL cannot be used ({shown}). Check ROUTELORE_DATABASE_URL and that its driver is installed.",
    )


def _unusable(url: str) -> Words:
    shown = _shown(url)
    return Words(
        ko=f"데이터베이스를 열거나 쓸 수 없어요({shown}). 경로와 권한, 남은 공간을 확인해 주세요.",
        en=f"The database cannot be opened or written ({shown}). Check its path, its permissions and the free space.",
    )
