"""Progress as text to be kept, and read again after a restart or by a later release."""

from __future__ import annotations

import json
from datetime import datetime

from knowledge.learning.progress import Progress, Reply, Spot, Stage

VERSION = 1


class ProgressError(ValueError):
    """Saved progress cannot be read: what is wrong with it, and what to do."""


def to_json(progress: Progress) -> str:
    """Give the progress as one line of JSON with its version."""
    spot = progress.spot
    fields = {
        "version": VERSION,
        "path": progress.path,
        "spot": None if spot is None else [spot.lesson, spot.index, spot.stage, spot.question],
        "replies": [[reply.lesson, reply.question, reply.choice, reply.right] for reply in progress.replies],
        "read": sorted(progress.read),
        "skipped": sorted(progress.skipped),
        "started": progress.started.isoformat(),
        "finished": None if progress.finished is None else progress.finished.isoformat(),
        "shares": progress.shares,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Progress:
    """Give the progress that `to_json` wrote, or say in one sentence why it cannot be read."""
    try:
        fields = json.loads(text)
        version = fields["version"]
    except (ValueError, TypeError, KeyError) as error:
        message = "the saved progress is not what this app writes; start the path over"
        raise ProgressError(message) from error
    if version != VERSION:
        message = (
            f"the saved progress has version {version}, and this release reads {VERSION}; use the release that wrote it"
        )
        raise ProgressError(message)
    try:
        return _progress(fields)
    except (ValueError, TypeError, KeyError) as error:
        message = f"the saved progress is damaged ({type(error).__name__}: {error}); start the path over"
        raise ProgressError(message) from error


def _progress(fields: dict[str, object]) -> Progress:
    finished = fields["finished"]
    return Progress(
        path=_text(fields["path"]),
        spot=None if fields["spot"] is None else _spot(*_list(fields["spot"])),
        replies=tuple(_reply(*_list(reply)) for reply in _list(fields["replies"])),
        read=frozenset(_text(name) for name in _list(fields["read"])),
        skipped=frozenset(_text(name) for name in _list(fields["skipped"])),
        started=datetime.fromisoformat(_text(fields["started"])),
        finished=None if finished is None else datetime.fromisoformat(_text(finished)),
        shares=_flag(fields["shares"]),
    )


def _spot(lesson: object, index: object, stage: object, question: object) -> Spot:
    return Spot(_text(lesson), _count(index), Stage(_text(stage)), None if question is None else _text(question))


def _reply(lesson: object, question: object, choice: object, right: object) -> Reply:
    return Reply(lesson=_text(lesson), question=_text(question), choice=_count(choice), right=_flag(right))


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        message = f"{value!r} is no list"
        raise TypeError(message)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"{value!r} is no text"
        raise TypeError(message)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        message = f"{value!r} is neither true nor false"
        raise TypeError(message)
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{value!r} is no position"
        raise TypeError(message)
    return value
