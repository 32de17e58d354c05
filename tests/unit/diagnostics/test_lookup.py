"""Route selection against a brute-force oracle: every address on its own, every route tried."""

from __future__ import annotations

import ipaddress
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.analysis.lookup import effective_table, select
from diagnostics.model.addresses import AddressSet
from diagnostics.model.network import PrefixList, Route, RouteTable, Subnet, Target, TargetKind
from diagnostics.model.snapshot import Snapshot

HOSTS = [f"52.0.0.{n}" for n in range(16)]
CIDRS = [f"52.0.0.{base}/{length}" for length in (28, 29, 30, 31, 32) for base in range(0, 16, 1 << (32 - length))]
cidr = st.sampled_from([*CIDRS, "0.0.0.0/0", "52.0.0.0/8"])
LISTS = ["pl-one", "pl-two"]


@st.composite
def routed(draw: st.DrawFn) -> tuple[RouteTable, Snapshot]:
    """Draw a table of static, propagated and prefix-list routes, and the lists' entries."""
    lists = {
        name: PrefixList(id=name, name=name, aws=False, cidrs=tuple(draw(st.lists(cidr, unique=True, max_size=4))))
        for name in LISTS
    }
    rows: dict[tuple[str, bool], Route] = {}
    for n, (destination, propagated) in enumerate(
        draw(st.lists(st.tuples(st.one_of(cidr, st.sampled_from(LISTS)), st.booleans()), max_size=6))
    ):
        learnt = propagated and not destination.startswith("pl-")
        origin = "EnableVgwRoutePropagation" if learnt else "CreateRoute"
        route = Route(destination=destination, target=Target(TargetKind.NAT_GATEWAY, f"nat-{n}"), origin=origin)
        rows[(destination, learnt)] = route
    return RouteTable(id="rtb-1", vpc_id="vpc-1", routes=tuple(rows.values())), Snapshot(prefix_lists=lists)


def oracle(address: str, table: RouteTable, snapshot: Snapshot) -> tuple[str | None, frozenset[str]]:
    """Give the winning target of one address and those that tie with it, by trying every row."""
    ip = ipaddress.ip_address(address)
    candidates = []
    for route in table.routes:
        known = snapshot.prefix_lists.get(route.destination)
        for text in (known.cidrs or ()) if known else (route.destination,):
            net = ipaddress.ip_network(text)
            if ip in net:
                rank = 2 if route.propagated else 1 if route.by_prefix_list else 0
                candidates.append((-net.prefixlen, rank, route.target.id))
    if not candidates:
        return None, frozenset()
    best = min(candidates)[:2]
    tied = frozenset(t for length, rank, t in candidates if (length, rank) == best)
    return (next(iter(tied)) if len(tied) == 1 else "tie"), tied


@given(routed())
@settings(max_examples=300, deadline=None)
def test_the_longest_prefix_wins_then_static_then_lists_then_learnt(drawn: tuple[RouteTable, Snapshot]) -> None:
    """For each single address, the choice is the one that brute force makes, ties included."""
    table, snapshot = drawn
    choices = select(table, AddressSet.of(HOSTS), snapshot, None, "")
    for host in HOSTS:
        holding = [c for c in choices if host in c.addresses]
        assert len(holding) == 1, "every address is carried exactly once"
        (choice,) = holding
        winner, tied = oracle(host, table, snapshot)
        if winner == "tie":
            assert choice.rivals
            assert {choice.route.target.id, *(r.target.id for r in choice.rivals)} <= tied if choice.route else False
        else:
            assert not choice.rivals
            assert (choice.route.target.id if choice.route else None) == winner


@given(routed())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_rows_does_not_matter(drawn: tuple[RouteTable, Snapshot]) -> None:
    """Whatever order AWS lists the rows in, the same addresses go the same way."""
    table, snapshot = drawn
    seen = set()
    for rows in list(permutations(table.routes))[:24]:
        shuffled = RouteTable(id="rtb-1", vpc_id="vpc-1", routes=rows)
        choices = select(shuffled, AddressSet.of(HOSTS), snapshot, None, "")
        ways = [
            (h, c.route.target.id if c.route and not c.rivals else bool(c.rivals))
            for c in choices
            for h in HOSTS
            if h in c.addresses
        ]
        seen.add(tuple(sorted(map(str, ways))))
    assert len(seen) == 1


def test_a_learnt_route_never_beats_the_local_one() -> None:
    """A propagated route more specific than the VPC's CIDR still loses to local."""
    local = Route(destination="10.0.0.0/16", target=Target(TargetKind.LOCAL, "local"), origin="CreateRouteTable")
    learnt = Route(
        destination="10.0.1.0/24", target=Target(TargetKind.VPN_GATEWAY, "vgw-1"), origin="EnableVgwRoutePropagation"
    )
    table = RouteTable(id="rtb-1", vpc_id="vpc-1", routes=(local, learnt))
    (choice,) = select(table, AddressSet.of(["10.0.1.7"]), Snapshot(), None, "")
    assert choice.route == local


def test_a_subnet_without_an_association_uses_its_own_vpcs_main_table() -> None:
    """Another VPC's main table is never taken for it."""
    tables = {
        "rtb-1": RouteTable(id="rtb-1", vpc_id="vpc-1", main=True),
        "rtb-0": RouteTable(id="rtb-0", vpc_id="vpc-2", main=True),
    }
    snapshot = Snapshot(subnets={"subnet-1": Subnet(id="subnet-1", vpc_id="vpc-1")}, route_tables=tables)
    assert effective_table("subnet-1", snapshot) == (tables["rtb-1"], True)


def test_a_table_that_a_gateway_is_associated_with_routes_no_subnet() -> None:
    """Edge associations never apply to a subnet's own traffic."""
    edge = RouteTable(id="rtb-e", vpc_id="vpc-1", gateway_ids=("igw-1",))
    snapshot = Snapshot(subnets={"subnet-1": Subnet(id="subnet-1", vpc_id="vpc-1")}, route_tables={"rtb-e": edge})
    assert effective_table("subnet-1", snapshot) == (None, False)
