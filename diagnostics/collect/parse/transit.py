"""Transit gateways as the model has them: attachments out of all the calls that tell of them, and route tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.collect.calls import call_of
from diagnostics.collect.parse.fields import BadRowError
from diagnostics.model.addresses import parse_cidr
from diagnostics.model.transit import AttachmentKind, TransitAttachment, TransitRoute, TransitTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

ATTACHMENTS = "describe-transit-gateway-attachments"
VPC_ATTACHMENTS = "describe-transit-gateway-vpc-attachments"
TABLES = "describe-transit-gateway-route-tables"
ASSOCIATIONS = "get-transit-gateway-route-table-associations"
ROUTES = "search-transit-gateway-routes"
_IN_FORCE = frozenset({"", "associated"})
#: How many rows AWS gives at a time.
_A_PAGE = 1000
#: A row in one of these states carries nothing; what else AWS may say of a row is kept, and lowers the confidence.
_IDLE = frozenset({"pending", "deleting", "deleted"})


def attachment_of(row: Row) -> TransitAttachment:
    """Give an attachment of any kind; its route table too, to those whom AWS tells it."""
    association = row.row("Association")
    said = row.text("ResourceType")
    return TransitAttachment(
        id=row.identity("TransitGatewayAttachmentId"),
        gateway_id=row.text("TransitGatewayId"),
        kind=attachment_kind(said),
        said_kind=said,
        resource_id=row.text("ResourceId"),
        owner=row.text("ResourceOwnerId"),
        state=row.text("State", "available").lower(),
        table_id=association.text("TransitGatewayRouteTableId") if association.text("State") in _IN_FORCE else "",
    )


def attachment_kind(said: str) -> AttachmentKind:
    """Give the kind of an attachment, `unknown` where AWS names one that is not known here."""
    return AttachmentKind(said) if said in set(AttachmentKind) else AttachmentKind.UNKNOWN


def vpc_attachment_of(row: Row) -> TransitAttachment:
    """Give an attachment of a VPC with the subnets that it has its interfaces in."""
    return TransitAttachment(
        id=row.identity("TransitGatewayAttachmentId"),
        gateway_id=row.text("TransitGatewayId"),
        kind=AttachmentKind.VPC,
        said_kind=AttachmentKind.VPC.value,
        resource_id=row.text("VpcId"),
        owner=row.text("VpcOwnerId"),
        state=row.text("State", "available").lower(),
        subnet_ids=row.texts("SubnetIds"),
        appliance_mode=row.row("Options").text("ApplianceModeSupport") == "enable",
    )


def table_of(row: Row) -> TransitTable:
    """Give a route table of a transit gateway, without its rows."""
    return TransitTable(
        id=row.identity("TransitGatewayRouteTableId"), gateway_id=row.text("TransitGatewayId"), name=row.name()
    )


def route_of(row: Row) -> TransitRoute:
    """Give one row of a transit gateway's route table."""
    listed = row.text("PrefixListId")
    destination = row.text("DestinationCidrBlock") or listed
    if not destination.startswith("pl-") and parse_cidr(destination) is None:
        msg = f"a route's destination should be a CIDR or a prefix list, and is {destination[:40]!r}"
        raise BadRowError(msg)
    return TransitRoute(
        destination=destination,
        attachment_ids=row.each("TransitGatewayAttachments", "TransitGatewayAttachmentId"),
        prefix_list_id=listed,
        state=row.text("State", "active").lower(),
        type=row.text("Type", "static").lower(),
    )


def transit_attachments_in(reading: Reading) -> dict[str, TransitAttachment]:
    """Give every attachment that any call tells of: the calls that list them, associations, and rows that point at them."""
    found: dict[str, TransitAttachment] = {}
    for each in _told(reading):
        known = found.get(each.id)
        found[each.id] = each if known is None else _merged(known, each)
    return found


def _told(reading: Reading) -> Iterator[TransitAttachment]:
    """Give what each call says of each attachment, what lists attachments first."""
    yield from reading.by_id(ATTACHMENTS, attachment_of).values()
    yield from reading.by_id(VPC_ATTACHMENTS, vpc_attachment_of).values()
    tables = _gateway_of_tables(reading)
    call = call_of(ASSOCIATIONS)
    for table in reading.subjects(ASSOCIATIONS):
        for number, row in enumerate(reading.rows(call, table), 1):
            made = reading.made(call, row, number, lambda given: (attachment_of(given), given.text("State")))
            if made is not None and made[1] in _IN_FORCE:
                yield replace(made[0], state="available", table_id=table, gateway_id=tables.get(table, ""))
    call = call_of(ROUTES)
    for table in reading.subjects(ROUTES):
        for number, row in enumerate(reading.rows(call, table), 1):
            for each in reading.made(call, row, number, _pointed_at) or ():
                yield replace(each, gateway_id=tables.get(table, ""))


def _pointed_at(row: Row) -> tuple[TransitAttachment, ...]:
    """Give the attachments that a row of a route table points at."""
    named = (each for each in row.rows("TransitGatewayAttachments") if each.text("TransitGatewayAttachmentId"))
    return tuple(attachment_of(each) for each in named)


def _gateway_of_tables(reading: Reading) -> dict[str, str]:
    return {table.id: table.gateway_id for table in reading.by_id(TABLES, table_of).values()}


def _merged(one: TransitAttachment, other: TransitAttachment) -> TransitAttachment:
    """Give one attachment out of two that two calls tell of, the first of which knows better."""
    typed = one if one.said_kind else other
    return TransitAttachment(
        id=one.id,
        gateway_id=one.gateway_id or other.gateway_id,
        kind=typed.kind,
        said_kind=typed.said_kind,
        resource_id=one.resource_id or other.resource_id,
        owner=one.owner or other.owner,
        state=one.state,
        table_id=one.table_id or other.table_id,
        subnet_ids=one.subnet_ids if one.subnet_ids is not None else other.subnet_ids,
        appliance_mode=one.appliance_mode or other.appliance_mode,
    )


def transit_tables_in(reading: Reading) -> dict[str, TransitTable]:
    """Give the route tables of transit gateways, each with its rows where they were seen."""
    found = reading.by_id(TABLES, table_of)
    for own in (*reading.subjects(ASSOCIATIONS), *reading.subjects(ROUTES)):
        found.setdefault(own, TransitTable(id=own))
    call = call_of(ROUTES)
    for own in reading.subjects(ROUTES):
        rows = [reading.made(call, row, number, route_of) for number, row in enumerate(reading.rows(call, own), 1)]
        # A row that cannot be read, or one that did not fit into the answer, may be the one that matters.
        whole = not _cut_short(reading, own, len(rows)) and None not in rows
        read = tuple(row for row in rows if row is not None and row.state not in _IDLE)
        found[own] = replace(found[own], routes=read, complete=whole)
    return found


def _cut_short(reading: Reading, table: str, rows: int) -> bool:
    """Say whether AWS had more rows than were asked for; of several pages that were joined, the first one says so too."""
    body = reading.answers.body(call_of(ROUTES).key(table)) or {}
    return body.get("AdditionalRoutesAvailable") is True and rows <= _A_PAGE
