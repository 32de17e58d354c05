"""What is answered in a lab beside judgements: what is asked, what there is to see, hints, the solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks import lab_sheets, lab_work
from bot.blocks.fixes import Offer
from bot.blocks.labs import opened, story
from bot.blocks.parts import context, esc, fill, join, section
from bot.learning.labs import working
from bot.learning.labs.inspecting import sheets
from bot.learning.labs.judging import Outcome, judge_change
from bot.listeners.reporting import post_picture, told_of
from bot.phrases import labs as words
from diagnostics.explain.fixing import tell_fixes
from diagnostics.repair import repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from bot.blocks.parts import Mrkdwn
    from bot.learning.labs.looking import Look
    from bot.listeners.lab_desk import Seat
    from diagnostics import Snapshot
    from diagnostics.model.change import Fix


def tell_story(seat: Seat, first: Mrkdwn | None = None) -> None:
    """Tell what is asked, how far they are, and what can be pressed."""
    task, attempt = seat.task(), seat.attempt
    desk = seat.desk(attempt)
    blocks = [
        section(first if first is not None else opened(task, seat.lang)),
        *story(task, seat.lang),
        context(fill(words.HOW, seat.lang)),
        *lab_sheets.look_around(seat.lab.id, seat.lang),
        *(lab_work.changes(desk) if desk.changes else []),
        *lab_work.foot(desk),
    ]
    seat.reply.say(blocks, esc(task.title.say(seat.lang)))


def begin(seat: Seat) -> None:
    """Say in a new thread that this is the place to write, with what can be pressed first."""
    text = fill(words.WRITE_HERE, seat.lang)
    around = lab_sheets.look_around(seat.lab.id, seat.lang)
    desk = seat.desk(seat.attempt)
    made = lab_work.changes(desk) if desk.changes else []
    seat.reply.say([section(text), *around, *made, *lab_work.foot(desk)], text)


def look(seat: Seat, wanted: Look) -> None:
    """Show what is set in the network as it is with their changes; never what it means."""
    attempt = seat.attempt
    changes = working.standing(seat.lab, attempt)
    found = sheets(wanted, working.network(seat.lab, changes))
    further = lab_sheets.look_further(seat.lab.id, seat.lang)
    row = lab_work.row(seat.desk(attempt))
    if not found:
        text = lab_sheets.none_such(wanted.ids, seat.lang)
        seat.reply.say([section(text), further, row], text)
        return
    shown = [(sheet.topic.value, [(card.title, card.lines) for card in sheet.cards]) for sheet in found]
    title = ", ".join(words.TOPICS[topic].say(seat.lang) for topic, _ in shown)
    seat.reply.say([*lab_sheets.shown(shown, seat.lang, changes=len(changes)), further, row], esc(title))


def say(seat: Seat, text: Mrkdwn) -> None:
    """Say a few sentences, with what can be pressed below."""
    seat.reply.say(lab_work.said(text, seat.desk(seat.attempt)), text)


def give_hint(seat: Seat, at: int = 0) -> None:
    """Give the hint with this number, or the next one; only one that was not seen before is counted."""
    lab, before = seat.lab, seat.attempt
    wanted = at or before.hints + 1
    if wanted > len(lab.hints):
        say(seat, fill(words.NO_MORE_HINTS, seat.lang))
        return
    wanted = min(wanted, before.hints + 1)
    after = seat.keep(lambda now: working.take_hint(lab, now, wanted))
    text = lab.hints[wanted - 1].say(seat.lang)
    seat.reply.say(lab_work.hint(text, wanted, seat.desk(after)), esc(text))


def start_over(seat: Seat) -> None:
    """Give a fresh attempt at the same broken network."""
    after = seat.keep(working.start_over)
    parts = [fill(words.STARTED_OVER, seat.lang), *([fill(words.KEPT_POINTS, seat.lang)] if after.points else [])]
    tell_story(seat, join(parts, " "))


def ask_whether(seat: Seat) -> None:
    """Ask whether the solution is really wanted."""
    text = fill(words.GIVE_UP_ASK, seat.lang)
    seat.reply.say(lab_work.give_up(seat.desk(seat.attempt)), text)


def show_solution(seat: Seat) -> None:
    """Show what is wrong in the diagnosis' own words, and the smallest changes that mend it, with the picture of both."""
    lab = seat.lab
    seat.keep(lambda now: working.give_up(lab, now))
    before = told(seat, lab.snapshot())
    fixes = smallest(seat, before)
    stories = tell_fixes(before.diagnosis, fixes, seat.lang)
    offers = [Offer(one, fix.verdict_after) for one, fix in zip(stories, fixes, strict=True)]
    blocks = lab_work.solution(before, offers, lab.after.say(seat.lang), seat.desk(seat.attempt))
    seat.reply.say(blocks, fill(words.SOLUTION, seat.lang))
    if fixes:
        draw(seat, before, told(seat, working.network(lab, fixes[0].changes)), stories[0].steps)


def told(seat: Seat, snapshot: Snapshot) -> Told:
    """Give the diagnosis of the lab's question in a network, with its sentences."""
    return told_of((seat.lab.source,), (seat.lab.to,), snapshot, seat.lang)[0]


def smallest(seat: Seat, broken: Told) -> list[Fix]:
    """Give the proven fixes that the lab takes for its smallest."""
    return [fix for fix in repair(broken.diagnosis) if judge_change(seat.lab, fix.changes).outcome is Outcome.SOLVED]


def draw(seat: Seat, before: Told, after: Told, steps: Sequence[str]) -> None:
    """Post the picture of before and after, which shows the verdict: only once there is nothing left to find."""
    if small := post_picture(seat.resources, seat.reply, before, after, steps):
        seat.reply.say([context(small)], small)
