"""The report of a sweep as `routelore.sweep/v1`: a published shape with types of its own, apart from the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from diagnostics.sweep import phrases as words
from diagnostics.sweep.report import EXAMPLE_GB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.trace import VerdictClass
    from diagnostics.model.words import Lang
    from diagnostics.sweep.part import Blank, Unseen
    from diagnostics.sweep.report import Ranked, Report, Tally, Told

SCHEMA: Literal["routelore.sweep/v1"] = "routelore.sweep/v1"


class CountsV1(TypedDict):
    """How much was seen. `paths` are subnets times services, `paying` those of them with an avoidable charge."""

    accounts: int
    parts_read: int
    parts_unread: int
    vpcs: int
    subnets: int
    paths: int
    paying: int
    classes: dict[str, int]


#: The subnets of one VPC that reach one service alike. `concern` is why it deserves a look, and `weight` the rank of that;
#: zero is all well. `avoidable` is what bills it needlessly: `nat-gateway`, `interface-endpoint`, or None. `usd_per_1000_gb`
#: is its list price, and `usd_a_month` what it comes to where each subnet sends so much; None where no price is known.
#: `counted_gb_a_month` is what CloudWatch counted at the NAT gateways, for all destinations together and scaled to 30 days,
#: and `usd_a_month_at_most` what that costs; None where nothing was counted.
StreamV1 = TypedDict(
    "StreamV1",
    {
        "account": str,
        "account_id": str,
        "region": str,
        "vpc": str,
        "vpc_name": str,
        "service": str,
        "verdict": str,
        "class": str,
        "confidence": str,
        "concern": str,
        "weight": int,
        "avoidable": str | None,
        "usd_per_1000_gb": float | None,
        "usd_a_month": float | None,
        "counted_gb_a_month": float | None,
        "usd_a_month_at_most": float | None,
        "subnets": list[str],
        "causes": list[str],
    },
)


class CauseV1(TypedDict):
    """A finding's code, and where it lies."""

    code: str
    severity: str
    title: str
    subnets: int
    vpcs: int
    accounts: int


class AccountV1(TypedDict):
    """What was counted of one account."""

    account: str
    account_id: str
    parts_read: int
    parts_unread: int
    vpcs: int
    subnets: int
    paying: int
    classes: dict[str, int]


class UnreadV1(TypedDict):
    """An account and Region that was not read, and why."""

    account: str
    region: str
    code: str
    why: str


class GapV1(TypedDict):
    """What could not be seen, and in which accounts and Regions."""

    needs: str
    reason: str
    hides: str
    where: list[dict[str, str]]


class SweepV1(TypedDict):
    """A whole report. `complete` is false as long as a part is unread."""

    schema: Literal["routelore.sweep/v1"]
    complete: bool
    counts: CountsV1
    streams: list[StreamV1]
    causes: list[CauseV1]
    accounts: list[AccountV1]
    unread: list[UnreadV1]
    gaps: list[GapV1]


def sweep_v1(report: Report, lang: Lang) -> SweepV1:
    """Give the report as JSON has it; every stream is there, what weighs most first."""
    assert EXAMPLE_GB == 1000, "the published key says for how many GB the price is"  # noqa: PLR2004 (the key's own number)
    return {
        "schema": SCHEMA,
        "complete": report.complete,
        "counts": {
            "accounts": len(report.accounts),
            "parts_read": len(report.seen),
            "parts_unread": len(report.unseen),
            "vpcs": report.vpcs,
            "subnets": report.subnets,
            "paths": report.ways,
            "paying": report.paying,
            "classes": _by_name(report.classes),
        },
        "streams": [_stream(one) for one in report.every],
        "causes": [_cause(one, lang) for one in report.causes],
        "accounts": [_account(one) for one in report.accounts],
        "unread": [_unread(one, lang) for one in report.unseen],
        "gaps": [_gap(one.blank, one.where) for one in report.hidden],
    }


def _by_name(classes: Mapping[VerdictClass, int]) -> dict[str, int]:
    return {group.value: count for group, count in classes.items()}


def _stream(one: Ranked) -> StreamV1:
    stream = one.stream
    return {
        "account": one.account,
        "account_id": one.account_id,
        "region": one.region,
        "vpc": stream.vpc,
        "vpc_name": stream.vpc_name,
        "service": stream.service,
        "verdict": stream.verdict.value,
        "class": stream.verdict_class.value,
        "confidence": stream.confidence.value,
        "concern": one.urgency.value,
        "weight": one.urgency.weight,
        "avoidable": stream.toll.value or None,
        "usd_per_1000_gb": None if one.saving is None else float(one.saving),
        "usd_a_month": None if one.monthly is None else float(one.monthly),
        "counted_gb_a_month": None if one.counted_gb is None else round(one.counted_gb, 2),
        "usd_a_month_at_most": None if one.at_most is None else round(float(one.at_most), 2),
        "subnets": list(stream.subnets),
        "causes": [cause.code for cause in stream.causes],
    }


def _cause(one: Told, lang: Lang) -> CauseV1:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "title": words.cause_title(one, lang),
        "subnets": one.subnets,
        "vpcs": one.vpcs,
        "accounts": one.accounts,
    }


def _account(one: Tally) -> AccountV1:
    return {
        "account": one.account,
        "account_id": one.account_id,
        "parts_read": one.read,
        "parts_unread": one.unread,
        "vpcs": one.vpcs,
        "subnets": one.subnets,
        "paying": one.paying,
        "classes": _by_name(one.classes),
    }


def _unread(one: Unseen, lang: Lang) -> UnreadV1:
    return {"account": one.account, "region": one.region, "code": one.code, "why": words.why_unseen(one, lang)}


def _gap(blank: Blank, where: tuple[tuple[str, str], ...]) -> GapV1:
    places = [{"account": account, "region": region} for account, region in where]
    return {"needs": blank.needs, "reason": blank.reason, "hides": blank.hides, "where": places}
