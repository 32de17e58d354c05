"""What is remembered of a question that the notes answer, written at once: its thread, its words, and that it was asked."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

from bot.state.asked import AskedRow, asked_row
from bot.state.steps import step
from bot.state.tables import ThreadRow, plain
from bot.state.talk import TalkRow, talk_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Insert

    from bot.state.database import Database
    from bot.state.store import Thread
    from knowledge.answer import Answer

#: What the thread of an answer holds beside its key; of a thread about something else, nothing is changed.
_RENEWED = ("lang", "asker", "question", "at")
_ASKED, _TALK = insert(plain(AskedRow)), insert(plain(TalkRow))


class Answered:
    """Remembers each message that is answered from the notes, in one transaction."""

    def __init__(self, database: Database) -> None:
        """Remember in this database."""
        self._database = database
        self._thread = _kept(database.engine.dialect.name)

    def add(
        self, team: str, held_by: tuple[str, str], text: str, answers: Iterable[Answer], shared: str, thread: Thread | None
    ) -> None:
        """Remember what was asked and how it was answered.

        `held_by` are the conversation and the thread that hold the words for the next question to lean on, `shared` is the
        channel whose members read along. `thread` is remembered as one of answers, unless it is about something else.
        """
        said, now = step("answered"), self._database.now()
        if said.outcome is not None:
            return
        asked = [asked_row(team, found, shared, now) for found in answers]
        with self._database.writing() as connection:
            if thread is not None:
                connection.execute(self._thread, _values(thread) | {"at": now})
            connection.execute(_TALK, talk_row(team, held_by, text, secrets.token_urlsafe(12), now))
            if asked:
                connection.execute(_ASKED, *asked)
            said.keep(connection)


def _values(thread: Thread) -> dict[str, object]:
    return {
        "team": thread.team,
        "channel": thread.channel,
        "ts": thread.ts,
        "kind": thread.kind.value,
        "lang": thread.lang,
        "asker": thread.asker,
        "question": thread.question,
    }


def _kept(dialect: str) -> Insert:
    """Give the statement that remembers a thread of answers, or renews it."""
    table = plain(ThreadRow)
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return made.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: made.excluded[name] for name in _RENEWED},
        where=table.c.kind == made.excluded.kind,
    )
