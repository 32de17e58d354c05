"""What a question costs, counted and not timed: what is written, in how many transactions, and what Slack is called for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.playground.slack import LocalSlack
from bot.state.straight import Straight
from tests.bench.questions import so_many
from tests.e2e.chat import manifest, serving

if TYPE_CHECKING:
    from pathlib import Path

    from bot.middleware.lines import Lines
    from tests.e2e.chat import Chat

QUESTIONS = 8


def ask(chat: Chat, text: str) -> None:
    """Ask something, and return when it is answered."""
    root = chat.ask("mina", "#network", f"@routelore {text}")
    assert chat.slack.wait_for(partial(chat.replies, "#network", root), 10)


def held(lines: Lines) -> int:
    """Give how many connections wait for their next call."""
    return sum(map(len, lines._waiting.values()))


def test_a_question_costs_three_transactions_one_call_and_no_connection(tmp_path: Path) -> None:
    """It is promised, remembered and erased; the answer is one call, made on a connection that is open already."""
    # one the notes answer: not one of them is looked up in the account, nor asks Slack who the asker is
    asked = [text for text in so_many(400) if "VPC" in text and text.endswith("?")][: QUESTIONS + 1]
    with LocalSlack(manifest(), posts_per_second=None) as slack, serving(slack, tmp_path) as chat:
        ask(chat, asked.pop())
        chat.kept()
        commits: list[object] = []
        written: list[str] = []
        chat.bot.resources.state.promises.beat()  # the next is seconds away
        engine, before = chat.bot.resources.state._database.engine, len(slack.calls)
        event.listen(engine, "commit", commits.append)
        event.listen(engine, "before_cursor_execute", lambda _on, _cursor, said, *_: written.append(said))
        for text in asked:
            ask(chat, text)
        chat.kept()
        changes = [said for said in written if not said.startswith("SELECT")]
        kept = [one for one in commits if isinstance(one, Straight)]  # the others are those of this test, which only looks
        called = [call.method for call in slack.calls[before:]]
        assert 0 < held(chat.bot.lines) < QUESTIONS
    # two statements and a commit erase what is kept, and may do so for several questions at once
    assert 7 * QUESTIONS < len(changes) <= 9 * QUESTIONS, changes
    assert 2 * QUESTIONS < len(kept) <= 3 * QUESTIONS
    assert called == ["chat.postMessage"] * QUESTIONS
    assert held(chat.bot.lines) == 0
