"""What became of the notes, for a reader of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console import drafting_words as words
from knowledge.drafting.plan import Fate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diagnostics.model.words import Lang
    from knowledge.drafting.ideas import Place
    from knowledge.drafting.plan import Outcome
    from knowledge.drafting.report import Report

MOST_LISTED = 40


def text(report: Report, paths: Mapping[str, str], onward: str, lang: Lang) -> str:
    """Give the report as text; `paths` has each note's path, `onward` says what to do with the drafts."""
    return "\n".join(_Page(report, paths, onward, lang).lines())


class _Page:
    """The report's sections in one language."""

    def __init__(self, report: Report, paths: Mapping[str, str], onward: str, lang: Lang) -> None:
        self.report = report
        self.paths = paths
        self.onward = onward
        self.lang: Lang = lang

    def lines(self) -> Iterator[str]:
        """Give the report line by line."""
        report = self.report
        yield words.SUMMARY.say(self.lang).format(notes=report.notes, into=report.into)
        for fate, head in words.HEADS.items():
            yield from self._section(head.say(self.lang), [list(self._outcome(one)) for one in report.of(fate)])
        if kept := len(report.of(Fate.KEPT)):
            yield from ("", words.KEPT.say(self.lang).format(count=kept))
        yield from self._section(words.COVERED.say(self.lang), [list(lines) for lines in self._covered()])
        left_out = [
            [f"{self._where(one.place)}: {words.FLAWS[one.flaw].say(self.lang)}{f': {one.text}' if one.text else ''}"]
            for one in report.leftovers
        ]
        yield from self._section(words.LEFT_OUT.say(self.lang), left_out)
        failures = [[f"{one.file}:{one.line}: {one.why.say(self.lang)}"] for one in report.failures]
        yield from self._section(words.FAILURES.say(self.lang), failures)
        yield ""
        if report.uncovered:
            yield words.UNCOVERED.say(self.lang).format(count=len(report.uncovered))
            yield self.onward
        else:
            yield words.ALL_COVERED.say(self.lang)

    def _section(self, head: str, items: Sequence[Sequence[str]]) -> Iterator[str]:
        if not items:
            return
        yield from ("", f"{head} ({len(items)})")
        for lines in items[:MOST_LISTED]:
            yield f"  {lines[0]}"
            yield from (f"      {line}" for line in lines[1:])
        if len(items) > MOST_LISTED:
            yield f"  {words.MORE.say(self.lang).format(count=len(items) - MOST_LISTED)}"

    def _outcome(self, one: Outcome) -> Iterator[str]:
        if one.place is None:
            yield f"{one.file}  ({one.note})"
            return
        yield f"{one.file}  ← {one.place.heading}  {self._where(one.place)}"
        if one.renamed_from:
            yield words.RENAMED.say(self.lang).format(heading=one.renamed_from)
        if one.fate is Fate.CHANGED:
            yield from (words.NEW_SENTENCE.say(self.lang).format(text=sentence) for sentence in one.fresh)
            if one.gone:
                yield words.GONE.say(self.lang).format(count=one.gone)

    def _covered(self) -> Iterator[Iterator[str]]:
        for one in self.report.plan.covered:
            said = words.COVERED_BY.say(self.lang).format(title=one.title, entry=one.entry)
            beyond = words.BEYOND.say(self.lang).format(facts=", ".join(one.beyond)) if one.beyond else ""
            yield (line for line in (f"{said}  {self._where(one.place)}", beyond) if line)

    def _where(self, place: Place) -> str:
        path = self.paths.get(place.note, place.note)
        return f"{path}:{place.first}" if place.first == place.last else f"{path}:{place.first}-{place.last}"
