"""Everything the environment may say, read once: tokens, addresses, the database, the language of the terminal."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.limits import NOT_LIMITS, are_limits
from bot.settings import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang, Words

SLACK_API = "https://slack.com/api/"
LEXICAL, SEMANTIC = "lexical", "semantic"
#: What the address of a broker begins with: what Celery's extra of ours brings.
BROKERS = ("redis://", "rediss://", "sqs://")
LOG_STYLES = ("auto", "json", "text")
LOG_LEVELS = ("debug", "info", "warning", "error")
#: The settings that are secret, which may be references to where they are kept.
SECRETS = ("broker_url", "bot_token", "app_token", "signing_secret", "database_url", "client_secret")
#: For how many days what people asked is kept, and the most that may be said.
KEEP = {"ROUTELORE_KEEP_THREADS": "30", "ROUTELORE_KEEP_QUESTIONS": "180", "ROUTELORE_KEEP_AUDIT": "400"}
_DAYS = re.compile(r"[1-9]\d{0,3}")
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_WORKSPACE = re.compile(r"[TE][A-Z0-9]+|\*")
_PORT = re.compile(r"[1-9]\d{0,4}")
_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment as values. Reading never fails; `mistakes` says what will not work and what to write instead."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    api_url: str = SLACK_API
    database_url: str = ""
    data_folder: Path = Path()
    lang: Lang = "en"
    maintainers: tuple[str, ...] = ()
    knowledge: Path | None = None
    welcome: str = "on"
    retrieval: str = LEXICAL
    log: str = LOG_STYLES[0]
    log_level: str = "info"
    traces_to: str = ""
    broker_url: str = ""
    policy: Path | None = None
    client_id: str = ""
    client_secret: str = ""
    workspaces: tuple[str, ...] = ()
    health_port: str = ""
    keep: tuple[str, ...] = tuple(KEEP.values())
    limits: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Give the settings that these variables describe; blank means not set."""
        said = {name: value.strip() for name, value in env.items() if value.strip()}
        folder = data_folder(said)
        return cls(
            bot_token=said.get("SLACK_BOT_TOKEN", ""),
            app_token=said.get("SLACK_APP_TOKEN", ""),
            signing_secret=said.get("SLACK_SIGNING_SECRET", ""),
            api_url=said.get("SLACK_API_URL", SLACK_API).rstrip("/") + "/",
            database_url=said.get("ROUTELORE_DATABASE_URL", f"sqlite:///{folder / 'routelore.db'}"),
            data_folder=folder,
            lang=terminal_language(said),
            maintainers=tuple(one for one in re.split(r"[\s,;]+", said.get("ROUTELORE_MAINTAINERS", "")) if one),
            knowledge=Path(said["ROUTELORE_KNOWLEDGE"]).expanduser().absolute() if "ROUTELORE_KNOWLEDGE" in said else None,
            welcome=said.get("ROUTELORE_WELCOME", "on").lower(),
            retrieval=said.get("ROUTELORE_RETRIEVAL", LEXICAL).lower(),
            log=said.get("ROUTELORE_LOG", LOG_STYLES[0]).lower(),
            log_level=said.get("ROUTELORE_LOG_LEVEL", "info").lower(),
            traces_to=said.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
            broker_url=said.get("ROUTELORE_BROKER_URL", ""),
            policy=Path(said["ROUTELORE_POLICY"]).expanduser().absolute() if "ROUTELORE_POLICY" in said else None,
            limits=said.get("ROUTELORE_LIMITS", ""),
            client_id=said.get("SLACK_CLIENT_ID", ""),
            client_secret=said.get("SLACK_CLIENT_SECRET", ""),
            workspaces=tuple(one for one in re.split(r"[\s,;]+", said.get("ROUTELORE_WORKSPACES", "")) if one),
            health_port=said.get("ROUTELORE_HEALTH_PORT", ""),
            keep=tuple(said.get(name, days) for name, days in KEEP.items()),
        )

    def with_secrets(self, env: Mapping[str, str]) -> Settings:
        """Give the settings with the secrets themselves, in the place of references to where they are kept.

        Raises:
            AccessError: one cannot be read; the sentence names the reference.
            ServiceError: AWS does not answer just now.
        """
        from diagnostics.collect.references import PREFIXES, revealed

        said = {name: str(getattr(self, name)) for name in SECRETS}
        elsewhere = {name: revealed(value, env) for name, value in said.items() if value.startswith(PREFIXES)}
        return replace(self, **elsewhere) if elsewhere else self  # type: ignore[arg-type]  # all of them are text

    @property
    def has_slack(self) -> bool:
        """Say whether any Slack credential is set, so that a real workspace is meant."""
        return bool(self.bot_token or self.app_token or self.signing_secret or self.client_id)

    def mistakes(self, *, http: bool = False) -> tuple[Words, ...]:
        """Give one sentence for each thing that keeps the Slack app from starting (in HTTP mode, where `http`)."""
        return tuple(words for wrong, words in self._rules(http=http) if wrong)

    def _rules(self, *, http: bool) -> tuple[tuple[bool, Words], ...]:
        from diagnostics.collect.references import PREFIXES

        wrong_url = not self.api_url.startswith(("https://", "http://"))
        return (
            (not self.bot_token and not self.several, sentences.NO_BOT_TOKEN),
            (bool(self.bot_token) and not self.bot_token.startswith(("xoxb-", *PREFIXES)), sentences.NOT_A_BOT_TOKEN),
            (not http and not self.app_token and not self.several, sentences.NO_APP_TOKEN),
            (bool(self.app_token) and not self.app_token.startswith(("xapp-", *PREFIXES)), sentences.NOT_AN_APP_TOKEN),
            (http and not self.signing_secret, sentences.NO_SIGNING_SECRET),
            (wrong_url, sentences.NOT_AN_API_URL),
            ("://" not in self.database_url and not self.database_url.startswith(PREFIXES), sentences.NOT_A_DATABASE_URL),
            (not all(_PERSON.fullmatch(one) for one in self.maintainers), sentences.NOT_MAINTAINERS),
            (not self.has_knowledge_folder, sentences.NOT_A_KNOWLEDGE_FOLDER),
            (self.welcome not in {"on", "off"}, sentences.NOT_A_WELCOME),
            (not self.has_retrieval, sentences.NOT_A_RETRIEVAL),
            (not self.has_broker, sentences.NOT_A_BROKER),
            (not self.has_policy_file, sentences.NOT_A_POLICY),
            (not are_limits(self.limits), NOT_LIMITS),
            (self.log not in LOG_STYLES, sentences.NOT_A_LOG),
            (self.log_level not in LOG_LEVELS, sentences.NOT_A_LOG_LEVEL),
            (bool(self.traces_to) and not self.traces_to.startswith(("https://", "http://")), sentences.NOT_A_TRACES_URL),
            (not all(_DAYS.fullmatch(one) for one in self.keep), sentences.NOT_DAYS),
            (bool(self.health_port) and self.probes_at is None, sentences.NOT_A_HEALTH_PORT),
            *(self._rules_of_several(http=http) if self.several else ()),
        )

    def _rules_of_several(self, *, http: bool) -> tuple[tuple[bool, Words], ...]:
        """Give what must hold where several workspaces install the app."""
        return (
            (not (self.client_id and self.client_secret), sentences.HALF_A_CLIENT),
            (not http, sentences.SEVERAL_NEED_HTTP),
            (bool(self.bot_token), sentences.TOKEN_AND_CLIENT),
            (not all(_WORKSPACE.fullmatch(one) for one in self.workspaces) or not self.workspaces, sentences.NO_WORKSPACES),
            (bool(self.maintainers), sentences.MAINTAINERS_OF_SEVERAL),
        )

    @property
    def several(self) -> bool:
        """Say whether several workspaces are meant, which install the app by themselves."""
        return bool(self.client_id or self.client_secret)

    @property
    def probes_at(self) -> int | None:
        """Give the port of the probes; None where there is none."""
        port = int(self.health_port) if _PORT.fullmatch(self.health_port) else 0
        return port if 0 < port <= _HIGHEST_PORT else None

    @property
    def welcomes(self) -> bool:
        """Say whether somebody who joins the workspace is welcomed unasked."""
        return self.welcome != "off"

    @property
    def has_retrieval(self) -> bool:
        """Say whether the way in which questions are to be matched is one of those that there are."""
        return self.retrieval in {LEXICAL, SEMANTIC}

    @property
    def by_meaning(self) -> bool:
        """Say whether questions are to be matched by their meaning besides their words."""
        return self.retrieval == SEMANTIC

    @property
    def has_broker(self) -> bool:
        """Say whether the broker of sweeps is of a kind that there is, where one is named."""
        return not self.broker_url or self.broker_url.startswith(BROKERS)

    @property
    def has_policy_file(self) -> bool:
        """Say whether the policy is there, where one is named."""
        return self.policy is None or self.policy.is_file()

    @property
    def has_knowledge_folder(self) -> bool:
        """Say whether the team's own folder of knowledge is there, where one is named."""
        return self.knowledge is None or self.knowledge.is_dir()


def data_folder(env: Mapping[str, str]) -> Path:
    """Give the folder where this user's data belongs on this system."""
    if "XDG_DATA_HOME" in env:
        return Path(env["XDG_DATA_HOME"]) / "routelore"
    if sys.platform == "win32" and "LOCALAPPDATA" in env:
        return Path(env["LOCALAPPDATA"]) / "routelore"
    home = Path(env["HOME"]) if "HOME" in env else Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "routelore"
    return home / ".local" / "share" / "routelore"


def terminal_language(env: Mapping[str, str]) -> Lang:
    """Give the language that the terminal's locale asks for; English where it asks for neither."""
    locale = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if name in env), "")
    return "ko" if locale.lower().startswith("ko") else "en"
