"""Who sees what in the chat: several people, several accounts, channels that are listed and channels that are not."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.ids import Action
from bot.playground.slack import LocalSlack, payloads
from bot.rights.policy import Account, Grant, Policy
from bot.services import OWN
from diagnostics.collect.answers import Answers
from tests.e2e.chat import META, NOTHING, Chat, Network, manifest, serving, shown
from tests.scenarios.network import ACCOUNT, baseline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.playground.slack import Message
    from bot.services import Named, Progress, Target
    from bot.state.audit import AuditRecord

TEAM = "T0ORCHARD"
SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"
PROD, DEV = "111122223333", "444455556666"
#: What only somebody who may have the network read may see of it.
SECRETS = ("nat-0a", "rtb-a1", "PUBLIC_VIA_NAT_GATEWAY", "vpc-0a", PROD, DEV)
#: What somebody's own tool printed.
PASTED = "$ dig +short s3.ap-northeast-2.amazonaws.com\n52.219.60.11\n52.219.56.43"
WHY = "@routelore 왜 subnet-a1에서 S3 트래픽이 NAT로 나가?"


@dataclass(slots=True)
class Accounts(Network):
    """Two accounts that answer with their own numbers and names."""

    targets: list[Target] = field(default_factory=list)

    def collect(self, progress: Progress, named: Named = NOTHING, target: Target = OWN) -> Answers:
        """Tell the account that the target names."""
        self.asked_for = named
        self.targets.append(target)
        progress(1, 1, "VPCs")
        own = json.dumps(self.said).replace('"orchard"', f'"orchard-{target.account[:3]}"').replace(ACCOUNT, target.account)
        return Answers(said=json.loads(own), meta=replace(META, account=target.account, region=target.region))


@dataclass(slots=True)
class Rules:
    """The policy as it is now."""

    policy: Policy

    def __call__(self) -> Policy:
        """Give it."""
        return self.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A workspace with a policy, a listed channel and one that is not."""

    chat: Chat
    accounts: Accounts
    rules: Rules
    listed: str
    unlisted: str

    def direct(self, user: str) -> str:
        """Give somebody's direct message with the bot."""
        return self.chat.direct(user)

    def hears(self, user: str, what: str, seconds: float = 10.0) -> Message:
        """Give the message that somebody gets in their direct message."""
        return self.chat.slack.wait_for_message(
            lambda m: bool(m.bot_id) and what in shown(m), channel=self.direct(user), seconds=seconds
        )

    def public(self, channel: str) -> str:
        """Give every word that all members of a channel can read."""
        return "\n".join(shown(m) for m in self.chat.slack.messages(channel) if m.ephemeral_for is None)

    def deeds(self) -> list[AuditRecord]:
        """Give what was written down."""
        return list(self.chat.bot.resources.state.audit.records(TEAM))


def policy(listed: str) -> Policy:
    """Give a policy: mina may have both accounts, jun the second one, and sol nothing."""
    role = "arn:aws:iam::{}:role/routelore"
    prod = Account(name="prod", id=PROD, role=role.format(PROD), regions=(SEOUL, VIRGINIA))
    dev = Account(name="dev", id=DEV, role=role.format(DEV), regions=(SEOUL,))
    return Policy(
        accounts={"prod": prod, "dev": dev},
        grants=(
            Grant(users=frozenset({"U0MINA"}), accounts=("prod", "dev")),
            Grant(users=frozenset({"U0JUN"}), accounts=("dev",)),
        ),
        shown_in=frozenset({listed}),
    )


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a workspace whose policy a test may change."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        rules, accounts = Rules(Policy()), Accounts()
        with serving(slack, tmp_path_factory.mktemp("rights"), network=accounts, policy=rules) as chat:
            yield Office(chat=chat, accounts=accounts, rules=rules, listed="", unlisted="")


@pytest.fixture
def office(opened: Office) -> Iterator[Office]:
    """Give the workspace with the usual policy, and two channels in which nothing was said yet."""
    chat = opened.chat
    listed, unlisted = chat.new_channel(), chat.new_channel()
    opened.rules.policy = policy(chat.slack.channel_id(listed))
    chat.network.said = baseline()
    yield replace(opened, listed=listed, unlisted=unlisted)
    chat.quiet()


def test_in_a_listed_channel_the_diagnosis_is_in_the_thread(office: Office) -> None:
    """Whoever reads along there may, so the answer is where the question is."""
    root = office.chat.ask("jun", office.listed, WHY)
    office.chat.heard(office.listed, root, "nat-0a")
    office.chat.heard(office.listed, root, "해결 방법")


def test_in_another_channel_the_asker_alone_gets_it(office: Office) -> None:
    """The channel learns that something was asked, and nothing of the network; the asker is told where to look."""
    chat = office.chat
    root = chat.ask("jun", office.unlisted, WHY)
    chat.told("jun", office.unlisted, "DM 스레드")
    office.hears("jun", "해결 방법")
    office.hears("jun", "공유할 수 있어요")
    assert not chat.replies(office.unlisted, root)
    assert not any(secret in office.public(office.unlisted) for secret in SECRETS)
    assert not [m for m in chat.slack.messages(office.unlisted, "mina") if m.ephemeral_for]


def test_who_has_no_right_is_told_so_alone_and_nothing_is_read(office: Office) -> None:
    """Asked in a channel, in a direct message, by command and by form: one sentence, and AWS is not asked."""
    chat = office.chat
    before = len(office.accounts.targets)
    chat.ask("sol", office.listed, WHY)
    chat.told("sol", office.listed, "볼 수 있는 AWS 계정이 없어요")
    assert "계정" not in office.public(office.listed)
    direct = office.direct("sol")
    root = chat.ask("sol", direct, "diagnose subnet-a1 to s3")
    chat.heard(direct, root, "not been granted any AWS account")
    assert chat.slack.command("sol", "#network", "/routelore diagnose subnet-a1 to s3").ok
    chat.told("sol", "#network", "계정이 없어요")
    assert chat.slack.shortcut("sol", "diagnose_shortcut").ok
    assert chat.slack.wait_for(lambda: "계정이 없어요" in str([one.content for one in chat.slack.views("sol")]))
    assert chat.slack.close_view("sol").ok
    assert len(office.accounts.targets) == before
    assert {one.outcome for one in office.deeds() if one.user == "U0SOL"} == {"not-allowed"}


def test_a_question_of_knowledge_needs_no_right(office: Office) -> None:
    """The notes are everybody's, also what sounds like a diagnosis only to who knows the network's names."""
    root = office.chat.ask("sol", office.unlisted, "@routelore 게이트웨이 엔드포인트가 뭐야?")
    office.chat.heard(office.unlisted, root, "출처: 노트")
    office.chat.bot.resources.state.keep_names(TEAM, {"lighthouse"}, "prod", SEOUL)
    root = office.chat.ask("sol", office.unlisted, "@routelore lighthouse")
    office.chat.slack.wait_for(lambda: bool(office.chat.replies(office.unlisted, root)), 5)
    assert "계정" not in shown(office.chat.replies(office.unlisted, root)[0])


def test_somebody_without_the_right_gets_nothing_from_anothers_thread(office: Office) -> None:
    """What they write and press in a diagnosis is answered to them alone, with one sentence."""
    chat = office.chat
    root = chat.ask("jun", office.listed, WHY)
    details = chat.heard(office.listed, root, "해결 방법")
    said = len(chat.replies(office.listed, root))
    asked = ("라우팅 테이블 보여줘", "그럼 subnet-a2는?", "뭐가 보여야 해?", "비용은 얼마야?", "NAT를 지우면?", PASTED)
    for at, text in enumerate(asked):
        chat.ask("sol", office.listed, text, root)
        assert chat.slack.wait_for(partial(_more_than, at, lambda: _alone(office, "sol"))), text
    for action in ("show_evidence", "show_routes", "another_subnet", "show_findings", "show_predicted", "download_snapshot"):
        assert chat.slack.click("sol", details, action).ok
    chat.quiet()
    assert len(chat.replies(office.listed, root)) == said
    told = [shown(m) for m in chat.slack.messages(office.listed, "sol") if m.ephemeral_for]
    assert len(told) >= len(asked) + 6
    assert not any(secret in one for one in told for secret in SECRETS)
    assert chat.slack.click("mina", details, "show_evidence").ok
    chat.heard(office.listed, root, "ec2:DescribeVpcEndpoints")


def test_a_right_that_was_taken_away_is_gone_at_the_next_click(office: Office) -> None:
    """The diagnosis stays where it is; nothing more comes of it, for its asker either."""
    chat = office.chat
    direct = office.direct("jun")
    root = chat.ask("jun", direct, "왜 subnet-a1에서 S3 트래픽이 NAT로 나가?")
    details = chat.heard(direct, root, "해결 방법")
    office.rules.policy = replace(office.rules.policy, grants=office.rules.policy.grants[:1])
    said = len(chat.replies(direct, root))
    assert chat.slack.click("jun", details, "show_evidence").ok
    assert chat.slack.click("jun", details, "download_snapshot").ok
    chat.ask("jun", direct, "라우팅 테이블 보여줘", root)
    chat.quiet()
    fresh = [shown(m) for m in chat.replies(direct, root)[said:]]
    assert fresh
    assert all("권한이 없어요" in one for one in fresh)


@pytest.mark.parametrize(
    ("text", "account", "region"),
    [
        ("diagnose subnet-a1 to s3 in dev", DEV, SEOUL),
        ("prod 계정 us-east-1 리전에서 subnet-a1 S3 진단해줘", PROD, VIRGINIA),
        ("diagnose subnet-a1 to s3 in 111122223333 in ap-northeast-2", PROD, SEOUL),
    ],
)
def test_the_words_choose_the_account(office: Office, text: str, account: str, region: str) -> None:
    """By its name, its number and the Region's code; the report says which it is, and the role is assumed in one's name."""
    chat = office.chat
    root = chat.ask("mina", office.listed, f"@routelore {text}")
    verdict = chat.heard(office.listed, root, "PUBLIC_VIA_NAT_GATEWAY")
    target = office.accounts.targets[-1]
    assert (target.account, target.region) == (account, region)
    assert target.role == f"arn:aws:iam::{account}:role/routelore"
    assert target.asker.startswith("U0MINA")
    assert all(one in shown(verdict) for one in (account, region))


def test_an_account_that_is_not_theirs_is_refused_without_saying_whether_it_exists(office: Office) -> None:
    """The same sentence for another team's account and for none; it names what may be asked about."""
    chat = office.chat
    refusals = set()
    for name in ("prod", "nowhere"):
        chat.ask("jun", office.listed, f"@routelore diagnose subnet-a1 to s3 in the {name} account")
        told = shown(chat.told("jun", office.listed, f"`{name}`"))
        assert "`dev · ap-northeast-2`" in told
        refusals.add(told.replace(name, "…"))
    assert len(refusals) == 1


def test_where_it_is_open_which_account_is_meant_they_are_asked_once(office: Office) -> None:
    """The question goes on with what was chosen; after that, it is the one that was looked at last."""
    chat = office.chat
    root = chat.ask("mina", office.listed, WHY)
    which = chat.heard(office.listed, root, "어느 계정을 볼까요")
    assert chat.slack.click("mina", which, "choose_account.2").ok
    chat.heard(office.listed, root, "해결 방법")
    assert office.accounts.targets[-1].account == DEV
    assert "dev" in shown(chat.heard(office.listed, root, "볼 곳"))
    again = chat.ask("mina", office.listed, WHY)
    chat.heard(office.listed, again, "해결 방법")
    assert office.accounts.targets[-1].account == DEV
    assert "어느 계정" not in "".join(map(shown, chat.replies(office.listed, again)))


def test_the_same_question_of_another_account_is_one_word_away(office: Office) -> None:
    """In the thread of a diagnosis, another account is another reading."""
    chat = office.chat
    root = chat.ask("mina", office.listed, "@routelore diagnose subnet-a1 to s3 in dev")
    chat.heard(office.listed, root, "The fix")
    chat.ask("mina", office.listed, "그럼 prod 계정 us-east-1은?", root)
    assert chat.slack.wait_for(lambda: office.accounts.targets[-1].region == VIRGINIA, 10)
    chat.heard(office.listed, root, "해결 방법")


def test_the_choice_is_the_askers_and_what_it_stands_on_is_the_bots(office: Office) -> None:
    """Somebody else's click, a number that was not offered, a form of another kind: one sentence, nothing is read."""
    chat = office.chat
    root = chat.ask("mina", office.listed, WHY)
    which = chat.heard(office.listed, root, "어느 계정을 볼까요")
    form = json.loads(_values(which)[0])["f"]
    before = len(office.accounts.targets)
    others = chat.bot.resources.state.keep_form(TEAM, "U0MINA", json.dumps({"origin": {}, "choices": [["prod", SEOUL]]}))
    forged: tuple[tuple[str, Any], ...] = (
        ("jun", {"f": form, "n": "0"}),
        ("sol", {"f": form, "n": "0"}),
        ("mina", {"f": form, "n": "7"}),
        ("mina", {"f": form, "n": "prod"}),
        ("mina", {"f": form, "n": "-1"}),
        ("mina", {"f": others, "n": "0"}),
        ("mina", {"f": "none", "n": "0"}),
        ("mina", {"account": "prod"}),
    )
    for at, (user, value) in enumerate(forged):
        press(office, user, which, "choose_account.0", json.dumps(value))
        assert chat.slack.wait_for(partial(_more_than, at, lambda: _told_alone(office))), forged[at]
    assert all("Only the person who asked" in one or "물어본 사람만" in one for one in _told_alone(office))
    assert len(office.accounts.targets) == before


def _more_than(number: int, given: Callable[[], list[str]]) -> bool:
    return len(given()) > number


def _told_alone(office: Office) -> list[str]:
    each = {m.ts: m for user in ("mina", "jun", "sol") for m in office.chat.slack.messages(office.listed, user)}
    return [shown(m) for m in each.values() if m.ephemeral_for]


def press(office: Office, user: str, message: Message, action: str, value: str) -> None:
    """Send the bot a click as Slack would, with a value that no button has."""
    desk = office.chat.slack.desk
    channel = desk.workspace.channels[message.channel]
    element = {"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": desk.workspace.next_ts()}
    trigger = desk.tickets.trigger(office.chat.slack.user_id(user), from_modal=False)
    answer = desk.tickets.response(channel.id, office.chat.slack.user_id(user), thread_ts=message.thread_ts)
    parts = {**payloads.on_message(message, channel), "actions": [element], "trigger_id": trigger}
    parts["response_url"] = f"{desk.origin}/response/{answer}"
    office.chat.slack.deliver(payloads.interaction("block_actions", desk.workspace.person(user), **parts))


def _values(message: Message) -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("value"), str):
                found.append(value["value"])
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(message.blocks)
    return found


def test_a_right_that_ends_between_question_and_choice_is_refused(office: Office) -> None:
    """What was offered was theirs then; the click is looked at as it comes."""
    chat = office.chat
    root = chat.ask("mina", office.listed, WHY)
    which = chat.heard(office.listed, root, "어느 계정을 볼까요")
    office.rules.policy = replace(office.rules.policy, grants=office.rules.policy.grants[1:])
    before = len(office.accounts.targets)
    assert chat.slack.click("mina", which, "choose_account.0").ok
    chat.told("mina", office.listed, "권한이 없어요")
    assert len(office.accounts.targets) == before


def test_sharing_posts_the_whole_report_once_where_it_was_asked(office: Office) -> None:
    """The button is the asker's; it asks first, and is gone after that. Others go on there by their own right."""
    chat = office.chat
    root = chat.ask("jun", office.unlisted, WHY)
    offer = _offer(office, "jun")
    asked = next(one for one in _elements(offer) if one.get("action_id") == Action.SHARE_HERE.value)
    assert office.unlisted.lstrip("#") in str(asked["confirm"])
    assert chat.slack.click("jun", offer, "share_here").ok
    chat.heard(office.unlisted, root, "님이 진단 결과를 공유했어요")
    chat.heard(office.unlisted, root, "해결 방법")
    office.hears("jun", "공유했어요")
    chat.quiet()
    posted = len(chat.replies(office.unlisted, root))
    press(office, "jun", offer, "share_here", "{}")
    office.hears("jun", "이미 공유했어요")
    assert len(chat.replies(office.unlisted, root)) == posted
    chat.ask("sol", office.unlisted, "라우팅 테이블 보여줘", root)
    chat.told("sol", office.unlisted, "권한이 없어요")
    assert len(chat.replies(office.unlisted, root)) == posted
    chat.ask("mina", office.unlisted, "라우팅 테이블 보여줘", root)
    chat.heard(office.unlisted, root, "이 라우트로 나가요")
    assert "share" in {one.deed for one in office.deeds()}


def _offer(office: Office, user: str) -> Message:
    """Give the offer to share in the channel that is not listed."""
    return office.hears(user, f"<#{office.chat.slack.channel_id(office.unlisted)}>")


def _elements(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks or ():
        yield from block.get("elements", ())


def test_sharing_is_refused_with_the_reason(office: Office) -> None:
    """The bot is not there any more, the asker is not, the right is gone; and nobody else may share it."""
    chat = office.chat
    chat.ask("jun", office.unlisted, WHY)
    offer = _offer(office, "jun")
    press(office, "mina", offer, "share_here", '{"at": "1"}')
    office.hears("jun", "요청한 사람만 공유할 수 있어요")
    chat.slack.leave(office.unlisted, chat.slack.bot_user)
    press(office, "jun", offer, "share_here", '{"at": "2"}')
    office.hears("jun", "저를 초대하고 다시 눌러 주세요")
    chat.slack.invite(office.unlisted, chat.slack.bot_user)
    chat.slack.leave(office.unlisted, "jun")
    press(office, "jun", offer, "share_here", '{"at": "3"}')
    office.hears("jun", "멤버가 아니어서")
    chat.slack.invite(office.unlisted, "jun")
    office.rules.policy = replace(office.rules.policy, grants=())
    press(office, "jun", offer, "share_here", '{"at": "4"}')
    office.hears("jun", "권한이 없어요")
    chat.quiet()
    assert not any(secret in office.public(office.unlisted) for secret in SECRETS)


def test_where_another_organisation_reads_along_nothing_of_a_network_is_shown(office: Office) -> None:
    """No diagnosis, and no snapshot that somebody brings; who asks is told where to ask instead."""
    chat = office.chat
    name = f"partners-{office.listed.lstrip('#')}"
    chat.slack.add_channel(name, ("mina", "jun", chat.slack.bot_user), shared=True)
    before = len(office.accounts.targets)
    chat.ask("mina", f"#{name}", WHY)
    chat.told("mina", f"#{name}", "다른 조직과 함께 쓰는 채널")
    assert chat.slack.upload("mina", f"#{name}", "snapshot.zip", b"PK", text="@routelore 이거 봐 줘").ok
    chat.told("mina", f"#{name}", "다른 조직과 함께 쓰는 채널")
    assert len(office.accounts.targets) == before
    assert not [m for m in chat.slack.messages(f"#{name}") if m.bot_id and not m.ephemeral_for]


def test_the_command_and_every_subnet_at_a_glance_take_the_account_too(office: Office) -> None:
    """What is typed behind the command names it; the answer can be shared in the channel that it was typed in."""
    chat = office.chat
    assert chat.slack.command("mina", office.unlisted, "/routelore diagnose subnet-a1 to s3 in dev").ok
    offer = _offer(office, "mina")
    assert office.accounts.targets[-1].account == DEV
    assert chat.slack.click("mina", offer, "share_here").ok
    chat.slack.wait_for_message(lambda m: "nat-0a" in shown(m), channel=office.unlisted)
    assert chat.slack.command("mina", office.unlisted, "/routelore diagnose all in prod in us-east-1").ok
    assert chat.slack.wait_for(lambda: office.accounts.targets[-1].region == VIRGINIA, 10)
    assert office.accounts.targets[-1].account == PROD


def test_the_form_asks_for_the_account_first(office: Office) -> None:
    """Only what was chosen is read; the rights are looked at again when the form is sent."""
    chat = office.chat
    assert chat.slack.shortcut("mina", "diagnose_shortcut").ok
    assert chat.slack.wait_for(lambda: "pick_account" in _form(office))
    assert chat.slack.select("mina", chat.slack.views("mina")[-1], "pick_account", "1").ok
    assert chat.slack.wait_for(lambda: "choose_subnet" in _form(office))
    assert (office.accounts.targets[-1].account, office.accounts.targets[-1].region) == (PROD, VIRGINIA)
    granted, office.rules.policy = office.rules.policy, replace(office.rules.policy, grants=office.rules.policy.grants[1:])
    assert "권한이 없어요" in str(chat.slack.submit_view("mina", {"choose_subnet": "subnet-a1"}).errors)
    office.rules.policy = granted
    assert chat.slack.submit_view("mina", {"choose_subnet": "subnet-a1"}).ok
    office.hears("mina", f"`prod ({PROD})` · 리전 `{VIRGINIA}`")


def _form(office: Office) -> str:
    return str([one.content for one in office.chat.slack.views("mina")])


def test_what_was_asked_is_written_down_without_its_words(office: Office) -> None:
    """Who, which account, with which verdict; under the id that the log has."""
    chat = office.chat
    root = chat.ask("jun", office.listed, WHY)
    chat.heard(office.listed, root, "해결 방법")
    chat.ask("jun", office.listed, "그럼 subnet-a2는?", root)
    chat.heard(office.listed, root, "subnet-a2)에서 S3")
    chat.kept()
    *_, last, further = (one for one in office.deeds() if one.user == "U0JUN")
    assert (further.deed, further.source) == ("follow-up", "subnet-a2")
    assert (last.user, last.deed, last.account, last.region) == ("U0JUN", "diagnose", "dev", SEOUL)
    assert (last.source, last.to, last.outcome) == ("subnet-a1", "s3", "PUBLIC_VIA_NAT_GATEWAY")
    assert last.request
    assert not any("트래픽" in str(one) for one in office.deeds())


#: Who may press what. Below a diagnosis: whoever has the right to its account, looked up at every click.
BELOW_A_DIAGNOSIS = {
    Action.SHOW_EVIDENCE,
    Action.SHOW_ROUTES,
    Action.ANOTHER_SUBNET,
    Action.SHOW_SUBNET,
    Action.SHOW_FINDINGS,
    Action.BEFORE_AFTER,
    Action.OTHER_FIXES,
    Action.TERRAFORM,
    Action.SUPPOSE,
    Action.SHOW_GLANCE,
    Action.SHOW_PREDICTED,
}
#: Only who asked, and with the right.
THE_ASKERS = {Action.DOWNLOAD_SNAPSHOT, Action.SHARE_HERE, Action.CHOOSE_ACCOUNT}
FORGED = (
    "",
    "[1]",
    "{",
    "null",
    json.dumps({"s": "subnet-a1", "d": "s3", "a": "prod", "account": "prod", "team": "T0OTHER"}),
    json.dumps({"f": "0" * 22, "n": "0", "q": "NAT를 지우면?", "c": "delete-nat nat-0a"}),
)


@pytest.mark.parametrize("action", sorted(BELOW_A_DIAGNOSIS | THE_ASKERS))
def test_no_value_opens_what_somebody_may_not_have(office: Office, action: Action) -> None:
    """Whatever a click carries, the right is that of who clicks to what the thread is about: nothing of it is shown."""
    chat = office.chat
    thread = chat.bot.resources.state.thread(TEAM, *_diagnosed(office))
    assert thread is not None
    details = chat.heard(office.listed, thread.ts, "해결 방법")
    said = len(chat.replies(office.listed, thread.ts))
    for value in FORGED:
        press(office, "sol", details, action.value, value)
    assert chat.slack.wait_for(lambda: bool(_alone(office, "sol")), 10)
    chat.quiet()
    assert len(chat.replies(office.listed, thread.ts)) == said
    assert not any(secret in one for one in _alone(office, "sol") for secret in SECRETS)


def _diagnosed(office: Office) -> tuple[str, str]:
    root = office.chat.ask("jun", office.listed, WHY)
    office.chat.heard(office.listed, root, "해결 방법")
    return office.chat.slack.channel_id(office.listed), root


def _alone(office: Office, user: str) -> list[str]:
    return [shown(m) for m in office.chat.slack.messages(office.listed, user) if m.ephemeral_for]


def test_every_button_below_a_diagnosis_is_tried() -> None:
    """What is bound to a diagnosis stands in the table above, and nothing else does."""
    files = (Path(__file__).resolve().parents[2] / "bot" / "listeners").glob("*.py")
    bound = re.compile(r"Action\.([A-Z_]+)(?:\.value)?\)+\((?:in_diagnosis|answered)\(")
    assert {Action[name] for file in files for name in bound.findall(file.read_text("utf-8"))} == BELOW_A_DIAGNOSIS
