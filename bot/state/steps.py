"""What came of each step of something promised, written in the same transaction as the step: no attempt makes it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, Text, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.state.tables import KEY, Table, plain
from bot.undertaking import CURRENT

if TYPE_CHECKING:
    from bot.state.straight import Straight
    from bot.undertaking import Undertaking


class StepRow(Table):
    """A step of a promise that was made, and what came of it; it goes with the promise."""

    __tablename__ = "promise_steps"
    promise: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    step: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)


#: Without the bookkeeping that a class has: every question makes steps.
MADE = insert(plain(StepRow))


class OvertakenError(Exception):
    """Another process does by now what this one was doing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the database that belongs to what this thread works for."""

    name: str
    undertaking: Undertaking | None

    @property
    def outcome(self) -> str | None:
        """Give what came of it in an attempt before this one; None where it was not made."""
        return None if self.undertaking is None else self.undertaking.before.get(self.name)

    def keep(self, session: Session | Straight, outcome: str = "") -> None:
        """Write down what came of it, together with the change itself.

        Raises:
            OvertakenError: another process has made the same step, as it took this one for dead; the change is not kept.
        """
        if self.undertaking is None or self.undertaking.promise is None:
            return
        if isinstance(session, Session):
            session.flush()  # what is wrong with the change itself is the change's own error
        try:
            session.execute(MADE, {"promise": self.undertaking.key, "step": self.name, "outcome": outcome})
        except IntegrityError as error:
            raise OvertakenError from error


def coming(deed: str) -> str | None:
    """Give what came of the next step of this kind in an attempt before this one; None where it was not made."""
    current = CURRENT.get()
    return None if current is None else current.coming(deed)


def step(deed: str) -> Step:
    """Give the next step of this kind; one that nobody promised is made and not written down."""
    current = CURRENT.get()
    return Step(deed if current is None else current.step(deed), current)


def claimed(said: str) -> dict[str, str]:
    """Give the step that a promise makes by itself: what somebody said was claimed together with it."""
    return {"claim#1": said} if said else {}
