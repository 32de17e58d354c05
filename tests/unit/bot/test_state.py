"""What outlives a restart."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state.database import StateError
from bot.state.retention import KEPT
from bot.state.store import DELIVERIES_KEPT, FORMS_KEPT, State, Thread, ThreadKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.at = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


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


THREAD = Thread(
    team="T1",
    channel="C1",
    ts="1.0",
    kind=ThreadKind.DIAGNOSIS,
    lang="ko",
    asker="U1",
    question="왜?",
    sources=("orchard", "harbor"),
    to=("s3", "dynamodb"),
    snapshot=b"packed",
)


def test_a_delivery_is_new_only_once(state: State) -> None:
    """The second claim of a key fails; another key is new."""
    assert state.first_time("T1:event:1")
    assert not state.first_time("T1:event:1")
    assert state.first_time("T2:event:1")


def test_of_many_claims_at_once_one_wins(state: State) -> None:
    """Two threads cannot both take up the same delivery."""
    won: list[bool] = []
    threads = [threading.Thread(target=lambda: won.append(state.first_time("T1:event:9"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 11 + [True]


def test_a_thread_survives_a_restart(tmp_path: Path) -> None:
    """What follow-ups stand on is there after the process ended."""
    url = f"sqlite:///{tmp_path / 'routelore.db'}"
    first = State.open(url)
    first.keep_thread(THREAD)
    first.close()
    second = State.open(url)
    assert second.thread("T1", "C1", "1.0") == THREAD
    assert second.thread("T2", "C1", "1.0") is None
    second.close()


def test_a_thread_is_replaced_by_what_it_is_about_now(state: State) -> None:
    """The last diagnosis of a thread is the one that counts."""
    state.keep_thread(THREAD)
    moved = Thread(team="T1", channel="C1", ts="1.0", kind=ThreadKind.ANSWER, lang="en", asker="U2")
    state.keep_thread(moved)
    assert state.thread("T1", "C1", "1.0") == moved


def test_the_latest_diagnosis_is_the_askers_own_and_recent(state: State, clock: Clock) -> None:
    """Neither somebody else's nor an old one is meant by "it"."""
    state.keep_thread(THREAD)
    hour = timedelta(hours=1)
    assert state.latest_diagnosis("T1", "C1", "U1", hour) == THREAD
    assert state.latest_diagnosis("T1", "C1", "U2", hour) is None
    clock.at += 2 * hour
    assert state.latest_diagnosis("T1", "C1", "U1", hour) is None


def test_names_belong_to_a_team(state: State) -> None:
    """One team's Name tags mean nothing in another's sentences."""
    state.keep_names("T1", ["orchard", "harbor", "orchard", ""])
    assert state.names("T1") == {("", ""): {"orchard", "harbor"}}
    assert state.names("T2") == {}


def test_a_form_belongs_to_its_person(state: State) -> None:
    """What a form stands on is not given to anybody else, nor under an invented id."""
    form = state.keep_form("T1", "U1", "body")
    assert state.form(form, "T1", "U1") == "body"
    assert state.form(form, "T1", "U2") is None
    assert state.form(form, "T2", "U1") is None
    assert state.form("invented", "T1", "U1") is None


def test_what_is_old_is_forgotten(state: State, clock: Clock) -> None:
    """Each kind is kept as long as it is of use."""
    state.first_time("T1:event:1")
    state.keep_thread(THREAD)
    form = state.keep_form("T1", "U1", "body")
    clock.at += max(DELIVERIES_KEPT, FORMS_KEPT) + timedelta(hours=1)
    assert not state.first_time("T1:event:1")
    state.prune()
    assert state.first_time("T1:event:1")
    assert state.form(form, "T1", "U1") is None
    assert state.thread("T1", "C1", "1.0") == THREAD
    clock.at += KEPT.threads
    state.prune()
    assert state.thread("T1", "C1", "1.0") is None


def test_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    """Snapshots of a network are nobody else's business."""
    folder = tmp_path / "share" / "routelore"
    State.open(f"sqlite:///{folder / 'routelore.db'}").close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "routelore.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["nonsense", "nosuch://db", "sqlite:////dev/null/x/routelore.db"])
def test_a_database_that_cannot_be_used_is_one_sentence(url: str) -> None:
    """The sentence names the variable or the address, and no stack trace."""
    with pytest.raises(StateError) as refused:
        State.open(url)
    assert refused.value.words.ko
    assert "\n" not in refused.value.words.en


def test_a_password_is_never_shown() -> None:
    """The sentence about a database leaves its password out."""
    with pytest.raises(StateError) as refused:
        State.open("nosuch://mina:hunter2@db/routelore")
    assert "hunter2" not in refused.value.words.en + refused.value.words.ko


def test_a_database_that_went_away_is_one_sentence(tmp_path: Path) -> None:
    """A table that is gone is told as a database that cannot be used."""
    opened = State.open(f"sqlite:///{tmp_path / 'routelore.db'}")
    opened.names("T1")
    opened.close()
    (tmp_path / "routelore.db").write_bytes(b"no database at all, only text" * 100)
    for leftover in tmp_path.glob("routelore.db-*"):
        leftover.unlink()
    with pytest.raises(StateError):
        opened.names("T1")
    opened.close()


def test_a_labs_thread_is_not_forgotten(state: State, clock: Clock) -> None:
    """People come back to a lab after weeks, and write where they wrote before."""
    thread = Thread(team="T1", channel="D1", ts="1.0", kind=ThreadKind.LAB, lang="en", asker="U1", question="two-sheds")
    state.keep_thread(thread)
    clock.at += KEPT.threads + timedelta(days=1)
    state.prune()
    assert state.thread("T1", "D1", "1.0") == thread


def test_what_was_supposed_last_is_kept_for_its_thread_and_forgotten_with_it(state: State, clock: Clock) -> None:
    """Another supposition takes its place; another thread has none."""
    state.keep_supposed("T1", "C1", "1.0", ("delete-nat nat-0a",))
    state.keep_supposed("T1", "C1", "1.0", ("delete-nat nat-0a", "private-dns vpce-0b on"))
    assert state.supposed("T1", "C1", "1.0") == ("delete-nat nat-0a", "private-dns vpce-0b on")
    assert state.supposed("T1", "C1", "2.0") == ()
    clock.at += KEPT.threads + timedelta(days=1)
    state.prune()
    assert state.supposed("T1", "C1", "1.0") == ()
