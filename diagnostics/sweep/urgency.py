"""Why a stream deserves a look, what weighs most first: what is exposed and what is billed needlessly, then the rest."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.sweep.part import Toll

if TYPE_CHECKING:
    from diagnostics.sweep.part import Stream

#: Rules of what stands open on a way that is private itself.
OPEN_CODES = frozenset({"POL-008"})
#: Ways on which the source itself has a public address.
_WITH_PUBLIC_ADDRESS = frozenset({Verdict.PUBLIC_VIA_IGW, Verdict.PUBLIC_VIA_EIGW, Verdict.PUBLIC_VIA_EDGE_GATEWAY})
_UNSETTLED = frozenset({VerdictClass.MIXED, VerdictClass.ELSEWHERE, VerdictClass.UNKNOWN})


class Urgency(StrEnum):
    """Why a stream deserves a look, what weighs most first; the values are published."""

    EXPOSED_AND_BILLED = "exposed-and-billed"
    EXPOSED = "exposed"
    BILLED = "billed"
    BLOCKED = "blocked"
    UNSETTLED = "unsettled"
    OPEN_POLICY = "open-policy"
    NONE = "none"

    @property
    def weight(self) -> int:
        """Give how much it weighs; zero is all well."""
        return len(Urgency) - 1 - list(Urgency).index(self)


def urgency(stream: Stream) -> Urgency:
    """Give why a stream deserves a look: the first of the reasons that hold."""
    group, billed = stream.verdict_class, stream.toll is not Toll.NOTHING
    exposed = group is VerdictClass.PUBLIC or (group is VerdictClass.MIXED and stream.toll is Toll.NAT_GATEWAY)
    if exposed:
        return Urgency.EXPOSED_AND_BILLED if billed else Urgency.EXPOSED
    if billed:
        return Urgency.BILLED
    if group is VerdictClass.BLOCKED:
        return Urgency.BLOCKED
    if group in _UNSETTLED:
        return Urgency.UNSETTLED
    return Urgency.OPEN_POLICY if any(cause.code in OPEN_CODES for cause in stream.causes) else Urgency.NONE


def has_public_address(stream: Stream) -> bool:
    """Say whether what sends has a public address of its own on this way, by which others may reach it as well."""
    return stream.verdict in _WITH_PUBLIC_ADDRESS
