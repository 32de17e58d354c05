"""What sentences mean, in Korean and in English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intents import (
    Another,
    Ask,
    Diagnose,
    Help,
    OpenModal,
    Show,
    Thanks,
    Unclear,
    command,
    follow_up,
    language,
    parse,
    plain,
)
from bot.lexicon import LONGEST

NAMES = frozenset({"orchard", "harbor", "quarry", "private", "web tier a"})
QUESTIONS = Path(__file__).parents[2] / "bench" / "questions-tuning.jsonl"


@pytest.mark.parametrize(
    ("said", "source", "to", "sure"),
    [
        ("왜 orchard 서브넷 S3 트래픽이 NAT로 나가?", "orchard", ("s3",), False),
        ("diagnose subnet-0abc to dynamodb", "subnet-0abc", ("dynamodb",), True),
        ("harbor에서 ec2 api 되나?", "harbor", ("ec2",), False),
        ("why does quarry go through the NAT?", "quarry", ("s3",), False),
        ("can orchard reach s3 and dynamodb?", "orchard", ("s3", "dynamodb"), False),
        ("i-0abc1234 ec2 왜 s3 안됨?", "i-0abc1234", ("s3",), True),
        ("10.0.1.17에서 s3 되나요?", "10.0.1.17", ("s3",), True),
        ("lambda:my-func 에서 시크릿 매니저 안돼요", "lambda:my-func", ("secretsmanager",), True),
        ("subnet-0abc12에서 s3://logs-bucket/a 되나?", "subnet-0abc12", ("s3://logs-bucket/a",), True),
        ("vpc-0abc12 점검해줘", "vpc-0abc12", ("s3",), True),
        ("SUBNET-0ABC12 s3 진단", "subnet-0abc12", ("s3",), True),
        ("is traffic from the orchard subnet to kms private?", "orchard", ("kms",), False),
    ],
)
def test_a_sentence_that_names_a_place_of_the_network_is_a_diagnosis(
    said: str, source: str, to: tuple[str, ...], *, sure: bool
) -> None:
    """Ids, addresses and ways of naming a subnet are recognised, with the services beside them."""
    intent = parse(said)
    assert isinstance(intent, Diagnose)
    assert (intent.source, intent.to, intent.sure) == (source, to, sure)


def test_a_name_that_is_known_of_the_network_is_certain() -> None:
    """What was only a guess becomes sure once the snapshot has shown the Name tag."""
    intent = parse("orchard s3 왜 느려?", NAMES)
    assert isinstance(intent, Diagnose)
    assert (intent.source, intent.sure) == ("orchard", True)


def test_a_name_of_several_words_is_found() -> None:
    """Name tags may hold spaces."""
    intent = parse("why can't web tier a reach s3", NAMES)
    assert isinstance(intent, Diagnose)
    assert intent.source == "web tier a"


@pytest.mark.parametrize(
    "said",
    [
        "게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?",
        "what does a route table's target mean?",
        "프라이빗 서브넷에서 S3 어떻게 가?",
        "can a private subnet reach s3 without a nat gateway?",
        "why does traffic go through the NAT?",
        "ec2 에 10.0.1.2 주려니까 안된대요",
        "from a lambda to s3, do I need an endpoint?",
        "10.0.0.0/8 대역을 VPC로 써도 되나요",
    ],
)
def test_a_question_without_a_place_of_its_own_is_for_the_knowledge_base(said: str) -> None:
    """Ordinary words before "subnet" name nobody's subnet, even where a Name tag has the same spelling."""
    assert isinstance(parse(said), Ask)
    assert isinstance(parse(said, NAMES), Ask)


def test_no_general_question_is_taken_for_a_diagnosis() -> None:
    """Of the questions that people ask of the knowledge base, none starts a diagnosis."""
    asked = [json.loads(line)["q"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert [question for question in asked if isinstance(parse(question, NAMES), Diagnose)] == []


@pytest.mark.parametrize(
    ("said", "source", "to"),
    [
        ("그럼 harbor는?", "harbor", ()),
        ("and harbor?", "harbor", ()),
        ("harbor?", "harbor", ()),
        ("subnet-0abc12는?", "subnet-0abc12", ()),
        ("harbor에서 dynamodb는?", "harbor", ("dynamodb",)),
        ("what about dynamodb?", None, ("dynamodb",)),
        ("그럼 다이나모디비는?", None, ("dynamodb",)),
        ("how about sts and kms?", None, ("sts", "kms")),
    ],
)
def test_half_a_sentence_asks_the_same_of_another_place_or_service(
    said: str, source: str | None, to: tuple[str, ...]
) -> None:
    """In the thread of a diagnosis, what is left out stays as it was."""
    intent = follow_up(said, NAMES)
    assert isinstance(intent, Another)
    assert (intent.source, intent.to, intent.among) == (source, to, "")


@pytest.mark.parametrize(
    ("said", "among"),
    [
        ("and the other AZ?", "other-zone"),
        ("다른 az는?", "other-zone"),
        ("그럼 다른 가용 영역은?", "other-zone"),
        ("all subnets?", "vpc"),
        ("vpc 전체는?", "vpc"),
        ("모든 서브넷 보여줘", "vpc"),
    ],
)
def test_a_set_of_subnets_can_be_asked_for(said: str, among: str) -> None:
    """The other Availability Zone and the whole VPC need no names."""
    intent = follow_up(said)
    assert isinstance(intent, Another)
    assert intent.among == among


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("show the route table", "routes"),
        ("라우팅 테이블 보여줘", "routes"),
        ("보안 그룹은?", "filters"),
        ("show me the NACL", "filters"),
        ("show the evidence", "evidence"),
        ("근거", "evidence"),
        ("fix", "fix"),
        ("어떻게 고쳐?", "fix"),
        ("how do I fix it?", "fix"),
        ("그림 다시 보여줘", "picture"),
        ("why?", "causes"),
        ("왜요?", "causes"),
        ("why is that?", "causes"),
        ("other subnets?", "subnets"),
        ("다른 서브넷은?", "subnets"),
        ("뭘 못 봤어?", "unseen"),
    ],
)
def test_a_part_of_the_diagnosis_can_be_asked_for(said: str, part: str) -> None:
    """A short demand shows a part."""
    intent = follow_up(said)
    assert isinstance(intent, Show)
    assert intent.part == part


@pytest.mark.parametrize(
    "said", ["라우팅 테이블이 뭐야?", "what is a route table?", "게이트웨이 엔드포인트는 왜 써?", "서브넷이 뭐야?"]
)
def test_a_question_about_a_meaning_stays_a_question_inside_a_diagnosis(said: str) -> None:
    """The knowledge base answers inside the thread of a diagnosis, too."""
    assert isinstance(follow_up(said, NAMES), Ask)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Help(None)),
        ("help", Help(None)),
        ("diagnose", OpenModal()),
        ("진단", OpenModal()),
        ("ask what is nat", Ask("what is nat", "en")),
        ("ask", Unclear("empty", None)),
    ],
)
def test_the_command_has_verbs(words: str, expected: object) -> None:
    """`/routelore` alone helps, `diagnose` alone opens the form, `ask` asks."""
    assert command(words) == expected


@pytest.mark.parametrize(
    ("words", "source", "to"),
    [
        ("diagnose subnet-0abc12 to dynamodb", "subnet-0abc12", ("dynamodb",)),
        ("diagnose subnet-0abc12", "subnet-0abc12", ("s3",)),
        ("diagnose subnet-0abc12 to s3, ec2", "subnet-0abc12", ("s3", "ec2")),
        ("diagnose web tier a to s3://b/k", "web tier a", ("s3://b/k",)),
        ("진단 orchard 서브넷 s3", "orchard", ("s3",)),
        ("diagnose orchard", "orchard", ("s3",)),
        ("왜 orchard 서브넷이 NAT로 나가?", "orchard", ("s3",)),
    ],
)
def test_the_command_takes_a_source_and_destinations(words: str, source: str, to: tuple[str, ...]) -> None:
    """`diagnose SOURCE to DEST`, or a sentence."""
    intent = command(words)
    assert isinstance(intent, Diagnose)
    assert (intent.source, intent.to) == (source, to)


@pytest.mark.parametrize("said", ["", "   ", "<@U0ROUTELORE>", "<@U0ROUTELORE> …", "!!"])
def test_an_empty_mention_is_unclear(said: str) -> None:
    """A mention with nothing behind it is no question."""
    assert parse(said) == Unclear("empty", None)


def test_forty_thousand_characters_are_too_long() -> None:
    """A pasted file is no question."""
    assert parse("s3 " * 14_000) == Unclear("too-long", "en")
    assert isinstance(parse("가" * LONGEST), Ask)


@pytest.mark.parametrize("said", ["고마워", "thanks!", "감사합니다~", "thank you so much"])
def test_thanks_are_not_searched_for(said: str) -> None:
    """A kind word is no question."""
    assert isinstance(parse(said), Thanks)


def test_slacks_markup_is_undone() -> None:
    """Links, channels, mentions and entities read as they were typed."""
    said = "<@U1> see <https://s3.amazonaws.com|s3.amazonaws.com> in <#C1|network> &lt;b&gt; &amp;"
    assert plain(said) == "see https://s3.amazonaws.com in #network <b> &"


def test_decomposed_korean_reads_as_composed() -> None:
    """What a Mac types in separate letters is the same question."""
    assert plain("\u1112\u1161\u11ab") == "한"
    assert language("\u1112\u1161\u11ab") == "ko"


@given(st.text(max_size=300))
def test_any_text_has_a_meaning(text: str) -> None:
    """No text makes the parser stumble, in any of its three doors."""
    for read in (parse, follow_up, command):
        intent = read(text, NAMES)
        if isinstance(intent, Diagnose):
            assert intent.source
            assert intent.to


@given(st.sampled_from(sorted(NAMES - {"private"})), st.sampled_from(["s3", "dynamodb", "kms"]))
def test_the_case_of_letters_does_not_matter(name: str, service: str) -> None:
    """SHOUTING asks the same."""
    said = f"why can't {name} reach {service}?"
    quiet, loud = parse(said, NAMES), parse(said.upper(), NAMES)
    assert isinstance(quiet, Diagnose)
    assert isinstance(loud, Diagnose)
    assert (quiet.source, quiet.to) == (loud.source, loud.to)
