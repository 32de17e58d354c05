"""before migrations."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring a database from the revision before to this one."""
