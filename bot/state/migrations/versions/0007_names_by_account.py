"""The account and the Region in which a Name tag was seen; those of before count as seen in boto3's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table anew, for SQLite changes no key, and put back what was in it."""
    at = sa.DateTime(timezone=True)
    before = sa.table("names", sa.column("team"), sa.column("name"), sa.column("at", at))
    held = [{"team": team, "name": name, "at": seen} for team, name, seen in op.get_bind().execute(sa.select(before))]
    op.drop_table("names")
    op.create_table(
        "names",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False, server_default=""),
        sa.Column("region", sa.String(64), nullable=False, server_default=""),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("at", at, nullable=False),
        sa.PrimaryKeyConstraint("team", "account", "region", "name"),
    )
    op.create_index("ix_names_at", "names", ["at"])
    op.bulk_insert(before, held)
