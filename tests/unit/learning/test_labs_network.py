"""The words that a lab's network is written in: each makes what AWS would answer, and mistakes are told at their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs.expanding import WORDS, answers_of
from diagnostics import Query, diagnose
from diagnostics.collect import snapshot_of
from diagnostics.model.trace import Verdict
from knowledge.store import KnowledgeError, parse_yaml

if TYPE_CHECKING:
    from diagnostics import Diagnosis

#: What is written, what is asked of whom, and what comes out.
WRITTEN = (
    ("bucket: {name: b-1}", "subnet-0k1 s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
    ("subnet: {id: subnet-0n1, cidr: 10.20.9.0/24, name: nook}", "nook s3", Verdict.BLOCKED_NO_ROUTE),
    ("no_route: {table: rtb-0k1, to: 0.0.0.0/0}", "kiln s3", Verdict.BLOCKED_NO_ROUTE),
    ("route: {table: rtb-0k1, to: 0.0.0.0/0, target: nat-0zz, blackhole: true}", "kiln s3", Verdict.BLOCKED_BLACKHOLE),
    ("route: {table: rtb-0k1, to: 0.0.0.0/0, target: vgw-0a1, propagated: true}", "kiln s3", Verdict.VIA_ONPREM),
    ("associate: {subnet: subnet-0k1, table: main}", "kiln s3", Verdict.BLOCKED_NO_ROUTE),
    ("associate: {subnet: subnet-0k1, table: rtb-0l2}", "kiln s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
    ("associate: {subnet: subnet-0k1, table: rtb-0p0}", "i-0k1 s3", Verdict.BLOCKED_NO_PUBLIC_IP),
    ("gateway: {id: vpce-01, service: s3, tables: [rtb-0k1]}", "kiln s3", Verdict.PRIVATE_GATEWAY_ENDPOINT),
    ("gateway: {id: vpce-01, service: dynamodb, tables: [rtb-0k1]}", "kiln dynamodb", Verdict.PRIVATE_GATEWAY_ENDPOINT),
    (
        "interface: {id: vpce-01, service: sts, subnets: [subnet-0k1], groups: [sg-0v4]}",
        "kiln sts",
        Verdict.PRIVATE_INTERFACE_ENDPOINT,
    ),
    (
        "interface: {id: vpce-01, service: s3, subnets: [subnet-0k1], groups: [sg-0v4], inbound_only: false}",
        "kiln s3",
        Verdict.PRIVATE_INTERFACE_ENDPOINT,
    ),
    ("group: {id: sg-0w1, outbound: []}", "i-0k1 s3", Verdict.BLOCKED_SG_EGRESS),
    ("group: {id: sg-0w1, outbound: [{port: 443, list: pl-78a54011}]}", "i-0k1 s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
    ("group: {id: sg-0w1, outbound: [{group: sg-0v4}]}", "i-0k1 s3", Verdict.BLOCKED_SG_EGRESS),
    ("wears: {interface: eni-0k1, groups: [sg-0d0]}", "i-0k1 s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
    ("acl: {id: acl-01, subnets: [subnet-0k1], inbound: [], outbound: []}", "kiln s3", Verdict.BLOCKED_NACL),
    ("dns: {support: false}", "kiln s3", Verdict.BLOCKED_DNS),
    ("prefix_list: {id: pl-01, name: ours, cidrs: [192.0.2.0/24]}", "kiln s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
    ("table: {id: rtb-01, main: true}", "kiln s3", Verdict.PUBLIC_VIA_NAT_GATEWAY),
)


def asked(network: str, question: str) -> Diagnosis:
    """Diagnose a question in the network that is written."""
    source, to = question.split()
    answers = answers_of(parse_yaml(network.encode(), "lab.yaml"))
    (diagnosis,) = diagnose(Query(source=source, to=to), snapshot_of(answers))
    return diagnosis


@pytest.mark.parametrize(("word", "question", "verdict"), WRITTEN)
def test_a_word_makes_the_network_that_it_says(word: str, question: str, verdict: Verdict) -> None:
    """The diagnosis sees what was written, and nothing is left unseen."""
    diagnosis = asked(f"- {word}", question)
    assert diagnosis.verdict is verdict
    assert [gap.call for gap in diagnosis.gaps if gap.reason == "denied"] == []


def test_every_word_is_tried() -> None:
    """A new word needs a row above."""
    assert {word.partition(":")[0] for word, _, _ in WRITTEN} == set(WORDS)


def test_a_new_main_table_is_the_only_main_one() -> None:
    """The old main table lets go of the subnets that follow it."""
    network = "- table: {id: rtb-01, main: true}\n- associate: {subnet: subnet-0k1, table: main}"
    table = asked(network, "kiln s3").case.table
    assert table is not None
    assert table.id == "rtb-01"


MISTAKES = (
    ("[]", 'has 0 of "network"'),
    ("- route: {table: rtb-0k1, to: 0.0.0.0/0, target: moon-1}", 'has "moon-1" as "target"'),
    ("- route: {table: rtb-0k1, to: everywhere, target: nat-0p1}", 'has "everywhere" where a range'),
    ("- route: {table: rtb-0k1, to: pl-0zz, target: nat-0p1}", 'names "pl-0zz"'),
    ("- no_route: {table: rtb-0m9, to: 0.0.0.0/0}", "takes the route to 0.0.0.0/0 out of rtb-0m9, which has none"),
    ("- table: {id: rtb-0k1}", 'adds "rtb-0k1", which this network has already'),
    ("- dns: {}", 'has nothing under "dns"'),
    ("- dns: {support: maybe}", 'has "maybe" as "support"; write one of true, false'),
    ("- group: {id: sg-01}", 'adds the security group sg-01 without a "name"'),
    ("- group: {id: sg-0w1, outbound: [{port: 443}]}", "has a rule for nobody"),
    ("- group: {id: sg-0w1, outbound: [{port: web, cidr: 0.0.0.0/0}]}", 'has "web" as ports'),
    ("- gateway: {id: vpce-01, service: sqs, tables: [rtb-0k1]}", 'has "sqs" as "service"; write one of s3, dynamodb'),
    (
        "- interface: {id: vpce-01, service: sts, subnets: [subnet-0k1, subnet-0p0], groups: [sg-0v4]}",
        "has two subnets in one Availability Zone",
    ),
    ("- subnet: {id: subnet-01, cidr: 10.20.9.0/24, name: nook, zone: mars}", 'has "mars" as "zone"'),
)


@pytest.mark.parametrize(("network", "message"), MISTAKES)
def test_a_mistake_is_told_at_its_line(network: str, message: str) -> None:
    """Whoever writes a lab learns what is wrong and what to write."""
    with pytest.raises(KnowledgeError) as told:
        answers_of(parse_yaml(network.encode(), "lab.yaml"))
    assert message in told.value.message
    assert (told.value.file, told.value.line) == ("lab.yaml", 1)
