"""The report of a sweep for the terminal: plain text that lines up in Korean too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words
from diagnostics.render.lines import NARROWEST, WIDTH, columns, padded, plain, wrapped
from diagnostics.render.matrix_words import CLASSES
from diagnostics.sweep import phrases as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diagnostics.model.words import Lang
    from diagnostics.sweep.report import Report

#: Lines of each list; the CSV, the JSON and the page hold all of them.
ROWS, CAUSES, PLACES = 20, 10, 20
_MORE = Words(
    "… 그 밖에 {count}줄 (--format csv나 html에 모두 있어요)", "… {count} more (all of it in --format csv or html)"
)


def text(report: Report, lang: Lang, width: int = WIDTH) -> str:
    """Give the report as text: what to look at first, the causes, the accounts, and what was not read or not seen."""
    room = max(width, NARROWEST)
    sections = [
        [line for sentence in words.headline(report, lang) for line in wrapped(plain(sentence), room)],
        _ranked(report, lang),
        _causes(report, lang),
        _accounts(report, lang),
        _unread(report, lang, room),
        _hidden(report, lang, room),
    ]
    if report.ranked:
        sections.append([line for one in words.basis(report) for line in wrapped(one.say(lang), room)])
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _ranked(report: Report, lang: Lang) -> list[str]:
    if not report.ranked:
        return [words.ALL_WELL.say(lang)] if report.ways else []
    rows = [
        (
            words.concern(one, lang),
            words.account_title(one.account, one.account_id, lang),
            one.region,
            words.vpc_title(one),
            words.service_title(one),
            words.path_title(one, lang),
            f"{len(one.stream.subnets):,}",
            words.charge(one, lang) or "-",
            " ".join(cause.code for cause in one.stream.causes) or "-",
        )
        for one in report.ranked
    ]
    return [words.RANKED.say(lang), *_table(words.RANKED_COLUMNS, rows, ROWS, lang)]


def _causes(report: Report, lang: Lang) -> list[str]:
    if not report.causes:
        return []
    head = (words.CODE, words.GRAVITY, words.SUBNETS, words.VPCS, words.COUNT_ACCOUNTS, words.MEANING)
    rows = [
        (
            one.code,
            words.gravity(one, lang),
            f"{one.subnets:,}",
            f"{one.vpcs:,}",
            f"{one.accounts:,}",
            words.cause_title(one, lang),
        )
        for one in report.causes
    ]
    return [words.CAUSES.say(lang), *_table(head, rows, CAUSES, lang)]


def _accounts(report: Report, lang: Lang) -> list[str]:
    if len(report.accounts) <= 1:
        return []
    classes = tuple(report.classes)
    head = (
        words.ACCOUNT,
        words.REGIONS_READ,
        words.VPCS,
        words.SUBNETS,
        *(CLASSES[group] for group in classes),
        words.PAYING,
    )
    rows = [
        (
            words.account_title(one.account, one.account_id, lang),
            f"{one.read}/{one.read + one.unread}",
            f"{one.vpcs:,}",
            f"{one.subnets:,}",
            *(f"{one.classes.get(group, 0):,}" for group in classes),
            f"{one.paying:,}",
        )
        for one in report.accounts
    ]
    return [words.ACCOUNTS.say(lang), *_table(head, rows, ROWS, lang)]


def _unread(report: Report, lang: Lang, width: int) -> list[str]:
    said = (
        f"{words.where_title(one.account, one.region, lang)}: {words.why_unseen(one, lang)}"
        for one in report.unseen[:PLACES]
    )
    return _list(words.UNREAD, said, len(report.unseen) - PLACES, lang, width)


def _hidden(report: Report, lang: Lang, width: int) -> list[str]:
    said = (
        f"{words.hidden_title(one, lang)}: {', '.join(words.where_title(*at, lang) for at in one.where[:3])}"
        f"{f' +{len(one.where) - 3}' if len(one.where) > 3 else ''}"  # noqa: PLR2004 (three are named)
        for one in report.hidden[:PLACES]
    )
    return _list(words.HIDDEN, said, len(report.hidden) - PLACES, lang, width)


def _list(title: Words, said: Iterable[str], more: int, lang: Lang, width: int) -> list[str]:
    lines = [line for sentence in said for line in _hanging(sentence, width)]
    return [title.say(lang), *lines, *_left_out(more, lang)] if lines else []


def _hanging(sentence: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrapped(plain(sentence), width - 4)):
        yield f"  - {line}" if number == 0 else f"    {line}"


def _table(head: Sequence[Words], rows: Sequence[Sequence[str]], most: int, lang: Lang) -> Iterator[str]:
    """Yield the rows under their titles, each column as wide as its widest cell."""
    shown = [[title.say(lang) for title in head], *([plain(cell) for cell in row] for row in rows[:most])]
    widths = [max(columns(row[at]) for row in shown) for at in range(len(head))]
    for row in shown:
        yield "  " + "  ".join(padded(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
    yield from _left_out(len(rows) - most, lang)


def _left_out(count: int, lang: Lang) -> Iterator[str]:
    if count > 0:
        yield "  " + _MORE.say(lang).format(count=f"{count:,}")
