"""What the collector believes of AWS, held against botocore's own models: an upgrade that changes them fails here first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name

from diagnostics.collect.calls import CALLS, SAVED_CALLS, Call, When, call_of
from diagnostics.collect.parse import (
    asked,
    buckets,
    dns_firewall,
    endpoints,
    filters,
    gateways,
    names,
    places,
    profiles,
    routes,
    transit,
    watching,
)
from diagnostics.collect.parse.fields import Row
from diagnostics.collect.touched import waits_for
from diagnostics.model.transit import AttachmentKind
from tests.unit.collect.shapes import operation, sample

if TYPE_CHECKING:
    from collections.abc import Callable

#: Calls that wait for what is asked only where it matters: the rows of a group, a list or a table that a VPC uses.
DEEPER = {
    "get-bucket-policy",
    "get-transit-gateway-route-table-associations",
    "list-firewall-domain-lists",
    "list-firewall-domains",
    "list-firewall-rules",
    "list-resolver-endpoint-ip-addresses",
    "list-resolver-endpoints",
    "list-resolver-rules",
    "list-resource-record-sets",
    "search-transit-gateway-routes",
}
#: Calls whose pages are the largest where no size is given.
LARGE_BY_THEMSELVES = {"get-metric-data", "search-transit-gateway-routes"}
#: Members of a route that look like an id and are no target.
NOT_TARGETS = {"DestinationPrefixListId", "InstanceOwnerId"}
#: Calls whose CLI word or answer differs from the API that they are permitted by.
NO_API_OF_THEIR_OWN = {"get-access-point", "get-access-point-policy"}
BOTH_LISTS = ("describe-prefix-lists", "describe-managed-prefix-lists")
MADE_OF: list[tuple[Callable[[Row], Any], str]] = [
    (places.vpc_of, "describe-vpcs"),
    (places.subnet_of, "describe-subnets"),
    (places.eni_of, "describe-network-interfaces"),
    (routes.route_table_of, "describe-route-tables"),
    (gateways.nat_gateway_of, "describe-nat-gateways"),
    (gateways.internet_gateway_of, "describe-internet-gateways"),
    (gateways.egress_only_gateway_of, "describe-egress-only-internet-gateways"),
    (gateways.peering_of, "describe-vpc-peering-connections"),
    (lambda row: gateways.block_public_access_of(Row({}), [row]), "describe-vpc-block-public-access-exclusions"),
    (filters.security_group_of, "describe-security-groups"),
    (filters.network_acl_of, "describe-network-acls"),
    (endpoints.endpoint_of, "describe-vpc-endpoints"),
    (endpoints.endpoint_service_of, "describe-vpc-endpoint-services"),
    (watching.encryption_control_of, "describe-vpc-encryption-controls"),
    (watching.flow_log_of, "describe-flow-logs"),
    (names.dhcp_options_of, "describe-dhcp-options"),
    (lambda row: names.zone_of(row, (), None), "list-hosted-zones-by-vpc"),
    (names.record_of, "list-resource-record-sets"),
    (lambda row: names.resolver_rule_of(row, ()), "list-resolver-rules"),
    (dns_firewall.firewall_rule_of, "list-firewall-rules"),
    (profiles.profile_resource_of, "list-profile-resource-associations"),
    (lambda row: profiles.resolver_endpoint_of(row, None), "list-resolver-endpoints"),
    (profiles.resolver_address_of, "list-resolver-endpoint-ip-addresses"),
    (transit.attachment_of, "describe-transit-gateway-attachments"),
    (transit.vpc_attachment_of, "describe-transit-gateway-vpc-attachments"),
    (transit.table_of, "describe-transit-gateway-route-tables"),
    (transit.route_of, "search-transit-gateway-routes"),
]


class Watched(dict[str, Any]):
    """An object of an answer that remembers what was looked for and is not in AWS's model."""

    def __init__(self, held: dict[str, Any], missed: list[str]) -> None:
        super().__init__({key: watched(value, missed) for key, value in held.items()})
        self._missed = missed

    def get(self, key: str, default: Any = None) -> Any:
        """Give a member, and remember it where AWS has none of that name."""
        if key not in self:
            self._missed.append(key)
        return super().get(key, default)


def watched(value: Any, missed: list[str]) -> Any:
    """Give a value in which every object is watched."""
    if isinstance(value, dict):
        return Watched(value, missed)
    return [watched(each, missed) for each in value] if isinstance(value, list) else value


def test_every_id_in_a_route_is_a_target_or_known_to_be_none() -> None:
    """A new kind of target in botocore's Route has to be mapped, or listed as no target."""
    members = operation(call_of("describe-route-tables")).service_model.shape_for("Route").members
    ids = {name for name in members if name.endswith(("Id", "Arn"))}
    assert ids == {name for name, _ in routes.TARGET_MEMBERS} | {"GatewayId"} | NOT_TARGETS


def test_every_kind_of_attachment_is_known() -> None:
    """A new kind in botocore's model has to be given a meaning, or at least a name."""
    member = operation(call_of("describe-transit-gateway-attachments")).service_model
    kinds = member.shape_for("TransitGatewayAttachmentResourceType").enum
    assert set(kinds) | {AttachmentKind.UNKNOWN} == set(AttachmentKind)


@pytest.mark.parametrize(("make", "word"), MADE_OF, ids=[word for _, word in MADE_OF])
def test_every_member_that_is_read_exists(make: Callable[[Row], Any], word: str) -> None:
    """No name is misspelt: all that the parser looks for is in botocore's model of the answer."""
    call = call_of(word)
    missed: list[str] = []
    (row,) = sample(operation(call).output_shape)[call.result]
    assert make(Row(watched(row, missed))) is not None
    assert missed == []


def test_every_member_of_a_prefix_list_exists_in_one_of_its_two_calls() -> None:
    """What one call does not say of a prefix list, the other does."""
    shapes = [sample(operation(call_of(word)).output_shape)["PrefixLists"][0] for word in BOTH_LISTS]
    for shape, other in (shapes, shapes[::-1]):
        missed: list[str] = []
        assert routes.prefix_list_of("pl-1", [Row(watched(shape, missed))], None)
        assert set(missed) <= other.keys()


def test_members_of_answers_that_are_no_list_exist() -> None:
    """Instances within reservations, attributes, Block Public Access and entries of prefix lists."""
    missed: list[str] = []
    (reservation,) = sample(operation(call_of("describe-instances")).output_shape)["Reservations"]
    (instance,) = Row(watched(reservation, missed)).rows("Instances")
    assert places.instance_of(instance)
    word = "describe-vpc-block-public-access-options"
    options = sample(operation(call_of(word)).output_shape)[call_of(word).result]
    assert gateways.block_public_access_of(Row(watched(options, missed)), [])
    (entry,) = sample(operation(call_of("get-managed-prefix-list-entries")).output_shape)["Entries"]
    assert Row(watched(entry, missed)).cidr("Cidr")
    associations = sample(operation(call_of("list-resolver-rule-associations")).output_shape)["ResolverRuleAssociations"]
    assert {"ResolverRuleId", "VPCId", "Status"} <= associations[0].keys()
    configuration = sample(operation(call_of("get-function-configuration")).output_shape)
    assert asked.function_of(Row(watched({"Name": "orchard-fn", "VpcConfig": configuration["VpcConfig"]}, missed)))
    point = sample(operation(call_of("get-access-point")).output_shape)
    assert buckets.access_point_of(Row(watched(point, missed)), None)
    assert missed == []


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.key("x"))
def test_every_call_is_one_that_aws_knows(call: Call) -> None:
    """Its words, its parameters, its pages and its answer are in botocore's model, and its page is not too large."""
    model = operation(call)
    given = model.input_shape.members if model.input_shape else {}
    answered = model.output_shape.members
    assert xform_name(call.operation, "-") == call.word
    assert xform_name(call.operation) == call.method
    assert call.result in answered
    assert call.keeps <= answered.keys()
    assert call.arguments(subject="x", region="r", vpc_id="vpc-1").keys() <= given.keys()
    assert set(call.cursor) <= answered.keys()
    assert set(call.cursor.values()) <= given.keys()
    largest = given["MaxResults"].metadata.get("max") if "MaxResults" in call.fixed else None
    assert largest is None or call.fixed["MaxResults"] <= largest


def test_what_a_question_names_is_looked_up_only_then() -> None:
    """A call about what a question names is about one thing, and waits for no other.

    But for the policy of the bucket behind an access point, whose name only the access point tells.
    """
    named = {call for call in CALLS if call.when is When.ASKED}
    assert {call.action for call in named} == {
        "s3:ListBucket",
        "s3:GetBucketPolicy",
        "s3:GetAccessPoint",
        "s3:GetAccessPointPolicy",
        "lambda:GetFunctionConfiguration",
    }
    assert all(call.subject_as for call in named)
    assert {call.word: waits_for(call) for call in named if waits_for(call)} == {"get-bucket-policy": ("get-access-point",)}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.key("x"))
def test_every_call_that_has_pages_is_asked_for_all_of_them(call: Call) -> None:
    """Whatever answers with a token is followed, and asked for large pages."""
    tokens = {"NextToken", "NextRecordName"} & operation(call).output_shape.members.keys()
    assert bool(tokens) == bool(call.cursor)
    assert not tokens or {"MaxResults", "MaxItems"} & call.fixed.keys() or call.word in LARGE_BY_THEMSELVES


@pytest.mark.parametrize(
    "call", [call for call in SAVED_CALLS if call.word not in NO_API_OF_THEIR_OWN], ids=lambda call: call.word
)
def test_every_call_that_may_be_saved_exists(call: Call) -> None:
    """Its word is the one that the AWS CLI has for the operation, and its answer has the member that tells."""
    assert xform_name(call.operation, "-") == call.word
    assert call.result in operation(call).output_shape.members


def test_calls_are_two_deep_but_for_what_few_networks_use() -> None:
    """What waits for an answer waits for one that is always asked for, but for the particulars of what is shared."""
    always = {call.word for call in CALLS if call.when is When.ALWAYS}
    deeper = {call.word for call in CALLS if not always.issuperset(waits_for(call))}
    assert deeper >= {"list-resource-record-sets", "list-firewall-domains", "list-resolver-endpoint-ip-addresses"}
    assert deeper <= DEEPER
    assert sum(not call.subject_as for call in CALLS) <= 30
    assert sum(call.subject_as in {"VpcId", "VPCId"} for call in CALLS) <= 4
