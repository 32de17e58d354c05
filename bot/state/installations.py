"""The workspaces that installed the app, with their tokens: what Slack's own stores keep, in the one database.

The tables are those of the Slack SDK's `SQLAlchemyInstallationStore` and `SQLAlchemyOAuthStateStore`, which work on them
(a contract test holds the two against each other). Tokens stand here as they are: whoever reads the database can use them.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, DateTime, Index, String, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.leases import Leases
from bot.state.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Engine

    from bot.state.database import Database

#: The lengths that the Slack SDK gives its columns.
_ID, _NAME, _SCOPES = 32, 200, 1000
#: A renewal that did not end by then ended with its process.
RENEWING = timedelta(minutes=2)


class BotRow(Table):
    """The bot in one workspace that installed the app, with its token."""

    __tablename__ = "slack_bots"
    __table_args__ = (Index("slack_bots_idx", "client_id", "enterprise_id", "team_id", "installed_at"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    client_id: Mapped[str] = mapped_column(String(_ID))
    app_id: Mapped[str] = mapped_column(String(_ID))
    enterprise_id: Mapped[str | None] = mapped_column(String(_ID))
    enterprise_name: Mapped[str | None] = mapped_column(String(_NAME))
    team_id: Mapped[str | None] = mapped_column(String(_ID))
    team_name: Mapped[str | None] = mapped_column(String(_NAME))
    bot_token: Mapped[str | None] = mapped_column(String(_NAME))
    bot_id: Mapped[str | None] = mapped_column(String(_ID))
    bot_user_id: Mapped[str | None] = mapped_column(String(_ID))
    bot_scopes: Mapped[str | None] = mapped_column(String(_SCOPES))
    bot_refresh_token: Mapped[str | None] = mapped_column(String(_NAME))
    bot_token_expires_at: Mapped[datetime | None] = mapped_column(DateTime)
    is_enterprise_install: Mapped[bool]
    installed_at: Mapped[datetime] = mapped_column(DateTime)


class OAuthStateRow(Table):
    """An installation that somebody began, until they come back from Slack or it is too late."""

    __tablename__ = "slack_oauth_states"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(_NAME))
    expire_at: Mapped[datetime] = mapped_column(DateTime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Where the app is installed: a workspace, within an organisation or not."""

    team: str
    enterprise: str


class Installations:
    """Which workspaces installed the app. Times in these tables are UTC and say so nowhere, as the Slack SDK has them."""

    def __init__(self, database: Database) -> None:
        """Keep them in this database."""
        self._database = database
        self._leases = Leases(database)

    @property
    def engine(self) -> Engine:
        """Give what the Slack SDK's stores work on."""
        return self._database.engine

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Turn what the database may raise, while the Slack SDK's stores use it, into its sentence.

        Raises:
            StateError: the database cannot be used.
        """
        try:
            yield
        except SQLAlchemyError as error:
            raise self._database.unusable(error) from error

    def of(self, client_id: str, team: str) -> Installed | None:
        """Give where the app is installed for a workspace; None where it is not."""
        wanted = (
            select(BotRow.enterprise_id)
            .where(BotRow.client_id == client_id, BotRow.team_id == team, BotRow.bot_token.is_not(None))
            .order_by(BotRow.installed_at.desc())
            .limit(1)
        )
        with self._database.transaction() as session:
            found = session.execute(wanted).first()
        return None if found is None else Installed(team=team, enterprise=found[0] or "")

    def keep(self, bot: Mapping[str, Any]) -> None:
        """Keep a bot in the place of those that its workspace gave before: one row, of the last of several installations."""
        same = _row_of(str(bot["client_id"]), bot["enterprise_id"], bot["team_id"])
        with self._database.transaction() as session:
            if self.engine.dialect.name == "postgresql":  # SQLite has one writer at a time, from the first change on
                name = "/".join(str(bot[part]) for part in ("client_id", "enterprise_id", "team_id"))
                session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
            session.execute(delete(BotRow).where(*same, BotRow.installed_at <= bot["installed_at"]))
            if session.scalar(select(BotRow.id).where(*same).limit(1)) is None:
                session.execute(insert(BotRow).values({**bot}))

    @contextmanager
    def renewing(self, client_id: str, place: Installed) -> Iterator[bool]:
        """Say whether nobody else renews the token of this workspace, and keep others from it meanwhile.

        Raises:
            StateError: the database cannot be used.
        """
        name, holder = f"token/{client_id}/{place.enterprise}/{place.team}", uuid.uuid4().hex
        mine = bool(self._leases.take(name, holder, RENEWING))
        try:
            yield mine
        finally:
            if mine:
                self._leases.let_go(name, holder)

    def renew(self, old_token: str, bot: Mapping[str, Any]) -> bool:
        """Keep a bot's new token in the place of the old one; say no where the old one is not kept any more."""
        same = _row_of(str(bot["client_id"]), bot["enterprise_id"], bot["team_id"])
        new = {name: bot[name] for name in ("bot_token", "bot_refresh_token", "bot_token_expires_at")}
        with self._database.transaction() as session:
            return _count(session.execute(update(BotRow).where(*same, BotRow.bot_token == old_token).values(new))) > 0

    def forget(self, client_id: str, place: Installed, until: datetime) -> int:
        """Forget the tokens that a workspace gave until then, and say how many; what it gave later stays."""
        gone = delete(BotRow).where(
            *_row_of(client_id, place.enterprise or None, place.team or None),
            BotRow.installed_at <= until.astimezone(UTC).replace(tzinfo=None),
        )
        with self._database.transaction() as session:
            return _count(session.execute(gone))

    def end(self, state: str) -> bool:
        """End what somebody began, once; say whether it was begun here and is not too old."""
        now = self._now()
        with self._database.transaction() as session:
            ended = _count(
                session.execute(delete(OAuthStateRow).where(OAuthStateRow.state == state, OAuthStateRow.expire_at > now))
            )
            session.execute(delete(OAuthStateRow).where(OAuthStateRow.expire_at <= now))
        return ended == 1

    def _now(self) -> datetime:
        return self._database.now().astimezone(UTC).replace(tzinfo=None)


def _row_of(client_id: str, enterprise: str | None, team: str | None) -> tuple[ColumnElement[bool], ...]:
    return (BotRow.client_id == client_id, BotRow.enterprise_id == enterprise, BotRow.team_id == team)


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
