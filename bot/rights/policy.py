"""The policy as values: accounts, grants, and the channels that read along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An AWS account as the policy names it; without a `role` it is the one that boto3's own settings name.

    `external_id` refers to where the secret is kept. `regions` are those that are read; none means the one that boto3's
    own settings name.
    """

    name: str = ""
    id: str = ""
    role: str = ""
    external_id: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What some people and channels may have read; no `regions` means every one of the accounts'.

    They are of the `workspace`; without one, of that of whoever runs the app.
    """

    workspace: str = ""
    users: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    accounts: tuple[str, ...]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy file, read: what it does not grant is denied. `shown_in` are channels in which diagnoses may be posted."""

    accounts: Mapping[str, Account] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    shown_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who asks, with the user groups that they are in and the channels whose rights they have here.

    `home` says that the workspace is that of whoever runs the app, rather than one of several that installed it.
    """

    team: str
    user: str
    home: bool = True
    groups: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One account that somebody may have read, and in which Regions; none means boto3's own."""

    account: Account
    regions: tuple[str, ...] = ()


#: What there is where no policy is: the account and the Region that boto3's own settings name.
OWN = Reach(account=Account())


def reaches(policy: Policy | None, asker: Asker) -> tuple[Reach, ...]:
    """Give what somebody may have read, in the policy's order; without a policy, boto3's own account, at home."""
    if policy is None:
        return (OWN,) if asker.home else ()
    granted: dict[str, set[str]] = {}
    for grant in policy.grants:
        if _is_for(grant, asker):
            for name in grant.accounts:
                granted.setdefault(name, set()).update(grant.regions or policy.accounts[name].regions)
    found = (
        Reach(account=account, regions=tuple(one for one in account.regions if one in granted[name]))
        for name, account in policy.accounts.items()
        if name in granted
    )
    return tuple(reach for reach in found if reach.regions)


def named(policy: Policy, account: str) -> Account | None:
    """Give the account of this name; the empty name is that of boto3's own. None where the policy has no such account."""
    if account:
        return policy.accounts.get(account)
    return next((one for one in policy.accounts.values() if not one.role), None)


def covers(reach: Reach, region: str) -> bool:
    """Say whether a Region is within reach; one that nobody named, only where every Region of the account is."""
    return region in reach.regions if region else set(reach.account.regions) <= set(reach.regions)


def _is_for(grant: Grant, asker: Asker) -> bool:
    if not (grant.workspace == asker.team or (asker.home and not grant.workspace)):
        return False
    return (
        asker.user in grant.users
        or not grant.channels.isdisjoint(asker.channels)
        or not grant.groups.isdisjoint(asker.groups)
    )
