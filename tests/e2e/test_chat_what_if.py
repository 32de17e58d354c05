"""Fixes and suppositions in the chat: their buttons, their pictures, what is asked back, and what builds on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.listeners.posting import InThread, Place
from bot.listeners.reporting import post_file
from tests.e2e.chat import Chat, Network, open_chat, shown
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message

GIVEN = [{"gateway": {"tables": ["rtb-a2"]}}]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it, and a network whose gateway endpoint forgets orchard."""
    with open_chat(tmp_path_factory.mktemp("chat"), network=Network(said=changed(GIVEN))) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace; whatever was begun in it is done before the next test."""
    yield opened
    opened.quiet()


@pytest.fixture
def channel(chat: Chat) -> str:
    """Give a channel in which nothing was said yet."""
    return chat.new_channel()


def _report(chat: Chat, channel: str) -> tuple[str, Message]:
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    return root, chat.heard(channel, root, "해결 방법")


def _pictures(chat: Chat, channel: str, root: str) -> list[Message]:
    return [m for m in chat.replies(channel, root) if m.files]


def test_the_report_holds_the_proven_fix_and_links_to_what_explains_it(chat: Chat, channel: str) -> None:
    """The commands can be copied, and a button leads to the entry of the notes."""
    root, report = _report(chat, channel)
    said = shown(report)
    assert "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a1" in said
    assert said.index("경로") < said.index("원인") < said.index("해결 방법")
    assert chat.slack.click("jun", report, "pick_entry.0").ok
    chat.heard(channel, root, "출처: 노트")


def test_the_buttons_below_a_fix_show_the_picture_of_both_the_findings_and_terraform(chat: Chat, channel: str) -> None:
    """Each in the thread, for everybody."""
    root, report = _report(chat, channel)
    assert chat.slack.click("jun", report, "before_after").ok
    assert chat.slack.wait_for(lambda: len(_pictures(chat, channel, root)) == 2)
    file = _pictures(chat, channel, root)[-1].files[0]
    assert file.content.startswith(b"\x89PNG")
    assert "지금: " in file.alt_txt
    assert "바꾼 뒤 (" in file.alt_txt
    assert chat.slack.click("jun", report, "terraform").ok
    chat.heard(channel, root, "aws_vpc_endpoint_route_table_association")
    assert chat.slack.click("jun", report, "show_findings").ok
    chat.heard(channel, root, "이 원인만 놓고 쓴 예시 명령")


def test_a_supposition_is_told_before_and_after_and_drawn(chat: Chat, channel: str) -> None:
    """On the thread's own snapshot, without a mention; AWS is not read again."""
    root, _ = _report(chat, channel)
    read = chat.network.read
    chat.ask("jun", channel, "NAT 게이트웨이를 지우면 어떻게 돼?", root)
    said = shown(chat.heard(channel, root, "가정"))
    assert "PUBLIC_VIA_NAT_GATEWAY" in said
    assert "BLOCKED_BLACKHOLE" in said
    assert "그 밖에 바뀌는 것" in said
    assert chat.slack.wait_for(lambda: len(_pictures(chat, channel, root)) == 2)
    assert chat.network.read == read


def test_and_also_builds_on_the_last_supposition_and_else_one_starts_anew(chat: Chat, channel: str) -> None:
    """Whoever says "그리고" gets both changes; whoever asks again gets one."""
    root, _ = _report(chat, channel)
    chat.ask("mina", channel, "NAT 게이트웨이를 지우면?", root)
    chat.heard(channel, root, "BLOCKED_BLACKHOLE")
    chat.ask("jun", channel, "그리고 게이트웨이 엔드포인트를 붙이면?", root)
    both = shown(chat.heard(channel, root, "2. rtb-a1 라우팅 테이블을 vpce-s3 엔드포인트에 연결"))
    assert "1. NAT 게이트웨이 nat-0a 삭제" in both
    chat.ask("mina", channel, "what if I add rtb-a1 to vpce-s3?", root)
    alone = shown(chat.heard(channel, root, "Associate route table rtb-a1 with endpoint vpce-s3"))
    assert "Delete NAT gateway" not in alone


def test_what_may_mean_two_things_is_asked_with_a_button_for_each(chat: Chat, channel: str) -> None:
    """The click is the answer."""
    root, _ = _report(chat, channel)
    chat.ask("mina", channel, "S3 엔드포인트를 추가하면?", root)
    question = chat.heard(channel, root, "어떤 변경을 말하는 거예요?")
    assert chat.slack.click("mina", question, "suppose.0").ok
    assert "PRIVATE_GATEWAY_ENDPOINT" in shown(chat.heard(channel, root, "해결되는 것"))


def test_what_is_not_there_cannot_be_changed(chat: Chat, channel: str) -> None:
    """The words name a change, and the VPC holds nothing of the kind."""
    root, _ = _report(chat, channel)
    chat.ask("mina", channel, "what if private DNS were on?", root)
    chat.heard(channel, root, "nothing of the kind in this VPC")


def test_what_is_so_already_is_no_refusal_of_aws(chat: Chat, channel: str) -> None:
    """Whoever supposes what is there hears that, in their own words, instead of an error code."""
    root = chat.ask("mina", channel, "@routelore diagnose subnet-a2 to s3")
    chat.heard(channel, root, "What to do")
    chat.ask("mina", channel, "what if I add a gateway endpoint?", root)
    said = shown(chat.heard(channel, root, "that way already"))
    assert "RouteAlreadyExists" not in said


def test_what_changes_nothing_is_told_once_and_without_a_picture(chat: Chat, channel: str) -> None:
    """Two ways that are the same are one, and a picture of both would say no more."""
    root = chat.ask("mina", channel, "@routelore diagnose subnet-a2 to s3")
    chat.heard(channel, root, "What to do")
    before = len(_pictures(chat, channel, root))
    chat.ask("mina", channel, "what if I delete the NAT?", root)
    said = shown(chat.heard(channel, root, "It stays as it is"))
    assert said.count("It starts at") == 1
    chat.quiet()
    assert len(_pictures(chat, channel, root)) == before


def test_the_slash_command_takes_a_supposition_behind_its_place(chat: Chat) -> None:
    """What is supposed there is not dropped in silence."""
    assert chat.slack.command("jun", "#network", "/routelore diagnose orchard what if I delete the NAT gateway?").ok
    chat.slack.wait_for_message(lambda m: "nothing was changed in AWS" in shown(m), channel=chat.direct("jun"))


def test_two_places_side_by_side_come_with_the_proven_fix(chat: Chat, channel: str) -> None:
    """The comparison gives the commands for the one that is not private."""
    root = chat.ask("mina", channel, "@routelore subnet-a1이랑 subnet-a2 S3 경로 비교해줘")
    said = shown(chat.heard(channel, root, "경로가 달라요"))
    assert "--add-route-table-ids rtb-a1" in said
    assert "네트워크 사본에 적용하고" in said


def test_a_button_is_about_its_own_message_wherever_the_talk_has_gone(chat: Chat, channel: str) -> None:
    """Evidence and route table of the first report, pressed after the thread went on to another subnet."""
    root, report = _report(chat, channel)
    chat.ask("mina", channel, "그럼 subnet-a2는?", root)
    chat.heard(channel, root, "PRIVATE_GATEWAY_ENDPOINT`")
    assert chat.slack.click("mina", report, "show_routes").ok
    chat.heard(channel, root, "`rtb-a1`")
    assert chat.slack.click("mina", report, "show_evidence").ok
    assert "rtb-a1" in shown(chat.heard(channel, root, "근거*"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("add-route-table vpce-s3 rtb-0dead", "rtb-0dead"),
        ("what if `add-route-table vpce-s3`?", "add-route-table VPCE RTB"),
        ("add-route-table vpce-s3 rtb-a2", "AWS"),
    ],
)
def test_a_change_that_cannot_be_made_is_said_in_one_sentence(chat: Chat, channel: str, said: str, told: str) -> None:
    """An unknown id, a missing word, and what AWS would refuse."""
    root, _ = _report(chat, channel)
    count = len(chat.replies(channel, root))
    chat.ask("mina", channel, said, root)
    assert chat.slack.wait_for(lambda: len(chat.replies(channel, root)) > count)
    answers = chat.replies(channel, root)[count:]
    assert told in shown(answers[0])
    assert len(answers) == 1


def test_a_mention_with_a_supposition_needs_no_thread(chat: Chat, channel: str) -> None:
    """The place is named in it, or is the one that uses what is changed."""
    root = chat.ask("mina", channel, "@routelore orchard에 게이트웨이 엔드포인트를 붙이면?")
    assert "PRIVATE_GATEWAY_ENDPOINT" in shown(chat.heard(channel, root, "가정"))
    other = chat.ask("jun", channel, "@routelore what if I add rtb-a1 to vpce-s3?")
    assert "PRIVATE_GATEWAY_ENDPOINT" in shown(chat.heard(channel, other, "What if"))


def test_a_change_that_several_subnets_use_is_looked_at_from_the_one_that_is_chosen(chat: Chat, channel: str) -> None:
    """Nobody named a subnet, so the asker is asked once."""
    root = chat.ask("jun", channel, "@routelore what if I delete nat-0a?")
    question = chat.heard(channel, root, "Traffic from where?")
    assert chat.slack.click("jun", question, "suppose.1").ok
    chat.heard(channel, root, "nothing was changed in AWS")


def test_the_form_takes_a_supposition_and_closes_before_it_is_worked_out(chat: Chat) -> None:
    """Slack waits three seconds for the form: what comes of it, or what is wrong with it, is told in the direct message."""
    chosen = {"choose_subnet": "subnet-a1", "choose_service": "s3"}
    for supposed, told in (
        ("private DNS were on", "nothing of the kind"),
        ("add an S3 endpoint", "Which change do you mean?"),
        ("add-route-table vpce-s3 rtb-0dead", "rtb-0dead"),
        ("add-route-table vpce-s3 rtb-a2", "AWS would refuse"),
        ("delete the NAT gateway", "BLOCKED_BLACKHOLE"),
    ):
        _open_form(chat)
        submitted = chat.slack.submit_view("jun", {**chosen, "suppose": supposed})
        assert submitted.ok
        assert not submitted.errors
        _told_directly(chat, told)


def _told_directly(chat: Chat, what: str) -> None:
    chat.slack.wait_for_message(lambda m: what in shown(m), channel=chat.direct("jun"))


def _open_form(chat: Chat) -> None:
    """Open the form and wait for the subnets in it."""
    assert chat.slack.shortcut("jun", "diagnose_shortcut").ok
    assert chat.slack.wait_for(
        lambda: "choose_subnet" in str(chat.slack.views("jun")[-1].content if chat.slack.views("jun") else "")
    )


def test_where_slack_takes_no_file_the_long_commands_are_not_lost_in_silence(chat: Chat, channel: str) -> None:
    """The message says that they are in a file; when there is none, the thread says why."""
    root, report = _report(chat, channel)
    place = Place(team="T0ORCHARD", channel=chat.slack.channel_id(channel), ts=root, user="U0MINA")
    reply = InThread(chat.bot.app.client, place)
    lines = ["aws ec2 describe-vpcs"] * 400
    chat.slack.faults.next("files.getUploadURLExternal", error="upload_disabled")
    post_file(reply, lines, "ko")
    chat.heard(channel, root, "upload_disabled")
    post_file(reply, lines, "ko")
    posted = [file for message in _pictures(chat, channel, root) for file in message.files if file.name == "fix.sh"]
    assert [file.content.decode().splitlines() for file in posted] == [lines]
    assert report.ts
