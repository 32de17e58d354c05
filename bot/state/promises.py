"""What was acknowledged and is not done yet: written down before Slack hears of it, and erased once it is done.

Each promise belongs to a replica, a process that serves. Every replica says now and then that it is alive; what belongs to
one that has not for a while is taken over by another, or by the next that is started. Of several that try, one is.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.deliveries import said_key
from bot.state.database import StateError
from bot.state.promise_tables import DELIVERED, KEPT_IT, NO_STEPS, PROMISED, PromiseRow, ReplicaRow, changed
from bot.state.steps import MADE, StepRow, claimed
from bot.state.tables import ID, KEY
from bot.undertaking import Undertaking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Update

    from bot.state.database import Database
    from bot.state.straight import Straight

LOG = logging.getLogger("routelore")
#: A replica that has not said so for this long is taken for dead.
LEASE = timedelta(seconds=30)
#: So often in that time a replica says that it is alive, and looks for what others left.
BEATS = 6
#: So often something is tried; what ends a process each time would end them all.
ATTEMPTS = 3
#: Where to tell that has ended processes as well, nothing is tried any more.
GIVEN_UP = ATTEMPTS + 2
#: Whose a promise is that waits for Slack: nobody's, and the attempt does not count.
PUT_OFF = "put off"
#: What is older than this is not done any more, but its asker is told.
LATE = timedelta(minutes=30)
#: So many promises that are kept wait at most to be erased together with the next that is made.
ERASED_AT_ONCE = 50
#: Replicas that have been dead for so long, and promises that nobody took up for so long, are forgotten.
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A promise that was taken over: what Slack delivered then, and whether it can still be done, or only be told of."""

    undertaking: Undertaking
    body: dict[str, Any]
    too_late: bool


class Promises:
    """What this replica promised, and what it takes over from those that are gone."""

    def __init__(self, database: Database, lease: timedelta = LEASE) -> None:
        """Keep promises in this database; `lease` is how long a silent replica counts as alive."""
        self.replica = secrets.token_hex(8)
        self._database = database
        self._transaction = database.transaction
        self.every = lease / BEATS
        self._lease = lease.total_seconds()
        self._mine: set[str] = set()
        self._done: set[str] = set()
        self._handed: dict[str, str] = {}
        self._lock = threading.Lock()
        self._beating = threading.Lock()
        self._alive: float | None = None

    # --- what comes in ------------------------------------------------------------------------------------------------
    def take_up(self, key: str, team: str, body: Mapping[str, Any]) -> Undertaking | None:
        """Promise what was delivered; None where that was done before, by whichever replica.

        Raises:
            StateError: the database cannot be used.
        """
        if self._alive is None:
            self.beat()
        key, said, now = key[:KEY], (said_key(body) or "")[:KEY], self._database.now()
        row = {
            "key": key,
            "team": team[:ID],
            "body": json.dumps({name: one for name, one in body.items() if name != "token"}),
            "owner": self.replica,
            "attempts": 1,
            "at": now.timestamp(),
        }
        done = self._kept_until_now()
        try:
            with self._database.writing() as straight:
                for one in (key, said) if said else (key,):  # not both at once: psycopg logs a warning where one is there
                    straight.execute(DELIVERED, {"key": one, "at": now})
                straight.execute(PROMISED, row)
                self._erase(straight, done)
        except IntegrityError:
            self._settle(*done)
            return None
        except StateError:  # it may be written nevertheless: what is done without it now is not to be done again
            self._erase_later(*done, key)
            raise
        self._hold(key)
        return Undertaking(key=key, over=lambda: self._over(key), promise=self, before=claimed(said), since=now.timestamp())

    # --- what an undertaking asks for ---------------------------------------------------------------------------------
    def note(self, key: str, step: str, outcome: str) -> None:
        """Remember what came of a step; that it cannot be remembered is no reason not to go on."""
        try:
            try:
                with self._database.writing() as straight:
                    straight.execute(MADE, {"promise": key, "step": step[:KEY], "outcome": outcome})
            except IntegrityError:  # the step of an attempt before this one, made again because its message was deleted
                with self._transaction() as session:
                    this = (StepRow.promise == key, StepRow.step == step[:KEY])
                    session.execute(update(StepRow).where(*this).values(outcome=outcome))
        except StateError as error:
            LOG.error("a step cannot be remembered: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)

    def holds(self, key: str) -> bool:
        """Say whether a promise is still for this replica to keep; where the database is away, nobody can take it over."""
        if self._alive is not None and time.monotonic() - self._alive > self._lease / 2:
            try:
                self.beat()
            except StateError:
                return True
        with self._lock:
            return key in self._mine

    def leave(self, key: str) -> None:
        """Leave a promise to whichever replica comes first."""
        self._hand_on(key, "")

    def put_off(self, key: str) -> None:
        """Leave a promise until the next look at what is left; that Slack did not answer counts as no attempt."""
        self._hand_on(key, PUT_OFF)

    def _hand_on(self, key: str, owner: str) -> None:
        with self._lock:
            self._mine.discard(key)
        try:
            with self._transaction() as session:
                session.execute(self._owned(key).values(owner=owner))
        except StateError as error:
            LOG.error("a promise cannot be handed on: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
            with self._lock:
                self._handed[key] = owner

    # --- staying alive, and taking over -------------------------------------------------------------------------------
    def beat(self) -> None:
        """Say that this replica is alive, and see which promises are still its own.

        Raises:
            StateError: the database cannot be used.
        """
        with self._beating:
            self._beat()

    def _beat(self) -> None:
        began = time.monotonic()
        self._erase_now()
        with self._lock:
            held, handed = set(self._mine), dict(self._handed)
        with self._transaction() as session:
            this = update(ReplicaRow).where(ReplicaRow.id == self.replica).values(at=self._database.moment(session))
            if not changed(session, this):
                session.execute(insert(ReplicaRow).values(id=self.replica, at=self._database.moment(session)))
            for key, owner in handed.items():
                session.execute(self._owned(key).values(owner=owner))
            kept = set(session.scalars(select(PromiseRow.key).where(PromiseRow.owner == self.replica)))
        with self._lock:
            self._handed = {key: owner for key, owner in self._handed.items() if key not in handed}
            self._mine -= held - kept  # what was promised since is not among those held
        self._alive = began

    def left(self) -> Iterator[Taken]:
        """Take over what belongs to replicas that are gone, one after the other, the oldest first.

        Raises:
            StateError: the database cannot be used.
        """
        if self._alive is None:
            self.beat()
        tried: set[str] = set()
        while (taken := self._take_over(tried)) is not None:
            tried.add(taken.undertaking.key)
            yield taken

    def prune(self) -> None:
        """Forget replicas that are long dead, and promises that nobody took up in all that time."""
        with self._transaction() as session:
            before = self._database.moment(session) - KEPT.total_seconds()
            session.execute(delete(ReplicaRow).where(ReplicaRow.at < before))
            old = select(PromiseRow.key).where(PromiseRow.at < before)
            session.execute(delete(StepRow).where(StepRow.promise.in_(old)))
            session.execute(delete(PromiseRow).where(PromiseRow.at < before))

    def open(self) -> int:
        """Give how many promises are not kept yet, by any replica."""
        with self._transaction() as session:
            return session.scalar(select(func.count()).select_from(PromiseRow)) or 0

    def close(self) -> None:
        """Leave what is not done to the others at once, and say that this replica is gone."""
        if self._alive is None:
            return
        self._alive = None
        try:
            self._erase_now()
            with self._transaction() as session:
                session.execute(delete(ReplicaRow).where(ReplicaRow.id == self.replica))
                session.execute(update(PromiseRow).where(PromiseRow.owner == self.replica).values(owner=""))
        except StateError as error:
            LOG.error("promises cannot be handed on: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)

    # --- the rest -----------------------------------------------------------------------------------------------------
    def _take_over(self, tried: Collection[str]) -> Taken | None:
        while True:
            with self._beating, self._transaction() as session:
                now = self._database.moment(session)  # which may have been set back since a replica died
                alive = select(ReplicaRow.id).where(ReplicaRow.at.between(now - self._lease, now + self._lease))
                others = (PromiseRow.owner != self.replica, PromiseRow.owner.not_in(alive))
                free = (*others, PromiseRow.key.not_in(tried))
                orphan = select(PromiseRow).where(*free).order_by(PromiseRow.at).limit(1)
                if (row := session.scalars(orphan).first()) is None:
                    return None
                session.execute(select(ReplicaRow.id).where(ReplicaRow.id == row.owner).with_for_update())
                this = (PromiseRow.key == row.key, PromiseRow.owner == row.owner, PromiseRow.attempts == row.attempts)
                attempt = max(2, row.attempts) if row.owner == PUT_OFF else row.attempts + 1
                mine = {"owner": self.replica, "attempts": attempt}
                if attempt > GIVEN_UP:
                    if changed(session, delete(PromiseRow).where(*this, *others)):
                        session.execute(delete(StepRow).where(StepRow.promise == row.key))
                        LOG.error("given up: to tell that it cannot be done ended processes, too; attempts=%d", attempt)
                    continue
                if not changed(session, update(PromiseRow).where(*this, *others).values(mine)):
                    continue  # another replica was quicker, or its owner lives after all
                steps = select(StepRow.step, StepRow.outcome).where(StepRow.promise == row.key)
                before = {str(step): str(outcome) for step, outcome in session.execute(steps)}
                key, body, at = row.key, row.body, row.at
            self._hold(key)
            return self._taken(key, attempt, json.loads(body), at, before)

    def _taken(self, key: str, attempt: int, body: dict[str, Any], at: float, before: Mapping[str, str]) -> Taken:
        late = self._database.now().timestamp() - at > LATE.total_seconds()
        LOG.info("taken over attempt=%d", attempt)
        known = {**claimed((said_key(body) or "")[:KEY]), **before}
        undertaking = Undertaking(
            key=key, over=lambda: self._over(key), promise=self, attempt=attempt, before=known, since=at
        )
        return Taken(undertaking=undertaking, body=body, too_late=late or attempt > ATTEMPTS)

    def _over(self, key: str) -> None:
        with self._lock:
            self._mine.discard(key)
        self._settle(key)

    def _settle(self, *done: str) -> None:
        """Erase promises that were kept: with the next that is made, the last that is kept, or the next beat.

        To do them again meanwhile, should this process die, does nothing twice: none of their steps is made again.
        """
        self._erase_later(*done)
        with self._lock:
            if self._mine and len(self._done) < ERASED_AT_ONCE:
                return
        try:
            self._erase_now()
        except StateError as error:
            LOG.error("a promise cannot be erased: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)

    def _erase_now(self) -> None:
        if not (done := self._kept_until_now()):
            return
        try:
            with self._database.writing() as straight:
                self._erase(straight, done)
        except StateError:
            self._erase_later(*done)
            raise

    def _kept_until_now(self) -> tuple[str, ...]:
        """Give what is to be erased, to whoever erases it: of two, one does, and none waits for the other."""
        with self._lock:
            done, self._done = tuple(self._done), set()
        return done

    def _erase_later(self, *done: str) -> None:
        with self._lock:
            self._done.update(done)

    def _erase(self, straight: Straight, done: Collection[str]) -> None:
        """Erase what is still this replica's, with its steps."""
        if rows := [{"promise": key, "by": self.replica} for key in done]:
            straight.execute(KEPT_IT, *rows)
            straight.execute(NO_STEPS, *rows)

    def _hold(self, key: str) -> None:
        with self._lock:
            self._mine.add(key)
            self._done.discard(key)
            self._handed.pop(key, None)

    def _owned(self, key: str) -> Update:
        return update(PromiseRow).where(PromiseRow.key == key, PromiseRow.owner == self.replica)
