"""Reading rows out of answers without ever crashing on them: what cannot be read leaves a gap that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from diagnostics.collect.calls import Call, call_of
from diagnostics.collect.parse.fields import BadRowError, Row
from diagnostics.collect.parse.gaps import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diagnostics.collect.answers import Answers, Body
    from diagnostics.collect.parse.regions import Whereabouts
    from diagnostics.model.snapshot import Gap

_INSTANCES = "describe-instances"
_OWN_IDS = ("Id", "Name", "HostedZoneId", "ResolverRuleId", "ServiceName", "ReservationId")


class _Identified(Protocol):
    """Whatever has an id."""

    @property
    def id(self) -> str:
        """Give the id."""
        ...


Thing = TypeVar("Thing")
Named = TypeVar("Named", bound=_Identified)


class Reading:
    """One reading of the answers of one Region; `unreadable` gathers a gap for every row that had to be left out."""

    def __init__(self, answers: Answers, here: Whereabouts) -> None:
        self.answers = answers
        self.here = here
        self.unreadable: list[Gap] = []

    def by_id(self, word: str, make: Callable[[Row], Named]) -> dict[str, Named]:
        """Give what the rows of a call tell of, by id."""
        call = call_of(word)
        made = (self.made(call, row, number, make) for number, row in enumerate(self.rows(call), 1))
        return {thing.id: thing for thing in made if thing is not None}

    def made(self, call: Call, row: Body, number: int, make: Callable[[Row], Thing]) -> Thing | None:
        """Give what one row tells of; None where it cannot be read, and then a gap names the row."""
        try:
            return make(Row(row))
        except BadRowError as trouble:
            self.leave_out(call, _own_id(row) or f"#{number}", str(trouble))
            return None

    def leave_out(self, call: Call, subject: str, why: str) -> None:
        """Keep a gap for something that had to be left out."""
        self.unreadable.append(unreadable(call, subject, why))

    def rows(self, call: Call, subject: str = "") -> Iterator[Body]:
        """Give the rows of an answer that belong to the Region."""
        for number, row in enumerate(self._listed(call, subject), 1):
            if not isinstance(row, dict):
                self.leave_out(call, f"#{number}", f"{call.result} should hold objects")
            elif call.word == _INSTANCES:
                yield from self._instances(row, number)
            elif self.here.holds(row):
                yield row

    def subjects(self, word: str) -> Iterator[str]:
        """Give the subjects of every answer to a call that is made about one thing at a time."""
        for key in self.answers.said:
            stem, _, subject = key.partition(".")
            if stem == word and self.answers.body(key) is not None:
                yield subject

    def _listed(self, call: Call, subject: str) -> list[object]:
        listed = (self.answers.body(call.key(subject)) or {}).get(call.result)
        if listed is None or isinstance(listed, list):
            return listed or []
        self.leave_out(call, subject, f"{call.result} should hold a list")
        return []

    def _instances(self, reservation: Body, number: int) -> Iterator[Body]:
        inner = self.made(call_of(_INSTANCES), reservation, number, lambda row: row.rows("Instances"))
        yield from (body for row in inner or () if self.here.holds(body := dict(row.raw)))


def _own_id(row: Body) -> str:
    """Give the id of a row, as far as one can be found."""
    own = next(
        (value for key, value in row.items() if key.endswith("Id") and key not in {"VpcId", "OwnerId", "DhcpOptionsId"}),
        None,
    )
    named = (own, *(row.get(member) for member in _OWN_IDS), row.get("VpcId"))
    return next((value for value in named if isinstance(value, str) and value), "")
