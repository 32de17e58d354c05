"""Security groups and network ACLs, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterRule:
    """One permission of a security group. `protocol` as AWS writes it: `-1`, `tcp` or `6`."""

    protocol: str
    from_port: int | None = None
    to_port: int | None = None
    cidrs: tuple[str, ...] = ()
    prefix_list_ids: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup:
    """A security group: stateful, allow-only. `unsaid` names the directions of which the answer gave no rules, nor none."""

    id: str
    name: str = ""
    vpc_id: str = ""
    ingress: tuple[FilterRule, ...] = ()
    egress: tuple[FilterRule, ...] = ()
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AclEntry:
    """One numbered rule of a network ACL."""

    number: int
    egress: bool
    protocol: str
    allow: bool
    cidr: str
    from_port: int | None = None
    to_port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAcl:
    """A network ACL: stateless, first match by number, deny where nothing matches."""

    id: str
    vpc_id: str
    name: str = ""
    default: bool = False
    subnet_ids: tuple[str, ...] = ()
    entries: tuple[AclEntry, ...] = ()
