"""Slack that fails in the middle of a diagnosis: everything is told in the end, once, or the asker reads what is missing."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from typing import TYPE_CHECKING

import pytest

from bot.middleware.taking_over import take_over
from bot.playground.slack import LocalSlack
from bot.serving.socket_mode import Connection
from tests.e2e.chat import Chat, manifest, serving, shown
from tests.faults.line import Line
from tests.scenarios.network import baseline
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.socket_mode.builtin.connection import ConnectionState

    from bot.playground.slack import Message

DIAGNOSIS = "@routelore subnet-a1에서 S3 왜 안 돼?"
IN_ENGLISH = "@routelore why can subnet-a1 not reach S3?"
#: Every method that a diagnosis in a channel needs, seen in the first test.
NEEDED = ("chat.postMessage", "chat.update", "files.getUploadURLExternal", "files.completeUploadExternal")


@pytest.fixture(scope="module")
def line_and_chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Line, Chat]]:
    """Give a workspace with the bot in it, and the line on which the bot calls Slack."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        line = Line(int(slack.api_url.split(":")[2].partition("/")[0]))
        env = {"SLACK_API_URL": f"{line.url}/api/"}
        with serving(slack, tmp_path_factory.mktemp("slack"), env=env) as chat:
            chat.bot.keeping.start()
            yield line, chat
        line.cut()


@pytest.fixture
def chat(line_and_chat: tuple[Line, Chat]) -> Iterator[Chat]:
    """Give the workspace with nothing wrong, and leave it so."""
    _, chat = line_and_chat
    chat.network.said, chat.network.error, chat.network.gate = baseline(), None, None
    yield chat
    chat.slack.faults.waiting = defaultdict(deque)
    until(lambda: chat.bot.resources.state.promises.open() == 0, 20)
    chat.quiet()


def told(chat: Chat, channel: str, root: str) -> tuple[int, int, int]:
    """Give how often the verdict, the picture and the causes are in a thread."""
    each = chat.replies(channel, root)
    verdicts = sum("PUBLIC_VIA_NAT_GATEWAY" in shown(one) for one in each)
    return verdicts, sum(len(one.files) for one in each), sum("GWE-001" in shown(one) for one in each)


def whole(chat: Chat, channel: str, root: str, seconds: float = 20.0) -> None:
    """Return once the thread holds the whole diagnosis; each of its parts is there once."""
    until(lambda: all(told(chat, channel, root)), seconds)
    chat.quiet()
    assert told(chat, channel, root) == (1, 1, 1)


def test_a_diagnosis_needs_what_is_broken_below(chat: Chat) -> None:
    """The list of methods that are made to fail leaves out none of those that show something."""
    before = len(chat.slack.calls)
    channel = chat.new_channel()
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))
    called = {call.method for call in chat.slack.calls[before:]}
    assert {name for name in called if name.startswith(("chat.", "files."))} == set(NEEDED)


@pytest.mark.parametrize("method", NEEDED)
def test_too_much_asked_of_slack_is_waited_out(chat: Chat, method: str) -> None:
    """429 with Retry-After, once for each method: nothing is lost, and nothing is there twice."""
    chat.slack.faults.next(method, status=429, retry_after=1)
    channel = chat.new_channel()
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


def test_a_server_that_stumbles_is_asked_again(chat: Chat) -> None:
    """503 once for each of the methods in one and the same diagnosis."""
    for method in NEEDED:
        chat.slack.faults.next(method, status=503)
    channel = chat.new_channel()
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "the upload itself"])
@pytest.mark.parametrize(
    ("question", "words"), [(DIAGNOSIS, "Slack이 파일을 받지 않음"), (IN_ENGLISH, "Slack did not take the file")]
)
def test_a_picture_that_slack_does_not_take_costs_only_the_picture(
    chat: Chat, method: str, question: str, words: str
) -> None:
    """At whichever of the three steps: the verdict and the causes are there, and that the picture is missing is said."""
    if method == "the upload itself":
        chat.slack.faults.next("upload", status=500)
    else:
        chat.slack.faults.next(method, error="file_upload_size_restricted")
    channel = chat.new_channel()
    root = chat.ask("mina", channel, question)
    until(lambda: told(chat, channel, root)[2] == 1)
    chat.quiet()
    assert told(chat, channel, root) == (1, 0, 1)
    assert words in "\n".join(map(shown, chat.replies(channel, root)))
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


@pytest.mark.parametrize("code", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])
@pytest.mark.parametrize(("question", "words"), [(DIAGNOSIS, "Slack"), (IN_ENGLISH, "Slack")])
def test_what_slack_does_not_show_is_said(chat: Chat, code: str, question: str, words: str) -> None:
    """The verdict is refused for its form: one sentence with Slack's code; the next question is answered."""
    chat.slack.faults.next("chat.update", error=code)
    channel = chat.new_channel()
    root = chat.ask("mina", channel, question)
    said = shown(chat.heard(channel, root, code))
    assert words in said
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


def test_slack_that_is_gone_while_aws_is_read_is_told_once_it_is_back(line_and_chat: tuple[Line, Chat], chat: Chat) -> None:
    """Connections are refused when the verdict is there: neither it nor the reason can be told, and nobody asks again."""
    line, _ = line_and_chat
    chat.network.gate = threading.Event()
    channel = chat.new_channel()
    root = chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: bool(chat.replies(channel, root)))
    line.cut()
    chat.network.gate.set()
    until(lambda: not chat.bot.resources.state.promises._mine, 20)
    assert chat.bot.resources.state.promises.open() == 1
    line.mend()
    whole(chat, channel, root)


def test_slack_that_is_gone_for_longer_than_any_attempt_costs_none(line_and_chat: tuple[Line, Chat], chat: Chat) -> None:
    """A question is answered once Slack is back, however often that was tried in vain."""
    line, _ = line_and_chat
    promises = chat.bot.resources.state.promises
    channel = chat.new_channel()
    line.cut()
    root = chat.ask("mina", channel, "@routelore 게이트웨이 엔드포인트가 뭐야?")
    until(lambda: promises.open() == 1 and not promises._mine, 20)
    line.mend()
    chat.heard(channel, root, "출처", 20)
    chat.quiet()
    assert len([one for one in chat.replies(channel, root) if "출처" in shown(one)]) == 1


def test_what_is_put_off_is_no_attempt_and_is_tried_once_a_round(chat: Chat) -> None:
    """Five attempts in which Slack says nothing of use, and the sixth is answered; it is not told as too late."""
    chat.slack.faults.next("chat.postMessage", error="service_unavailable", times=10)
    channel = chat.new_channel()
    root = chat.ask("mina", channel, "@routelore NAT 게이트웨이가 뭐야?")

    def answered() -> bool:
        take_over(chat.bot.app, chat.bot.resources.state.promises)
        return bool(chat.replies(channel, root))

    until(answered, 20)
    chat.quiet()
    (one,) = chat.replies(channel, root)
    assert "출처" in shown(one)
    assert not chat.slack.faults.waiting["chat.postMessage"]


def test_a_follow_up_that_comes_before_its_answer_is_answered(chat: Chat) -> None:
    """While the network is still being read: it waits for it, or says so; nothing is said twice."""
    chat.network.gate = threading.Event()
    channel = chat.new_channel()
    root = chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: bool(chat.replies(channel, root)))
    chat.ask("mina", channel, "@routelore 라우팅 테이블 보여줘", root)
    chat.network.gate.set()
    until(lambda: all(told(chat, channel, root)), 20)
    until(lambda: len(_after(chat, channel, root)) > 0)
    chat.quiet()
    assert told(chat, channel, root)[0] == 1


def _after(chat: Chat, channel: str, root: str) -> list[Message]:
    said = chat.replies(channel, root)
    return [one for one in said if "PUBLIC_VIA" not in shown(one) and "GWE-001" not in shown(one) and not one.files]


def test_a_delivery_that_comes_again_while_the_first_is_under_way_is_done_once(chat: Chat) -> None:
    """Slack's retry arrives in the middle of the reading: AWS is read once, and one diagnosis is told."""
    chat.network.gate, before = threading.Event(), chat.network.read
    chat.slack.faults.duplicate_next(2)
    channel = chat.new_channel()
    root = chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: chat.network.read > before)
    chat.network.gate.set()
    whole(chat, channel, root)
    assert chat.network.read == before + 1


@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets"])
def test_a_socket_that_is_lost_in_the_middle_loses_no_answer(chat: Chat, reason: str) -> None:
    """Announced, or dropped and refused when it is made anew: the diagnosis under way is told, and the next is heard."""
    chat.network.gate = threading.Event()
    channel = chat.new_channel()
    root = chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: bool(chat.replies(channel, root)))
    if reason == "refresh_requested":
        chat.slack.disconnect_sockets(reason)
    else:
        chat.slack.faults.next("apps.connections.open", error=reason)
        chat.slack.drop_sockets()
    chat.network.gate.set()
    whole(chat, channel, root)
    chat.slack.wait_for_socket(20)
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked"])
def test_a_token_that_slack_takes_back_leaves_the_process_up(
    chat: Chat, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can be told; the log says it with Slack's code and no token, and a token that works again is enough."""
    chat.slack.faults.next("chat.postMessage", error=code, times=2)
    channel = chat.new_channel()
    chat.ask("mina", channel, DIAGNOSIS)
    until(lambda: code in caplog.text)
    chat.quiet()
    assert chat.slack.bot_token not in caplog.text
    chat.slack.faults.waiting = defaultdict(deque)
    whole(chat, channel, chat.ask("mina", channel, DIAGNOSIS))


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_response_url_that_is_dead_sends_the_answer_another_way(chat: Chat, status: int) -> None:
    """What a command asked for reaches the asker in the direct message, where Slack takes it nowhere else."""
    chat.slack.faults.next("response_url", status=status, times=3)
    channel = chat.new_channel()
    before = len(chat.slack.messages(chat.direct("sol"), "sol"))
    assert chat.slack.command("sol", channel, "/routelore 라우팅 테이블이 뭐야?").ok
    until(lambda: len(chat.slack.messages(chat.direct("sol"), "sol")) > before)
    assert "출처" in shown(chat.slack.messages(chat.direct("sol"), "sol")[-1])


@pytest.mark.parametrize(("code", "user"), [("expired_trigger_id", "sol"), ("exchanged_trigger_id", "jun")])
def test_a_form_that_comes_too_late_is_said_and_opens_at_the_next_click(chat: Chat, code: str, user: str) -> None:
    """Slack lets a form be opened for three seconds: the asker reads that it did not, and tries again."""
    chat.slack.faults.next("views.open", error=code)
    channel = chat.new_channel()
    seen = len(_all_to(chat, channel, user))
    chat.slack.command(user, channel, "/routelore teach")
    until(lambda: len(_all_to(chat, channel, user)) > seen)
    assert not chat.slack.views(user)
    assert chat.slack.command(user, channel, "/routelore teach").ok
    until(lambda: bool(chat.slack.views(user)))


def _all_to(chat: Chat, channel: str, user: str) -> list[Message]:
    return [*chat.slack.messages(channel, user), *chat.slack.messages(chat.direct(user), user)]


class Session:
    """A session that is closed at the very moment when its receiving begins."""

    def __init__(self, closing: Connection) -> None:
        """Know what is closed."""
        self._closing = closing
        self.received = False

    def is_active(self) -> bool:
        """Say that it is open; it is closed a moment later."""
        self._closing.closed = True
        self._closing.current_session_state.terminated = True
        return True

    def run_until_completion(self, state: ConnectionState) -> None:
        """Receive until it is ended, which nobody will do any more."""
        self.received = not state.terminated


def test_a_connection_that_is_closed_as_it_begins_ends(chat: Chat) -> None:
    """The SDK would receive for ever, and the process would never end."""
    connection = Connection("xapp-1", chat.bot.app.client)
    try:
        session = Session(connection)
        connection.current_session = session  # type: ignore[assignment]  # all that is asked of it
        connection._run_current_session()
        assert not session.received
    finally:
        connection.current_session = None
        connection.close()
