"""What a supposed change comes to: before and after side by side, what else changes; and the question which was meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import remedies, wording
from bot.blocks import fixes
from bot.blocks.diagnosis import SIGNS, asides, ends, names, steps, way
from bot.blocks.paging import sections
from bot.blocks.parts import (
    FIELD_LIMIT,
    VALUE_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    code,
    columns,
    context,
    esc,
    fill,
    join,
    section,
)
from bot.ids import Action
from diagnostics.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.blocks.diagnosis import Told
    from diagnostics.model.change import Change
    from diagnostics.model.words import Lang, Words

#: Subnets that are listed one by one where a whole VPC was asked about.
ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """A supposition, worked out: the changes as they are written and in words, and each way before and after them."""

    changes: tuple[str, ...]
    steps: tuple[str, ...]
    ways: tuple[tuple[Told, Told], ...]
    elsewhere: tuple[str, ...]
    warnings: tuple[str, ...]
    commands: tuple[str, ...]
    terraform: str

    @property
    def lang(self) -> Lang:
        """Give the language of the sentences."""
        return self.ways[0][0].lang

    @property
    def differs(self) -> bool:
        """Say whether any of the ways is another after the changes."""
        return any(_differs(*each) for each in self.ways)


def supposed(one: Supposed) -> list[Json]:
    """Give the message about a supposition."""
    before, after = one.ways[0]
    lang = one.lang
    said = [esc(f"{at}. {step}") if len(one.steps) > 1 else esc(step) for at, step in enumerate(one.steps, start=1)]
    premise = join((bold(remedies.SUPPOSED.say(lang)), join(said, "  ")), "  ")
    blocks = [
        section(headline(one)),
        context(premise, fill(remedies.ONLY_SUPPOSED, lang)),
    ]
    if len(one.ways) > 1:
        blocks += _list(one)
    else:
        ways = _side_by_side(before, after) if one.differs else way(before)
        blocks += [ends(before), *ways, *_findings(before, after)]
    blocks += fixes.aftermath(one.elsewhere, one.warnings, lang)
    if one.commands:
        blocks += [*sections(bold(remedies.HOW_TO_MAKE.say(lang))), *fixes.runs(one.commands, fixes.COMMANDS_FILE, lang)]
    carried = fixes.value(before.diagnosis, one.changes, lang)
    if one.terraform and len(carried) <= VALUE_LIMIT:
        blocks.append(actions(button(remedies.TERRAFORM.say(lang), Action.TERRAFORM, carried)))
    return [*blocks, context(fill(remedies.WHAT_IF_HINT, lang))]


def headline(one: Supposed) -> Mrkdwn:
    """Give what becomes of it, in one sentence."""
    lang = one.lang
    if len(one.ways) > 1:
        changed = sum(_differs(*each) for each in one.ways)
        words = remedies.MANY_SUPPOSED if changed else remedies.NONE_SUPPOSED
        return bold(words.say(lang).format(count=len(one.ways), changed=changed))
    before, after = one.ways[0]
    sign, said = Mrkdwn(SIGNS[after.diagnosis.verdict_class]), after.explanation.headline
    return join((sign, bold(said if _differs(before, after) else remedies.STAYS.say(lang).format(headline=said))), " ")


def _differs(before: Told, after: Told) -> bool:
    same = before.diagnosis.verdict is after.diagnosis.verdict
    return not (same and [lane.steps for lane in before.explanation.lanes] == [s.steps for s in after.explanation.lanes])


def _side_by_side(before: Told, after: Told) -> list[Json]:
    """Give both verdicts and both ways beside each other, or below each other where they are long."""
    texts = [_column(remedies.NOW, before), _column(remedies.THEN, after)]
    if max(map(len, texts)) <= FIELD_LIMIT:
        return [columns(*texts)]
    return [block for text in texts for block in sections(text)]


def _column(title: Words, told: Told) -> Mrkdwn:
    verdict = join((Mrkdwn(SIGNS[told.diagnosis.verdict_class]), esc(told.explanation.verdict_name)), " ")
    lanes = told.explanation.lanes
    ways = [join((*([bold(lane.when)] if len(lanes) > 1 else []), steps(lane.steps)), "\n") for lane in lanes]
    return join((bold(title.say(told.lang)), verdict, code(told.diagnosis.verdict.value), *ways), "\n")


def _findings(before: Told, after: Told) -> list[Json]:
    """Give the findings that go away and those that come."""
    was, will = (
        {cause.code: cause.title for cause in told.explanation.causes if cause.severity is not Severity.INFO}
        for told in (before, after)
    )
    gone = [join((esc(title), code(one)), " ") for one, title in was.items() if one not in will]
    come = [join((esc(title), code(one)), " ") for one, title in will.items() if one not in was]
    parts = [
        join((bold(words.say(before.lang)), bullets(lines)), "\n")
        for words, lines in ((remedies.GONE, gone), (remedies.COMES, come))
        if lines
    ]
    known = {cause.code for cause in before.explanation.findings}
    aside = [one for one in after.explanation.asides if one.code not in known]
    return [*(sections(join(parts, "\n\n")) if parts else []), *asides(aside, before.lang)]


def _list(one: Supposed) -> list[Json]:
    """Give a line for each way that differs."""
    rows = [_row(*each) for each in one.ways if _differs(*each)]
    if len(rows) > ROWS:
        rows = [*rows[:ROWS], fill(wording.MORE_ROWS, one.lang, count=esc(str(len(rows) - ROWS)))]
    return sections(join(rows, "\n")) if rows else []


def _row(before: Told, after: Told) -> Mrkdwn:
    source, to = names(before.diagnosis)
    verdicts = [
        join((Mrkdwn(SIGNS[told.diagnosis.verdict_class]), esc(told.explanation.verdict_name)), " ")
        for told in (before, after)
    ]
    return join((join((code(source), code(to)), " → "), join(verdicts, "  →  ")), "  ")


def which_change(meanings: Sequence[tuple[Sequence[Change], str]], value: dict[str, str], lang: Lang) -> list[Json]:
    """Ask which of several changes is meant, each a button; `value` is what every button carries beside its change."""
    return _ask(
        fill(remedies.WHICH_CHANGE, lang),
        ((said, {**value, "c": "\n".join(change.text for change in changes)}) for changes, said in meanings),
    )


def which_start(subnets: Iterable[tuple[str, str]], changed: str, value: dict[str, str], lang: Lang) -> list[Json]:
    """Ask from which subnet a change is looked at, where the question named none."""
    return _ask(
        fill(remedies.WHICH_START, lang, changed=code(changed)), ((label, {**value, "s": one}) for one, label in subnets)
    )


def _ask(question: Mrkdwn, choices: Iterable[tuple[str, dict[str, str]]]) -> list[Json]:
    row = [
        button(label, f"{Action.SUPPOSE}.{at}", carried)
        for at, (label, what) in enumerate(choices)
        if len(carried := json.dumps(what, ensure_ascii=False, separators=(",", ":"))) <= VALUE_LIMIT
    ]
    return [section(question), *([actions(*row)] if row else [])]
