"""`routelore check --live`: do the tokens, the scopes, the database, the AWS accounts and the broker work, right now?"""

from __future__ import annotations

import os
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.console.check_accounts import accounts
from bot.console.live_lines import Line
from bot.console.terminal import Exit, filled
from bot.phrases import live as words
from bot.telemetry.requests import taken_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.console.terminal import Terminal
    from bot.settings import Settings


def check_live(terminal: Terminal) -> Exit:
    """Print one line for each thing that was tried; end with the worst of them: 3 where somebody cannot be reached."""
    settings = terminal.settings.with_secrets(os.environ)
    worst = Exit.FINE
    with taken_up("check"):
        tries: tuple[Callable[[], Iterable[Line]], ...] = (
            partial(_slack, settings),
            partial(_database, settings),
            partial(accounts, settings),
            partial(_broker, settings),
            partial(_traces, settings),
        )
        for attempt in tries:
            for line in attempt():
                terminal.print(line.say(terminal.lang))
                terminal.out.flush()
                worst = max(worst, line.status)
    return worst


def _slack(settings: Settings) -> Iterator[Line]:
    from bot.serving.reaching import UnreachableError
    from bot.serving.slack_probe import app_token, bot_token

    if settings.several:
        yield Line(words=words.SEVERAL, hint=True)
    elif not settings.bot_token:
        yield Line(words=words.NO_SLACK, hint=True)
    else:
        try:
            found = bot_token(settings)
        except UnreachableError as error:
            yield Line(words=filled(words.BOT_TOKEN_REFUSED, code=error.code), status=Exit.UNREACHABLE)
        else:
            yield Line(words=filled(words.BOT_TOKEN, team=found.team))
            yield from _scopes(told=found.told, missing=found.missing, superfluous=found.superfluous)
    if settings.app_token:
        try:
            app_token(settings)
        except UnreachableError as error:
            yield Line(words=filled(words.APP_TOKEN_REFUSED, code=error.code), status=Exit.UNREACHABLE)
        else:
            yield Line(words=words.APP_TOKEN)
    if settings.signing_secret:
        yield Line(words=words.SIGNING_SECRET, hint=True)


def _scopes(*, told: bool, missing: tuple[str, ...], superfluous: tuple[str, ...]) -> Iterator[Line]:
    if not told:
        yield Line(words=words.SCOPES_UNTOLD, hint=True)
        return
    if missing:
        yield Line(words=filled(words.SCOPES_MISSING, scopes=", ".join(missing)), status=Exit.WRONG_USE)
    else:
        yield Line(words=words.SCOPES)
    if superfluous:
        yield Line(words=filled(words.SCOPES_SUPERFLUOUS, scopes=", ".join(superfluous)), hint=True)


def _database(settings: Settings) -> Iterator[Line]:
    from bot.state.database import StateError
    from bot.state.looking import look

    try:
        seen = look(settings.database_url)
    except StateError as error:
        yield Line(words=error.words, status=Exit.UNREACHABLE)
        return
    if seen.is_new:
        yield Line(words=filled(words.DATABASE_NEW, where=seen.where), hint=True)
    elif seen.revision != seen.head:
        told = filled(words.DATABASE_OLD, where=seen.where, revision=seen.revision or "0", head=seen.head)
        yield Line(words=told, hint=True)
    else:
        yield Line(words=filled(words.DATABASE, where=seen.where, revision=seen.head))


def _broker(settings: Settings) -> Iterator[Line]:
    if not settings.broker_url:
        return
    from bot.sweeping.broker_probe import broker_answers

    try:
        answers = broker_answers(settings.broker_url)
    except ModuleNotFoundError:
        yield Line(words=words.BROKER_NOT_INSTALLED, status=Exit.WRONG_USE)
        return
    yield Line(words=words.BROKER) if answers else Line(words=words.BROKER_SILENT, status=Exit.UNREACHABLE)


def _traces(settings: Settings) -> Iterator[Line]:
    if settings.traces_to and find_spec("opentelemetry.sdk") is None:
        yield Line(words=words.EXTRA_MISSING, status=Exit.WRONG_USE)
