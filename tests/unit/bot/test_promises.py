"""Promises: taken up once, kept by whoever lives, taken over from whoever does not, and no step of them made twice."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.deliveries import asker_of, opens_only, spoken_in, stands_alone
from bot.state.asked import Judged, Judgement
from bot.state.leases import Hold, LeaseRow
from bot.state.promises import LATE
from bot.state.steps import OvertakenError
from bot.state.waiting import Waiting, Waits
from bot.undertaking import CURRENT, Undertaking, abandoned, held_open, under
from knowledge.taught.proposal import Proposal
from tests.replicas import silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.lab_bench import Attempt
    from bot.state.store import State
    from tests.replicas import Clock

BODY: dict[str, Any] = {"team_id": "T1", "event": {"type": "app_mention", "user": "U1"}, "token": "secret"}
SAID = Proposal(question="why is it slow?", en="Because.")


def again(state: State, key: str = "T1:event:1") -> Undertaking:
    """Take over what another process promised, and give it as it is done again."""
    (taken,) = state.promises.left()
    assert taken.undertaking.key == key
    return taken.undertaking


def test_a_delivery_is_taken_up_once_by_whichever_process(opened: Callable[[], State]) -> None:
    """Of many at the same moment, one."""
    states = [opened(), opened()]
    won: list[Undertaking | None] = []
    threads = [
        threading.Thread(target=lambda at=at: won.append(states[at % 2].promises.take_up("T1:event:1", "T1", BODY)))
        for at in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len([one for one in won if one is not None]) == 1
    assert states[0].promises.open() == 1


def test_what_is_done_is_erased_with_all_that_was_written_down_for_it(opened: Callable[[], State]) -> None:
    """Once the last that holds it open lets go, and not before."""
    state = opened()
    undertaking = state.promises.take_up("T1:event:1", "T1", BODY)
    assert undertaking is not None
    undertaking.begin()
    undertaking.begin()
    undertaking.note("post#1", "C1 1.0")
    undertaking.end()
    assert state.promises.open() == 1
    undertaking.end()
    assert state.promises.open() == 0
    assert state.promises.take_up("T1:event:1", "T1", BODY) is None


def test_only_the_dead_are_taken_over_from_and_by_one(opened: Callable[[], State]) -> None:
    """Whoever says that they live keeps what is theirs; the tokens of a delivery are not kept."""
    first, second, third = opened(), opened(), opened()
    first.promises.take_up("T1:event:1", "T1", BODY)
    silent(first, 40)
    first.promises.beat()
    silent(first, 20)
    assert list(second.promises.left()) == []
    silent(first)
    taken = [*second.promises.left(), *third.promises.left()]
    assert [(one.undertaking.attempt, one.too_late) for one in taken] == [(2, False)]
    assert taken[0].body == {key: value for key, value in BODY.items() if key != "token"}


def test_whoever_comes_back_from_the_dead_does_not_go_on(opened: Callable[[], State]) -> None:
    """A process that stood still for a while learns that its promises are another's now."""
    first, second = opened(), opened()
    undertaking = first.promises.take_up("T1:event:1", "T1", BODY)
    assert undertaking is not None
    assert undertaking.holds
    silent(first)
    assert len(list(second.promises.left())) == 1
    first.promises._alive = -1e9  # its own clock stood still, too
    assert not undertaking.holds
    undertaking.begin()
    undertaking.end()
    assert second.promises.open() == 1


def test_what_is_left_at_the_end_is_taken_up_at_once(opened: Callable[[], State]) -> None:
    """Abandoned jobs, and all that a process has not done when it closes."""
    first, second = opened(), opened()
    undertaking = first.promises.take_up("T1:event:1", "T1", BODY)
    assert undertaking is not None
    token = CURRENT.set(undertaking)
    let_go = held_open()
    assert abandoned()
    let_go()
    CURRENT.reset(token)
    assert again(second).attempt == 2
    second.close()
    assert again(first).attempt == 3


def test_nothing_is_abandoned_that_nobody_would_take_up() -> None:
    """Without a promise, whoever asked is told instead."""
    assert not abandoned()
    with under("a round", 0.0):
        assert not abandoned()


def test_too_late_is_half_an_hour_or_three_attempts(opened: Callable[[], State], clock: Clock) -> None:
    """Then the asker is told, and it is not done."""
    state = opened()
    state.promises.take_up("T1:event:1", "T1", BODY)
    late = []
    for _ in range(3):
        state.promises.close()
        (taken,) = state.promises.left()
        late.append(taken.too_late)
    assert late == [False, False, True]
    state.promises.take_up("T1:event:2", "T1", BODY)
    clock.at += LATE + timedelta(seconds=1)
    state.promises.close()
    assert [one.too_late for one in opened().promises.left()] == [True, True]


def test_each_step_keeps_its_name_in_every_attempt(opened: Callable[[], State]) -> None:
    """So that what came of it is found again."""
    first, second = opened(), opened()
    undertaking = first.promises.take_up("T1:event:1", "T1", BODY)
    assert undertaking is not None
    assert [undertaking.step("post:C1"), undertaking.step("post:D1"), undertaking.step("post:C1")] == [
        "post:C1#1",
        "post:D1#1",
        "post:C1#2",
    ]
    undertaking.note("post:C1#1", "C1 1.0")
    undertaking.note("post:C1#1", "C1 2.0")
    silent(first)
    assert again(second).before == {"post:C1#1": "C1 2.0"}


DEEDS: dict[str, Callable[[State], object]] = {
    "a judgement": lambda state: state.asked.judge(
        "T1", Judged(answer="a", question="q", lang="en"), "U1", Judgement.HELPFUL
    ),
    "a wish to hear back": lambda state: state.waiting.turn(Waiting(team="T1", user="U1", text="q", lang="en")),
    "a proposal": lambda state: state.taught.propose("T1", "U1", SAID, "en").id,
    "what was said": lambda state: state.talk.add("T1", "C1", "1.0", "q"),
    "a claim": lambda state: state.first_time("T1:said:1"),
    "a welcome": lambda state: state.learners.claim_welcome("T1", "U1"),
    "a step in a lab": lambda state: state.lab_bench.go_on("T1", "U1", "loom", _one_more).tries,
}


def _one_more(before: Attempt) -> Attempt:
    from dataclasses import replace

    return replace(before, tries=before.tries + 1)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_second_attempt_does_no_deed_again(deed: str, opened: Callable[[], State]) -> None:
    """It comes to the same as the first; what would be taken back by doing it again, such as a judgement, stays."""
    first, second = opened(), opened()
    undertaking = first.promises.take_up("T1:event:1", "T1", BODY)
    token = CURRENT.set(undertaking)
    came = DEEDS[deed](first)
    silent(first)
    CURRENT.set(again(second))
    assert DEEDS[deed](second) == came
    CURRENT.reset(token)
    assert second.lab_bench.attempt("T1", "U1", "loom").tries == (1 if deed == "a step in a lab" else 0)
    assert len(second.talk.before("T1", "C1", "1.0")) == (1 if deed == "what was said" else 0)
    assert len(second.taught.waiting("T1")) == (1 if deed == "a proposal" else 0)


def test_a_deed_of_two_processes_that_both_think_it_theirs_is_done_once(opened: Callable[[], State]) -> None:
    """The one that is overtaken changes nothing."""
    first, second = opened(), opened()
    undertaking = first.promises.take_up("T1:event:1", "T1", BODY)
    silent(first)
    taken = again(second)
    token = CURRENT.set(taken)
    second.talk.add("T1", "C1", "1.0", "q")
    CURRENT.set(undertaking)
    with pytest.raises(OvertakenError):
        first.talk.add("T1", "C1", "1.0", "q")
    CURRENT.reset(token)
    assert second.talk.before("T1", "C1", "1.0") == ("q",)


def test_a_wish_is_turned_as_often_as_it_is_pressed(opened: Callable[[], State], clock: Clock) -> None:
    """Two clicks are two deliveries, and each counts."""
    state = opened()
    wish = Waiting(team="T1", user="U1", text="q", lang="en")
    came = []
    for number in range(2):
        token = CURRENT.set(state.promises.take_up(f"T1:click:{number}", "T1", BODY))
        came.append(state.waiting.turn(wish))
        CURRENT.reset(token)
        clock.at += timedelta(seconds=10)
    assert came == [Waits.YES, Waits.NO]


def test_of_several_one_holds_a_lease(opened: Callable[[], State]) -> None:
    """Until it is over or let go of; whoever comes after is told that it was held before."""
    state = opened()
    leases = state.leases
    minute = timedelta(minutes=1)
    assert leases.take("digest", "a", minute) is Hold.FIRST
    assert not leases.take("digest", "b", minute)
    assert leases.take("digest", "a", minute) is Hold.AGAIN
    with state._database.transaction() as session:
        session.execute(update(LeaseRow).values(until=LeaseRow.until - 61))
    assert leases.take("digest", "b", minute) is Hold.AGAIN
    leases.let_go("digest", "a")
    assert not leases.take("digest", "a", minute)
    leases.let_go("digest", "b")
    assert leases.take("digest", "a", minute) is Hold.FIRST


@pytest.mark.parametrize(
    ("event", "alone"),
    [
        ({"type": "message", "channel_type": "channel", "ts": "1.0"}, True),
        ({"type": "message", "channel_type": "channel", "ts": "2.0", "thread_ts": "1.0"}, False),
        ({"type": "message", "channel_type": "im", "ts": "1.0"}, False),
        ({"type": "message", "channel_type": "im", "subtype": "message_changed"}, True),
        ({"type": "app_mention", "ts": "1.0"}, False),
    ],
)
def test_talk_among_people_is_not_promised(event: dict[str, str], alone: bool) -> None:  # noqa: FBT001 (a table's column)
    """Nothing of it is written down, not even for a moment."""
    assert stands_alone({"event": event}) is alone


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ({"type": "block_actions", "actions": [{"action_id": "teach"}]}, True),
        ({"type": "block_actions", "actions": [{"action_id": "choose_resource.1"}]}, True),
        ({"type": "block_actions", "actions": [{"action_id": "helpful.1"}]}, False),
        ({"type": "shortcut", "callback_id": "diagnose_shortcut"}, True),
        ({"type": "view_submission", "view": {"callback_id": "teach_view"}}, False),
        ({"event": {"type": "app_home_opened"}}, True),
        ({"command": "/routelore"}, False),
    ],
)
def test_what_only_opens_a_form_is_not_promised(body: dict[str, Any], only: bool) -> None:  # noqa: FBT001 (a table's column)
    """Seconds later it could not be opened any more."""
    assert opens_only(body) is only


def test_the_asker_and_the_thread_are_found_in_every_kind_of_delivery() -> None:
    """A word is for somebody, and somewhere."""
    said = {"event": {"type": "message", "user": "U1", "channel": "C1", "ts": "2.0", "thread_ts": "1.0"}}
    assert (asker_of(said), spoken_in(said)) == ("U1", ("C1", "1.0"))
    assert asker_of({"event": {"type": "team_join", "user": {"id": "U2"}}}) == "U2"
    assert asker_of({"user": {"id": "U3"}, "channel": {"id": "C1"}}) == "U3"
    assert (asker_of({"user_id": "U4"}), spoken_in({"user_id": "U4"})) == ("U4", ("", ""))
