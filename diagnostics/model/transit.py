"""Nouns of a transit gateway: what is attached to it, and the route tables by which it passes traffic on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AttachmentKind(StrEnum):
    """What a transit gateway is attached to, in AWS's words."""

    VPC = "vpc"
    VPN = "vpn"
    VPN_CONCENTRATOR = "vpn-concentrator"
    CLIENT_VPN = "client-vpn"
    DIRECT_CONNECT = "direct-connect-gateway"
    CONNECT = "connect"
    PEERING = "peering"
    TRANSIT_PEERING = "tgw-peering"
    NETWORK_FUNCTION = "network-function"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitAttachment:
    """One attachment of a transit gateway, as far as it was seen.

    `table_id` is the transit gateway's route table that takes what comes in here, "" where that was not seen; `subnet_ids`
    are the subnets of an attached VPC, one a zone, None where they were not seen.
    """

    id: str
    gateway_id: str = ""
    kind: AttachmentKind = AttachmentKind.UNKNOWN
    said_kind: str = ""
    resource_id: str = ""
    owner: str = ""
    state: str = "available"
    table_id: str = ""
    subnet_ids: tuple[str, ...] | None = None
    appliance_mode: bool = False

    @property
    def usable(self) -> bool:
        """Say whether the attachment carries traffic; one that is being modified still does."""
        return self.state in {"available", "modifying"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitRoute:
    """A row of a transit gateway's route table. `destination` is a CIDR or a prefix list id; attachments share the load."""

    destination: str
    attachment_ids: tuple[str, ...] = ()
    prefix_list_id: str = ""
    state: str = "active"  # active | blackhole | whatever AWS says next
    type: str = "static"  # static | propagated | whatever AWS says next

    @property
    def by_prefix_list(self) -> bool:
        """Say whether the row stands for a prefix list, or for a part of one."""
        return bool(self.prefix_list_id) or self.destination.startswith("pl-")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitTable:
    """A route table of a transit gateway; `routes` is None where not seen, `complete` false where some were not."""

    id: str
    gateway_id: str = ""
    name: str = ""
    routes: tuple[TransitRoute, ...] | None = None
    complete: bool = True
