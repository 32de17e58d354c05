"""Records of who asked what of which account, which nobody can change or take out unseen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SQLITE = (
    """CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'records of the audit are not changed'); END""",
    """CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN OLD.number > COALESCE((SELECT forgotten FROM audit_ends WHERE team = OLD.team), 0)
BEGIN SELECT RAISE(ABORT, 'records of the audit are kept until their time is over'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'records of the audit are not changed';
  END IF;
  IF OLD.number > COALESCE((SELECT forgotten FROM audit_ends WHERE team = OLD.team), 0) THEN
    RAISE EXCEPTION 'records of the audit are kept until their time is over';
  END IF;
  RETURN OLD;
END $$""",
    "CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_guard()",
)


def upgrade() -> None:
    """Make both tables, and what refuses changes to the first."""
    op.create_table(
        "audit",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("source", sa.String(255), nullable=False),
        sa.Column("to", sa.String(255), nullable=False),
        sa.Column("outcome", sa.String(255), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("team", "number"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "audit_ends",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("forgotten", sa.BigInteger(), nullable=False),
        sa.Column("forgotten_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("team"),
    )
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
