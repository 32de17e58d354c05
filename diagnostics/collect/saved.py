"""A saved snapshot: a folder of what AWS answered, one file a call, as the AWS CLI prints it."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4

from diagnostics.collect.answers import Answers, Body, Meta, Refusal, join
from diagnostics.collect.calls import CALLS, SAVED_CALLS
from diagnostics.collect.filenames import key_by_content, key_by_name, keys_by_rows
from diagnostics.collect.jsonfile import UnreadableFileError, json_bodies, text_of
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: What a folder says of itself, and how the names of its files end.
META = "snapshot.json"
SUFFIXES = (".json", ".error")


def read_saved(folder: Path) -> Answers:
    """Give what a saved folder holds. A file that cannot be used becomes a refusal of its call, or is named in `unread`.

    Raises `AskerError` where the folder is not there, is empty, or holds nothing that looks like AWS's answers.
    """
    gathered = Gathered()
    for name, path in list(_files(folder)):
        gathered.take(name, partial(text_of, path, folder))
    if not gathered.known:
        _refuse("saved-folder-not-a-snapshot", folder)
    return gathered.answers()


def write_saved(answers: Answers, folder: Path) -> None:
    """Write the answers as a folder that `read_saved` and anyone with the AWS CLI understands.

    An older snapshot in the folder is replaced; any other folder that is not empty is left alone with an `AskerError`.
    The files are complete before the first of them appears under its name.
    """
    if folder.exists() and not folder.is_dir():
        _refuse("saved-folder-not-a-folder", folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / META).is_file():
        _refuse("saved-folder-not-empty", folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = folder.parent / f".{folder.name}.{uuid4().hex[:8]}"
        beside.mkdir()
    except OSError as trouble:
        _refuse("saved-folder-not-writable", folder, trouble)
    try:
        for name, text in texts(answers):
            (beside / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        _put_in_place(beside, folder)
    except OSError as trouble:
        _refuse("saved-folder-not-writable", folder, trouble)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put_in_place(beside: Path, folder: Path) -> None:
    if not folder.exists():
        beside.rename(folder)
        return
    for old in folder.iterdir():
        if old.name.endswith(SUFFIXES) and (old.name == META or key_by_name(old.name.rpartition(".")[0])):
            old.unlink()
    for new in sorted(beside.iterdir(), key=lambda path: path.name == META):
        new.replace(folder / new.name)


def texts(answers: Answers) -> Iterator[tuple[str, str]]:
    """Give each file's name and text, the folder's own word about itself last."""
    operations = {call.word: call.operation for call in (*CALLS, *SAVED_CALLS)}
    for key, said in answers.said.items():
        stem = key.replace("/", "_").replace(os.sep, "_")
        if isinstance(said, Refusal):
            yield f"{stem}.error", said.as_cli(operations.get(key.partition(".")[0], "Unknown")) + "\n"
        else:
            yield f"{stem}.json", json.dumps(said, indent=4, ensure_ascii=False) + "\n"
    yield META, json.dumps(asdict(answers.meta), indent=4, ensure_ascii=False) + "\n"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.exists():
        _refuse("saved-folder-missing", folder)
    if not folder.is_dir():
        _refuse("saved-folder-not-a-folder", folder)
    try:
        paths = sorted(folder.iterdir())
    except OSError as trouble:
        _refuse("saved-folder-unreadable", folder, trouble)
    if not paths:
        _refuse("saved-folder-empty", folder)
    yield from ((path.name, path) for path in paths if path.name.endswith(SUFFIXES))


class Gathered:
    """What was found in a folder so far, by call key, before it is put together.

    `known` once there was a file that is one of a snapshot's.
    """

    def __init__(self) -> None:
        self.known = False
        self._meta = Meta()
        self._unread: list[tuple[str, str]] = []
        self._bodies: dict[str, list[Body]] = {}
        self._refusals: dict[str, Refusal] = {}

    def answers(self) -> Answers:
        """Give each call's answer, its pages joined; an answer counts more than a refusal beside it."""
        bodies = {key: join(pages) for key, pages in self._bodies.items()}
        return Answers(said={**self._refusals, **bodies}, meta=self._meta, unread=tuple(self._unread))

    def take(self, name: str, read: Callable[[], str]) -> None:
        """Take in one file, which `read` gives the text of; what cannot be used is kept as such."""
        stem, _, suffix = name.rpartition(".")
        key = key_by_name(stem)
        self.known = self.known or key is not None
        try:
            text = read()
            if name == META:
                self._take_meta(join(json_bodies(text)))
            elif suffix == "error":
                self._take_refusal(key or stem, text)
            else:
                self._take_bodies(key, stem, json_bodies(text))
        except UnreadableFileError as trouble:
            if key is None:
                self._unread.append((name, str(trouble)))
            else:
                self._refusals.setdefault(key, Refusal("UnreadableFile", f"{name}: {trouble}"))

    def _take_meta(self, said: Body) -> None:
        """Take in what the folder says of itself, as far as it is text."""
        self.known = True
        self._meta = Meta(**{name: value for name in asdict(Meta()) if isinstance(value := said.get(name), str)})

    def _take_refusal(self, key: str, text: str) -> None:
        if text.strip():
            self._refusals[key] = Refusal.from_cli(text)

    def _take_bodies(self, key: str | None, stem: str, bodies: list[Body]) -> None:
        for body in bodies:
            found = keys_by_rows(key_by_content(body, stem) if key is None else key, body, named=key is not None)
            if not found:
                held = ", ".join(list(body)[:5]) or "nothing"
                why = f"holds {held}, " + (
                    "which is no answer to this call" if key else "which is no answer that is read here"
                )
                raise UnreadableFileError(why)
            for own, part in found.items():
                self.known = True
                self._bodies.setdefault(own, []).append(part)


def _refuse(code: str, folder: Path, trouble: OSError | None = None) -> NoReturn:
    raise AskerError(code=code, folder=str(folder), why=(trouble.strerror or "") if trouble else "") from trouble
