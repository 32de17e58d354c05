"""Everything the environment may say, read once: tokens, addresses, the database, the language of the terminal."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang

SLACK_API = "https://slack.com/api/"
LEXICAL, SEMANTIC = "lexical", "semantic"
_PERSON = re.compile(r"[UW][A-Z0-9]+")


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
        )

    @property
    def has_slack(self) -> bool:
        """Say whether any Slack credential is set, so that a real workspace is meant."""
        return bool(self.bot_token or self.app_token or self.signing_secret)

    def mistakes(self, *, http: bool = False) -> tuple[Words, ...]:
        """Give one sentence for each thing that keeps the Slack app from starting (in HTTP mode, where `http`)."""
        return tuple(words for wrong, words in self._rules(http=http) if wrong)

    def _rules(self, *, http: bool) -> tuple[tuple[bool, Words], ...]:
        wrong_url = not self.api_url.startswith(("https://", "http://"))
        return (
            (not self.bot_token, NO_BOT_TOKEN),
            (bool(self.bot_token) and not self.bot_token.startswith("xoxb-"), NOT_A_BOT_TOKEN),
            (not http and not self.app_token, NO_APP_TOKEN),
            (bool(self.app_token) and not self.app_token.startswith("xapp-"), NOT_AN_APP_TOKEN),
            (http and not self.signing_secret, NO_SIGNING_SECRET),
            (wrong_url, NOT_AN_API_URL),
            ("://" not in self.database_url, NOT_A_DATABASE_URL),
            (not all(_PERSON.fullmatch(one) for one in self.maintainers), NOT_MAINTAINERS),
            (not self.has_knowledge_folder, NOT_A_KNOWLEDGE_FOLDER),
            (self.welcome not in {"on", "off"}, NOT_A_WELCOME),
            (not self.has_retrieval, NOT_A_RETRIEVAL),
        )

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
    def has_knowledge_folder(self) -> bool:
        """Say whether the team's own folder of knowledge is there, where one is named."""
        return self.knowledge is None or self.knowledge.is_dir()


NO_BOT_TOKEN = Words(
    ko="SLACK_BOT_TOKEN이 없어요. 앱 설정의 OAuth & Permissions에 있는 xoxb- 토큰을 넣어 주세요.",
    en="SLACK_BOT_TOKEN is not set. Put the xoxb- token from the app's OAuth & Permissions page there.",
)
NOT_A_BOT_TOKEN = Words(
    ko="SLACK_BOT_TOKEN이 xoxb-로 시작하지 않아요. 사용자 토큰이 아니라 봇 토큰을 넣어 주세요.",
    en="SLACK_BOT_TOKEN does not start with xoxb-. Use the bot token, not a user token.",
)
NO_APP_TOKEN = Words(
    ko="SLACK_APP_TOKEN이 없어요. connections:write 권한으로 만든 xapp- 토큰을 넣거나, --http 포트로 HTTP 모드를 쓰세요.",
    en="SLACK_APP_TOKEN is not set. Put an xapp- token with connections:write there, or use HTTP mode with --http PORT.",
)
NOT_AN_APP_TOKEN = Words(
    ko="SLACK_APP_TOKEN이 xapp-로 시작하지 않아요. Basic Information의 App-Level Token을 넣어 주세요.",
    en="SLACK_APP_TOKEN does not start with xapp-. Use the App-Level Token from Basic Information.",
)
NO_SIGNING_SECRET = Words(
    ko="HTTP 모드에는 SLACK_SIGNING_SECRET이 꼭 필요해요. Basic Information의 Signing Secret을 넣어 주세요.",
    en="HTTP mode needs SLACK_SIGNING_SECRET. Put the Signing Secret from Basic Information there.",
)
NOT_AN_API_URL = Words(
    ko="SLACK_API_URL이 URL이 아니에요. https://slack.com/api/처럼 http(s)로 시작하게 쓰거나 지우세요.",
    en="SLACK_API_URL is not a URL. Write one that starts with http(s), such as https://slack.com/api/, or unset it.",
)
NOT_A_DATABASE_URL = Words(
    ko="ROUTELORE_DATABASE_URL이 데이터베이스 URL이 아니에요. sqlite:////var/lib/routelore/routelore.db처럼 쓰세요.",
    en="ROUTELORE_DATABASE_URL is not a database URL. Write one such as sqlite:////var/lib/routelore/routelore.db.",
)


NOT_MAINTAINERS = Words(
    ko="ROUTELORE_MAINTAINERS에는 Slack 멤버 ID만 쉼표로 구분해 적어 주세요(예: U012AB3CD,U045EF6GH). "
    "프로필의 “멤버 ID 복사”에 있어요.",
    en="ROUTELORE_MAINTAINERS takes Slack member ids separated by commas, such as U012AB3CD,U045EF6GH "
    "(“Copy member ID” in a profile).",
)


NOT_A_WELCOME = Words(
    ko="ROUTELORE_WELCOME에는 on이나 off만 적을 수 있어요. 새로 들어온 사람에게 먼저 말을 걸지 않게 하려면 off를 적으세요.",
    en="ROUTELORE_WELCOME takes on or off. Write off to keep the app from writing first to people who join.",
)
NOT_A_KNOWLEDGE_FOLDER = Words(
    ko="ROUTELORE_KNOWLEDGE에 적힌 폴더가 없어요. entries 폴더가 들어 있는 폴더의 경로를 적거나 지우세요.",
    en="ROUTELORE_KNOWLEDGE names no folder that is there. Write the path of the folder that holds your entries folder, "
    "or unset it.",
)


NOT_A_RETRIEVAL = Words(
    ko="ROUTELORE_RETRIEVAL은 lexical(단어로 찾기, 기본값)이나 semantic(뜻까지 보고 찾기) 중 하나로 적어 주세요.",
    en="ROUTELORE_RETRIEVAL is neither lexical (by words, the default) nor semantic (by words and meaning). "
    "Write one of the two, or unset it.",
)


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
