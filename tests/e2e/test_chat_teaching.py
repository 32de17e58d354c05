"""The life of an answer that somebody teaches: proposed, decided, in service, after a restart, written out, retired."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import BoltRequest

from bot.app import create_app, web_client
from bot.cli import main
from bot.listeners.teaching_notices import tell_missed
from bot.playground.slack import LocalSlack
from bot.playground.slack.workspace import TEAM
from bot.serving.socket_mode import SocketMode
from bot.settings import Settings
from bot.state.taught import Status
from knowledge import open_knowledge
from knowledge.answer_json import document
from knowledge.check import check
from knowledge.drafting.lacking import drafts
from knowledge.library import Folder
from knowledge.taught.proposal import Proposal
from tests.e2e.chat import Chat, Network, manifest, services_for, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message, Outcome, View
    from bot.state.taught import Taught

QUESTION = "우리 스테이징은 로그 버킷에 어떤 엔드포인트로 접근해요?"
ANSWER = "스테이징은 `vpce-logs` **게이트웨이 엔드포인트**를 써요. <계정>마다 하나예요."
ENGLISH = "Staging uses the `vpce-logs` gateway endpoint."


@contextmanager
def serving(slack: LocalSlack, folder: Path, maintainers: str = "U0MINA,U0JUN") -> Iterator[Chat]:
    """Run the bot in a workspace that outlives it."""
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
            "ROUTELORE_MAINTAINERS": maintainers,
        }
    )
    network = Network()
    bot = create_app(settings, services_for(network), web_client(settings))
    handler = SocketMode(bot, settings)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    slack.wait_for_socket()
    try:
        yield Chat(slack=slack, bot=bot, network=network)
    finally:
        handler.close()
        bot.close()


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Give a workspace."""
    with LocalSlack(manifest(), posts_per_second=None) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the room's database."""
    return tmp_path_factory.mktemp("chat")


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[Chat]:
    """Give a workspace with the bot in it, in which each test teaches something of its own; mina and jun decide."""
    with LocalSlack(manifest(), posts_per_second=None) as opened, serving(opened, folder) as chat:
        yield chat


def fields(**texts: str) -> dict[str, Any]:
    """Give what a person writes into the form, by field."""
    return {block: {"teach": {"value": text}} for block, text in texts.items()}


def top(chat: Chat, user: str) -> View:
    """Give the modal on somebody's screen, as soon as there is one."""
    assert chat.slack.wait_for(lambda: bool(chat.slack.views(user)))
    return chat.slack.views(user)[-1]


def propose(chat: Chat, user: str, **texts: str) -> Outcome:
    """Teach an answer by the slash command."""
    assert chat.slack.command(user, "#network", "/routelore teach").ok
    top(chat, user)
    written = {"question": QUESTION, "answer_ko": ANSWER, **texts}
    return chat.slack.submit_view(user, fields(**written))


def proposed(chat: Chat, user: str, question: str, **texts: str) -> Message:
    """Teach an answer to a question, and give the message that asks mina to decide, or jun where mina proposed it."""
    assert propose(chat, user, question=question, **texts).ok
    return direct_message(chat, "jun" if user == "mina" else "mina", question)


def forge(chat: Chat, user: str, action: str, value: dict[str, str]) -> None:
    """Send a click that nobody was shown a button for."""
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": chat.slack.user_id(user), "team_id": TEAM},
        "container": {"type": "view", "view_id": "V1"},
        "actions": [
            {"type": "button", "action_id": action, "block_id": "b", "value": json.dumps(value), "action_ts": "1.0"}
        ],
    }
    assert chat.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200


def forge_form(chat: Chat, user: str, callback: str, metadata: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    """Send a form that nobody was shown, and give what the app answers."""
    view = {"callback_id": callback, "private_metadata": json.dumps(metadata), "state": {"values": values}, "type": "modal"}
    person = {"id": chat.slack.user_id(user), "team_id": TEAM}
    body = {"type": "view_submission", "team": {"id": TEAM}, "user": person, "view": view}
    answer = chat.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    return json.loads(answer.body) if answer.body else {}


def waiting(chat: Chat, question: str) -> Taught:
    """Give the proposal for a question that waits."""
    return next(one for one in chat.bot.resources.state.taught.waiting(TEAM) if one.said.question == question)


def status(chat: Chat, one: Taught) -> Status:
    """Give what has become of a proposal."""
    found = chat.bot.resources.state.taught.get(TEAM, one.id)
    assert found is not None
    return found.status


def direct_message(chat: Chat, user: str, what: str) -> Message:
    """Give the bot's message to somebody that shows these words, as soon as it is there."""
    return chat.slack.wait_for_message(
        lambda one: bool(one.bot_id) and what in shown(one), channel=chat.direct(user), user=user, seconds=10
    )


def now(chat: Chat, message: Message) -> Message:
    """Give a message as it is now."""
    return next(one for one in chat.slack.messages(message.channel) if one.ts == message.ts)


def becomes(chat: Chat, message: Message, what: str) -> None:
    """Wait until a message shows these words."""
    assert chat.slack.wait_for(lambda: what in shown(now(chat, message)), seconds=10), shown(now(chat, message))


def home(chat: Chat, user: str) -> View:
    """Give somebody's Home as it is when they open it."""
    before = "" if (known := chat.slack.home(user)) is None else known.hash
    assert chat.slack.open_home(user).ok
    assert chat.slack.wait_for(lambda: (view := chat.slack.home(user)) is not None and view.hash != before)
    found = chat.slack.home(user)
    assert found is not None
    return found


def answered(chat: Chat, channel: str, what: str, question: str = QUESTION) -> str:
    """Ask, and give the answer that shows these words."""
    root = chat.ask("sol", channel, f"@routelore {question}")
    return shown(chat.heard(channel, root, what))


def test_the_whole_life_of_a_taught_answer(slack: LocalSlack, tmp_path: Path) -> None:
    """From "I don't know" over two restarts to the export, and out of service again."""
    with serving(slack, tmp_path) as chat:
        channel = chat.new_channel()
        answered(chat, channel, "모르겠어요")
        assert propose(chat, "sol", title="스테이징 로그 엔드포인트", link="https://wiki.example.com/logs").ok
        direct_message(chat, "sol", "고마워요")
        waiting = direct_message(chat, "mina", "답을 제안했어요")
        assert "&lt;계정&gt;" in shown(waiting)
        assert "proposes an answer" in shown(direct_message(chat, "jun", QUESTION))
    with serving(slack, tmp_path) as chat:
        answered(chat, channel, "모르겠어요")
        assert slack.click("mina", waiting, "teach_approve").ok
        assert "승인했어요" in shown(direct_message(chat, "sol", "제안을 승인했어요"))
        becomes(chat, direct_message(chat, "jun", QUESTION), "Approved by <@U0MINA>")
        said = answered(chat, channel, "vpce-logs")
        assert "&lt;계정&gt;" in said
    with serving(slack, tmp_path) as chat:
        answered(chat, channel, "vpce-logs")
        view = home(chat, "mina")
        assert slack.click("mina", view, "teach_retire").ok
        assert "vpce-logs" in str(top(chat, "mina").content)
        assert slack.submit_view("mina").ok
        direct_message(chat, "sol", "답을 내렸어요")
        answered(chat, channel, "모르겠어요")


def test_nobody_approves_their_own(room: Chat) -> None:
    """Not even a maintainer: Home offers them to take it back, and a click that was forged is told why not."""
    question = "재해 복구 VPC는 S3에 무엇으로 가요?"
    proposed(room, "mina", question)
    one = waiting(room, question)
    shown_at_home = str(home(room, "mina").content)
    assert "스스로 승인할 수 없어요" in shown_at_home
    forge(room, "mina", "teach_approve", {"p": one.id, "v": "1"})
    direct_message(room, "mina", "다른 관리자에게 확인을 부탁해 주세요")
    forge(room, "mina", "teach_replace", {"p": one.id, "v": "1", "e": "gateway-endpoint"})
    assert status(room, one) is Status.PROPOSED
    assert room.slack.click("mina", home(room, "mina"), "teach_withdraw").ok
    assert room.slack.wait_for(lambda: status(room, one) is Status.WITHDRAWN)


def test_the_only_maintainer_is_told_whom_to_name(slack: LocalSlack, tmp_path: Path) -> None:
    """Where nobody else could approve it, that is said at once, with what to do."""
    with serving(slack, tmp_path, maintainers="U0MINA") as chat:
        assert propose(chat, "mina").ok
        direct_message(chat, "mina", "ROUTELORE_MAINTAINERS")
        forge(chat, "mina", "teach_approve", {"p": waiting(chat, QUESTION).id, "v": "1"})
        direct_message(chat, "mina", "지금은 다른 관리자가 없어요")
        assert status(chat, waiting(chat, QUESTION)) is Status.PROPOSED


def test_who_is_no_maintainer_decides_nothing(room: Chat) -> None:
    """Whatever their clicks and forms say: rights are asked at each of them."""
    question = "개발 VPC의 S3 경로는 누가 관리해요?"
    proposed(room, "jun", question)
    one = waiting(room, question)
    for action in ("teach_approve", "teach_replace", "teach_edit", "teach_decline", "teach_retire"):
        forge(room, "sol", action, {"p": one.id, "v": "1", "e": "nat"})
    direct_message(room, "sol", "관리자만 할 수 있어요")
    carried = {"p": one.id, "v": "1", "l": "ko"}
    reason = {"reason": {"teach_decline": {"value": "그냥"}}}
    for callback, values in (("teach_decline_view", reason), ("teach_edit_view", fields(question="?", answer_ko="몰라요"))):
        answer = forge_form(room, "sol", callback, carried, values)
        assert answer["response_action"] == "errors"
        assert "관리자만" in str(answer["errors"])
    assert forge_form(room, "sol", "teach_retire_view", carried, {})["response_action"] == "update"
    forge(room, "sol", "teach_withdraw", {"p": one.id})
    direct_message(room, "sol", "제안한 사람만 취소할 수 있어요")
    assert waiting(room, question) == one
    forge(room, "jun", "teach_approve", {"p": "invented", "v": "1"})
    direct_message(room, "jun", "That proposal is not there any more")


def test_of_two_who_decide_at_once_the_first_wins(room: Chat) -> None:
    """Exactly one decision is kept, the proposer hears of it once, and the other is told who was faster."""
    question = "결제 VPC의 엔드포인트는 누가 만들어요?"
    proposed(room, "sol", question)
    one = waiting(room, question)
    theirs = {user: direct_message(room, user, question) for user in ("mina", "jun")}
    both = [
        threading.Thread(target=room.slack.click, args=(user, message, "teach_approve")) for user, message in theirs.items()
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    told = f"“{question}”에 이 답을 드려요"
    direct_message(room, "sol", told)
    room.quiet()
    found = room.bot.resources.state.taught.get(TEAM, one.id)
    assert found is not None
    assert found.status is Status.APPROVED
    first = "mina" if found.decided_by == "U0MINA" else "jun"
    other = "jun" if first == "mina" else "mina"
    becomes(room, theirs[other], f"<@{found.decided_by}>")
    assert len([one for one in room.slack.messages(room.direct("sol")) if told in shown(one)]) == 1


def test_a_proposal_is_declined_with_a_reason(room: Chat) -> None:
    """The proposer hears why; whoever looks later sees by whom."""
    question = "운영 VPC는 S3에 NAT로 가도 돼요?"
    message = proposed(room, "sol", question)
    assert room.slack.click("mina", message, "teach_decline").ok
    top(room, "mina")
    assert room.slack.submit_view("mina", {"teach_decline": "   "}).errors
    assert room.slack.submit_view("mina", {"teach_decline": "운영은 엔드포인트로만 나가요."}).ok
    direct_message(room, "sol", "운영은 엔드포인트로만 나가요.")
    becomes(room, direct_message(room, "jun", question), "Declined by <@U0MINA>")
    assert room.slack.click("mina", message, "teach_decline").error is not None


def test_a_maintainer_edits_and_then_approves(room: Chat) -> None:
    """What is approved is what was seen last: a click on the words before the edit decides nothing."""
    question = "로그 계정의 버킷 정책은 어디에 있어요?"
    message = proposed(room, "sol", question, answer_ko="테라폼 저장소에 있어요.")
    one = waiting(room, question)
    assert room.slack.click("mina", message, "teach_edit").ok
    view = top(room, "mina")
    assert "테라폼 저장소에 있어요." in str(view.content)
    assert room.slack.submit_view("mina", fields(answer_en="한국어 답이에요")).errors == {
        "answer_en": "영어 칸에 한국어 답이 있어요. 한국어 칸으로 옮겨 주세요."
    }
    edited = fields(answer_ko="`infra-logs` 저장소의 policy.tf에 있어요.", answer_en="In policy.tf of `infra-logs`.")
    assert room.slack.submit_view("mina", edited).ok
    becomes(room, message, "infra-logs")
    forge(room, "jun", "teach_approve", {"p": one.id, "v": "1"})
    direct_message(room, "jun", "It was changed meanwhile")
    assert status(room, one) is Status.PROPOSED
    assert room.slack.click("mina", now(room, message), "teach_approve").ok
    direct_message(room, "sol", "<@U0MINA>님이 다듬고 <@U0MINA>님이 승인했어요")
    answered(room, room.new_channel(), "policy.tf", question)


def test_what_is_wrong_with_a_form_is_said_at_its_field(room: Chat) -> None:
    """Nothing is taken, and what was written stays on the screen."""
    assert room.slack.command("jun", "#network", "/routelore 답 알려줄게").ok
    top(room, "jun")
    written = fields(question="???", answer_ko="english only", link="ftp://x", other_ways="a b c\n" + "긴 질문 " * 100)
    wrong = room.slack.submit_view("jun", written).errors
    assert set(wrong) == {"question", "answer_ko", "link", "other_ways"}
    assert "https://" in wrong["link"]
    assert room.slack.submit_view("jun", fields(answer_ko="가" * 2799)).errors["answer_ko"].startswith("답은 2,700자")
    assert room.slack.close_view("jun").ok


def test_a_wrong_answer_is_corrected_and_the_correction_retired(room: Chat) -> None:
    """The correction takes the entry's place, for its other questions, too; out of service, the notes answer as before."""
    question, channel = "게이트웨이 엔드포인트가 뭐야?", room.new_channel()
    root = room.ask("sol", channel, f"@routelore {question}")
    assert room.slack.click("sol", room.heard(channel, root, "출처"), "wrong").ok
    assert room.slack.click("sol", room.told("sol", channel, "맞는 답 알려 주기"), "teach").ok
    form = top(room, "sol")
    assert {"value": question} == {"value": form.state["question"]["teach"]["value"]}
    assert form.state["corrects"]["teach"]["selected_option"]["value"] == "gateway-endpoint"
    assert room.slack.submit_view("sol", fields(answer_ko="우리 팀은 `vpce-0team`을 써요.")).ok
    message = direct_message(room, "mina", "vpce-0team")
    assert "항목을 대신해요" in shown(message)
    assert room.slack.click("mina", message, "teach_approve").ok
    direct_message(room, "sol", f"“{question}”에 이 답을 드려요")
    assert "팀" in answered(room, channel, "vpce-0team", question)
    root = room.ask("jun", channel, "@routelore what is a gateway endpoint?")
    assert "vpce-0team" in shown(room.heard(channel, root, "Only in Korean so far"))
    assert room.slack.click("mina", home(room, "mina"), "teach_retire", value=retiring(room, question)).ok
    assert "원래 항목이 있으면" in str(top(room, "mina").content)
    assert room.slack.submit_view("mina").ok
    direct_message(room, "sol", f"“{question}”의 답을 내렸어요")
    assert "vpce-0team" not in answered(room, channel, "출처", question)


def retiring(chat: Chat, question: str) -> str:
    """Give what the button carries that takes the answer to this question out of service."""
    found = next(one for one in chat.bot.resources.state.taught.in_service(TEAM) if one.said.question == question)
    return json.dumps({"p": found.id}, separators=(",", ":"))


def test_a_question_of_another_entry_is_not_taken_without_saying_so(room: Chat) -> None:
    """The maintainer sees which entry claims it, and can only have the answer replace that one."""
    question, channel = "NAT가 뭐예요?", room.new_channel()
    entry = room.bot.resources.services.notes.answer(question, team=TEAM).candidates[0].entry
    claimed = entry.asks_ko[0]
    message = proposed(room, "sol", claimed, answer_ko="사설 주소를 공인 주소로 바꿔 주는 `팀-NAT`예요.")
    assert f"“{entry.title.ko}” 항목도 “{claimed}”에 답해서" in shown(message)
    assert room.slack.click("mina", message, "teach_approve").error is not None
    one = waiting(room, claimed)
    forge(room, "jun", "teach_approve", {"p": one.id, "v": "1"})
    direct_message(room, "jun", "is a question of")
    assert status(room, one) is Status.PROPOSED
    assert room.slack.click("mina", message, "teach_replace").ok
    direct_message(room, "sol", f"“{claimed}”에 이 답을 드려요")
    assert [one.id for one in room.bot.resources.state.taught.entries(TEAM)].count(entry.id) == 1
    answered(room, channel, "팀-NAT", entry.asks_ko[1])


def test_any_message_can_be_taught_from(room: Chat) -> None:
    """A question is put above, anything else below; in the bot's thread the question is known."""
    channel = room.new_channel()
    asks = room.slack.say("jun", channel, "개발계 엔드포인트 정책은 어디 있어요?")
    question = next(one for one in room.slack.messages(channel) if one.ts == asks.ts)
    assert room.slack.shortcut("sol", "teach_message", question).ok
    assert top(room, "sol").state["question"]["teach"]["value"] == "개발계 엔드포인트 정책은 어디 있어요?"
    assert room.slack.close_view("sol").ok
    root = room.ask("jun", channel, "@routelore 개발계 엔드포인트 정책 저장소는 어디예요?")
    room.heard(channel, root, "모르겠어요")
    told = room.slack.say("mina", channel, "*infra* 저장소예요. https://git.example.com/infra @jun", root)
    answer = next(one for one in room.slack.messages(channel) if one.ts == told.ts)
    assert room.slack.shortcut("sol", "teach_message", answer).ok
    state = top(room, "sol").state
    assert state["question"]["teach"]["value"] == "개발계 엔드포인트 정책 저장소는 어디예요?"
    assert state["answer_ko"]["teach"]["value"] == "**infra** 저장소예요. https://git.example.com/infra"
    assert room.slack.close_view("sol").ok


def test_in_a_conversation_the_wish_gets_a_button(room: Chat) -> None:
    """Slack opens no form without a click."""
    room.ask("jun", room.direct("jun"), "teach an answer")
    offer = direct_message(room, "jun", "Tell me a question and its answer")
    assert room.slack.click("jun", offer, "teach").ok
    assert top(room, "jun").content["callback_id"] == "teach_view"
    assert room.slack.close_view("jun").ok


def test_what_could_not_be_told_is_told_later(slack: LocalSlack, tmp_path: Path) -> None:
    """A process that ends between the keeping and the telling loses nobody's proposal; nobody is told twice."""
    said = Proposal(question=QUESTION, ko=ANSWER)
    with serving(slack, tmp_path) as chat:
        chat.bot.resources.state.taught.propose(TEAM, "U0SOL", said, "ko")
    with serving(slack, tmp_path) as chat:
        resources = chat.bot.resources
        tell_missed(resources)
        assert resources.state.taught.notices(waiting(chat, QUESTION)) == ()
        later = resources.state.taught.now() + timedelta(minutes=5)
        resources.state.taught.now = lambda: later
        for _ in range(2):
            tell_missed(resources)
        direct_message(chat, "sol", "고마워요")
        for user, words in (("mina", "답을 제안했어요"), ("jun", "proposes an answer")):
            direct_message(chat, user, words)
            assert len([one for one in slack.messages(chat.direct(user)) if words in one.text]) == 1


def test_what_was_taught_is_written_out_for_review(
    room: Chat, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is whole is an entry, what lacks something a draft; with both, `routelore check` is content."""
    ways = ["로그 버킷 접근 경로", "스테이징 로그 엔드포인트 이름", "how does staging reach the log bucket?"]
    ways += ["which endpoint do staging logs use?", "staging log bucket endpoint"]
    question, half = "스테이징 로그 버킷은 어떤 엔드포인트로 가요?", "운영 로그는 며칠 보관해요?"
    said = {"answer_en": ENGLISH, "other_ways": "\n".join(ways), "link": "https://wiki.example.com/logs"}
    for asked, texts in ((question, said), (half, {"answer_ko": "90일이에요."})):
        assert room.slack.click("mina", proposed(room, "sol", asked, **texts), "teach_approve").ok
        direct_message(room, "sol", f"“{asked}”에 이 답을 드려요")
    monkeypatch.setenv("ROUTELORE_DATABASE_URL", f"sqlite:///{folder / 'routelore.db'}")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    notes = tmp_path / "notes"
    count = len(room.bot.resources.state.taught.entries(TEAM))
    assert main(["knowledge", "export"]) == 0
    printed = capsys.readouterr().out
    assert "U0SOL" not in printed
    assert printed.count("reviewed: ") == count
    assert 0 < printed.count("state: draft") < count
    assert main(["knowledge", "export", "--into", str(notes)]) == 0
    told = capsys.readouterr().err
    assert told.count("new: ") == count
    assert "answer.en, title.en" in told
    assert main(["knowledge", "export", "--into", str(notes)]) == 0
    assert capsys.readouterr().err.count("unchanged: ") == count
    team = Folder.team(notes)
    assert check(team) == []
    assert any("asks.en" in draft.fields for draft in drafts(notes / "entries").found)
    assert "vpce-logs" in document(open_knowledge(team).answer("how does staging reach the log bucket?"))["text"]
