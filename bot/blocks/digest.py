"""A week's questions as a message: how many, how they fared, what is still wanted, what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.dates import day
from bot.blocks.feedback import carried
from bot.blocks.parts import Json, Mrkdwn, bold, bullets, button, context, cut, esc, fill, join, section
from bot.ids import Action
from bot.phrases import backlog as gap_words
from bot.phrases import digest as words
from knowledge.backlog import most_wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.state.asked import Tally
    from diagnostics.model.words import Lang, Words
    from knowledge.backlog import Want

MOST_GAPS, MOST_TAUGHT = 3, 10
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What there is to tell of a week, and of the one before to compare it with; `last` is its last day.

    Of what is wanted, only the words are shown that were read in the `channel` before; the rest is counted.
    """

    channel: str
    first: date
    last: date
    now: Tally
    before: Tally
    wants: Sequence[Want] = ()
    taught: Sequence[str] = ()


def digest(week: Week, lang: Lang) -> list[Json]:
    """Give the summary; a week in which nothing happened gets one friendly line."""
    when = fill(words.WEEK, lang, first=day(week.first), last=day(week.last))
    heading = [section(bold(words.TITLE.say(lang))), context(when)]
    if not (week.now.asked or week.taught):
        return [*heading, section(fill(words.QUIET, lang))]
    blocks = [*heading, section(_figures(week, lang))]
    if week.now.helpful or week.now.wrong:
        counts = {"helpful": esc(str(week.now.helpful)), "wrong": esc(str(week.now.wrong))}
        blocks.append(context(fill(words.FEEDBACK, lang, **counts)))
    blocks += _gaps(week, lang)
    if week.taught:
        shown = [esc(cut(title, SHOWN)) for title in week.taught[:MOST_TAUGHT]]
        if left := len(week.taught) - len(shown):
            shown.append(fill(gap_words.MORE, lang, count=esc(str(left))))
        blocks.append(section(join((bold(words.TAUGHT.say(lang)), bullets(shown)), "\n")))
    return [*blocks, context(fill(words.HOW_TO_END, lang))]


def _figures(week: Week, lang: Lang) -> Mrkdwn:
    """Give the counts, each with its change."""
    now, before = week.now, week.before
    lines = [
        _figure(words.ASKED, now.asked, before.asked, lang),
        _figure(words.ANSWERED, now.found, before.found, lang),
        _figure(words.OFFERED, now.ambiguous, before.ambiguous, lang) if now.ambiguous or before.ambiguous else None,
        _figure(words.REFUSED, now.missing, before.missing, lang),
    ]
    return bullets(line for line in lines if line is not None)


def _figure(what: Words, now: int, before: int, lang: Lang) -> Mrkdwn:
    count = fill(what, lang, count=esc(f"*{now:,}*"))
    change = fill(words.CHANGE, lang, change=esc(f"{now - before:+,}".replace("-", "−")))
    return join((count, change if now != before else fill(words.SAME, lang)), " ")


def _gaps(week: Week, lang: Lang) -> list[Json]:
    """Give the questions that were asked most in vain, each with the button for whoever knows the answer."""
    if not week.wants:
        return []
    read = {want: here for want in week.wants if (here := want.read_in(week.channel)) is not None}
    shown = most_wanted(read, MOST_GAPS)
    blocks = [section(bold(words.GAPS.say(lang))), *(_gap(want, read[want].said(lang), lang) for want in shown)]
    if left := len(week.wants) - len(shown):
        blocks.append(context(fill(words.MORE if shown else words.ELSEWHERE, lang, count=esc(f"{left:,}"))))
    return blocks


def _gap(want: Want, text: str, lang: Lang) -> Json:
    times = gap_words.ONCE if want.count == 1 else gap_words.TIMES
    count = fill(times, lang, count=esc(f"{want.count:,}"))
    shown = fill(words.GAP, lang, question=esc(cut(" ".join(text.split()), SHOWN)), times=count)
    return section(shown, accessory=button(words.KNOW.say(lang), Action.TEACH, carried(text, lang, want.entry)))
