"""The life of a newcomer in the chat: welcomed, taught, asked, wrong, away, back, through, and seen by those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from bot.notes import Notes
from bot.playground.slack import LocalSlack, Parcel, ParcelKind
from tests.e2e.chat import Chat, manifest, open_chat, services_for, serving, shown, version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message, View

TEAM = "T0ORCHARD"


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("chat")) as opened:
        yield opened


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Give a workspace in which bots come and go."""
    with LocalSlack(manifest(), posts_per_second=None) as opened:
        yield opened


class Newcomer:
    """Somebody who learns, with what their direct message shows."""

    def __init__(self, chat: Chat, name: str, *, locale: str = "ko-KR") -> None:
        """Join the workspace under this name, or go on as somebody who did."""
        self.chat = chat
        self.name = name
        known = {one.name for one in chat.slack.desk.workspace.persons.values()}
        self.direct = chat.direct(name) if name in known else str(chat.slack.join(name, name.title(), locale=locale).channel)

    def said(self) -> list[Message]:
        """Give what the bot said beside the threads, oldest first."""
        return [m for m in self.chat.slack.messages(self.direct) if m.bot_id and m.thread_ts is None and not m.ephemeral_for]

    def to_press(self) -> list[Message]:
        """Give the messages that have something to press."""
        return [m for m in self.said() if any(block["type"] == "actions" for block in m.blocks)]

    def can_press_only(self, message: Message) -> None:
        """Make sure that in the end nothing but this message has buttons."""
        assert self.chat.slack.wait_for(lambda: [m.ts for m in self.to_press()] == [message.ts], 10), self.to_press()

    def sees(self, what: str, action: str = "", after: Message | None = None) -> Message:
        """Give the newest message that shows these words, with this button where one is meant, once there is one."""

        def newest() -> Message | None:
            later = [m for m in self.said() if after is None or m.ts > after.ts]
            return next((m for m in reversed(later) if what in shown(m) and (not action or has(m, action))), None)

        assert self.chat.slack.wait_for(lambda: newest() is not None, 10), [shown(m) for m in self.said()][-2:]
        found = newest()
        assert found is not None
        return found

    def press(self, where: Message | View, action: str) -> None:
        """Press a button."""
        assert self.chat.slack.click(self.name, where, action).ok

    def answer(self, message: Message, choice: int) -> None:
        """Pick an option of a quiz and press the button below it."""
        (block,) = [one for one in message.blocks if one["type"] == "input"]
        option = block["element"]["options"][choice]
        state = {block["block_id"]: {"quiz": {"type": "radio_buttons", "selected_option": option}}}
        assert self.chat.slack.click(self.name, message, "lesson_answer", state=state).ok

    def home(self, what: str) -> View:
        """Give Home once it shows these words."""
        assert self.chat.slack.open_home(self.name).ok
        return self.at_home(what)

    def at_home(self, what: str) -> View:
        """Give the open Home once it shows these words."""
        slack = self.chat.slack
        assert slack.wait_for(lambda: what in str(getattr(slack.home(self.name), "content", "")), 10), slack.home(self.name)
        view = slack.home(self.name)
        assert view is not None
        return view

    def whispered(self, what: str) -> Message:
        """Give what only they see, once it is there."""
        return self.chat.told(self.name, self.direct, what)

    def begins(self) -> Message:
        """Start the path and give its first lesson."""
        self.press(self.sees("레슨 14개", "lesson_start.0"), "lesson_start.0")
        return self.sees("1. 빌려 쓰는 컴퓨터", "lesson_next")

    def fails_the_first_quiz(self) -> None:
        """Start the path and be wrong."""
        self.press(self.begins(), "lesson_next")
        quiz = self.sees("퀴즈 1/", "lesson_answer")
        self.answer(quiz, wrong_of("the-cloud"))
        self.sees("아쉽지만")


def has(message: Message, action: str) -> bool:
    """Say whether a message has this button."""
    return any(one.get("action_id") == action for block in message.blocks for one in block.get("elements", ()))


def right_of(lesson: str, question: int = 0) -> int:
    """Give the position of the right answer to a question of the product's path."""
    (path,) = version().paths
    found = path.lesson(lesson)
    assert found is not None
    asked = found.quiz[question]
    return asked.options.index(asked.right)


def wrong_of(lesson: str, question: int = 0) -> int:
    """Give the position of a wrong answer to a question of the product's path."""
    return 1 if right_of(lesson, question) == 0 else 0


def test_the_whole_life_of_a_newcomer_with_two_restarts(slack: LocalSlack, tmp_path: Path) -> None:
    """Welcomed, taught, wrong, right, gone, back, skipped, through: nothing is lost, and only the newest has buttons."""
    with serving(slack, tmp_path) as chat:
        dana = Newcomer(chat, "dana")
        first = dana.begins()
        assert "1/14" in shown(first)
        dana.press(first, "lesson_next")
        quiz = dana.sees("퀴즈 1/", "lesson_answer")
        dana.can_press_only(quiz)

    with serving(slack, tmp_path) as chat:
        dana = Newcomer(chat, "dana")
        dana.answer(quiz, wrong_of("the-cloud"))
        wrong = dana.sees("아쉽지만", "pick_entry.0")
        assert wrong.ts == quiz.ts
        dana.press(wrong, "pick_entry.0")
        chat.heard(dana.direct, quiz.ts, "출처")
        dana.answer(wrong, right_of("the-cloud"))
        dana.press(dana.sees("맞았어요", "lesson_next"), "lesson_next")
        second = dana.sees("퀴즈 2/", "lesson_answer")
        assert second.ts == quiz.ts
        dana.press(second, "lesson_later")
        dana.sees("여기까지 저장했어요", "lesson_start.0")

    with serving(slack, tmp_path) as chat:
        dana = Newcomer(chat, "dana")
        chat.ask("dana", dana.direct, "온보딩 이어서 하기")
        again = dana.sees("퀴즈 2/", "lesson_skip", after=quiz)
        dana.press(again, "lesson_skip")
        dana.press(dana.sees("2. 내 네트워크", "lesson_back"), "lesson_back")
        dana.sees("1. 빌려 쓰는 컴퓨터", "lesson_next", after=again)
        view = dana.home("1개 건너뜀")
        assert chat.slack.select("dana", view, "lesson_open", "cloud-to-gateway-endpoint/whose-traffic-it-carries").ok
        dana.press(dana.sees("14. 엔드포인트가", "lesson_skip"), "lesson_skip")
        for number in range(2, 14):
            dana.press(dana.sees(f"{number}/14", "lesson_skip"), "lesson_skip")
        end = dana.sees("끝까지 왔어요", "lesson_open.0")
        assert "2문제 중" in shown(end) or "1문제 중" in shown(end)
        dana.can_press_only(end)
        dana.press(end, "lesson_labs")
        chat.slack.wait_for_message(
            lambda m: m.ts > end.ts and "네트워크 고치기" in shown(m), channel=dana.direct, seconds=10
        )
        assert chat.slack.select("dana", end, "lesson_open.0", "cloud-to-gateway-endpoint/the-cloud").ok
        dana.sees("1. 빌려 쓰는 컴퓨터", "lesson_next", after=end)


def test_somebody_who_joins_is_welcomed_once_and_guests_and_bots_are_not(slack: LocalSlack, tmp_path: Path) -> None:
    """The event may come again, and after a restart: one welcome, whoever it is that Slack calls a person of the team."""
    with serving(slack, tmp_path) as chat:
        dana = Newcomer(chat, "dana")
        dana.sees("반가워요")
        joined(chat, {"id": "U0DANA"}, "Ev0AGAIN")
        joined(chat, {"id": "U0SOL", "is_restricted": True}, "Ev0GUEST")
        joined(chat, {"id": "U0JUN", "is_bot": True}, "Ev0BOT")
        joined(chat, {"id": "USLACKBOT"}, "Ev0SLACK")
        everything_heard(chat)
    with serving(slack, tmp_path) as chat:
        joined(chat, {"id": "U0DANA"}, "Ev0LATER")
        everything_heard(chat)
    assert len(dana.said()) == 1
    assert Newcomer(chat, "sol").said() == Newcomer(chat, "jun").said() == []


def everything_heard(chat: Chat) -> None:
    """Return once what was sent to the bot before has arrived there; closing it waits until that is dealt with."""
    chat.heard("#network", chat.ask("mina", "#network", "@routelore help"), "routelore")


def joined(chat: Chat, person: dict[str, object], event: str) -> None:
    """Tell the bot that somebody joined."""
    payload = {
        "team_id": TEAM,
        "event_id": event,
        "type": "event_callback",
        "event": {"type": "team_join", "user": person},
    }
    chat.slack.deliver(Parcel(kind=ParcelKind.EVENT, payload=payload, what="team_join"))


def test_the_unasked_welcome_can_be_switched_off(slack: LocalSlack, tmp_path: Path) -> None:
    """Nobody is written to, and whoever asks is welcomed all the same."""
    with serving(slack, tmp_path, env={"ROUTELORE_WELCOME": "off"}) as chat:
        dana = Newcomer(chat, "dana")
        everything_heard(chat)
        assert dana.said() == []
        chat.ask("dana", dana.direct, "온보딩")
        dana.sees("반가워요", "lesson_start.0")
        assert len(dana.said()) == 1


def test_somebody_who_cannot_be_written_to_is_no_error(slack: LocalSlack, tmp_path: Path) -> None:
    """Slack refuses the direct message; the bot goes on."""
    with serving(slack, tmp_path) as chat:
        slack.faults.next("conversations.open", error="cannot_dm_bot")
        dana = Newcomer(chat, "dana")
        assert slack.wait_for(lambda: any(not call.ok for call in slack.calls if call.method == "conversations.open"), 10)
        assert dana.said() == []
        chat.ask("dana", dana.direct, "온보딩")
        dana.sees("반가워요", "lesson_start.0")


def test_not_now_is_taken_kindly(chat: Chat) -> None:
    """The welcome loses its buttons and says how to come back."""
    ivo = Newcomer(chat, "ivo", locale="en-US")
    welcome = ivo.sees("Welcome", "lesson_later")
    ivo.press(welcome, "lesson_later")
    assert ivo.sees("Whenever you feel like it").ts == welcome.ts
    assert chat.slack.wait_for(lambda: ivo.to_press() == [])
    chat.ask("ivo", ivo.direct, "onboarding")
    ivo.sees("Welcome", "lesson_start.0")


def test_the_language_is_that_of_slack_until_somebody_chooses(chat: Chat) -> None:
    """A button changes it in place, and it stays changed."""
    noa = Newcomer(chat, "noa", locale="en-US")
    noa.press(noa.sees("14 lessons", "lesson_lang"), "lesson_lang")
    first = noa.begins()
    noa.press(first, "lesson_lang")
    assert noa.sees("Take the quiz", "lesson_lang").ts == first.ts
    noa.press(noa.sees("Take the quiz"), "lesson_next")
    noa.press(noa.sees("quiz 1/", "lesson_lang"), "lesson_lang")
    noa.sees("퀴즈 1/", "lesson_answer")


def test_old_and_doubled_clicks_change_nothing_and_say_where_one_is(chat: Chat) -> None:
    """What a step behind offers is answered with the way to the present one."""
    rey = Newcomer(chat, "rey")
    first = rey.begins()
    old = chat.slack.desk.workspace.message(first.channel, first.ts)
    assert old is not None
    armed = list(first.blocks)
    rey.press(first, "lesson_next")
    quiz = rey.sees("퀴즈 1/", "lesson_answer")
    rey.press(quiz, "lesson_answer")
    rey.whispered("먼저 답을 하나 골라")
    rey.can_press_only(quiz)
    chat.slack.desk.revise(old, blocks=armed)
    for action in ("lesson_next", "lesson_skip", "lesson_later"):
        rey.press(first, action)
    assert chat.slack.wait_for(
        lambda: sum("지나온 단계" in shown(m) for m in chat.slack.messages(rey.direct, "rey")) == 3, 10
    )
    assert rey.sees("퀴즈 1/", "lesson_answer").ts == quiz.ts


def test_when_the_newest_message_is_gone_it_is_shown_anew(chat: Chat) -> None:
    """A deleted message is no dead end: neither for its own buttons nor for those of older ones."""
    kim = Newcomer(chat, "kim")
    first = kim.begins()
    kept = list(first.blocks)
    kim.press(first, "lesson_next")
    quiz = kim.sees("퀴즈 1/", "lesson_answer")
    chat.kept()
    for message in (quiz, first):
        found = chat.slack.desk.workspace.message(message.channel, message.ts)
        assert found is not None
        if message is quiz:
            chat.slack.desk.remove(found)
        else:
            chat.slack.desk.revise(found, blocks=kept)
    kim.press(first, "lesson_next")
    kim.sees("퀴즈 1/", "lesson_answer", after=quiz)


def test_starting_over_is_asked_first_and_keeps_the_choice_to_share(chat: Chat) -> None:
    """The wish asks, “keep it” keeps it, and the other button begins again."""
    lea = Newcomer(chat, "lea")
    lea.fails_the_first_quiz()
    view = lea.home("진도 공개하기")
    lea.press(view, "lesson_share")
    lea.at_home("공개 그만하기")
    chat.ask("lea", lea.direct, "온보딩 처음부터 다시")
    asked = lea.sees("처음부터 다시 할까요", "lesson_reset")
    lea.press(asked, "lesson_start.0")
    kept = lea.sees("아쉽지만", "lesson_next", after=asked)
    lea.can_press_only(kept)
    chat.ask("lea", lea.direct, "start over")
    lea.press(lea.sees("처음부터 다시 할까요", "lesson_reset", after=kept), "lesson_reset")
    again = lea.sees("1. 빌려 쓰는 컴퓨터", "lesson_next", after=kept)
    lea.can_press_only(again)
    (progress,) = [one for _, one in chat.bot.resources.state.learners.everybody(TEAM, "U0LEA")]
    assert (progress.replies, progress.shares) == ((), True)


def test_lessons_asked_for_elsewhere_are_in_the_direct_message(chat: Chat) -> None:
    """By mention and by command: there is the welcome, and here is where it is."""
    channel = chat.new_channel()
    zoe = Newcomer(chat, "zoe")
    assert chat.slack.invite(channel, "zoe").ok
    root = chat.ask("zoe", channel, "@routelore 온보딩 시작")
    assert "DM에 올려 뒀어요" in shown(chat.heard(channel, root, "DM"))
    zoe.begins()
    assert chat.slack.command("zoe", channel, "/routelore 내 진도").ok
    chat.told("zoe", channel, "DM에 올려 뒀어요")
    zoe.sees("14개 중 0개 완료", "lesson_share")
    assert len(chat.replies(channel, root)) == 1


def test_progress_that_cannot_be_read_is_said_so_and_can_be_begun_over(slack: LocalSlack, tmp_path: Path) -> None:
    """One sentence and the way out, in the direct message and in Home."""
    with serving(slack, tmp_path) as chat:
        Newcomer(chat, "dana").begins()
        chat.quiet()
    engine = create_engine(f"sqlite:///{tmp_path / 'routelore.db'}")
    with engine.begin() as connection:
        connection.execute(text("""UPDATE progress SET body = '{"version": 99}'"""))
    engine.dispose()
    with serving(slack, tmp_path) as chat:
        dana = Newcomer(chat, "dana")
        chat.ask("dana", dana.direct, "내 진도")
        dana.sees("읽을 수 없어요", "lesson_reset")
        chat.ask("dana", dana.direct, "continue")
        view = dana.home("저장된 진도를 읽을 수 없어요")
        dana.press(view, "lesson_reset")
        dana.at_home("14개 중 0개 완료")
        dana.sees("1. 빌려 쓰는 컴퓨터", "lesson_next")


def test_the_lead_sees_who_agreed_and_which_lessons_lose_people_without_names(slack: LocalSlack, tmp_path: Path) -> None:
    """Nobody before they agree, no lesson before three people came to it, and nothing for anybody else."""
    with serving(slack, tmp_path) as chat:
        people = [Newcomer(chat, name) for name in ("dana", "lea", "kim")]
        for one in people[:2]:
            one.fails_the_first_quiz()
        mina, sol = Newcomer(chat, "mina"), Newcomer(chat, "sol")
        view = mina.home("진도를 공개한 사람이 아직 없어요")
        assert "아직 3명 이상 막힌 레슨이 없어요" in str(view.content)
        people[2].fails_the_first_quiz()
        people[0].press(people[0].home("진도 공개하기"), "lesson_share")
        people[0].at_home("공개 그만하기")
        seen = str(mina.home("3명 중 3명이 퀴즈를 처음에 틀림").content)
        assert "<@U0DANA>" in seen
        assert not {"<@U0LEA>", "<@U0KIM>"} & {name for name in ("<@U0LEA>", "<@U0KIM>") if name in seen}
        root = chat.ask("mina", mina.direct, "팀 진도 보여줘")
        assert "<@U0DANA>" in shown(chat.heard(mina.direct, root, "어려워하는 레슨"))
        root = chat.ask("sol", sol.direct, "팀 진도 보여줘")
        chat.heard(sol.direct, root, "관리하는 분들만")
        assert "팀 학습 현황" not in str(sol.home("온보딩").content)
        people[0].press(people[0].at_home("공개 그만하기"), "lesson_share")
        people[0].at_home("진도 공개하기")
        assert "<@U0DANA>" not in str(mina.home("진도를 공개한 사람이 아직 없어요").content)


def test_a_teams_own_path_stands_beside_ours_and_one_of_them_is_chosen(slack: LocalSlack, tmp_path: Path) -> None:
    """Its lessons read our entries; when it is changed meanwhile, progress goes on where it can."""
    folder = tmp_path / "knowledge"
    (folder / "paths" / "lessons").mkdir(parents=True)
    (folder / "entries").mkdir()
    (folder / "paths" / "ours.yaml").write_text(OWN_PATH, encoding="utf-8")
    lesson = folder / "paths" / "lessons" / "our-nat.yaml"
    lesson.write_text(OWN_LESSON, encoding="utf-8")

    with serving(slack, tmp_path, services=lambda network: services_for(network, Notes(folder))) as chat:
        dana = Newcomer(chat, "dana")
        own = dana.sees("우리 팀 NAT", "lesson_later")
        accessories = [block["accessory"] for block in own.blocks if "accessory" in block]
        assert len(accessories) == 2
        dana.press(own, accessories[1]["action_id"])
        dana.press(dana.sees("1. 우리 NAT", "lesson_next"), "lesson_next")
        dana.sees("퀴즈 1/2", "lesson_answer")
        view = dana.home("다른 과정")
        dana.press(view, "lesson_paths")
        dana.sees("어떤 과정을 시작할까요")

    lesson.write_text(OWN_LESSON.replace("id: our-nat", "id: our-nat-now\nformerly: [our-nat]"), encoding="utf-8")
    lesson.rename(lesson.with_name("our-nat-now.yaml"))
    (folder / "paths" / "ours.yaml").write_text(OWN_PATH.replace("[our-nat]", "[our-nat-now]"), encoding="utf-8")
    with serving(slack, tmp_path, services=lambda network: services_for(network, Notes(folder))) as chat:
        dana = Newcomer(chat, "dana")
        chat.ask("dana", dana.direct, "continue")
        dana.can_press_only(dana.sees("퀴즈 1/2", "lesson_answer"))


OWN_PATH = """\
id: ours
title: {ko: 우리 팀 NAT, en: Our team's NAT}
about: {ko: 우리 팀이 쓰는 NAT 이야기예요., en: How our team uses NAT.}
lessons: [our-nat]
"""
OWN_LESSON = """\
id: our-nat
title: {ko: 우리 NAT, en: Our NAT}
entries:
- nat
quiz:
- id: first
  ask: {ko: 누가 먼저일까요?, en: Who is first?}
  options:
  - {ko: 먼저 온 사람, en: The first to come, right: true}
  - {ko: 나중 온 사람, en: The last to come, why: {ko: 줄이니까요., en: It is a line.}, entry: nat}
  - {ko: 아무나, en: Anybody, why: {ko: 줄이니까요., en: It is a line.}, entry: nat}
- id: second
  ask: {ko: 그다음은요?, en: And then?}
  options:
  - {ko: 없어요, en: Nobody, why: {ko: 줄이니까요., en: It is a line.}, entry: nat}
  - {ko: 두 번째, en: The second, right: true}
  - {ko: 첫 번째, en: The first, why: {ko: 이미 나왔어요., en: That is out already.}, entry: nat}
"""
