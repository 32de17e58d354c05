"""One module a next-hop kind. Each has `KINDS` and `follow`; this door collects them by discovery: no list to keep."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.analysis.leg import Follow
    from diagnostics.model.network import TargetKind


@cache
def followers() -> Mapping[TargetKind, Follow]:
    """Give the follower of every kind of route target."""
    found: dict[TargetKind, Follow] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for kind in module.KINDS:
            assert kind not in found, f"{kind} is followed twice"
            found[kind] = module.follow
    return found
