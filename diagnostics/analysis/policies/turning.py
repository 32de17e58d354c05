"""What moving a path does to a policy: the statements that start or stop applying, told before anybody moves it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.document import Effect
from diagnostics.analysis.policies.matching import match
from diagnostics.analysis.policies.truth import Unknown

if TYPE_CHECKING:
    from diagnostics.analysis.policies.conditions import Held
    from diagnostics.analysis.policies.document import Policy, Statement
    from diagnostics.analysis.policies.matching import Match
    from diagnostics.analysis.policies.request import Request
    from diagnostics.analysis.policies.truth import Truth


class Turn(StrEnum):
    """What becomes of a statement: it applies, or may apply, where it did not, or the other way about."""

    STARTS = "starts"
    MAY_START = "may start"
    STOPS = "stops"
    MAY_STOP = "may stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """A statement that the move changes: how it turns, and how it is held before and after."""

    statement: Statement
    turn: Turn
    before: Match
    after: Match

    @property
    def harmful(self) -> bool:
        """Say whether requests that got through may be refused after the move: a Deny that starts, an Allow that stops."""
        starts = self.turn in {Turn.STARTS, Turn.MAY_START}
        return starts == (self.statement.effect is Effect.DENY)

    @property
    def conditions(self) -> tuple[tuple[Held, Held], ...]:
        """Give the conditions that hold differently, before and after."""
        pairs = zip(self.before.conditions, self.after.conditions, strict=True)
        return tuple((was, becomes) for was, becomes in pairs if was.truth != becomes.truth)


def what_changes(policy: Policy | None, before: Request, after: Request) -> tuple[Turning, ...]:
    """Give the statements of a policy that start or stop applying when the same request comes another way.

    The two requests do the same things to the same resources; a policy that cannot be read changes nothing we can name.
    """
    turnings: list[Turning] = []
    for statement in policy.statements if policy else ():
        pairs = (
            tuple(
                match(statement, o, o.resource, r, variables=bool(policy and policy.has_variables)) for r in (before, after)
            )
            for o in before.operations
        )
        turned = [
            Turning(statement=statement, turn=turn, before=was, after=becomes)
            for was, becomes in pairs
            if (turn := _turn(was.truth, becomes.truth)) is not None
        ]
        turnings += sorted(turned, key=lambda t: list(_GRAVITY).index(t.turn))[:1]
    return tuple(turnings)


_GRAVITY = (Turn.STARTS, Turn.STOPS, Turn.MAY_START, Turn.MAY_STOP)


def _turn(was: Truth, becomes: Truth) -> Turn | None:
    if becomes is False:
        return None if was is False else Turn.MAY_STOP if isinstance(was, Unknown) else Turn.STOPS
    if becomes is True:
        return None if was is True else Turn.MAY_START if isinstance(was, Unknown) else Turn.STARTS
    if isinstance(was, Unknown):
        return None
    return Turn.MAY_STOP if was else Turn.MAY_START
