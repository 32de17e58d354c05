"""The knowledge base in service: what every surface asks, for the workspace that it is asked in."""

from __future__ import annotations

from bot.notes.service import Notes, entry_called

__all__ = ["Notes", "entry_called"]
