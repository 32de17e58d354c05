"""The log of a process that serves: one line an event, JSON or for the eye, with the request's id and without secrets.

Everything goes through the loggers of the standard library, ours and those of the libraries, so nothing is written past it.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING, TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

if TYPE_CHECKING:
    from types import TracebackType

    from structlog.typing import EventDict, ExcInfo, Processor

    from bot.telemetry.redaction import Redactor

OURS = "routelore"
#: What libraries say below this is about themselves, and at DEBUG some quote what people wrote.
OTHERS_FROM = logging.WARNING
LEVELS = ("debug", "info", "warning", "error")


class Formatter(ProcessorFormatter):
    """Writes a record as one line and takes out secrets last, when nothing is added any more."""

    def __init__(self, redactor: Redactor, *, as_json: bool, colours: bool) -> None:
        """Take out what `redactor` finds; `as_json` for machines, else for the eye."""
        self._redactor = redactor
        self._as_json = as_json
        before: list[Processor] = [
            merge_contextvars,
            add_log_level,
            add_logger_name,
            ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ]
        last: list[Processor] = (
            [
                structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ]
            if as_json
            else [
                _on_one_line,
                structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=_below),
            ]
        )
        super().__init__(processors=[ProcessorFormatter.remove_processors_meta, *last], foreign_pre_chain=before)

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = super().format(record)
        return self._redactor.log_line(_printable(line) if self._as_json else line)


class Stream(logging.StreamHandler[TextIO]):
    """Writes to a stream; a record that cannot be written is named, never shown."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Say that a record was lost; the standard library would print it as it is, with whatever secrets it holds."""
        self.stream.write(f"a line of the log was lost: {record.name} {record.filename}:{record.lineno}\n")


def log_to(stream: TextIO, redactor: Redactor, *, style: str = "auto", level: str = "info") -> logging.Handler:
    """Send every logger of the process to the stream, and what ends a thread unforeseen; give the handler.

    `style` is json, text, or auto: text where somebody watches. `level` is for our own lines.
    """
    watched = stream.isatty()
    handler = Stream(stream)
    handler.setFormatter(Formatter(redactor, as_json=style == "json" or (style == "auto" and not watched), colours=watched))
    root = logging.getLogger()
    root.handlers[:] = [handler]  # who wrote there before, as AWS Lambda does, would write each line again, secrets and all
    root.setLevel(OTHERS_FROM)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    sys.excepthook = _ended
    threading.excepthook = _thread_ended
    return handler


def _on_one_line(_log: object, _method: str, event: EventDict) -> EventDict:
    """Write line breaks and control characters of the message as escapes, so that nobody's text can forge a line."""
    event["event"] = "".join(one if one.isprintable() else repr(one)[1:-1] for one in str(event.get("event", "")))
    return event


def _below(out: TextIO, error: ExcInfo) -> None:
    """Write an error below its line, so far to the right that no text in it can be taken for a line of its own."""
    told = io.StringIO()
    structlog.dev.plain_traceback(told, error)
    shown = ("".join(one if one.isprintable() else repr(one)[1:-1] for one in line) for line in told.getvalue().split("\n"))
    out.write("\n".join(f"    {line}" for line in shown))


def _printable(line: str) -> str:
    """Give a line of JSON with escapes for what some readers break lines at, and for what terminals obey."""
    return line if line.isprintable() else "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in line)


def _ended(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(OURS).critical("the process ends type=%s %s", kind.__name__, _where(trace))


def _thread_ended(gone: threading.ExceptHookArgs) -> None:
    logging.getLogger(OURS).error("a thread ended type=%s %s", gone.exc_type.__name__, _where(gone.exc_traceback))


def _where(trace: TracebackType | None) -> str:
    """Give the places in the code that an error came through; never its message, which may quote a person."""
    frames = traceback.extract_tb(trace)[-8:]
    return "at " + " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
