"""Labs in the chat: every one walked to its end in words, and everything that can be pressed on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot.learning.labs.reading import labs
from bot.services import Picture, Services
from tests.e2e.chat import Chat, Network, open_chat, services_for, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message, View

LABS = {lab.id: lab for lab in labs()}


#: The smallest PNG: what drawing gives is told by the tests of the pictures.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000100ffff03000006"
    "000557bfabd40000000049454e44ae426082"
)


def quick(network: Network) -> Services:
    """Give the real services, with pictures that take no time."""

    def drawn(*_: Any, **__: Any) -> Picture:
        return Picture(png=DOT, alt="a dot")

    return replace(services_for(network), picture=drawn)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """Give a workspace with the bot in it."""
    with open_chat(tmp_path_factory.mktemp("chat"), services=quick) as chat:
        yield chat


@pytest.fixture
def chat(opened: Chat) -> Iterator[Chat]:
    """Give the workspace; whatever was begun in it is done before the next test."""
    yield opened
    opened.quiet()


def _list(chat: Chat, user: str, said: str = "실습") -> Message:
    """Ask for the list in the direct message and give it."""
    direct = chat.direct(user)
    root = chat.ask(user, direct, said)
    return chat.heard(direct, root, "★★★★★")


def _open(chat: Chat, user: str, lab_id: str) -> str:
    """Open a lab from the list and give the root of its thread."""
    listed = _list(chat, user, "labs" if user == "jun" else "실습")
    button = next(b["accessory"] for b in listed.blocks if lab_id in str(b.get("accessory", {}).get("value")))
    assert chat.slack.click(user, listed, button["action_id"]).ok
    root = listed.thread_ts
    assert root is not None
    chat.heard(chat.direct(user), root, "lab is open" if user == "jun" else "실습을 열었어요")
    return _root(chat, user, lab_id)


def _root(chat: Chat, user: str, lab_id: str) -> str:
    """Give the thread that somebody has of a lab."""
    return chat.bot.resources.state.lab_bench.attempt("T0ORCHARD", chat.slack.user_id(user), lab_id).ts


def _said(chat: Chat, user: str, root: str, text: str) -> str:
    """Say something in a lab's thread and give everything that is answered."""
    direct = chat.direct(user)
    before = len(chat.replies(direct, root))
    chat.ask(user, direct, text, root)
    assert chat.slack.wait_for(lambda: len(chat.replies(direct, root)) > before, 10), text
    chat.bot.app.listener_runner.listener_executor.submit(lambda: None).result(10)
    return "\n".join(shown(one) for one in chat.replies(direct, root)[before:])


def _last(chat: Chat, user: str, root: str, action: str) -> Message:
    """Give the newest message of a thread on which something can be pressed."""
    return next(m for m in reversed(chat.replies(chat.direct(user), root)) if action in str(m.blocks))


def _press(chat: Chat, user: str, root: str, label: str) -> str:
    """Press the newest button of a thread that says this, and give everything that is answered."""
    direct = chat.direct(user)
    message, button = next(
        (m, element)
        for m in reversed(chat.replies(direct, root))
        for block in m.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and label in element["text"]["text"]
    )
    before = len(chat.replies(direct, root))
    assert chat.slack.click(user, message, button["action_id"]).ok
    assert chat.slack.wait_for(lambda: len(chat.replies(direct, root)) > before, 10), label
    chat.bot.app.listener_runner.listener_executor.submit(lambda: None).result(10)
    return "\n".join(shown(one) for one in chat.replies(direct, root)[before:])


def _pictures(chat: Chat, user: str, root: str) -> list[str]:
    return [file.name for message in chat.replies(chat.direct(user), root) for file in message.files]


class Walk(NamedTuple):
    """One person's way through a lab: what they look at and must see there, the cause, and the smallest fix."""

    lab: str
    user: str
    looks: tuple[tuple[str, str], ...]
    cause: str
    changes: tuple[str, ...]


WALKS = (
    Walk(
        "night-shift",
        "mina",
        (("엔드포인트 보여줘", "이 네트워크에는 없어요"), ("rtb-0k1", "0.0.0.0/0     nat-0p1  active")),
        "원인은 이 VPC에 S3 게이트웨이 엔드포인트가 없어서예요",
        ("게이트웨이 엔드포인트를 만들고 rtb-0k1에 연결해요",),
    ),
    Walk(
        "two-sheds",
        "jun",
        (("show the route tables", "vpce-0a5"), ("subnets", "kiln")),
        "I think the cause is that rtb-0k1 is not associated with the endpoint",
        ("associate rtb-0k1 with vpce-0a5",),
    ),
    Walk(
        "borrowed-coat",
        "mina",
        (("vpce-0d4 보여줘", "Groups"), ("sg-0d0 인바운드", "Inbound    All       All    sg-0d0 (default)")),
        "엔드포인트에 default 보안 그룹이 붙어 있어서 kiln-1의 443을 막아요",
        ("vpce-0d4에 보안 그룹 sg-0v4를 추가해요",),
    ),
    Walk(
        "new-dock",
        "jun",
        (("which route tables are there?", "Main: Yes"), ("rtb-0m9", "Explicit subnet associations: -")),
        "dock follows the main route table rtb-0m9, which has no route to S3",
        ("associate dock with rtb-0k1",),
    ),
    Walk(
        "quiet-vault",
        "mina",
        (("엔드포인트 설정", "PrivateDnsEnabled  false"),),
        "vpce-0b7의 프라이빗 DNS가 꺼져 있어요",
        ("프라이빗 DNS를 켜요",),
    ),
    Walk(
        "blue-crate",
        "jun",
        (("show me the endpoint policy", "arn:aws:s3:::kiln-archive"), ("bucket policies", "kiln-models · Policy")),
        "the endpoint policy only allows kiln-archive",
        ("allow kiln-models in the endpoint policy",),
    ),
    Walk(
        "evening-tram",
        "mina",
        (("NACL 보여줘", "Inbound    *     Deny"), ("acl-0k8", "subnet-0k1 (kiln)")),
        "acl-0k8이 응답 트래픽의 임시 포트를 막고 있어요",
        ("acl-0k8 인바운드에 1024-65535를 허용해요",),
    ),
    Walk(
        "old-clockwork",
        "jun",
        (("DNS settings", "enableDnsHostnames   false"), ("is private DNS on?", "PrivateDnsEnabled  true")),
        "enableDnsHostnames is false on the VPC",
        ("turn on DNS hostnames",),
    ),
    Walk(
        "striped-tile",
        "mina",
        (("rtb-0k1 라우트 보여줘", "3.5.140.0/23"), ("접두사 목록", "3.5.140.0/22")),
        "손으로 넣은 3.5.140.0/23 라우트가 더 구체적이라 엔드포인트를 이겨요",
        ("rtb-0k1에서 3.5.140.0/23 라우트를 지워요",),
    ),
    Walk(
        "brass-key",
        "jun",
        (("policies", "aws:SourceVpce"), ("rtb-0k1", "nat-0p1"), ("vpce-0a5", "rtb-0l2")),
        "the route table of kiln is not associated with vpce-0a5",
        ("add rtb-0k1 to vpce-0a5",),
    ),
    Walk(
        "far-office",
        "mina",
        (("엔드포인트", "PrivateDnsOnlyForInboundResolverEndpoint  true"), ("라우팅 테이블", "rtb-0l2")),
        "게이트웨이 엔드포인트가 rtb-0l2에만 연결돼 있고 rtb-0k1에는 없어요",
        ("게이트웨이 엔드포인트에 rtb-0k1을 연결해요",),
    ),
    Walk(
        "tin-roof",
        "jun",
        (("security group sg-0w1", "10.20.0.0/16"), ("i-0k1", "kiln-1"), ("rtb-0k1", "nat-0p1")),
        "sg-0w1 egress is closed to S3, and rtb-0k1 is not associated with the endpoint",
        ("allow outbound 443 to pl-78a54011 in sg-0w1", "and also associate rtb-0k1 with vpce-0a5"),
    ),
    Walk(
        "toll-bridge",
        "mina",
        (("NAT 게이트웨이 보여줘", "subnet-0p0 (pier)"), ("vpce-0a5", "RouteTableIds    rtb-0p0")),
        "엔드포인트가 NAT 게이트웨이 서브넷의 테이블 rtb-0p0에만 연결돼 있어요",
        ("vpce-0a5에 rtb-0k1을 추가해요",),
    ),
    Walk(
        "long-winter",
        "jun",
        (("dns", "enableDnsHostnames   false"), ("vpce-0f6", "PrivateDnsEnabled  false"), ("sg-0d0", "sg-0d0 (default)")),
        "private DNS is off on vpce-0f6",
        ("enable DNS hostnames", "allow 443 from the whole VPC in sg-0d0", "turn on private DNS"),
    ),
    Walk(
        "paper-maps",
        "mina",
        (("rtb-0k1", "pl-0f1 (partners)"), ("접두사 목록 보여줘", "198.51.100.0/24")),
        "pl-0f1과 S3의 접두사 목록이 같은 CIDR로 겹쳐요",
        ("rtb-0k1에서 pl-0f1 라우트를 지워요",),
    ),
)


def test_every_lab_is_walked() -> None:
    """A new lab needs a row above."""
    assert sorted(walk.lab for walk in WALKS) == sorted(LABS)


@pytest.mark.parametrize("walk", WALKS, ids=[walk.lab for walk in WALKS])
def test_a_person_solves_every_lab_in_words(chat: Chat, walk: Walk) -> None:
    """What they need to know can be seen, the cause and the fix can be said, and nothing tells the cause before."""
    lab = LABS[walk.lab]
    root = _open(chat, walk.user, walk.lab)
    told = ""
    for said, seen in walk.looks:
        answered = _said(chat, walk.user, root, said)
        assert seen in answered, answered
        told += answered
    for change in walk.changes:
        told += _said(chat, walk.user, root, change)
    for code in {code for cause in lab.causes for code in cause}:
        assert code not in told
    assert lab.after.ko not in told
    assert lab.after.en not in told
    solved = _said(chat, walk.user, root, walk.cause)
    assert "3/3" in solved, solved
    assert (lab.after.en if walk.user == "jun" else lab.after.ko) in solved
    assert chat.slack.wait_for(lambda: _pictures(chat, walk.user, root) == ["before-after.png"], 10)


def test_asked_among_others_the_list_comes_to_the_direct_message(chat: Chat) -> None:
    """Nobody else reads along; the channel is told where it is."""
    channel = chat.new_channel()
    root = chat.ask("sol", channel, "@routelore 실습")
    said = shown(chat.heard(channel, root, "실습은 DM에서 해요"))
    assert "★" not in said
    listed = chat.slack.wait_for_message(lambda m: "난이도 ★★★★★" in shown(m), channel=chat.direct("sol"))
    assert listed.ts.replace(".", "") in said


def test_the_slash_command_shows_the_list_to_its_asker(chat: Chat) -> None:
    """And a lab that is opened from there is opened in the direct message."""
    assert chat.slack.command("jun", "#network", "/routelore labs").ok
    listed = chat.told("jun", "#network", "Difficulty ★★★★★")
    assert chat.slack.click("jun", listed, "open_lab.0").ok
    chat.told("jun", "#network", "The lab is open")


def test_home_shows_how_many_are_solved_and_opens_any(chat: Chat) -> None:
    """By the menu of all, or by the button to the next one."""
    chat.slack.open_home("jun")
    assert chat.slack.wait_for(lambda: "open_lab" in str(chat.slack.home("jun") and chat.slack.home("jun").content))
    home = chat.slack.home("jun")
    assert home is not None
    assert f"of {len(LABS)} solved" in str(home.content)
    assert chat.slack.select("jun", home, "open_lab.0", "night-shift").ok
    assert chat.slack.wait_for(lambda: bool(_root(chat, "jun", "night-shift")))


def test_a_lab_that_is_open_is_not_opened_twice(chat: Chat) -> None:
    """Whoever presses again is led to the same thread, and sees how far they are."""
    first = _open(chat, "sol", "two-sheds")
    _said(chat, "sol", first, "힌트")
    assert _open(chat, "sol", "two-sheds") == first
    again = shown(chat.heard(chat.direct("sol"), first, "이어서 해 볼까요?"))
    assert "힌트 1/2" in again


def test_hints_come_one_at_a_time_and_cost_once(chat: Chat) -> None:
    """An old button shows its own hint again; after the last there is none."""
    root = _open(chat, "sol", "borrowed-coat")
    old = _last(chat, "sol", root, "act_in_lab.1")
    assert "힌트 1/3" in _press(chat, "sol", root, "힌트 1/3")
    before = len(chat.replies(chat.direct("sol"), root))
    assert chat.slack.click("sol", old, "act_in_lab.1").ok
    assert chat.slack.wait_for(lambda: len(chat.replies(chat.direct("sol"), root)) > before)
    assert "*힌트 1/3*" in shown(chat.replies(chat.direct("sol"), root)[-1])
    assert "힌트 2/3" in _said(chat, "sol", root, "힌트 하나 더")
    _said(chat, "sol", root, "모르겠어요")
    assert "힌트는 모두 봤어요" in _said(chat, "sol", root, "힌트 줘")
    _said(chat, "sol", root, "sg-0d0에 10.20.0.0/16에서 오는 443을 허용해요")
    assert "2/3점" in _said(chat, "sol", root, "엔드포인트 보안 그룹이 인바운드를 막아요")


def test_changes_add_up_and_can_be_taken_back(chat: Chat) -> None:
    """A list of them stands below each answer; a button that is older than the list changes nothing."""
    root = _open(chat, "sol", "striped-tile")
    assert "지금까지의 변경" in _said(chat, "sol", root, "프리픽스가 겹치니 NAT 게이트웨이를 삭제해요")
    assert "2. " in _said(chat, "sol", root, "그리고 rtb-0k1에서 3.5.140.0/23 라우트를 지워요")
    old = _last(chat, "sol", root, "act_in_lab.3")
    assert "적용한 상태" in _said(chat, "sol", root, "라우팅 테이블 보여줘")
    menu = _last(chat, "sol", root, "take_out_change")
    options = next(e for b in menu.blocks for e in b.get("elements", ()) if e["type"] == "static_select")["options"]
    before = len(chat.replies(chat.direct("sol"), root))
    assert chat.slack.select("sol", menu, "take_out_change", options[0]["value"]).ok
    assert chat.slack.wait_for(lambda: len(chat.replies(chat.direct("sol"), root)) > before)
    taken = shown(chat.replies(chat.direct("sol"), root)[-1])
    assert "뺐어요: NAT" in taken
    assert "가장 작은 변경이에요" in taken
    assert chat.slack.click("sol", old, "act_in_lab.3").ok
    chat.heard(chat.direct("sol"), root, "그 사이에 변경 목록이 바뀌었어요")
    assert "변경을 모두 지웠어요" in _said(chat, "sol", root, "되돌려줘")
    assert "아직 한 변경이 없어요" in _said(chat, "sol", root, "되돌려줘")


def test_more_than_is_needed_is_a_detour_and_starting_over_wins_it_back(chat: Chat) -> None:
    """The points of the best attempt stay."""
    root = _open(chat, "sol", "blue-crate")
    assert "덜 건드리고도" in _said(chat, "sol", root, "엔드포인트 정책을 기본값으로 되돌리자, 정책을 모두 허용")
    assert "고쳤어요" in _said(chat, "sol", root, "그거 말고 엔드포인트 정책에 kiln-models를 추가해요")
    assert "2/3점" in _said(chat, "sol", root, "원인은 엔드포인트 정책이 kiln-archive만 허용해서예요")
    assert chat.slack.wait_for(lambda: _pictures(chat, "sol", root) == ["before-after.png"], 10)
    again = _press(chat, "sol", root, "처음부터")
    assert "전에 받은 점수는 그대로예요" in again
    _said(chat, "sol", root, "엔드포인트 정책에 kiln-models를 추가해요")
    assert "3/3점" in _said(chat, "sol", root, "원인은 엔드포인트 정책이 kiln-archive만 허용해서예요")


def test_giving_up_shows_the_diagnosis_own_words_and_leaves_one_point(chat: Chat) -> None:
    """It is asked first whether that is really wanted."""
    root = _open(chat, "sol", "new-dock")
    assert "정답을 볼까요?" in _said(chat, "sol", root, "포기할래요")
    solution = _press(chat, "sol", root, "네, 정답 보기")
    assert "aws ec2 modify-vpc-endpoint" in solution
    assert LABS["new-dock"].after.ko in solution
    assert "읽어 보기" in solution
    assert chat.slack.wait_for(lambda: _pictures(chat, "sol", root) == ["before-after.png"], 10)
    _press(chat, "sol", root, "처음부터")
    _said(chat, "sol", root, "dock에 rtb-0k1을 연결해요")
    assert "1/3점" in _said(chat, "sol", root, "dock은 메인 라우팅 테이블을 따르고 있어요")


def test_a_cause_can_be_written_in_a_form(chat: Chat) -> None:
    """What is wrong is judged in the thread; so is what is right."""
    root = _open(chat, "sol", "quiet-vault")
    for said, told in (("NACL이 막아요", "진단해 보면"), ("프라이빗 DNS가 꺼져 있어요", "맞아요! 진단 결과도 같아요")):
        assert chat.slack.click("sol", _last(chat, "sol", root, "name_cause"), "name_cause").ok
        assert chat.slack.submit_view("sol", {"write_cause": said}).ok
        chat.heard(chat.direct("sol"), root, told)


def test_a_change_can_be_picked_from_what_the_network_has(chat: Chat) -> None:
    """The kind first, then the resources of this lab; what there is none of, and what AWS refuses, is said in the form."""
    root = _open(chat, "sol", "evening-tram")
    assert chat.slack.click("sol", _last(chat, "sol", root, "name_change"), "name_change").ok
    assert chat.slack.select("sol", _view(chat), "choose_kind", "private-dns").ok
    assert chat.slack.wait_for(lambda: "vpce-0a5" in str(_view(chat).content))
    assert chat.slack.select("sol", _view(chat), "choose_kind", "disassociate-zone").ok
    assert chat.slack.wait_for(lambda: "할 대상(프라이빗 호스팅 영역)이 없어요" in str(_view(chat).content))
    assert chat.slack.select("sol", _view(chat), "choose_kind", "allow-acl").ok
    assert chat.slack.wait_for(lambda: "acl-0k8" in str(_view(chat).content))
    picked = {"choose_resource.0": "acl-0k8", "choose_resource.1": "ingress", "choose_resource.2": "everywhere"}
    refused = chat.slack.submit_view("sol", {**picked, "choose_resource.3": "1024-65535"})
    assert "everywhere" in refused.errors["lab_kind"]
    assert chat.slack.submit_view("sol", {**picked, "choose_resource.2": "0.0.0.0/0", "choose_resource.3": "1024-65535"}).ok
    chat.heard(chat.direct("sol"), root, "고쳤어요, 가장 작은 변경이에요!")


def _view(chat: Chat) -> View:
    """Give the form that is open, as soon as it is."""
    assert chat.slack.wait_for(lambda: bool(chat.slack.views("sol")), 10)
    return chat.slack.views("sol")[-1]


def test_a_form_that_nothing_is_known_of_any_more_says_so(chat: Chat) -> None:
    """Its list has expired; nothing is judged."""
    root = _open(chat, "sol", "quiet-vault")
    assert chat.slack.click("sol", _last(chat, "sol", root, "name_cause"), "name_cause").ok
    _view(chat).content["private_metadata"] = "forgotten"
    outcome = chat.slack.submit_view("sol", {"write_cause": "NACL"})
    assert "창을 연 지 오래돼서" in outcome.errors["lab_cause"]


def test_what_may_mean_two_things_is_asked_back(chat: Chat) -> None:
    """Which change; or whether it was a cause or a change. The click is the answer."""
    root = _open(chat, "sol", "night-shift")
    assert "어떤 변경을 말하는 거예요?" in _said(chat, "sol", root, "S3 엔드포인트를 추가해요")
    asked = _last(chat, "sol", root, "propose_in_lab")
    assert chat.slack.click("sol", asked, "propose_in_lab.0").ok
    chat.heard(chat.direct("sol"), root, "고쳤어요, 가장 작은 변경이에요!")
    assert chat.slack.click("sol", asked, "propose_in_lab.0").ok
    assert chat.slack.wait_for(lambda: "지금까지의 변경" in shown(chat.replies(chat.direct("sol"), root)[-1]))
    other = _open(chat, "sol", "quiet-vault")
    assert "원인을 말한 건가요" in _said(chat, "sol", other, "vpce-0b7 프라이빗 DNS 비활성화")
    assert "맞아요" in _press(chat, "sol", other, "원인이에요")


def test_other_things_are_answered_as_such(chat: Chat) -> None:
    """A question by the notes, a kind word kindly; nothing diagnoses the network for them, or another account."""
    root = _open(chat, "sol", "toll-bridge")
    assert "출처" in _said(chat, "sol", root, "게이트웨이 엔드포인트가 뭐야?")
    assert "다행이에요" in _said(chat, "sol", root, "고마워요")
    for said in ("kiln 서브넷 S3 진단해줘", "왜 NAT으로 나가요?", "원인이 뭐예요?"):
        assert "그걸 찾는 게 이 실습이에요" in _said(chat, "sol", root, said)
    assert "알아듣지 못했어요" in _said(chat, "sol", root, "점심 뭐 먹지")
    assert "이 네트워크에 없는 리소스" in _said(chat, "sol", root, "rtb-0dead1 보여줘")
    assert "rtb-0dead1" in _said(chat, "sol", root, "rtb-0dead1을 vpce-0a5에 연결해요")
    assert "이미 그렇게 돼 있어서" in _said(chat, "sol", root, "DNS 호스트 이름을 켜요")
    assert "찾을 것" in _said(chat, "sol", root, "문제 다시 보여줘")
    assert chat.network.read == 0


def test_the_next_lab_is_one_that_is_not_solved(chat: Chat) -> None:
    """The thread says where it is."""
    root = _open(chat, "sol", "paper-maps")
    assert "실습을 열었어요" in _said(chat, "sol", root, "다음 실습")


def test_somebody_elses_lab_and_one_that_is_gone_are_said_to_be(chat: Chat) -> None:
    """Threads and buttons prove nothing: whose it is and whether it is there is looked up at every word and click."""
    root, state = _open(chat, "sol", "far-office"), chat.bot.resources.state
    thread = state.thread("T0ORCHARD", chat.direct("sol"), root)
    assert thread is not None
    state.keep_thread(replace(thread, asker="U0JUN"))
    assert "다른 분의 실습이에요" in _said(chat, "sol", root, "힌트")
    assert "다른 분의 실습이에요" in _press(chat, "sol", root, "힌트")
    state.keep_thread(replace(thread, question="no-such-lab"))
    assert "이 실습은 이제 없어요" in _said(chat, "sol", root, "힌트")
    assert state.lab_bench.attempt("T0ORCHARD", "U0SOL", "far-office").hints == 0


def test_everything_outlives_a_restart(tmp_path: Path) -> None:
    """Hints, causes and changes are there, and the solved ones are ticked."""
    with open_chat(tmp_path, services=quick) as chat:
        root = _open(chat, "mina", "two-sheds")
        _said(chat, "mina", root, "원인은 rtb-0k1이 엔드포인트에 연결돼 있지 않아서예요")
        _said(chat, "mina", root, "rtb-0k1을 vpce-0a5에 연결해요")
        other = _open(chat, "mina", "tin-roof")
        _said(chat, "mina", other, "힌트")
        _said(chat, "mina", other, "sg-0w1 아웃바운드에 pl-78a54011로 가는 443을 열어요")
        _said(chat, "mina", other, "보안 그룹 아웃바운드가 막혀 있어요")
    with open_chat(tmp_path, services=quick) as chat:
        listed = shown(_list(chat, "mina"))
        assert "옆집은 되는데*\u200b  3/3점" in listed
        assert "하나를 고쳤는데 여전히*\u200b  진행 중" in listed
        again = _open(chat, "mina", "tin-roof")
        said = shown(chat.heard(chat.direct("mina"), again, "여기에 적어 주세요"))
        assert "원인 1/2" in said
        assert "힌트 1/3" in said
        assert "sg-0w1" in said
        _said(chat, "mina", again, "rtb-0k1을 vpce-0a5에 연결해요")
        assert "2/3점" in _said(chat, "mina", again, "rtb-0k1이 엔드포인트에 연결돼 있지 않아요")
