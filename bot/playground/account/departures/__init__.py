"""Where moto 5.2.5 departs from AWS and somebody would meet it: the table, and one small function for each departure."""

from __future__ import annotations

from bot.playground.account.departures import endpoints, interfaces, lists, network, routes

__all__ = ["DEPARTURES"]

#: In the order in which a call passes through them; its answer passes in the opposite order.
DEPARTURES = (
    *lists.DEPARTURES,
    *network.DEPARTURES,
    *routes.DEPARTURES,
    *endpoints.DEPARTURES,
    *interfaces.DEPARTURES,
)
