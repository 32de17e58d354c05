"""Security groups and network ACLs: what they let through, against a packet-by-packet oracle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.analysis.filters import acl_passage, group_egress
from diagnostics.model.addresses import AddressSet
from diagnostics.model.filters import AclEntry, FilterRule, NetworkAcl, SecurityGroup
from diagnostics.model.network import Eni, PrefixList, VpcEndpoint
from diagnostics.model.snapshot import Gap, Snapshot

HOSTS = [f"52.0.0.{n}" for n in range(8)]
REMOTE = AddressSet.of(HOSTS)
entry = st.builds(
    lambda number, allow, base, length, low, span, protocol: AclEntry(
        number=number,
        egress=False,
        protocol=protocol,
        allow=allow,
        cidr=f"52.0.0.{base - base % (1 << (32 - length))}/{length}",
        from_port=low,
        to_port=low + span,
    ),
    st.integers(1, 400),
    st.booleans(),
    st.integers(0, 7),
    st.integers(28, 32),
    st.integers(1000, 1012),
    st.integers(0, 12),
    st.sampled_from(["6", "-1", "tcp", "17"]),
)


def lets(entries: list[AclEntry], host: str, port: int) -> bool:
    """Say what the first matching rule says of one packet; no match is a deny."""
    for rule in sorted(entries, key=lambda e: e.number):
        tcp = rule.protocol in {"6", "tcp", "-1"}
        ports = rule.protocol == "-1" or (rule.from_port or 0) <= port <= (rule.to_port or 0)
        if tcp and ports and host in AddressSet.of([rule.cidr]):
            return rule.allow
    return False


@given(st.lists(entry, max_size=5, unique_by=lambda e: e.number))
@settings(max_examples=200, deadline=None)
def test_an_acl_lets_through_exactly_what_the_first_matching_rule_allows(entries: list[AclEntry]) -> None:
    """Full passage means every packet passes; none means no packet does."""
    acl = NetworkAcl(id="acl-1", vpc_id="vpc-1", entries=tuple(entries))
    passage, _ = acl_passage(acl, egress=False, remote=REMOTE, ports=(1002, 1010))
    packets = {(h, p): lets(entries, h, p) for h in HOSTS for p in range(1002, 1011)}
    assert passage.full == all(packets.values())
    assert passage.none == (not any(packets.values()))
    assert {h for h in HOSTS if h in passage.allowed} == (
        {h for h in HOSTS if any(packets[(h, p)] for p in range(1002, 1011))}
        if passage.ports == "some"
        else {h for h in HOSTS if all(packets[(h, p)] for p in range(1002, 1011))}
    )


def test_an_acl_without_entries_denies() -> None:
    """No rule matches, so nothing passes."""
    passage, decided = acl_passage(NetworkAcl(id="acl-1", vpc_id="vpc-1"), egress=True, remote=REMOTE, ports=(443, 443))
    assert passage.none
    assert decided is None


def test_a_prefix_list_that_was_not_seen_leaves_the_group_undecided() -> None:
    """What a rule names and we cannot read is neither allowed nor denied."""
    group = SecurityGroup(
        id="sg-1", egress=(FilterRule(protocol="tcp", from_port=443, to_port=443, prefix_list_ids=("pl-x",)),)
    )
    hidden = Gap(call="ec2:DescribeManagedPrefixLists", reason="denied", hides="lists", needs="lists")
    assert group_egress([group], REMOTE, 443, Snapshot(gaps=(hidden,))).undecided
    unread = Snapshot(prefix_lists={"pl-x": PrefixList(id="pl-x", name="x", aws=False, cidrs=None)})
    assert group_egress([group], REMOTE, 443, unread).undecided
    known = Snapshot(prefix_lists={"pl-x": PrefixList(id="pl-x", name="x", aws=False, cidrs=("52.0.0.0/24",))})
    assert group_egress([group], REMOTE, 443, known).full


def test_a_prefix_list_of_no_kind_in_the_region_holds_nothing() -> None:
    """Where both calls that list prefix lists were answered, a list in neither is another Region's or deleted."""
    rule = FilterRule(protocol="tcp", from_port=443, to_port=443, prefix_list_ids=("pl-elsewhere",))
    passage = group_egress([SecurityGroup(id="sg-1", egress=(rule,))], REMOTE, 443, Snapshot())
    assert passage.none
    assert not passage.undecided


def test_a_group_that_is_allowed_out_stands_for_the_interfaces_of_endpoints_too() -> None:
    """A rule towards the endpoint's group reaches the endpoint's addresses; one towards a group of nobody reaches none."""
    eni = Eni(id="eni-1", vpc_id="vpc-1", subnet_id="subnet-1", type="vpc_endpoint", private_ips=("10.0.0.9",))
    endpoint = VpcEndpoint(id="vpce-1", vpc_id="vpc-1", type="Interface", eni_ids=("eni-1",), group_ids=("sg-ep",))
    groups = {name: SecurityGroup(id=name) for name in ("sg-ep", "sg-nobody")}
    snapshot = Snapshot(enis={"eni-1": eni}, endpoints={"vpce-1": endpoint}, security_groups=groups)
    for group, reached in (("sg-ep", True), ("sg-nobody", False)):
        rule = FilterRule(protocol="tcp", from_port=443, to_port=443, group_ids=(group,))
        passage = group_egress([SecurityGroup(id="sg-1", egress=(rule,))], AddressSet.of(["10.0.0.9"]), 443, snapshot)
        assert passage.full is reached


def test_a_rule_for_another_port_or_protocol_lets_nothing_out() -> None:
    """TCP 443 needs a rule that covers TCP 443."""
    rules = (
        FilterRule(protocol="tcp", from_port=80, to_port=80, cidrs=("0.0.0.0/0",)),
        FilterRule(protocol="udp", from_port=443, to_port=443, cidrs=("0.0.0.0/0",)),
    )
    assert group_egress([SecurityGroup(id="sg-1", egress=rules)], REMOTE, 443, Snapshot()).none
