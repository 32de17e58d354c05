"""VPC flow log records: the default format, a custom one with its header line, and two usual custom ones without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.observation import FlowRecord
from diagnostics.evidence.pasted.addresses import address_of
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.evidence.pasted.sections import Section

#: Amazon VPC User Guide, Flow log records: the default format (version 2).
_DEFAULT = [
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
]
#: The fields of versions 2 to 5 in the order in which AWS lists them.
_ALL = (
    *_DEFAULT,
    *[
        "vpc-id",
        "subnet-id",
        "instance-id",
        "tcp-flags",
        "type",
        "pkt-srcaddr",
        "pkt-dstaddr",
        "region",
        "az-id",
        "sublocation-type",
        "sublocation-id",
        "pkt-src-aws-service",
        "pkt-dst-aws-service",
        "flow-direction",
        "traffic-path",
    ],
)
_ALL_WITHOUT_SUBLOCATION = tuple(f for f in _ALL if not f.startswith("sublocation"))
#: What this product advises to log, to see by which way traffic leaves.
_ADVISED = [
    "version",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
    "subnet-id",
    "az-id",
]
_KNOWN = frozenset((*_ALL, "ecs-cluster-name", "reject-reason", "resource-id", "encryption-status", "next-hop"))
_LAYOUTS = (tuple(_DEFAULT), tuple(_ADVISED), _ALL, _ALL_WITHOUT_SUBLOCATION)
_ADDRESSES = ("srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr")
_VALUES: Mapping[str, frozenset[str]] = {
    "action": frozenset({"ACCEPT", "REJECT", "-"}),
    "log-status": frozenset({"OK", "NODATA", "SKIPDATA", "-"}),
    "flow-direction": frozenset({"ingress", "egress", "-"}),
    "traffic-path": frozenset({"-", *"12345678"}),
}
#: More fields than any format has.
_MOST = 60
_FEWEST_NAMED = 4


def read(section: Section) -> Iterator[tuple[int, FlowRecord]]:
    """Give each record of a section, with the number of its line."""
    header: tuple[str, ...] = ()
    for number, line in enumerate(section.lines, section.start):
        words = line.replace(",", " ").split(maxsplit=_MOST)
        if named := _named(words):
            header = named
            continue
        if not {"ACCEPT", "REJECT", "NODATA", "SKIPDATA"} & set(words):
            continue
        fields = _fields(words, header)
        if fields is not None:
            yield number, _record(fields, line)


def _named(words: list[str]) -> tuple[str, ...]:
    """Give the fields that a header line names: `version account-id …` or `${version} ${account-id} …`."""
    bare = tuple(w.strip("${}'\"").replace("_", "-").casefold() for w in words)
    known = [w for w in bare if w in _KNOWN]
    while bare and bare[0] not in _KNOWN:  # an option, or a column of the log service, stands before
        bare = bare[1:]
    return bare if len(known) >= max(_FEWEST_NAMED, len(bare) - 2) else ()


def _fields(words: list[str], header: tuple[str, ...]) -> dict[str, str] | None:
    """Give the values by field, by the header or by the first layout in which every value is one of its field's."""
    for layout in (header, *_LAYOUTS) if header else _LAYOUTS:
        # Log services put a time or a stream's name before the record.
        for skipped in range(4):
            values = words[skipped:]
            if len(values) != len(layout):
                continue
            fields = dict(zip(layout, values, strict=True))
            if _fits(fields):
                return fields
    return None


def _fits(fields: Mapping[str, str]) -> bool:
    addresses = (fields.get(name, "-") for name in _ADDRESSES)
    if not all(a == "-" or address_of(a) for a in addresses):
        return False
    if not all(fields.get(name, "-") in allowed for name, allowed in _VALUES.items()):
        return False
    interface = fields.get("interface-id", "-")
    return interface == "-" or interface.startswith("eni-")


def _record(fields: Mapping[str, str], line: str) -> FlowRecord:
    said = {name: "" if value == "-" else value for name, value in fields.items()}
    return FlowRecord(
        interface=said.get("interface-id", ""),
        subnet=said.get("subnet-id", ""),
        source=said.get("srcaddr", ""),
        destination=said.get("dstaddr", ""),
        source_port=said.get("srcport", ""),
        destination_port=said.get("dstport", ""),
        packet_source=said.get("pkt-srcaddr", ""),
        packet_destination=said.get("pkt-dstaddr", ""),
        source_service=said.get("pkt-src-aws-service", ""),
        destination_service=said.get("pkt-dst-aws-service", ""),
        direction=said.get("flow-direction", ""),
        traffic_path=said.get("traffic-path", ""),
        action=said.get("action", ""),
        status=said.get("log-status", ""),
        reject_reason=said.get("reject-reason", ""),
        resource=said.get("resource-id", ""),
        has_path="traffic-path" in fields,
        quote=quoted(line),
    )
