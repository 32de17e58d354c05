"""Policy documents as they come: single values and lists, what is missing, what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.analysis.policies.document import Condition, Effect, Policy, Principal, Statement, read_policy

FULL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def only(**elements: object) -> Statement:
    """Give the one statement of a policy, read from the usual elements with some changed."""
    written = {name: value for name, value in {**FULL, **elements}.items() if value is not ...}
    (statement,) = read_policy({"Version": "2012-10-17", "Statement": written}).statements
    return statement


def test_single_values_and_lists_read_alike() -> None:
    """AWS: "If the element takes an array but only one value is included, the brackets are optional"."""
    single = only(Action="s3:GetObject", Resource="arn:aws:s3:::b/*", Principal={"AWS": "111122223333"})
    listed = only(Action=["s3:GetObject"], Resource=["arn:aws:s3:::b/*"], Principal={"AWS": ["111122223333"]})
    assert single == listed
    assert single.actions == ("s3:GetObject",)
    assert single.principals == (Principal("AWS", "111122223333"),)
    assert read_policy({"Statement": [FULL]}).statements == read_policy({"Statement": FULL}).statements


def test_numbers_and_booleans_need_no_quotation_marks() -> None:
    """AWS: "Quotation marks are optional for numeric and Boolean values"."""
    block = {"Bool": {"aws:SecureTransport": False}, "NumericLessThan": {"s3:max-keys": [10, 2.5]}}
    expected = (
        Condition(operator="Bool", key="aws:SecureTransport", values=("false",)),
        Condition(operator="NumericLessThan", key="s3:max-keys", values=("10", "2.5")),
    )
    assert only(Condition=block).conditions == expected
    text = json.dumps({"Version": "2012-10-17", "Statement": {**FULL, "Condition": block}})
    assert read_policy(text).statements[0].conditions == expected


def test_the_star_and_a_map_with_a_star_are_the_same_principal() -> None:
    """AWS: "For anonymous users, the following elements are equivalent"."""
    assert only(Principal="*").principals == only(Principal={"AWS": "*"}).principals == (Principal("AWS", "*"),)


def test_the_opposite_elements_are_read() -> None:
    """NotPrincipal, NotAction and NotResource stand in place of the plain ones."""
    elements = {"NotPrincipal": {"AWS": ["a", "b"]}, "NotAction": "s3:*", "NotResource": ["x"]}
    read = only(Principal=..., Action=..., Resource=..., **elements)
    assert (read.principals, read.actions, read.resources, read.unread) == (None, None, None, ())
    assert read.not_principals == (Principal("AWS", "a"), Principal("AWS", "b"))
    assert (read.not_actions, read.not_resources) == (("s3:*",), ("x",))


def test_a_version_is_2008_unless_it_says_otherwise() -> None:
    """AWS: "If you do not include a Version element, the value defaults to 2008-10-17"."""
    assert read_policy({"Statement": FULL}).version == "2008-10-17"
    assert not read_policy({"Statement": FULL, "Version": 2012}).has_variables
    assert read_policy({"Statement": FULL, "Version": "2012-10-17"}).has_variables


def test_statements_keep_their_number_and_sid() -> None:
    """They are named by Sid, or counted from one."""
    read = read_policy({"Statement": [FULL, {**FULL, "Sid": "Two", "Effect": "Deny"}, {**FULL, "Sid": 3}]}).statements
    assert [(s.number, s.sid, s.effect) for s in read] == [
        (1, "", Effect.ALLOW),
        (2, "Two", Effect.DENY),
        (3, "", Effect.ALLOW),
    ]


@pytest.mark.parametrize(
    ("elements", "unread"),
    [
        ({"Action": ...}, ("Action",)),
        ({"Resource": ...}, ("Resource",)),
        ({"Principal": ...}, ("Principal",)),
        ({"Action": {"a": 1}}, ("Action",)),
        ({"Resource": [None]}, ("Resource",)),
        ({"Resource": []}, ("Resource",)),
        ({"Principal": "arn:aws:iam::111122223333:root"}, ("Principal",)),
        ({"Principal": {}}, ("Principal",)),
        ({"Principal": {"AWS": [[]]}}, ("Principal",)),
        ({"Condition": "x"}, ("Condition",)),
        ({"Condition": {"StringEquals": "x"}}, ("Condition",)),
        ({"Condition": {"StringEquals": {"aws:SourceVpc": []}}}, ("Condition",)),
        ({"Condition": {"NumericEquals": {"s3:max-keys": 1 << 2000}}}, ("Condition",)),
        ({"Audience": "x"}, ("Audience",)),
    ],
)
def test_an_element_that_cannot_be_read_is_named(elements: dict[str, Any], unread: tuple[str, ...]) -> None:
    """It is neither skipped nor taken for granted."""
    assert only(**elements).unread == unread


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        "[]",
        "7",
        '"x"',
        "{}",
        '{"Statement": []}',
        '{"Statement": "x"}',
        '{"Statement": [7]}',
        '{"Statement": {}}',
        '{"Statement": {"Effect": "Maybe"}}',
        '{"Statement": {"Effect": ["Allow"]}}',
        "[" * 100_000,
    ],
)
def test_a_document_that_cannot_be_read_says_so(document: str) -> None:
    """It has trouble and no statements, and nothing is raised."""
    policy = read_policy(document)
    assert policy.trouble
    assert policy.statements == ()


def test_a_trouble_names_the_statement() -> None:
    """The statement without an Effect is counted from one."""
    assert read_policy({"Statement": [FULL, {**FULL, "Effect": None}]}) == Policy(
        trouble="statement 2 has neither Allow nor Deny as its Effect"
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["Version", "Statement", "Id", "x"]), json_values, max_size=4) | st.text())
def test_no_document_makes_it_raise(document: Any) -> None:
    """Whatever comes is read, or has trouble."""
    policy = read_policy(document)
    assert bool(policy.trouble) != bool(policy.statements)
