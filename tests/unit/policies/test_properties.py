"""What holds of every policy and every way: drawn at random, judged by rules and not by another evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from diagnostics.analysis.policies.document import Policy, read_policy
from diagnostics.analysis.policies.evaluate import (
    Allowed,
    Decision,
    Denied,
    Undecided,
    endpoint_decision,
    origin_decision,
    resource_decision,
)
from diagnostics.analysis.policies.facts import explain_decision, explain_turning
from diagnostics.analysis.policies.observations import cause_of, grants_everything, is_enforced, private_source_ips
from diagnostics.analysis.policies.turning import what_changes
from tests.unit.policies.requests_on_hand import (
    EIP,
    GATEWAY,
    INTERFACE,
    NAT,
    ROLE,
    STRANGER,
    UNSEEN,
    policy,
    request,
)

if TYPE_CHECKING:
    from diagnostics.analysis.policies.request import Request

OPERATORS = (
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLikeIfExists",
    "ForAllValues:StringLike",
    "ForAnyValue:StringNotEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnLike",
    "ArnNotEquals",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "BinaryEquals",
    "Null",
    "Nonsense",
)
KEYS = (
    "aws:SourceIp",
    "aws:sourcevpce",
    "aws:SourceVpc",
    "aws:PrincipalArn",
    "aws:SecureTransport",
    "aws:VpceOrgID",
    "s3:x",
)
VALUES = (
    EIP,
    "10.0.0.0/8",
    "vpce-0a1",
    "vpc-0a",
    "true",
    "false",
    ROLE,
    "arn:aws:iam::*:role/*",
    "*",
    "${aws:username}",
    "7",
    "",
)

values = st.one_of(st.sampled_from(VALUES), st.booleans(), st.integers(), st.text(max_size=5))
conditions = st.dictionaries(
    st.sampled_from(OPERATORS),
    st.dictionaries(st.sampled_from(KEYS), values | st.lists(values, max_size=3), max_size=2),
    max_size=2,
)
principals = st.sampled_from(["*", {"AWS": "*"}, {"AWS": ROLE}, {"AWS": ["444455556666"]}, {"Service": "s3.amazonaws.com"}])
actions = st.sampled_from(["*", "s3:*", "S3:Get*", ["s3:PutObject", "s3:ListBucket"], "ec2:*", "s3:?*"])
resources = st.sampled_from(
    [
        "*",
        "arn:aws:s3:::my-bucket",
        ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"],
        "arn:aws:s3:::m*/in/*",
        "arn:aws:s3:::o/*",
    ]
)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a statement with each element as it is or in its opposite form."""
    said: dict[str, Any] = {"Effect": draw(st.sampled_from(["Allow", "Deny"]))}
    for name, strategy in (("Principal", principals), ("Action", actions), ("Resource", resources)):
        said[draw(st.sampled_from([name, name, name, f"Not{name}"]))] = draw(strategy)
    if condition := draw(conditions):
        said["Condition"] = condition
    return said


documents = st.lists(statements(), min_size=1, max_size=4)
requests = st.builds(
    request,
    st.sampled_from([GATEWAY, INTERFACE, NAT, UNSEEN]),
    st.sampled_from(["my-bucket", None]),
    caller=st.sampled_from(["", ROLE, STRANGER]),
    service=st.sampled_from(["s3", "s3", "dynamodb", "new"]),
    port=st.sampled_from([443, 80]),
    key=st.sampled_from(["", "in/x"]),
)


def decisions(document: Policy, asked: Request) -> list[Decision]:
    """Give every decision that there is on a policy and a request."""
    by_account = [resource_decision(document, asked, same_account=same) for same in (None, True, False)]
    return [endpoint_decision(document, asked), *by_account]


def kinds(document: Policy, asked: Request) -> list[type[Decision]]:
    """Give the kinds of all the decisions."""
    return [type(d) for d in decisions(document, asked)]


@given(documents, requests)
def test_an_explicit_deny_always_wins(written: list[dict[str, Any]], asked: Request) -> None:
    """One Deny of everything by everyone, wherever it stands, and nothing else matters."""
    for place in (0, len(written)):
        everything = [*written[:place], {"Effect": "Deny"}, *written[place:]]
        for decision in decisions(policy(*everything), asked):
            assert isinstance(decision, Denied)
            assert decision.explicit


@given(documents, requests, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(written: list[dict[str, Any]], asked: Request, random: Any) -> None:
    """Nor is the last one the one that counts."""
    shuffled = list(written)
    random.shuffle(shuffled)
    assert kinds(policy(*shuffled), asked) == kinds(policy(*written), asked)


@given(documents, requests, requests)
def test_nothing_drawn_makes_it_raise(written: list[dict[str, Any]], asked: Request, moved: Request) -> None:
    """Every decision has words in both languages, and every denial a cause."""
    document = policy(*written)
    for decision in (*decisions(document, asked), origin_decision("vpc-0a", asked)):
        words = explain_decision(decision)
        assert words.ko
        assert words.en
        if isinstance(decision, Denied):
            assert cause_of(decision)
    if [o.action for o in asked.operations] == [o.action for o in moved.operations]:
        assert all(explain_turning(t).ko for t in what_changes(document, asked, moved))
    assert is_enforced(document, asked) in {True, False, None}
    assert grants_everything(document) in {True, False}
    assert len(private_source_ips(document)) <= len(written)


@given(documents)
def test_what_an_unseen_way_decides_is_decided_on_every_way(written: list[dict[str, Any]]) -> None:
    """Knowing less never makes a decision firmer: what holds without knowing the way holds on each way."""
    document = policy(*written)
    blind = request(UNSEEN)
    for entrance in (INTERFACE, NAT):
        for unseen, seen in zip(decisions(document, blind), decisions(document, request(entrance)), strict=True):
            if not isinstance(unseen, Undecided) and not (isinstance(unseen, Allowed) and unseen.but):
                assert type(unseen) is type(seen)


@given(documents)
def test_naming_a_caller_only_settles_what_was_open(written: list[dict[str, Any]]) -> None:
    """What is decided without knowing who it is, is so for everybody."""
    document = policy(*written)
    for entrance in (INTERFACE, NAT):
        anyone = resource_decision(document, request(entrance), same_account=False)
        if isinstance(anyone, Denied):
            assert isinstance(resource_decision(document, request(entrance, caller=ROLE), same_account=False), Denied)


@given(documents, requests)
def test_one_more_grant_never_denies(written: list[dict[str, Any]], asked: Request) -> None:
    """An Allow of everything turns no answer into a denial but those that a statement gives."""
    for decision in decisions(policy(*written, {"Effect": "Allow"}), asked):
        assert not isinstance(decision, Denied) or decision.explicit


@given(st.text(max_size=40) | documents.map(str), requests)
def test_a_text_that_is_no_policy_decides_nothing(text: str, asked: Request) -> None:
    """It is unreadable, and undecided for that reason."""
    document = read_policy(text)
    if document.trouble:
        assert set(kinds(document, asked)) == {Undecided}
