"""Patterns against an oracle that knows nothing of them: the regular expressions of the standard library."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.analysis.policies.patterns import Span, covers, covers_arn, glob
from diagnostics.analysis.policies.truth import Truth, Unknown

letters = st.text("ab:/", max_size=6)
patterns = st.text("ab:/*?", max_size=6)


def expression(pattern: str) -> re.Pattern[str]:
    """Write a pattern as a regular expression."""
    return re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern), re.DOTALL)


@given(patterns, letters)
def test_a_pattern_matches_what_the_regular_expression_matches(pattern: str, text: str) -> None:
    """A name that is known in full matches or it does not."""
    assert covers(glob(pattern), Span(text)) is (expression(pattern).fullmatch(text) is not None)


@given(patterns, letters, st.text("ab:/", min_size=1, max_size=6))
def test_what_is_said_of_an_open_name_is_true_of_each_name(pattern: str, start: str, rest: str) -> None:
    """All means every one, none means none, whatever follows what is known."""
    said = covers(glob(pattern), Span(start, want="rest"))
    if not isinstance(said, Unknown):
        assert said is (expression(pattern).fullmatch(start + rest) is not None)


@pytest.mark.parametrize(
    ("pattern", "start", "expected"),
    [
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/", True),
        ("arn:aws:s3:::b*", "arn:aws:s3:::b/", True),
        ("*", "arn:aws:s3:::b/", True),
        ("arn:aws:s3:::b/?*", "arn:aws:s3:::b/", True),
        ("arn:aws:s3:::b/??*", "arn:aws:s3:::b/", Unknown(("key",))),
        ("arn:aws:s3:::b/in/*", "arn:aws:s3:::b/", Unknown(("key",))),
        ("arn:aws:s3:::b/*.jpg", "arn:aws:s3:::b/", Unknown(("key",))),
        ("arn:aws:s3:::b/", "arn:aws:s3:::b/", False),
        ("arn:aws:s3:::c/*", "arn:aws:s3:::b/", False),
    ],
)
def test_an_open_name_is_covered_in_all_in_part_or_not(pattern: str, start: str, expected: Truth) -> None:
    """The object's key is what would decide where only some objects are meant."""
    assert covers_arn(glob(pattern), Span(start, want="key")) == expected
    assert covers(glob(pattern), Span(start, want="key")) == expected


def test_an_asterisk_in_a_resource_stays_in_its_part() -> None:
    """AWS: "You can use wildcard characters (* and ?) within ARN segments (the parts separated by colons)"."""
    assert covers_arn(glob("arn:*:s3:::b"), Span("arn:aws-cn:s3:::b")) is True
    assert covers_arn(glob("arn:aws:dynamodb:*:table/t"), Span("arn:aws:dynamodb:r:1:table/t")) is True, "five parts only"
    assert covers_arn(glob("arn:aws:sqs:*:9:q"), Span("arn:aws:sqs:r:1:x:9:q")) is False
    assert covers_arn(glob("arn:aws:logs:r:1:*"), Span("arn:aws:logs:r:1:log-group:g:*")) is True
