"""A transit gateway's own routing: which attachment a VPC enters by, and which row of which table carries what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.model.addresses import AddressSet, prefix_length
from diagnostics.model.transit import AttachmentKind

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.transit import TransitAttachment, TransitRoute, TransitTable

#: Propagated rows of equal length, by what they were learnt from, the first before the next.
_LEARNT = (
    AttachmentKind.VPC,
    AttachmentKind.DIRECT_CONNECT,
    AttachmentKind.CONNECT,
    AttachmentKind.VPN,
    AttachmentKind.VPN_CONCENTRATOR,
    AttachmentKind.CLIENT_VPN,
)
#: Zone ids of a Region's own Availability Zones; Local Zones use their parent's.
_ZONE = re.compile(r"[a-z0-9]+-az\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitChoice:
    """The row of a transit gateway's table that carries these addresses; `doubtful` where rows that may win are hidden."""

    addresses: AddressSet
    route: TransitRoute | None
    doubtful: bool = False


def entrance_to(gateway_id: str, vpc_id: str, snapshot: Snapshot) -> TransitAttachment | None:
    """Give the attachment by which a VPC's traffic enters a transit gateway; a VPC has one to each at most."""
    own = (
        a
        for _, a in sorted(snapshot.transit_attachments.items())
        if a.kind is AttachmentKind.VPC and a.resource_id == vpc_id and a.gateway_id in {gateway_id, ""} and a.usable
    )
    return next(own, None)


def attached_subnets(attachment: TransitAttachment, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Give the subnets of a VPC attachment: as AWS lists them, else where its interfaces are seen; None where neither is."""
    if attachment.subnet_ids is not None:
        return attachment.subnet_ids
    inside = [
        e for _, e in sorted(snapshot.enis.items()) if e.type == "transit_gateway" and e.vpc_id == attachment.resource_id
    ]
    named = [e for e in inside if attachment.id in e.description]
    others = {a.id for a in snapshot.transit_attachments.values() if a.resource_id == attachment.resource_id}
    told = named or (inside if others <= {attachment.id} else [])
    return tuple(dict.fromkeys(e.subnet_id for e in told)) or None


def lacks_zone(attachment: TransitAttachment, zone: str, snapshot: Snapshot) -> bool | None:
    """Say whether an attachment has no subnet in the zone; None where its subnets or the zone are not known.

    A subnet's traffic is passed to the transit gateway only where the attachment has a subnet in the same Availability
    Zone. — https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
    """
    subnet_ids = attached_subnets(attachment, snapshot)
    zones = [s.az_id for i in subnet_ids or () if (s := snapshot.subnets.get(i))]
    if not subnet_ids or len(zones) < len(subnet_ids) or not all(zones) or not _ZONE.fullmatch(zone):
        return None
    return zone not in zones


def landing_subnets(attachment: TransitAttachment, zone: str, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Give the subnets at which traffic from a zone may come out of an attachment; None where they are not known.

    Traffic is kept to the zone that it came from, unless appliance mode is on: then any of the zones may be taken, and
    is kept for the life of the flow.
    — https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
    """
    subnet_ids = attached_subnets(attachment, snapshot)
    if not subnet_ids or any(i not in snapshot.subnets for i in subnet_ids):
        return None
    at_home = tuple(i for i in subnet_ids if zone and snapshot.subnets[i].az_id == zone)
    return at_home if at_home and not attachment.appliance_mode else tuple(sorted(subnet_ids))


def select_transit(table: TransitTable, addresses: AddressSet, snapshot: Snapshot) -> tuple[TransitChoice, ...]:
    """Partition the addresses by the row that wins for them: the most specific, then static ones, then learnt ones.

    — https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
    """
    rows: list[tuple[int, int, AddressSet, TransitRoute]] = []
    hidden = not table.complete
    for route in table.routes or ():
        cidrs = _cidrs(route, snapshot)
        hidden = hidden or cidrs is None
        rank = _rank(route, snapshot)
        spans = ((prefix_length(cidr), AddressSet.of((cidr,), addresses.family)) for cidr in cidrs or ())
        rows.extend((length, rank, covers, route) for length, covers in spans if covers)
    rows.sort(key=lambda row: (-row[0], row[1], row[3].destination, row[3].attachment_ids))
    left, choices = addresses, []
    for _, _, covers, route in rows:
        if taken := left & covers:
            choices.append(TransitChoice(addresses=taken, route=route, doubtful=hidden))
            left = left - taken
    if left:
        choices.append(TransitChoice(addresses=left, route=None, doubtful=hidden))
    return tuple(choices)


def _cidrs(route: TransitRoute, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Give the CIDRs that a row stands for; None where it names a prefix list that was not read."""
    if not route.destination.startswith("pl-"):
        return (route.destination,)
    known = snapshot.prefix_lists.get(route.destination)
    return known.cidrs if known else None


def _rank(route: TransitRoute, snapshot: Snapshot) -> int:
    if route.type != "propagated":
        return 1 if route.by_prefix_list else 0
    kinds = {a.kind for i in route.attachment_ids if (a := snapshot.transit_attachments.get(i))}
    return 2 + next((n for n, kind in enumerate(_LEARNT) if kind in kinds), len(_LEARNT))
