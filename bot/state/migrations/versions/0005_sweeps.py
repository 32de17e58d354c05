"""Sweeps and their parts: what is to be read, by whom until when, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "sweeps",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("asked", sa.String(255), nullable=False),
        sa.Column("running_for", sa.String(255), nullable=True),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "id"),
        sa.UniqueConstraint("running_for"),
    )
    op.create_index("ix_sweeps_standing", "sweeps", ["standing"])
    op.create_index("ix_sweeps_at", "sweeps", ["at"])
    op.create_table(
        "sweep_parts",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("sweep", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("lease", sa.Double(), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("team", "sweep", "number"),
    )
