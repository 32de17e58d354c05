"""Diagnoses in the chat, from the question to the picture, the follow-ups and everything that can be in the way."""

from __future__ import annotations

import dataclasses
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from bot.services import OWN, Named, NoPictureError, Target
from bot.work import Work
from diagnostics.collect.answers import Refusal
from diagnostics.collect.errors import AccessError, ServiceError
from tests.e2e.chat import NOTHING, Chat, Network, manifest, open_chat, services_for, serving, shown
from tests.scenarios.network import baseline, changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message
    from bot.services import Services


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("chat")) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace, its network as it is at first."""
    opened.network.said, opened.network.error, opened.network.gate = baseline(), None, None
    yield opened
    opened.quiet()


@pytest.fixture
def channel(chat: Chat) -> str:
    """Give a channel in which nothing was said yet."""
    return chat.new_channel()


def _pictures(chat: Chat, channel: str, root: str) -> list[Message]:
    return [m for m in chat.replies(channel, root) if m.files]


def test_a_diagnosis_gives_verdict_picture_way_cause_evidence_and_fix(chat: Chat, channel: str) -> None:
    """Everything is in the thread, in Korean, the verdict first."""
    root = chat.ask("mina", channel, "@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?")
    details = shown(chat.heard(channel, root, "원인"))
    verdict, picture, _ = chat.replies(channel, root)
    assert "NAT 게이트웨이(nat-0a)" in shown(verdict)
    assert "PUBLIC_VIA_NAT_GATEWAY" in shown(verdict)
    assert picture.files[0].content.startswith(b"\x89PNG")
    assert "orchard" in picture.files[0].alt_txt
    for part in ("경로", "rtb-a1", "GWE-001", "해결 방법", "aws ec2 create-vpc-endpoint"):
        assert part in details


def test_an_english_question_gets_an_english_diagnosis(chat: Chat, channel: str) -> None:
    """The language of the question is the language of the report."""
    root = chat.ask("mina", channel, "@routelore why does subnet-a1 go through the NAT to reach S3?")
    details = shown(chat.heard(channel, root, "The fix"))
    assert "The path" in details
    assert "over a public path" in shown(chat.replies(channel, root)[0])


def test_follow_ups_need_no_mention_and_stay_on_the_same_snapshot(chat: Chat, channel: str) -> None:
    """Another subnet, another service, a part: understood in the thread, and AWS is not read again."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    read = chat.network.read
    chat.network.said = {}
    chat.ask("mina", channel, "그럼 harbor는?", root)
    chat.heard(channel, root, "harbor 서브넷(subnet-a2)에서 S3")
    chat.ask("mina", channel, "what about dynamodb?", root)
    chat.heard(channel, root, "subnet harbor (subnet-a2) to DynamoDB")
    chat.ask("jun", channel, "show the route table", root)
    chat.heard(channel, root, "nat-0a  active  ◀ chosen")
    chat.ask("jun", channel, "근거", root)
    chat.heard(channel, root, "ec2:DescribeVpcEndpoints")
    chat.ask("jun", channel, "보안 그룹은?", root)
    chat.heard(channel, root, "acl-default")
    chat.ask("jun", channel, "어떻게 고쳐?", root)
    chat.heard(channel, root, "create-vpc-endpoint")
    assert chat.network.read == read


def test_the_other_zone_means_the_subnets_of_the_other_zones(chat: Chat, channel: str) -> None:
    """No name is needed to ask for the other Availability Zone."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    chat.ask("mina", channel, "and the other AZ?", root)
    chat.heard(channel, root, "subnet harbor (subnet-a2) to S3")
    chat.ask("mina", channel, "vpc 전체는?", root)
    chat.heard(channel, root, "3개를 진단했어요")


def test_a_question_of_knowledge_is_answered_inside_a_diagnosis(chat: Chat, channel: str) -> None:
    """The notes answer what a word means; the diagnosis stays what the thread is about."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    chat.ask("mina", channel, "게이트웨이 엔드포인트가 뭐야?", root)
    chat.heard(channel, root, "출처: 노트")
    chat.ask("mina", channel, "라우팅 테이블 보여줘", root)
    chat.heard(channel, root, "이 라우트로 나가요")


def test_the_buttons_below_a_diagnosis_show_more_of_it(chat: Chat, channel: str) -> None:
    """Evidence, the route table, another subnet from the menu."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    details = chat.heard(channel, root, "원인")
    assert chat.slack.click("jun", details, "show_evidence").ok
    chat.heard(channel, root, "ec2:DescribeVpcEndpoints")
    assert chat.slack.click("jun", details, "show_routes").ok
    chat.heard(channel, root, "이 라우트로 나가요")
    assert chat.slack.click("jun", details, "another_subnet").ok
    menu = chat.heard(channel, root, "어느 서브넷을 볼까요")
    assert chat.slack.select("jun", menu, "show_subnet", "subnet-pub").ok
    chat.heard(channel, root, "quarry 서브넷(subnet-pub)에서 S3")


def test_a_whole_vpc_is_a_list_with_a_menu(chat: Chat) -> None:
    """The worst first, each to be looked at closer."""
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, "vpc-0a 전체 s3 dynamodb 진단해줘")
    several = chat.heard(direct, root, "6개를 진단했어요")
    assert chat.slack.select("sol", several, "show_subnet", "subnet-a2").ok
    chat.heard(direct, root, "harbor 서브넷(subnet-a2)에서 S3")


def test_there_is_a_sign_of_work_before_aws_has_answered(chat: Chat, channel: str) -> None:
    """The first reply does not wait for AWS, and says what is being read."""
    chat.network.gate = threading.Event()
    began = time.monotonic()
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단")
    chat.heard(channel, root, "살펴보고 있어요", seconds=3)
    assert time.monotonic() - began < 3
    chat.network.gate.set()
    chat.heard(channel, root, "원인")
    assert "살펴보고" not in "".join(map(shown, chat.replies(channel, root)))


def test_progress_names_the_call_at_most_once_a_second(tmp_path: Path) -> None:
    """Which call of how many, without a change for each of them."""

    class Slow(Network):
        def collect(self, progress: Any, named: Named = NOTHING, target: Target = OWN) -> Any:
            for done in range(1, 13):
                progress(done, 12, "route tables")
                time.sleep(0.1)
            return super().collect(lambda *_: None, named, target)

    with open_chat(tmp_path, network=Slow()) as chat:
        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단")
        chat.heard("#network", root, "읽는 중", seconds=5)
        chat.heard("#network", root, "원인")
        told = [c for c in chat.slack.calls if c.method == "chat.update" and "읽는 중" in str(c.args)]
        assert 1 <= len(told) <= 2
        assert all("/12 · 라우팅 테이블" in str(call.args) for call in told)


def test_questions_are_answered_while_diagnoses_wait_for_aws(chat: Chat, channel: str) -> None:
    """Slow AWS delays nobody else's answer."""
    chat.network.gate = threading.Event()
    roots = [chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단") for _ in range(8)]
    root = chat.ask("jun", channel, "@routelore what is a vpc endpoint?")
    chat.heard(channel, root, "Source: notes", seconds=3)
    chat.network.gate.set()
    for one in roots:
        chat.heard(channel, one, "원인", seconds=20)


def test_more_than_can_be_promised_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """Nobody waits for something that will not come."""
    network = Network(gate=threading.Event())
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path, network=network, work=Work(waiting=4, readers_of_one=2)) as chat,
    ):
        for _ in range(6):
            chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단")
        assert chat.slack.wait_for(lambda: chat.bot.work.waiting == 4, 20)
        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단")
        chat.heard("#network", root, "밀려 있어요")
        assert network.gate is not None
        network.gate.set()


def test_the_command_opens_a_thread_in_the_direct_message_and_says_so(chat: Chat) -> None:
    """The result is the asker's alone, and a thread to go on in."""
    assert chat.slack.command("jun", "#random", "/routelore diagnose subnet-a1 to dynamodb").ok
    chat.told("jun", "#random", "our DM thread")
    direct = chat.direct("jun")
    report = chat.slack.wait_for_message(lambda m: "The fix" in shown(m), channel=direct)
    chat.ask("jun", direct, "and harbor?", report.thread_ts)
    chat.heard(direct, str(report.thread_ts), "subnet harbor (subnet-a2) to DynamoDB")


def test_a_follow_up_beside_its_thread_is_understood_in_a_direct_message(chat: Chat) -> None:
    """In a conversation of two, the last diagnosis is what is meant."""
    direct = chat.direct("sol")
    root = chat.ask("sol", direct, "subnet-a1 s3 진단해줘")
    chat.heard(direct, root, "원인")
    beside = chat.ask("sol", direct, "그럼 harbor는?")
    chat.heard(direct, beside, "harbor 서브넷(subnet-a2)에서 S3")


def test_the_form_opens_at_once_and_diagnoses_what_was_chosen(chat: Chat) -> None:
    """It waits for AWS on the screen, offers the subnets of the VPC, and puts the result into the direct message."""
    chat.network.gate = threading.Event()
    assert chat.slack.shortcut("jun", "diagnose_shortcut").ok
    assert "Reading your VPCs" in str(chat.slack.wait_for_view("jun").content)
    chat.network.gate.set()
    assert chat.slack.wait_for(lambda: "choose_subnet" in str(chat.slack.views("jun")[-1].content))
    assert chat.slack.submit_view("jun", {"choose_subnet": "subnet-pub", "choose_service": "dynamodb"}).ok
    chat.slack.wait_for_message(lambda m: "subnet quarry (subnet-pub) to DynamoDB" in shown(m), channel=chat.direct("jun"))


def test_another_vpc_has_other_subnets(chat: Chat) -> None:
    """Choosing a VPC changes what can be chosen below it."""
    chat.network.said["describe-vpcs"]["Vpcs"].append({**chat.network.said["describe-vpcs"]["Vpcs"][0], "VpcId": "vpc-0b"})
    assert chat.slack.command("jun", "#network", "/routelore diagnose").ok
    assert chat.slack.wait_for(
        lambda: "choose_vpc" in str(chat.slack.views("jun")[-1].content if chat.slack.views("jun") else "")
    )
    view = chat.slack.views("jun")[-1]
    assert "choose_subnet" not in str(view.content)
    assert chat.slack.select("jun", view, "choose_vpc", "vpc-0b").ok
    assert chat.slack.wait_for(lambda: "has no subnets" in str(chat.slack.views("jun")[-1].content))
    assert "VPC" in str(chat.slack.submit_view("jun", {"choose_vpc": "vpc-0b"}).errors)
    assert chat.slack.select("jun", chat.slack.views("jun")[-1], "choose_vpc", "vpc-0a").ok
    assert chat.slack.wait_for(lambda: "subnet-a2" in str(chat.slack.views("jun")[-1].content))
    assert chat.slack.close_view("jun").ok


def test_a_vpc_that_was_deleted_behind_the_form_is_a_sentence(chat: Chat) -> None:
    """What was chosen is read again, and what is gone is said to be gone, with what is there."""
    assert chat.slack.shortcut("mina", "diagnose_shortcut").ok
    assert chat.slack.wait_for(
        lambda: "choose_subnet" in str(chat.slack.views("mina")[-1].content if chat.slack.views("mina") else "")
    )
    for call in ("describe-vpcs", "describe-subnets", "describe-route-tables"):
        chat.network.said[call] = {key: [] for key in chat.network.said[call]}
    assert chat.slack.submit_view("mina", {"choose_subnet": "subnet-a1"}).ok
    chat.slack.wait_for_message(lambda m: "서브넷이 하나도 없어요" in shown(m), channel=chat.direct("mina"))


def test_the_form_opened_below_an_answer_puts_the_result_into_its_thread(chat: Chat, channel: str) -> None:
    """From what the notes say to what one's own network does."""
    root = chat.ask("jun", channel, "@routelore what is a gateway endpoint?")
    answer = chat.heard(channel, root, "Check it in my VPC")
    assert chat.slack.click("jun", answer, "open_diagnose").ok
    assert chat.slack.wait_for(
        lambda: "choose_subnet" in str(chat.slack.views("jun")[-1].content if chat.slack.views("jun") else "")
    )
    assert chat.slack.submit_view("jun", {"choose_subnet": "subnet-a1"}).ok
    chat.heard(channel, root, "The fix")


def test_somebody_elses_form_is_worth_nothing(chat: Chat) -> None:
    """What a form stands on is kept by the bot and bound to its person."""
    form = chat.bot.resources.state.keep_form("T0ORCHARD", "U0MINA", "{}")
    assert chat.bot.resources.state.form(form, "T0ORCHARD", "U0JUN") is None


@pytest.mark.parametrize(
    ("error", "korean", "english"),
    [
        (AccessError("no-credentials", profile="default"), "자격 증명을 찾지 못했어요", "No AWS credentials"),
        (AccessError("expired-credentials", profile="default"), "만료", "expired"),
        (ServiceError("unreachable", endpoint="https://ec2"), "연결하지 못했어요", "could not be reached"),
    ],
)
def test_what_keeps_us_from_aws_is_said_in_the_askers_language(
    chat: Chat, channel: str, error: Exception, korean: str, english: str
) -> None:
    """The progress becomes the reason; nothing else is posted."""
    chat.network.error = error
    first = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    second = chat.ask("mina", channel, "@routelore diagnose subnet-a1 to s3 please")
    chat.heard(channel, first, korean)
    chat.heard(channel, second, english)
    assert len(chat.replies(channel, first)) == 1


def test_an_unknown_subnet_is_said_with_those_that_are_there(chat: Chat, channel: str) -> None:
    """The asker can pick one of the names."""
    root = chat.ask("mina", channel, "@routelore subnet-0dead1에서 s3 왜 안돼?")
    said = shown(chat.heard(channel, root, "찾지 못했어요"))
    assert "orchard (subnet-a1)" in said


def test_a_guessed_name_that_nobody_has_is_answered_from_the_notes(chat: Chat, channel: str) -> None:
    """It may have been a question for the notes after all; where they know nothing either, the names are said."""
    root = chat.ask("mina", channel, "@routelore laptop-7에서 s3 가려면 게이트웨이 엔드포인트 써야 해?")
    chat.heard(channel, root, "출처: 노트")
    other = chat.ask("mina", channel, "@routelore diagnose laptop-7")
    chat.heard(channel, other, "no subnet, instance or VPC called `laptop-7` in ap-northeast-2")


def test_an_empty_account_is_a_sentence(chat: Chat, channel: str) -> None:
    """No subnets at all is said, with the account and the Region."""
    for call in ("describe-vpcs", "describe-subnets", "describe-route-tables"):
        chat.network.said[call] = {key: [] for key in chat.network.said[call]}
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    assert "111122223333" in shown(chat.heard(channel, root, "서브넷이 하나도 없어요"))


def test_a_refused_call_is_named_with_its_permission(chat: Chat, channel: str) -> None:
    """What could not be seen is said, and which IAM action would show it."""
    chat.network.said["describe-network-acls"] = Refusal("UnauthorizedOperation", "no")
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    assert "ec2:DescribeNetworkAcls" in shown(chat.heard(channel, root, "확인하지 못한 것"))


def test_where_the_picture_cannot_be_posted_the_words_stand(chat: Chat, channel: str) -> None:
    """Slack refusing the file costs the picture and nothing else."""
    chat.slack.faults.next("files.getUploadURLExternal", error="upload_disabled")
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    assert "upload_disabled" in shown(chat.heard(channel, root, "원인"))
    assert not _pictures(chat, channel, root)


def test_where_pictures_are_not_installed_the_words_stand(tmp_path: Path) -> None:
    """Without the extra, the report says so and is otherwise whole."""

    def without(network: Network) -> Services:
        def picture(*_: object) -> object:
            raise NoPictureError

        return dataclasses.replace(services_for(network), picture=picture)  # type: ignore[arg-type]

    with open_chat(tmp_path, services=without) as chat:
        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
        assert "설치되지 않음" in shown(chat.heard("#network", root, "원인"))


def test_a_picture_that_cannot_be_drawn_costs_only_the_picture(tmp_path: Path) -> None:
    """A failure in drawing is said, and everything behind the verdict is there."""

    def broken(network: Network) -> Services:
        def picture(*_: object) -> object:
            raise RuntimeError

        return dataclasses.replace(services_for(network), picture=picture)  # type: ignore[arg-type]

    with open_chat(tmp_path, services=broken) as chat:
        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
        assert "그리는 중에 문제가" in shown(chat.heard("#network", root, "원인"))


def test_a_verdict_that_was_told_stays_where_the_rest_fails(chat: Chat, channel: str) -> None:
    """What comes after the verdict may fail; the verdict is not taken back."""
    chat.slack.faults.next("chat.postMessage", delay=0)
    chat.slack.faults.next("chat.postMessage", error="restricted_action")
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    chat.heard(channel, root, "restricted_action")
    assert "PUBLIC_VIA_NAT_GATEWAY" in "".join(map(shown, chat.replies(channel, root)))


def test_a_hostile_name_tag_mentions_nobody(chat: Chat, channel: str) -> None:
    """What AWS says is shown and never acted on, in messages and in notifications."""
    for subnet in chat.network.said["describe-subnets"]["Subnets"]:
        if subnet["SubnetId"] == "subnet-a1":
            subnet["Tags"] = [{"Key": "Name", "Value": "<!channel> <https://evil.example|click>"}]
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    chat.heard(channel, root, "원인")
    said = "".join(map(shown, chat.replies(channel, root)))
    assert "<!channel>" not in said
    assert "<https://evil.example" not in said


def test_a_thread_whose_snapshot_is_gone_says_so(chat: Chat, channel: str) -> None:
    """An old button is answered with what to do."""
    root = chat.ask("mina", channel, "@routelore subnet-a1에서 s3 진단해줘")
    details = chat.heard(channel, root, "원인")
    state = chat.bot.resources.state
    kept = state.thread("T0ORCHARD", chat.slack.channel_id(channel), root)
    assert kept is not None
    state.keep_thread(dataclasses.replace(kept, snapshot=None))
    assert chat.slack.click("mina", details, "show_evidence").ok
    chat.heard(channel, root, "남아 있지 않아요")


def test_a_diagnosis_survives_a_restart(tmp_path: Path) -> None:
    """What was said before the restart is still what the thread is about."""
    with open_chat(tmp_path) as chat:
        root = chat.ask("mina", "#network", "@routelore subnet-a1에서 s3 진단해줘")
        chat.heard("#network", root, "원인")
        before = chat.bot.resources.state.thread("T0ORCHARD", chat.slack.channel_id("#network"), root)
    with open_chat(tmp_path) as again:
        assert again.bot.resources.state.thread("T0ORCHARD", "C0NETWORK", root) == before
        assert before is not None
        assert before.snapshot


def test_two_places_are_held_against_each_other_in_one_message(chat: Chat, channel: str) -> None:
    """Both verdicts, where the ways part, and what makes the difference; parts of both can be asked for after that."""
    root = chat.ask("mina", channel, "@routelore orchard랑 harbor S3 가는 길이 왜 달라?")
    chat.network.said["describe-vpc-endpoints"]["VpcEndpoints"] = []
    said = shown(chat.heard(channel, root, "경로가 같아요"))
    assert "orchard 서브넷(subnet-a1)" in said
    assert "harbor 서브넷(subnet-a2)" in said
    assert len(chat.replies(channel, root)) == 1
    chat.ask("mina", channel, "라우팅 테이블 보여줘", root)
    tables = shown(chat.heard(channel, root, "이 라우트로"))
    assert "rtb-a1" in tables
    assert "rtb-a2" in tables


def test_where_two_ways_part_is_named(tmp_path: Path) -> None:
    """The first place that does something else."""
    with open_chat(tmp_path, network=Network(said=changed([{"gateway": {"tables": ["rtb-a2"]}}]))) as chat:
        root = chat.ask("jun", "#network", "@routelore why do orchard and harbor differ?")
        said = shown(chat.heard("#network", root, "they take different"))
        parting = said.split("Where they first differ")[1].split("from")[0]
        assert "0.0.0.0/0 → nat-0a" in parting
        assert "pl-s3 → vpce-s3" in parting
        chat.ask("jun", "#network", "and quarry?", root)
        chat.heard("#network", root, "subnet quarry (subnet-pub) to S3")
        chat.ask("jun", "#network", "why is it different from harbor?", root)
        chat.heard("#network", root, "quarry, harbor → s3")


def test_a_bucket_and_a_function_are_looked_up_by_name(chat: Chat, channel: str) -> None:
    """What the question names is read with the network."""
    chat.network.said = changed([{"bucket": {"name": "logs-prod", "region": "us-east-1"}}, {"function": {"name": "my-fn"}}])
    root = chat.ask("mina", channel, "@routelore orchard에서 logs-prod 버킷 왜 느려?")
    assert "us-east-1" in shown(chat.heard(channel, root, "원인"))
    assert chat.network.asked_for == Named(buckets=("logs-prod",))
    other = chat.ask("mina", channel, "@routelore lambda:my-fn에서 S3 되나?")
    details = shown(chat.heard(channel, other, "원인"))
    assert "NOT_IN_VPC" in shown(chat.replies(channel, other)[0])
    assert "라우팅 테이블 보여줘" not in details
    assert chat.network.asked_for == Named(functions=("my-fn",))
    for asks in ("라우팅 테이블 보여줘", "다른 서브넷은?", "vpc 전체는?"):
        chat.ask("mina", channel, asks, other)
        chat.heard(channel, other, "VPC에 연결되지 않은 함수")


def test_a_bucket_that_the_snapshot_does_not_know_is_read_for_anew(chat: Chat, channel: str) -> None:
    """A follow-up that names a new bucket says that AWS is read again, and why; the next one needs no reading."""
    root = chat.ask("mina", channel, "@routelore orchard 서브넷에서 S3 어떻게 나가?")
    chat.heard(channel, root, "원인")
    read = chat.network.read
    chat.network.gate = threading.Event()
    chat.network.said = changed([{"bucket": {"name": "logs-prod", "region": "ap-northeast-2"}}])
    chat.ask("mina", channel, "s3://logs-prod는?", root)
    assert "`logs-prod`" in shown(chat.heard(channel, root, "AWS를 다시 읽어요"))
    chat.network.gate.set()
    chat.heard(channel, root, "s3://logs-prod")
    chat.quiet()
    chat.ask("mina", channel, "harbor는?", root)
    chat.heard(channel, root, "harbor 서브넷(subnet-a2)에서")
    assert chat.network.read == read + 1


def test_a_slip_of_a_name_is_offered_right_and_the_thread_goes_on(chat: Chat, channel: str) -> None:
    """What was probably meant can be chosen or written, on the snapshot that was read."""
    root = chat.ask("mina", channel, "@routelore orchad 서브넷 S3 왜 안돼?")
    offer = chat.heard(channel, root, "혹시 `orchard`")
    read = chat.network.read
    chat.ask("mina", channel, "라우팅 테이블 보여줘", root)
    chat.heard(channel, root, "어느 서브넷")
    assert chat.slack.select("mina", offer, "show_subnet", "orchard").ok
    chat.heard(channel, root, "orchard 서브넷(subnet-a1)에서 S3")
    chat.ask("mina", channel, "harbor", root)
    chat.heard(channel, root, "harbor 서브넷(subnet-a2)에서 S3")
    chat.ask("mina", channel, "orchard 라우팅 테이블 보여줘", root)
    chat.heard(channel, root, "`rtb-a1`")
    chat.ask("mina", channel, "mercury는?", root)
    chat.heard(channel, root, "`mercury`")
    assert chat.network.read == read


def test_the_first_message_may_be_nothing_but_a_name(tmp_path: Path) -> None:
    """While no name of the network is known, AWS tells whether a word is one; where it is none, the notes answer."""
    with open_chat(tmp_path) as chat:
        nobody = chat.ask("mina", "#network", "@routelore mercury")
        chat.heard("#network", nobody, "모르겠어요")
    with open_chat(tmp_path / "other") as chat:
        root = chat.ask("mina", "#network", "@routelore orchard")
        chat.heard("#network", root, "orchard 서브넷(subnet-a1)에서 S3")
        assert chat.network.read == 1


def test_a_hunch_without_aws_is_answered_from_the_notes(tmp_path: Path) -> None:
    """Whoever asked the notes is not bothered with credentials."""
    with open_chat(tmp_path, network=Network(error=AccessError("no-credentials", profile="default"))) as chat:
        root = chat.ask("mina", "#network", "@routelore mercury")
        chat.heard("#network", root, "모르겠어요")


def test_traffic_between_subnets_is_refused_with_what_to_ask(chat: Chat, channel: str) -> None:
    """No answer to another question is given."""
    chat.bot.resources.state.keep_names("T0ORCHARD", ["orchard", "harbor"])
    root = chat.ask("jun", channel, "@routelore can orchard reach harbor?")
    chat.heard(channel, root, "I do not diagnose traffic between")


def test_a_wish_without_a_place_is_asked_back(chat: Chat, channel: str) -> None:
    """A sentence and the form."""
    root = chat.ask("mina", channel, "@routelore 진단해줘")
    chat.heard(channel, root, "어디에서 나가는")


def test_closing_leaves_no_trace_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Deliveries that are cut off by closing are Slack's to repeat."""
    for wait in (0, 0.01, 0.05):
        with open_chat(tmp_path) as chat:
            for _ in range(4):
                chat.ask("mina", "#network", "@routelore 고마워")
            time.sleep(wait)
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
