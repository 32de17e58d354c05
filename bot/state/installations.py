"""The workspaces that installed the app, with their tokens: what Slack's own stores keep, in the one database.

The tables are those of the Slack SDK's `SQLAlchemyInstallationStore` and `SQLAlchemyOAuthStateStore`, which work on them
(a contract test holds the two against each other). Tokens stand here as they are: whoever reads the database can use them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, DateTime, Index, String, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from bot.state.database import Database

#: The lengths that the Slack SDK gives its columns.
_ID, _NAME, _SCOPES = 32, 200, 1000


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

    def forget(self, client_id: str, place: Installed, until: datetime) -> int:
        """Forget the tokens that a workspace gave until then, and say how many; what it gave later stays."""
        gone = delete(BotRow).where(
            BotRow.client_id == client_id,
            BotRow.team_id == (place.team or None),
            BotRow.enterprise_id == (place.enterprise or None),
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


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
