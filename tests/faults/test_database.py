"""A database that goes away in the middle of what people do: they read a sentence, and it goes on once it is back."""

from __future__ import annotations

import json
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import event

from bot.playground.slack import LocalSlack
from bot.playground.slack.workspace import TEAM
from tests.e2e.chat import Chat, manifest, serving, shown
from tests.scenarios.network import baseline
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import Postgres

QUESTIONS = (
    ("@routelore subnet-a1에서 S3 왜 안 돼?", "데이터베이스"),
    ("@routelore why can subnet-a1 not reach S3?", "database"),
)


@pytest.fixture(scope="module")
def server_and_chat(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Postgres, Chat]]:
    """Give a PostgreSQL, and a workspace whose bot keeps its state there."""
    env = {"ROUTELORE_DATABASE_URL": postgres.url(), "ROUTELORE_MAINTAINERS": "U0MINA,U0JUN"}
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path_factory.mktemp("database"), env=env) as chat,
    ):
        chat.bot.keeping.start()
        yield postgres, chat


@pytest.fixture
def server(server_and_chat: tuple[Postgres, Chat]) -> Iterator[Postgres]:
    """Give the server; it runs again after the test."""
    server, chat = server_and_chat
    yield server
    if not (server.folder / "data" / "postmaster.pid").exists():
        server.start()
    until(lambda: chat.bot.resources.state.promises.open() == 0, 20)
    chat.network.gate = None


@pytest.fixture
def chat(server_and_chat: tuple[Postgres, Chat]) -> Chat:
    """Give the workspace, its network as it is at first."""
    _, chat = server_and_chat
    chat.network.said, chat.network.gate = baseline(), None
    return chat


def diagnosed(chat: Chat) -> None:
    """Ask in a new channel and hear the whole answer, once."""
    channel = chat.new_channel()
    root = chat.ask("mina", channel, QUESTIONS[0][0])
    chat.heard(channel, root, "GWE-001", 20)
    chat.quiet()
    assert sum("PUBLIC_VIA_NAT_GATEWAY" in shown(one) for one in chat.replies(channel, root)) == 1


def test_a_server_killed_while_aws_is_read_is_told_to_the_asker(server: Postgres, chat: Chat) -> None:
    """One sentence, without the address; the promise is closed once the server is back; the next question is answered."""
    chat.network.gate = threading.Event()
    channel = chat.new_channel()
    asked = {chat.ask("mina", channel, question): word for question, word in QUESTIONS}
    until(lambda: all(chat.replies(channel, root) for root in asked))
    server.stop("immediate")
    chat.network.gate.set()
    for root, word in asked.items():
        said = shown(chat.heard(channel, root, word, 20))
        assert not [secret for secret in ("127.0.0.1", str(server.port), "psycopg", "postgresql") if secret in said]
    server.start()
    until(lambda: chat.bot.resources.state.promises.open() == 0, 20)
    chat.network.gate = None
    diagnosed(chat)


def test_a_question_while_the_server_is_away_is_answered_or_refused_in_words(server: Postgres, chat: Chat) -> None:
    """Whoever asks just then hears something, and the same question is answered once the server is back."""
    server.stop("immediate")
    channel = chat.new_channel()
    root = chat.ask("mina", channel, "@routelore 게이트웨이 엔드포인트가 뭐야?")
    until(lambda: bool(chat.replies(channel, root)), 20)
    said = "\n".join(map(shown, chat.replies(channel, root)))
    assert "출처" in said or "데이터베이스" in said
    server.start()
    again = chat.ask("mina", channel, "@routelore 게이트웨이 엔드포인트가 뭐야?")
    chat.heard(channel, again, "출처", 20)


def test_a_form_sent_while_the_server_is_away_stays_open_and_is_kept_at_the_next_try(server: Postgres, chat: Chat) -> None:
    """What was written is not lost, nothing is half kept, and it is there once."""
    question = "벌집 VPC의 담당자는 누구예요?"
    assert chat.slack.command("sol", "#network", "/routelore teach").ok
    until(lambda: bool(chat.slack.views("sol")))
    written = {"question": {"teach": {"value": question}}, "answer_ko": {"teach": {"value": "플랫폼 팀이요."}}}
    server.stop("immediate")
    refused = chat.slack.submit_view("sol", written)
    assert "데이터베이스" in str(refused) or "database" in str(refused)
    assert chat.slack.views("sol")
    server.start()
    assert chat.slack.submit_view("sol", written).ok
    taught = chat.bot.resources.state.taught
    until(lambda: bool([one for one in taught.waiting(TEAM) if one.said.question == question]))
    assert len([one for one in taught.waiting(TEAM) if one.said.question == question]) == 1
    chat.quiet()


def test_a_sweep_whose_database_goes_away_is_told_in_full_once_it_is_back(server: Postgres, chat: Chat) -> None:
    """The server is killed while the account is read: the sweep is carried on by its round, and its report comes once."""
    chat.network.gate, direct = threading.Event(), chat.direct("mina")
    chat.ask("mina", direct, "전체 점검")
    until(lambda: chat.bot.resources.state.sweeps.untold() != ())
    server.stop("immediate")
    chat.network.gate.set()
    chat.quiet()
    server.start()
    chat.network.gate = None

    def reported() -> bool:
        chat.bot.resources.sweep_desk.resume(chat.bot.resources)
        return bool([one for one in chat.slack.messages(direct) if "전체 점검이 끝났어요" in shown(one)])

    until(reported, 30)
    until(lambda: chat.bot.resources.state.sweeps.untold() == ())
    assert len([one for one in chat.slack.messages(direct) if "전체 점검이 끝났어요" in shown(one)]) == 1


def test_a_promise_that_can_be_put_off_nowhere_is_put_off_later(server: Postgres, chat: Chat) -> None:
    """Slack and the database are away at the same moment: it is tried again all the same, by this very process."""
    chat.network.gate = threading.Event()
    channel = chat.new_channel()
    root = chat.ask("mina", channel, QUESTIONS[0][0])
    until(lambda: bool(chat.replies(channel, root)))
    server.stop("immediate")
    chat.slack.faults.next("chat.update", error="service_unavailable", times=50)
    chat.network.gate.set()
    until(lambda: not chat.bot.resources.state.promises._mine, 20)
    chat.quiet()
    chat.slack.faults.waiting.clear()
    chat.network.gate = None
    server.start()
    chat.heard(channel, root, "GWE-001", 30)


def test_a_file_that_another_process_locks_for_a_moment_delays_and_loses_nothing(tmp_path: Path) -> None:
    """A backup holds the file for a second: the question that comes then is answered, once."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, tmp_path) as chat:
        other = sqlite3.connect(tmp_path / "routelore.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        let_go = threading.Timer(1.0, lambda: other.execute("ROLLBACK"))
        let_go.start()
        root = chat.ask("mina", "#network", "@routelore NAT 게이트웨이가 뭐야?")
        chat.heard("#network", root, "출처", 20)
        let_go.join()
        other.close()
        chat.quiet()
        assert len([one for one in chat.replies("#network", root) if "출처" in shown(one)]) == 1


@pytest.mark.parametrize(
    ("breaks", "mends"),
    [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"),
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
    ],
    ids=["the disk is full", "the file is read-only"],
)
def test_a_disk_that_takes_nothing_more_keeps_no_answer_back(tmp_path: Path, breaks: str, mends: str) -> None:
    """What needs nothing kept is answered; what does is refused in words; with room again, both are as before."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, tmp_path) as chat:
        engine = chat.bot.resources.state._database._engine
        chat.direct("sol")
        engine.dispose()
        now = [breaks]

        @event.listens_for(engine, "checkout")
        def set_limit(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute(now[0])

        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 S3 왜 안 돼?")

        def told() -> str:
            return "\n".join(map(shown, chat.replies("#network", root)))

        until(lambda: "데이터베이스" in told() or "GWE-001" in told(), 20)
        assert str(tmp_path) not in told()
        answer = chat.bot.app.dispatch(BoltRequest(mode="socket_mode", body=proposal(chat)))
        assert answer.status == 200
        assert "데이터베이스" in json.loads(answer.body)["errors"]["question"]
        now[0] = mends
        diagnosed(chat)


def proposal(chat: Chat) -> dict[str, object]:
    """Give what Slack delivers when somebody sends the form."""
    values = {
        "question": {"teach": {"type": "plain_text_input", "value": "제비 VPC의 담당자는 누구예요?"}},
        "answer_ko": {"teach": {"type": "plain_text_input", "value": "플랫폼 팀이요. " * 250}},
    }
    view = {
        "id": "V1",
        "team_id": TEAM,
        "type": "modal",
        "callback_id": "teach_view",
        "private_metadata": '{"l": "ko"}',
        "hash": "1",
        "root_view_id": "V1",
        "state": {"values": values},
    }
    person = {"id": chat.slack.user_id("sol"), "team_id": TEAM}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": person, "view": view}
