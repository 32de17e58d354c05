"""What is kept of promises: what was acknowledged, and which processes serve; with the statements of every question."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import Double, String, Text, bindparam, delete, exists, insert
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.steps import StepRow
from bot.state.tables import ID, KEY, Delivery, Table, plain

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Delete, Update
    from sqlalchemy.orm import Session


class PromiseRow(Table):
    """Something acknowledged: what Slack delivered, whose it is to do, and the how many-th attempt at it is under way."""

    __tablename__ = "promises"
    key: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    team: Mapped[str] = mapped_column(String(ID))
    body: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(ID), index=True)
    attempts: Mapped[int]
    at: Mapped[float] = mapped_column(Double)


class ReplicaRow(Table):
    """A process that serves, and when it last said so, in seconds."""

    __tablename__ = "replicas"
    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    at: Mapped[float] = mapped_column(Double)


_PROMISES, _STEPS = plain(PromiseRow), plain(StepRow)
#: What every question does, without the bookkeeping that a class has.
DELIVERED, PROMISED = insert(plain(Delivery)), insert(_PROMISES)
KEPT_IT = delete(_PROMISES).where(_PROMISES.c.key == bindparam("promise"), _PROMISES.c.owner == bindparam("by"))
NO_STEPS = delete(_STEPS).where(
    _STEPS.c.promise == bindparam("promise"), ~exists().where(_PROMISES.c.key == bindparam("promise"))
)


def changed(session: Session, statement: Update | Delete) -> bool:
    """Say whether a statement found a row to change, or to erase."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return bool(cast("CursorResult[object]", result).rowcount)
