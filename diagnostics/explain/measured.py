"""How much was measured at the NAT gateways of a way, and what of it leaving them would save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.model.nat_usage import in_gb
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

_METRICS = "cloudwatch:GetMetricData"
_FLOWS = Words(
    "흐름 로그로 재 보니 {days}일 동안 {what} 트래픽 {gb}GB가 NAT 게이트웨이를 지났어요(양방향).",
    "Flow logs of {days} days show {gb} GB to and from {what} through the NAT gateway.",
)
_COUNTED = Words(
    "CloudWatch를 보면 NAT 게이트웨이가 {days}일 동안 처리한 데이터는 모두 {gb}GB예요. 대상별로 나눠 보여 주지는 않아요.",
    "CloudWatch counted {gb} GB at the NAT gateway in {days} days; it does not tell destinations apart.",
)
_SAVES = Words("그만큼 옮기면 처리 요금이 약 {saved} 줄어요.", "Moving that saves about {saved}.")
_SAVES_AT_MOST = Words("그래서 줄어드는 처리 요금은 많아야 약 {saved}예요.", "So the change saves {saved} at most.")
_HOURS_STAY = Words(
    "NAT 게이트웨이의 시간당 요금은 NAT 게이트웨이를 지워야 없어져요.",
    "The NAT gateway's hours stay on the bill until it is deleted.",
)
_REFUSED = Words(
    "NAT 게이트웨이가 실제로 처리한 양은 권한이 없어서 못 봤어요. IAM에서 {action} 권한을 허용하면 함께 볼게요.",
    "How much the NAT gateway really processed could not be read; allow {action} in IAM to include it.",
)
_NAMES = {"s3": "S3", "dynamodb": "DynamoDB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The GB that passed the NAT gateways of a way in so many days.

    `exact` where flow logs tell those of the destination; else it is all that CloudWatch counted, and so an upper bound.
    """

    gb: float
    days: int
    exact: bool
    what: str = ""

    def said(self, lang: Lang) -> str:
        """Say how much was measured, and by what."""
        words = _FLOWS if self.exact else _COUNTED
        return words.say(lang).format(days=self.days, gb=f"{self.gb:,.1f}", what=self.what)

    def saving(self, price: Decimal | None, lang: Lang) -> str:
        """Say what leaving the NAT gateway for one that is free would have saved in that time."""
        saves = _SAVES if self.exact else _SAVES_AT_MOST
        priced = () if price is None else (saves.say(lang).format(saved=f"${float(price) * self.gb:,.2f}"),)
        return " ".join((self.said(lang), *priced, _HOURS_STAY.say(lang)))


def measured(diagnosis: Diagnosis) -> Measured | None:
    """Give what flow logs measured of this very destination, else what CloudWatch counted of all; None where nobody did."""
    snapshot, service = diagnosis.case.snapshot, diagnosis.case.destination.service or ""
    nats = tuple(passed_nats(diagnosis))
    flows = [one for nat in nats if (one := snapshot.nat_flows.get(nat)) is not None and one.carried(service)]
    if flows:
        size = sum(one.carried(service) for one in flows)
        return Measured(gb=in_gb(size), days=max(one.days for one in flows), exact=True, what=_NAMES.get(service, service))
    counts = [snapshot.nat_metrics[nat] for nat in nats if nat in snapshot.nat_metrics]
    known = [(one.processed, one.days) for one in counts if one.processed is not None]
    if not known:
        return None
    return Measured(gb=in_gb(sum(size for size, _ in known)), days=max(days for _, days in known), exact=False)


def kept_from_measuring(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say that nothing was measured because it is not allowed; empty where that is not the reason."""
    gaps = (diagnosis.case.snapshot.unseen(_METRICS, nat) for nat in passed_nats(diagnosis))
    return _REFUSED.say(lang).format(action=_METRICS) if any(g and g.reason == "denied" for g in gaps) else ""


def passed_nats(diagnosis: Diagnosis) -> Iterator[str]:
    """Give the NAT gateways that something gets through."""
    ways = (way for way in diagnosis.case.traces if way.verdict.verdict_class is not VerdictClass.BLOCKED)
    yield from dict.fromkeys(hop.id for way in ways for hop in way.hops if hop.kind == "nat-gateway")
