"""`diagnose` for somebody who watches a terminal: the same words in colours, with the ways as lines and fixes apart.

Commands and outputs stand alone on their lines, unbroken and unframed: they are there to be copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from bot.console.as_text import as_text, every_subnet, evidence
from diagnostics.explain import Mark, explain
from diagnostics.explain.fixing import tell_fixes
from diagnostics.explain.what_if import tell_what_if
from diagnostics.model.finding import Severity
from diagnostics.model.trace import VerdictClass
from diagnostics.render import labels
from diagnostics.render.evidence_text import agreement
from diagnostics.render.lines import block, columns, plain, wrapped
from diagnostics.render.text import aside_lines
from diagnostics.render.what_if_text import finding_line, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.console.asked import Asked, Found
    from bot.console.terminal import Terminal
    from diagnostics.explain import Cause, Explanation, WayStep
    from diagnostics.explain.fixing import FixStory
    from diagnostics.explain.what_if import Side, WhatIfStory
    from diagnostics.model.change import Fix
    from diagnostics.model.words import Lang, Words

COLOURS: Mapping[VerdictClass, str] = {
    VerdictClass.PRIVATE: "blue",
    VerdictClass.PUBLIC: "green",
    VerdictClass.BLOCKED: "red",
    VerdictClass.MIXED: "yellow",
    VerdictClass.ELSEWHERE: "magenta",
    VerdictClass.UNKNOWN: "bright_black",
    VerdictClass.NOT_IN_VPC: "bright_black",
}
_MARKS: Mapping[Mark, tuple[str, str]] = {
    Mark.OK: ("●", "blue"),
    Mark.WARN: ("▲", "yellow"),
    Mark.BAD: ("✕", "bold red"),
    Mark.UNKNOWN: ("?", "bright_black"),
}
_BADGES: Mapping[Severity, str] = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold black on yellow",
    Severity.MEDIUM: "black on cyan",
    Severity.LOW: "black on white",
    Severity.INFO: "white on bright_black",
}

#: How much of the width the lines of a tree take, with one level and with two.
_SHALLOW, _DEEP = 4, 8
#: What belongs to a heading stands this far in.
_MARGIN = "   "


def show(asked: Asked, terminal: Terminal) -> None:
    """Print everything that was asked for."""
    out = Console(file=terminal.out, width=terminal.width, highlight=False, markup=False, emoji=False)
    page = _Page(out, terminal.lang, terminal.width)
    comparison = asked.comparison()
    if comparison is not None:
        page.verbatim(agreement(comparison, page.lang, page.width))
    if asked.changes and len(asked.found) > 1:
        page.verbatim(as_text(asked, page.lang, page.width))
    elif asked.changes:
        page.what_if(asked, asked.found[0])
    elif asked.everything:
        page.verbatim(every_subnet(asked, page.lang, page.width, colour=True))
    else:
        for one, fixes in zip(asked.found, asked.fixes(), strict=True):
            page.report(asked, one, fixes)


@dataclass(frozen=True, slots=True)
class _Page:
    """A terminal to print on, in one language."""

    out: Console
    lang: Lang
    width: int

    def report(self, asked: Asked, one: Found, fixes: tuple[Fix, ...]) -> None:
        """Print a diagnosis with its fixes."""
        told = explain(one.now, self.lang)
        stories = tell_fixes(one.now, fixes, self.lang)
        mended = {code for story in stories for code in story.findings}
        said = "\n".join(filter(None, (told.headline, told.private_line)))
        self.framed(told.verdict_name, said, COLOURS[one.now.verdict_class])
        self.out.print(Text(labels.NOW.say(self.lang), style="bold"))
        self.lines(block(told.next, self.width, _MARGIN))
        self.ways(told)
        for number, cause in enumerate(told.causes, 1):
            self.cause(number, cause, mended=cause.code in mended, said=cause.fix in told.next)
        self.fixes(stories)
        self.out.print()
        self.bullets(labels.UNSEEN, told.unseen)
        self.bullets(labels.ASSUMED, told.assumptions, style="dim")
        self.bullets(labels.ASIDES, aside_lines(told), style="dim")
        self.verbatim(evidence(asked, one, fixes, self.lang, self.width))

    def framed(self, title: str, text: str, colour: str) -> None:
        """Print what is read first."""
        heading = Text(plain(title), style=f"bold {colour}")
        body = Text("\n".join(piece for line in text.split("\n") for piece in wrapped(plain(line), self.width - 4)))
        self.out.print(Panel(body, title=heading, title_align="left", border_style=colour))

    def ways(self, told: Explanation) -> None:
        """Print each way as a line of places."""
        tree = Tree(
            Text((labels.WAYS if len(told.lanes) > 1 else labels.WAY).say(self.lang), style="bold"), guide_style="dim"
        )
        for lane in told.lanes:
            branch = tree
            if len(told.lanes) > 1:
                branch = tree.add(Text(plain(f"{lane.when} — {lane.name}"), style=f"bold {COLOURS[lane.verdict_class]}"))
            for step in lane.steps:
                branch.add(_place(step, self.width - (_DEEP if len(told.lanes) > 1 else _SHALLOW)))
        self.out.print()
        self.out.print(tree)

    def cause(self, number: int, cause: Cause, *, mended: bool, said: bool) -> None:
        """Print a finding, its severity first; without its commands where a fix has them, or its cure where it was said."""
        badge = (f" {cause.severity_name} ", _BADGES[cause.severity])
        title = (f" {plain(cause.title)} ", "bold")
        code = (f" {cause.code} · {plain(cause.subject)}", "dim")
        self.out.print()
        self.out.print(Text.assemble(f"{number}. ", badge, title, code))
        self.lines(block(cause.why, self.width, _MARGIN))
        self.bullets(labels.SEEN, cause.evidence, style="dim")
        self.bullets(labels.TO_DO, () if said else (cause.fix,))
        self.bullets(labels.CAVEATS, cause.caveats, style="dim")
        if not mended:
            self.commands(cause.cli)

    def fixes(self, stories: tuple[FixStory, ...]) -> None:
        """Print the fixes, each with the block of commands to copy."""
        if not stories:
            return
        title = labels.ONE_FIX if len(stories) == 1 else labels.FIXES
        self.out.print()
        self.out.print(Text(title.say(self.lang).format(count=len(stories)), style="bold"))
        for story in stories:
            self.out.print(Rule(Text(story.title, style="bold"), style=COLOURS[story.class_after], align="left"))
            for number, step in enumerate(story.steps, 1):
                lead = f"{number}. " if len(story.steps) > 1 else ""
                self.lines(block(step, self.width, f"{_MARGIN}{lead}"))
            self.commands(story.commands)
            self.bullets(labels.ELSEWHERE, story.elsewhere)
            self.bullets(labels.BEFOREHAND, story.warnings)
            if len(stories) == 1:
                self.commands((story.terraform,), title="Terraform")

    def what_if(self, asked: Asked, one: Found) -> None:
        """Print a what-if, before and after side by side."""
        effects = asked.effects()[one.before.case.source.vpc_id]
        story = tell_what_if(one.before, one.now, asked.changes, effects, self.lang)
        self.framed(story.after.verdict_name, f"{story.title}\n{story.after.headline}", COLOURS[story.after.verdict_class])
        self.bullets(labels.CHANGES, story.what.steps)
        self.out.print(self.sides(story))
        self.bullets(labels.GONE, map(finding_line, story.gone))
        self.bullets(labels.NEW, map(finding_line, story.new), style="bold")
        self.bullets(labels.ELSEWHERE, story.elsewhere or (labels.NOTHING_ELSE.say(self.lang),))
        self.bullets(labels.BEFOREHAND, story.what.warnings)
        self.commands(story.what.commands)
        self.verbatim(evidence(asked, one, (), self.lang, self.width))

    def sides(self, story: WhatIfStory) -> Table:
        """Give both ways as two columns."""
        table = Table(expand=True, padding=(0, 1))
        for label, side in ((labels.TODAY, story.before), (labels.AFTERWARDS, story.after)):
            table.add_column(Text(label.say(self.lang), style=f"bold {COLOURS[side.verdict_class]}"), ratio=1)
        room = (self.width - 7) // 2
        for left, right in zip_longest(_column(story.before, room), _column(story.after, room), fillvalue=Text("")):
            table.add_row(left, right)
        return table

    def bullets(self, title: Words, sentences: Iterable[str], style: str = "") -> None:
        """Print sentences behind dashes under a title; nothing where there are none."""
        lines = [line for one in sentences for line in block(one, self.width, f"{_MARGIN}  - ")]
        if lines:
            self.out.print(Text(f"{_MARGIN}{title.say(self.lang)}", style=f"bold {style}".strip()))
            self.lines(lines, style)

    def lines(self, lines: Iterable[str], style: str = "") -> None:
        """Print lines that are wrapped already: a library that counts Korean letters otherwise would cut them."""
        for line in lines:
            self.out.print(Text(line, style=style), soft_wrap=True)

    def commands(self, texts: Iterable[str], title: str = "") -> None:
        """Print what is copied: as it stands, at the margin, never broken or framed."""
        lines = [plain(line) for text in texts for line in text.splitlines()]
        if not lines:
            return
        self.out.print(Text(f"{_MARGIN}{title or labels.COMMANDS.say(self.lang)}", style="bold"))
        self.lines(lines, "cyan")

    def verbatim(self, text: str) -> None:
        """Print text that is laid out already."""
        if text:
            self.out.print()
            self.out.print(Text.from_ansi(text), soft_wrap=True)


def _place(step: WayStep, width: int) -> Text:
    """Give one place on the way: how it fares there, what it is, and what happens."""
    lit = step.reached or step.mark is Mark.BAD
    sign, style = _MARKS[step.mark] if lit else ("○", "dim")
    faded = "" if lit else "dim"
    label, said = plain(step.label), plain(step.text)
    alone = columns(f"{sign} {label}  {said}") > width
    gap, said = ("\n", "\n".join(wrapped(said, width))) if alone else ("  ", said)
    return Text.assemble((f"{sign} ", style), (label, f"bold {faded}".strip()), gap, (said, faded))


def _column(side: Side, width: int) -> list[Text]:
    """Give the rows of one side; the verdict stands out."""
    first, *rest = ("\n".join(wrapped(plain(row), width)) for row in rows_of(side))
    return [Text(first, style=f"bold {COLOURS[side.verdict_class]}"), *map(Text, rest)]
