"""The gate before AWS: who may have which account read, and who may read along. Asked when asked, and at every click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rights.policy import Asker, Policy, Reach, reaches

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.listeners.posting import Place
    from diagnostics.model.words import Words


class NotAllowedError(Exception):
    """Somebody may not have this; `words` say so, and whom to ask."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(words.en)
        self.words = words


def _no_policy() -> Policy | None:
    return None


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides by the policy as it is now, and by what Slack says of the person and the channel now.

    `policy` gives the policy; None where there is none.
    """

    policy: Callable[[], Policy | None] = _no_policy

    def reaches(self, client: WebClient, place: Place) -> tuple[Reach, ...]:
        """Give the accounts and Regions that the person may have read from this place; never none.

        Raises:
            NotAllowedError: there are none, or the person or the channel is not the workspace's own.
        """
        del client
        return reaches(self.policy(), Asker(team=place.team, user=place.user, channel=place.channel))

    def check(self, client: WebClient, place: Place, account: str, region: str) -> None:
        """Let pass who may have this account read in this Region now.

        Raises:
            NotAllowedError: they may not.
        """

    def shows_in(self, place: Place) -> bool:
        """Say whether a diagnosis may be posted at this place: to its asker alone, or in a channel that is listed."""
        policy = self.policy()
        return policy is None or place.direct or place.channel in policy.shown_in
