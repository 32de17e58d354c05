"""True, false, or not known for want of something: the logic in which policies are evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither true nor false as far as can be seen: `wants` names the keys and facts that would decide it."""

    wants: tuple[str, ...]

    def __bool__(self) -> bool:
        """Refuse to be taken for true or false: compare with `is True` and `is False`."""
        msg = f"not known for want of {', '.join(self.wants)}"
        raise TypeError(msg)


Truth = bool | Unknown


def every(parts: Iterable[Truth]) -> Truth:
    """Say whether all parts are true: one false part settles it, whatever is not known of the others."""
    known = tuple(parts)
    if any(p is False for p in known):
        return False
    wants = wants_of(known)
    return Unknown(wants) if wants else True


def some(parts: Iterable[Truth]) -> Truth:
    """Say whether at least one part is true: one true part settles it, whatever is not known of the others."""
    known = tuple(parts)
    if any(p is True for p in known):
        return True
    wants = wants_of(known)
    return Unknown(wants) if wants else False


def opposite(truth: Truth) -> Truth:
    """Give the negation; of what is not known, the negation is not known either."""
    return truth if isinstance(truth, Unknown) else not truth


def agreed(parts: Iterable[Truth], want: str) -> Truth:
    """Give what all parts say where they say the same; where they differ, it depends on `want`."""
    known = tuple(dict.fromkeys(parts))
    if len(known) == 1:
        return known[0]
    return Unknown((want,))


def wants_of(parts: Iterable[Truth]) -> tuple[str, ...]:
    """Give all that the unknown parts want, each once."""
    return tuple(dict.fromkeys(want for part in parts if isinstance(part, Unknown) for want in part.wants))
