"""Whole diagnoses of drawn networks against a packet-by-packet oracle, and what must never change one."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostics import Diagnosis, Query, diagnose
from diagnostics.collect import Answers, Meta, Refusal, snapshot_of
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Confidence, VerdictClass
from tests.unit.diagnostics.brute_force import expected
from tests.unit.diagnostics.drawn_network import ACCOUNT, REGION, worlds
from tests.unit.diagnostics.in_aws_words import described
from tests.unit.diagnostics.in_ipv6 import NAME, described_in_ipv6, without_translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.unit.diagnostics.drawn_network import World

SERVICES = st.sampled_from(("s3", "s3", "s3", "dynamodb", "ec2"))
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
#: Members whose values AWS may extend by words that nobody knows yet.
OPEN_ENDED = frozenset(
    {
        "State",
        "Origin",
        "VpcEndpointType",
        "ConnectivityType",
        "AvailabilityMode",
        "InterfaceType",
        "Status",
        "InternetGatewayBlockMode",
        "InternetGatewayExclusionMode",
        "RuleType",
        "RuleAction",
        "IpProtocol",
        "Protocol",
    }
)


def solved(answers: dict[str, Any], source: str, service: str) -> Diagnosis:
    """Give the diagnosis by way of AWS's own answers."""
    (diagnosis,) = diagnose(Query(source=source, to=service), snapshot_of(Answers(said=answers, meta=Meta(region=REGION))))
    return diagnosis


@given(worlds(), SERVICES)
@settings(unhurried, max_examples=300)
def test_the_verdict_is_the_one_that_brute_force_finds(world: World, service: str) -> None:
    """The verdict and its class are those of trying every address and port on its own."""
    diagnosis = solved(described(world), world.source, service)
    assert (diagnosis.verdict.value, diagnosis.verdict_class.value) == expected(world, service)


@given(worlds())
@settings(unhurried, max_examples=150)
def test_ipv6_is_judged_as_ipv4_is_where_nothing_translates_addresses(drawn: World) -> None:
    """Routes, lists, network ACLs, security groups and Block Public Access have the same say over IPv6 traffic."""
    world = without_translation(drawn)
    diagnosis = solved(described_in_ipv6(world), world.source, NAME)
    assert (diagnosis.verdict.value, diagnosis.verdict_class.value) == expected(world, "s3")


@given(worlds(), SERVICES, st.randoms(use_true_random=False))
@settings(unhurried, max_examples=60)
def test_the_order_in_which_aws_lists_things_does_not_matter(world: World, service: str, chance: Any) -> None:
    """Every list of every answer may come in any order: the verdict, the confidence and the findings stay."""
    answers = described(world)
    shuffled = copy.deepcopy(answers)
    for rows in _lists(shuffled):
        chance.shuffle(rows)
    assert _told(solved(answers, world.source, service)) == _told(solved(shuffled, world.source, service))


@given(worlds(), worlds(), SERVICES)
@settings(unhurried, max_examples=40)
def test_another_vpc_changes_nothing(world: World, other: World, service: str) -> None:
    """A second VPC in the same account and Region, with ids of its own, has no say."""
    answers = described(world)
    both = copy.deepcopy(answers)
    for key, body in _renamed(described(other)).items():
        if key not in answers:
            both[key] = body
        elif "prefix-list" not in key:  # the lists are the account's, and the same for both
            for member, listed in body.items():
                both[key][member] = [*both[key][member], *listed] if isinstance(listed, list) else both[key][member]
    assert _told(solved(answers, world.source, service)) == _told(solved(both, world.source, service))


@given(worlds(), SERVICES, st.data())
@settings(unhurried, max_examples=300)
def test_what_was_not_seen_never_makes_traffic_private_for_certain(world: World, service: str, data: st.DataObject) -> None:
    """Whatever answer is missing or refused: no crash, and no confident `private` where the whole truth is another."""
    answers = described(world)
    whole = solved(answers, world.source, service)
    key = data.draw(st.sampled_from(sorted(answers)))
    refused = data.draw(st.booleans())
    poorer = {k: v for k, v in answers.items() if k != key} | ({key: Refusal("UnauthorizedOperation")} if refused else {})
    try:
        guess = solved(poorer, world.source, service)
    except AskerError:
        assert key in {"describe-vpcs", "describe-subnets", "describe-network-interfaces"}, "a source is asked by its id"
        return
    if whole.verdict_class is not VerdictClass.PRIVATE and guess.verdict_class is VerdictClass.PRIVATE:
        assert guess.confidence is not Confidence.HIGH, key


@given(worlds(), SERVICES, st.data())
@settings(unhurried, max_examples=150)
def test_words_that_aws_has_not_invented_yet_crash_nothing(world: World, service: str, data: st.DataObject) -> None:
    """A state, a type or a mode of an unknown name leads to some verdict."""
    answers = described(world)
    places = [(row, member) for row in _rows(answers) for member in sorted(OPEN_ENDED & row.keys())]
    for row, member in data.draw(
        st.lists(st.sampled_from(places), min_size=1, max_size=4, unique_by=lambda p: (id(p[0]), p[1]))
    ):
        if isinstance(row[member], str):
            row[member] = "newfangled"
    assert solved(answers, world.source, service).verdict_class in VerdictClass


def _told(diagnosis: Diagnosis) -> tuple[Any, ...]:
    parts = sorted((p.verdict.value, p.when.en) for p in diagnosis.parts)
    codes = sorted((f.rule.code, f.subject, f.cause or "") for f in diagnosis.findings)
    return diagnosis.verdict, diagnosis.verdict_class, diagnosis.path, diagnosis.confidence, diagnosis.flags, parts, codes


def _lists(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _lists(inner)


def _rows(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _rows(inner)


def _renamed(node: Any) -> Any:
    """Give the same answers about things of other ids; AWS's own lists, the account and the addresses stay."""
    if isinstance(node, dict):
        return {_renamed(k): _renamed(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_renamed(v) for v in node]
    kinds = (
        "vpc-",
        "subnet-",
        "rtb-",
        "nat-",
        "igw-",
        "eni-",
        "i-eni",
        "sg-",
        "acl-",
        "vpce-",
        "tgw-",
        "vgw-",
        "pcx-",
        "rslvr-",
        "dopt-",
    )
    if isinstance(node, str) and node.startswith(kinds):
        return f"{node}zz"
    if isinstance(node, str) and (
        node.startswith(("describe-vpc-attribute.", "list-hosted-zones-by-vpc.")) or ACCOUNT in node
    ):
        return node.replace("vpc-1", "vpc-1zz").replace("subnet-", "subnet-zz")
    return "Z1zz" if node == "Z1" else node
