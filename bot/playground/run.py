"""The playground: starts the local Slack and the sample AWS account, connects the real app to both, says where to look."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.app import create_app, web_client
from bot.listeners.gate import Gate
from bot.playground.account import TIPS, SampleAccount, wearing
from bot.playground.slack import LocalSlack
from bot.services import OWN, Named, services
from bot.serving.socket_mode import run_socket_mode
from bot.settings import Settings
from bot.state.store import State
from diagnostics.model.words import Words
from knowledge.store import Node, read_yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from bot.notes import Notes
    from bot.services import Services
    from bot.serving.socket_mode import Stop
    from diagnostics.model.words import Lang

#: The port that people find the page at; the next free one is taken where it is not free.
PORT = 8765
_TRIED = 20
_CHANNEL = "#network"
_DIRECT = "dm"
#: What is said in the direct message: to learn, and to practise.
_TO_LEARN = (Words(ko="온보딩 시작", en="start onboarding"), Words(ko="실습", en="labs"))

_STARTING = Words(ko="플레이그라운드를 준비하고 있어요 …", en="getting the playground ready …")
_READY = Words(
    ko="""
  routelore 플레이그라운드가 열렸어요:  {url}

  이렇게 해 보세요 (왼쪽 위에서 사람을 고르고 #network 채널에 쓰면 돼요)
    1. @routelore {ask}
    2. {diagnose}
    3. {command}
  routelore와의 DM에서는
    4. {learn}: 2분짜리 레슨과 퀴즈
    5. {labs}: 고장 난 네트워크 고치기
  모른다고 하면 “답을 알아요”를 눌러 답을 제안하고, 관리자(Mina, Alex)로 바꿔서 승인해 보세요.

  AWS 계정은 이 컴퓨터 안의 샘플이에요. 아무것도 밖으로 나가지 않아요.
  실제 워크스페이스에 연결하려면: app.yaml로 Slack 앱을 만들고, SLACK_BOT_TOKEN(xoxb-)과 SLACK_APP_TOKEN(xapp-)을
  설정한 뒤 make run을 다시 실행하세요. AWS는 boto3가 쓰는 자격 증명과 리전을 그대로 써요.

  끝내려면 Ctrl-C.
""",
    en="""
  The routelore playground is open at  {url}

  Things to try (pick a person at the top left, then write in #network)
    1. @routelore {ask}
    2. {diagnose}
    3. {command}
  In the direct message with routelore:
    4. {learn}: lessons of two minutes, each with a quiz
    5. {labs}: broken networks to fix
  Where it does not know, press “I know the answer”, then approve as an admin (Mina or Alex).

  The AWS account is a sample inside this computer. Nothing leaves it.
  To connect a real workspace: create a Slack app from app.yaml, set SLACK_BOT_TOKEN (xoxb-) and SLACK_APP_TOKEN (xapp-),
  and run make run again. AWS is read with the credentials and the Region that boto3 finds.

  Ctrl-C ends it.
""",
)
_STOPPED = Words(ko="모두 끝냈어요.", en="Everything has ended.")


def run(*, settings: Settings, notes: Notes, port: int | None, lang: Lang, stop: Stop) -> None:
    """Run the playground until told to stop; every server and file that it started is gone when this returns.

    Raises:
        KnowledgeError: a file of the notes is wrong, or the policy is.
        OSError: the port that was asked for is taken.
    """
    notes.of()  # a broken knowledge base stops the start, not the first question
    say = _Teller(lang)
    say(_STARTING)
    with ExitStack() as ends:
        account = SampleAccount()
        ends.callback(account.stop)
        ends.enter_context(wearing(account.start()))
        slack = _local_slack(port, lang)
        ends.callback(slack.stop)
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="routelore-")))
        here = Settings(
            bot_token=slack.bot_token,
            app_token=slack.app_token,
            signing_secret=slack.signing_secret,
            api_url=slack.api_url,
            database_url=f"sqlite:///{folder / 'playground.db'}",
            data_folder=folder,
            lang=settings.lang,
            policy=settings.policy,
            limits=settings.limits,
        )
        done = _ready_with_its_account(services(notes))
        gate = None if here.policy else Gate(everybody=True)  # whoever wrote a policy is here to try it
        bot = create_app(here, done, web_client(here), state=State.open(here.database_url), gate=gate)
        ask, diagnose, command, learn, labs = (tip.say(lang) for tip in (*TIPS, *_TO_LEARN))
        ends.callback(done.warm_up().join)
        say(_READY, url=slack.url, ask=ask, diagnose=diagnose, command=command, learn=learn, labs=labs)
        run_socket_mode(bot, here, stop)
    say(_STOPPED)


def _ready_with_its_account(done: Services) -> Services:
    """Give the services, which when they warm up read the sample account once: what answers there is loaded by that."""

    def warm() -> None:
        done.warm()
        done.collect(lambda *_: None, Named(), OWN)

    return replace(done, warm=warm)


class _Teller:
    """Tells the person at the terminal, in the terminal's language."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def __call__(self, words: Words, **particulars: str) -> None:
        """Say it on the error stream, where talk belongs."""
        text = words.say(self._lang)
        sys.stderr.write((text.format(**particulars) if particulars else text) + "\n")
        sys.stderr.flush()


def _local_slack(port: int | None, lang: Lang) -> LocalSlack:
    """Start the local Slack at the port asked for, else at the usual one, else at the next free one."""
    tips = [{"text": _typed(t.say(lang)), "ko": _typed(t.ko), "en": _typed(t.en), "channel": _CHANNEL} for t in TIPS]
    tips += [{"text": t.say(lang), "ko": t.ko, "en": t.en, "channel": _DIRECT} for t in _TO_LEARN]
    manifest = _plain(read_yaml(manifest_file(), "app.yaml"))
    candidates = [port] if port else [*range(PORT, PORT + _TRIED), 0]
    for candidate in candidates:
        try:
            return LocalSlack(manifest, port=candidate, tips=tips, posts_per_second=None).start()
        except OSError:
            if candidate == candidates[-1]:
                raise
    raise AssertionError(candidates)


def _typed(tip: str) -> str:
    """Give a tip as it is typed into a channel: addressed to the app, unless it is a command."""
    return tip if tip.startswith(("@", "/")) else f"@routelore {tip}"


def manifest_file() -> Traversable:
    """Give the app's manifest: beside the packages in a checkout, inside the package where it was installed."""
    packaged = files("bot") / "app.yaml"
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "app.yaml"


def _plain(node: Node) -> Any:  # noqa: ANN401 (a YAML document holds anything)
    """Give a YAML node as plain values, with its booleans read."""
    if isinstance(node.value, str):
        return {"true": True, "false": False}.get(node.value, node.value)
    if isinstance(node.value, tuple):
        return [_plain(item) for item in node.value]
    return {key: _plain(item) for key, item in node.value.items()}
