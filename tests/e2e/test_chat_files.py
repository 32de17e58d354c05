"""Every subnet at a glance, a snapshot dropped as a zip, one taken away, and pasted output, in the chat."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from bot.listeners.tape import commands
from diagnostics.collect import snapshot_of
from diagnostics.collect.answers import Answers, Refusal
from diagnostics.collect.archive import as_zip, read_archive
from diagnostics.collect.redact import redact
from diagnostics.diagnosis import diagnose
from diagnostics.model.flow import Query
from diagnostics.render.json_v1 import document
from diagnostics.render.text import report
from tests.e2e.chat import META, Chat, open_chat, shown
from tests.scenarios.network import baseline, changed
from tests.unit.glance.wide import wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.slack import Message

NSLOOKUP = """```
$ nslookup s3.ap-northeast-2.amazonaws.com
Server:         10.0.0.2
Address:        10.0.0.2#53

Non-authoritative answer:
Name:   s3.ap-northeast-2.amazonaws.com
Address: 52.219.56.10
```"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("files")) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace, its network as it is at first."""
    opened.network.said, opened.network.error, opened.network.read = baseline(), None, 0
    yield opened
    opened.quiet()


@pytest.fixture
def channel(chat: Chat) -> str:
    """Give a channel in which nothing was said yet."""
    return chat.new_channel()


def _zip(said: Mapping[str, dict[str, Any] | Refusal]) -> bytes:
    return as_zip(Answers(said=dict(said), meta=META))


def _dropped(chat: Chat, channel: str, content: bytes, text: str = "", name: str = "snapshot.zip", user: str = "sol") -> str:
    done = chat.slack.upload(user, channel, name, content, text)
    assert done.ok, done
    return str(done.ts)


def _tables(message: Message) -> list[list[list[str]]]:
    return [
        [[cell["text"] for cell in row] for row in block["rows"]] for block in message.blocks if block["type"] == "table"
    ]


# --- every subnet at a glance -----------------------------------------------------------------------------------------
def test_five_hundred_subnets_are_one_message_with_the_totals_first(chat: Chat, channel: str) -> None:
    """One message holds the matrix; the picture and the whole as a CSV follow in one more."""
    chat.network.said = wide()
    root = chat.ask("mina", channel, "@routelore 전체 서브넷 보여줘")
    told = chat.heard(channel, root, "85개는 엔드포인트가 있는데도 NAT 게이트웨이를 거쳐 S3에 접속해요", seconds=30)
    files = chat.slack.wait_for_message(lambda m: m.thread_ts == root and bool(m.files), channel=channel, seconds=30)
    assert len(chat.replies(channel, root)) == 2
    (table,) = _tables(told)
    assert len(table) == 17
    assert any("app-c-002, app-c-005 외 81개" in row[0] and row[1] == "⚠️ NAT*" for row in table)
    picture, sheet = files.files
    assert picture.content.startswith(b"\x89PNG")
    assert "서브넷 500개 중" in picture.alt_txt
    assert len(sheet.content.decode("utf-8-sig").splitlines()) == 501
    assert len(json.dumps(told.blocks, ensure_ascii=False)) < 13_000


def test_after_a_glance_one_name_gives_the_whole_diagnosis(chat: Chat, channel: str) -> None:
    """The thread stands on the same reading; a subnet is named or picked from the menu."""
    root = chat.ask("mina", channel, "@routelore show all subnets")
    told = chat.heard(channel, root, "reach")
    read = chat.network.read
    assert chat.slack.select("mina", told, "show_subnet", "subnet-a2").ok
    chat.heard(channel, root, "harbor")
    chat.ask("mina", channel, "orchard는?", root)
    chat.heard(channel, root, "orchard 서브넷(subnet-a1)")
    assert chat.network.read == read


def test_a_mention_takes_the_words_of_the_command(chat: Chat, channel: str) -> None:
    """`diagnose all` means the same in a channel as behind the slash."""
    root = chat.ask("mina", channel, "@routelore diagnose all")
    chat.slack.wait_for_message(lambda m: m.thread_ts == root and bool(_tables(m)), channel=channel, seconds=20)


def test_the_command_shows_every_subnet_in_the_direct_message(chat: Chat, channel: str) -> None:
    """`/routelore diagnose all to s3 ec2` answers where only the asker reads, with the services that were named."""
    assert chat.slack.command("jun", channel, "/routelore diagnose all to s3 ec2").ok
    direct = chat.direct("jun")
    told = chat.slack.wait_for_message(lambda m: bool(_tables(m)), channel=direct, seconds=20)
    (table,) = _tables(told)
    assert table[0][:3] == ["Subnets", "S3", "EC2 API"]


def test_a_glance_in_a_thread_reads_nothing_again(chat: Chat, channel: str) -> None:
    """In a diagnosis' thread the same snapshot is shown, of the VPC where that is said."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    read = chat.network.read
    chat.ask("mina", channel, "이 VPC 전체 서브넷 한눈에 보여줘", root)
    chat.slack.wait_for_message(lambda m: m.thread_ts == root and bool(_tables(m)), channel=channel, seconds=20)
    assert chat.network.read == read


# --- a zip in the conversation ----------------------------------------------------------------------------------------
def test_a_zip_in_a_direct_message_is_what_its_thread_stands_on(chat: Chat) -> None:
    """It is read, told, and diagnosed like an account, while AWS is never asked."""
    direct = chat.direct("sol")
    root = _dropped(chat, direct, _zip(baseline()), name="내 스냅샷.zip")
    told = chat.heard(direct, root, "스냅샷을 읽었어요")
    for what in ("111122223333", "ap-northeast-2", "VPC 1개", "서브넷 3개"):
        assert what in shown(told)
    assert chat.slack.select("sol", told, "show_subnet", "subnet-a1").ok
    chat.heard(direct, root, "PUBLIC_VIA_NAT_GATEWAY")
    chat.ask("sol", direct, "harbor는 s3://team-logs 로 어떻게 가?", root)
    chat.heard(direct, root, "harbor 서브넷(subnet-a2)에서")
    assert chat.slack.click("sol", told, "show_glance").ok
    chat.slack.wait_for_message(lambda m: m.thread_ts == root and bool(_tables(m)), channel=direct, seconds=20)
    assert chat.network.read == 0


def test_what_is_asked_beside_a_zip_is_answered_from_it(chat: Chat, channel: str) -> None:
    """Nobody has to ask twice: the diagnosis or the matrix comes below what was read."""
    root = _dropped(chat, channel, _zip(baseline()), "@routelore orchard 서브넷 S3 진단해줘")
    chat.heard(channel, root, "스냅샷을 읽었어요")
    chat.heard(channel, root, "PUBLIC_VIA_NAT_GATEWAY")
    root = _dropped(chat, channel, _zip(baseline()), "@routelore 전체 서브넷 보여줘")
    chat.slack.wait_for_message(lambda m: m.thread_ts == root and bool(_tables(m)), channel=channel, seconds=20)
    assert chat.network.read == 0


def test_what_the_tools_should_show_of_a_zip_asks_for_the_subnet_first(chat: Chat) -> None:
    """A snapshot alone is about no place; nothing of it is looked up in the notes instead."""
    direct = chat.direct("sol")
    root = _dropped(chat, direct, _zip(baseline()))
    chat.heard(direct, root, "스냅샷을 읽었어요")
    chat.ask("sol", direct, "뭐가 보여야 해?", root)
    chat.heard(direct, root, "어느 서브넷을 볼까요?")


def test_a_text_file_without_output_in_it_says_what_would_be_read(chat: Chat, channel: str) -> None:
    """It is no matter of zips."""
    root = chat.ask("mina", channel, "@routelore diagnose orchard to s3")
    chat.heard(channel, root, "The path")
    assert chat.slack.upload("mina", channel, "out.log", b"hello, this is nothing", "", root).ok
    chat.heard(channel, root, "VPC flow logs")


def test_a_zip_with_a_mention_is_taken_in_a_channel(chat: Chat, channel: str) -> None:
    """A mention tells Slack's file by its id alone; what is missing in the snapshot is named with its call."""
    said: dict[str, dict[str, Any] | Refusal] = {
        **baseline(),
        "describe-nat-gateways": Refusal("UnauthorizedOperation", "no"),
    }
    root = _dropped(chat, channel, _zip(said), "@routelore please look at this")
    told = shown(chat.heard(channel, root, "I have read the snapshot"))
    assert "ec2:DescribeNatGateways" in told


def test_redacted_names_work_as_well(chat: Chat) -> None:
    """Whoever saved with `--redact` asks by the names that the redaction gave."""
    direct = chat.direct("sol")
    answers = redact(Answers(said=baseline(), meta=META))
    name = next(subnet.name or subnet.id for subnet in snapshot_of(answers).subnets.values())
    root = _dropped(chat, direct, as_zip(answers))
    chat.heard(direct, root, "스냅샷을 읽었어요")
    chat.ask("sol", direct, f"{name} 서브넷 S3 진단해줘", root)
    chat.heard(direct, root, "PUBLIC_VIA_NAT_GATEWAY")


def test_a_hostile_archive_is_refused_with_one_sentence(chat: Chat) -> None:
    """A path that leads out of the folder is not opened, and the sentence says what to do."""
    direct = chat.direct("sol")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../etc/describe-vpcs.json", "{}")
    root = _dropped(chat, direct, packed.getvalue())
    chat.heard(direct, root, "폴더 밖을 가리켜서 열지 않았어요")
    assert chat.bot.resources.state.thread("T0ORCHARD", direct, root) is None


def test_a_file_that_says_it_is_too_large_is_not_fetched(chat: Chat) -> None:
    """The size in Slack's own words is enough to refuse."""
    direct = chat.direct("sol")
    root = _dropped(chat, direct, b"PK" + b"0" * (64 * 1024 * 1024))
    chat.heard(direct, root, "최대 64MB", seconds=30)
    assert not any(row["what"] == "files-pri" and row["ok"] for row in chat.slack.traffic[-3:])


def test_another_kind_of_file_is_told_what_would_do(chat: Chat) -> None:
    """A picture gets the sentence that names the folder to zip."""
    direct = chat.direct("sol")
    root = _dropped(chat, direct, b"\x89PNG", name="drawing.png")
    chat.heard(direct, root, "이런 파일은 읽지 못해요")


def test_what_is_in_a_file_is_in_no_log(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """Neither names nor ids of the snapshot are logged, at any level of the bot's own log."""
    caplog.set_level(logging.DEBUG, logger="routelore")
    direct = chat.direct("sol")
    root = _dropped(chat, direct, _zip(baseline()), name="secret-client.zip")
    chat.heard(direct, root, "스냅샷을 읽었어요")
    ours = [
        record.getMessage() for record in caplog.records if record.name == "routelore" and record.levelno > logging.DEBUG
    ]
    assert ours
    assert not any(word in line for line in ours for word in ("secret-client", "orchard", "subnet-a1", "111122223333"))


# --- the snapshot to take away ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("changes", [[], [{"gateway": {"tables": ["rtb-a2"]}}]], ids=["as it is", "with an endpoint"])
def test_the_asker_takes_a_snapshot_that_gives_the_diagnosis_to_the_letter(
    chat: Chat, channel: str, changes: list[dict[str, object]]
) -> None:
    """The zip in the direct message reads offline as the same text and the same JSON, by the command that comes with it."""
    chat.network.said = changed(changes)
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    details = chat.heard(channel, root, "원인")
    direct = chat.direct("mina")
    before = {one.ts for one in chat.slack.messages(direct)}
    assert chat.slack.click("mina", details, "download_snapshot").ok
    sent = chat.slack.wait_for_message(lambda m: bool(m.files) and m.ts not in before, channel=direct, seconds=20)
    assert "routelore diagnose orchard --to s3 --lang ko --saved routelore-snapshot.zip" in sent.text
    offline = snapshot_of(read_archive(sent.files[0].content))
    live = snapshot_of(chat.network.collect(lambda *_: None))
    for source in ("orchard", "subnet-a2"):
        (here,), (there,) = (diagnose(Query(source=source, to="s3"), one) for one in (live, offline))
        assert report(here, "ko") == report(there, "ko")
        assert document(here, "ko") == document(there, "ko")


def test_an_older_report_gives_its_own_command(chat: Chat, channel: str) -> None:
    """The thread has gone on to another subnet; the button still hands over what it stands below."""
    root = chat.ask("mina", channel, "@routelore diagnose orchard to s3")
    details = chat.heard(channel, root, "The path")
    chat.ask("mina", channel, "and subnet-a2 to dynamodb?", root)
    chat.heard(channel, root, "`harbor` → `dynamodb`")
    assert chat.slack.click("mina", details, "download_snapshot").ok
    command = "routelore diagnose orchard --to s3 --lang en"
    chat.slack.wait_for_message(lambda m: command in m.text, channel=chat.direct("mina"), seconds=20)


def test_nobody_else_takes_it(chat: Chat, channel: str) -> None:
    """Another person's click is refused, for their eyes only."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    details = chat.heard(channel, root, "원인")
    files = [m for m in chat.slack.messages(chat.direct("jun")) if m.files]
    assert chat.slack.click("jun", details, "download_snapshot").ok
    chat.told("jun", channel, "받을 수 있어요")
    assert [m for m in chat.slack.messages(chat.direct("jun")) if m.files] == files


def test_the_command_names_every_source_and_is_safe_in_a_shell(chat: Chat, channel: str) -> None:
    """What is typed into a terminal is quoted."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    thread = chat.bot.resources.state.thread("T0ORCHARD", chat.slack.channel_id(channel), root)
    assert thread is not None
    (command,) = commands(thread)
    assert command.startswith("routelore diagnose orchard --to s3")


# --- pasted and predicted output --------------------------------------------------------------------------------------
def test_pasted_output_is_read_without_a_mention(chat: Chat, channel: str) -> None:
    """Slack's links in it are undone; the answer says what it proves and whether it agrees."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    chat.ask("jun", channel, NSLOOKUP.replace("```", ""), root)
    told = shown(chat.heard(channel, root, "붙여 주신 결과"))
    assert "nslookup" in told
    assert "52.219.56.10" in told


def test_output_that_denies_the_diagnosis_is_told_with_reasons(chat: Chat, channel: str) -> None:
    """A private address for S3's name cannot come from a network without an interface endpoint."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    chat.ask("mina", channel, NSLOOKUP.replace("52.219.56.10", "10.0.1.77"), root)
    told = shown(chat.heard(channel, root, "어긋나요"))
    assert "그럴 만한 이유" in told


def test_a_text_file_of_output_is_read_like_a_paste(chat: Chat, channel: str) -> None:
    """Slack makes a file of what is long."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    assert chat.slack.upload("mina", channel, "out.txt", NSLOOKUP.encode(), "", root).ok
    chat.heard(channel, root, "붙여 주신 결과")


def test_an_ordinary_question_stays_one(chat: Chat, channel: str) -> None:
    """What is no output of a tool is answered from the notes."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    chat.ask("mina", channel, "게이트웨이 엔드포인트가 뭐야?", root)
    chat.heard(channel, root, "출처: 노트")


@pytest.mark.parametrize("said", ["뭐가 보여야 해?", "how do I check this?", ""], ids=["ko", "en", "button"])
def test_what_the_tools_should_show_is_told_before_and_after_the_fix(chat: Chat, channel: str, said: str) -> None:
    """nslookup, traceroute, curl and the AWS CLI, as they are now and as they are after the proven fix."""
    chat.network.said = changed([{"gateway": {"tables": ["rtb-a2"]}}])
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    details = chat.heard(channel, root, "원인")
    if said:
        chat.ask("mina", channel, said, root)
    else:
        assert chat.slack.click("mina", details, "show_predicted").ok
    told = shown(chat.heard(channel, root, "After the fix" if said.startswith("how") else "고친 뒤", seconds=20))
    for tool in ("nslookup", "traceroute", "curl", "aws s3"):
        assert tool in told
    assert all(one in told for one in ("rtb-a1", "vpce-s3"))
    assert "add-route-table" not in told
