"""What is said in a lab's thread, and what its buttons wish for: looked at, judged, or left to the notes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from bot import wording
from bot.blocks import answer as answers
from bot.blocks import lab_work
from bot.blocks.parts import fill, link
from bot.learning.labs import working
from bot.learning.labs.hearing import Act, Cause, Either, Proposal, TakeOut, heard
from bot.learning.labs.looking import Look, Topic
from bot.listeners import lab_answers, lab_judging
from bot.listeners.answering import answer_in_thread, look_up
from bot.listeners.conversation import too_long
from bot.listeners.lab_desk import Seat
from bot.listeners.lab_opening import open_lab, remember
from bot.listeners.posting import sentence
from bot.phrases import labs as words
from bot.understanding.intents import Ask, Diagnose, Help, Thanks, Unclear, parse, plain
from bot.understanding.proposals import read_all
from bot.understanding.wishes import BESIDE_LESSONS, wish_in
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.learning.labs.rack import Rack
    from bot.listeners.posting import InThread
    from bot.listeners.pressed import Pressed
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang

#: So much of a sentence travels with the buttons that ask what it was.
MOST_CARRIED = 600


def hear_in_lab(resources: Resources, rack: Rack, reply: InThread, thread: Thread, text: str, lang: Lang) -> bool:
    """Answer what was said in a lab's thread; False for wishes that are none of the lab's, and for files."""
    said = plain(text)
    if not said:
        return False
    lab = rack.find(thread.question)
    if thread.asker != reply.place.user:
        sentence(reply, fill(words.NOT_YOURS, lang))
        return True
    meant = heard(text) if lab is not None else None
    if meant is None and wish_in(text) not in {None, *BESIDE_LESSONS}:
        return False
    if lab is None:
        sentence(reply, fill(words.GONE, lang))
        return True
    seat = Seat(resources=resources, rack=rack, reply=reply, lab=lab, lang=lang)
    remember(seat)
    if meant is None:
        _else(seat, text)
    else:
        _answer(seat, meant)
    return True


def _answer(seat: Seat, meant: Act | Look | Cause | Proposal | TakeOut | Either) -> None:
    match meant:
        case Act():
            act(seat, meant)
        case Look():
            lab_answers.look(seat, meant)
        case Cause():
            lab_judging.judge_said(seat, meant.said)
        case Proposal():
            lab_judging.judge_proposed(seat, meant.said, instead=meant.instead)
        case TakeOut():
            lab_judging.take_out(seat, meant.number)
        case Either():
            _ask_which(seat, meant.said)
        case _:
            assert_never(meant)


def _ask_which(seat: Seat, said: str) -> None:
    kept = said[:MOST_CARRIED]
    options = [(words.AS_CAUSE.say(seat.lang), {"q": kept}), (words.AS_CHANGE.say(seat.lang), {"w": kept})]
    desk = seat.desk(seat.attempt)
    seat.reply.say(lab_work.which(words.EITHER, options, desk), fill(words.EITHER, seat.lang))


def _else(seat: Seat, text: str) -> None:
    """Answer what is nothing of a lab's: a kind word, or a question for the notes; the account is not diagnosed here."""
    intent = parse(text)
    match intent:
        case Thanks():
            sentence(seat.reply, fill(wording.THANKED, seat.lang))
        case Help():
            lab_answers.tell_story(seat)
        case Diagnose():
            _yours_to_find(seat)
        case Unclear(reason="too-long"):
            sentence(seat.reply, too_long(len(text), seat.lang))
        case Ask(question=question) if answers.known(*look_up(seat.resources, seat.reply.place, question, seat.lang)):
            answer_in_thread(seat.resources, seat.reply, question, seat.lang)
        case _:
            lab_answers.say(seat, fill(words.NOT_UNDERSTOOD, seat.lang))


def act(seat: Seat, wished: Act, number: int = 0) -> None:
    """Do what was wished for; `number` is that of a hint, or how many changes there were."""
    if wished is Act.HINT:
        lab_answers.give_hint(seat, number)
    elif wished is Act.UNDO:
        lab_judging.take_out(seat, 0, number)
    else:
        _ACTS[wished](seat)


def _next(seat: Seat) -> None:
    """Open the next lab that they have not solved, and say where it is."""
    place = seat.reply.place
    attempts = seat.resources.state.lab_bench.of(place.team, place.user)
    lab = seat.rack.next_of(attempts, seat.lab.id)
    if lab is None:
        sentence(seat.reply, fill(words.ALL_SOLVED, seat.lang))
        return
    who = (place.team, place.user)
    address = open_lab(seat.resources, seat.rack, seat.reply.client, who, lab, seat.lang)
    there = link(address, words.THERE.say(seat.lang).format(title=lab.title.say(seat.lang)))
    sentence(seat.reply, fill(words.OPENED, seat.lang, link=there))


def _leave(seat: Seat) -> None:
    sentence(seat.reply, fill(words.LEFT, seat.lang))


def _yours_to_find(seat: Seat) -> None:
    lab_answers.say(seat, fill(words.YOURS_TO_FIND, seat.lang))


_ACTS: Mapping[Act, Callable[[Seat], None]] = MappingProxyType(
    {
        Act.GIVE_UP: lab_answers.ask_whether,
        Act.SOLUTION: lab_answers.show_solution,
        Act.CLEAR: lab_judging.clear,
        Act.CHANGES: lab_judging.show_changes,
        Act.RESET: lab_answers.start_over,
        Act.NEXT: _next,
        Act.STORY: lab_answers.tell_story,
        Act.LEAVE: _leave,
        Act.WHY: _yours_to_find,
    }
)


def pressed_act(seat: Seat, pressed: Pressed) -> None:
    """Do what a button wishes for."""
    number = pressed.value.get("n", "")
    wished = next((one for one in Act if one.value == pressed.value.get("a")), Act.STORY)
    act(seat, wished, int(number) if number.isdecimal() else 0)


def pressed_topic(seat: Seat, pressed: Pressed) -> None:
    """Show the topic of a button."""
    topic = next((one for one in Topic if one.value == pressed.value.get("t")), Topic.OVERVIEW)
    lab_answers.look(seat, Look((topic,)))


def pressed_meaning(seat: Seat, pressed: Pressed) -> None:
    """Take the answer to a question what was meant: a cause, a change in words, or one that was read already."""
    carried = pressed.value
    if carried.get("q"):
        lab_judging.judge_said(seat, carried["q"])
    elif carried.get("w"):
        lab_judging.judge_proposed(seat, carried["w"])
    else:
        instead = bool(carried.get("i"))
        made = () if instead else working.standing(seat.lab, seat.attempt)
        now = working.network(seat.lab, made)
        try:
            changes = read_all(carried.get("c", "").split("\n"), now)
        except AskerError:
            if not made:
                raise
            lab_judging.show_changes(seat)  # pressed twice: it is made already
            return
        lab_judging.make(seat, changes, instead=instead)


def pressed_take_out(seat: Seat, pressed: Pressed) -> None:
    """Take the chosen change off the copy."""
    number, counted = pressed.value.get("x", ""), pressed.value.get("n", "")
    if number.isdecimal() and counted.isdecimal():
        lab_judging.take_out(seat, int(number), int(counted))
