"""The accounts and Regions that stand behind the word "sweep". Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sweeping.plan import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"(?<![\w.-])[a-z0-9][\w.-]*", re.IGNORECASE | re.ASCII)
#: Words of the wish itself, and what stands between names.
_NO_NAMES = frozenset(
    {"sweep", "run", "start", "do", "a", "the", "full", "whole", "all", "everything", "accounts", "account", "every"}
    | {"of", "please", "pls", "plz", "vpc"}
)


def names_in(said: str, known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the accounts and the Regions that are named; `known` accounts count in whichever case they are written."""
    spelt = {name.lower(): name for name in known}
    words = [one.rstrip(".") for one in _NAME.findall(said)]
    meant = [one for one in words if one.lower() in spelt or one.lower() not in _NO_NAMES]
    regions = tuple(one.lower() for one in meant if one.lower() not in spelt and REGION.fullmatch(one.lower()))
    accounts = tuple(spelt.get(one.lower(), one) for one in meant if one.lower() not in regions)
    return accounts, regions
