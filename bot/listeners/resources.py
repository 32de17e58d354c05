"""What listeners work with: the services, the memory, the pool, and whom they talk to."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.limits import Turnstile
from bot.listeners.clicks import Clicks
from bot.listeners.gate import Gate
from bot.listeners.maintainers import Maintainers
from bot.listeners.surfaces import Surfaces
from bot.listeners.sweep_desk import SweepDesk
from bot.listeners.under_way import UnderWay

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.listeners.workspaces import Workspaces
    from bot.services import Services
    from bot.state.store import State
    from bot.work import Takes
    from diagnostics.model.words import Lang

PEOPLE_KEPT = 5000


@dataclass(slots=True)
class People:
    """The language of each person's Slack, asked once."""

    _known: OrderedDict[tuple[str, str], Lang] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def language(self, client: WebClient, user: str) -> Lang:
        """Give the language that the person reads Slack in; English where Slack does not say Korean."""
        key = (client.token or "", user)  # a user's id says nothing of the workspace that it is from
        with self._lock:
            if key in self._known:
                return self._known[key]
        try:
            about = client.users_info(user=user, include_locale=True).get("user") or {}
        except SlackApiError:
            return "en"
        lang: Lang = "ko" if str(about.get("locale", "")).lower().startswith("ko") else "en"
        with self._lock:
            self._known[key] = lang
            while len(self._known) > PEOPLE_KEPT:
                self._known.popitem(last=False)
        return lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Everything a listener may need, made once when the app is made.

    `welcomes` says whether somebody who joins the workspace is written to without having asked.
    """

    services: Services
    state: State
    work: Takes
    workspaces: Workspaces
    gate: Gate = field(default_factory=Gate)
    clicks: Clicks = field(default_factory=Clicks)
    people: People = field(default_factory=People)
    maintainers: Maintainers = field(default_factory=Maintainers)
    surfaces: Surfaces = field(default_factory=Surfaces)
    turnstile: Turnstile = field(default_factory=Turnstile)
    under_way: UnderWay = field(default_factory=UnderWay)
    sweep_desk: SweepDesk = field(default_factory=SweepDesk)
    welcomes: bool = True
