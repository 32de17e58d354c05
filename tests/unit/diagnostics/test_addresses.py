"""The arithmetic of address sets, against Python's own sets on a small space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diagnostics.model.addresses import AddressSet, parse_cidr

SPACE = 256
pieces = st.lists(st.tuples(st.integers(0, SPACE - 1), st.integers(24, 32)), max_size=6)


def drawn(parts: list[tuple[int, int]]) -> tuple[AddressSet, set[int]]:
    """Give the same addresses as an AddressSet and as a plain set of last octets."""
    cidrs = [f"10.0.0.{base}/{length}" for base, length in parts]
    plain = {base - base % (1 << (32 - length)) + i for base, length in parts for i in range(1 << (32 - length))}
    return AddressSet.of(cidrs), {n for n in plain if n < SPACE}


def octets(addresses: AddressSet) -> set[int]:
    """Give the last octets of the addresses."""
    return {n - (10 << 24) for a, b in addresses.ranges for n in range(a, b + 1)}


@given(pieces, pieces)
def test_union_intersection_and_difference_agree_with_plain_sets(
    left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    """Every operation gives what enumerating the addresses gives."""
    a, plain_a = drawn(left)
    b, plain_b = drawn(right)
    assert octets(a & b) == plain_a & plain_b
    assert octets(a | b) == plain_a | plain_b
    assert octets(a - b) == plain_a - plain_b
    assert a.covers(b) == (plain_b <= plain_a)
    assert a.size() == len(plain_a)


@given(pieces)
def test_writing_a_set_as_cidrs_and_reading_it_back_changes_nothing(parts: list[tuple[int, int]]) -> None:
    """The CIDRs of a set are the set."""
    addresses, _ = drawn(parts)
    assert AddressSet.of(addresses.cidrs()) == addresses


@given(st.text(max_size=60))
def test_reading_a_cidr_never_raises(text: str) -> None:
    """Whatever stands in a CIDR's place, it is read or it is None."""
    parsed = parse_cidr(text)
    assert parsed is None or parsed[0] in {4, 6}


def test_families_do_not_mix() -> None:
    """IPv6 addresses are in no IPv4 set, and taking them away takes nothing."""
    four, six = AddressSet.of(["10.0.0.0/8"]), AddressSet.of(["2600::/32"], 6)
    assert not four & six
    assert four - six == four
    assert "2600::1" not in four
    assert "10.1.2.3" in four
