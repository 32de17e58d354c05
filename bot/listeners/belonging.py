"""What Slack says of people and channels now: who belongs to the workspace, who is in what, which channels are its own.

It is asked anew every minute: a right that Slack took away is gone soon after. What Slack does not say is not known, which
is never taken for yes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.listeners.reasons import REFUSALS, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from slack_sdk import WebClient

LOG = logging.getLogger("routelore")
#: Seconds for which an answer of Slack's counts.
FRESH = 60.0
#: Seconds for which one counts that did not name somebody, who may have joined since.
JUST_NOW = 2.0
#: Seconds until Slack is asked again who is in a group or a channel of which it did not tell.
SOON = 10.0
_KEPT = 10_000
_PAGE = 1000
_PAGES = 20

T = TypeVar("T")


class Standing(StrEnum):
    """What somebody is to the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


class Reading(StrEnum):
    """Who may read along in a channel."""

    OURS = "ours"
    OTHERS = "others"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class _Lately(Generic[T]):
    """Answers that still count, so that one question to Slack serves a minute; what failed is asked again."""

    now: Callable[[], float]
    _answers: OrderedDict[Hashable, tuple[float, T]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, ask: Callable[[], T], *, anew: bool = False) -> T:
        with self._lock:
            known = self._answers.get(key)
        if known is not None and self.now() - known[0] < (JUST_NOW if anew else FRESH):
            return known[1]
        answer = ask()
        self.note(key, answer)
        return answer

    def note(self, key: Hashable, answer: T, age: float = 0.0) -> None:
        with self._lock:
            self._answers[key] = (self.now() - age, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)


class Belonging:
    """Asks Slack who somebody is, and what a channel is; each answer counts for a minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Take the clock in seconds that ages answers."""
        self._standings: _Lately[Standing] = _Lately(now)
        self._readings: _Lately[Reading] = _Lately(now)
        self._members: _Lately[frozenset[str]] = _Lately(now)
        self._own: dict[str, str] = {}
        self._told: dict[tuple[str, str], bool] = {}

    def standing(self, client: WebClient, team: str, user: str) -> Standing:
        """Give what somebody is to the workspace that the app is in."""

        def ask() -> Standing:
            return _standing(client.users_info(user=user).get("user") or {}, self.workspace(client, team))

        try:
            return self._standings.get((team, user), ask)
        except REFUSALS as error:
            LOG.warning("rights: who somebody is was not told code=%s", code_of(error))
            return Standing.UNKNOWN

    def reading(self, client: WebClient, team: str, channel: str, *, told: bool | None = None) -> Reading:
        """Give whether people of another organisation read along in a channel, or are invited to.

        `told` is what a delivery said of it, which counts where Slack does not answer (an app that was installed before it
        asked for the scope); it never makes a channel ours that Slack calls shared.
        """
        if told is not None:
            self._told[team, channel] = told
        if told:
            return Reading.OTHERS

        def ask() -> Reading:
            about = client.conversations_info(channel=channel).get("channel") or {}
            shared = about.get("is_ext_shared") or about.get("is_pending_ext_shared")
            return Reading.OTHERS if shared or not about else Reading.OURS

        try:
            return self._readings.get((team, channel), ask)
        except REFUSALS as error:
            LOG.warning("rights: whose a channel is was not told code=%s", code_of(error))
            return Reading.OURS if self._told.get((team, channel)) is False else Reading.UNKNOWN

    def groups(self, client: WebClient, team: str, user: str, among: Iterable[str]) -> frozenset[str]:
        """Give those of the user groups that somebody is in; one of which Slack does not tell has nobody in it."""

        def ask(group: str) -> frozenset[str]:
            return frozenset(map(str, client.usergroups_users_list(usergroup=group).get("users") or ()))

        return frozenset(one for one in among if user in self._in(team, one, ask))

    def channels(self, client: WebClient, team: str, user: str, among: Iterable[str]) -> frozenset[str]:
        """Give those of the channels that somebody is in, if only just now; none of which Slack does not tell."""

        def ask(channel: str) -> frozenset[str]:
            return frozenset(_members(client, channel))

        return frozenset(
            one for one in among if user in self._in(team, one, ask) or user in self._in(team, one, ask, anew=True)
        )

    def _in(self, team: str, where: str, ask: Callable[[str], frozenset[str]], *, anew: bool = False) -> frozenset[str]:
        try:
            return self._members.get((team, where), lambda: ask(where), anew=anew)
        except REFUSALS as error:
            LOG.warning("rights: who is in %s was not told code=%s", where, code_of(error))
            self._members.note((team, where), frozenset(), age=FRESH - SOON)
            return frozenset()

    def workspace(self, client: WebClient, team: str) -> str:
        """Give the workspace that the token is for, which is not always the one that a delivery names.

        Raises:
            SlackClientError: Slack does not say just now.
            OSError: Slack was not reached.
        """
        if team not in self._own:
            self._own[team] = str(client.auth_test()["team_id"])
        return self._own[team]


def _standing(about: dict[str, Any], own: str) -> Standing:
    """Give what somebody is, by what `users.info` says.

    In an Enterprise organisation, a person is of every workspace that `enterprise_user` lists.
    — https://docs.slack.dev/reference/objects/user-object
    """
    if not about or about.get("deleted") or about.get("is_bot"):
        return Standing.UNKNOWN
    theirs = {*map(str, filter(None, (about.get("team_id"), *((about.get("enterprise_user") or {}).get("teams") or ()))))}
    if about.get("is_stranger") or (theirs and own not in theirs):
        return Standing.STRANGER
    return Standing.GUEST if about.get("is_restricted") or about.get("is_ultra_restricted") else Standing.MEMBER


def _members(client: WebClient, channel: str) -> list[str]:
    """Give the members of a channel, of as many as could sensibly share a right."""
    found: list[str] = []
    cursor = ""
    for _ in range(_PAGES):
        page = client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
        found += map(str, page.get("members") or ())
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found
