"""What may be asked next in the thread of a diagnosis: with what is there, and what makes sense to ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import captions, remedies, wording
from bot.blocks.parts import Mrkdwn, esc, fill
from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from diagnostics.model.words import Lang, Words


def next_steps(told: Told) -> Mrkdwn:
    """Give the small print that says how to go on: with what is there, and what makes sense to ask of it."""
    case, lang, service = told.diagnosis.case, told.lang, other_service(told)
    if not case.vpc.id:
        return hint((service, wording.TRY_WHY, wording.TRY_FIX), lang)
    others = [s for s in case.snapshot.subnets.values() if s.vpc_id == case.vpc.id and s.id != case.subnet.id]
    other = min((s.name or s.id for s in others), key=len, default="")
    place = (wording.TRY_OTHER,) if other else ()
    last = captions.TRY_TO_SEE if told.diagnosis.verdict_class is VerdictClass.PRIVATE else wording.TRY_FIX
    return hint((*place, service, _supposition(told), last), lang, other=other)


def hint(tries: Sequence[Words], lang: Lang, **particulars: str) -> Mrkdwn:
    """Give the small print that says what may be asked next."""
    said = ", ".join(one.say(lang).format(**particulars) for one in tries)
    return fill(wording.FOLLOW_UP_HINT, lang, tries=esc(said))


def other_service(told: Told) -> Words:
    """Give the question about another service than this one."""
    return wording.TRY_S3 if told.diagnosis.case.destination.service == "dynamodb" else wording.TRY_DYNAMODB


def _supposition(told: Told) -> Words:
    """Give a supposition that changes something: of what the traffic passes, else of what is not there yet."""
    case = told.diagnosis.case
    passed = {hop.id for trace in case.traces for hop in trace.hops}
    if passed & set(case.snapshot.endpoints):
        return remedies.TRY_WITHOUT_ENDPOINT
    gone = {one.id for one in case.snapshot.nat_gateways.values() if one.state != "available"}
    if passed & set(case.snapshot.nat_gateways) - gone:
        return remedies.TRY_WITHOUT_NAT
    return remedies.TRY_ENDPOINT if has_gateway_type(case.destination.service or "") else remedies.TRY_INTERFACE
