"""What stands between Slack and the listeners: each delivery is promised, done once, and finished by another if need be."""

from __future__ import annotations

from bot.middleware.arrivals import Arrivals
from bot.middleware.carrying import CarryingApp, Listeners, SocketApp
from bot.middleware.lines import Lines
from bot.middleware.posting_once import OnceClient
from bot.middleware.taking_over import keeping

__all__ = ["Arrivals", "CarryingApp", "Lines", "Listeners", "OnceClient", "SocketApp", "keeping"]
