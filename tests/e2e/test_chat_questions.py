"""Questions in the chat, from what was typed to what is shown."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from bot.notes import Notes
from bot.playground.slack import Parcel, ParcelKind
from tests.e2e.chat import Chat, Network, open_chat, services_for, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services import Services

KOREAN = "게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?"
ENGLISH = "what does a route table's target mean?"
UNANSWERABLE = "S3 lifecycle 규칙은 어떻게 만들어요?"
OF_THE_OFFICE = "연차 며칠 남았는지 어디서 봐요"


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("chat")) as opened:
        yield opened


@pytest.fixture
def channel(chat: Chat) -> str:
    """Give a channel in which nothing was said yet."""
    return chat.new_channel()


def test_a_mention_is_answered_in_its_thread_and_language(chat: Chat, channel: str) -> None:
    """A Korean question gets Korean and an English one English, each with where it comes from."""
    korean = chat.ask("mina", channel, f"@routelore {KOREAN}")
    english = chat.ask("mina", channel, f"@routelore {ENGLISH}")
    assert "출처: 노트" in shown(chat.heard(channel, korean, "게이트웨이"))
    assert "Source: notes" in shown(chat.heard(channel, english, "target"))


def test_a_direct_message_needs_no_mention(chat: Chat) -> None:
    """Whoever writes to the bot is answered, in the thread of the message."""
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, "라우팅 테이블이 뭐야?")
    assert "라우팅" in shown(chat.heard(direct, root, "출처"))


def test_a_question_delivered_twice_is_answered_once(chat: Chat, channel: str) -> None:
    """The second delivery is acknowledged and nothing more."""
    chat.slack.faults.duplicate_next()
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")
    again = chat.ask("mina", channel, f"@routelore {ENGLISH}")
    chat.heard(channel, again, "Source")
    chat.quiet()
    assert len(chat.replies(channel, root)) == 1


def test_a_mention_in_a_thread_arrives_twice_and_is_answered_once(chat: Chat, channel: str) -> None:
    """Slack sends a mention as a mention and as a message."""
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")
    chat.ask("mina", channel, f"@routelore {ENGLISH}", root)
    chat.heard(channel, root, "Source")
    chat.quiet()
    assert len(chat.replies(channel, root)) == 2


def test_an_empty_mention_gets_a_sentence_in_the_persons_language(chat: Chat, channel: str) -> None:
    """Nothing was asked, and the bot says what could be: in the language of the person's Slack."""
    korean = chat.ask("mina", channel, "@routelore")
    english = chat.ask("jun", channel, "@routelore")
    chat.heard(channel, korean, "질문이 비어 있어요")
    chat.heard(channel, english, "There is no question")


def test_a_question_of_forty_thousand_characters_gets_a_sentence(chat: Chat, channel: str) -> None:
    """The bot says how long it was and how long it may be."""
    root = chat.ask("mina", channel, "@routelore " + "왜 " * 15_000)
    said = shown(chat.heard(channel, root, "너무 길어요"))
    assert "2,000자" in said


def test_a_matter_of_the_office_is_near_no_topic(chat: Chat, channel: str) -> None:
    """Nothing of ours is named: no topic is offered, and the ways to an answer are."""
    root = chat.ask("mina", channel, f"@routelore {OF_THE_OFFICE}")
    answer = chat.heard(channel, root, "모르겠어요")
    (row,) = [block for block in answer.blocks if block["type"] == "actions"]
    assert [element["action_id"] for element in row["elements"]] == ["ask_team", "hear_back", "teach"]


def test_what_the_notes_do_not_know_is_said_so_with_two_topics_and_a_way_to_people(chat: Chat, channel: str) -> None:
    """No guess: the nearest topics as buttons, and the ways to an answer: the channel, waiting for it, knowing it."""
    root = chat.ask("mina", channel, f"@routelore {UNANSWERABLE}")
    answer = chat.heard(channel, root, "모르겠어요")
    rows = [block for block in answer.blocks if block["type"] == "actions"]
    ids = [[element["action_id"] for element in row["elements"]] for row in rows]
    assert ids == [["pick_entry.0", "pick_entry.1"], ["ask_team", "hear_back", "teach"]]
    assert chat.slack.click("mina", answer, "pick_entry.0").ok
    chat.heard(channel, root, "출처")
    assert chat.slack.click("mina", answer, "ask_team").ok
    question = chat.heard(channel, root, "님의 질문이에요")
    assert UNANSWERABLE in shown(question)
    posted = [call.args for call in chat.slack.calls if call.method == "chat.postMessage" and "reply_broadcast" in call.args]
    assert posted[-1]["reply_broadcast"] in {True, "1", "true"}


def test_from_a_direct_message_people_are_asked_in_a_channel_of_choice(chat: Chat, channel: str) -> None:
    """The form posts where the bot is a member, and says so where it is not."""
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, UNANSWERABLE)
    assert chat.slack.click("sol", chat.heard(direct, root, "모르겠어요"), "ask_team").ok
    chat.slack.wait_for_view("sol")
    outside = chat.slack.submit_view("sol", {"choose_channel": chat.slack.channel_id("#random")})
    assert "/invite" in outside.errors["channel"]
    assert chat.slack.submit_view("sol", {"choose_channel": chat.slack.channel_id(channel)}).ok
    chat.slack.wait_for_message(lambda m: UNANSWERABLE in shown(m), channel=channel)
    chat.slack.wait_for_message(lambda m: "물어봤어요" in shown(m), channel=direct)


def test_an_answer_can_say_why_it_was_chosen(chat: Chat, channel: str) -> None:
    """The button explains the match to the thread."""
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    answer = chat.heard(channel, root, "출처")
    assert chat.slack.click("mina", answer, "why_matched").ok
    chat.heard(channel, root, "알아들은 말")


def test_bots_are_not_answered(chat: Chat, channel: str) -> None:
    """Neither its own words nor another app's start a conversation, even where they mention the bot."""
    for number, extra in enumerate(({"bot_id": "B0OTHER"}, {"bot_id": "B0ROUTELORE", "user": chat.slack.bot_user})):
        event = {
            "type": "app_mention",
            "user": "U0OTHER",
            "channel": chat.slack.channel_id(channel),
            "ts": f"100.{number}",
            "text": f"<@{chat.slack.bot_user}> {KOREAN}",
            **extra,
        }
        payload = {"team_id": "T0ORCHARD", "event_id": f"Ev0BOT{number}", "type": "event_callback", "event": event}
        chat.slack.deliver(Parcel(kind=ParcelKind.EVENT, payload=payload, what="app_mention"))
    root = chat.ask("mina", channel, f"@routelore {ENGLISH}")
    chat.heard(channel, root, "Source")
    chat.quiet()
    assert len([m for m in chat.slack.messages(channel) if m.bot_id]) == 1


def test_talk_among_people_in_a_thread_is_not_interrupted(chat: Chat, channel: str) -> None:
    """What is no question to the bot stays unanswered, and so does what is said to somebody else by name."""
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")
    chat.ask("jun", channel, "점심 먹으러 갈 사람", root)
    chat.ask("jun", channel, "@mina NAT 게이트웨이가 뭐야?", root)
    chat.ask("mina", channel, "고마워", root)
    chat.ask("jun", channel, "NAT 게이트웨이가 뭐야?", root)
    chat.heard(channel, root, "NAT")
    chat.quiet()
    assert len(chat.replies(channel, root)) == 2


def test_what_is_said_outside_the_bots_threads_is_not_heard(chat: Chat, channel: str) -> None:
    """In a channel, only a mention or a thread of its own concerns the bot."""
    chat.ask("jun", channel, "NAT 게이트웨이가 뭐야?")
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")
    chat.quiet()
    assert len([m for m in chat.slack.messages(channel) if m.bot_id]) == 1


def test_an_edited_message_is_not_answered_again(chat: Chat, channel: str) -> None:
    """An edit is no new question."""
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")
    assert chat.slack.edit("mina", channel, root, f"@routelore {KOREAN}!!").ok
    chat.quiet()
    assert len(chat.replies(channel, root)) == 1


def test_the_commands_answer_is_for_the_askers_eyes(chat: Chat) -> None:
    """`/routelore ask` answers in any channel, and only the asker sees it."""
    assert chat.slack.command("jun", "#random", f"/routelore ask {ENGLISH}").ok
    chat.told("jun", "#random", "Source: notes")
    assert not [m for m in chat.slack.messages("#random", "mina") if m.bot_id]


def test_the_command_alone_helps_in_the_persons_language(chat: Chat, channel: str) -> None:
    """The language of the person's Slack decides where there are no words."""
    assert chat.slack.command("mina", channel, "/routelore").ok
    assert chat.slack.command("jun", channel, "/routelore help").ok
    chat.told("mina", channel, "routelore가 하는 일")
    chat.told("jun", channel, "What routelore does")


def test_somebodys_message_is_answered_in_its_thread(chat: Chat, channel: str) -> None:
    """The shortcut answers where the question stands."""
    root = chat.ask("sol", channel, KOREAN)
    (message,) = [m for m in chat.slack.messages(channel) if m.ts == root]
    assert chat.slack.shortcut("jun", "answer_message", message).ok
    chat.heard(channel, root, "출처")


def test_where_the_bot_is_no_member_the_shortcut_answers_whoever_asked(chat: Chat) -> None:
    """Nobody is left without an answer because the bot was not invited."""
    root = chat.ask("sol", "#random", KOREAN)
    (message,) = [m for m in chat.slack.messages("#random") if m.ts == root]
    assert chat.slack.shortcut("jun", "answer_message", message).ok
    chat.told("jun", "#random", "출처")


def test_home_says_what_the_bot_can_do_and_its_questions_are_answered(chat: Chat) -> None:
    """Home speaks the person's language; a question on it is answered in the direct message."""
    assert chat.slack.open_home("mina").ok
    assert chat.slack.open_home("jun").ok
    assert chat.slack.wait_for(lambda: bool(chat.slack.home("mina") and chat.slack.home("jun")))
    home = chat.slack.home("jun")
    assert home is not None
    assert "Hello" in str(home.content)
    assert "안녕하세요" in str(getattr(chat.slack.home("mina"), "content", ""))
    assert chat.slack.click("jun", home, "try_question.0").ok
    chat.slack.wait_for_message(lambda m: "Source: notes" in shown(m), channel=chat.direct("jun"))


def test_what_breaks_is_told_in_one_sentence_with_an_id(tmp_path: Path) -> None:
    """The asker learns that it broke and what to tell an admin; nothing of the error itself."""

    def broken(network: Network) -> Services:
        class Broken(Notes):
            def answers(self, question: str, *_: object, **__: object) -> Any:
                msg = f"secret words: {question}"
                raise RuntimeError(msg)

        return dataclasses.replace(services_for(network), notes=Broken())

    with open_chat(tmp_path, services=broken) as chat:
        root = chat.ask("mina", "#network", f"@routelore {KOREAN}")
        said = shown(chat.heard("#network", root, "번호"))
        assert "secret" not in said
        assert "RuntimeError" not in said


def test_what_no_listener_foresaw_is_told_too(chat: Chat) -> None:
    """Even where Home itself cannot be shown, the person gets a sentence with an id, and Slack its acknowledgement."""
    chat.slack.faults.next("views.publish", error="internal_error")
    assert chat.slack.open_home("sol").ok
    chat.slack.wait_for_message(lambda m: "internal_error" in shown(m), channel=chat.direct("sol"))


def test_slack_saying_slow_down_delays_the_answer_and_loses_nothing(chat: Chat, channel: str) -> None:
    """A 429 is waited out."""
    chat.slack.faults.next("chat.postMessage", status=429, retry_after=1)
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.heard(channel, root, "출처")


def test_the_bot_never_asks_for_more_than_its_scopes(chat: Chat, channel: str) -> None:
    """No call of a conversation is refused for want of a scope or for malformed blocks."""
    _everything(chat, channel)
    refused = {str(call.reply.get("error")) for call in chat.slack.calls if not call.ok}
    assert refused <= {"not_in_channel", "ratelimited", "internal_error"}


def _everything(chat: Chat, channel: str) -> None:
    root = chat.ask("mina", channel, f"@routelore {KOREAN}")
    chat.slack.click("mina", chat.heard(channel, root, "출처"), "why_matched")
    chat.heard(channel, root, "알아들은 말")
    chat.slack.open_home("jun")
    chat.slack.command("jun", channel, "/routelore help")
    chat.told("jun", channel, "What routelore does")
    chat.quiet()
