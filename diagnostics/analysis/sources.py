"""What a person names as the source → the Sources it stands for in a snapshot."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from diagnostics.model.addresses import AddressSet
from diagnostics.model.flow import AskerError, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from diagnostics.model.network import Eni, Function, Instance, Subnet
    from diagnostics.model.snapshot import Snapshot

_ID = re.compile(r"(subnet|eni|i|vpc)-[0-9a-z-]+")
_FUNCTION = re.compile(r"lambda:([a-z0-9_-]{1,64})", re.IGNORECASE)
_FUNCTION_CALL = "lambda:GetFunctionConfiguration"
#: How many candidates a sentence can hold before it stops helping.
_NAMED = 8


def locate(asked: str, snapshot: Snapshot) -> tuple[Source, ...]:
    """Give every source that the words stand for: one, or all the subnets of a VPC or of a Lambda function.

    Raises:
        AskerError: `unknown-source`, `ambiguous-source`, `empty-account`, `empty-vpc` or `source-unseen`, where the words
            name nothing, several things, or something that a refused call hides.
    """
    text = _bare(asked)
    if text.casefold().startswith("lambda:"):
        return _by_function(text, snapshot)
    if not text:
        raise AskerError("unknown-source", asked="", region=snapshot.region, known=_known(snapshot))
    if not snapshot.subnets:
        gap = snapshot.unseen("ec2:DescribeSubnets")
        if gap:
            raise AskerError("source-unseen", asked=text, call=gap.call, reason=gap.reason)
        raise AskerError("empty-account", region=snapshot.region, account=snapshot.account)
    lowered = text.casefold()
    if _ID.fullmatch(lowered):
        found = _by_id(lowered, snapshot)
    elif address := address_asked(text):
        found = _by_address(text, address, snapshot)
    else:
        found = _by_name(text, snapshot)
    if not found:
        raise AskerError("unknown-source", asked=text[:80], region=snapshot.region, known=_known(snapshot))
    return found


def function_named(asked: str) -> str | None:
    """Give the Lambda function that has to be looked up before such a source can be diagnosed."""
    found = _FUNCTION.fullmatch(_bare(asked))
    return found[1] if found else None


def address_asked(asked: str) -> str | None:
    """Give the IPv4 address by which a source is named; None where it is named otherwise."""
    try:
        return str(ipaddress.IPv4Address(_bare(asked)))
    except ValueError:
        return None


def _bare(asked: str) -> str:
    return asked.strip().strip("`'\"")


def _by_function(text: str, snapshot: Snapshot) -> tuple[Source, ...]:
    """Give a source for each subnet that a Lambda function has interfaces in; one without a VPC where it has none."""
    name = function_named(text)
    function = snapshot.functions.get(name or "")
    if name is None or (function is not None and not function.exists):
        raise AskerError("unknown-source", asked=text[:80], region=snapshot.region, known=_known(snapshot))
    if function is None:
        gap = snapshot.unseen(_FUNCTION_CALL, name)
        raise AskerError("source-unseen", asked=text, call=_FUNCTION_CALL, reason=gap.reason if gap else "not-collected")
    if not function.subnet_ids:
        account, region = snapshot.account, snapshot.region
        return (Source(asked=text, vpc_id="", subnet_id="", function=name, account=account, region=region),)
    return tuple(_from_function(text, function, subnet_id, snapshot) for subnet_id in sorted(function.subnet_ids))


def _from_function(asked: str, function: Function, subnet_id: str, snapshot: Snapshot) -> Source:
    """Give a function in one of its subnets. Its interface is found by what functions share one by: subnet and groups.

    Such an interface never has a public address, in a public subnet either.
    — https://docs.aws.amazon.com/lambda/latest/dg/foundation-networking.html
    """
    subnet = snapshot.subnets.get(subnet_id)
    if subnet is None:
        gap = snapshot.unseen("ec2:DescribeSubnets")
        reason = gap.reason if gap else "not-collected"
        raise AskerError("source-unseen", asked=f"{asked} ({subnet_id})", call="ec2:DescribeSubnets", reason=reason)
    enis = [
        e
        for _, e in sorted(snapshot.enis.items())
        if e.type == "lambda" and e.subnet_id == subnet_id and set(e.group_ids) == set(function.group_ids)
    ]
    return Source(
        asked=asked,
        vpc_id=subnet.vpc_id,
        subnet_id=subnet_id,
        eni_id=enis[0].id if len(enis) == 1 else None,
        function=function.name,
        private_ips=tuple(ip for e in enis for ip in e.private_ips),
        # Lambda uses IPv6 in a VPC only where that is allowed, which by default it is not.
        # — https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
        ipv6_ips=(tuple(ip for e in enis for ip in e.ipv6_ips) or None) if function.ipv6 else (),
        group_ids=function.group_ids,
        public=False,
        account=snapshot.account,
        region=snapshot.region,
    )


def _by_id(wanted: str, snapshot: Snapshot) -> tuple[Source, ...]:
    """Give the sources of an id; all the subnets where it is a VPC's."""
    if subnet := snapshot.subnets.get(wanted):
        return (_from_subnet(wanted, subnet, snapshot),)
    if eni := snapshot.enis.get(wanted):
        return (_from_eni(wanted, eni, snapshot),)
    if instance := snapshot.instances.get(wanted):
        return (_from_instance(wanted, instance, snapshot),)
    if wanted in snapshot.vpcs:
        inside = tuple(_from_subnet(wanted, s, snapshot) for _, s in sorted(snapshot.subnets.items()) if s.vpc_id == wanted)
        if not inside:
            raise AskerError("empty-vpc", asked=wanted)
        return inside
    hidden = {"eni": "ec2:DescribeNetworkInterfaces", "i": "ec2:DescribeInstances", "vpc": "ec2:DescribeVpcs"}
    gap = snapshot.unseen(hidden.get(wanted.split("-", 1)[0], ""))
    if gap:
        raise AskerError("source-unseen", asked=wanted, call=gap.call, reason=gap.reason)
    return ()


def _by_name(text: str, snapshot: Snapshot) -> tuple[Source, ...]:
    """Give the sources of a Name tag: the exact one, else the same in another case, else names that begin with it."""
    named = _names(snapshot)
    folded = text.casefold()
    closeness: tuple[Callable[[str], bool], ...] = (
        lambda name: name == text,
        lambda name: name.casefold() == folded,
        lambda name: re.split(r"[-_. /]", name.casefold())[0] == folded,
        lambda name: folded in re.split(r"[-_. /]", name.casefold()),
    )
    for same in closeness:
        ids = [thing_id for name, thing_id in named if same(name)]
        subnets = [i for i in ids if i in snapshot.subnets]
        for narrowed in (subnets, ids):
            if len(narrowed) == 1:
                return _by_id(narrowed[0], snapshot)
        if ids:
            raise AskerError(
                "ambiguous-source", asked=text[:80], candidates=_list(f"{n} ({i})" for n, i in named if i in ids)
            )
    return ()


def _names(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Give the Name tags and ids of all that can be a source: subnets first, then instances, interfaces, VPCs."""
    pairs = [
        *((s.name, s.id) for s in snapshot.subnets.values()),
        *((i.name, i.id) for i in snapshot.instances.values()),
        *((e.name, e.id) for e in snapshot.enis.values()),
        *((v.name, v.id) for v in snapshot.vpcs.values()),
    ]
    return sorted((name, thing_id) for name, thing_id in pairs if name)


def _by_address(text: str, address: str, snapshot: Snapshot) -> tuple[Source, ...]:
    """Give the interface that holds a private address, else the subnet that it would be in."""
    holders = [e for _, e in sorted(snapshot.enis.items()) if address in e.private_ips]
    if len(holders) == 1:
        return (_from_eni(text, holders[0], snapshot),)
    around = [s for _, s in sorted(snapshot.subnets.items()) if s.cidr and address in AddressSet.of((s.cidr,))]
    if holders:
        raise AskerError("ambiguous-source", asked=text, candidates=_list(f"{e.id} ({e.vpc_id})" for e in holders))
    if len(around) > 1:
        raise AskerError("ambiguous-source", asked=text, candidates=_list(f"{s.id} ({s.vpc_id})" for s in around))
    return tuple(_from_subnet(text, s, snapshot) for s in around)


def _from_subnet(asked: str, subnet: Subnet, snapshot: Snapshot) -> Source:
    return Source(
        asked=asked,
        vpc_id=subnet.vpc_id,
        subnet_id=subnet.id,
        account=snapshot.account or subnet.owner,
        region=snapshot.region,
    )


def _from_eni(asked: str, eni: Eni, snapshot: Snapshot) -> Source:
    return Source(
        asked=asked,
        vpc_id=eni.vpc_id,
        subnet_id=eni.subnet_id,
        eni_id=eni.id,
        instance_id=eni.instance_id,
        private_ips=eni.private_ips,
        ipv6_ips=eni.ipv6_ips,
        group_ids=eni.group_ids,
        public=bool(eni.public_ips),
        account=snapshot.account,
        region=snapshot.region,
    )


def _from_instance(asked: str, instance: Instance, snapshot: Snapshot) -> Source:
    """Give the instance's first interface as the source; its subnet alone where interfaces were not seen."""
    enis = [snapshot.enis[e] for e in instance.eni_ids if e in snapshot.enis]
    enis = enis or [e for _, e in sorted(snapshot.enis.items()) if e.instance_id == instance.id]
    if enis:
        return _from_eni(asked, enis[0], snapshot)
    if instance.subnet_id in snapshot.subnets:
        return Source(
            asked=asked,
            vpc_id=instance.vpc_id,
            subnet_id=instance.subnet_id,
            instance_id=instance.id,
            account=snapshot.account,
            region=snapshot.region,
        )
    raise AskerError("instance-without-interface", asked=asked, state=instance.state)


def _known(snapshot: Snapshot) -> str:
    """Name a few subnets that do exist, so that the asker can pick one."""
    return _list(f"{s.name} ({s.id})" if s.name else s.id for _, s in sorted(snapshot.subnets.items()))


def _list(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_NAMED]) + (f" … (+{len(every) - _NAMED})" if len(every) > _NAMED else "")
