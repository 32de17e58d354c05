"""Ids of Availability Zones, which name their Region in short: `apne2-az1` is in ap-northeast-2."""

from __future__ import annotations

import re

_SIDES = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "c": "central",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}
_SHORT = re.compile(r"(?P<area>usg|[a-z]{2})(?P<side>ne|nw|se|sw|n|s|e|w|c)(?P<number>\d+)")


def region_of_zone(zone_id: str) -> str | None:
    """Give the Region of a zone's id, also of a Local Zone's (`usw2-lax1-az1`); None for a way of writing that is new.

    An id is the same place in every account, which the name of a zone is not.
    — https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
    """
    found = _SHORT.fullmatch(zone_id.partition("-")[0])
    if found is None:
        return None
    area = "us-gov" if found["area"] == "usg" else found["area"]
    return f"{area}-{_SIDES[found['side']]}-{found['number']}"
