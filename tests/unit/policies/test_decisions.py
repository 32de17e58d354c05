"""Decisions of endpoint and bucket policies on the ways of the baseline network."""

from __future__ import annotations

import pytest

from diagnostics.analysis.policies.document import Policy, read_policy
from diagnostics.analysis.policies.evaluate import (
    Allowed,
    Decision,
    Denied,
    Ground,
    Undecided,
    endpoint_decision,
    origin_decision,
    resource_decision,
)
from diagnostics.analysis.policies.observations import (
    Cause,
    aws_owner,
    cause_of,
    grants_everything,
    is_enforced,
    private_source_ips,
)
from diagnostics.analysis.policies.request import Entrance, Via
from tests.unit.policies.requests_on_hand import (
    ACCOUNT,
    EIP,
    GATEWAY,
    INTERFACE,
    NAT,
    OTHER,
    REGION,
    ROLE,
    STRANGER,
    UNSEEN,
    allow,
    bucket_arns,
    deny,
    policy,
    request,
)

LAYERS = f"prod-{REGION}-starport-layer-bucket"
ONLY_OTHER = policy(allow(Resource=bucket_arns("other-bucket")))
ONLY_MINE = policy(allow(Resource=bucket_arns("my-bucket")))
ONLY_EIP = policy(deny(Sid="OfficeOnly", Condition={"NotIpAddress": {"aws:SourceIp": [EIP]}}))
ONLY_VPCE = policy(deny(Sid="EndpointOnly", Condition={"StringNotEquals": {"aws:SourceVpce": "vpce-0a1"}}))
ONLY_PRIVATE = policy(allow(Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/16"}}))
DEFAULT = read_policy(
    '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
)


def cause(decision: Decision) -> Cause:
    """Give the cause of a denial."""
    assert isinstance(decision, Denied)
    return cause_of(decision)


def test_s53_an_endpoint_policy_for_another_bucket_denies_this_one() -> None:
    """The way is private and the endpoint lets only another bucket through."""
    decision = endpoint_decision(ONLY_OTHER, request())
    assert isinstance(decision, Denied)
    assert not decision.explicit
    assert cause_of(decision) is Cause.RESOURCE
    assert isinstance(endpoint_decision(ONLY_OTHER, request(bucket="other-bucket")), Allowed)


def test_s54_a_bucket_policy_for_the_nat_address_lets_the_nat_in() -> None:
    """Over the NAT gateway the address is the one that the policy spares."""
    assert isinstance(resource_decision(ONLY_EIP, request(NAT)), Allowed)


def test_s55_the_same_policy_denies_over_the_endpoint() -> None:
    """Over the endpoint there is no `aws:SourceIp`, and NotIpAddress holds of a missing key."""
    decision = resource_decision(ONLY_EIP, request(GATEWAY))
    assert isinstance(decision, Denied)
    assert decision.by is not None
    assert decision.by.statement.sid == "OfficeOnly"
    assert cause_of(decision) is Cause.SOURCE_IP


def test_s69_an_endpoint_policy_that_forgets_the_layer_bucket_denies_it() -> None:
    """The team's bucket passes, Amazon ECR's does not."""
    assert isinstance(endpoint_decision(ONLY_MINE, request()), Allowed)
    assert isinstance(endpoint_decision(ONLY_MINE, request(bucket=LAYERS)), Denied)
    assert aws_owner(LAYERS, REGION) == "Amazon ECR"
    assert aws_owner("my-bucket", REGION) == aws_owner(None, REGION) == ""
    assert aws_owner(f"al2023-repos-{REGION}-de612dc2", REGION) == "Amazon Linux 2023"


def test_s70_a_private_range_in_source_ip_never_lets_another_account_in() -> None:
    """The only grant holds `aws:SourceIp` against a private range: over the endpoint the key is missing."""
    asked = request(GATEWAY, caller=STRANGER)
    decision = resource_decision(ONLY_PRIVATE, asked, same_account=False)
    assert isinstance(decision, Denied)
    assert not decision.explicit
    assert cause_of(decision) is Cause.PRIVATE_SOURCE_IP
    assert [s.number for s in private_source_ips(ONLY_PRIVATE)] == [1]
    assert isinstance(resource_decision(ONLY_PRIVATE, request(GATEWAY, caller=ROLE), same_account=True), Allowed)


def test_s71_a_bucket_policy_for_an_endpoint_denies_the_nat() -> None:
    """Over the NAT gateway there is no `aws:SourceVpce`, and StringNotEquals holds of a missing key."""
    decision = resource_decision(ONLY_VPCE, request(NAT))
    assert isinstance(decision, Denied)
    assert cause_of(decision) is Cause.ENDPOINT_REQUIRED
    assert isinstance(resource_decision(ONLY_VPCE, request(GATEWAY)), Allowed)


@pytest.mark.parametrize(
    ("condition", "entrance", "service_cause"),
    [
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-gone"}}, GATEWAY, Cause.OTHER_ENDPOINT),
        ({"StringNotEquals": {"aws:SourceVpc": "vpc-other"}}, INTERFACE, Cause.OTHER_ENDPOINT),
        ({"ArnNotEquals": {"aws:SourceVpcArn": "arn:aws:ec2:us-east-1:*:vpc/vpc-0a"}}, GATEWAY, Cause.OTHER_ENDPOINT),
        ({"StringNotEquals": {"aws:VpceAccount": OTHER}}, GATEWAY, Cause.OTHER_ENDPOINT),
        ({"StringNotEquals": {"aws:VpceAccount": ACCOUNT}}, NAT, Cause.ENDPOINT_REQUIRED),
        ({"Null": {"aws:SourceVpce": "true"}}, NAT, Cause.ENDPOINT_REQUIRED),
        ({"NotIpAddress": {"aws:VpcSourceIp": "10.0.9.0/24"}}, GATEWAY, Cause.OTHER_ENDPOINT),
        ({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/16"}}, NAT, Cause.PRIVATE_SOURCE_IP),
        ({"NotIpAddress": {"aws:SourceIp": "fd00::/8"}}, NAT, Cause.PRIVATE_SOURCE_IP),
        ({"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/16", "198.51.100.0/24"]}}, NAT, Cause.SOURCE_IP),
        ({"StringNotEquals": {"aws:PrincipalAccount": OTHER}}, GATEWAY, Cause.DENIED),
        ({"NotIpAddress": {"aws:SourceIp": "no address"}}, GATEWAY, Cause.SOURCE_IP),
        (
            {"StringNotEquals": {"aws:SourceVpce": "vpce-gone"}, "Bool": {"aws:ViaAWSService": "false"}},
            GATEWAY,
            Cause.OTHER_ENDPOINT,
        ),
    ],
)
def test_a_denial_is_traced_to_what_the_statement_asks_for(
    condition: dict[str, dict[str, object]], entrance: Entrance, service_cause: Cause
) -> None:
    """The key that the statement is about, and how it stands on this way, name the cause."""
    asked = request(entrance, caller=ROLE)
    assert cause(resource_decision(policy(deny(Condition=condition)), asked)) is service_cause


def test_a_transport_without_tls_is_its_own_cause() -> None:
    """The common statement that refuses plain HTTP."""
    asked = request(port=80)
    decision = resource_decision(policy(deny(Condition={"Bool": {"aws:SecureTransport": "false"}})), asked)
    assert cause(decision) is Cause.CLEARTEXT
    assert isinstance(
        resource_decision(policy(deny(Condition={"Bool": {"aws:SecureTransport": "false"}})), request()), Allowed
    )


@pytest.mark.parametrize(
    ("statement", "entrance", "expected"),
    [
        (allow(Principal={"AWS": ACCOUNT}), GATEWAY, Cause.GATEWAY_PRINCIPAL),
        (allow(Principal={"AWS": ROLE}), GATEWAY, Cause.GATEWAY_PRINCIPAL),
        (allow(Principal={"AWS": OTHER}), INTERFACE, Cause.PRINCIPAL),
        (allow(Action="s3:DeleteBucket"), GATEWAY, Cause.ACTION),
        (allow(NotAction="s3:*"), GATEWAY, Cause.ACTION),
        (allow(NotResource="arn:aws:s3:::*"), GATEWAY, Cause.RESOURCE),
        (allow(Condition={"StringEquals": {"aws:PrincipalAccount": OTHER}}), GATEWAY, Cause.CONDITION),
        (allow(Condition={"IpAddress": {"aws:SourceIp": EIP}}), GATEWAY, Cause.SOURCE_IP),
        (deny(), GATEWAY, Cause.DENIED),
        (deny(Action="s3:DeleteBucket"), GATEWAY, Cause.NOTHING_ALLOWED),
    ],
)
def test_a_grant_that_is_missed_is_missed_for_a_cause(
    statement: dict[str, object], entrance: Entrance, expected: Cause
) -> None:
    """The first element of the closest Allow statement that does not apply."""
    asked = request(entrance, caller=ROLE)
    assert cause(endpoint_decision(policy(statement), asked)) is expected


def test_a_gateway_endpoint_takes_an_account_for_its_root_user() -> None:
    """AWS: "access is granted to the AWS account root user only, not all users and roles for the account"."""
    named = policy(allow(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}))
    assert isinstance(endpoint_decision(named, request(GATEWAY)), Denied), "whoever it is, it is no root user"
    assert isinstance(endpoint_decision(named, request(GATEWAY, caller=f"arn:aws:iam::{ACCOUNT}:root")), Allowed)
    assert isinstance(endpoint_decision(named, request(GATEWAY, caller=f"arn:aws:iam::{OTHER}:root")), Denied)
    assert isinstance(endpoint_decision(named, request(INTERFACE, caller=ROLE)), Allowed), "an interface endpoint does not"
    by_key = policy(allow(Condition={"ArnEquals": {"aws:PrincipalArn": ROLE}}))
    assert isinstance(endpoint_decision(by_key, request(GATEWAY, caller=ROLE)), Allowed)
    assert isinstance(resource_decision(named, request(GATEWAY, caller=ROLE), same_account=False), Allowed), "nor a bucket"


def test_what_a_gateway_endpoint_makes_of_a_denied_principal_is_not_said() -> None:
    """Where it would be denied elsewhere, it is undecided here; where it would not, it is not."""
    named = policy(allow(), deny(Principal={"AWS": ACCOUNT}))
    decision = endpoint_decision(named, request(GATEWAY, caller=ROLE))
    assert isinstance(decision, Undecided)
    assert decision.wants == ("gateway principal",)
    assert isinstance(endpoint_decision(named, request(GATEWAY, caller=STRANGER)), Allowed)


@pytest.mark.parametrize("none", [None, DEFAULT])
def test_no_policy_and_the_default_policy_let_everything_through(none: Policy | None) -> None:
    """AWS: "If an AWS service doesn't support endpoint policies, we allow full access"; the default one does too."""
    for asked in (request(), request(bucket=None), request(service="ec2", bucket=None), request(caller=ROLE)):
        assert isinstance(endpoint_decision(none, asked), Allowed)
    assert grants_everything(none)


@pytest.mark.parametrize(
    "narrower",
    [
        policy(allow(), deny(Action="s3:DeleteBucket")),
        ONLY_MINE,
        policy(allow(Principal={"AWS": ROLE})),
        policy(allow(Action="s3:*")),
        policy(allow(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})),
        Policy(trouble="it is not JSON"),
    ],
)
def test_a_narrower_policy_does_not_grant_everything(narrower: Policy) -> None:
    """Any limit at all makes it another policy than the default one."""
    assert not grants_everything(narrower)


def test_without_a_bucket_a_policy_for_some_buckets_is_undecided() -> None:
    """Which buckets are let through is in the statement that asks for the bucket."""
    decision = endpoint_decision(ONLY_OTHER, request(bucket=None))
    assert isinstance(decision, Undecided)
    assert decision.wants == ("bucket",)
    assert [m.statement.resources for m in decision.by] == [tuple(bucket_arns("other-bucket"))]


def test_without_a_bucket_a_policy_for_another_service_blocks_every_bucket() -> None:
    """No statement can apply, whichever bucket it is."""
    assert isinstance(
        endpoint_decision(policy(allow(Resource="arn:aws:dynamodb:*:*:table/t")), request(bucket=None)), Denied
    )
    assert isinstance(endpoint_decision(policy(allow(Action="dynamodb:*")), request(bucket=None)), Denied)


def test_another_service_is_decided_as_far_as_it_goes() -> None:
    """All of it, none of it, or it depends on the action or the resource."""
    table = "arn:aws:dynamodb:ap-northeast-2:111122223333:table/t"
    asked = request(GATEWAY, None, service="dynamodb")
    assert isinstance(endpoint_decision(policy(allow(Action="dynamodb:*")), asked), Allowed)
    assert isinstance(endpoint_decision(policy(allow(Action="s3:*")), asked), Denied)
    some = endpoint_decision(policy(allow(Action="dynamodb:Get*", Resource=table)), asked)
    assert isinstance(some, Undecided)
    assert some.wants == ("action", "resource")
    nothing_known = endpoint_decision(policy(allow(Action="x:*")), request(INTERFACE, None, service="brand-new"))
    assert isinstance(nothing_known, Undecided)


def test_one_operation_that_passes_is_enough_and_the_others_are_told() -> None:
    """A policy that grants reading only lets the service be reached, but not written to."""
    decision = endpoint_decision(policy(allow(Action="S3:getobject")), request())
    assert isinstance(decision, Allowed)
    assert [d.operation.action.known for d in decision.but if d.operation] == ["s3:PutObject", "s3:ListBucket"]


def test_objects_under_a_prefix_depend_on_the_key() -> None:
    """Without a key it depends; with one it is decided."""
    under = policy(allow(Resource="arn:aws:s3:::my-bucket/in/*"))
    decision = endpoint_decision(under, request())
    assert isinstance(decision, Undecided)
    assert decision.wants == ("object key",)
    assert [d.operation.action.known for d in decision.but if d.operation] == ["s3:ListBucket"]
    assert isinstance(endpoint_decision(under, request(key="in/x")), Allowed)
    assert isinstance(endpoint_decision(under, request(key="out/x")), Denied)


def test_a_policy_that_cannot_be_read_decides_nothing() -> None:
    """Neither allowed nor denied is concluded from what was not understood."""
    for decision in (
        endpoint_decision(Policy(trouble="x"), request()),
        resource_decision(Policy(trouble="x"), request(), same_account=False),
    ):
        assert decision == Undecided(wants=("unreadable",))


def test_an_element_that_cannot_be_read_leaves_it_open_only_where_the_rest_applies() -> None:
    """A new element may narrow a statement; it cannot widen it."""
    decision = endpoint_decision(policy(allow(Audience="x")), request())
    assert isinstance(decision, Undecided)
    assert decision.wants == ("element:Audience",)
    assert isinstance(endpoint_decision(policy(allow(Audience="x", Action="ec2:*")), request()), Denied)
    assert isinstance(endpoint_decision(policy({"Effect": "Allow", "NotPrincipal": "x"}), request()), Undecided)


def test_a_statement_that_lacks_an_element_is_open() -> None:
    """AWS accepts none such; where one comes, each missing element is named."""
    decision = endpoint_decision(read_policy({"Version": "2012-10-17", "Statement": {"Effect": "Allow"}}), request())
    assert isinstance(decision, Undecided)
    assert decision.wants == ("element:Principal", "element:Action", "element:Resource")


def test_who_is_asking_decides_where_a_policy_asks_who() -> None:
    """Without a caller it is undecided for want of the principal; with one it is decided."""
    exempt = policy(
        deny(
            Condition={
                "StringNotEquals": {"aws:SourceVpce": "vpce-gone"},
                "ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/app*"},
            }
        )
    )
    undecided = resource_decision(exempt, request())
    assert isinstance(undecided, Undecided)
    assert undecided.wants == ("aws:PrincipalArn",)
    assert isinstance(resource_decision(exempt, request(caller=ROLE)), Allowed)
    assert isinstance(resource_decision(exempt, request(caller=STRANGER), same_account=False), Denied)


def test_a_grant_is_needed_from_another_account_only() -> None:
    """AWS: in one account, what either policy allows is allowed; in another, both have to."""
    grant = policy(allow(Principal={"AWS": STRANGER}))
    assert resource_decision(None, request()) == Allowed(ground=Ground.NO_POLICY)
    assert isinstance(resource_decision(None, request(caller=STRANGER), same_account=False), Denied)
    mine = resource_decision(grant, request(caller=ROLE), same_account=True)
    assert isinstance(mine, Allowed)
    assert mine.ground is Ground.NOT_DENIED
    theirs = resource_decision(grant, request(caller=STRANGER), same_account=False)
    assert isinstance(theirs, Allowed)
    assert theirs.ground is Ground.STATEMENT
    assert isinstance(resource_decision(grant, request(caller=ROLE), same_account=False), Denied)
    assert isinstance(resource_decision(grant, request(), same_account=False), Undecided)


def test_a_way_that_is_not_seen_leaves_its_keys_open() -> None:
    """Behind a VPN or another account's transit gateway, neither the endpoint nor the address is known."""
    for document, key in ((ONLY_VPCE, "aws:SourceVpce"), (ONLY_EIP, "aws:SourceIp")):
        decision = resource_decision(document, request(UNSEEN))
        assert isinstance(decision, Undecided)
        assert decision.wants == (key,)


def test_an_access_point_needs_both_names_in_the_endpoints_policy() -> None:
    """AWS: "only … if the VPC endpoint policy grants access to both the access point and the underlying bucket"."""
    point = f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/ap"
    asked = request(access_point=point)
    both = policy(allow(Resource=[*bucket_arns("my-bucket"), point, f"{point}/object/*"]))
    assert isinstance(endpoint_decision(both, asked), Allowed)
    assert isinstance(endpoint_decision(ONLY_MINE, asked), Denied)
    assert isinstance(endpoint_decision(policy(allow(Resource=f"{point}*")), asked), Denied)
    assert isinstance(
        endpoint_decision(policy(allow(Resource=[*bucket_arns("my-bucket"), f"{point}/object/x"])), asked), Undecided
    )


def test_an_access_points_policy_is_asked_by_its_own_name() -> None:
    """The bucket's ARN means nothing in it, and the access point's nothing in the bucket's."""
    point = f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/ap"
    asked = request(caller=STRANGER, access_point=point)
    own = policy(allow(Resource=f"{point}/object/*"))
    assert isinstance(resource_decision(own, asked, same_account=False, kind="access-point"), Allowed)
    assert isinstance(resource_decision(own, asked, same_account=False), Denied)
    delegated = policy(allow(Condition={"StringEquals": {"s3:DataAccessPointAccount": ACCOUNT}}))
    assert isinstance(resource_decision(delegated, asked, same_account=False), Allowed)


def test_an_access_point_bound_to_a_vpc_takes_requests_from_there_only() -> None:
    """AWS: "Amazon S3 rejects any request made to the access point that doesn't originate from that VPC"."""
    assert isinstance(origin_decision("", request(NAT)), Allowed)
    assert isinstance(origin_decision("vpc-0a", request(GATEWAY)), Allowed)
    for asked in (request(NAT), request(INTERFACE)):
        decision = origin_decision("vpc-other", asked)
        assert cause(decision) is Cause.ACCESS_POINT_ORIGIN
    assert isinstance(origin_decision("vpc-0a", request(UNSEEN)), Undecided)
    assert isinstance(origin_decision("vpc-0a", request(Entrance(via=Via.GATEWAY_ENDPOINT))), Undecided)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (None, False),
        (policy(allow()), False),
        (ONLY_VPCE, True),
        (ONLY_EIP, None),
        (policy(deny(Condition={"StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-0a1"}})), True),
        (
            policy(
                deny(
                    Condition={"StringEqualsIfExists": {"aws:SourceVpce": "vpce-bad"}, "Bool": {"aws:SecureTransport": "x"}}
                )
            ),
            False,
        ),
        (policy(deny(Condition={"Bool": {"aws:SecureTransport": "true"}})), False),
        (policy(deny(Action="s3:PutObject", Condition={"Null": {"aws:SourceVpce": "true"}})), False),
    ],
)
def test_a_private_way_is_enforced_where_every_other_way_is_denied(document: Policy | None, expected: bool | None) -> None:  # noqa: FBT001 (a column of the table)
    """Only a Deny on the endpoint's own keys makes the private way the only one."""
    assert is_enforced(document, request(GATEWAY)) is expected


def test_a_resource_may_hold_a_variable() -> None:
    """A home folder by user name: a role has none, and the resource "will not match any resource"."""
    home = policy(allow(Resource="arn:aws:s3:::my-bucket/${aws:username}/*"))
    user = f"arn:aws:iam::{ACCOUNT}:user/ann"
    assert isinstance(endpoint_decision(home, request(caller=user, key="ann/x")), Allowed)
    assert isinstance(endpoint_decision(home, request(caller=user, key="bob/x")), Denied)
    assert isinstance(endpoint_decision(home, request(caller=ROLE, key="ann/x")), Denied)
    assert isinstance(endpoint_decision(home, request(key="ann/x")), Undecided)


def test_everyone_but_a_named_user_is_denied() -> None:
    """NotPrincipal with Deny spares the one who is named exactly, and nobody else."""
    user = f"arn:aws:iam::{ACCOUNT}:user/ann"
    spared = policy(deny(NotPrincipal={"AWS": [user, f"arn:aws:iam::{ACCOUNT}:root"]}))
    assert isinstance(resource_decision(spared, request(caller=user)), Allowed)
    assert isinstance(resource_decision(spared, request(caller=STRANGER), same_account=False), Denied)
    assert isinstance(resource_decision(spared, request()), Undecided)
