"""What is proposed in a lab, judged and told: causes in words; changes made to the copy, and taken off it again."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import remedies
from bot.blocks import lab_work
from bot.blocks.parts import bold, esc, fill, join, section
from bot.learning.labs import working
from bot.learning.labs.judging import Outcome, Ruling
from bot.listeners.lab_answers import draw, say, smallest, told
from bot.listeners.lab_desk import described
from bot.phrases import labs as words
from bot.understanding.proposals import already, propose
from bot.understanding.supposing import clauses, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.parts import Mrkdwn
    from bot.learning.labs.judging import JudgedCause, JudgedChange
    from bot.listeners.lab_desk import Seat
    from bot.state.lab_bench import Attempt
    from diagnostics import Snapshot
    from diagnostics.model.change import Change

LOG = logging.getLogger("routelore")
#: So often a step is worked out anew because another click was quicker.
_TRIES = 5


def judge_said(seat: Seat, said: str) -> None:
    """Judge what they say the cause is."""
    for _ in range(_TRIES):
        before = seat.attempt
        after, judged = working.name_cause(seat.lab, before, said)
        if seat.replaced(before, after):
            break
    LOG.info("lab cause lab=%s ruling=%s", seat.lab.id, judged.ruling.value)
    if working.done(seat.lab, after) and judged.ruling is Ruling.RIGHT:
        _finish(seat, before, after, [_was_it(seat, judged), esc(seat.lab.after.say(seat.lang))])
        return
    text = _was_it(seat, judged) if after.mended and judged.ruling is Ruling.RIGHT else esc(judged.says.say(seat.lang))
    seat.reply.say(lab_work.said(text, seat.desk(after)), text)


def _was_it(seat: Seat, judged: JudgedCause) -> Mrkdwn:
    rule = judged.rules[0]
    return fill(words.ALL_OF_IT, seat.lang, title=bold(rule.title.say(seat.lang)), code=esc(rule.code))


def judge_proposed(seat: Seat, said: str, *, instead: bool = False) -> None:
    """Judge a change that is proposed in words, beside those that were made before or `instead` of them; ask back which.

    Raises:
        AskerError: an id is none of the network, or what is written as a change cannot be read.
    """
    made = () if instead else working.standing(seat.lab, seat.attempt)
    now = working.network(seat.lab, made)
    read = propose(said, seat.lab.diagnosis(now))
    meanings = read if verbatim(said) else tuple(one for one in read if not already(one, now))
    if not meanings:
        say(seat, _nothing(seat, said, read, now))
    elif len(meanings) > 1:
        labels = [" + ".join(described(changes, now, seat.lang)) for changes in meanings]
        carried = [{"c": "\n".join(change.text for change in changes), "i": "1" if instead else ""} for changes in meanings]
        desk = seat.desk(seat.attempt)
        options = list(zip(labels, carried, strict=True))
        seat.reply.say(lab_work.which(words.WHICH_CHANGE, options, desk), fill(words.WHICH_CHANGE, seat.lang))
    else:
        make(seat, meanings[0], instead=instead)


def _nothing(seat: Seat, said: str, read: Sequence[Sequence[Change]], now: Snapshot) -> Mrkdwn:
    """Say why there is nothing to change: all is so already, nothing of the kind is there, or the words say no change."""
    if read:
        what = " + ".join(described(read[0], now, seat.lang))
        return fill(remedies.ALREADY_SO, seat.lang, what=esc(what))
    return fill(words.NOTHING_OF_THE_KIND if clauses(said) else words.NO_CHANGE_READ, seat.lang)


def make(seat: Seat, changes: Sequence[Change], *, instead: bool = False) -> None:
    """Make changes to the copy of the network and tell what the diagnosis says of it then."""
    lab = seat.lab
    for _ in range(_TRIES):
        before = seat.attempt
        whole = (*(() if instead else working.standing(lab, before)), *changes)
        if len(whole) > working.MOST_CHANGES:
            _too_many(seat, before)
            return
        after, judged = working.make_changes(lab, before, whole)
        if seat.replaced(before, after):
            break
    _tell_change(seat, before, after, judged)


def take_out(seat: Seat, number: int, counted: int = 0) -> None:
    """Take one change off the copy and tell what is then; `counted` is how many there were when it was asked for."""
    before = seat.attempt
    standing = working.standing(seat.lab, before)
    wanted = number or len(standing)
    if counted not in {0, len(standing)}:
        _list_again(seat, fill(words.LIST_MOVED, seat.lang))
    elif not 0 < wanted <= len(standing):
        missing = (
            fill(words.NO_SUCH_CHANGE, seat.lang, number=esc(str(number))) if number else fill(words.NO_CHANGES, seat.lang)
        )
        _list_again(seat, missing)
    else:
        _without(seat, before, standing, wanted)


def _without(seat: Seat, before: Attempt, standing: Sequence[Change], number: int) -> None:
    """Take the change with this number out; what stood on it falls with it where it cannot stand alone."""
    gone = described(standing, seat.lab.snapshot(), seat.lang)[number - 1]
    rest = tuple(change.text for at, change in enumerate(standing, start=1) if at != number)
    left = working.standing(seat.lab, replace(before, changes=rest))
    lead = fill(words.TAKEN_BACK, seat.lang, change=esc(gone))
    if not left:
        after = seat.keep(lambda now: replace(now, changes=()) if now == before else now)
        text = join((lead, fill(words.CLEARED, seat.lang)), "\n")
        seat.reply.say(lab_work.said(text, seat.desk(after)), text)
        return
    after, judged = working.make_changes(seat.lab, before, left)
    if seat.replaced(before, after):
        _tell_change(seat, before, after, judged, lead)
    else:
        _list_again(seat, fill(words.LIST_MOVED, seat.lang))


def clear(seat: Seat) -> None:
    """Take every change off the copy."""
    after = seat.keep(lambda now: replace(now, changes=()))
    text = fill(words.CLEARED, seat.lang)
    seat.reply.say(lab_work.said(text, seat.desk(after)), text)


def show_changes(seat: Seat) -> None:
    """Show the changes on the copy."""
    _list_again(seat, None)


def _list_again(seat: Seat, text: Mrkdwn | None) -> None:
    desk = seat.desk(seat.attempt)
    lead = [section(text)] if text is not None else []
    seat.reply.say([*lead, *lab_work.changes(desk), *lab_work.foot(desk)], text or fill(words.YOUR_CHANGES, seat.lang))


def _too_many(seat: Seat, attempt: Attempt) -> None:
    desk = seat.desk(attempt)
    text = fill(words.TOO_MANY_CHANGES, seat.lang, count=esc(str(working.MOST_CHANGES)))
    seat.reply.say([section(text), *lab_work.changes(desk), *lab_work.foot(desk)], text)


def _tell_change(seat: Seat, before: Attempt, after: Attempt, judged: JudgedChange, lead: Mrkdwn | None = None) -> None:
    """Tell what came of the changes: not why the network was broken."""
    lab, lang = seat.lab, seat.lang
    LOG.info("lab change lab=%s outcome=%s", lab.id, judged.outcome.value)
    says = esc(judged.says.say(lang))
    if judged.outcome is Outcome.SOLVED and working.done(lab, after):
        _finish(seat, before, after, [says])
        return
    parts = [lead] if lead is not None else []
    if judged.outcome is Outcome.SOLVED:
        parts.append(fill(words.NOW_WHY, lang))
    elif judged.outcome is Outcome.REFUSED:
        parts += [says, fill(words.NOT_KEPT, lang)]
    else:
        parts.append(says)
    verdict = _verdict(seat, after, judged)
    warnings = [one.say(lang) for one in judged.warnings]
    text = join(parts, "\n")
    seat.reply.say(lab_work.judged_change(text, verdict, warnings, seat.desk(after)), text)


def _verdict(seat: Seat, after: Attempt, judged: JudgedChange) -> Mrkdwn | None:
    """Give the verdict of the changed network in a line, where the ruling does not hold it."""
    if judged.outcome in {Outcome.REFUSED, Outcome.NOT_YET}:
        return None
    return lab_work.verdict_line(told(seat, working.network(seat.lab, working.standing(seat.lab, after))))


def _finish(seat: Seat, before: Attempt, after: Attempt, parts: Sequence[Mrkdwn]) -> None:
    """Tell that it is done, what it teaches and for what there are points, and draw both networks."""
    lab, lang = seat.lab, seat.lang
    LOG.info("lab solved lab=%s points=%d", lab.id, after.points)
    blocks = lab_work.solved(lab.title.say(lang), after.points, parts, _why_points(seat, after), seat.desk(after))
    seat.reply.say(blocks, esc(lab.title.say(lang)))
    if working.done(lab, before):
        return
    broken = told(seat, lab.snapshot())
    changes = working.standing(lab, after)
    if not lab.goal.met(lab.diagnosis(working.network(lab, changes))):  # taken back again since it was mended
        changes = next((fix.changes for fix in smallest(seat, broken)), changes)
    draw(seat, broken, told(seat, working.network(lab, changes)), described(changes, lab.snapshot(), lang))


def _why_points(seat: Seat, after: Attempt) -> Mrkdwn:
    """Say for what there are points."""
    if after.gave_up:
        return fill(words.AFTER_SOLUTION, seat.lang)
    none = esc("")
    hints = none if after.hints else fill(words.FOR_NO_HINT, seat.lang)
    detours = none if after.detours else fill(words.FOR_NO_DETOUR, seat.lang)
    return fill(words.WHY_POINTS, seat.lang, hints=hints, detours=detours)
