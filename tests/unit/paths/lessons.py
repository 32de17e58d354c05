"""Paths and lessons as a team might write them, and a small path to walk in tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowledge.entry import Bilingual
from knowledge.learning.path import LearningPath, Lesson, Option, Passage, Question

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 18, tzinfo=UTC)

PATH = """\
id: printing
title: {ko: 인쇄 배우기, en: Learning to print}
about: {ko: 첫 인쇄까지, en: To the first print}
lessons: [the-queue]
"""
LESSON = """\
id: the-queue
title: {ko: 대기열, en: The queue}
entries:
- printer-queue
quiz:
- id: first
  ask: {ko: 누가 먼저 나올까요?, en: Who is first?}
  options:
  - {ko: 먼저 온 사람, en: The first to come, right: true}
  - {ko: 나중 온 사람, en: The last to come, why: {ko: 줄이니까요., en: It is a line.}, entry: printer-queue}
  - {ko: 아무나, en: Anybody, why: {ko: 줄이니까요., en: It is a line.}, entry: printer-queue}
- id: second
  ask: {ko: 그다음은요?, en: And then?}
  options:
  - {ko: 없어요, en: Nobody, why: {ko: 줄이니까요., en: It is a line.}, entry: printer-queue}
  - {ko: 두 번째, en: The second, right: true}
  - {ko: 첫 번째, en: The first, why: {ko: 이미 나왔어요., en: That is out already.}, entry: printer-queue}
"""


def with_path(folder: Path, path: str = PATH, lesson: str = LESSON) -> Path:
    """Give a team's folder with a path of one lesson in it."""
    lessons = folder / "paths" / "lessons"
    lessons.mkdir(parents=True)
    (folder / "paths" / "printing.yaml").write_text(path, encoding="utf-8")
    (lessons / "the-queue.yaml").write_text(lesson, encoding="utf-8")
    return folder


def both(text: str) -> Bilingual:
    """Give the same words for both languages."""
    return Bilingual(text, text)


def question(name: str) -> Question:
    """Give a question whose second option is right."""
    wrong = [Option(text=both(text), right=False, why=both("no"), entry="printer-queue") for text in ("a", "c")]
    return Question(id=name, ask=both(name), options=(wrong[0], Option(text=both("b"), right=True), wrong[1]))


def lesson(name: str, *questions: str, formerly: tuple[str, ...] = ()) -> Lesson:
    """Give a lesson with these questions, or with two."""
    quiz = tuple(question(each) for each in questions or ("one", "two"))
    return Lesson(id=name, title=both(name), passages=(Passage("printer-queue"),), quiz=quiz, formerly=formerly)


def path(*lessons: Lesson) -> LearningPath:
    """Give a path of these lessons."""
    return LearningPath(id="printing", title=both("p"), about=both("p"), lessons=lessons)
