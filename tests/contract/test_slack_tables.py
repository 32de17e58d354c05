"""The tables in which the Slack SDK's stores keep installations are ours, and so they have to be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table

from bot.state.installations import BotRow, OAuthStateRow

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BotRow.__table__, SQLAlchemyInstallationStore.build_bots_table),
        (OAuthStateRow.__table__, SQLAlchemyOAuthStateStore.build_oauth_states_table),
    ],
)
def test_a_table_has_the_columns_and_indexes_that_the_sdk_works_on(
    ours: Table, theirs: Callable[[MetaData, str], Table]
) -> None:
    """Names, types, lengths and what may be empty; where a new SDK wants more, a revision is missing."""
    wanted = theirs(MetaData(), ours.name)
    assert _columns(ours) == _columns(wanted)
    assert _indexes(ours) == _indexes(wanted)


def _columns(table: Table) -> dict[str, tuple[str, bool, bool]]:
    return {column.name: (str(column.type), bool(column.nullable), bool(column.primary_key)) for column in table.columns}


def _indexes(table: Table) -> dict[str, list[str]]:
    return {str(index.name): [column.name for column in index.columns] for index in table.indexes}
