"""Parts of a sweep, as reading two accounts would give them."""

from __future__ import annotations

from diagnostics.model.finding import Severity
from diagnostics.model.trace import Confidence, Verdict
from diagnostics.sweep.part import Blank, Cause, Counted, Seen, Stream, Toll, Unseen

MISSING = Cause(code="GWE-001", severity=Severity.HIGH)
OPEN = Cause(code="POL-008", severity=Severity.MEDIUM)
STAMP = "2026-11-23T09:00:00+00:00"
#: Names that people may give to things, and that must stay names wherever they are shown.
HOSTILE = '=HYPERLINK("http://evil.example")</script><script>alert(1)</script>&"\u202e<!channel>'


def stream(
    verdict: Verdict,
    subnets: int,
    *causes: Cause,
    vpc: str = "vpc-1",
    name: str = "orchard",
    service: str = "s3",
    toll: Toll = Toll.NOTHING,
    counted: Counted | None = None,
) -> Stream:
    """Give the subnets of a VPC that reach a service alike."""
    return Stream(
        vpc=vpc,
        vpc_name=name,
        service=service,
        verdict=verdict,
        verdict_class=verdict.verdict_class,
        confidence=Confidence.HIGH,
        toll=toll,
        causes=causes,
        subnets=tuple(f"subnet-{vpc[4:]}{service}{number}" for number in range(subnets)),
        counted=counted,
    )


def seen(account: str, region: str, *streams: Stream, blanks: tuple[Blank, ...] = ()) -> Seen:
    """Give a part that was read."""
    return Seen(
        account=account,
        account_id="111122223333" if account == "prod" else "444455556666",
        region=region,
        taken_at=STAMP,
        subnets=len({subnet for one in streams for subnet in one.subnets}),
        vpcs=len({one.vpc for one in streams}),
        streams=streams,
        blanks=blanks,
    )


NAT = stream(Verdict.PUBLIC_VIA_NAT_GATEWAY, 3, MISSING, toll=Toll.NAT_GATEWAY, counted=Counted(gb=7000.0, days=14))
IGW = stream(Verdict.PUBLIC_VIA_IGW, 2, vpc="vpc-2", name="")
PRIVATE = stream(Verdict.PRIVATE_GATEWAY_ENDPOINT, 5, vpc="vpc-3")
STANDS_OPEN = stream(Verdict.PRIVATE_GATEWAY_ENDPOINT, 1, OPEN, vpc="vpc-4")
BLOCKED = stream(Verdict.BLOCKED_NO_ROUTE, 1, Cause(code="RTE-004", severity=Severity.CRITICAL), vpc="vpc-5")
BILLED = stream(Verdict.PRIVATE_INTERFACE_ENDPOINT, 4, vpc="vpc-6", toll=Toll.INTERFACE_ENDPOINT)
DENIED = Blank(needs="ec2:DescribeNetworkAcls", reason="denied", hides="network ACLs")
PARTS = (
    seen("prod", "us-east-1", PRIVATE, NAT, IGW, blanks=(DENIED,)),
    seen("prod", "eu-west-1", stream(Verdict.PUBLIC_VIA_NAT_GATEWAY, 1, MISSING, vpc="vpc-7", toll=Toll.NAT_GATEWAY)),
    seen("dev", "us-east-1", STANDS_OPEN, BLOCKED, BILLED, blanks=(DENIED,)),
    Unseen(account="dev", region="eu-west-1", code="role-refused", particulars={"role": "arn:x", "why": "AccessDenied"}),
)
