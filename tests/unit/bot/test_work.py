"""The bounded pool."""

from __future__ import annotations

import threading

from bot.listeners.clicks import Clicks
from bot.work import Errand, Work


def test_a_job_that_was_taken_is_done() -> None:
    """What is promised is kept."""
    work, done = Work(), threading.Event()
    assert work.take(done.set, lambda: None)
    assert done.wait(5)
    work.close()


def test_a_full_pool_takes_no_more() -> None:
    """Rather than a promise that cannot be kept, there is a refusal."""
    work, gate = Work(workers=1, waiting=1), threading.Event()
    assert work.take(lambda: _wait(gate), lambda: None)
    assert work.take(lambda: None, lambda: None)
    assert not work.take(lambda: None, lambda: None)
    gate.set()
    work.close()


def test_closing_finishes_what_runs_and_gives_up_what_waits() -> None:
    """A job under way ends well; one that never began is told so."""
    work, gate, began = Work(workers=1, waiting=4), threading.Event(), threading.Event()
    ended: list[str] = []

    def running() -> None:
        began.set()
        _wait(gate)
        ended.append("done")

    assert work.take(running, lambda: ended.append("gave up running"))
    assert began.wait(5)
    assert work.take(lambda: ended.append("never"), lambda: ended.append("gave up waiting"))
    closer = threading.Thread(target=work.close)
    closer.start()
    gate.set()
    closer.join(5)
    assert sorted(ended) in (["done", "gave up waiting"], ["done", "never"])
    assert not work.take(lambda: None, lambda: None)


def test_an_errand_is_over_once_with_the_last_of_its_jobs() -> None:
    """Not before all are handed over, whichever ends first; one that found no room or was given up counts no more."""
    work, gate, over = Work(workers=1, waiting=1), threading.Event(), threading.Event()
    ended: list[str] = []

    def end() -> None:
        ended.append("over")
        over.set()

    with Errand(work, end) as errand:
        assert errand.take(lambda: _wait(gate), lambda: None)
        assert errand.take(lambda: None, lambda: None)
        assert not errand.take(lambda: None, lambda: None)
    assert ended == []
    gate.set()
    assert over.wait(5)
    work.close()
    with Errand(work, end) as nothing:
        assert not nothing.take(lambda: None, lambda: None)
    assert ended == ["over", "over"]


def test_a_click_is_not_answered_twice_at_a_time() -> None:
    """Another click is; and the same again, deliberately, once the first is answered."""
    work, gate, clicks = Work(), threading.Event(), Clicks()
    with clicks.answering("mina presses", work) as first:
        assert first is not None
        assert first.take(lambda: _wait(gate), lambda: None)
    with clicks.answering("mina presses", work) as again, clicks.answering("jun presses", work) as other:
        assert again is None
        assert other is not None
    gate.set()
    work.close()
    with clicks.answering("mina presses", work) as later:
        assert later is not None


def _wait(gate: threading.Event) -> None:
    assert gate.wait(5)
