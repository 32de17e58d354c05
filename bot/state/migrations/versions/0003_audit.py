"""audit."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring a database from the revision before to this one."""
