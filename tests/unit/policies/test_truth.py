"""The logic of what is true, false, or not known."""

from __future__ import annotations

import pytest

from diagnostics.analysis.policies.truth import Truth, Unknown, agreed, every, opposite, some

A, B = Unknown(("a",)), Unknown(("b",))


@pytest.mark.parametrize(
    ("parts", "all_of", "one_of"),
    [
        ((), True, False),
        ((True, True), True, True),
        ((True, False), False, True),
        ((True, A), A, True),
        ((False, A), False, A),
        ((A, B), Unknown(("a", "b")), Unknown(("a", "b"))),
        ((A, A), A, A),
    ],
)
def test_one_part_may_settle_it(parts: tuple[Truth, ...], all_of: Truth, one_of: Truth) -> None:
    """False settles a conjunction and true a disjunction, whatever is not known of the rest."""
    assert (every(parts), some(parts)) == (all_of, one_of)


def test_what_is_not_known_has_no_opposite() -> None:
    """Negation needs something to negate."""
    assert [opposite(t) for t in (True, False, A)] == [False, True, A]


def test_parts_that_differ_depend_on_what_tells_them_apart() -> None:
    """Where all agree, there is nothing to want."""
    assert agreed((True, True), "key") is True
    assert agreed((True, False), "key") == Unknown(("key",))


def test_what_is_not_known_is_never_taken_for_true() -> None:
    """A condition that forgets the third value fails where it is written, not in what it concludes."""
    with pytest.raises(TypeError, match="not known for want of a"):
        bool(A)
