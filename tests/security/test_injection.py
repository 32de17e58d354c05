"""Words that people, AWS and files fill in: shown as they are, and nothing in them acts on Slack."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from diagnostics.collect.answers import Refusal
from tests.e2e.chat import Chat, Network, manifest, serving, shown
from tests.scenarios.network import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message

#: Mentions, a link with another face, marks that turn a line around, a terminal's orders, markup, a template, a wide emoji.
NASTY = (
    "<!channel> <@U0MINA> <!subteam^S1> <https://evil.example|aws> \u202egnp \x1b[31m ```*_~`&lt; {0} %s "
    "\U0001f468\u200d\U0001f469"
)
#: What AWS lets people write: names of things, descriptions, statement ids.
WRITTEN = frozenset({"Description", "GroupName", "Sid", "Comment"})
#: The only tokens that we write ourselves: web pages, people and channels by their id, dates.
OURS = re.compile(r"<(?:https://[^<>\s|]+(?:\|[^<>]*)?|@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!date\^[^<>]*)>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def hostile(value: Any, member: str = "") -> Any:
    """Give an answer of AWS with hostile words wherever people may write their own."""
    if isinstance(value, dict):
        tag = value.keys() == {"Key", "Value"}
        return {key: hostile(one, "Name" if tag and key == "Value" else key) for key, one in value.items()}
    if isinstance(value, list):
        return [hostile(one, member) for one in value]
    if isinstance(value, str) and member in WRITTEN:
        return f"{value} {NASTY}"
    return f"{value} {NASTY}" if isinstance(value, str) and member == "Name" and "." not in value else value


def texts(value: Any, *, marked: bool = False) -> Iterator[str]:
    """Give every text of a payload that Slack reads as markup."""
    if isinstance(value, dict):
        is_plain = value.get("type") in {"plain_text", "raw_text", "text"}
        for key, one in value.items():
            yield from texts(one, marked=not is_plain and key in {"text", "fallback", "initial_comment"})
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str) and marked:
        yield value


def words(value: Any, member: str = "") -> Iterator[str]:
    """Give every text of a payload that is shown, in whatever form; what buttons carry and forms stand on is not."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from words(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from words(one, member)
    elif isinstance(value, str) and member not in {"value", "private_metadata", "metadata", "content", "file"}:
        yield value


def sent(chat: Chat) -> Iterator[dict[str, Any]]:
    """Give what the bot sent to Slack, its blocks and views parsed."""
    for call in chat.slack.calls:
        args = dict(call.args)
        for name in ("blocks", "view", "files", "attachments"):
            if isinstance(args.get(name), str):
                args[name] = json.loads(args[name])
        yield args


def assert_nothing_acts(chat: Chat) -> None:
    """Nothing that Slack reads as markup holds a token of others, nothing shown holds a control character."""
    seen = 0
    for args in sent(chat):
        for text in texts(args):
            seen += 1
            left = OURS.sub("", text)
            assert "<" not in left, text
            assert ">" not in left.replace("\n>", "").removeprefix(">"), text
            assert "evil.example" not in "".join(OURS.findall(text)), text
        for text in words(args):
            assert CONTROL.search(text) is None, text
    assert seen > 20


def reported(chat: Chat, root: str) -> Message:
    """Give the message of a thread below which a diagnosis can be looked into, as soon as it is there."""
    return chat.slack.wait_for_message(
        lambda m: m.thread_ts == root and "download_snapshot" in json.dumps(m.blocks or []), channel="#network", seconds=15
    )


def until_still(chat: Chat) -> None:
    """Return once the bot has said nothing for a while."""
    before = -1
    while before != (before := len(chat.slack.calls)):
        chat.quiet()
        time.sleep(0.3)


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace that reads an account in which everything has a hostile name."""
    said = {key: hostile(body) for key, body in baseline().items()}
    refused = next(key for key in said if key.startswith("describe-nat-gateways"))
    said[refused] = Refusal("UnauthorizedOperation", f"You are not authorized. {NASTY} token=xoxb-1-2-abcdefgh")
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path_factory.mktemp("injection"), network=Network(said=said)) as chat,
    ):
        yield chat
        chat.quiet()


def test_names_and_refusals_of_aws_do_nothing(chat: Chat) -> None:
    """A diagnosis, what it stands on, every subnet, the routes, what if, costs, in both languages: no name acts."""
    for asked, further in (
        (
            "왜 subnet-a1에서 S3 트래픽이 NAT로 나가?",
            ("라우팅 테이블 보여줘", "비용은 얼마야?", "NAT를 지우면?", "뭐가 보여야 해?"),
        ),
        ("diagnose subnet-a1 to s3", ("show the route table", "what does it cost?", "what if I delete the NAT?")),
    ):
        root = chat.ask("mina", "#network", f"@routelore {asked}")
        report = reported(chat, root)
        for action in ("show_evidence", "show_routes", "another_subnet", "show_findings", "show_predicted"):
            chat.slack.click("mina", report, action)
        for text in further:
            chat.ask("mina", "#network", text, root)
        until_still(chat)
        assert chat.slack.command("mina", "#network", "/routelore overview").ok
        until_still(chat)
    assert_nothing_acts(chat)


def test_what_people_write_and_how_they_call_their_files_does_nothing(chat: Chat) -> None:
    """Questions, names that nothing has, files with hostile names and members, commands: all are shown, none acts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("snapshot.json", "{}")
        archive.writestr("describe-vpcs<!channel>\u202e.json", json.dumps({"Vpcs": [{"VpcId": NASTY}]}))
    asked = (
        f"@routelore {NASTY}",
        f"@routelore diagnose {NASTY} to s3",
        f"@routelore {NASTY} 서브넷에서 S3 진단해줘",
        f"@routelore diagnose subnet-a1 to {NASTY} in the {NASTY} account in {NASTY}",
        f"@routelore what if I add-route-table {NASTY} rtb-a1",
        "@routelore \x00\x07 \u2066 \u200b",
        f"@routelore $ dig s3.amazonaws.com\n{NASTY}\n;; ANSWER SECTION:\ns3.amazonaws.com. 1 IN A 52.219.60.1 {NASTY}",
    )
    for text in asked:
        root = chat.ask("jun", "#network", text)
        assert chat.slack.wait_for(lambda root=root: bool(chat.replies("#network", root)), 10), text  # type: ignore[misc]  # bound at once
    for name, content in (
        (f"{NASTY}.zip", packed.getvalue()),
        (f"../../{NASTY}.zip", b"PK\x05\x06" + bytes(18)),
        (f"{NASTY}.txt", f"$ traceroute {NASTY}\n 1 {NASTY} 1 ms".encode()),
        (f"{NASTY}.exe", b"MZ"),
    ):
        before = len(chat.slack.messages("#network"))
        assert chat.slack.upload("jun", "#network", name, content, text="@routelore 이거 봐 줘").ok
        assert chat.slack.wait_for(lambda before=before: len(chat.slack.messages("#network")) > before + 1, 10)  # type: ignore[misc]  # bound at once
    for text in (NASTY, f"diagnose {NASTY}", f"overview in {NASTY}", "\x00"):
        assert chat.slack.command("jun", "#network", f"/routelore {text}").ok
    until_still(chat)
    assert_nothing_acts(chat)
    assert not any("Traceback" in shown(m) for m in chat.slack.messages("#network"))
