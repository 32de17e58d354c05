"""What people do in the tests of bots that die: a question, a diagnosis, feedback, teaching, lessons, labs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.e2e.dying import Scene

if TYPE_CHECKING:
    from bot.playground.slack import Message
    from tests.e2e.chat import Chat

QUESTION = "@routelore NAT 게이트웨이가 뭐야?"
TAUGHT = {"question": {"teach": {"value": "VPC 목록은 누가 관리해요?"}}, "answer_ko": {"teach": {"value": "플랫폼 팀이요."}}}


def _nothing(chat: Chat) -> None:
    chat.direct("mina")
    chat.direct("sol")


def _answered(chat: Chat) -> Message:
    return chat.heard("#network", chat.ask("mina", "#network", QUESTION), "출처")


def _asks(chat: Chat, _: object) -> None:
    chat.ask("mina", "#network", QUESTION)


def _asks_two_things(chat: Chat, _: object) -> None:
    chat.ask("mina", chat.direct("mina"), "VPC 피어링 비용 얼마야?")


def _asks_on(chat: Chat, answer: Message) -> None:
    chat.ask("mina", "#network", "그건 얼마예요?", answer.thread_ts)


def _diagnoses(chat: Chat, _: object) -> None:
    chat.ask("mina", chat.direct("mina"), "subnet-a1에서 S3 왜 안 돼?")


def _diagnosed(chat: Chat) -> str:
    root = chat.ask("mina", chat.direct("mina"), "subnet-a1에서 S3 왜 안 돼?")
    chat.heard(chat.direct("mina"), root, "근거")
    chat.quiet()
    return root


def _follows_up(chat: Chat, root: str) -> None:
    chat.ask("mina", chat.direct("mina"), "라우팅 테이블 보여줘", root)


def _presses(action: str, user: str = "mina") -> Any:
    def press(chat: Chat, message: Message) -> None:
        chat.slack.click(user, message, action)

    return press


def _commands(text: str) -> Any:
    def command(chat: Chat, _: object) -> None:
        chat.slack.command("sol", "#network", f"/routelore {text}")

    return command


def _form(chat: Chat) -> None:
    assert chat.slack.command("sol", "#network", "/routelore teach").ok
    assert chat.slack.wait_for(lambda: bool(chat.slack.views("sol")))


def _teaches(chat: Chat, _: object) -> None:
    chat.slack.submit_view("sol", TAUGHT)


def _taught(chat: Chat) -> Message:
    _form(chat)
    assert chat.slack.submit_view("sol", TAUGHT).ok
    return _shows(chat, "teach_approve", "mina")


def _first_lesson(chat: Chat) -> Message:
    direct = chat.direct("sol")
    chat.ask("sol", direct, "온보딩 시작")
    assert chat.slack.click("sol", _shows(chat, "lesson_start"), "lesson_start.0").ok
    return _shows(chat, "lesson_next")


def _quiz(chat: Chat) -> Message:
    first = _first_lesson(chat)
    assert chat.slack.click("sol", first, "lesson_next").ok
    return _shows(chat, "lesson_answer")


def _shows(chat: Chat, action: str, user: str = "sol") -> Message:
    def found() -> list[Message]:
        return [m for m in chat.slack.messages(chat.direct(user)) if m.bot_id and f"'{action}" in str(m.blocks)]

    assert chat.slack.wait_for(lambda: bool(found()), 10)
    chat.quiet()
    return found()[-1]


def _answers_quiz(chat: Chat, quiz: Message) -> None:
    (block,) = [one for one in quiz.blocks if one["type"] == "input"]
    option = block["element"]["options"][0]
    state = {block["block_id"]: {"quiz": {"type": "radio_buttons", "selected_option": option}}}
    chat.slack.click("sol", quiz, "lesson_answer", state=state)


def _lab(chat: Chat) -> str:
    direct = chat.direct("sol")
    listed = chat.heard(direct, chat.ask("sol", direct, "실습"), "★★★★★")
    button = next(b["accessory"] for b in listed.blocks if b.get("accessory"))
    assert chat.slack.click("sol", listed, button["action_id"]).ok
    chat.heard(direct, str(listed.thread_ts), "실습을 열었어요")
    (attempt,) = chat.bot.resources.state.lab_bench.of("T0ORCHARD", chat.slack.user_id("sol")).values()
    return attempt.ts


def _says_in_lab(text: str) -> Any:
    def say(chat: Chat, root: str) -> None:
        chat.ask("sol", chat.direct("sol"), text, root)

    return say


SCENES = {
    "a question": Scene(_nothing, _asks),
    "a question that the notes do not answer": Scene(_nothing, _asks_two_things),
    "a question that goes on": Scene(_answered, _asks_on),
    "a diagnosis": Scene(_nothing, _diagnoses),
    "a follow-up": Scene(_diagnosed, _follows_up),
    "a command": Scene(_nothing, _commands("NAT 게이트웨이가 뭐야?")),
    "a diagnosis by command": Scene(_nothing, _commands("diagnose subnet-a1 to s3")),
    "feedback": Scene(_answered, _presses("helpful")),
    "teaching": Scene(_form, _teaches),
    "approval": Scene(_taught, _presses("teach_approve")),
    "a lesson": Scene(_first_lesson, _presses("lesson_next", "sol")),
    "a quiz": Scene(_quiz, _answers_quiz),
    "a hint in a lab": Scene(_lab, _says_in_lab("힌트")),
    "an answer in a lab": Scene(_lab, _says_in_lab("NAT 게이트웨이를 삭제해요")),
}
