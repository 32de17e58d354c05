"""`routelore sweep` and `routelore worker`: every VPC of every account and Region, read here or by workers elsewhere."""

from __future__ import annotations

import json
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.serve import log_to
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import sweeps as words
from bot.settings.sentences import NOT_A_BROKER, NOT_A_DATABASE_URL, NOT_A_POLICY
from bot.state.database import Database, StateError
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.broker import BrokerError, shown_broker
from bot.sweeping.conductor import Conductor, report_of, tell_what_is_left
from bot.sweeping.plan import PlanError, plan
from bot.sweeping.ready import bench_of, crew_of, policy_of, reader_of
from bot.telemetry.metrics import share

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from bot.settings import Settings
    from bot.state.sweep_parts import Counts
    from diagnostics.sweep.report import Report

#: Seconds between two lines of progress where nobody watches a terminal.
_SECONDS_BETWEEN_LINES = 10.0


def sweep(args: Namespace, terminal: Terminal) -> Exit:
    """Read every account in every Region, or go on with a sweep that was interrupted, and write the report."""
    _check(args, terminal)
    try:
        with closing(Database.open(terminal.settings.database_url)) as database:
            return _sweep(args, terminal, Sweeps(database))
    except StateError as error:
        raise UsageError(error.words) from error
    except PlanError as error:
        raise UsageError(error.words) from error
    except ModuleNotFoundError as error:
        raise UsageError(filled(words.NO_WORKERS, module=error.name or "")) from error


def worker(args: Namespace, terminal: Terminal) -> Exit:
    """Read parts of sweeps as the broker hands them out, until told to end."""
    settings = terminal.settings
    if not settings.broker_url:
        raise UsageError(words.NO_BROKER)
    _check_settings(terminal)
    log_to(terminal)
    try:
        from bot.sweeping.workers import work

        # the tables are made once, by whoever is first, and mistakes told now
        with closing(Database.open(settings.database_url)) as database, _observed(settings, Sweeps(database)):
            terminal.say(words.WORKING, count=str(args.at_once))
            return Exit.FINE if work(settings, lambda: bench_of(settings), args.at_once) == 0 else Exit.UNREACHABLE
    except StateError as error:
        raise UsageError(error.words) from error
    except ModuleNotFoundError as error:
        raise UsageError(filled(words.NO_WORKERS, module=error.name or "")) from error


@contextmanager
def _observed(settings: Settings, sweeps: Sweeps) -> Iterator[None]:
    """Answer at the port for probes, where there is one, for as long as the worker runs.

    Raises:
        UsageError: the port is taken, or what serves it is not installed.
    """
    if settings.probes_at is None:
        yield
        return
    try:
        from bot.serving.health import worker_app
        from bot.serving.listening import Listening
        from bot.serving.reaching import PortError
    except ModuleNotFoundError as error:
        raise UsageError(filled(words.NO_PROBES, module=error.name or "")) from error
    with TemporaryDirectory(prefix="routelore-metrics-") as folder:
        share(Path(folder))  # the processes that read parts count there
        tell_what_is_left(sweeps)
        try:
            listening = Listening(worker_app(), settings.probes_at)
        except PortError as error:
            reason = error.reason
            raise UsageError(filled(sentences.PORT_TAKEN, port=str(settings.probes_at), reason=reason)) from error
        listening.start()
        try:
            yield
        finally:
            listening.stop()


def _check(args: Namespace, terminal: Terminal) -> None:
    if args.resume is not None and (args.accounts or args.regions or args.to):
        raise UsageError(words.RESUME_ALONE)
    _check_settings(terminal)


def _check_settings(terminal: Terminal) -> None:
    settings = terminal.settings
    for right, wrong in (
        (settings.has_broker, NOT_A_BROKER),
        (settings.has_policy_file, NOT_A_POLICY),
        ("://" in settings.database_url, NOT_A_DATABASE_URL),
    ):
        if not right:
            raise UsageError(wrong)


def _sweep(args: Namespace, terminal: Terminal, sweeps: Sweeps) -> Exit:
    settings = terminal.settings
    wanted = _begun(args, terminal, sweeps) if args.resume is None else _found(args.resume, sweeps)
    reader = reader_of(settings, profile=args.profile)
    crew = crew_of(settings, args.at_once)
    conductor = Conductor(sweeps, lambda: crew(sweeps.parts, reader))
    shown = Shown(terminal, wanted.id)
    try:
        conductor.conduct(wanted, shown.tell, threading.Event())
    except KeyboardInterrupt:
        shown.clear()
        terminal.say(words.RESUME_HOW, id=wanted.id)
        return Exit.INTERRUPTED
    except BrokerError:
        terminal.say(words.BROKER_AWAY, broker=shown_broker(settings.broker_url))
        terminal.say(words.RESUME_HOW, id=wanted.id)
        return Exit.UNREACHABLE
    shown.clear()
    found = report_of(sweeps, wanted)
    _write(found, args, terminal)
    if found.unseen:
        terminal.say(words.PARTIAL, count=str(len(found.unseen)), id=wanted.id)
    return Exit.FINE if found.seen else Exit.UNREACHABLE


def _begun(args: Namespace, terminal: Terminal, sweeps: Sweeps) -> Sweep:
    """Plan a sweep of whatever the policy names, and keep the plan."""
    from bot.rights.policy import OWN, Reach
    from diagnostics.analysis.destinations import destination_in
    from diagnostics.model.snapshot import Snapshot

    for one in args.to or ():
        destination_in(one, Snapshot())  # one that is none is said before anything is read
    policy = policy_of(terminal.settings)
    all_of_it = (
        (OWN,)
        if policy is None
        else tuple(Reach(account=account, regions=account.regions) for account in policy.accounts.values())
    )
    spots = plan(all_of_it, accounts=_listed(args.accounts), regions=_listed(args.regions))
    wanted = Sweep(lang=terminal.lang, to=tuple(args.to or ()))
    sweeps.begin(wanted, ((spot.account, spot.region) for spot in spots))
    return wanted


def _found(asked: str, sweeps: Sweeps) -> Sweep:
    """Give the sweep to go on with, its failed parts waiting again; the last one where none is named."""
    found = sweeps.sweep("", asked) if asked else sweeps.latest()
    if found is None:
        raise UsageError(filled(words.NO_SUCH_SWEEP, id=asked) if asked else words.NOTHING_TO_RESUME)
    sweeps.again(found)
    return found


def _listed(values: Sequence[str] | None) -> tuple[str, ...]:
    """Give the names of an option that may be repeated, and may hold several between commas."""
    return tuple(one for value in values or () for one in value.replace(",", " ").split())


def _write(report: Report, args: Namespace, terminal: Terminal) -> None:
    out = None if args.out is None else Path(args.out)
    try:
        terminal.write(_rendered(report, args.format, terminal), out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(filled(sentences.NOT_WRITABLE, path=str(out), reason=error.strerror or "")) from error


def _rendered(report: Report, form: str, terminal: Terminal) -> str:
    match form:
        case "json":
            from diagnostics.sweep.json_v1 import sweep_v1

            return json.dumps(sweep_v1(report, terminal.lang), ensure_ascii=False, indent=2) + "\n"
        case "csv":
            from diagnostics.sweep.sheet import sheet

            return sheet(report, terminal.lang)
        case "html":
            from diagnostics.sweep.page import page

            return page(report, terminal.lang)
        case _:
            from diagnostics.sweep.text import text

            return text(report, terminal.lang, terminal.width)


@dataclass(slots=True)
class Shown:
    """The progress as the terminal shows it: one line that changes where somebody watches, else a line now and then."""

    terminal: Terminal
    sweep: str
    _at: float = field(default=float("-inf"))
    _said: str = ""

    def tell(self, counts: Counts) -> None:
        """Show how many parts are how far."""
        numbers = {"ended": str(counts.ended), "total": str(counts.total), "failed": str(counts.failed)}
        now = words.NOW.say(self.terminal.lang).format(id=self.sweep, **numbers)
        if now == self._said:
            return
        if self.terminal.err.isatty():
            self.terminal.err.write(f"\r\x1b[K{now}")
            self.terminal.err.flush()
        elif time.monotonic() - self._at >= _SECONDS_BETWEEN_LINES or counts.ended == counts.total:
            self._at = time.monotonic()
            self.terminal.talk(now)
        else:
            return
        self._said = now

    def clear(self) -> None:
        """Take the line away, where it is one that changes."""
        if self.terminal.err.isatty():
            self.terminal.err.write("\r\x1b[K")
            self.terminal.err.flush()
