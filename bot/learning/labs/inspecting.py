"""A lab's network as its console would show it: what is set, never what that means. Pure.

Field names are AWS's own, so they are the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.learning.labs import listing, rulebook
from bot.learning.labs.looking import Look, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.learning.labs.cards import Card
    from diagnostics import Snapshot


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is of one topic: a card for each thing; none where the network has none."""

    topic: Topic
    cards: tuple[Card, ...]


_LISTED: Mapping[Topic, Callable[[Snapshot], tuple[Card, ...]]] = {
    Topic.OVERVIEW: listing.overview,
    Topic.ROUTES: listing.route_tables,
    Topic.ENDPOINTS: listing.endpoints,
    Topic.DNS: listing.names,
    Topic.GATEWAYS: listing.gateways,
    Topic.GROUPS: rulebook.groups,
    Topic.ACLS: rulebook.acls,
    Topic.POLICIES: rulebook.policies,
    Topic.LISTS: rulebook.prefix_lists,
}


def sheets(look: Look, snapshot: Snapshot) -> tuple[Sheet, ...]:
    """Give what was asked for; nothing where the network holds none of the ids."""
    found = [Sheet(topic, _LISTED[topic](snapshot)) for topic in look.topics]
    if not look.ids:
        return tuple(found)
    if narrowed := [sheet for one in found if (sheet := _only(one, look.ids)).cards]:
        return tuple(narrowed)
    every = [Sheet(topic, listed(snapshot)) for topic, listed in _LISTED.items()]
    own = [sheet for one in every if (sheet := _own(one, look.ids)).cards]
    return tuple(own)


def _only(sheet: Sheet, ids: tuple[str, ...]) -> Sheet:
    """Give of a topic what is one of the ids, or is about one."""
    return Sheet(sheet.topic, tuple(card for card in sheet.cards if {card.id, *card.about} & set(ids)))


def _own(sheet: Sheet, ids: tuple[str, ...]) -> Sheet:
    """Give of a topic the things with these ids."""
    return Sheet(sheet.topic, tuple(card for card in sheet.cards if card.id in ids or set(card.holds) & set(ids)))
