"""The report of a sweep as one HTML page that needs nothing else: no other origin, no font, no picture."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from diagnostics.model.snapshot import moment_of
from diagnostics.model.trace import VerdictClass
from diagnostics.render.matrix_words import CLASSES
from diagnostics.sweep import phrases as words
from diagnostics.sweep.page_style import SCRIPT, STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diagnostics.model.words import Lang, Words
    from diagnostics.sweep.report import Report

#: Names may hold what turns the direction of a line around it, or what a terminal would obey: neither is shown.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SORT = {"ko": "제목을 누르면 그 열로 정렬돼요.", "en": "Press a title to sort by its column."}
#: The sign of each class, which fonts that a page can count on have.
_SIGNS: Mapping[VerdictClass, str] = {
    VerdictClass.PRIVATE: "✓",
    VerdictClass.PUBLIC: "!",
    VerdictClass.BLOCKED: "×",
    VerdictClass.MIXED: "~",
    VerdictClass.ELSEWHERE: "→",
    VerdictClass.UNKNOWN: "?",
    VerdictClass.NOT_IN_VPC: "–",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell as HTML, and what it is sorted by."""

    html: str
    key: str
    number: bool = False


def page(report: Report, lang: Lang) -> str:
    """Give the whole page in one language; it can be mailed, printed, and read on a phone."""
    title = _safe(words.TITLE.say(lang))
    taken = max((part.taken_at for part in report.seen), default="")
    body = [
        f"<h1>{title}</h1>",
        *([f'<p class="soft">{_safe(moment_of(taken))}</p>'] if taken else []),
        *_headline(report, lang),
    ]
    body += [_chips(report, lang), *_ranked(report, lang), *_causes(report, lang), *_accounts(report, lang)]
    body += [*_unread(report, lang), *_hidden(report, lang)]
    policy = f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{title}</title><style>{STYLE}</style>"
    )
    whole = f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n'
    return whole + "\n".join(filter(None, body)) + f"\n<script>{SCRIPT}</script>\n</body></html>\n"


def _safe(text: str) -> str:
    return escape(_CONTROL.sub("", text))


def _hash(text: str) -> str:
    """Give the hash by which a policy allows one style or script, and nothing else that stands in the page.

    — https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _headline(report: Report, lang: Lang) -> Iterator[str]:
    for number, sentence in enumerate(words.headline(report, lang)):
        mark = ' class="partial"' if number == 0 and not report.complete else ""
        yield f"<p{mark}>{_safe(sentence)}</p>"


def _chips(report: Report, lang: Lang) -> str:
    chips = "".join(f"<li>{_mark(group, lang)} <b>{count:,}</b></li>" for group, count in report.classes.items())
    return f'<ul class="chips">{chips}</ul>' if chips else ""


def _mark(group: VerdictClass, lang: Lang, more: str = "") -> str:
    """Give a class by its sign, its word and its colour, which all say the same."""
    return f'<span class="mark {group.value}">{_SIGNS[group]} {_safe(CLASSES[group].say(lang))}</span>{_safe(more)}'


def _ranked(report: Report, lang: Lang) -> Iterator[str]:
    yield f"<h2>{_safe(words.RANKED.say(lang))}</h2>"
    if not report.ranked:
        yield f"<p>{_safe(words.ALL_WELL.say(lang))}</p>"
        return
    order, *amounts = words.basis(report)
    yield f'<p class="soft">{_safe(order.say(lang))} <span class="sorting">{_safe(_SORT[lang])}</span></p>'
    yield from (f'<p class="soft">{_safe(one.say(lang))}</p>' for one in amounts)
    rows = []
    for number, one in enumerate(report.ranked):
        path = words.path_title(one, lang)
        more = path.removeprefix(CLASSES[one.stream.verdict_class].say(lang))
        monthly = next((amount for amount in (one.at_most, one.monthly) if amount is not None), int(one.pays))
        rows.append(
            (
                Cell(html=_whole(words.concern(one, lang)).html, key=f"{number}"),
                _named(words.account_title(one.account, one.account_id, lang)),
                _whole(one.region),
                _named(words.vpc_title(one)),
                _text(words.service_title(one)),
                Cell(html=_mark(one.stream.verdict_class, lang, more), key=path),
                Cell(html=_subnets(one.stream.subnets), key=str(len(one.stream.subnets)), number=True),
                Cell(html=_safe(words.charge(one, lang) or "–"), key=str(monthly), number=True),
                _codes(cause.code for cause in one.stream.causes),
            )
        )
    yield _table(words.RANKED_COLUMNS, rows, lang)


def _causes(report: Report, lang: Lang) -> Iterator[str]:
    if not report.causes:
        return
    yield f"<h2>{_safe(words.CAUSES.say(lang))}</h2>"
    head = (words.CODE, words.GRAVITY, words.SUBNETS, words.VPCS, words.COUNT_ACCOUNTS, words.MEANING)
    yield _table(
        head,
        [
            (
                _codes([one.code]),
                Cell(html=_safe(words.gravity(one, lang)), key=str(one.severity.rank)),
                _count(one.subnets),
                _count(one.vpcs),
                _count(one.accounts),
                _text(words.cause_title(one, lang)),
            )
            for one in report.causes
        ],
        lang,
    )


def _accounts(report: Report, lang: Lang) -> Iterator[str]:
    if not report.accounts:
        return
    yield f"<h2>{_safe(words.ACCOUNTS.say(lang))}</h2>"
    counted = tuple(CLASSES[group] for group in report.classes)
    head = (words.ACCOUNT, words.REGIONS_READ, words.VPCS, words.SUBNETS, *counted, words.PAYING)
    rows = [
        (
            _named(words.account_title(one.account, one.account_id, lang)),
            Cell(html=f"{one.read}/{one.read + one.unread}", key=str(one.read), number=True),
            _count(one.vpcs),
            _count(one.subnets),
            *(_count(one.classes.get(group, 0)) for group in report.classes),
            _count(one.paying),
        )
        for one in report.accounts
    ]
    yield _table(head, rows, lang)


def _unread(report: Report, lang: Lang) -> Iterator[str]:
    if report.unseen:
        yield f"<h2>{_safe(words.UNREAD.say(lang))}</h2>"
        head = (words.ACCOUNT, words.REGION, words.WHY)
        rows = [
            (
                _named(words.account_title(one.account, one.account_id, lang)),
                _whole(one.region or words.OWN_REGION.say(lang)),
                _text(words.why_unseen(one, lang)),
            )
            for one in report.unseen
        ]
        yield _table(head, rows, lang)


def _hidden(report: Report, lang: Lang) -> Iterator[str]:
    if report.hidden:
        yield f"<h2>{_safe(words.HIDDEN.say(lang))}</h2>"
        head = (words.WHAT, words.PLACES)
        rows = [
            (
                _text(words.hidden_title(one, lang)),
                _places([words.where_title(*at, lang) for at in one.where]),
            )
            for one in report.hidden
        ]
        yield _table(head, rows, lang)


def _text(text: str) -> Cell:
    return Cell(html=_safe(text), key=text)


def _whole(text: str) -> Cell:
    return Cell(html=f'<span class="whole">{_safe(text)}</span>', key=text)


def _named(text: str) -> Cell:
    """Give a name with its id, which is not broken at its hyphens."""
    name, space, identity = text.rpartition(" ")
    return Cell(html=f'{_safe(name + space)}<span class="whole">{_safe(identity)}</span>', key=text)


def _places(titles: Sequence[str]) -> Cell:
    return Cell(html=", ".join(_whole(title).html for title in titles), key=", ".join(titles))


def _count(count: int) -> Cell:
    return Cell(html=f"{count:,}", key=str(count), number=True)


def _codes(codes: Iterable[str]) -> Cell:
    held = list(codes)
    return Cell(html=" ".join(f"<code>{_safe(code)}</code>" for code in held) or "–", key=" ".join(held))


def _subnets(subnets: Sequence[str]) -> str:
    """Give how many subnets there are; which ones, where they are pressed or touched."""
    named = "".join(f"{_safe(one)}<br>" for one in subnets)
    return f"<details><summary>{len(subnets):,}</summary>{named}</details>"


def _table(head: Sequence[Words], rows: Sequence[Sequence[Cell]], lang: Lang) -> str:
    titles = [title.say(lang) for title in head]
    numbers = [bool(rows) and rows[0][at].number for at in range(len(head))]
    top = "".join(
        f'<th scope="col"{_class(number)}><button type="button">{_safe(title)}</button></th>'
        for title, number in zip(titles, numbers, strict=True)
    )
    lines = "\n".join(f"<tr>{''.join(_cells(row, titles))}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>'


def _cells(row: Sequence[Cell], titles: Sequence[str]) -> Iterator[str]:
    for cell, title in zip(row, titles, strict=True):
        yield f'<td{_class(cell.number)} data-title="{_safe(title)}" data-key="{_safe(cell.key)}">{cell.html}</td>'


def _class(number: bool) -> str:  # noqa: FBT001 (whether the column holds numbers is all there is to tell)
    return ' class="number"' if number else ""
