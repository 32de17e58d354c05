"""`routelore serve` and `routelore playground`: the Slack app, in a real workspace or in one of one's own."""

from __future__ import annotations

import logging
import signal
import socket
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.retrieval import chosen
from bot.console.terminal import Exit, Terminal, UsageError, filled

if TYPE_CHECKING:
    from argparse import Namespace

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
    from bot.app import UnreachableError, create_app, greet, run_http, run_socket_mode, web_client
    from bot.learning.labs.reading import labs
    from bot.notes import Notes
    from bot.services import services
    from bot.state.database import StateError

    log_to(terminal)
    done = services(Notes(settings.knowledge, reader=chosen(terminal)))
    done.notes.of()  # a broken knowledge base stops the start, not the first question
    labs(done.notes.lab_folders)  # and so does a broken lab, rather than that nobody finds it
    client = web_client(settings)
    try:
        team = greet(client)
        bot = create_app(settings, done, client)
        done.warm_up()
        terminal.say(sentences.SERVING, team=team)
        if args.http is not None:
            run_http(bot, settings, args.http)
        else:
            run_socket_mode(bot, settings, AskedToEnd())
    except UnreachableError as error:
        terminal.say(sentences.SLACK_UNREACHABLE, code=error.code)
        return Exit.UNREACHABLE
    except StateError as error:
        raise UsageError(error.words) from error
    except ModuleNotFoundError as error:
        raise UsageError(sentences.NO_HTTP) from error
    terminal.say(sentences.STOPPED)
    return Exit.FINE


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

    def wait(self) -> None:
        """Return when the process is asked to end."""
        while self._read.recv(1)[0] not in (signal.SIGINT, signal.SIGTERM):
            continue


def log_to(terminal: Terminal) -> None:
    """Log one line a message to the terminal's error stream; never the messages themselves."""
    handler = logging.StreamHandler(terminal.err)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log = logging.getLogger("routelore")
    log.addHandler(handler)
    log.setLevel(logging.INFO)


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
