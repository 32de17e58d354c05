"""What stands between Slack and the listeners: each delivery is promised, done once, and finished by another if need be."""

from __future__ import annotations

from bot.middleware.arrivals import once_only, people_only
from bot.middleware.carrying import CarryingApp, Listeners
from bot.middleware.lines import Lines
from bot.middleware.posting_once import OnceClient
from bot.middleware.taking_over import keeping

__all__ = ["CarryingApp", "Lines", "Listeners", "OnceClient", "keeping", "once_only", "people_only"]
