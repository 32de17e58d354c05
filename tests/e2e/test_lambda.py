"""The app on Lambda: one call answers Slack, another does the work, and nothing runs in between."""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from bot.serving.aws_lambda import LambdaApp, UnfinishedError, settings_here
from bot.serving.invoking import InvokeError
from bot.serving.opening import open_bot
from bot.settings import Settings
from tests.e2e.chat import Network, manifest, services_for, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.servers.postgres import Postgres


@dataclass
class Call:
    """What Lambda tells a call about itself."""

    invoked_function_arn: str = "arn:aws:lambda:ap-northeast-2:111122223333:function:routelore"
    ends: float = field(default_factory=lambda: time.monotonic() + 60)

    def get_remaining_time_in_millis(self) -> int:
        """Give how long the call may still take."""
        return int((self.ends - time.monotonic()) * 1000)


@dataclass
class Function:
    """A Lambda function: calls that wait, and instances that have one call at a time, as Lambda has them."""

    settings: Settings
    network: Network
    instances: list[LambdaApp] = field(default_factory=list)
    free: list[LambdaApp] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    acked: list[float] = field(default_factory=list)
    refuses: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    threads: list[threading.Thread] = field(default_factory=list)

    def call(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Do one call in an instance that is free, or in a new one."""
        with self.lock:
            self.called.append(str(event.get("routelore", "http")))
            instance = self.free.pop() if self.free else None
        if instance is None:
            instance = LambdaApp(self.settings, lambda: open_bot(self.settings, services_for(self.network)))
            self.instances.append(instance)
        try:
            return instance.handle(json.loads(json.dumps(event)), Call(), self.invoke)
        finally:
            with self.lock:
                self.free.append(instance)

    def invoke(self, event: Mapping[str, object]) -> None:
        """Have a call done that nobody waits for."""
        if self.refuses:
            raise InvokeError("AccessDeniedException")
        thread = threading.Thread(target=self.call, args=(event,))
        self.threads.append(thread)
        thread.start()

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """Do a call as a function URL makes it."""
        path, _, query = path.partition("?")
        began = time.monotonic()
        answer = self.call(
            {
                "version": "2.0",
                "rawPath": path,
                "rawQueryString": query,
                "headers": {name.lower(): value for name, value in headers.items()},
                "requestContext": {"http": {"method": method, "path": path}},
                "body": base64.b64encode(body).decode(),
                "isBase64Encoded": True,
            }
        )
        self.acked.append(time.monotonic() - began)
        return answer

    def close(self) -> None:
        """Wait for every call, and close every instance."""
        for thread in self.threads:
            thread.join(20)
        for instance in self.instances:
            if instance._opened is not None:
                instance._opened.close()


@dataclass(frozen=True)
class Place:
    """A workspace, and the function that it sends its requests to."""

    slack: LocalSlack
    function: Function

    def said(self, channel: str, root: str) -> list[str]:
        """Give what the bot said in a thread."""
        return [shown(m) for m in self.slack.messages(channel) if m.bot_id and m.thread_ts == root]

    def ask(self, text: str) -> str:
        """Ask in #network, wait until all calls are done, and give the thread."""
        said = self.slack.say("mina", "#network", f"@routelore {text}")
        self.slack.wait_for_message(lambda m: bool(m.bot_id) and m.thread_ts == said.ts, channel="#network", seconds=20)
        return str(said.ts)


@pytest.fixture
def place(postgres: Postgres) -> Iterator[Place]:
    """Give a workspace whose requests go to the function, which keeps its memory in PostgreSQL."""
    functions: list[Function] = []

    class Url(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = functions[0].request("POST", self.path, dict(self.headers.items()), body)
            said = str(answer["body"]).encode()
            self.send_response(answer["statusCode"])
            for name, value in {**answer["headers"], "Content-Length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ExitStack() as ends:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Url)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        ends.callback(server.server_close)
        ends.callback(server.shutdown)
        events = f"http://127.0.0.1:{server.server_port}/slack/events"
        slack = ends.enter_context(LocalSlack(manifest(), http_events=events, posts_per_second=None))
        settings = Settings.from_env(
            {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.api_url,
                "ROUTELORE_DATABASE_URL": postgres.url(),
            }
        )
        function = Function(settings, Network())
        functions.append(function)
        ends.callback(function.close)
        yield Place(slack, function)


def test_a_question_is_answered_by_a_second_call(place: Place) -> None:
    """Slack is answered by the first call at once; the answer stands in the thread, once, though Slack delivers it twice."""
    place.slack.faults.duplicate_next(2)
    root = place.ask("게이트웨이 엔드포인트가 뭐야?")
    time.sleep(1)
    assert sum("출처: 노트" in text for text in place.said("#network", root)) == 1
    assert {"http", "delivery"} <= set(place.function.called)


def test_a_diagnosis_is_done_to_its_end_in_the_call_that_does_it(place: Place) -> None:
    """The call that does the work does not return before the last of it is posted."""
    place.slack.say("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
    assert place.slack.wait_for(lambda: any("원인" in text for text in _everything(place)), 20)


def _everything(place: Place) -> list[str]:
    rooms = ("#network", str(place.slack.open_dm("mina").channel))
    return [shown(m) for room in rooms for m in place.slack.messages(room, "mina") if m.bot_id]


def test_a_command_a_form_and_what_is_filled_in(place: Place) -> None:
    """A form opens in the first call; a mistake in it is told in the form; what is right is done in a second call."""
    assert place.slack.command("jun", "#network", "/routelore help").ok
    place.slack.wait_for_message(
        lambda m: m.ephemeral_for is not None and "What routelore does" in shown(m),
        channel="#network",
        user="jun",
        seconds=20,
    )
    root = place.ask("게이트웨이 엔드포인트가 뭐야?")
    message = next(m for m in place.slack.messages("#network") if m.bot_id and m.thread_ts == root)
    assert place.slack.click("mina", message, "open_diagnose").ok
    place.slack.wait_for_view("mina", seconds=10)
    assert "left" not in place.function.called
    assert place.slack.wait_for(lambda: "subnet-a1" in str(place.slack.views("mina")[-1].content), 10)
    assert place.slack.submit_view("mina", {"choose_subnet": "subnet-a1"}).ok
    assert place.slack.wait_for(lambda: any("원인" in text for text in _everything(place)), 20)
    assert place.function.called.count("left") == 1


def test_what_is_taught_on_lambda_is_proposed_once(place: Place) -> None:
    """A form that lacks something is sent back with the mistake and nothing else happens; a right one is one proposal."""
    question = {"question": {"teach": {"value": "두루미 VPC는 누가 관리해?"}}}
    taught = {**question, "answer_ko": {"teach": {"value": "플랫폼 팀이 관리해요."}}}
    assert place.slack.command("sol", "#network", "/routelore teach").ok
    assert place.slack.wait_for(lambda: bool(place.slack.views("sol")), 10)
    assert place.slack.submit_view("sol", question).errors
    assert "left" not in place.function.called
    assert place.slack.submit_view("sol", taught).ok
    dm = str(place.slack.open_dm("mina").channel)
    place.slack.wait_for_message(lambda m: "두루미" in shown(m), channel=dm, user="mina", seconds=20)
    time.sleep(0.5)
    assert len([m for m in place.slack.messages(dm, "mina") if "두루미" in shown(m)]) == 1


def test_a_function_that_cannot_call_itself_sends_the_delivery_back(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Slack gets 503 and will deliver it again; the log names the permission."""
    place.function.refuses = True
    assert not place.slack.command("jun", "#network", "/routelore help").ok
    assert any("lambda:InvokeFunction" in line for line in caplog.messages)


def test_forged_requests_and_other_paths_open_nothing(place: Place) -> None:
    """They are refused before the app is opened, and so is what is no base64."""
    url = place.function
    assert url.request("POST", "/slack/events", {}, b"{}")["statusCode"] == 401
    assert url.request("POST", "/elsewhere", {}, b"{}")["statusCode"] == 404
    assert url.request("GET", "/healthz", {}, b"")["statusCode"] == 200
    broken = {"requestContext": {"http": {"method": "POST", "path": "/slack/events"}}, "body": "%", "isBase64Encoded": True}
    assert url.call(broken)["statusCode"] == 400
    assert url.instances[0]._opened is None


def test_the_schedule_does_what_comes_round_and_what_a_dead_instance_left(place: Place) -> None:
    """A promise of an instance that is gone is kept by the next call."""
    place.ask("게이트웨이 엔드포인트가 뭐야?")
    time.sleep(0.5)
    promises = place.function.instances[0].bot.resources.state.promises
    said = place.slack.say("jun", "#network", "hello")
    body = {
        "type": "event_callback",
        "event_id": "Ev0LEFT",
        "team_id": "T0ORCHARD",
        "event": {
            "type": "app_mention",
            "user": "U0JUN",
            "text": "<@U0ROUTELORE> NAT 게이트웨이가 뭐야?",
            "channel": place.slack.channel_id("#network"),
            "ts": str(said.ts),
            "event_ts": str(said.ts),
        },
    }
    assert promises.take_up("T0ORCHARD:event:Ev0LEFT", "T0ORCHARD", body) is not None
    promises.leave("T0ORCHARD:event:Ev0LEFT")
    place.function.call({"routelore": "rounds"})
    assert sum("NAT" in text for text in place.said("#network", str(said.ts))) == 1
    assert promises.open() == 0


def test_without_the_database_the_second_call_is_tried_again(place: Place, postgres: Postgres) -> None:
    """It fails, as Lambda wants it, and says which part is missing; once the database is back, it works."""
    place.ask("게이트웨이 엔드포인트가 뭐야?")
    time.sleep(0.5)
    postgres.stop("immediate")
    try:
        with pytest.raises(UnfinishedError):
            place.function.call({"routelore": "rounds"})
    finally:
        postgres.start()
    place.function.call({"routelore": "rounds"})


def test_sqlite_is_refused_on_lambda(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The sentence says what to use instead."""
    env = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
        "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
    }
    with pytest.raises(UnfinishedError, match="SQLite does not work on Lambda"):
        settings_here(env)
    assert any("postgresql://" in line for line in caplog.messages)
    with pytest.raises(UnfinishedError, match="SLACK_SIGNING_SECRET"):
        settings_here({**env, "SLACK_SIGNING_SECRET": "", "ROUTELORE_DATABASE_URL": "postgresql://a/b"})
