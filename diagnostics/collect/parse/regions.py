"""Whose answers these are: the Region and the account, and which rows belong to another Region."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.collect.answers import listed, told
from diagnostics.collect.calls import IDENTITY
from diagnostics.collect.touched import every_key
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.collect.answers import Answers, Body

_REGION = re.compile(r"[a-z]{2,}(?:-[a-z]+)+-\d+")
_ACCOUNT = re.compile(r"\d{12}")
_NEVER_SHARED = frozenset({"NetworkInterfaceId", "GroupId", "ReservationId"})
_ARN_MEMBERS = ("SubnetArn", "SecurityGroupArn", "PrefixListArn", "Arn")


def region_shown(row: Body) -> str:
    """Give the Region that a row says it is in, empty where it does not say."""
    zones = (told(row, "AvailabilityZone"), told(row.get("Placement"), "AvailabilityZone"))
    arns = (arn.split(":")[3] for member in _ARN_MEMBERS if (arn := told(row, member)).count(":") > 3)  # noqa: PLR2004 (where it stands)
    name = told(row, "PrefixListName")
    service = name.split(".") if name.startswith(("com.amazonaws.", "cn.com.amazonaws.")) else ()
    said = (*zones, *arns, told(row, "AwsRegion"), *service)
    return next((found[0] for each in said if (found := _REGION.match(each))), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The Region and account that a snapshot is of, and the VPCs that are known to be in another Region.

    `only` is the Region that rows are held against; empty where the rows and the folder's own word disagree altogether.
    """

    region: str
    account: str
    only: str = ""
    foreign_vpcs: frozenset[str] = frozenset()

    def holds(self, row: Body) -> bool:
        """Say whether a row belongs to the Region, as far as it can be told."""
        shown = region_shown(row)
        if shown and self.only:
            return shown == self.only
        if attached := {told(each, "VpcId") for each in listed(row, "Attachments")}:
            return not attached <= self.foreign_vpcs
        return told(row, "VpcId") not in self.foreign_vpcs


def whereabouts(answers: Answers, region: str | None) -> Whereabouts:
    """Find out which Region and account to read the answers as. To ask for a Region that is not there is a mistake."""
    rows = list(_rows(answers))
    regions = Counter(shown for row in rows if (shown := region_shown(row)))
    if region and regions and region not in regions:
        raise AskerError(code="saved-other-region", region=region, found=", ".join(sorted(regions)))
    chosen = region or answers.meta.region or next((name for name, _ in regions.most_common(1)), "")
    only = chosen if chosen in regions else ""
    return Whereabouts(region=chosen, account=_account(answers, rows), only=only, foreign_vpcs=_elsewhere(rows, only))


def _elsewhere(rows: list[Body], region: str) -> frozenset[str]:
    if not region:
        return frozenset()
    shown = [(told(row, "VpcId"), region_shown(row)) for row in rows]
    here = {vpc for vpc, where in shown if where == region}
    return frozenset(vpc for vpc, where in shown if vpc and where and where != region and vpc not in here)


def _account(answers: Answers, rows: list[Body]) -> str:
    """Give the account: as the folder says, else the owner of most security groups and interfaces (never shared)."""
    if known := answers.meta.account or told(answers.body(IDENTITY.key()), IDENTITY.result):
        return known
    owners = [(row, told(row, "OwnerId")) for row in rows if _ACCOUNT.fullmatch(told(row, "OwnerId"))]
    own = Counter(owner for row, owner in owners if _NEVER_SHARED & row.keys())
    return (own or Counter(owner for _, owner in owners) or Counter({"": 1})).most_common(1)[0][0]


def _rows(answers: Answers) -> Iterator[Body]:
    for call, subject in every_key(answers):
        for row in answers.rows(call.key(subject), call.result):
            yield row
            yield from listed(row, "Instances")
