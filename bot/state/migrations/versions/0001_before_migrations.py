"""The tables as they were before there were revisions; those that an older version had already are left as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID, KEY = 64, 255


def upgrade() -> None:
    """Make the tables that are missing."""
    _conversations()
    _questions()
    _people()
    _teaching()


def _conversations() -> None:
    """Make what is kept of deliveries, threads and open forms."""
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(KEY), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        if_not_exists=True,
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"], if_not_exists=True)
    op.create_table(
        "threads",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("asker", sa.String(ID), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts"),
        if_not_exists=True,
    )
    op.create_index("ix_threads_at", "threads", ["at"], if_not_exists=True)
    op.create_table(
        "names",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("name", sa.String(KEY), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "name"),
        if_not_exists=True,
    )
    op.create_index("ix_names_at", "names", ["at"], if_not_exists=True)
    op.create_table(
        "supposed",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts"),
        if_not_exists=True,
    )
    op.create_index("ix_supposed_at", "supposed", ["at"], if_not_exists=True)
    op.create_table(
        "forms",
        sa.Column("id", sa.String(ID), nullable=False),
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    op.create_index("ix_forms_at", "forms", ["at"], if_not_exists=True)
    op.create_table(
        "talk",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("id", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "id"),
        if_not_exists=True,
    )
    op.create_index("ix_talk_at", "talk", ["at"], if_not_exists=True)
    op.create_index("ix_talk_channel", "talk", ["channel"], if_not_exists=True)


def _questions() -> None:
    """Make what is kept of questions, of what was said of the answers, and of who waits for one."""
    op.create_table(
        "asked",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("id", sa.String(ID), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("entry", sa.String(KEY), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id"),
        if_not_exists=True,
    )
    op.create_index("ix_asked_at", "asked", ["at"], if_not_exists=True)
    op.create_table(
        "judged",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("answer", sa.String(ID), nullable=False),
        sa.Column("person", sa.String(ID), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judgement", sa.String(16), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("entry", sa.String(KEY), nullable=False),
        sa.Column("edition", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team", "answer", "person"),
        if_not_exists=True,
    )
    op.create_index("ix_judged_at", "judged", ["at"], if_not_exists=True)
    op.create_table(
        "waiting",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("question", sa.String(ID), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("telling", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", "question"),
        if_not_exists=True,
    )
    op.create_index("ix_waiting_at", "waiting", ["at"], if_not_exists=True)
    op.create_table(
        "digests",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(KEY), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("posted", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel"),
        if_not_exists=True,
    )


def _people() -> None:
    """Make what is kept of how far people are."""
    op.create_table(
        "learners",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("path", sa.String(KEY), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "user"),
        if_not_exists=True,
    )
    op.create_index("ix_learners_at", "learners", ["at"], if_not_exists=True)
    op.create_table(
        "progress",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("path", sa.String(KEY), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", "path"),
        if_not_exists=True,
    )
    op.create_index("ix_progress_at", "progress", ["at"], if_not_exists=True)
    op.create_table(
        "labs",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("lab", sa.String(KEY), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("causes", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("detours", sa.Integer(), nullable=False),
        sa.Column("mended", sa.Boolean(), nullable=False),
        sa.Column("gave_up", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", "lab"),
        if_not_exists=True,
    )
    op.create_index("ix_labs_at", "labs", ["at"], if_not_exists=True)


def _teaching() -> None:
    """Make what is kept of what people teach."""
    op.create_table(
        "taught",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("id", sa.String(ID), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("proposer", sa.String(ID), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.String(ID), nullable=False),
        sa.Column("decided_by", sa.String(ID), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.String(KEY), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("untold", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id"),
        if_not_exists=True,
    )
    op.create_index("ix_taught_status", "taught", ["status"], if_not_exists=True)
    op.create_index("ix_taught_untold", "taught", ["untold"], if_not_exists=True)
    op.create_table(
        "taught_settled",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team"),
        if_not_exists=True,
    )
    op.create_table(
        "taught_notices",
        sa.Column("team", sa.String(ID), nullable=False),
        sa.Column("channel", sa.String(ID), nullable=False),
        sa.Column("ts", sa.String(ID), nullable=False),
        sa.Column("proposal", sa.String(ID), nullable=False),
        sa.Column("user", sa.String(ID), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts"),
        if_not_exists=True,
    )
    op.create_index("ix_taught_notices_proposal", "taught_notices", ["proposal"], if_not_exists=True)
