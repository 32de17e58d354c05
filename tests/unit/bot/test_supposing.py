"""Which sentences suppose a change of the network, and what they say is done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.commanding import command
from bot.understanding.intents import Another, Ask, Diagnose, Show, WhatIf, follow_up, parse
from bot.understanding.supposing import Deed, Thing, beyond, clauses, further, supposes, verbatim

NAMES = frozenset({"orchard", "harbor"})


@pytest.mark.parametrize(
    ("said", "deed", "thing"),
    [
        ("what if I add rtb-0a1 to vpce-0b2", Deed.ADD, Thing.ROUTE_TABLE),
        ("what if private DNS were on", Deed.ON, Thing.PRIVATE_DNS),
        ("what if we turned private dns off?", Deed.OFF, Thing.PRIVATE_DNS),
        ("what happens if I delete the NAT gateway", Deed.REMOVE, Thing.NAT_GATEWAY),
        ("what would happen to S3 if the NAT goes down?", Deed.REMOVE, Thing.NAT_GATEWAY),
        ("suppose we drop the default route", Deed.REMOVE, Thing.ROUTE),
        ("what if the security group allowed 443", Deed.OPEN, Thing.SECURITY_GROUP),
        ("what if there were an interface endpoint", Deed.ADD, Thing.INTERFACE_ENDPOINT),
        ("what if I detach this table from the endpoint?", Deed.REMOVE, Thing.ENDPOINT),
        ("프라이빗 DNS를 켜면?", Deed.ON, Thing.PRIVATE_DNS),
        ("사설 DNS 끄면 어떻게 돼요?", Deed.OFF, Thing.PRIVATE_DNS),
        ("프라이빗 DNS를 비활성화하면?", Deed.OFF, Thing.PRIVATE_DNS),
        ("NAT 게이트웨이를 지우면 어떻게 돼?", Deed.REMOVE, Thing.NAT_GATEWAY),
        ("NAT 없으면?", Deed.REMOVE, Thing.NAT_GATEWAY),
        ("NAT 삭제하면 무슨 일이 생겨?", Deed.REMOVE, Thing.NAT_GATEWAY),
        ("orchard에 게이트웨이 엔드포인트를 붙이면?", Deed.ADD, Thing.GATEWAY_ENDPOINT),
        ("라우팅 테이블을 엔드포인트에 연결하면?", Deed.ADD, Thing.ROUTE_TABLE),
        ("디폴트 라우트를 igw로 바꾸면?", Deed.REPLACE, Thing.ROUTE),
        ("보안 그룹에서 443을 열면?", Deed.OPEN, Thing.SECURITY_GROUP),
        ("NACL에서 443 허용하면?", Deed.OPEN, Thing.NETWORK_ACL),
        ("DNS 호스트 이름을 끄면?", Deed.OFF, Thing.DNS_HOSTNAMES),
        ("만약 엔드포인트 정책을 없애면?", Deed.REMOVE, Thing.ENDPOINT_POLICY),
    ],
)
def test_a_supposition_says_what_is_done_to_what(said: str, deed: Deed, thing: Thing) -> None:
    """Korean and English, as people say it in a thread."""
    (clause,) = clauses(said)
    assert supposes(said, in_thread=False)
    assert clause.deed is deed
    assert thing in clause.things


@pytest.mark.parametrize(
    "said",
    [
        "what if harbor?",
        "what about dynamodb?",
        "엔드포인트 만들면 비용 얼마나 나와?",
        "how do I add a gateway endpoint?",
        "게이트웨이 엔드포인트를 쓰려면?",
        "어떻게 하면 NAT를 없앨 수 있어?",
        "프라이빗 DNS가 뭐야?",
        "what does private DNS do if it is on?",
        "show the route table",
        "라우팅 테이블 보여줘",
        "why is there no endpoint?",
    ],
)
def test_a_question_a_demand_or_a_price_supposes_nothing(said: str) -> None:
    """What a word means, how to do it and what it costs belong elsewhere."""
    assert not supposes(said, in_thread=True)
    assert not isinstance(follow_up(said, NAMES), WhatIf)


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("트랜짓 게이트웨이를 붙이면?", "트랜짓 게이트웨이"),
        ("what if I add a transit gateway?", "transit gateway"),
        ("VPC 피어링을 만들면 어떻게 돼?", "VPC 피어링"),
        ("what if we removed the VPN?", "VPN"),
    ],
)
def test_what_no_change_can_be_about_is_a_supposition_all_the_same(said: str, thing: str) -> None:
    """It is named as it was said, so that the answer can say that it cannot be worked out."""
    assert isinstance(follow_up(said, NAMES), WhatIf)
    assert beyond(said) == thing
    assert beyond("NAT 게이트웨이를 지우면?") == ""


@pytest.mark.parametrize(
    "said",
    [
        "add-route-table vpce-0b2 rtb-0a1",
        "what if `add-route-table vpce-0b2 rtb-0a1`?",
        "--what-if add-route-table vpce-0b2 rtb-0a1",
        "만약 add-route-table vpce-0b2 rtb-0a1",
    ],
)
def test_a_change_may_be_written_exactly(said: str) -> None:
    """As the command line writes it, with or without words around it."""
    assert verbatim(said) == ("add-route-table vpce-0b2 rtb-0a1",)


def test_several_changes_may_be_written_exactly() -> None:
    """One after the other, with a semicolon between; a word that is no kind of change makes it no change."""
    assert verbatim("delete-nat nat-0a; private-dns vpce-0b on") == ("delete-nat nat-0a", "private-dns vpce-0b on")
    assert verbatim("set-fire nat-0a") == ()


def test_two_deeds_are_two_clauses() -> None:
    """Korean says the deed last, English first."""
    korean = clauses("NAT 지우고 게이트웨이 엔드포인트 붙이면?")
    english = clauses("what if I delete the NAT and add a gateway endpoint?")
    assert [one.deed for one in korean] == [one.deed for one in english] == [Deed.REMOVE, Deed.ADD]
    assert clauses("what if I delete the NAT and buy an ice cream with it and add sugar") == ()


@pytest.mark.parametrize("said", ["그리고 프라이빗 DNS도 켜면?", "and also enable private dns", "거기에 NAT도 지우면?"])
def test_and_also_builds_on_what_was_supposed(said: str) -> None:
    """In a thread it needs no "if"."""
    assert further(said)
    intent = follow_up(said, NAMES)
    assert isinstance(intent, WhatIf)
    assert intent.further


def test_and_what_if_starts_anew() -> None:
    """Only the words that say so build on the last supposition."""
    intent = follow_up("and what if I delete the NAT?", NAMES)
    assert isinstance(intent, WhatIf)
    assert not intent.further


def test_a_supposition_in_a_thread_may_name_another_place_or_service() -> None:
    """The place is looked from, not changed."""
    intent = follow_up("harbor에 dynamodb 게이트웨이 엔드포인트를 붙이면?", NAMES)
    assert isinstance(intent, WhatIf)
    assert (intent.sources, intent.to) == (("harbor",), ("dynamodb",))


def test_a_change_that_is_written_exactly_names_no_place() -> None:
    """The ids in it are what is changed."""
    intent = follow_up("dns-support vpc-0a1 off", NAMES)
    assert isinstance(intent, WhatIf)
    assert (intent.sources, intent.to) == ((), ())


def test_beside_a_thread_a_supposition_needs_a_place_or_an_id() -> None:
    """Else it is a question for the notes."""
    named = parse("orchard에 게이트웨이 엔드포인트를 붙이면?", NAMES)
    assert isinstance(named, Diagnose)
    assert (named.sources, named.suppose) == (("orchard",), "orchard에 게이트웨이 엔드포인트를 붙이면?")
    by_id = parse("what if I add rtb-0a1 to vpce-0b2")
    assert isinstance(by_id, Diagnose)
    assert by_id.sources == ("rtb-0a1",)
    assert isinstance(parse("what happens if I delete a NAT gateway?", NAMES), Ask)


def test_a_name_after_what_if_is_still_another_place() -> None:
    """Asking for harbor supposes nothing; the parts of a diagnosis stay what they are."""
    assert isinstance(follow_up("what about harbor?", NAMES), Another)
    assert isinstance(follow_up("show the route table", NAMES), Show)


def test_the_command_takes_a_supposition_too() -> None:
    """`/routelore what if …` is read like a message."""
    intent = command("what if I add rtb-0a1 to vpce-0b2")
    assert isinstance(intent, Diagnose)
    assert intent.suppose


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(said: str) -> None:
    """Whatever is written, it supposes something or not; what it supposes has a deed and a thing."""
    assert supposes(said, in_thread=True) in {True, False}
    assert all(one.things for one in clauses(said))
    assert isinstance(verbatim(said), tuple)
