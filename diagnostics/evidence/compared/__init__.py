"""Observations beside a diagnosis: what each proves, whether it agrees, and what to make of it if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import AddressBook
from diagnostics.evidence.compared.exchanges import read_cli, read_exchange
from diagnostics.evidence.compared.flows import read_flow
from diagnostics.evidence.compared.logs import read_access, read_trail
from diagnostics.evidence.compared.names import read_name
from diagnostics.evidence.compared.readings import silent
from diagnostics.evidence.compared.routes import read_route
from diagnostics.evidence.comparison import Comparison
from diagnostics.evidence.expectation import Expectation
from diagnostics.evidence.observation import AccessLine, CliAnswer, FlowRecord, HttpExchange, NameAnswer, TracedRoute
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.observation import Observation, TrailEvent
    from diagnostics.model.finding import Diagnosis

_NOTHING_WALKED = Words(
    "이 출발지는 VPC 밖에 있어서, 비교할 VPC 안의 경로가 없어요.",
    "This source is outside every VPC, so there is no path in a VPC to compare with.",
)


def compare(observations: tuple[Observation, ...], diagnosis: Diagnosis) -> Comparison:
    """Give what the observations prove, each beside what the configuration says."""
    if not diagnosis.case.traces:
        return Comparison(tuple(_outside(one) for one in observations))
    expected, book = Expectation(diagnosis), AddressBook(diagnosis)
    return Comparison(tuple(_reading(one, expected, book) for one in observations))


def _reading(one: Observation, expected: Expectation, book: AddressBook) -> Reading:
    match one:
        case NameAnswer():
            return read_name(one, expected, book)
        case TracedRoute():
            return read_route(one, expected, book)
        case HttpExchange():
            return read_exchange(one, expected, book)
        case CliAnswer():
            return read_cli(one, expected)
        case _:
            return _logged(one, expected, book)


def _logged(one: FlowRecord | AccessLine | TrailEvent, expected: Expectation, book: AddressBook) -> Reading:
    """Read what AWS itself wrote down."""
    match one:
        case FlowRecord():
            return read_flow(one, expected, book)
        case AccessLine():
            return read_access(one, expected, book)
        case _:
            return read_trail(one, expected, book)


def _outside(one: Observation) -> Reading:
    return silent(one, proves=_NOTHING_WALKED, agreement=_NOTHING_WALKED)
