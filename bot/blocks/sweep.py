"""A sweep as one message: its progress with a button to end it, then its report, what weighs most first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.matrix import SIGNS
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    code,
    context,
    esc,
    fill,
    join,
    section,
    table,
)
from bot.ids import Action
from bot.phrases import sweeps as words
from diagnostics.sweep import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang
    from diagnostics.sweep.report import Ranked, Report

#: Rows of the table, and lines of each list below it; the files hold the rest.
ROWS, CAUSES, PLACES, HIDDEN = 10, 5, 5, 3
LONGEST_CELL, LONGEST_LINE = 60, 240
_CELLS = 20


def progress(sweep: str, ended: int, total: int, failed: int, lang: Lang) -> list[Json]:
    """Give how far a sweep is, with the button that ends it."""
    stop = button(words.CANCEL.say(lang), Action.CANCEL_SWEEP, json.dumps({"id": sweep, "l": lang}))
    return [
        section(progress_line(ended, total, failed, lang)),
        actions(stop),
        context(fill(words.RUNNING_NOTE, lang)),
    ]


def progress_line(ended: int, total: int, failed: int, lang: Lang) -> Mrkdwn:
    """Give how far a sweep is, in one line."""
    full = ended * _CELLS // total if total else 0
    numbers = {"ended": esc(f"{ended:,}"), "count": esc(f"{total:,}")}
    line = fill(words.PROGRESS, lang, bar=esc("▓" * full + "░" * (_CELLS - full)), **numbers)
    return join((line, fill(words.FAILED_SO_FAR, lang, failed=esc(f"{failed:,}"))), " ") if failed else line


def result(report: Report, lang: Lang, *, cancelled: bool = False) -> list[Json]:
    """Give the report; it stays one message however much there is."""
    return [
        section(headline(report, lang, cancelled=cancelled)),
        *_ranked(report, lang),
        *_causes(report, lang),
        *_unread(report, lang),
        *_small(report, lang),
    ]


def headline(report: Report, lang: Lang, *, cancelled: bool = False) -> Mrkdwn:
    """Give what the sweep comes to, in a few sentences."""
    opening = (words.CANCELLED if cancelled else words.DONE).say(lang)
    return join((bold(opening), *map(esc, phrases.headline(report, lang))), "\n")


def _ranked(report: Report, lang: Lang) -> list[Json]:
    rows = report.ranked
    if not rows:
        return [section(fill(phrases.ALL_WELL, lang))] if report.ways else []
    head = (phrases.PLACE, phrases.CONCERN, phrases.VPC, phrases.PATH, phrases.SUBNETS, phrases.CHARGE, phrases.CAUSE)
    lines = [[title.say(lang) for title in head], *(_row(one, lang) for one in rows[:ROWS])]
    places = {_place(one, lang) for one in rows}
    title = bold(phrases.RANKED.say(lang))
    if len(places) == 1:  # it stands above the table, which then has room for what differs
        title, lines = join((title, esc(places.pop())), " · "), [line[1:] for line in lines]
    more = len(rows) - ROWS
    small = [context(fill(words.MORE_ROWS, lang, count=esc(f"{more:,}")))] if more > 0 else []
    return [section(title), table(lines), *small]


def _place(one: Ranked, lang: Lang) -> str:
    return phrases.where_title(one.account or one.account_id, one.region, lang)


def _row(one: Ranked, lang: Lang) -> Sequence[str]:
    cells = (
        _place(one, lang),
        phrases.concern(one, lang),
        phrases.vpc_title(one),
        f"{SIGNS[one.stream.verdict_class]} {phrases.service_title(one)} · {phrases.path_title(one, lang)}",
        f"{len(one.stream.subnets):,}",
        phrases.charge(one, lang),
        " ".join(cause.code for cause in one.stream.causes),
    )
    return [cell[:LONGEST_CELL] for cell in cells]


def _causes(report: Report, lang: Lang) -> list[Json]:
    lines = [
        join(
            (
                code(one.code),
                esc(phrases.cause_title(one, lang)),
                fill(words.SPREAD, lang, subnets=esc(f"{one.subnets:,}"), vpcs=esc(f"{one.vpcs:,}")),
            ),
            " ",
        )
        for one in report.causes[:CAUSES]
    ]
    return [section(join((bold(words.SHOWN_CAUSES.say(lang)), bullets(lines)), "\n"))] if lines else []


def _unread(report: Report, lang: Lang) -> list[Json]:
    lines = [
        join(
            (
                bold(phrases.where_title(one.account, one.region, lang)),
                esc(phrases.why_unseen(one, lang)[:LONGEST_LINE]),
            ),
            " ",
        )
        for one in report.unseen[:PLACES]
    ]
    more = len(report.unseen) - PLACES
    if more > 0:
        lines.append(fill(words.MORE_ROWS, lang, count=esc(f"{more:,}")))
    return [section(join((bold(phrases.UNREAD.say(lang)), bullets(lines)), "\n"))] if lines else []


def _small(report: Report, lang: Lang) -> list[Json]:
    """Give the small print: what was not seen, and by what was ranked."""
    blind = [esc(phrases.hidden_title(one, lang)[:LONGEST_LINE]) for one in report.hidden[:HIDDEN]]
    more = len(report.hidden) - HIDDEN
    if more > 0:
        blind.append(fill(words.MORE_ROWS, lang, count=esc(f"{more:,}")))
    title = bold(phrases.HIDDEN.say(lang))
    hidden = [context(join((title, join(blind, "  ·  ")), " "))] if blind else []
    told = phrases.basis(report)
    return [*hidden, *([context(join([fill(one, lang) for one in told], "\n"))] if told else [])]
