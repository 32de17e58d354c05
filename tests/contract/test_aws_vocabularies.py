"""AWS's closed vocabularies, as botocore has them: a word that it learns has to be looked at here before it is relied on.

Each row says where the word stands in AWS's answers, which words there are, and with which of them a way that is private
today may still be called private for certain. With any other word, those that AWS has not invented yet included, the
diagnosis still says something, and never that the way is private for certain.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from diagnostics import Query, diagnose
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.model.trace import Confidence, VerdictClass

sys.path.insert(0, str(Path(__file__).parents[1] / "scenarios"))

from network import REGION, changed

GATEWAY: list[dict[str, Any]] = [{"gateway": {"tables": ["rtb-a1"]}}]
INTERFACE: list[dict[str, Any]] = [{"interface": {"service": "ec2", "private_dns": True, "subnets": ["subnet-a1"]}}]
INVENTED = "newfangled"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One of AWS's vocabularies: its shape, where its words stand, which they are, and which leave a private way private."""

    shape: str
    key: str
    path: str
    harmless: frozenset[str]
    others: frozenset[str]
    given: tuple[dict[str, Any], ...] = tuple(GATEWAY)
    to: str = "s3"
    service: str = "ec2"


def words(*each: str) -> frozenset[str]:
    """Give a set of words."""
    return frozenset(each)


VOCABULARIES = (
    Vocabulary(
        "RouteState", "describe-route-tables", "RouteTables.Routes.State", words("active"), words("blackhole", "filtered")
    ),
    Vocabulary(
        "RouteOrigin",
        "describe-route-tables",
        "RouteTables.Routes.Origin",
        words("CreateRouteTable", "CreateRoute", "EnableVgwRoutePropagation", "Advertisement"),
        words(),
    ),
    Vocabulary(
        "VpcEndpointType",
        "describe-vpc-endpoints",
        "VpcEndpoints.VpcEndpointType",
        words("Gateway"),
        words("Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"),
    ),
    Vocabulary(
        "VpcEndpointType",
        "describe-vpc-endpoints",
        "VpcEndpoints.VpcEndpointType",
        words("Interface"),
        words("Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"),
        given=tuple(INTERFACE),
        to="ec2",
    ),
    Vocabulary(
        "State",
        "describe-vpc-endpoints",
        "VpcEndpoints.State",
        words("Available"),
        words("PendingAcceptance", "Pending", "Deleting", "Deleted", "Rejected", "Failed", "Expired", "Partial"),
    ),
    Vocabulary(
        "State",
        "describe-vpc-endpoints",
        "VpcEndpoints.State",
        words("Available"),
        words("PendingAcceptance", "Pending", "Deleting", "Deleted", "Rejected", "Failed", "Expired", "Partial"),
        given=tuple(INTERFACE),
        to="ec2",
    ),
    Vocabulary(
        "RouteTableAssociationStateCode",
        "describe-route-tables",
        "RouteTables.Associations.AssociationState.State",
        words("associated"),
        words("associating", "disassociating", "disassociated", "failed"),
    ),
    Vocabulary("RuleAction", "describe-network-acls", "NetworkAcls.Entries.RuleAction", words("allow"), words("deny")),
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: f"{v.shape}-{v.to}")
def test_every_word_that_aws_knows_is_looked_at(vocabulary: Vocabulary) -> None:
    """A word that botocore learns, or drops, is a reason to look here."""
    model = botocore.session.get_session().get_service_model(vocabulary.service)
    assert set(model.shape_for(vocabulary.shape).enum) == vocabulary.harmless | vocabulary.others


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: f"{v.shape}-{v.to}")
def test_only_words_that_are_understood_leave_a_private_way_private_for_certain(vocabulary: Vocabulary) -> None:
    """With every other word there is a verdict, and it is not a confident `private`."""
    for word in sorted(vocabulary.harmless | vocabulary.others | {INVENTED}):
        answers = changed(list(vocabulary.given), REGION)
        assert put(answers[vocabulary.key], vocabulary.path.split("."), word), "the word stands nowhere in the answer"
        snapshot = snapshot_of(Answers(said=answers, meta=Meta(region=REGION)))
        (diagnosis,) = diagnose(Query(source="subnet-a1", to=vocabulary.to), snapshot)
        certain = diagnosis.verdict_class is VerdictClass.PRIVATE and diagnosis.confidence is Confidence.HIGH
        assert certain == (word in vocabulary.harmless), f"{word}: {diagnosis.verdict}, {diagnosis.confidence}"


def put(node: Any, path: list[str], word: str) -> int:
    """Write a word at every place of an answer that the path leads to, and give how many there were."""
    if isinstance(node, list):
        return sum(put(each, path, word) for each in node)
    member, *rest = path
    if member not in node:
        return 0
    if rest:
        return put(node[member], rest, word)
    node[member] = word
    return 1
