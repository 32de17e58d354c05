"""Whether somebody may have a part read still: asked before each part, as rights are lost while a sweep goes on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rights.policy import covers, named
from diagnostics.sweep.part import NO_LONGER, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.rights.policy import Policy, Reach


def within(reaches: Iterable[Reach], account: str, region: str) -> bool:
    """Say whether a part is within reach; boto3's own account is in every Region that somebody named."""
    return any(one.account.name == account and (not one.regions or covers(one, region)) for one in reaches)


def may_be_granted(policy: Policy | None, user: str, account: str, region: str) -> bool:
    """Say whether somebody may have a part read as far as the policy alone says; only Slack knows groups and channels.

    Whoever is nobody in Slack sits at a terminal, and is granted nothing by name.
    """
    known = None if policy is None else named(policy, account)
    if policy is None or known is None or not user:  # what the policy does not name is refused by the reader
        return True
    return any(
        known.name in grant.accounts
        and (not region or region in (grant.regions or known.regions))
        and (user in grant.users or bool(grant.groups or grant.channels))
        for grant in policy.grants
    )


def lost(account: str, region: str) -> Unseen:
    """Give what is told of a part that its asker may not have read any more."""
    return Unseen(account=account, region=region, code=NO_LONGER)
