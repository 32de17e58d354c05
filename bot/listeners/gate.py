"""The gate before AWS: who may have which account read, and who may read along. Asked when asked, and at every click."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from bot.listeners.belonging import Belonging, Reading, Standing
from bot.phrases import rights as words
from bot.rights.policy import OWN, Asker, Policy, Reach, covers, named, reaches
from bot.rights.refusal import NotAllowedError
from bot.services import OWN as OWN_TARGET
from bot.services import Target, target_of
from bot.telemetry.requests import request_id
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_sdk import WebClient

    from bot.listeners.posting import Place

__all__ = ["Gate", "NotAllowedError", "no_policy"]

_PEOPLE = {
    Standing.GUEST: words.GUEST,
    Standing.STRANGER: words.STRANGER,
    Standing.UNKNOWN: words.UNKNOWN_PERSON,
}
_CHANNELS = {Reading.OTHERS: words.SHARED_CHANNEL, Reading.UNKNOWN: words.UNKNOWN_CHANNEL}


def no_policy() -> Policy | None:
    """Give no policy: full members of the workspace may have boto3's own account diagnosed."""
    return None


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides by the policy as it is now, and by what Slack says of the person and the channel now.

    `policy` gives the policy; None where there is none. `everybody` lets guests and other organisations in, too, and asks
    Slack nothing: that is for the playground. `several` says that several workspaces installed the app: then only those have
    anything that the policy names.
    """

    policy: Callable[[], Policy | None] = no_policy
    _: KW_ONLY
    everybody: bool = False
    several: bool = False
    belonging: Belonging = field(default_factory=Belonging)

    def admit(self, client: WebClient, place: Place) -> None:
        """Let pass full members of the workspace, in places where no other organisation reads along.

        Raises:
            NotAllowedError: they are none, or Slack does not say.
        """
        if self.everybody:
            return
        standing = self.belonging.standing(client, place.team, place.user)
        if standing is not Standing.MEMBER:
            raise NotAllowedError(_PEOPLE[standing])
        if not _alone(place):
            reading = self.belonging.reading(client, place.team, place.channel, told=place.outside)
            if reading is not Reading.OURS:
                raise NotAllowedError(_CHANNELS[reading])

    def reaches(self, client: WebClient, place: Place) -> tuple[Reach, ...]:
        """Give the accounts and Regions that the person may have read from this place; never none.

        Raises:
            NotAllowedError: there are none, or the person or the channel is not the workspace's own.
        """
        if self.everybody:
            return (OWN,)
        self.admit(client, place)
        policy = self.policy()
        if found := self._granted(client, policy, place):
            return found
        elsewhere = not _alone(place) and self._granted(client, policy, place, alone=True)
        raise NotAllowedError(words.NOTHING_HERE if elsewhere else words.NOTHING)

    def check(self, client: WebClient, place: Place, account: str, region: str) -> None:
        """Let pass who may have this account read in this Region now.

        The empty account is that of boto3's own settings; an empty Region, one that nobody named.

        Raises:
            NotAllowedError: they may not.
        """
        self._within(client, place, account, region)

    def target(self, client: WebClient, place: Place, account: str, region: str) -> Target:
        """Give what to read for somebody who may have this account read in this Region now, in their name.

        Raises:
            NotAllowedError: they may not.
            AccessError: the external id of the account's role cannot be read where it is kept.
            ServiceError: AWS does not answer just now.
        """
        reach = self._within(client, place, account, region)
        if reach is OWN:
            return Target(region=region) if region else OWN_TARGET
        request = request_id()
        return target_of(reach.account, region or reach.regions[0], f"{place.user}.{request}" if request else place.user)

    def number(self, account: str) -> str:
        """Give the 12 digits of the account that has this name now; empty where the policy does not say."""
        policy = self.policy()
        known = None if policy is None else named(policy, account)
        return "" if known is None else known.id

    def shows_in(self, place: Place) -> bool:
        """Say whether a diagnosis may be posted at this place: to its asker alone, or in a channel that is listed."""
        policy = self.policy()
        return policy is None or _alone(place) or place.channel in policy.shown_in

    def _within(self, client: WebClient, place: Place, account: str, region: str) -> Reach:
        """Give what somebody may have read of an account; what is not granted and what is not there are refused alike."""
        if self.everybody:
            return OWN
        self.admit(client, place)
        policy = self.policy()
        found = self._granted(client, policy, place)
        if policy is None and found and not account:
            return OWN
        wanted = None if policy is None else named(policy, account)
        for reach in found:
            if wanted is not None and reach.account == wanted and covers(reach, region):
                return reach
        raise NotAllowedError(_refusal(account, region, found if policy is not None and _alone(place) else ()))

    def _granted(self, client: WebClient, policy: Policy | None, place: Place, *, alone: bool = False) -> tuple[Reach, ...]:
        """Give what the policy grants the person here; where they ask alone, for every channel that they are in."""
        who = (client, place.team, place.user)
        home = not self.several
        if policy is None:
            return reaches(None, Asker(team=place.team, user=place.user, home=home))
        groups = {one for grant in policy.grants for one in grant.groups}
        channels = {one for grant in policy.grants for one in grant.channels}
        if not (alone or _alone(place)):
            channels &= {place.channel}
        asker = Asker(
            team=self.belonging.workspace(client, place.team),
            user=place.user,
            home=home,
            groups=self.belonging.groups(*who, sorted(groups)),
            channels=self.belonging.channels(*who, sorted(channels)),
        )
        return reaches(policy, asker)


def _alone(place: Place) -> bool:
    return place.direct or not place.channel


def _refusal(account: str, region: str, instead: Iterable[Reach]) -> Words:
    """Give the sentence for an account that somebody may not have; with what they may, where nobody reads along."""
    said = words.NOT_THIS if account and region else words.NOT_THIS_ACCOUNT
    told = Words(ko=said.ko.format(account=account, region=region), en=said.en.format(account=account, region=region))
    granted = ", ".join(f"{reach.account.name} ({', '.join(reach.regions)})" for reach in instead)
    if not granted:
        return told
    ko, en = words.GRANTED.ko.format(granted=granted), words.GRANTED.en.format(granted=granted)
    return Words(ko=f"{told.ko} {ko}", en=f"{told.en} {en}")
