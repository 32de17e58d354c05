"""The report of a sweep for spreadsheets: one line a stream, what weighs most first; then what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.render.matrix_csv import MARK, field
from diagnostics.sweep.phrases import why_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnostics.model.words import Lang
    from diagnostics.sweep.report import Report

COLUMNS = (
    "rank",
    "concern",
    "account",
    "account_id",
    "region",
    "vpc",
    "vpc_name",
    "service",
    "class",
    "verdict",
    "confidence",
    "subnet_count",
    "avoidable",
    "usd_per_1000_gb",
    "usd_a_month",
    "counted_gb_a_month",
    "usd_a_month_at_most",
    "causes",
    "subnets",
    "unread_because",
)


def sheet(report: Report, lang: Lang) -> str:
    """Give the whole report as comma-separated values; no name in it becomes a formula."""
    return MARK + "".join(_line(row) for row in (COLUMNS, *_streams(report), *_unread(report, lang)))


def _streams(report: Report) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(report.every, 1):
        stream = one.stream
        where = (one.account, one.account_id, one.region, stream.vpc, stream.vpc_name, stream.service)
        how = (stream.verdict_class.value, stream.verdict.value, stream.confidence.value, str(len(stream.subnets)))
        amounts = (one.saving, one.monthly, one.counted_gb, one.at_most)
        bill = (stream.toll.value, *("" if amount is None else f"{amount:.2f}" for amount in amounts))
        causes = " ".join(cause.code for cause in stream.causes)
        yield (str(number), one.urgency.value, *where, *how, *bill, causes, " ".join(stream.subnets), "")


def _unread(report: Report, lang: Lang) -> Iterator[tuple[str, ...]]:
    between = ("",) * (len(COLUMNS) - 6)
    for one in report.unseen:
        yield ("", "", one.account, one.account_id, one.region, *between, why_unseen(one, lang))


def _line(cells: Iterable[str]) -> str:
    return ",".join(map(field, cells)) + "\r\n"
