"""Who sends a request, read from an ARN, and whether a principal that a policy names is them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.truth import Truth, Unknown, some
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from diagnostics.analysis.policies.document import Principal

_ARN = re.compile(r"arn:(?P<partition>[a-z0-9-]+):(?:iam|sts)::(?P<account>\d{12}):(?P<kind>[a-z-]+)(?:/(?P<name>.+))?")
_ACCOUNT = re.compile(r"\d{12}|arn:[a-z0-9-]+:iam::(?P<account>\d{12}):root")


class CallerKind(StrEnum):
    """What kind of principal signs the request."""

    ROOT = "root"
    USER = "user"
    ROLE = "role"
    SESSION = "assumed-role"
    FEDERATED = "federated-user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The principal that signs a request."""

    arn: str
    partition: str
    account: str
    kind: CallerKind
    name: str = ""

    @property
    def principal_arn(self) -> str:
        """Give `aws:PrincipalArn`; a session does not show the path of its role, which is taken to have none.

        "For IAM roles, the request context returns the ARN of the role, not the ARN of the user that assumed the role."
        — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
        """
        if self.kind is not CallerKind.SESSION:
            return self.arn
        return f"arn:{self.partition}:iam::{self.account}:role/{self.name.partition('/')[0]}"


def read_caller(arn: str) -> Caller | None:
    """Give the caller that an ARN names, or None where it names no user, role, session or account."""
    read = _ARN.fullmatch(arn.strip())
    if read is None or read["kind"] not in set(CallerKind):
        return None
    kind = CallerKind(read["kind"])
    if bool(read["name"]) == (kind is CallerKind.ROOT):
        return None
    return Caller(arn=arn.strip(), partition=read["partition"], account=read["account"], kind=kind, name=read["name"] or "")


def caller_named(principal: str) -> Caller | None:
    """Give whoever calls, or None where nobody was named.

    Raises:
        AskerError: `unreadable-principal`, where the words are no ARN of a principal.
    """
    if not principal:
        return None
    caller = read_caller(principal)
    if caller is None:
        raise AskerError("unreadable-principal", asked=principal[:120])
    return caller


def names(principals: tuple[Principal, ...], caller: Caller | None) -> Truth:
    """Say whether the principals that a policy names include the caller; who is not known may be anyone."""
    return some(_names(p, caller) for p in principals)


def excepts(principals: tuple[Principal, ...], caller: Caller | None) -> Truth:
    """Say whether `NotPrincipal` covers the caller: everyone but those it names.

    "If an assumed-role user … is being evaluated, AWS might validate the account first, then the role, and then the
    assumed-role user", so naming only one of them leaves it open.
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    named = names(principals, caller)
    if named is not True:
        return Unknown(named.wants) if isinstance(named, Unknown) else True
    exactly = caller is not None and caller.kind is not CallerKind.ROLE and any(p.id == caller.arn for p in principals)
    return False if exactly or everyone(principals) else Unknown(("NotPrincipal",))


def everyone(principals: tuple[Principal, ...]) -> bool:
    """Say whether the principals are all there are: `"*"` and `{"AWS": "*"}` "are equivalent"."""
    return any(p.kind == "AWS" and p.id == "*" for p in principals)


def accounts(principals: tuple[Principal, ...]) -> frozenset[str]:
    """Give the accounts that the principals stand for as a whole, by id or by the ARN of their root."""
    read = (_ACCOUNT.fullmatch(p.id) for p in principals if p.kind == "AWS")
    return frozenset(m["account"] or m[0] for m in read if m)


def _names(principal: Principal, caller: Caller | None) -> Truth:
    """Hold one named principal against the caller.

    "You cannot use a wildcard to match part of a principal name or ARN." "The account ARN and the shortened account ID
    behave the same way. Both delegate permissions to the account."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    if principal.kind == "Service":
        return False  # what is asked is what a workload's own request meets
    if principal.kind == "AWS" and principal.id == "*":
        return True
    if caller is None:
        return Unknown(("aws:PrincipalArn",))
    if account := accounts((principal,)):
        return caller.account in account
    named = read_caller(principal.id) if principal.kind == "AWS" else None
    # What is left are the unique ids of deleted principals, canonical users and federations: no ARN says who they are.
    return Unknown((f"principal:{principal.id}",)) if named is None else _is_same(named, caller)


def _is_same(named: Caller, caller: Caller) -> Truth:
    """Say whether a named principal is the caller: a role is also each of its sessions."""
    if named.arn == caller.arn:
        return True
    if named.account != caller.account:
        return False
    if named.kind is CallerKind.ROLE and caller.kind is CallerKind.SESSION:
        return named.name.rpartition("/")[2] == caller.name.partition("/")[0]
    if named.kind is CallerKind.SESSION and caller.kind is CallerKind.ROLE:
        same = named.name.partition("/")[0] == caller.name.rpartition("/")[2]
        return Unknown(("session",)) if same else False
    return False
