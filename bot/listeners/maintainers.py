"""Who may decide what the notes say: those that the settings name, else the workspace's admins. Asked anew every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackClientError

if TYPE_CHECKING:
    from slack_sdk import WebClient

#: So many people are told of something that any of them can settle.
TOLD = 5
_PAGE = 200
_PAGES = 10


@dataclass(frozen=True, slots=True)
class Maintainers:
    """The maintainers by id; without any named, the workspace's admins and owners are."""

    named: tuple[str, ...] = ()

    def includes(self, client: WebClient, user: str) -> bool:
        """Say whether somebody is one, as Slack has it now; where Slack does not say, they are none."""
        if self.named:
            return user in self.named
        try:
            return _is_admin(client.users_info(user=user).get("user") or {})
        except SlackApiError:
            return False

    def to_tell(self, client: WebClient) -> tuple[str, ...]:
        """Give whom to tell of what waits for a maintainer: all that are named, else the first admins that Slack lists.

        Raises:
            SlackClientError: Slack lists nobody just now, which does not say that there is nobody.
            OSError: Slack was not reached.
        """
        if self.named:
            return self.named
        found: list[str] = []
        cursor = ""
        for _ in range(_PAGES):
            try:
                page = client.users_list(limit=_PAGE, cursor=cursor)
            except (SlackClientError, OSError):
                if not found:
                    raise
                break
            found += [str(one["id"]) for one in page.get("members") or () if _is_admin(one)]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if len(found) >= TOLD or not cursor:
                break
        return tuple(found[:TOLD])


def _is_admin(person: dict[str, object]) -> bool:
    """Say whether Slack has the person as an admin or an owner who is still there."""
    gone = bool(person.get("deleted") or person.get("is_bot"))
    return not gone and bool(person.get("is_admin") or person.get("is_owner"))
