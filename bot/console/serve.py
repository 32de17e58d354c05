"""`routelore serve` and `routelore playground`: the Slack app, in a real workspace or in one of one's own."""

from __future__ import annotations

import atexit
import os
import signal
import socket
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.retrieval import chosen
from bot.console.terminal import Exit, Terminal, UsageError, filled

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.app import Bot
    from bot.services import Services
    from bot.settings import Settings

HIGHEST_PORT = 65535


def serve(args: Namespace, terminal: Terminal) -> Exit:
    """Run the app until it is told to stop."""
    settings = terminal.settings
    if args.http is not None and not 0 < args.http <= HIGHEST_PORT:
        raise UsageError(sentences.WRONG_PORT)
    if wrong := settings.mistakes(http=args.http is not None):
        for words in wrong:
            terminal.say(words)
        return Exit.WRONG_USE
    from bot.learning.labs.reading import labs
    from bot.notes import Notes
    from bot.services import services
    from bot.serving.reaching import PortError, UnreachableError
    from bot.state.database import StateError

    log_to(terminal)
    done = services(Notes(settings.knowledge, reader=chosen(terminal)))
    done.notes.of()  # a broken knowledge base stops the start, not the first question
    labs(done.notes.lab_folders)  # and so does a broken lab, rather than that nobody finds it
    try:
        bot = _opened(done, terminal)
        done.warm_up()
        finished = _run(bot, settings, args.http)
    except UnreachableError as error:
        terminal.say(sentences.SLACK_UNREACHABLE, code=error.code)
        return Exit.UNREACHABLE
    except StateError as error:
        raise UsageError(error.words) from error
    except PortError as error:
        raise UsageError(filled(sentences.CANNOT_LISTEN, port=str(error.port), reason=error.reason)) from error
    except ImportError as error:  # also what SQLAlchemy raises without greenlet
        raise UsageError(sentences.NO_HTTP) from error
    if not finished:
        terminal.say(sentences.LEFT_UNDONE)
        terminal.out.flush()
        os._exit(Exit.FINE)  # threads that still wait for Slack or AWS would keep the process until it is killed
    terminal.say(sentences.STOPPED)
    return Exit.FINE


def _opened(done: Services, terminal: Terminal) -> Bot:
    """Give the app, and say whom it serves: one workspace by its token, or all that install it."""
    from bot.app import web_client
    from bot.serving.opening import open_bot
    from bot.serving.reaching import greet

    settings = terminal.settings
    if settings.several:
        bot = open_bot(settings, done)
        terminal.say(sentences.SERVING_SEVERAL)
    else:
        team = greet(web_client(settings))
        bot = open_bot(settings, done)
        terminal.say(sentences.SERVING, team=team)
    return bot


def _run(bot: Bot, settings: Settings, http: int | None) -> bool:
    """Serve until asked to end, and say whether all that was promised is done."""
    if http is None:
        from bot.serving.socket_mode import run_socket_mode

        return run_socket_mode(bot, settings, AskedToEnd(), health_port=settings.probes_at)
    from bot.serving.http import run_http

    return run_http(bot, settings, http, AskedToEnd(), health_port=settings.probes_at)


class AskedToEnd:
    """The wait of the main thread for SIGINT or SIGTERM, whichever thread the system hands the signal to.

    An event set by a handler is not enough: Python runs handlers in the main thread alone, and a main thread that sits
    in a lock is not woken by a signal that another thread received. The wake-up descriptor is written at once.
    """

    def __init__(self) -> None:
        """Take the two signals from now on. Only the main thread may."""
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)  # noqa: FBT003 (socket takes it by position alone)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def wait(self) -> int:
        """Give the number of the signal when the process is asked to end."""
        while (number := self._read.recv(1)[0]) not in (signal.SIGINT, signal.SIGTERM):
            continue
        return number


def log_to(terminal: Terminal) -> None:
    """Log to the terminal's error stream, and trace where the settings say where to; never what people wrote.

    Raises:
        UsageError: traces are wanted, and the extra that sends them is not installed.
    """
    from bot.telemetry.logs import log_to as send_log
    from bot.telemetry.redaction import Redactor

    settings = terminal.settings
    send_log(terminal.err, Redactor.of(settings), style=settings.log, level=settings.log_level)
    if settings.traces_to:
        from bot.telemetry.traces import start_tracing

        try:
            atexit.register(start_tracing())
        except ModuleNotFoundError as error:
            raise UsageError(sentences.NO_TRACES) from error


def playground(args: Namespace, terminal: Terminal) -> Exit:
    """Run the app in a local workspace in the browser, with a sample AWS account."""
    own = terminal.knowledge
    try:
        from bot.notes import Notes
        from bot.playground.run import run
    except ModuleNotFoundError as error:
        raise UsageError(filled(sentences.NO_PLAYGROUND, module=error.name or "")) from error
    log_to(terminal)
    try:
        notes = Notes(own, reader=chosen(terminal))
        run(settings=terminal.settings, notes=notes, port=args.port, lang=terminal.lang, stop=AskedToEnd())
    except OSError as error:
        raise UsageError(filled(sentences.PORT_TAKEN, port=str(args.port), reason=error.strerror or "")) from error
    return Exit.FINE
