"""What a person reads: names, particles, headlines, and the table of verdicts."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from typing import get_args

import pytest

from diagnostics.explain import DISPOSITIONS, explain
from diagnostics.explain.headline import headline
from diagnostics.explain.naming import KINDS, thing, with_particle
from diagnostics.findings import catalogue
from diagnostics.model.addresses import AddressSet
from diagnostics.model.finding import Finding, Part
from diagnostics.model.trace import Block, Evidence, Hop, HopKind, Resolution, Trace, Verdict, VerdictClass
from diagnostics.model.words import Lang, Words
from diagnostics.render.dispositions_page import dispositions_page
from tests.unit.render.samples import (
    EVERY,
    SUBNET,
    Sketch,
    blackhole,
    blocked_by_group,
    by_gateway_endpoint,
    by_interface_endpoint,
    by_nat,
    hops_by_nat,
    long_way,
    mixed,
    unseen_transit,
)

LANGUAGES: tuple[Lang, ...] = ("ko", "en")


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("S3", "으로/로", "S3로"),
        ("DynamoDB", "은/는", "DynamoDB는"),
        ("KMS", "으로/로", "KMS로"),
        ("team-logs 버킷", "으로/로", "team-logs 버킷으로"),
        ("NAT 게이트웨이(nat-0abc)", "을/를", "NAT 게이트웨이(nat-0abc)를"),
        ("라우팅 테이블(rtb-0)", "을/를", "라우팅 테이블(rtb-0)을"),
        ("라우팅 테이블(rtb-0)", "으로/로", "라우팅 테이블(rtb-0)로"),
        ("Secrets Manager", "은/는", "Secrets Manager는"),
        ("Elastic Load Balancing", "은/는", "Elastic Load Balancing은"),
        ("10.0.0.1", "을/를", "10.0.0.1을"),
        ("example.com", "으로/로", "example.com으로"),
    ],
)
def test_a_korean_particle_follows_the_sound_of_the_word(word: str, pair: str, said: str) -> None:
    """The particle fits Hangul, Latin names, digits, and nouns with an id in brackets."""
    assert with_particle(word, pair) == said


def test_every_kind_of_hop_has_a_noun_in_both_languages() -> None:
    """No hop kind is shown as its machine word for want of a noun."""
    assert set(KINDS) == set(get_args(HopKind))


def test_a_resource_is_called_by_name_kind_and_id() -> None:
    """A Name tag stands beside the kind; without one the id does."""
    assert thing("subnet", "orchard-a", "subnet-1", "ko") == "orchard-a 서브넷(subnet-1)"
    assert thing("subnet", "orchard-a", "subnet-1", "en") == "subnet orchard-a (subnet-1)"
    assert thing("nat-gateway", "", "nat-1", "ko") == "NAT 게이트웨이(nat-1)"
    assert thing("nat-gateway", "", "nat-1", "en") == "NAT gateway nat-1"


def test_every_verdict_has_its_row_in_the_table_of_dispositions() -> None:
    """The table is exhaustive, and no two verdicts share a short name."""
    assert set(DISPOSITIONS) == set(Verdict)
    for lang in LANGUAGES:
        names = [row.name.say(lang) for row in DISPOSITIONS.values()]
        assert len(set(names)) == len(names)


def test_the_page_of_dispositions_names_every_verdict_once() -> None:
    """The generated page holds each published name in exactly one row."""
    page = dispositions_page()
    for verdict in Verdict:
        assert page.count(f"| `{verdict.value}`<br>") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_makes_one_whole_sentence_that_names_source_and_destination(verdict: Verdict, lang: Lang) -> None:
    """Whatever the verdict and however little is known, the headline is complete."""
    part = Part(when=Words("어떤 주소", "some addresses"), verdict=Verdict.PUBLIC_VIA_NAT_GATEWAY)
    for hops in (hops_by_nat(), (Hop(kind="subnet", id=SUBNET),)):
        sketch = Sketch(hops=hops, verdict=verdict, parts=(part,), blocks=(Block(verdict=verdict, subject="sg-0web"),))
        said = headline(sketch.draw(), lang)
        assert SUBNET in said
        assert "S3" in said
        assert said.endswith(".")
        assert not {"{", "}"} & set(said)
        assert "\n" not in said
        explain(sketch.draw(), lang)


def test_the_headline_of_a_nat_path_reads_as_a_person_would_say_it() -> None:
    """The example that the product is known by, in both languages."""
    assert headline(by_nat(), "ko") == (
        "orchard-a 서브넷(subnet-0a1b2c3d4e5f60718)에서 S3로 가는 트래픽은 "
        "orchard-nat NAT 게이트웨이(nat-0123456789abcdef0)를 거쳐 공인 경로로 나가요."
    )
    assert headline(by_nat(), "en") == (
        "Traffic from subnet orchard-a (subnet-0a1b2c3d4e5f60718) to S3 goes out through "
        "NAT gateway orchard-nat (nat-0123456789abcdef0), over a public path."
    )


def test_a_nat_path_in_the_region_is_never_called_the_internet() -> None:
    """NAT to S3 of the same Region is public addressing on AWS's own network."""
    told = explain(by_nat(), "en")
    assert "stays on the AWS network" in told.private_line
    assert "aws:SourceVpce" in told.private_line


def test_a_gateway_endpoint_is_said_to_keep_the_public_destination_address() -> None:
    """The honest limit of a gateway endpoint is said, and that of an interface endpoint is not."""
    assert "still a public address" in explain(by_gateway_endpoint(), "en").private_line
    assert "공인 IP 그대로" in explain(by_gateway_endpoint(), "ko").private_line
    assert "사설 IP이고" in explain(by_interface_endpoint(), "ko").private_line


def test_what_is_private_already_needs_nothing() -> None:
    """No advice is made up where there is nothing to do."""
    assert explain(by_gateway_endpoint(), "en").next == "It is private already. There is nothing to change."


def test_a_public_way_without_findings_is_told_how_to_become_private() -> None:
    """The service decides which kind of endpoint is advised."""
    bare = replace(by_nat(), findings=())
    assert "게이트웨이 엔드포인트는 무료예요" in explain(bare, "ko").next
    told = explain(replace(by_interface_endpoint(), verdict=Verdict.PUBLIC_VIA_IGW, verdict_class=VerdictClass.PUBLIC), "en")
    assert told.next == "To make it private, create an interface endpoint for the EC2 API with private DNS on."


def test_hops_behind_a_stop_are_not_said_to_be_passed() -> None:
    """A security group stands between the source and what it keeps the packet from."""
    told = explain(blocked_by_group(), "en")
    assert [(s.kind, s.reached) for s in told.way] == [
        ("instance", True),
        ("subnet", True),
        ("security-group", True),
        ("route-table", False),
        ("gateway-endpoint", False),
        ("service", False),
    ]
    assert told.way[3].text == "It does not get to route table harbor-private (rtb-0f1e2d3c4b5a69788)."


def test_a_blackhole_shows_the_target_that_is_gone() -> None:
    """The dead NAT gateway is a step of its own, not reached."""
    steps = explain(blackhole(), "ko").way
    assert [(s.kind, s.mark.value, s.reached) for s in steps] == [
        ("subnet", "ok", True),
        ("route-table", "bad", True),
        ("nat-gateway", "unknown", False),
        ("service", "bad", False),
    ]
    assert steps[2].detail == "없어진 타깃"


def test_a_mixed_verdict_has_a_lane_for_each_way() -> None:
    """Each lane says for which addresses it is, and the first is the diagnosis's own."""
    told = explain(mixed(3), "en")
    assert [lane.when for lane in told.lanes] == [
        "52.219.56.0/22",
        "3.5.140.0/22, 16.12.0.0/23 and 1 more",
        "52.219.60.0/23",
    ]
    assert told.way == told.lanes[0].steps
    assert [p.verdict for p in told.parts] == [lane.verdict for lane in told.lanes]


def test_traces_of_one_way_are_one_lane() -> None:
    """Parts of the addresses that take the same way are not told twice."""
    one = by_nat()
    case = replace(one.case, traces=(*one.case.traces, *one.case.traces))
    assert len(explain(replace(one, case=case), "ko").lanes) == 1


def test_refused_calls_are_grouped_and_name_the_actions() -> None:
    """Gaps of one reason are one sentence with every IAM action."""
    denied, saved = explain(unseen_transit(), "ko").unseen
    assert denied == (
        "권한이 없어서 네트워크 ACL, DHCP 옵션 세트를 볼 수 없었어요. "
        "IAM에서 ec2:DescribeNetworkAcls, ec2:DescribeDhcpOptions 권한을 허용하면 함께 볼게요."
    )
    assert "ec2:SearchTransitGatewayRoutes" in saved


def test_a_known_end_behind_an_appliance_is_said() -> None:
    """The title and the headline both tell what comes after the inspection."""
    told = explain(long_way(), "en")
    assert told.verdict_name == "Through an inspection appliance, then public, through a NAT gateway"
    assert told.headline.endswith("from there it is public, through a NAT gateway.")
    assert told.way[-1].text.startswith("It arrives at S3")


def test_a_branch_that_depends_on_what_is_unseen_says_on_what() -> None:
    """A lane takes the condition of its name's answer, where there are several."""
    one = by_nat()
    trace = one.case.traces[0]
    others = Trace(addresses=trace.addresses, hops=hops_by_nat("harbor"), path=trace.path, verdict=Verdict.PUBLIC_VIA_IGW)
    when = Words("DNS 서버가 넘겨주면", "if the DNS servers forward")
    resolution = Resolution(via="public", addresses=trace.addresses, when=when)
    case = replace(one.case, traces=(trace, others), resolutions=(resolution,))
    assert {lane.when for lane in explain(replace(one, case=case), "en").lanes} == {"If the DNS servers forward"}


def test_a_branch_without_an_address_says_its_own_condition() -> None:
    """A way that ends where the name does not resolve is told under that condition, not under that of another answer."""
    one = by_nat()
    (trace,) = one.case.traces
    block = Block(verdict=Verdict.BLOCKED_DNS, subject="rslvr-frg-0a", cause="dns_firewall_unread", evidence=())
    nowhere = Trace(addresses=AddressSet(4), hops=trace.hops[:1], path=None, verdict=block.verdict, blocks=(block,))
    through = Resolution(via="public", addresses=trace.addresses, when=Words("통과하면", "if it is let through"))
    shut = Resolution(via="none", block=block, when=Words("차단하면", "if it is blocked"))
    case = replace(one.case, traces=(trace, nowhere), resolutions=(through, shut))
    told = {lane.verdict: lane.when for lane in explain(replace(one, case=case), "en").lanes}
    assert told == {trace.verdict: "If it is let through", Verdict.BLOCKED_DNS: "If it is blocked"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_worth_knowing_whatever_the_verdict_is_never_its_cause(lang: Lang) -> None:
    """A private way with an open endpoint policy has nothing to change; the policy is an aside."""
    rules = catalogue()
    ambient, grave = rules["endpoint-policy-open"], rules["gateway-endpoint-behind-nat"]
    calm = replace(by_gateway_endpoint(), findings=(Finding(rule=ambient, subject="vpce-0a"),))
    told = explain(calm, lang)
    assert (told.causes, [a.code for a in told.asides]) == ((), ["POL-008"])
    assert told.next == explain(replace(calm, findings=()), lang).next
    both = explain(replace(calm, findings=(Finding(rule=grave, subject="nat-0a"), *calm.findings)), lang)
    assert [c.code for c in both.causes] == ["GWE-009"]
    assert grave.fix.say(lang) in both.next


def test_an_english_sentence_goes_on_after_a_colon_without_a_capital() -> None:
    """Whatever a sentence takes in: a verdict's name, a property, a fix."""
    rule = catalogue()["gateway-endpoint-behind-nat"]
    told = explain(replace(by_gateway_endpoint(), findings=(Finding(rule=rule, subject="nat-0a"),)), "en")
    said = (told.next, told.headline, told.private_line, *(explain(one(), "en").private_line for one in EVERY.values()))
    assert not [one for one in said if re.search(r": [A-Z][a-z]+ [a-z]", one)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_another_finding_says_more_exactly_is_told_once(lang: Lang) -> None:
    """One cause with the evidence of both; the diagnosis keeps both findings."""
    rules = catalogue()
    seen = Evidence(call="ec2:DescribeRouteTables", subject="rtb-0a", fact=Words("라우트가 없어요", "no route"))
    coarse = Finding(rule=rules["gateway-endpoint-not-associated"], subject="rtb-0a", evidence=(seen,))
    exact = Finding(rule=rules["gateway-endpoint-wrong-tables"], subject="vpce-0a")
    told = explain(replace(by_nat(), findings=(coarse, exact)), lang)
    assert [(cause.code, cause.evidence) for cause in told.causes] == [("GWE-003", (seen.fact.say(lang),))]
    assert told.next == exact.rule.fix.say(lang)
    assert [cause.code for cause in explain(replace(by_nat(), findings=(coarse,)), lang).causes] == ["GWE-002"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_sentences_are_whole_and_polite(name: str, lang: Lang) -> None:
    """No sentence is left with a hole, a double space or a wrong end."""
    told = explain(EVERY[name](), lang)
    said = [told.headline, told.private_line, told.next, *told.unseen, *told.assumptions]
    for text in filter(None, [*said, *(s.text for lane in told.lanes for s in lane.steps)]):
        assert text == text.strip()
        assert "  " not in text
        assert "None" not in text
        assert text[-1] in ".)"
        assert not set(string.Formatter().parse(text)) - {(text, None, None, None)}
