"""Bad luck and bad will around teaching and hearing back: nothing is lost, shown to the wrong people, or said twice."""

from __future__ import annotations

import json
import logging
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.listeners import digest, hearing_back, teaching_notices
from bot.playground.slack import LocalSlack
from bot.playground.slack.workspace import TEAM
from bot.state.digests import Digest
from bot.state.waiting import Waiting
from knowledge.taught.entry import entry_of
from knowledge.taught.proposal import Proposal
from tests.e2e.chat import Chat, manifest, serving, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.playground.slack import Message

BOTH = {"ROUTELORE_MAINTAINERS": "U0MINA,U0JUN"}
GAP = "VPC 피어링 비용 얼마야"
NASTY = (
    "<!channel> <@U0JUN> <http://evil.example|aws.amazon.com> `틱` ```펜스 *굵게* _기울임_ \u202egnp.exe\u202c \x1b[31m빨강 "
    "[aws.amazon.com](https://evil.example/login) & | 표 | {0} {name} %s 🔥🔥🔥 @channel"
)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start on a Wednesday, at noon in Seoul."""
        self.at = datetime(2026, 11, 18, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Give the clock of the workspace."""
    return Clock()


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Chat]:
    """Give a workspace with the bot in it; mina and jun decide."""
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path_factory.mktemp("adversity"), env=BOTH, now=clock) as opened,
    ):
        yield opened


@contextmanager
def no_database(chat: Chat) -> Iterator[None]:
    """Have every statement fail while it lasts."""

    def refuse(*_: object) -> None:
        raise OperationalError("select", {}, Exception("no space left on the device"))

    engine = chat.bot.resources.state._database._engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def sent(chat: Chat, user: str, callback: str, metadata: dict[str, str], **texts: str) -> dict[str, Any]:
    """Send a form, and give what the app answers."""
    values = {block: {"teach": {"value": text}} for block, text in texts.items()}
    values["reason"] = {"teach_decline": {"value": texts.get("reason", "")}}
    view = {"callback_id": callback, "private_metadata": json.dumps(metadata), "state": {"values": values}, "type": "modal"}
    person = {"id": chat.slack.user_id(user), "team_id": TEAM}
    body = {"type": "view_submission", "team": {"id": TEAM}, "user": person, "view": view}
    answer = chat.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
    read: dict[str, Any] = json.loads(answer.body) if answer.body else {}
    return read


def proposed(chat: Chat, user: str, question: str, answer: str = "답이에요.") -> str:
    """Propose an answer by the form, and give the proposal's id."""
    assert sent(chat, user, "teach_view", {"l": "ko"}, question=question, answer_ko=answer) == {}
    chat.quiet()
    return next(one.id for one in chat.bot.resources.state.taught.waiting(TEAM) if one.said.question == question)


def direct(chat: Chat, user: str) -> list[Message]:
    """Give what the bot wrote to somebody."""
    return [one for one in chat.slack.messages(chat.direct(user)) if one.bot_id]


def told(chat: Chat, user: str, what: str) -> Message:
    """Give the bot's message to somebody that shows these words, as soon as it is there."""
    return chat.slack.wait_for_message(
        lambda one: bool(one.bot_id) and what in shown(one), channel=chat.direct(user), user=user, seconds=10
    )


def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return as soon as it happened, where nothing in the workspace shows it; fail where it does not."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


# --- what was asked in private ----------------------------------------------------------------------------------------
def test_what_was_asked_in_private_is_read_out_in_no_channel(chat: Chat, clock: Clock) -> None:
    """By direct message, by command, or called wrong there: the summary counts it; the maintainers' list shows it."""
    channel, state = chat.new_channel(), chat.bot.resources.state
    state.digests.switch_on(Digest(team=TEAM, channel=chat.slack.channel_id(channel), lang="ko", zone="Asia/Seoul"))
    home = chat.direct("sol")
    root = chat.ask("sol", home, "오리온 인수 VPC 피어링 비용 얼마야?")
    chat.heard(home, root, "피어링")
    assert chat.slack.command("sol", channel, "/routelore 백조 프로젝트의 VPC 피어링 비용은 얼마야?").ok
    chat.told("sol", channel, "피어링")
    known = chat.ask("sol", home, "흑조 계정에서 라우팅 테이블이 뭐야?")
    assert chat.slack.click("sol", chat.heard(home, known, "출처"), "wrong").ok
    chat.heard(home, known, "알려 줘서 고마워요")
    aloud = chat.ask("jun", channel, f"@routelore {GAP}")
    chat.heard(channel, aloud, "피어링")
    chat.quiet()
    clock.at += timedelta(days=4, hours=21)
    digest.post_due(chat.bot.resources)
    summary = chat.slack.wait_for_message(lambda one: "지난주 질문 요약" in shown(one), channel=channel)
    said = json.dumps([summary.text, summary.blocks], ensure_ascii=False)
    assert GAP in said
    assert not [secret for secret in ("오리온", "백조", "흑조") if secret in said]
    assert "질문 *4*" in said
    kept = {one.text for one in state.asked.askings(TEAM)}
    assert {word for word in ("오리온", "백조", "흑조") if any(word in text for text in kept)} == {"오리온", "백조", "흑조"}
    state.digests.switch_off(TEAM, chat.slack.channel_id(channel))


def test_one_persons_command_is_not_understood_with_anothers(chat: Chat) -> None:
    """In the same channel, a minute later: "and its cost?" is about what the asker said, not what somebody else did."""
    channel = chat.new_channel()
    assert chat.slack.command("mina", channel, "/routelore 게이트웨이 엔드포인트가 뭐야?").ok
    chat.told("mina", channel, "출처")
    assert chat.slack.command("sol", channel, "/routelore 그럼 비용은?").ok
    chat.told("sol", channel, "모르겠어요")
    assert chat.slack.command("mina", channel, "/routelore 그럼 비용은?").ok
    assert chat.slack.wait_for(lambda: len(chat.slack.messages(channel, "mina")) > 1)
    assert "모르겠어요" not in shown(chat.slack.messages(channel, "mina")[-1])


def test_who_asked_is_kept_nowhere_once_they_were_told(chat: Chat) -> None:
    """Asking, by whatever way, leaves no id; the wait for an answer does, and it goes with the answer."""
    state, channel = chat.bot.resources.state, chat.new_channel()
    chat.slack.join("Haru", "Haru Kim")
    haru = chat.slack.user_id("haru")
    assert chat.slack.command("haru", chat.direct("haru"), "/routelore 라우팅 테이블이 뭐야?").ok
    root = chat.ask("haru", chat.direct("haru"), "게이트웨이 엔드포인트가 뭐야?")
    chat.heard(chat.direct("haru"), root, "출처")
    state.waiting.turn(Waiting(team=TEAM, user=haru, text="NAT 게이트웨이가 뭐야?", lang="ko"))
    chat.kept()
    assert _rows_with(chat, haru) == {"waiting"}
    hearing_back.tell_everybody(chat.bot.resources)
    told(chat, "haru", "이제 답할 수 있어요")
    chat.quiet()
    assert _rows_with(chat, haru) == set()
    assert channel


def _rows_with(chat: Chat, what: str) -> set[str]:
    """Give the tables in which a row holds this, beside who was welcomed and what was delivered, which is no question."""
    from bot.state.tables import Table

    found = set()
    with chat.bot.resources.state._transaction() as session:
        for name in Table.metadata.tables:
            rows = session.connection().exec_driver_sql(f"select * from {name}").fetchall()  # noqa: S608 (names of our own)
            if name not in {"deliveries", "learners", "welcomed"} and any(what in str(row) for row in rows):
                found.add(name)
    return found


# --- what people write ------------------------------------------------------------------------------------------------
def test_what_people_write_is_shown_as_they_wrote_it_and_does_nothing(chat: Chat) -> None:
    """Mentions, links, control characters, code: in the proposal, the answer, the reason, Home and the messages."""
    question = f"오리 연못 {NASTY}"[:290]
    assert sent(chat, "sol", "teach_view", {"l": "ko"}, question=question, answer_ko=f"답 {NASTY}", title=NASTY[:100]) == {}
    one = chat.bot.resources.state.taught.waiting(TEAM)[-1]
    told(chat, "mina", "오리 연못")
    assert chat.slack.open_home("mina").ok
    assert sent(chat, "mina", "teach_decline_view", {"p": one.id, "v": "1", "l": "ko"}, reason=NASTY) == {}
    told(chat, "sol", "제안을 반려했어요")
    chat.quiet()
    calls = json.dumps([call.args for call in chat.slack.calls if "오리 연못" in str(call.args)], ensure_ascii=False)
    assert "오리 연못" in calls
    for bad in ("<!channel", "<http://evil", "|aws.amazon.com>", "\u202e", "\\u001b", "\x1b"):
        assert bad not in calls, bad
    assert "aws.amazon.com (evil.example)>" in calls


def test_the_log_holds_nobodys_words_and_nobodys_id(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """Asked, judged, taught, approved, retired, dismissed, refused: whatever happens, the log tells that it did."""
    caplog.set_level(logging.INFO)
    state, channel = chat.bot.resources.state, chat.new_channel()
    root = chat.ask("sol", channel, "@routelore 플라밍고암호 VPC 피어링 비용 얼마야?")
    missing = chat.heard(channel, root, "피어링")
    assert chat.slack.click("sol", missing, "hear_back").ok
    chat.told("sol", channel, "DM으로 알려 드릴게요")
    name = proposed(chat, "sol", "flamingosecret 계정은 누가 관리해요?", "플라밍고암호 팀이요.")
    assert chat.slack.click("mina", told(chat, "mina", "flamingosecret"), "teach_approve").ok
    told(chat, "sol", "제안을 승인했어요")
    assert sent(chat, "mina", "teach_retire_view", {"p": name, "l": "ko"}) == {}
    told(chat, "sol", "답을 내렸어요")
    until(lambda: "taught entry retired" in caplog.text)
    with no_database(chat):
        sent(chat, "sol", "teach_view", {"l": "ko"}, question="플라밍고암호 두 번째", answer_ko="답")
    chat.quiet()
    text = caplog.text.lower()
    assert "taught entry approved" in text
    for secret in ("플라밍고", "flamingo", "u0sol", "u0mina", chat.slack.bot_token.lower(), "hooks.slack"):
        assert secret not in text, secret
    for left in state.waiting.everybody(TEAM):
        state.waiting.forget(left)


def test_a_question_that_could_be_any_is_no_question_to_teach(chat: Chat) -> None:
    """A mere why would claim every talk that goes on; a greeting, every talk."""
    for vague in ("왜?", "why?", "뭐야?", "안녕", "그거", "tell me"):
        answer = sent(chat, "sol", "teach_view", {"l": "ko"}, question=vague, answer_ko="훔친 답이에요")
        assert vague in answer["errors"]["question"], vague
    answer = sent(chat, "sol", "teach_view", {"l": "ko"}, question="결제 VPC는?", other_ways="why?", answer_ko="답")
    assert "why?" in answer["errors"]["other_ways"]


# --- bad luck ---------------------------------------------------------------------------------------------------------
def test_without_the_database_a_form_says_so_and_keeps_what_was_written(chat: Chat) -> None:
    """One sentence at a field; the form stays open, for whoever proposes and for whoever decides."""
    name = proposed(chat, "sol", "개발 계정의 VPC는 몇 개예요?")
    carried = {"p": name, "v": "1", "l": "ko"}
    with no_database(chat):
        for user, callback in (("sol", "teach_view"), ("mina", "teach_edit_view"), ("mina", "teach_decline_view")):
            answer = sent(chat, user, callback, carried, question="무엇이 VPC예요?", answer_ko="답", reason="아니요")
            assert answer["response_action"] == "errors", callback
            assert "데이터베이스" in str(answer["errors"])
        answer = sent(chat, "mina", "teach_retire_view", carried)
        assert answer["response_action"] == "update"
        assert "데이터베이스" in str(answer["view"])
    assert chat.bot.resources.state.taught.waiting(TEAM)[-1].id == name


def test_without_the_database_a_click_gets_one_sentence(chat: Chat) -> None:
    """And counts once it is there again."""
    proposed(chat, "sol", "운영 계정의 VPC는 몇 개예요?")
    message = told(chat, "mina", "운영 계정의 VPC")
    before = len(_sorry(chat, "mina"))
    with no_database(chat):
        assert chat.slack.click("mina", message, "teach_approve").ok
        assert chat.slack.wait_for(lambda: len(_sorry(chat, "mina")) > before)
    chat.quiet()
    assert len(_sorry(chat, "mina")) == before + 1
    assert chat.slack.click("mina", message, "teach_approve").ok
    told(chat, "sol", "운영 계정의 VPC는 몇 개예요?")


def _sorry(chat: Chat, user: str) -> list[Message]:
    """Give what somebody was told of a database that is not there."""
    return [one for one in chat.slack.messages(chat.direct(user), user) if "데이터베이스" in shown(one)]


def test_maintainers_that_slack_does_not_name_just_now_are_told_later(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The proposer is not told that there is nobody, and hears it once; the admins hear of it at the next round."""
    clock = Clock()
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path_factory.mktemp("unnamed"), now=clock) as chat,
    ):
        slack.faults.next("users.list", error="internal_error", times=3)
        proposed(chat, "sol", "결제 VPC의 NAT는 몇 개예요?")
        assert "다른 관리자가 없어요" not in shown(told(chat, "sol", "고마워요"))
        chat.quiet()
        assert direct(chat, "mina") == []
        slack.faults.waiting.clear()
        clock.at += timedelta(minutes=2)
        for _ in range(2):
            teaching_notices.tell_missed(chat.bot.resources)
            clock.at += timedelta(minutes=2)
        told(chat, "mina", "답을 제안했어요")
        assert [len([m for m in direct(chat, user) if "결제 VPC의 NAT" in shown(m)]) for user in ("mina", "sol")] == [1, 1]


@pytest.mark.parametrize("code", ["cannot_dm_bot", "account_inactive"])
def test_whoever_cannot_be_written_to_keeps_nobody_else_from_hearing(chat: Chat, clock: Clock, code: str) -> None:
    """One maintainer's account is closed: the other is told, and nobody is tried for ever."""
    question = f"{'스테이징' if code == 'cannot_dm_bot' else '샌드박스'} VPC의 CIDR는 뭐예요?"
    clock.at += timedelta(minutes=2)
    teaching_notices.tell_missed(chat.bot.resources)
    chat.slack.faults.next("conversations.open", error=code)
    proposed(chat, "sol", question)
    told(chat, "mina", question)
    told(chat, "jun", question)
    state = chat.bot.resources.state
    until(lambda: not state.taught.untold(clock.at - timedelta(days=1), clock.at + timedelta(seconds=1)))
    clock.at += timedelta(minutes=2)
    count = len(chat.slack.calls)
    teaching_notices.tell_missed(chat.bot.resources)
    assert not [call for call in chat.slack.calls[count:] if call.method == "conversations.open"]


def test_an_answer_of_which_a_part_was_told_is_not_told_again(chat: Chat, clock: Clock) -> None:
    """Slack fails after the first of several messages: whoever waited has the answer, and is not disturbed every round."""
    state, resources = chat.bot.resources.state, chat.bot.resources
    said = Proposal(question="두루미 VPC의 엔드포인트 목록은 어디에 있어요?", ko="여기예요.\n" + "긴 목록\n" * 4000)
    one = state.taught.propose(TEAM, "U0JUN", said, "ko")
    entry = entry_of(said, "crane", clock.at.date())
    assert state.taught.approve(one, "U0MINA", entry, state.taught.settled(TEAM))
    state.taught.told(one)
    resources.services.notes.renew(TEAM)
    state.waiting.turn(Waiting(team=TEAM, user="U0SOL", text=said.question, lang="ko"))
    chat.slack.faults.next("chat.postMessage")
    chat.slack.faults.next("chat.postMessage", error="internal_error")
    hearing_back.tell_everybody(resources)
    until(lambda: "U0SOL" not in {left.user for left in state.waiting.everybody()})
    hearing_back.tell_everybody(resources)
    assert len([m for m in direct(chat, "sol") if "두루미 VPC" in shown(m) and "이제 답할 수 있어요" in shown(m)]) == 1


def test_a_bot_leaves_alone_what_is_another_workspaces(chat: Chat, clock: Clock) -> None:
    """Two bots on one database: neither posts, forgets nor ends what the other has to tell."""
    state, resources = chat.bot.resources.state, chat.bot.resources
    waits = Waiting(team="T0HARBOR", user="U0ELSEWHERE", text="게이트웨이 엔드포인트가 뭐야?", lang="ko")
    weekly = Digest(team="T0HARBOR", channel="C0HARBOR", lang="ko", zone="Asia/Seoul")
    state.waiting.turn(waits)
    state.digests.switch_on(weekly)
    one = state.taught.propose("T0HARBOR", "U0ELSEWHERE", Proposal(question="우리 VPC?", ko="답"), "ko")
    clock.at += timedelta(days=7)
    count = len(chat.slack.calls)
    hearing_back.tell_everybody(resources)
    digest.post_due(resources)
    teaching_notices.tell_missed(resources)
    posted = [call.method for call in chat.slack.calls[count:] if "ELSEWHERE" in str(call) or "HARBOR" in str(call)]
    assert posted == []
    assert state.waiting.everybody("T0HARBOR") == (waits,)
    assert weekly in state.digests.everywhere()
    assert one.id in {left.id for left in state.taught.untold(clock.at - timedelta(days=8), clock.at)}
    state.waiting.forget(waits)
    state.digests.switch_off("T0HARBOR", "C0HARBOR")
    assert state.taught.withdraw(one)
