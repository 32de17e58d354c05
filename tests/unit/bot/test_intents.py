"""What sentences mean, in Korean and in English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.commanding import command
from bot.understanding.intents import (
    Another,
    Ask,
    Diagnose,
    Help,
    OpenModal,
    Show,
    Thanks,
    Unclear,
    follow_up,
    hunch,
    language,
    parse,
    plain,
    spoken,
)
from bot.understanding.lexicon import LONGEST

HOST = "sts.ap-northeast-2.amazonaws.com"
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
    assert (intent.sources, intent.to, intent.sure) == ((source,), to, sure)


@pytest.mark.parametrize(
    ("said", "sources", "to"),
    [
        ("orchard랑 harbor 왜 달라?", ("orchard", "harbor"), ("s3",)),
        ("why do orchard and harbor differ?", ("orchard", "harbor"), ("s3",)),
        ("orchard 서브넷이랑 harbor 서브넷 dynamodb 차이가 뭐야?", ("orchard", "harbor"), ("dynamodb",)),
        ("compare orchard with harbor", ("orchard", "harbor"), ("s3",)),
        ("orchard vs harbor, why?", ("orchard", "harbor"), ("s3",)),
        ("harbor is private but orchard goes through NAT, why?", ("harbor", "orchard"), ("s3",)),
        ("harbor는 S3 프라이빗한데 orchard는 왜 NAT로 나가?", ("harbor", "orchard"), ("s3",)),
        ("orchard, harbor, quarry 서브넷 S3 진단해줘", ("orchard", "harbor", "quarry"), ("s3",)),
        ("subnet-0a1b2c랑 i-0abc1234 비교해줘", ("subnet-0a1b2c", "i-0abc1234"), ("s3",)),
        ("왜 10.0.1.5랑 10.0.2.5가 s3 가는 길이 달라?", ("10.0.1.5", "10.0.2.5"), ("s3",)),
    ],
)
def test_places_that_a_sentence_joins_are_diagnosed_together(
    said: str, sources: tuple[str, ...], to: tuple[str, ...]
) -> None:
    """Names, ids and addresses, known of the network or not."""
    for names in (NAMES, frozenset[str]()):
        intent = parse(said, names)
        assert isinstance(intent, Diagnose)
        assert (intent.sources, intent.to) == (sources, to)


@pytest.mark.parametrize(
    "said",
    [
        "what's the difference between spot and reserved instances",
        "secrets manager vs parameter store",
        "NAT gateway랑 internet gateway 뭐가 달라?",
        "public and private subnets difference",
    ],
)
def test_things_that_are_no_places_are_not_compared_in_the_network(said: str) -> None:
    """What a question of knowledge joins are no Name tags."""
    assert isinstance(parse(said), Ask)


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("logs-prod 버킷 orchard에서 왜 안돼?", ("s3://logs-prod",)),
        ("why can't orchard reach bucket logs-prod", ("s3://logs-prod",)),
        ("can orchard reach the logs.prod bucket?", ("s3://logs.prod",)),
        ("can orchard use a cross-region bucket?", ("s3",)),
        ("orchard에서 us-east-1 버킷 되나?", ("s3",)),
        ("orchard에서 S3 버킷 되나?", ("s3",)),
        ("orchard에서 s3://logs-prod으로 접속 되나?", ("s3://logs-prod",)),
        (f"orchard에서 <http://{HOST}|{HOST}>으로 나가?", (HOST,)),
        (f"orchard에서 <https://{HOST}/a?b=c>로 나가?", (f"https://{HOST}/a?b=c",)),
        ("orchard에서 <http://db.example.com|db.example.com>으로 나가?", ("db.example.com",)),
        ("EC2 API가 orchard에서 프라이빗해?", ("ec2",)),
        ("orchard s3 dynamodb 왜 안돼", ("s3", "dynamodb")),
    ],
)
def test_buckets_and_hostnames_are_destinations(said: str, to: tuple[str, ...]) -> None:
    """A bucket by its name, a hostname as Slack links it, and the particle behind it is not part of either."""
    intent = parse(said, NAMES)
    assert isinstance(intent, Diagnose)
    assert (intent.sources, intent.to) == (("orchard",), to)


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("lambda:my-fn S3 되나?", True),
        ("my-fn 람다에서 S3 왜 안돼?", False),
        ("can the my-fn lambda reach s3?", False),
        ("람다 함수 my-fn에서 s3 안 붙어요", False),
    ],
)
def test_a_function_is_a_source(said: str, *, sure: bool) -> None:
    """With its prefix, or by its bare name beside the word."""
    intent = parse(said, NAMES)
    assert isinstance(intent, Diagnose)
    assert (intent.sources, intent.sure) == (("lambda:my-fn",), sure)


@pytest.mark.parametrize(
    "said", ["orchard", "orchard?", "harbor는?", "is harbor ok?", "check quarry", "is orchard private?"]
)
def test_a_known_name_is_enough(said: str) -> None:
    """Once the network is known, its names alone ask for a diagnosis."""
    assert isinstance(parse(said, NAMES), Diagnose)


@pytest.mark.parametrize("said", ["meadow S3 되나?", "marsh 왜 S3 안 돼?", "crane은 S3에 어떻게 가?", "is meadow private?"])
def test_a_name_in_its_usual_place_is_guessed(said: str) -> None:
    """The first question of all finds its place, too."""
    intent = parse(said)
    assert isinstance(intent, Diagnose)
    assert not intent.sure


@pytest.mark.parametrize(
    ("question", "word"),
    [("orchard", "orchard"), ("orchard쪽 S3 트래픽이 이상해", "orchard"), ("asdf qwer", None), ("ㅎㅎ", None)],
)
def test_what_only_the_network_can_tell_is_a_hunch(question: str, word: str | None) -> None:
    """A lone word, or one in a sentence about ways, may be a Name tag."""
    found = hunch(question)
    assert (None if found is None else found.sources) == (None if word is None else (word,))


@pytest.mark.parametrize(
    "said", ["진단해줘", "내 서브넷 진단해줘", "diagnose my subnet", "please diagnose", "check my network"]
)
def test_a_diagnosis_of_nothing_in_particular_opens_the_form(said: str) -> None:
    """The form asks which."""
    assert parse(said, NAMES) == OpenModal()


@pytest.mark.parametrize(
    "said", ["orchard에서 harbor로 ping 되나?", "can orchard reach harbor?", "orchard 서브넷에서 harbor까지 연결돼?"]
)
def test_traffic_between_ones_own_machines_is_no_diagnosis(said: str) -> None:
    """It is refused rather than answered with something else."""
    intent = parse(said, NAMES)
    assert isinstance(intent, Unclear)
    assert intent.reason == "no-service"


@pytest.mark.parametrize("said", ["orchard 라우팅 테이블 보여줘", "show me the route table of orchard"])
def test_a_part_can_be_asked_for_at_once(said: str) -> None:
    """The first message may want no more than the route table."""
    intent = parse(said, NAMES)
    assert isinstance(intent, Diagnose)
    assert (intent.sources, intent.part) == (("orchard",), "routes")


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("subnet-0abc12 s3?", None),
        ("orchard", None),
        ("i-0abc1234 s3?", None),
        ("and orchard?", "en"),
        ("diagnose orchard", "en"),
        ("orchard는?", "ko"),
        ("Explain blackholes properly now", "en"),
    ],
)
def test_names_alone_are_in_no_language(said: str, lang: str | None) -> None:
    """The answer to them is in the language of the person's Slack."""
    assert spoken(said) == lang


def test_a_name_that_is_known_of_the_network_is_certain() -> None:
    """What was only a guess becomes sure once the snapshot has shown the Name tag."""
    intent = parse("orchard s3 왜 느려?", NAMES)
    assert isinstance(intent, Diagnose)
    assert (intent.sources, intent.sure) == (("orchard",), True)


def test_a_name_of_several_words_is_found() -> None:
    """Name tags may hold spaces."""
    intent = parse("why can't web tier a reach s3", NAMES)
    assert isinstance(intent, Diagnose)
    assert intent.sources == ("web tier a",)


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
    assert (intent.sources, intent.to, intent.among) == ((source,) if source else (), to, "")


@pytest.mark.parametrize(
    ("said", "sources", "beside"),
    [
        ("orchard랑 harbor 왜 달라?", ("orchard", "harbor"), False),
        ("harbor랑 비교해줘", ("harbor",), True),
        ("why is it different from harbor?", ("harbor",), True),
        ("그럼 harbor는?", ("harbor",), False),
    ],
)
def test_another_place_can_be_held_against_the_first(said: str, sources: tuple[str, ...], *, beside: bool) -> None:
    """Two names, or one beside what the thread is about."""
    intent = follow_up(said, NAMES)
    assert isinstance(intent, Another)
    assert (intent.sources, intent.beside) == (sources, beside)


@pytest.mark.parametrize("said", ["harbor 라우팅 테이블 보여줘", "harbor's route table?", "show the route table of harbor"])
def test_a_part_of_another_place_can_be_asked_for(said: str) -> None:
    """The name in the demand counts, not what the thread was about."""
    intent = follow_up(said, NAMES)
    assert isinstance(intent, Show)
    assert (intent.part, intent.sources) == ("routes", ("harbor",))


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
        ("다른 방법은?", "fix"),
        ("any other options?", "fix"),
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
    assert (intent.sources, intent.to) == ((source,), to)


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
            assert all(intent.sources)
            assert intent.to


@given(st.sampled_from(sorted(NAMES - {"private"})), st.sampled_from(["s3", "dynamodb", "kms"]))
def test_the_case_of_letters_does_not_matter(name: str, service: str) -> None:
    """SHOUTING asks the same."""
    said = f"why can't {name} reach {service}?"
    quiet, loud = parse(said, NAMES), parse(said.upper(), NAMES)
    assert isinstance(quiet, Diagnose)
    assert isinstance(loud, Diagnose)
    assert (quiet.sources, quiet.to) == (loud.sources, loud.to)
