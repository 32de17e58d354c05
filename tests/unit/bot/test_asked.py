"""What is remembered of questions, judgements, people who wait, and weekly summaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.blocks import backlog as backlog_blocks
from bot.blocks import digest as digest_blocks
from bot.blocks import feedback as feedback_blocks
from bot.state import waiting
from bot.state.asked import TWICE, Judged, Judgement, Tally
from bot.state.digests import LATE, WEEK, Digest
from bot.state.retention import KEPT
from bot.state.store import State
from bot.state.waiting import Waiting, Waits
from knowledge import open_knowledge
from knowledge.answer import Ambiguous, Found, Missing
from knowledge.backlog import Asking, Shortfall, Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge

TEAM, OTHER = "T1", "T2"
KNOWN, UNKNOWN, BETWEEN = "게이트웨이 엔드포인트가 뭐야?", "VPC 피어링 비용 얼마야", "엔드포인트"
SOL = Waiting(team=TEAM, user="U1", text=UNKNOWN, lang="ko")


class Clock:
    """A clock that a test moves; Wednesday."""

    def __init__(self) -> None:
        """Start in the middle of a week."""
        self.at = datetime(2026, 11, 18, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


@pytest.fixture(scope="module")
def notes() -> Knowledge:
    """Give the shipped knowledge base."""
    return open_knowledge()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def state(database_url: str, clock: Clock) -> Iterator[State]:
    """Give an empty memory."""
    opened = State.open(database_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def second(state: State, database_url: str, clock: Clock) -> Iterator[State]:
    """Give another process with the same memory."""
    assert state.asked.teams() == ()
    opened = State.open(database_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def answers(notes: Knowledge) -> tuple[Answer, ...]:
    """Give an answer of each kind."""
    found = tuple(map(notes.answer, (KNOWN, BETWEEN, UNKNOWN)))
    assert [type(one) for one in found] == [Found, Ambiguous, Missing]
    return found


def ask(state: State, team: str, answers: Sequence[Answer], channel: str = "") -> None:
    """Remember questions of one message, as they were answered."""
    state.answered.add(team, ("C9", "9.0"), "What is asked?", answers, channel, None)


def week(state: State, clock: Clock, team: str = TEAM) -> Tally:
    """Give the counts of the last seven days."""
    return state.asked.tally(team, clock.at - WEEK, clock.at + timedelta(seconds=1))


# --- questions --------------------------------------------------------------------------------------------------------
def test_every_question_is_counted_by_how_it_was_answered(state: State, clock: Clock, answers: tuple[Answer, ...]) -> None:
    """Found, offered and missing, for the workspace where it was asked."""
    ask(state, TEAM, answers)
    ask(state, OTHER, answers[:1])
    assert week(state, clock) == Tally(found=1, ambiguous=1, missing=1)
    assert week(state, clock, OTHER) == Tally(found=1)
    assert state.asked.teams() == (TEAM, OTHER)


def test_where_others_read_along_is_known_of_what_was_asked_in_vain(state: State, answers: tuple[Answer, ...]) -> None:
    """A channel for what was asked in it, nothing for what was asked in private; so with what was called wrong."""
    ask(state, TEAM, answers[1:2], "C1")
    ask(state, TEAM, answers[2:])
    state.asked.judge(TEAM, replace(judged(), channel="C2"), "U1", Judgement.WRONG)
    state.asked.judge(TEAM, judged("C1:2.0"), "U1", Judgement.WRONG)
    kept = [(one.text, one.channel) for one in state.asked.askings(TEAM)]
    assert sorted(kept) == sorted([(BETWEEN, "C1"), (UNKNOWN, ""), (KNOWN, "C2"), (KNOWN, "")])


def test_words_are_kept_only_where_the_notes_were_not_sure(state: State, answers: tuple[Answer, ...]) -> None:
    """What was answered leaves a count, and not what was said."""
    ask(state, TEAM, answers)
    kept = {(one.text, one.shortfall) for one in state.asked.askings(TEAM)}
    assert kept == {(BETWEEN, Shortfall.AMBIGUOUS), (UNKNOWN, Shortfall.MISSING)}
    assert state.asked.askings(OTHER) == ()


def test_a_choice_that_was_taken_counts_as_an_answer(state: State, clock: Clock, answers: tuple[Answer, ...]) -> None:
    """Its words go, once for each choice taken."""
    ask(state, TEAM, answers[1:2])
    state.asked.picked(TEAM, BETWEEN, "gateway-endpoint")
    state.asked.picked(TEAM, BETWEEN, "gateway-endpoint")
    assert week(state, clock) == Tally(found=1)
    assert state.asked.askings(TEAM) == ()


def test_what_is_old_is_forgotten(state: State, clock: Clock, answers: tuple[Answer, ...]) -> None:
    """After the time that the constant says, neither words nor counts are left."""
    ask(state, TEAM, answers)
    state.asked.judge(TEAM, judged(), "U1", Judgement.WRONG)
    clock.at += KEPT.questions - timedelta(seconds=1)
    state.asked.prune()
    assert len(state.asked.askings(TEAM)) == 3
    clock.at += timedelta(seconds=2)
    state.asked.prune()
    assert state.asked.askings(TEAM) == ()
    assert state.asked.teams() == ()


def test_what_is_dismissed_is_marked_in_one_workspace_alone(state: State, answers: tuple[Answer, ...]) -> None:
    """The same question of another workspace stays."""
    for team in (TEAM, OTHER):
        ask(state, team, answers[2:])
    state.asked.dismiss(TEAM, [UNKNOWN])
    assert [one.dismissed for one in state.asked.askings(TEAM)] == [True]
    assert [one.dismissed for one in state.asked.askings(OTHER)] == [False]


# --- judgements -------------------------------------------------------------------------------------------------------
def judged(answer: str = "C1:1.0", *, diagnosis: bool = False) -> Judged:
    """Give an answer to judge."""
    return Judged(answer=answer, question=KNOWN, lang="ko", diagnosis=diagnosis)


def test_a_person_counts_once_for_each_answer(state: State, clock: Clock) -> None:
    """Two people are two, two answers are two, and the other button changes what one of them said."""
    for user, answer in (("U1", "a"), ("U2", "a"), ("U1", "b")):
        assert state.asked.judge(TEAM, judged(answer), user, Judgement.HELPFUL) is Judgement.HELPFUL
    assert week(state, clock) == Tally(helpful=3)
    assert state.asked.judge(TEAM, judged("a"), "U1", Judgement.WRONG) is Judgement.WRONG
    assert week(state, clock) == Tally(helpful=2, wrong=1)


def test_pressed_again_a_judgement_is_taken_back_but_a_double_click_is_one(state: State, clock: Clock) -> None:
    """A finger that was too quick changes nothing."""
    assert state.asked.judge(TEAM, judged(), "U1", Judgement.HELPFUL) is Judgement.HELPFUL
    assert state.asked.judge(TEAM, judged(), "U1", Judgement.HELPFUL) is Judgement.HELPFUL
    assert week(state, clock) == Tally(helpful=1)
    clock.at += TWICE
    assert state.asked.judge(TEAM, judged(), "U1", Judgement.HELPFUL) is None
    assert week(state, clock) == Tally()


def test_words_of_a_judged_answer_are_kept_only_while_it_is_called_wrong(state: State) -> None:
    """Called helpful after all, the question leaves the backlog."""
    state.asked.judge(TEAM, judged(), "U1", Judgement.WRONG)
    assert [one.text for one in state.asked.askings(TEAM)] == [KNOWN]
    state.asked.judge(TEAM, judged(), "U1", Judgement.HELPFUL)
    assert state.asked.askings(TEAM) == ()


def test_a_diagnosis_called_wrong_is_kept_apart_from_questions(state: State) -> None:
    """It is no gap of the notes."""
    state.asked.judge(TEAM, judged(diagnosis=True), "U1", Judgement.WRONG)
    assert [one.shortfall for one in state.asked.askings(TEAM)] == [Shortfall.DIAGNOSIS]


# --- people who wait --------------------------------------------------------------------------------------------------
def test_a_wait_is_turned_on_and_off(state: State, clock: Clock) -> None:
    """Pressed again, nobody waits; two presses at once are one."""
    assert state.waiting.turn(SOL) is Waits.YES
    assert state.waiting.turn(SOL) is Waits.YES
    assert state.waiting.everybody() == (SOL,)
    clock.at += waiting.TWICE
    assert state.waiting.turn(SOL) is Waits.NO
    assert state.waiting.everybody() == ()


def test_of_two_processes_one_tells(state: State, second: State, clock: Clock) -> None:
    """Whoever claims first tells; where that one ended on the way, another does later."""
    state.waiting.turn(SOL)
    assert [state.waiting.claim(SOL), second.waiting.claim(SOL)] == [True, False]
    clock.at += waiting.LEASE + timedelta(seconds=1)
    assert second.waiting.claim(SOL)
    second.waiting.forget(SOL)
    assert state.waiting.everybody() == ()


def test_nobody_waits_for_more_than_they_will_read_nor_for_ever(state: State, clock: Clock) -> None:
    """There is a limit to how many, and to how long an id is kept."""
    questions = [Waiting(team=TEAM, user="U1", text=f"{UNKNOWN} {at}", lang="ko") for at in range(waiting.MOST + 1)]
    came = [state.waiting.turn(one) for one in questions]
    assert came == [Waits.YES] * waiting.MOST + [Waits.TOO_MANY]
    clock.at += KEPT.questions + timedelta(seconds=1)
    state.waiting.prune()
    assert state.waiting.everybody() == ()


# --- weekly summaries -------------------------------------------------------------------------------------------------
SEOUL = Digest(team=TEAM, channel="C1", lang="ko", zone="Asia/Seoul")


@pytest.mark.parametrize(
    ("zone", "now", "monday"),
    [
        ("Asia/Seoul", "2026-11-22T23:59:59+00:00", "2026-11-16T00:00:00+00:00"),
        ("Asia/Seoul", "2026-11-23T00:00:00+00:00", "2026-11-23T00:00:00+00:00"),
        ("America/New_York", "2026-11-23T13:59:00+00:00", "2026-11-16T14:00:00+00:00"),
        ("America/New_York", "2026-11-02T13:30:00+00:00", "2026-10-26T13:00:00+00:00"),  # summer time ended in between
        ("Nowhere/Land", "2026-11-23T00:30:00+00:00", "2026-11-23T00:00:00+00:00"),  # unknown here: the offset counts
    ],
)
def test_monday_morning_is_that_of_the_place(zone: str, now: str, monday: str) -> None:
    """Nine o'clock by the clock on the wall there."""
    digest = Digest(team=TEAM, channel="C1", lang="ko", zone=zone, offset=32_400)
    assert digest.monday(datetime.fromisoformat(now)) == datetime.fromisoformat(monday)


def test_a_summary_is_lacking_once_a_week(state: State, second: State, clock: Clock) -> None:
    """Not in the week in which it was switched on, and then once each week, for every process."""
    state.digests.switch_on(SEOUL)
    assert not state.digests.lacks(SEOUL)
    for monday in (datetime(2026, 11, 23, 0, tzinfo=UTC), datetime(2026, 11, 30, 0, tzinfo=UTC)):
        clock.at = monday
        assert state.digests.lacks(SEOUL)
        assert second.digests.lacks(SEOUL)
        second.digests.had(SEOUL)
        assert not state.digests.lacks(SEOUL)


def test_a_summary_may_be_late_by_less_than_a_day() -> None:
    """What is later is stale."""
    monday = SEOUL.monday(datetime(2026, 11, 25, tzinfo=UTC))
    assert SEOUL.is_due(monday + LATE - timedelta(seconds=1))
    assert not SEOUL.is_due(monday + LATE)


def test_a_week_ends_where_the_next_begins(state: State, clock: Clock, answers: tuple[Answer, ...]) -> None:
    """A question at nine sharp on Monday belongs to one week."""
    clock.at = monday = datetime(2026, 11, 23, 0, tzinfo=UTC)
    ask(state, TEAM, answers)
    local = SEOUL.monday(monday)
    assert state.asked.tally(TEAM, local, local + WEEK).asked == 3
    assert state.asked.tally(TEAM, local - WEEK, local).asked == 0


# --- how it looks -----------------------------------------------------------------------------------------------------
def want(text: str, times: int = 1, shortfall: Shortfall = Shortfall.MISSING, channel: str = "C1") -> Want:
    """Give a question that was asked so often, in a channel."""
    at = datetime(2026, 11, 18, 3, tzinfo=UTC)
    return Want(
        tuple(
            Asking(text=text, lang="ko", at=at + timedelta(days=day), shortfall=shortfall, channel=channel)
            for day in range(times)
        )
    )


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_backlog_shows_the_top_and_how_many_more(lang: str) -> None:
    """Five of seven, and what people wrote does no more than stand there."""
    wants = [want(f"<!channel> 질문 {at}", times=at + 1) for at in range(7)]
    blocks = backlog_blocks.backlog(wants, {}, "ko" if lang == "ko" else "en", 5)
    shown = str([block for block in blocks if block["type"] != "actions"])
    assert "<!channel>" not in shown
    assert "질문 1'" not in shown
    assert ("2가지" if lang == "ko" else "2 more") in shown


def test_an_empty_backlog_says_so() -> None:
    """A maintainer sees that all is well."""
    assert "지금은 없어요" in str(backlog_blocks.backlog([], {}, "ko", 5))


WEEK_BEFORE = digest_blocks.Week(
    channel="C1", first=date(2026, 11, 16), last=date(2026, 11, 22), now=Tally(missing=9), before=Tally()
)


def test_a_summary_shows_what_its_channel_read_before_and_counts_the_rest() -> None:
    """What was asked in private, or in another channel, is told in no channel; how often it was asked is."""
    both = Want(
        (*want("비밀 프로젝트 오리온은 어디로 나가요?", channel="").askings, *want("오리온 경로", channel="C1").askings)
    )
    wants = (both, want("비밀 프로젝트 백조", 3, channel=""), want("다른 채널의 질문", 2, channel="C2"))
    shown = str(digest_blocks.digest(replace(WEEK_BEFORE, wants=wants), "en"))
    assert "오리온 경로 · asked 2 times" in shown
    assert "비밀" not in shown
    assert "다른 채널" not in shown
    assert "…and 2 more" in shown
    elsewhere = str(digest_blocks.digest(replace(WEEK_BEFORE, channel="C9", wants=wants), "ko"))
    assert "모두 3가지예요" in elsewhere
    assert "오리온" not in elsewhere


def test_a_week_without_questions_has_one_friendly_line() -> None:
    """No figures of nothing."""
    empty = replace(WEEK_BEFORE, now=Tally(), before=Tally(found=3))
    blocks = digest_blocks.digest(empty, "en")
    assert "Nobody asked anything last week" in str(blocks)
    assert "asked*" not in str(blocks)


def test_a_weeks_figures_stand_beside_those_of_the_week_before() -> None:
    """More, fewer and the same each have their words; gaps offer to answer them."""
    week = replace(
        WEEK_BEFORE,
        now=Tally(found=5, missing=2, helpful=3),
        before=Tally(found=5, missing=4),
        wants=(want(UNKNOWN, 2),),
        taught=("VPC peering",),
    )
    shown = str(digest_blocks.digest(week, "en"))
    for words in ("*7* asked (−2 on", "*5* answered (same as", "*2* not answered (−2 on", "👍 3", UNKNOWN, "VPC peering"):
        assert words in shown


def test_a_button_never_carries_more_than_slack_takes() -> None:
    """Whatever people write, two thousand characters are the end."""
    nasty = '"\\\n' * 2000
    for element in (*feedback_blocks.buttons(nasty, "entry", "ko"), *feedback_blocks.missing_buttons(nasty, "en")):
        assert len(element["value"]) <= 2000
