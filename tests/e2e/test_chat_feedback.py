"""What people say of answers, what the notes owe them, the weekly summary, and hearing back: in the chat."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.notes import Notes
from bot.playground.slack import LocalSlack
from bot.state.asked import TWICE
from bot.state.waiting import Waiting
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal
from tests.e2e.chat import Chat, manifest, services_for, serving, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.playground.slack import Message, View

TEAM = "T0ORCHARD"
KNOWN = "라우팅 테이블이 뭐야?"
GAP_KO = "VPC 피어링 비용 얼마야"
GAP_EN = "how much does vpc peering cost"
ENTRY = """\
id: peering-cost
topics: [peering-cost]
title: {ko: VPC 피어링 비용, en: What VPC peering costs}
asks:
  ko: [VPC 피어링 비용 얼마야, VPC 피어링 요금이 궁금해요, 피어링하면 돈이 드나요]
  en: [how much does vpc peering cost, what is the price of vpc peering, is vpc peering free]
not_asks: [VPC 피어링이 뭐예요?]
answer:
  ko: 피어링 자체는 무료이고, 가용 영역을 넘는 전송에만 요금이 붙어요.
  en: The connection is free; transfer across zones is billed.
links: [{title: Peering, url: "https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html"}]
source: {note: ours.md, heading: Peering}
reviewed: 2026-11-23
"""


class Clock:
    """A clock that a test moves, and that only goes forward."""

    def __init__(self) -> None:
        """Start on a Wednesday, at noon in Seoul."""
        self.at = datetime(2026, 11, 18, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at

    def to_monday(self, late: timedelta = timedelta()) -> None:
        """Go to nine on Monday morning in Seoul, or so much later."""
        self.at += timedelta(days=4, hours=21) + late


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace, a team's folder of notes and a clock, which outlive every bot that is opened on them."""

    slack: LocalSlack
    folder: Path
    clock: Clock

    @contextmanager
    def opened(self, *, files: bool = True) -> Iterator[Chat]:
        """Start a bot, and end it; with `files` it reads the team's folder, too, as a real one does."""
        (self.notes / "entries").mkdir(parents=True, exist_ok=True)
        own = Notes(self.notes, every=0.05) if files else None
        with serving(self.slack, self.folder, services=lambda net: services_for(net, own), now=self.clock) as chat:
            yield chat

    @property
    def notes(self) -> Path:
        """Give the team's folder."""
        return self.folder / "notes"

    def write(self, entry: str = ENTRY) -> None:
        """Put the entry that answers into the team's folder."""
        topics = "topics:\n- {slug: peering-cost, ko: 피어링 비용, en: Peering costs, notes: ours.md}\n"
        (self.notes / "topics.yaml").write_text(topics, encoding="utf-8")
        (self.notes / "entries" / "peering-cost.yaml").write_text(entry, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a workspace on its first morning, an empty folder and a clock."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        yield Desk(slack, tmp_path, Clock())


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Give the clock of the workspace that the tests share."""
    return Clock()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    folder = tmp_path_factory.mktemp("feedback")
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        Desk(slack, folder, clock).opened(files=False) as chat,
    ):
        yield chat


@pytest.fixture
def chat(shared: Chat, clock: Clock) -> Chat:
    """Give the workspace half a year later, when all that was asked is forgotten."""
    shared.quiet()
    clock.at += timedelta(weeks=30)
    clock.at = clock.at.replace(hour=3, minute=0, second=0) - timedelta(days=clock.at.weekday() - 2)
    state = shared.bot.resources.state
    state.asked.prune()
    state.waiting.prune()
    for digest in state.digests.everywhere():
        state.digests.switch_off(digest.team, digest.channel)
    return shared


def asks(chat: Chat, user: str, channel: str, question: str, answer: str) -> Message:
    """Ask by mention and give the answer."""
    root = chat.ask(user, channel, f"@routelore {question}")
    return chat.heard(channel, root, answer)


def tally(chat: Chat) -> tuple[int, int]:
    """Give how often answers were called helpful and wrong."""
    clock = chat.bot.resources.state.digests.now()
    found = chat.bot.resources.state.asked.tally(TEAM, clock - timedelta(days=7), clock + timedelta(seconds=1))
    return found.helpful, found.wrong


def home(chat: Chat, user: str) -> View:
    """Open somebody's Home and give it as it is shown then."""
    before = _published(chat)
    assert chat.slack.open_home(user).ok
    assert chat.slack.wait_for(lambda: _published(chat) > before)
    now = chat.slack.home(user)
    assert now is not None
    return now


def _published(chat: Chat) -> int:
    return sum(call.method == "views.publish" for call in chat.slack.calls)


def words(view: View) -> str:
    """Give every word of a view."""
    return json.dumps(view.content, ensure_ascii=False)


def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return as soon as it happened, where nothing in the workspace shows it; fail where it does not."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def direct_words(chat: Chat, user: str) -> list[str]:
    """Give what the bot wrote to somebody."""
    return [shown(m) for m in chat.slack.messages(chat.direct(user)) if m.bot_id]


# --- feedback ---------------------------------------------------------------------------------------------------------
def test_a_person_counts_once_for_an_answer_and_may_change_their_mind(chat: Chat, clock: Clock) -> None:
    """Helpful, helpful by another, then wrong by the first: one of each; pressed again, it is taken back."""
    channel = chat.new_channel()
    answer = asks(chat, "mina", channel, KNOWN, "출처")
    for user in ("mina", "mina", "sol"):
        assert chat.slack.click(user, answer, "helpful").ok
        chat.told(user, channel, "도움이 된 답으로")
        chat.quiet()
    assert tally(chat) == (2, 0)
    assert chat.slack.click("mina", answer, "wrong").ok
    chat.told("mina", channel, "알려 줘서 고마워요")
    chat.quiet()
    assert tally(chat) == (1, 1)
    clock.at += TWICE
    assert chat.slack.click("mina", answer, "wrong").ok
    chat.told("mina", channel, "의견을 취소했어요")
    chat.quiet()
    assert tally(chat) == (1, 0)


def test_thanks_in_a_channel_are_for_whoever_pressed_and_in_a_direct_message_in_its_thread(chat: Chat) -> None:
    """Nobody else is disturbed by somebody's thumb."""
    channel = chat.new_channel()
    answer = asks(chat, "mina", channel, KNOWN, "출처")
    assert chat.slack.click("jun", answer, "helpful").ok
    chat.told("jun", channel, "도움이 된 답으로")
    assert not [m for m in chat.slack.messages(channel, "mina") if "도움이 된 답으로" in shown(m)]
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, KNOWN)
    assert chat.slack.click("sol", chat.heard(direct, root, "출처"), "helpful").ok
    assert chat.heard(direct, root, "도움이 된 답으로").thread_ts == root


def test_a_wrong_answer_offers_to_teach_the_right_one(chat: Chat) -> None:
    """The button carries the question and the entry that answered it."""
    channel = chat.new_channel()
    answer = asks(chat, "mina", channel, KNOWN, "출처")
    assert chat.slack.click("sol", answer, "wrong").ok
    offer = chat.told("sol", channel, "알려 줘서 고마워요")
    (row,) = [block for block in offer.blocks if block["type"] == "actions"]
    (button,) = row["elements"]
    assert button["action_id"] == "teach"
    carried = json.loads(button["value"])
    assert carried["q"] == KNOWN
    assert chat.bot.resources.services.notes.entry(carried["e"]) is not None


def test_a_diagnosis_can_be_judged_and_is_nobodys_question(chat: Chat) -> None:
    """Its thumbs count; called wrong, it stands in the backlog without an offer to teach."""
    channel = chat.new_channel()
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    answer = next(m for m in _until_judgeable(chat, channel, root))
    assert chat.slack.click("mina", answer, "wrong").ok
    chat.told("mina", channel, "근거 보기")
    shown_now = words(home(chat, "mina"))
    assert "진단이 틀렸다는 의견 1" in shown_now
    assert '"teach.' not in shown_now


def _until_judgeable(chat: Chat, channel: str, root: str) -> list[Message]:
    def there() -> list[Message]:
        return [m for m in chat.replies(channel, root) if '"helpful"' in json.dumps(m.blocks)]

    assert chat.slack.wait_for(lambda: bool(there()), 20)
    return there()


# --- the backlog ------------------------------------------------------------------------------------------------------
def test_questions_in_vain_are_counted_by_meaning_in_a_maintainers_home(chat: Chat) -> None:
    """Korean and English of one question are one line; whoever looks after nothing sees none."""
    channel = chat.new_channel()
    asks(chat, "sol", channel, GAP_KO, "피어링")
    asks(chat, "jun", channel, GAP_EN, "VPC peering")
    asks(chat, "mina", channel, KNOWN, "출처")
    maintainers = words(home(chat, "mina"))
    assert "답이 필요한 질문" in maintainers
    assert "2번" in maintainers
    assert GAP_EN in maintainers
    assert GAP_KO in maintainers
    assert KNOWN not in maintainers
    assert "답이 필요한 질문" not in words(home(chat, "sol"))
    assert "need an answer" not in words(home(chat, "jun"))


def test_the_wish_shows_the_backlog_to_maintainers_alone(chat: Chat) -> None:
    """Others get a kind sentence, and in a channel nobody else reads what was asked in private."""
    channel = chat.new_channel()
    asks(chat, "sol", channel, GAP_KO, "피어링")
    assert chat.slack.command("jun", channel, "/routelore gaps").ok
    chat.told("jun", channel, "Only those who look after the notes")
    chat.ask("mina", channel, "@routelore 답 못 한 질문 보여줘")
    chat.told("mina", channel, GAP_KO)
    assert not [m for m in chat.slack.messages(channel, "jun") if "답이 필요한 질문" in shown(m)]


def test_only_a_maintainer_dismisses_and_it_stays_dismissed(chat: Chat) -> None:
    """A forged click changes nothing; a dismissed question does not come back in the other language."""
    channel = chat.new_channel()
    asks(chat, "sol", channel, GAP_KO, "피어링")
    chat.ask("mina", channel, "@routelore backlog")
    listed = chat.told("mina", channel, GAP_KO)
    assert chat.slack.click("mina", listed, "dismiss.0").ok
    chat.told("mina", channel, "목록에서 뺐어요")
    assert chat.slack.click("mina", listed, "dismiss.0").ok
    chat.told("mina", channel, "이제 목록에 없어요")
    asks(chat, "jun", channel, GAP_EN, "VPC peering")
    assert GAP_EN not in words(home(chat, "mina"))


def test_a_dismissal_by_somebody_else_is_refused_kindly(chat: Chat) -> None:
    """Rights are asked at the click, whoever got hold of the button."""
    channel = chat.new_channel()
    asks(chat, "sol", channel, GAP_KO, "피어링")
    button = _button(home(chat, "mina").content["blocks"], "dismiss.0")
    message = chat.slack.desk.post(_posted_by_the_bot(chat, channel, button))
    assert chat.slack.click("jun", message, "dismiss.0").ok
    chat.told("jun", channel, "목록은 노트 관리자만")
    assert GAP_KO in words(home(chat, "mina"))


def _button(blocks: list[Any], action: str) -> Any:
    rows = [block for block in blocks if block["type"] == "actions"]
    return next(one for row in rows for one in row["elements"] if one["action_id"] == action)


def _posted_by_the_bot(chat: Chat, channel: str, button: Any) -> Message:
    """Give a message of the bot's with somebody's button in it."""
    from bot.playground.slack.desk import bot_message

    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    return bot_message(
        chat.slack.channel_id(channel), chat.slack.desk.workspace.next_ts(), chat.slack.bot_user, "forged", blocks=blocks
    )


def test_dismissing_in_home_redraws_it(chat: Chat) -> None:
    """What was dismissed is gone from the page at once."""
    channel = chat.new_channel()
    asks(chat, "sol", channel, GAP_KO, "피어링")
    page = home(chat, "mina")
    assert chat.slack.click("mina", page, "dismiss.0").ok
    assert chat.slack.wait_for(lambda: GAP_KO not in words(_home_of(chat, "mina")))


def _home_of(chat: Chat, user: str) -> View:
    found = chat.slack.home(user)
    assert found is not None
    return found


# --- hearing back -----------------------------------------------------------------------------------------------------
def test_what_an_edited_file_answers_leaves_the_backlog_and_is_told_once_to_whoever_waits(desk: Desk) -> None:
    """The direct message holds the question and the answer; the id is forgotten, and nobody has to tick anything off."""
    with desk.opened() as chat:
        channel = chat.new_channel()
        missing = asks(chat, "sol", channel, GAP_KO, "피어링")
        assert GAP_KO in words(home(chat, "mina"))
        assert chat.slack.click("sol", missing, "hear_back").ok
        chat.told("sol", channel, "DM으로 알려 드릴게요")
        assert [one.user for one in chat.bot.resources.state.waiting.everybody()] == ["U0SOL"]
        desk.write()
        chat.slack.wait_for_message(lambda m: "피어링 자체는 무료" in shown(m), channel=chat.direct("sol"), seconds=10)
        until(lambda: chat.bot.resources.state.waiting.everybody() == ())
        assert GAP_KO not in words(home(chat, "mina"))
        chat.bot.rounds.go()
        assert len([one for one in direct_words(chat, "sol") if "이제 답할 수 있어요" in one]) == 1


def test_the_wait_outlives_a_restart_and_a_file_edited_meanwhile(desk: Desk) -> None:
    """The next bot finds the answer at its first round, tells it, and another round tells nothing."""
    with desk.opened() as chat:
        channel = chat.new_channel()
        missing = asks(chat, "jun", channel, GAP_EN, "VPC peering")
        assert chat.slack.click("jun", missing, "hear_back").ok
        chat.told("jun", channel, "direct message when there is an answer")
    desk.write()
    with desk.opened(files=True) as chat:
        chat.bot.rounds.go()
        chat.slack.wait_for_message(lambda m: "The connection is free" in shown(m), channel=chat.direct("jun"))
        desk.clock.at += timedelta(hours=1)
        chat.bot.rounds.go()
        assert len([one for one in direct_words(chat, "jun") if "I can answer now" in one]) == 1
        assert chat.bot.resources.state.waiting.everybody() == ()


def test_whoever_changes_their_mind_is_not_told(chat: Chat, clock: Clock) -> None:
    """The button again, or the one below the promise, ends the wait."""
    channel = chat.new_channel()
    missing = asks(chat, "sol", channel, GAP_KO, "피어링")
    assert chat.slack.click("sol", missing, "hear_back").ok
    promise = chat.told("sol", channel, "DM으로 알려 드릴게요")
    clock.at += timedelta(minutes=1)
    assert chat.slack.click("sol", promise, "hear_back").ok
    chat.told("sol", channel, "따로 알리지 않을게요")
    assert chat.bot.resources.state.waiting.everybody() == ()


def test_somebody_who_cannot_be_written_to_just_now_is_told_later(desk: Desk) -> None:
    """A refusal of Slack's loses nobody."""
    with desk.opened() as chat:
        chat.bot.resources.state.waiting.turn(Waiting(team=TEAM, user="U0SOL", text=GAP_KO, lang="ko"))
        desk.write()
        chat.slack.faults.next("conversations.open", error="internal_error")
        chat.bot.rounds.go()
        chat.quiet()
        assert direct_words(chat, "sol") == []
        desk.clock.at += timedelta(minutes=30)
        chat.bot.rounds.go()
        chat.slack.wait_for_message(lambda m: "피어링 자체는 무료" in shown(m), channel=chat.direct("sol"))


def test_who_asks_is_nowhere_in_the_database(chat: Chat) -> None:
    """Neither asking nor judging leaves an id; only the wait does, and only while it lasts."""
    channel = chat.new_channel()
    answer = asks(chat, "sol", channel, KNOWN, "출처")
    assert chat.slack.click("sol", answer, "wrong").ok
    chat.told("sol", channel, "알려 줘서 고마워요")
    chat.quiet()
    with chat.bot.resources.state.asked._transaction() as session:
        read = session.connection().exec_driver_sql
        rows = [*read("select * from asked"), *read("select * from judged")]
    assert len(rows) == 2
    assert "U0SOL" not in str(rows)


# --- the weekly summary -----------------------------------------------------------------------------------------------
def test_a_channel_gets_its_summary_on_monday_morning_once(chat: Chat, clock: Clock) -> None:
    """Nine o'clock where the maintainer is; with figures, gaps and the change; another round posts no second one."""
    channel = chat.new_channel()
    root = chat.ask("mina", channel, "@routelore 주간 요약 켜기")
    chat.heard(channel, root, "매주 월요일 오전 9시")
    asks(chat, "sol", channel, KNOWN, "출처")
    asks(chat, "sol", channel, GAP_KO, "피어링")
    clock.to_monday(late=-timedelta(minutes=1))
    chat.bot.rounds.go()
    assert summaries(chat, channel) == []
    clock.at += timedelta(minutes=1)
    chat.bot.rounds.go()
    clock.at += timedelta(minutes=1)
    chat.bot.rounds.go()
    (summary,) = summaries(chat, channel)
    assert "질문 *2* (전주 대비 +2)" in summary
    assert "답함 *1*" in summary
    assert GAP_KO in summary


def summaries(chat: Chat, channel: str) -> list[str]:
    """Give the summaries in a channel."""
    return [shown(m) for m in chat.slack.messages(channel) if m.bot_id and "지난주 질문 요약" in shown(m)]


@pytest.mark.parametrize(("late", "posted"), [(timedelta(hours=23), 1), (timedelta(hours=25), 0)])
def test_a_summary_that_was_missed_is_posted_at_the_next_round_unless_it_is_stale(
    chat: Chat, clock: Clock, late: timedelta, posted: int
) -> None:
    """Less than a day late is worth reading; an empty week has one friendly line."""
    channel = chat.new_channel()
    chat.heard(channel, chat.ask("mina", channel, "@routelore 주간 요약 켜줘"), "매주 월요일")
    clock.to_monday(late=late)
    chat.bot.rounds.go()
    assert len(summaries(chat, channel)) == posted
    assert all("네트워크가 조용" in one for one in summaries(chat, channel))


def test_what_was_taught_is_told_to_whoever_waits_and_stands_in_the_summary(chat: Chat, clock: Clock) -> None:
    """An approved answer reaches those who asked before it was there, and the channel on Monday."""
    channel, state = chat.new_channel(), chat.bot.resources.state
    chat.heard(channel, chat.ask("mina", channel, "@routelore 주간 요약 켜기"), "매주 월요일")
    missing = asks(chat, "sol", channel, GAP_KO, "피어링")
    assert chat.slack.click("sol", missing, "hear_back").ok
    chat.told("sol", channel, "DM으로 알려 드릴게요")
    one = state.taught.propose(TEAM, "U0JUN", Proposal(question=GAP_KO, ko="피어링 연결은 무료예요."), "ko")
    entry = entry_of(one.said, "taught-peering", clock.at.date())
    assert state.taught.approve(one, "U0MINA", entry, state.taught.settled(TEAM))
    chat.bot.resources.services.notes.renew(TEAM)
    chat.slack.wait_for_message(lambda m: "피어링 연결은 무료예요" in shown(m), channel=chat.direct("sol"))
    clock.to_monday()
    chat.bot.rounds.go()
    (summary,) = summaries(chat, channel)
    assert "새로 배운 답" in summary
    assert "아직 답이 없는 질문" not in summary
    (taught,) = state.taught.in_service(TEAM)
    assert state.taught.retire(taught, "U0MINA")
    chat.bot.resources.services.notes.renew(TEAM)


def test_the_summary_is_switched_by_maintainers_in_channels_where_the_bot_is(chat: Chat, clock: Clock) -> None:
    """Others, direct messages and channels without the bot get a sentence; off means off."""
    assert chat.slack.command("jun", "#network", "/routelore digest on").ok
    chat.told("jun", "#network", "Only those who look after")
    assert chat.slack.command("mina", "#random", "/routelore digest on").ok
    chat.told("mina", "#random", "/invite")
    direct = chat.direct("mina")
    chat.heard(direct, chat.ask("mina", direct, "digest on"), "for channels")
    assert chat.bot.resources.state.digests.everywhere() == ()
    assert chat.slack.command("mina", "#network", "/routelore digest on").ok
    chat.slack.wait_for_message(lambda m: "every Monday at 9:00 (Asia/Seoul)" in shown(m), channel="#network")
    assert chat.slack.command("mina", "#network", "/routelore digest off").ok
    chat.told("mina", "#network", "not post the weekly summary")
    assert chat.slack.command("mina", "#network", "/routelore digest off").ok
    chat.told("mina", "#network", "There is no weekly summary")
    clock.to_monday(late=timedelta(hours=1))
    chat.bot.rounds.go()
    assert not [m for m in chat.slack.messages("#network") if "Last week" in shown(m)]


def test_a_summary_that_slack_refuses_is_tried_again(chat: Chat, clock: Clock) -> None:
    """A stumble of Slack's costs a minute, not the week."""
    channel = chat.new_channel()
    chat.heard(channel, chat.ask("mina", channel, "@routelore 주간 요약 켜기"), "매주 월요일")
    clock.to_monday(late=timedelta(hours=1))
    chat.slack.faults.next("chat.postMessage", error="internal_error")
    chat.bot.rounds.go()
    assert summaries(chat, channel) == []
    clock.at += timedelta(minutes=2)
    chat.bot.rounds.go()
    assert len(summaries(chat, channel)) == 1
