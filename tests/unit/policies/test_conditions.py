"""Condition operators against what AWS documents of each.

The truth tables are those of the IAM User Guide: "IAM JSON policy elements: Condition operators" (operators, missing keys,
IfExists, Null) and "Single-valued vs. multivalued context keys" with its examples (ForAllValues, ForAnyValue).
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.analysis.policies.comparisons import COMPARISONS, NEGATED
from diagnostics.analysis.policies.conditions import hold, operator_of
from diagnostics.analysis.policies.context import ABSENT, PRESENT, UNKNOWN, KeyValue, is_set, one_of
from diagnostics.analysis.policies.document import Condition
from diagnostics.analysis.policies.truth import Truth, Unknown

ALL = (*COMPARISONS, *NEGATED)


def holds(operator: str, known: KeyValue, *values: str, variables: bool = True, **others: KeyValue) -> Truth:
    """Hold one condition on the key `a:key` against what is known of it."""
    context = {"a:key": known} | {f"aws:{name}": value for name, value in others.items()}
    return hold(Condition(operator=operator, key="A:Key", values=values), context, variables=variables).truth


@pytest.mark.parametrize(
    ("operator", "actual", "values", "expected"),
    [
        ("StringEquals", "john", ["john"], True),
        ("StringEquals", "John", ["john"], False),
        ("StringEquals", "john", ["mary", "john"], True),
        ("StringEquals", "jo*n", ["jo*n"], True),
        ("StringEquals", "john", ["jo*"], False),
        ("StringNotEquals", "John", ["john"], True),
        ("StringNotEquals", "john", ["mary", "john"], False),
        ("StringEqualsIgnoreCase", "JOHN", ["john"], True),
        ("StringNotEqualsIgnoreCase", "JOHN", ["john"], False),
        ("StringLike", "home/ann/x", ["", "home/", "home/ann/*"], True),
        ("StringLike", "homes", ["home?"], True),
        ("StringLike", "home", ["home?"], False),
        ("StringLike", "Home", ["home"], False),
        ("StringNotLike", "home/ann", ["home/*"], False),
        ("stringlike", "home/ann", ["home/*"], True),
        ("NumericEquals", "10", ["10.0"], True),
        ("NumericNotEquals", "10", ["11"], True),
        ("NumericLessThan", "9", ["10"], True),
        ("NumericLessThanEquals", "10", ["10"], True),
        ("NumericGreaterThan", "10", ["10"], False),
        ("NumericGreaterThanEquals", "10", ["10"], True),
        ("DateEquals", "2020-01-01T00:00:01Z", ["2020-01-01T00:00:01Z"], True),
        ("DateEquals", "2020-01-01T09:00:00+09:00", ["2020-01-01"], True),
        ("DateNotEquals", "2020-01-01T00:00:01Z", ["2020-01-01"], True),
        ("DateLessThan", "2019-12-31T23:59:59Z", ["2020-01"], True),
        ("DateLessThanEquals", "1577836800", ["2020-01-01T00:00:00Z"], True),
        ("DateGreaterThan", "2021-06-01", ["2020-01-01T00:00:01Z"], True),
        ("DateGreaterThanEquals", "2019-06-01", ["2020-01-01T00:00:01Z"], False),
        ("Bool", "true", ["TRUE"], True),
        ("Bool", "true", ["false"], False),
        ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="], True),
        ("BinaryEquals", "QmluYXJ5", ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="], False),
        ("IpAddress", "203.0.113.77", ["203.0.113.0/24"], True),
        ("IpAddress", "203.0.113.77", ["203.0.113.77"], True),
        ("IpAddress", "203.0.114.1", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], False),
        ("IpAddress", "2001:db8:1234:5678::9", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], True),
        ("NotIpAddress", "203.0.114.1", ["203.0.113.0/24"], True),
        ("NotIpAddress", "203.0.113.1", ["203.0.113.0/24"], False),
        ("ArnEquals", "arn:aws:iam::1:role/a/b", ["arn:aws:iam::*:role/*"], True),
        ("ArnLike", "arn:aws:iam::1:role/app", ["arn:aws:iam::?:role/app"], True),
        ("ArnNotEquals", "arn:aws:iam::1:role/app", ["arn:aws:iam::1:role/app"], False),
        ("ArnNotLike", "arn:aws:iam::1:role/app", ["arn:aws:iam::2:role/app"], True),
        ("ArnLike", "not an arn", ["arn:aws:iam::1:role/app"], False),
    ],
)
def test_an_operator_compares_as_documented(operator: str, actual: str, values: list[str], expected: bool) -> None:  # noqa: FBT001 (a column of the table)
    """Each operator gives what the IAM User Guide says of it."""
    assert holds(operator, is_set(actual), *values) is expected


def test_an_arn_operator_stays_between_colons_where_a_string_operator_does_not() -> None:
    """The guide's own example: the first asterisk matches `us-east-2` only, and the ARN does not match."""
    pattern = "arn:aws:someservice:*:111122223333:finance/*"
    actual = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
    assert holds("StringLike", is_set(actual), pattern) is True
    assert holds("ArnLike", is_set(actual), pattern) is False


@pytest.mark.parametrize("operator", ALL)
def test_a_missing_key_makes_a_condition_false_and_a_negated_one_true(operator: str) -> None:
    """AWS: "The values do not match and the condition is false"; for a negated one "the condition is true"."""
    assert holds(operator, ABSENT, "1") is (operator in NEGATED)


@pytest.mark.parametrize("operator", ALL)
@pytest.mark.parametrize("over", ["", "ForAllValues:", "ForAnyValue:"])
def test_if_exists_holds_where_the_key_is_missing(operator: str, over: str) -> None:
    """AWS: "If the key is not present, evaluate the condition element as true"."""
    assert holds(f"{over}{operator}IfExists", ABSENT, "1") is True


def test_if_exists_compares_where_the_key_is_there() -> None:
    """AWS: "If the policy key is present in the context of the request, process the key as specified in the policy"."""
    assert holds("StringLikeIfExists", is_set("t2.micro"), "t1.*", "t2.*") is True
    assert holds("StringLikeIfExists", is_set("c5.large"), "t1.*", "t2.*") is False
    assert holds("StringNotEqualsIfExists", is_set("vpc-1"), "vpc-1") is False


@pytest.mark.parametrize(
    ("known", "asked", "expected"),
    [
        (ABSENT, "true", True),
        (ABSENT, "false", False),
        (PRESENT, "true", False),
        (PRESENT, "false", True),
        (is_set("x"), "true", False),
        (is_set("x"), "FALSE", True),
        (UNKNOWN, "true", Unknown(("A:Key",))),
    ],
)
def test_null_asks_whether_the_key_is_there(known: KeyValue, asked: str, expected: Truth) -> None:
    """AWS: "Use either true (the key doesn't exist — it is null) or false (the key exists and its value is not null)"."""
    assert holds("Null", known, asked) == expected
    assert holds("ForAnyValue:Null", known, asked) == expected


@pytest.mark.parametrize(
    ("operator", "actual", "values", "expected"),
    [
        ("ForAllValues:StringEquals", ["PostDateTime", "UserName"], ["PostDateTime", "Message", "Tags"], False),
        ("ForAllValues:StringEquals", ["Message", "Tags"], ["ID", "Message", "Tags"], True),
        ("ForAllValues:StringEquals", [], ["ID"], True),
        ("ForAnyValue:StringEquals", ["UserName", "Message", "PostDateTime"], ["ID", "PostDateTime"], True),
        ("ForAnyValue:StringEquals", ["UserName"], ["ID", "PostDateTime"], False),
        ("ForAnyValue:StringEquals", [], ["ID"], False),
        ("ForAllValues:StringNotLike", ["key1:legal"], ["key1*"], False),
        ("ForAllValues:StringNotLike", ["key1:hr", "key1:personnel"], ["key1*"], False),
        ("ForAllValues:StringNotLike", ["key2:audit"], ["key1*"], True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ["a"], True),
        ("ForAnyValue:StringNotEquals", ["a"], ["a"], False),
    ],
)
def test_a_set_operator_compares_sets_as_documented(
    operator: str,
    actual: list[str],
    values: list[str],
    expected: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    """ForAllValues: every value of the request matches; ForAnyValue: at least one does."""
    assert holds(operator, is_set(*actual), *values) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("ForAllValues:StringEquals", True),
        ("ForAllValues:StringNotLike", True),
        ("ForAnyValue:StringEquals", False),
        ("ForAnyValue:StringNotEquals", False),
    ],
)
def test_a_set_operator_on_a_missing_key(operator: str, expected: bool) -> None:  # noqa: FBT001 (a column of the table)
    """ForAllValues "also returns true if there are no keys in the request"; ForAnyValue "returns false"."""
    assert holds(operator, ABSENT, "x") is expected


@pytest.mark.parametrize("operator", ALL)
@pytest.mark.parametrize("known", [UNKNOWN, PRESENT])
def test_a_key_whose_value_is_not_known_leaves_the_condition_undecided(operator: str, known: KeyValue) -> None:
    """What was not seen is neither there nor absent: the answer names the key, in the policy's own writing."""
    assert holds(operator, known, "1") == Unknown(("A:Key",))
    assert holds(f"{operator}IfExists", known, "1") == Unknown(("A:Key",))


@pytest.mark.parametrize(
    ("choices", "values", "expected"),
    [
        (["10.0.1.0/24"], ["10.0.0.0/16"], True),
        (["10.0.1.0/24"], ["10.0.1.0/25", "10.0.1.128/25"], True),
        (["10.0.1.0/24"], ["10.0.1.0/25"], Unknown(("A:Key",))),
        (["10.0.1.0/24"], ["10.0.2.0/24"], False),
        (["203.0.113.10", "203.0.113.11"], ["203.0.113.10"], Unknown(("A:Key",))),
        (["203.0.113.10", "203.0.113.11"], ["203.0.113.0/24"], True),
        (["203.0.113.10"], ["203.0.113.10"], True),
    ],
)
def test_an_address_among_several_is_decided_where_all_agree(choices: list[str], values: list[str], expected: Truth) -> None:
    """A subnet or a NAT gateway with several addresses: all in, all out, or it depends."""
    assert holds("IpAddress", one_of(tuple(choices)), *values) == expected
    negated = Unknown(("A:Key",)) if isinstance(expected, Unknown) else not expected
    assert holds("NotIpAddress", one_of(tuple(choices)), *values) == negated


def test_a_range_is_nothing_that_strings_compare() -> None:
    """Of a range, a string operator cannot tell which address it is."""
    assert holds("StringLike", one_of(("10.0.1.0/24",)), "10.0.1.*") == Unknown(("A:Key",))


@pytest.mark.parametrize(
    ("operator", "actual", "value"),
    [
        ("NumericEquals", "1", "one"),
        ("NumericEquals", "one", "1"),
        ("NumericLessThan", "1", "NaN"),
        ("DateLessThan", "2020-01-01", "yesterday"),
        ("BinaryEquals", "QQ==", "not base64!"),
        ("IpAddress", "10.0.0.1", "ten"),
        ("IpAddress", "ten", "10.0.0.1"),
        ("ArnLike", "arn:aws:iam::1:role/a", "*"),
    ],
)
def test_a_value_that_cannot_be_read_leaves_the_condition_undecided(operator: str, actual: str, value: str) -> None:
    """A value that is not of the operator's kind is named, and nothing is concluded from it."""
    truth = holds(operator, is_set(actual), value)
    assert isinstance(truth, Unknown)
    assert truth.wants[0].startswith("value:")


@pytest.mark.parametrize("operator", ["StringSounds", "ForSomeValues:StringEquals", "", "IfExists"])
def test_an_operator_that_we_do_not_know_leaves_the_condition_undecided(operator: str) -> None:
    """A new operator of AWS's is named, not guessed."""
    assert operator_of(operator) is None
    assert holds(operator, is_set("x"), "x") == Unknown((f"operator:{operator}",))


def test_a_variable_stands_for_the_value_of_its_key() -> None:
    """AWS: "Policy variables are replaced with values that come from the conditional context keys."""
    assert holds("StringLike", is_set("home/ann/x"), "home/${AWS:username}/*", username=is_set("ann")) is True
    assert holds("StringEquals", is_set("bob"), "${aws:username}", username=is_set("ann")) is False
    assert holds("ArnLike", is_set("arn:aws:iam::1:user/ann"), "arn:aws:iam::1:user/${aws:username}", username=is_set("ann"))
    assert holds("StringLike", is_set("axb"), "${aws:username}", username=is_set("a*b")) is False, (
        "a value holds no wildcards"
    )


def test_a_variable_without_a_value_equals_nothing() -> None:
    """AWS: "There is no equal or like value"; "inverted condition operators … do match against a null value"."""
    assert holds("StringEquals", is_set("x"), "${aws:username}", username=ABSENT) is False
    assert holds("StringNotEquals", is_set("x"), "${aws:username}", username=ABSENT) is True
    assert (
        holds("ArnEquals", is_set("arn:aws:iam::1:user/a"), "arn:aws:iam::1:user/${aws:username}", username=ABSENT) is False
    )


def test_a_variable_may_have_a_default() -> None:
    """AWS: "${aws:PrincipalTag/team, 'company-wide'}" falls back where the key is missing."""
    assert holds("StringEquals", is_set("company-wide"), "${aws:team, 'company-wide'}", team=ABSENT) is True
    assert holds("StringEquals", is_set("yellow"), "${aws:team, 'company-wide'}", team=is_set("yellow")) is True


@pytest.mark.parametrize("known", [UNKNOWN, PRESENT, is_set("a", "b"), one_of(("10.0.0.1", "10.0.0.2"))])
def test_a_variable_that_is_not_known_leaves_the_condition_undecided(known: KeyValue) -> None:
    """The key behind the variable is what is wanting."""
    assert holds("StringEquals", is_set("x"), "${aws:username}", username=known) == Unknown(("aws:username",))
    assert holds("ArnLike", is_set("arn:a:b:c:d:e"), "arn:a:b:c:d:${aws:username}", username=known) == Unknown(
        ("aws:username",)
    )


def test_special_variables_are_characters() -> None:
    """AWS: "${*} - use where you need an * (asterisk) character"."""
    assert holds("StringLike", is_set("a*b"), "a${*}b") is True
    assert holds("StringLike", is_set("axb"), "a${*}b") is False
    assert holds("StringLike", is_set("$?"), "${$}${?}") is True


def test_variables_mean_nothing_in_the_older_version() -> None:
    """Without Version 2012-10-17, "variables like ${aws:username} are treated as literal strings"."""
    assert (
        holds("StringEquals", is_set("${aws:username}"), "${aws:username}", variables=False, username=is_set("ann")) is True
    )


@given(st.sampled_from(ALL), st.sampled_from(["", "ForAllValues:", "ForAnyValue:"]), st.lists(st.text(), min_size=1))
def test_if_exists_on_a_missing_key_is_true_whatever_it_is_held_against(operator: str, over: str, values: list[str]) -> None:
    """No value and no operator changes what IfExists says of a missing key."""
    assert holds(f"{over}{operator}IfExists", ABSENT, *values) is True


@given(st.sampled_from(sorted(NEGATED)), st.text(max_size=12), st.lists(st.text(max_size=12), min_size=1, max_size=3))
def test_a_negated_operator_says_the_opposite_of_the_plain_one(operator: str, actual: str, values: list[str]) -> None:
    """On a key that is there, the two never agree, unless neither can tell."""
    negated, plain = holds(operator, is_set(actual), *values), holds(NEGATED[operator], is_set(actual), *values)
    if isinstance(plain, Unknown):
        assert negated == plain
    else:
        assert negated is not plain
