"""The Bolt app, made of settings and services; `bot.serving` has the ways to run it."""

from __future__ import annotations

import logging
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import nan
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltResponse
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.blocks.parts import section
from bot.limits import Limits, Turnstile
from bot.listeners import digest, hearing_back, policy_upkeep, register, teaching_notices
from bot.listeners.clicks import Clicks
from bot.listeners.gate import Gate, no_policy
from bot.listeners.maintainers import Maintainers
from bot.listeners.observed import ObservedApp, SlackCalls
from bot.listeners.policy_file import PolicyFile
from bot.listeners.reasons import REFUSALS, not_told, reason
from bot.listeners.resources import Resources
from bot.listeners.sweep_desk import SweepDesk
from bot.listeners.workspaces import OneWorkspace
from bot.middleware import Arrivals, CarryingApp, Lines, Listeners, OnceClient, SocketApp, keeping
from bot.phrases.installing import NOT_INSTALLED
from bot.rounds import Job, Rounds
from bot.state.database import StateError
from bot.state.retention import Kept
from bot.state.store import State
from bot.sweeping.ready import crew_of
from bot.telemetry.metrics import Level, look_at
from bot.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt.oauth import OAuthFlow
    from slack_sdk import WebClient

    from bot.listeners.workspaces import Workspaces
    from bot.services import Services
    from bot.settings import Settings

LOG = logging.getLogger("routelore")
#: What Bolt says: not in our name, for at DEBUG it quotes what people wrote.
BOLTS = logging.getLogger("slack_bolt")
RETRIES = 3
#: Threads of Bolt's listeners. They answer questions and wait for Slack while they do; a click is acknowledged in one of
#: them, too, within three seconds: so there are more than people who are likely to be answered in the same second.
LISTENERS = 20


class BotApp(CarryingApp, ObservedApp, SocketApp):
    """The Bolt app: each delivery is carried to its end, and looked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The app with what it holds open."""

    app: App
    resources: Resources
    work: Work
    rounds: Rounds
    keeping: Rounds
    lines: Lines

    def start(self) -> None:
        """Begin what comes round by itself, and do what processes that are gone have promised."""
        self.keeping.start()
        self.rounds.start()

    def close(self) -> None:
        """Finish what was promised, then let go of the database; what cannot be finished is left to the next process."""
        self.rounds.close()
        self.resources.services.notes.close()
        self.resources.sweep_desk.close()
        self.work.close()
        self.app.listener_runner.listener_executor.shutdown(wait=True)
        self.keeping.close()
        self.resources.state.close()
        self.lines.close()


def web_client(settings: Settings) -> WebClient:
    """Give a client that waits when Slack says so, and tries again when Slack stumbles.

    Without a context of its own, each call would read the machine's certificates anew, which takes longer than an answer.
    """
    trusted = ssl.create_default_context() if settings.api_url.startswith("https:") else None
    client = OnceClient(token=settings.bot_token or None, base_url=settings.api_url, ssl=trusted)
    client.retry_handlers = [
        SlackCalls(),
        ConnectionErrorRetryHandler(max_retry_count=2),
        RateLimitErrorRetryHandler(max_retry_count=RETRIES),
        ServerErrorRetryHandler(max_retry_count=RETRIES),
    ]
    return client


def create_app(
    settings: Settings,
    services: Services,
    client: WebClient | None = None,
    *,
    state: State | None = None,
    work: Work | None = None,
    workspaces: Workspaces | None = None,
    oauth_flow: OAuthFlow | None = None,
    gate: Gate | None = None,
) -> Bot:
    """Give the app with every surface bound. Nothing is sent before something is received.

    Without `workspaces` and `oauth_flow`, it is in the one workspace that the token is for. Without a `gate`, the settings
    say which policy there is.

    Raises:
        KnowledgeError: the policy cannot be read, or something in it is wrong.
    """
    policy = None if settings.policy is None else PolicyFile(settings.policy)
    pool, client = work or Work(), client or web_client(settings)
    state = state or State.open(settings.database_url, kept=Kept.days(*settings.keep))
    resources = Resources(
        services=services,
        state=state,
        clicks=Clicks(state.leases, state.promises.replica),
        work=pool,
        workspaces=workspaces or OneWorkspace(client),
        maintainers=Maintainers(settings.maintainers),
        welcomes=settings.welcomes,
        turnstile=Turnstile(Limits.read(settings.limits)),
        sweep_desk=_sweep_desk(settings),
        gate=gate or Gate(policy or no_policy, several=oauth_flow is not None),
    )
    with _token_from_client():
        app = BotApp(
            client=client,
            oauth_flow=oauth_flow,
            signing_secret=settings.signing_secret,
            user_facing_authorize_error_message=f"{NOT_INSTALLED.ko}\n{NOT_INSTALLED.en}",
            token_verification_enabled=False,
            logger=BOLTS,
            listener_executor=Listeners(max_workers=LISTENERS, thread_name_prefix="routelore-listener"),
        )
    lines = client.lines if isinstance(client, OnceClient) else Lines()
    app.middleware(Arrivals(resources.state, resources.people.language, lines))
    register(app, resources)
    if policy is not None:
        policy.on_trouble(*policy_upkeep.listeners(resources))
    services.notes.learn_from(resources.state.taught.entries)
    services.notes.watch()
    app.error(_last_resort(resources))
    _look_at_levels(pool, state)
    rounds, kept = _rounds(resources, policy), keeping(app, resources.state.promises)
    return Bot(app=app, resources=resources, work=pool, rounds=rounds, keeping=kept, lines=lines)


@contextmanager
def _token_from_client() -> Iterator[None]:
    """Keep Bolt from warning that it finds a token in the environment, beside the one of the client that it is given."""

    def of_use(record: logging.LogRecord) -> bool:
        return record.getMessage() != warning_client_prioritized_and_token_skipped()

    BOLTS.addFilter(of_use)
    try:
        yield
    finally:
        BOLTS.removeFilter(of_use)


def _look_at_levels(work: Work, state: State) -> None:
    """Let the figures say how much is under way, whenever they are asked for."""

    def open_promises() -> float:
        try:
            return state.promises.open()
        except StateError:
            return nan  # what is not known is no number

    look_at(Level.WORK_RUNNING, lambda: work.running)
    look_at(Level.WORK_WAITING, lambda: work.waiting)
    look_at(Level.PROMISES_OPEN, open_promises)


def _sweep_desk(settings: Settings) -> SweepDesk:
    """Give what carries sweeps: with threads of this process, or with workers where a broker is set.

    Raises:
        ModuleNotFoundError: a broker is set, and Celery is not installed.
    """
    return SweepDesk(crew_of(settings)) if settings.broker_url else SweepDesk()


def _rounds(resources: Resources, policy: PolicyFile | None) -> Rounds:
    """Give what comes round by itself; whoever serves the app starts it."""
    state = resources.state
    jobs = (
        Job(name="digest", every=timedelta(minutes=1), do=lambda: digest.post_due(resources)),
        Job(name="hear-back", every=timedelta(minutes=10), do=lambda: hearing_back.tell_everybody(resources)),
        Job(name="tell-taught", every=timedelta(minutes=1), do=lambda: teaching_notices.tell_missed(resources)),
        Job(name="sweeps", every=timedelta(seconds=20), do=lambda: resources.sweep_desk.resume(resources)),
        Job(name="forget-sweeps", every=timedelta(hours=6), do=state.sweeps.prune),
        Job(name="forget-old", every=timedelta(hours=1), do=state.prune),
        Job(name="forget-asked", every=timedelta(hours=6), do=state.asked.prune),
        Job(name="forget-waiting", every=timedelta(hours=6), do=state.waiting.prune),
        Job(name="forget-audit", every=timedelta(hours=6), do=state.audit.prune),
    )
    looks = () if policy is None else (Job(name="policy", every=timedelta(seconds=5), do=policy.look),)
    return Rounds("rounds", (*jobs, *looks), now=lambda: state.digests.now().timestamp())


def _last_resort(resources: Resources) -> Any:  # noqa: ANN401 (Bolt takes any callable)
    """Give the listener of errors that nothing else caught: it tells the asker one sentence with an id."""

    def last_resort(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        if isinstance(error, StateError) and not client.token:  # whose workspace it is was not to be found out just now
            LOG.error("a delivery was sent back to Slack: %s", error.words.en)
            return BoltResponse(status=503, body="")
        user = _asker(body)
        lang = resources.people.language(client, user) if user else "en"
        told = reason(error, lang)
        event = body.get("event") or {}
        channel = event.get("channel") or (body.get("channel") or {}).get("id") or body.get("channel_id")
        try:
            if channel and event:
                thread = event.get("thread_ts") or event.get("ts")
                client.chat_postMessage(channel=channel, thread_ts=thread, text=told, blocks=[section(told)])
            elif user:
                client.chat_postMessage(channel=user, text=told, blocks=[section(told)])
        except REFUSALS as refused:
            not_told(refused)
        return BoltResponse(status=200, body="")

    return last_resort


def _asker(body: dict[str, Any]) -> str:
    event, user = body.get("event") or {}, body.get("user") or {}
    found = event.get("user") or (user.get("id") if isinstance(user, dict) else user) or body.get("user_id")
    return found if isinstance(found, str) else ""
