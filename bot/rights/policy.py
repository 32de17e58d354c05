"""The policy as values: accounts, grants, and the channels that read along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An AWS account as the policy names it; without a `role` it is the one that boto3's own settings name.

    `external_id` is the secret itself, or a reference to where it is kept. `regions` are those that are read; none means
    the one that boto3's own settings name.
    """

    name: str = ""
    id: str = ""
    role: str = ""
    external_id: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What some people and channels may have read; no `regions` means every one of the accounts'."""

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
    """Somebody who asks, and where; `channel` is empty where nobody reads along. `groups` are their user groups."""

    team: str
    user: str
    channel: str = ""
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One account that somebody may have read, and in which Regions; none means boto3's own."""

    account: Account
    regions: tuple[str, ...] = ()


#: What there is where no policy is: the account and the Region that boto3's own settings name.
OWN = Reach(account=Account())


def reaches(policy: Policy | None, asker: Asker) -> tuple[Reach, ...]:
    """Give what somebody may have read, in the policy's order; without a policy, boto3's own account."""
    if policy is None:
        return (OWN,)
    granted: dict[str, dict[str, None]] = {}
    for grant in policy.grants:
        if _is_for(grant, asker):
            for name in grant.accounts:
                account = policy.accounts[name]
                regions = [one for one in account.regions if one in grant.regions] if grant.regions else account.regions
                granted.setdefault(name, {}).update(dict.fromkeys(regions or grant.regions))
    return tuple(
        Reach(account=account, regions=tuple(granted[name])) for name, account in policy.accounts.items() if name in granted
    )


def _is_for(grant: Grant, asker: Asker) -> bool:
    return asker.user in grant.users or asker.channel in grant.channels or not grant.groups.isdisjoint(asker.groups)
