"""Pasted output → observations: one reader for each kind of output, none of which ever fails or takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.pasted import (
    access_lines,
    cli_answers,
    flow_records,
    http_exchanges,
    name_answers,
    traced_routes,
    trail_events,
)
from diagnostics.evidence.pasted.sections import sections, tidied

if TYPE_CHECKING:
    from diagnostics.evidence.observation import Observation

#: More observations than a person wants explained; a log has thousands of lines.
_MOST = 40
_READERS = (
    name_answers.read,
    traced_routes.read,
    http_exchanges.read,
    cli_answers.read,
    flow_records.read,
    access_lines.read,
)


def read_evidence(text: str) -> tuple[Observation, ...]:
    """Give what the pasted output says, in the order in which it stands there; nothing where it is no output we know."""
    clean = tidied(text)
    parts = sections(clean)
    found: list[tuple[int, Observation]] = [(at, one) for part in parts for reader in _READERS for at, one in reader(part)]
    found.extend(trail_events.read(clean))
    return tuple(dict.fromkeys(one for _, one in sorted(found, key=lambda pair: pair[0])[:_MOST]))
