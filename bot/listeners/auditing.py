"""What is written down of every question about a network: who, which account, what came of it; never anybody's words."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.listeners.gate import NotAllowedError
from bot.listeners.under_way import HaltedError
from bot.state.store import ThreadKind
from bot.telemetry.requests import request_id
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.blocks.diagnosis import Told
    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from bot.state.store import Thread

#: What is written where somebody may not have what they asked for.
REFUSED = "refused"
NOT_ALLOWED = "not-allowed"
#: What is written where there was something to choose first.
ASKED_BACK = "asked-back"
#: What is written where somebody was shown what there is to choose from.
SUBNETS = "subnets"
#: What is written where nothing more is known than that it did not come to an end.
FAILED = "failed"


@dataclass(slots=True, kw_only=True)
class Deed:
    """One thing that somebody asked of an account: `outcome` is filled in when it is known."""

    place: Place
    name: str
    account: str = ""
    region: str = ""
    sources: Sequence[str] = ()
    to: Sequence[str] = ()
    outcome: str = ""

    def came_to(self, told: Sequence[Told]) -> None:
        """Take the verdicts for the outcome, and what they are of; until then, a source is a word of somebody's message."""
        self.outcome = ",".join(sorted({one.diagnosis.verdict.value for one in told}))
        self.sources = tuple(dict.fromkeys(one.diagnosis.case.query.source for one in told))


def write_down(resources: Resources, deed: Deed) -> None:
    """Add a deed to what is kept of them.

    Raises:
        StateError: the database cannot be used.
    """
    resources.state.audit.add(
        team=deed.place.team,
        user=deed.place.user,
        channel=deed.place.channel,
        deed=deed.name,
        account=deed.account,
        region=deed.region,
        source=",".join(deed.sources),
        to=",".join(deed.to),
        outcome=deed.outcome,
        request=request_id(),
    )


def asked_on(resources: Resources, place: Place, thread: Thread, name: str, told: Sequence[Told]) -> None:
    """Write down what somebody was told in the thread of a diagnosis; a snapshot that somebody brought is of no account.

    Raises:
        StateError: the database cannot be used.
    """
    if thread.kind is ThreadKind.DROPPED:
        return
    to = tuple(dict.fromkeys(one.diagnosis.case.query.to for one in told))
    deed = Deed(place=place, name=name, account=thread.account, region=thread.region, to=to)
    deed.came_to(told)
    write_down(resources, deed)


def looked_on(resources: Resources, place: Place, thread: Thread, name: str, outcome: str) -> None:
    """Write down what somebody was shown in the thread of a diagnosis where that is no verdict, such as its subnets.

    Raises:
        StateError: the database cannot be used.
    """
    if thread.kind is not ThreadKind.DROPPED:
        at = {"account": thread.account, "region": thread.region}
        write_down(resources, Deed(place=place, name=name, sources=thread.sources, to=thread.to, outcome=outcome, **at))


@contextmanager
def audited(resources: Resources, deed: Deed) -> Iterator[Deed]:
    """Write the deed down when it is over, whatever came of it; what it found is told after that, or not at all."""
    try:
        yield deed
    except NotAllowedError:
        deed.outcome = NOT_ALLOWED
        raise
    except (AskerError, AccessError, ServiceError, HaltedError) as error:
        deed.outcome = error.code
        raise
    finally:
        deed.outcome = deed.outcome or FAILED
        write_down(resources, deed)
