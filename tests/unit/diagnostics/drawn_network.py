"""A small network drawn at random, as plain facts, and the same network as AWS describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from hypothesis import strategies as st

REGION, ACCOUNT, VPC = "ap-northeast-2", "111122223333", "vpc-1"
SUBNETS = ("subnet-0", "subnet-1", "subnet-2", "subnet-3")
TABLES = ("rtb-0", "rtb-1", "rtb-2", "rtb-main")
S3 = ("52.0.0.0/30", "52.0.0.8/30")
LISTS = {"pl-s3": S3, "pl-ddb": ("52.0.1.0/30",)}
NATS = ("nat-0", "nat-1", "nat-r")
FORWARDERS = {"eni-n2": "subnet-2", "eni-n3": "subnet-3"}
GATEWAY, INTERFACE, BALANCER = "vpce-00s3", "vpce-0if", "vpce-0lb"
_CIDRS = ("0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/1", "52.0.0.0/8", "52.0.0.0/28", *S3, "52.0.0.0/31", "52.0.0.9/32")
_TARGETS = (*NATS, *NATS, "igw-1", "igw-1", *FORWARDERS, BALANCER, "tgw-1", "vgw-1", "pcx-1", "nat-gone")
_REMOTES = ("0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/25", "52.0.0.0/8", *S3)
_SPANS = ((443, 443), (1024, 65535), (32768, 60999), (32768, 45000), (0, 65535), (80, 80))


class Row(NamedTuple):
    """A row of a route table."""

    to: str
    target: str
    learnt: bool = False


class Nat(NamedTuple):
    """A NAT gateway; one without a subnet is regional and has a table of its own."""

    subnet: str | None
    public: bool
    state: str
    table: str


class Forwarder(NamedTuple):
    """A NAT instance's network interface."""

    public: bool
    checked: bool
    state: str


class Entry(NamedTuple):
    """An entry of a network ACL."""

    number: int
    egress: bool
    allow: bool
    cidr: str
    ports: tuple[int, int]


class Permission(NamedTuple):
    """A permission of a security group: TCP to or from a CIDR, a prefix list or a group."""

    ports: tuple[int, int]
    peer: str


class Interface(NamedTuple):
    """An S3 interface endpoint."""

    subnets: tuple[str, ...]
    private_dns: bool
    inbound_only: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All the facts of a drawn network."""

    tables: dict[str, tuple[Row, ...]]
    dead: str | None
    table_of: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    attached: bool
    nats: dict[str, Nat]
    forwarders: dict[str, Forwarder]
    gateway: str | None
    interface: Interface | None
    dns_support: bool
    dns_hostnames: bool
    custom_dns: bool
    zone: str | None
    rules: tuple[tuple[str, str], ...]
    egress: tuple[Permission, ...]
    ingress: tuple[Permission, ...]
    acls: dict[str, tuple[Entry, ...]]
    bpa: str
    excluded: tuple[tuple[str, str], ...]
    source: str
    public: bool


def _mostly(value: Any, *others: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from((value,) * (5 * len(others)) + others)


_usually = st.sampled_from((True,) * 5 + (False,))
_always = st.sampled_from((True,))
_seldom = st.sampled_from((False,) * 5 + (True,))
_row = st.builds(
    lambda to, target, learnt: Row(to, "vgw-1" if learnt else target, learnt),
    st.sampled_from((*_CIDRS, "pl-c1", "pl-c2")),
    st.sampled_from(_TARGETS),
    _seldom,
).map(lambda row: row._replace(target="tgw-1", learnt=False) if row.to.startswith("pl-") and row.learnt else row)
_WAYS_OUT = (*NATS, "nat-0", *FORWARDERS, BALANCER, "igw-1", "tgw-1", "vgw-1", "pcx-1", "nat-gone", None)
_OTHERS = tuple(way for way in _WAYS_OUT if way != "igw-1")


def _rows(default: st.SearchStrategy[str | None]) -> st.SearchStrategy[tuple[Row, ...]]:
    """Draw a table: the default route that makes its subnets private or public, then none to three rows that disturb."""
    more: st.SearchStrategy[list[Row]] = st.one_of(
        st.just([]), st.just([]), st.lists(_row, max_size=3, unique_by=lambda row: (row.to, row.learnt))
    )
    return st.tuples(default, more).map(
        lambda drawn: tuple(
            {(row.to, row.learnt): row for row in (*([Row("0.0.0.0/0", drawn[0])] if drawn[0] else []), *drawn[1])}.values()
        )
    )


_TABLE_ROWS = {
    "rtb-0": _rows(st.sampled_from(_WAYS_OUT)),
    "rtb-1": _rows(_mostly("igw-1", *_OTHERS)),
    "rtb-2": _rows(st.sampled_from(("igw-1", "igw-1", *_WAYS_OUT))),
    "rtb-main": _rows(st.sampled_from(_WAYS_OUT)),
}
_ASSOCIATED = {"subnet-0": "rtb-0", "subnet-1": "rtb-1", "subnet-2": "rtb-1", "subnet-3": "rtb-2"}
_entry = st.builds(
    lambda number, egress, allow, cidr, ports: Entry(number, egress, allow, cidr, ports if allow else (0, 65535)),
    st.integers(1, 300),
    st.booleans(),
    _usually,
    st.sampled_from(_REMOTES),
    st.sampled_from(_SPANS),
)
_OPEN = tuple(Entry(number=100, egress=way, allow=True, cidr="0.0.0.0/0", ports=(0, 65535)) for way in (True, False))
_acl = st.one_of(
    st.just(_OPEN),
    st.just(_OPEN),
    st.just(_OPEN),
    st.lists(_entry, max_size=5, unique_by=lambda e: (e.egress, e.number)).map(tuple),
    st.lists(_entry, max_size=2, unique_by=lambda e: (e.egress, e.number)).map(
        lambda es: (*es, *(e._replace(number=999) for e in _OPEN))
    ),
)
_permission = st.builds(
    Permission,
    _mostly((443, 443), (80, 80), (0, 65535)),
    st.sampled_from(
        ("0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/25", "52.0.0.0/8", "pl-s3", "pl-ddb", "pl-c1", "pl-no", S3[0])
    ),
)
_open = Permission((0, 65535), "0.0.0.0/0")
_nat = st.builds(
    Nat,
    _mostly("subnet-1", "subnet-0", "subnet-2", "subnet-3"),
    _usually,
    _mostly("available", "failed"),
    st.just(""),
)
_regional = st.builds(Nat, st.none(), _always, _mostly("available", "failed"), _mostly("rtb-1", "rtb-0", "rtb-2"))
_interface = st.builds(
    Interface,
    st.lists(st.sampled_from(SUBNETS), min_size=1, max_size=3, unique=True).map(tuple),
    _usually,
    _seldom,
    _mostly("available", "pendingAcceptance", "failed"),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a network: two thirds of it sound, so that most walks get somewhere."""
    lists = {
        **LISTS,
        **{f"pl-c{n}": tuple(draw(st.lists(st.sampled_from(_CIDRS), unique=True, max_size=2))) for n in (1, 2)},
    }
    gateway = draw(st.sampled_from((None, None, "available", "available", "available", "failed", "deleting")))
    tables = {}
    for table in TABLES:
        rows = draw(_TABLE_ROWS[table])
        routed = gateway is not None and draw(st.booleans())
        tables[table] = (*rows, Row("pl-s3", GATEWAY)) if routed else rows
        if draw(_seldom):
            tables[table] += (Row("10.0.1.0/24", "eni-n3"),)
    forwarders = {eni: Forwarder(draw(_usually), draw(_seldom), draw(_mostly("running", "stopped"))) for eni in FORWARDERS}
    grouped = st.lists(st.one_of(_permission, st.just(Permission((443, 443), "sg-ep"))), max_size=3).map(tuple)
    source = draw(st.sampled_from(("eni-app", "eni-app", "subnet-0")))
    admitted = (_permission, st.just(Permission((443, 443), "sg-app"))) if source == "eni-app" else (_permission,)
    return World(
        tables=tables,
        dead=draw(_mostly(None, *sorted({*_TARGETS} - {"nat-gone"}))),
        table_of={s: draw(_mostly(t, *(o for o in TABLES if o != t))) for s, t in _ASSOCIATED.items()},
        lists=lists,
        attached=draw(_usually),
        nats={"nat-0": draw(_nat), "nat-1": draw(_nat), "nat-r": draw(_regional)},
        forwarders=forwarders,
        gateway=gateway,
        interface=draw(st.one_of(st.none(), st.none(), _interface)),
        dns_support=draw(_usually),
        dns_hostnames=draw(_usually),
        custom_dns=draw(_seldom),
        zone=draw(_mostly(None, "amazonaws.com", f"s3.{REGION}.amazonaws.com")),
        rules=tuple(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from((".", "amazonaws.com", f"s3.{REGION}.amazonaws.com")),
                        st.sampled_from(("FORWARD", "SYSTEM", "RECURSIVE")),
                    ),
                    max_size=draw(_mostly(0, 2)),
                    unique_by=lambda rule: (rule[0], rule[1] == "RECURSIVE"),
                )
            )
        ),
        egress=draw(st.one_of(st.just((_open,)), st.just((_open,)), grouped)),
        ingress=draw(st.one_of(st.just((_open,)), st.lists(st.one_of(*admitted), max_size=2).map(tuple))),
        acls={s: draw(_acl) for s in SUBNETS},
        bpa=draw(_mostly("off", "block-bidirectional", "block-ingress")),
        excluded=tuple(
            draw(
                st.lists(
                    st.tuples(st.sampled_from((*SUBNETS, VPC)), st.sampled_from(("allow-bidirectional", "allow-egress"))),
                    max_size=1,
                )
            )
        ),
        source=source,
        public=draw(st.booleans()),
    )
