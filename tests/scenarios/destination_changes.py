"""Changes about destinations and what watches the way there: AWS's lists, encryption controls, flow logs, network ACLs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnostics.collect import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

_REGION, _VPC = "ap-northeast-2", "vpc-0a"


def nothing_watches() -> dict[str, dict[str, Any]]:
    """Give what AWS says of a VPC without encryption controls. Flow logs are not collected in the baseline."""
    return {"describe-vpc-encryption-controls": {"VpcEncryptionControls": []}}


def _aws_list(answers: dict[str, Any], *, id: str, service: str, cidrs: list[str]) -> None:
    """Add a prefix list of AWS's."""
    name = f"com.amazonaws.{_REGION}.{service}"
    answers["describe-prefix-lists"]["PrefixLists"].append({"PrefixListId": id, "PrefixListName": name, "Cidrs": cidrs})


def _encryption(answers: dict[str, Any], *, mode: str, state: str = "available", excluded: list[str] | None = None) -> None:
    """Give the VPC encryption controls with exclusions for these kinds of resources."""
    answers["describe-vpc-encryption-controls"]["VpcEncryptionControls"] = [
        {
            "VpcId": _VPC,
            "VpcEncryptionControlId": "vpcec-0a",
            "Mode": mode,
            "State": state,
            "ResourceExclusions": {kind: {"State": "enabled"} for kind in excluded or []},
        }
    ]


def _flow_logs(answers: dict[str, Any], *, formats: dict[str, str]) -> None:
    """Say which flow logs there are: the resource of each, and its format."""
    answers["describe-flow-logs"] = {
        "FlowLogs": [
            {
                "FlowLogId": f"fl-{n}",
                "ResourceId": resource,
                "FlowLogStatus": "ACTIVE",
                "TrafficType": "ALL",
                "LogFormat": written,
            }
            for n, (resource, written) in enumerate(formats.items(), 1)
        ]
    }


def _acl_with_denials(answers: dict[str, Any], *, subnet: str, denies: list[dict[str, Any]]) -> None:
    """Give a subnet a network ACL that denies these `{egress, cidr, ports}` first, and allows all else."""
    first = [
        {
            "RuleNumber": number,
            "Egress": each["egress"],
            "Protocol": "6",
            "RuleAction": "deny",
            "CidrBlock": each["cidr"],
            "PortRange": dict(zip(("From", "To"), each["ports"], strict=True)),
        }
        for number, each in enumerate(denies, 50)
    ]
    rest = [
        {"RuleNumber": 100, "Egress": e, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
        for e in (True, False)
    ]
    acls = answers["describe-network-acls"]["NetworkAcls"]
    for other in acls:
        other["Associations"] = [a for a in other["Associations"] if a["SubnetId"] != subnet]
    association = {"SubnetId": subnet, "NetworkAclId": f"acl-{subnet}", "NetworkAclAssociationId": f"aclassoc-{subnet}"}
    acls.append(
        {
            "NetworkAclId": f"acl-{subnet}",
            "VpcId": _VPC,
            "IsDefault": False,
            "Entries": [*first, *rest],
            "Associations": [association],
        }
    )


def _nat_metrics(answers: dict[str, Any], *, nat: str = "nat-0a", refused: bool = False, **sums: float) -> None:
    """Say what CloudWatch counted at a NAT gateway: the sum of each metric by the id that it is asked for with.

    The sum is that of the last of thirty days; on the others nothing happened.
    """
    days = [f"2026-11-{day:02d}T00:00:00+00:00" for day in range(30, 0, -1)]
    answers[f"get-metric-data.{nat}"] = (
        Refusal("AccessDenied", "not allowed")
        if refused
        else {
            "MetricDataResults": [
                {"Id": own, "Label": own, "Timestamps": days, "Values": [total, *[0.0] * 29], "StatusCode": "Complete"}
                for own, total in sums.items()
            ]
        }
    )


def _nat_flows(answers: dict[str, Any], *, nat: str = "nat-0a", **sent_and_received: list[int]) -> None:
    """Say what flow logs counted at a NAT gateway in thirty days: the GB sent to a service, and received from it."""
    rows = [
        (sides, gb)
        for service, both in sent_and_received.items()
        for sides, gb in zip((("-", service.upper()), (service.upper(), "-")), both, strict=True)
    ]
    answers[f"get-query-results.{nat}"] = {
        "status": "Complete",
        "results": [
            [
                {"field": "pkt_src_aws_service", "value": source},
                {"field": "pkt_dst_aws_service", "value": target},
                {"field": "total", "value": str(gb * 2**30)},
                {"field": "first", "value": "1793491200000"},
                {"field": "last", "value": "1796036400000"},
            ]
            for (source, target), gb in rows
        ],
    }


DESTINATION_CHANGES: dict[str, Callable[..., None]] = {
    "aws_list": _aws_list,
    "encryption": _encryption,
    "flow_logs": _flow_logs,
    "nat_metrics": _nat_metrics,
    "nat_flows": _nat_flows,
    "acl_with_denials": _acl_with_denials,
}
