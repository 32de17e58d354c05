"""The configuration that a diagnosis stands on, as AWS has it: the route table, the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.paging import sections
from bot.blocks.parts import Json, code, code_block, context, esc, fill, join

if TYPE_CHECKING:
    from diagnostics.model.filters import AclEntry, FilterRule, NetworkAcl, SecurityGroup
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.network import Route
    from diagnostics.model.words import Lang


def route_table(diagnosis: Diagnosis, lang: Lang) -> list[Json]:
    """Give the rows of the subnet's effective route table, the chosen one marked."""
    case = diagnosis.case
    if not case.vpc.id:
        return sections(fill(wording.NO_NETWORK, lang))
    if case.table is None:
        return sections(fill(wording.NO_ROUTE_TABLE, lang))
    chosen = next((hop.route for hop in diagnosis.hops if hop.kind == "route-table" and hop.id == case.table.id), None)
    rows = [_route(route, diagnosis) for route in case.table.routes]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + (f"  {wording.CHOSEN_ROUTE.say(lang)}" if route == chosen else "")
        for route, row in zip(case.table.routes, rows, strict=True)
    ]
    shown = case.table.id + (f" ({wording.MAIN_TABLE.say(lang)})" if case.table_is_main else "")
    title = fill(wording.ROUTE_TABLE, lang, subnet=code(case.subnet.name or case.subnet.id), table=code(shown))
    return sections(join((title, code_block("\n".join(lines))), "\n"))


def _route(route: Route, diagnosis: Diagnosis) -> tuple[str, str, str]:
    listed = diagnosis.case.snapshot.prefix_lists.get(route.destination)
    destination = f"{route.destination} ({listed.name})" if listed is not None else route.destination
    return destination, route.target.id, route.state


def filters(diagnosis: Diagnosis, lang: Lang) -> list[Json]:
    """Give the security groups of the source, where it has any, and the subnet's network ACL, rule by rule."""
    case = diagnosis.case
    if not case.vpc.id:
        return sections(fill(wording.NO_NETWORK, lang))
    groups = [case.snapshot.security_groups[g] for g in case.source.group_ids or () if g in case.snapshot.security_groups]
    acls = [acl for acl in case.snapshot.network_acls.values() if case.subnet.id in acl.subnet_ids]
    blocks = sections(fill(wording.FILTERS, lang))
    for group in groups:
        blocks += sections(join((code(group.id), esc(group.name), code_block(_group(group, lang))), " "))
    for acl in acls:
        blocks += sections(join((code(acl.id), esc(acl.name), code_block(_acl(acl, lang))), " "))
    if case.source.group_ids is None:
        blocks.append(context(fill(wording.GROUPS_UNKNOWN, lang)))
    return blocks


def _group(group: SecurityGroup, lang: Lang) -> str:
    egress = [f"{wording.EGRESS.say(lang)}  {_rule(rule, lang)}" for rule in group.egress]
    ingress = [f"{wording.INGRESS.say(lang)}  {_rule(rule, lang)}" for rule in group.ingress]
    return "\n".join([*egress, *ingress]) or wording.NO_RULES.say(lang)


def _rule(rule: FilterRule, lang: Lang) -> str:
    peers = (*rule.cidrs, *rule.prefix_list_ids, *rule.group_ids)
    return f"{_ports(rule.protocol, rule.from_port, rule.to_port, lang)}  {', '.join(peers) or '-'}"


def _acl(acl: NetworkAcl, lang: Lang) -> str:
    ordered = sorted(acl.entries, key=lambda entry: (not entry.egress, entry.number))
    return "\n".join(_entry(entry, lang) for entry in ordered) or wording.NO_RULES.say(lang)


def _entry(entry: AclEntry, lang: Lang) -> str:
    side = (wording.EGRESS if entry.egress else wording.INGRESS).say(lang)
    act = "ALLOW" if entry.allow else "DENY "
    return f"{side}  {entry.number:>5}  {act}  {_ports(entry.protocol, entry.from_port, entry.to_port, lang)}  {entry.cidr}"


def _ports(protocol: str, low: int | None, high: int | None, lang: Lang) -> str:
    name = {"-1": wording.EVERYWHERE.say(lang), "6": "tcp", "17": "udp", "1": "icmp"}.get(protocol, protocol)
    if low is None or high is None:
        return name
    return f"{name} {low}" if low == high else f"{name} {low}-{high}"
