"""promises."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring a database from the revision before to this one."""
