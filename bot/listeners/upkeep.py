"""The notes' files, looked after: maintainers are told of a file that is broken, and when it is mended."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.blocks.parts import code, context, esc, fill, section
from bot.listeners.reasons import code_of
from bot.phrases import answers as words
from bot.state.database import StateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang
    from knowledge.store import KnowledgeError

LOG = logging.getLogger("routelore")
_CHECK = "routelore check"
#: What one replica has told is not told by another in this time.
TELLING = timedelta(minutes=10)


def register(app: App, resources: Resources) -> None:  # noqa: ARG001 (it has no surface of its own)
    """Tell the maintainers of trouble with the notes' files, and of its end."""

    def told(error: KnowledgeError) -> None:
        tell_maintainers(resources, "notes", lambda lang: (broken(error, lang), fill(words.NOTES_BROKEN, lang)))

    def mended() -> None:
        tell_maintainers(resources, "notes", _mended)

    resources.services.notes.on_trouble(told, mended)


def broken(error: KnowledgeError, lang: Lang) -> list[Json]:
    """Give what is said of a file that cannot be read: which, at what line, what is wrong, and what happens meanwhile."""
    place = code(f"{error.file}:{error.line}")
    return [
        section(fill(words.NOTES_BROKEN, lang)),
        section(fill(words.NOTES_BROKEN_AT, lang, place=place, message=esc(error.message))),
        context(fill(words.NOTES_HOW_TO_CHECK, lang, command=code(_CHECK))),
    ]


def _mended(lang: Lang) -> tuple[list[Json], Mrkdwn]:
    text = fill(words.NOTES_MENDED, lang)
    return [section(text)], text


def _tells(resources: Resources, about: str, person: str, text: Mrkdwn) -> bool:
    """Say whether it is for this replica to tell somebody: each of them sees the same trouble at about the same time."""
    state = resources.state
    name = blake2b(f"{person}:{text}".encode(), digest_size=16).hexdigest()
    try:
        return bool(state.leases.take(f"{about}:{name}", state.promises.replica, TELLING))
    except StateError:
        return True


def tell_maintainers(resources: Resources, about: str, said: Callable[[Lang], tuple[list[Json], Mrkdwn]]) -> None:
    """Write to each maintainer in the language of their Slack; one who cannot be written to keeps nobody else from it.

    Where several workspaces share the files, nobody in them can mend one: then it is for the log alone.
    """
    if (client := resources.workspaces.home()) is None:
        return
    try:
        people = resources.maintainers.to_tell(client)
    except (SlackClientError, OSError) as error:
        LOG.error("%s: no maintainer could be told: %s", about, type(error).__name__)  # noqa: TRY400 (Slack was not reached; the type says it all)
        return
    if not people:
        LOG.warning("%s: there is no maintainer to tell", about)
    for person in people:
        try:
            blocks, text = said(resources.people.language(client, person))
            if not _tells(resources, about, person, text):
                continue
            client.chat_postMessage(channel=person, blocks=blocks, text=text, unfurl_links=False)
        except SlackApiError as error:
            LOG.error("%s: a maintainer could not be told: %s", about, code_of(error))  # noqa: TRY400 (Slack's code says it all)
        except (SlackClientError, OSError) as error:
            LOG.error("%s: a maintainer could not be told: %s", about, type(error).__name__)  # noqa: TRY400 (the type says it all)
