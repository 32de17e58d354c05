"""Questions read: concepts whatever the language and spacing, and every repair on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.glossary import Kind, Phrasebook, Sense

if TYPE_CHECKING:
    from knowledge import Knowledge


def ids(knowledge: Knowledge, question: str) -> set[str]:
    """Give the concepts of a question."""
    return {token.id for token in knowledge.speller.read(question).tokens}


@pytest.mark.parametrize(
    "question",
    [
        "게이트웨이 엔드포인트",
        "게이트웨이엔드포인트가",
        "gateway endpoints",
        "GATEWAY-ENDPOINT",
        "gw endpoint",
        "게이트웨이 앤드포인트는요",
        "gateway 엔드포인트",
        "ㅎㅁㅅㄷㅈ묘 endpoint",
        "게이트워이 엔드포인트",
        "gatewayendpoint",
    ],
)
def test_a_gateway_endpoint_is_one_thing_however_it_is_written(shipped: Knowledge, question: str) -> None:
    """Spacing, case, language, josa, layout and typos do not change what is meant."""
    assert "gateway-endpoint" in ids(shipped, question)


@pytest.mark.parametrize(
    ("question", "written", "read"),
    [
        ("펯가 뭐야", "펯가", "vpc가"),
        ("서브ㄴㅔㅅ이 뭐야", "서브ㄴㅔㅅ이", "서브넷이"),
        ("fkdnxld 규칙", "fkdnxld", "라우팅"),
        ("what is a subent", "subent", "subnet"),
        ("인터넷게이트워이", "인터넷게이트워이", "인터넷게이트웨이"),
        ("whatisavpc", "whatisavpc", "what is a vpc"),
    ],
)
def test_every_repair_is_on_record(shipped: Knowledge, question: str, written: str, read: str) -> None:
    """A word that was read as another can be shown with what it was read as."""
    repairs = shipped.speller.read(question).repairs
    assert (written, read) in {(repair.written, repair.read) for repair in repairs}


@pytest.mark.parametrize(
    "question", ["VPC가 뭐예요?", "what is a route table?", "회사에서 쓰는 서버 이름이 뭐죠", "rotate the logs"]
)
def test_well_written_questions_are_left_alone(shipped: Knowledge, question: str) -> None:
    """Ordinary words are no typos of ours."""
    assert shipped.speller.read(question).repairs == ()


@pytest.mark.parametrize("question", ["성공인가요", "공인중개사 시험"])
def test_a_short_word_inside_another_is_not_found(shipped: Knowledge, question: str) -> None:
    """'공인' in '성공인가요' is no public IP."""
    assert "public-ip" not in ids(shipped, question)


@pytest.mark.parametrize(
    ("question", "concept"),
    [
        ("왜 10.0.3.7로 나와", "private-ip"),
        ("52.219.60.1이 보여요", "s3-range"),
        ("0.0.0.0/0 경로", "default-route"),
        ("/26으로 나눠도 돼?", "cidr"),
        ("pl-6ca54005 라우트", "prefix-list"),
        ("vpce-0a1b2c3d4e5f가 생겼어요", "vpc-endpoint"),
    ],
)
def test_addresses_and_ids_say_what_they_are(shipped: Knowledge, question: str, concept: str) -> None:
    """A number or an id stands for its kind."""
    assert concept in ids(shipped, question)


def test_the_longest_term_wins() -> None:
    """What is named by more words is not taken for its parts."""
    terms = [("vpc", Sense(Kind.THING, "vpc")), ("vpc peering", Sense(Kind.OUTSIDE, "peering"))]
    pieces = Phrasebook(terms, ["은"]).find("vpc peering은 vpc")
    assert [sense.id for piece in pieces for sense in piece.senses] == ["peering", "vpc"]


@pytest.mark.parametrize("question", ["am I right", "i am here"])
def test_two_short_words_do_not_make_an_abbreviation(shipped: Knowledge, question: str) -> None:
    """Neither an AMI nor IAM is named by a pronoun and its verb."""
    assert ids(shipped, question).isdisjoint({"ec2-operations", "iam"})


def test_a_term_may_be_written_in_two_words_with_an_ending_after_it() -> None:
    """A term that leads out of one word into the next is read as one, and the rest of the word as its ending."""
    terms = [("라우팅테이블", Sense(Kind.THING, "table")), ("라우팅", Sense(Kind.THING, "route"))]
    book = Phrasebook(terms, ["은"])
    read = [[sense.id for piece in book.find(text) for sense in piece.senses] for text in ("라우팅 테이블은", "라우팅 표는")]
    assert read == [["table"], ["route"]]


@pytest.mark.parametrize(("written", "meant"), [("confirming", "verify"), ("stopping", "stop"), ("refused", "fail")])
def test_an_english_verb_is_known_in_its_other_forms(shipped: Knowledge, written: str, meant: str) -> None:
    """Endings of verbs need not be listed."""
    assert meant in ids(shipped, written)


def test_two_letters_that_changed_places_in_a_short_name_are_put_back(shipped: Knowledge) -> None:
    """Short names have too many neighbours for any other slip."""
    assert "dhcp" in ids(shipped, "what is dhpc")


def test_a_stem_takes_the_ending_that_follows() -> None:
    """A verb is found with any ending."""
    pieces = Phrasebook([("만들~", Sense(Kind.RELATION, "create"))], []).find("만들어졌는데요")
    assert [(piece.text, len(piece.senses)) for piece in pieces] == [("만들어졌는데요", 1)]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(shipped: Knowledge, text: str) -> None:
    """Whatever people paste, it is read."""
    assert isinstance(shipped.speller.read(text).canonical, str)


@settings(max_examples=60, deadline=None)
@given(st.text("ㄱㄴㄷㅏㅓㅔ가나다라서브넷vpcdns 0123/.-:~", max_size=40))
def test_no_mixture_of_scripts_breaks_the_reading(shipped: Knowledge, text: str) -> None:
    """Halves of words in two scripts are read too."""
    reading = shipped.speller.read(text)
    assert reading.lang in {"ko", "en"}


@pytest.mark.parametrize("ending", ["다른가요", "다릅니까", "다를까요", "다르죠", "다름?"])
def test_a_verb_is_known_with_every_ending_that_melts_into_it(shipped: Knowledge, ending: str) -> None:
    """A stem that ends in a vowel takes the consonant of its ending into the same syllable."""
    assert "difference" in ids(shipped, f"게이트웨이형과 인터페이스형은 무엇이 {ending}")
