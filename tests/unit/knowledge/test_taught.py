"""What is taught in chat: what a proposal has to be like, the entry that it becomes, and the file that is reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from knowledge import Bilingual, Source, schema
from knowledge.check import check
from knowledge.library import Folder, read
from knowledge.store import parse_yaml
from knowledge.taught.entry import entry_kept, entry_of, fresh_id, is_taught, kept, spoken
from knowledge.taught.exported import lacking, topic_rows, written
from knowledge.taught.promise import answered_by, claimed_by, clash, with_what_it_leaves
from knowledge.taught.proposal import Fault, Field, Proposal, faults, proposal

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.library import Contents

DAY = date(2026, 11, 23)
SAID = Proposal(question="스테이징 로그 버킷은 어떤 엔드포인트로 가요?", ko="`vpce-logs`로 가요.")
HOSTILE = (
    "yes",
    "null",
    "- a: b",
    "# no comment",
    'it\'s "quoted": {a: [1]}',
    "한글: 값 # 뒤",
    "*alias &anchor !tag",
    "@at `tick` %percent",
    "tail \\ 끝",
    "12:30",
)


def form(**texts: str) -> Proposal:
    """Give a proposal as a form has it, with the rest left empty."""
    empty = {"question": "", "ko": "", "en": "", "ways": "", "title": "", "link": "", "corrects": ""}
    return proposal(**{**empty, **texts})


@pytest.fixture(scope="module")
def contents() -> Contents:
    """Give what the product's files hold."""
    return read(Folder.shipped())


def test_a_form_is_read_as_it_was_meant() -> None:
    """Line ends, stray spaces and what cannot be seen go; a way to ask that is the question again is no other way."""
    said = form(
        question="  NAT\u200b  비용은\n얼마예요? ",
        ko="\n\n  첫 줄 \r\n둘째\u2028셋째\x07\n",
        ways="nat 비용은 얼마예요\n\n NAT 요금\nNAT 요금!\n",
        link=" <https://example.com/a> ",
    )
    assert said.question == "NAT 비용은 얼마예요?"
    assert said.ko == "첫 줄\n둘째\n셋째"
    assert said.ways == ("NAT 요금!",)
    assert said.link == "https://example.com/a"
    assert Proposal.read(said.kept()) == said


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"question": "", "ko": "답"}, {Field.QUESTION: Fault.EMPTY_QUESTION}),
        ({"question": "?!…", "ko": "답"}, {Field.QUESTION: Fault.EMPTY_QUESTION}),
        ({"question": "왜 " * 151, "ko": "답"}, {Field.QUESTION: Fault.LONG_QUESTION}),
        ({"question": "왜?"}, {Field.KO: Fault.NO_ANSWER}),
        ({"question": "왜?", "ko": "가" * 2790}, {Field.KO: Fault.LONG_ANSWER}),
        ({"question": "why?", "en": "a " * 1395}, {Field.EN: Fault.LONG_ANSWER}),
        ({"question": "왜?", "ko": "가" + "&" * 700}, {Field.KO: Fault.LONG_ANSWER}),
        ({"question": "왜?", "ko": "only English"}, {Field.KO: Fault.NOT_KOREAN}),
        ({"question": "왜?", "en": "한국어로 쓴 답이에요"}, {Field.EN: Fault.NOT_ENGLISH}),
        ({"question": "왜?", "ko": "답", "ways": "\n".join(f"질문 {n}" for n in range(11))}, {Field.WAYS: Fault.MANY_WAYS}),
        ({"question": "왜?", "ko": "답", "ways": "길" * 301}, {Field.WAYS: Fault.LONG_WAY}),
        ({"question": "왜?", "ko": "답", "title": "제" * 141}, {Field.TITLE: Fault.LONG_TITLE}),
        ({"question": "왜?", "ko": "답", "link": "http://example.com"}, {Field.LINK: Fault.NO_ADDRESS}),
        ({"question": "왜?", "ko": "답", "link": "https://nowhere"}, {Field.LINK: Fault.NO_ADDRESS}),
        ({"question": "왜?", "ko": "답", "en": "The 'NAT' term is 넷 in Korean.", "link": "https://example.com"}, {}),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_by_field(texts: dict[str, str], wrong: dict[Field, Fault]) -> None:
    """Each fault has its place, and what is right has none."""
    assert faults(form(**texts)) == wrong


def test_an_answer_in_one_language_is_shown_in_the_other_with_a_note() -> None:
    """Nobody is left without the answer, and nobody takes it for a translation."""
    entry = entry_of(SAID, "staging", DAY)
    assert entry.answer == Bilingual("`vpce-logs`로 가요.", "_Only in Korean so far._\n\n`vpce-logs`로 가요.")
    assert spoken(entry) == ("ko",)
    both = entry_of(replace(SAID, en="By `vpce-logs`."), "staging", DAY)
    assert both.answer.en == "By `vpce-logs`."
    assert spoken(both) == ("ko", "en")


def test_a_taught_entry_says_where_it_comes_from() -> None:
    """The team and the day; no person is named in it, and it is kept whole."""
    entry = entry_of(SAID, "staging", DAY)
    assert is_taught(entry)
    assert entry.reviewed == DAY
    assert not is_taught(replace(entry, source=Source("notes.md", "team")))
    assert entry_kept(kept(entry)) == entry


def test_a_kept_entry_that_cannot_be_read_is_one_kind_of_error() -> None:
    """Whatever stands there instead."""
    for text in ("", "{}", '{"id": "a"}', "[]"):
        with pytest.raises(ValueError, match=r"."):
            entry_kept(text)


def test_a_correction_takes_the_place_and_the_questions(contents: Contents) -> None:
    """Id, topics, questions and links stay; answer, source and day are new; what it is asked now it no longer declines."""
    old = next(one for one in contents.entries if one.id == "dynamodb-endpoint")
    said = replace(SAID, question=old.not_asks[0], corrects=old.id, link="https://wiki.example.com/x")
    new = entry_of(said, old.id, DAY, old)
    assert (new.id, new.topics, new.title, new.see_also) == (old.id, old.topics, old.title, old.see_also)
    assert set(new.asks_ko) == {*old.asks_ko, old.not_asks[0]}
    assert old.not_asks[0] not in new.not_asks
    assert new.links[0].url == "https://wiki.example.com/x"
    assert new.links[1:] == old.links
    assert new.correction is None
    assert is_taught(new)
    assert new.source.heading == old.source.heading
    assert entry_of(replace(said, title="표 다이나모"), old.id, DAY, old).title == Bilingual("표 다이나모", old.title.en)


def test_ids_are_made_of_the_title_and_never_given_twice() -> None:
    """A name that is taken gets a number; a title without a letter still gets a name."""
    assert fresh_id(replace(SAID, title="VPN quota"), set()) == "vpn-quota"
    assert fresh_id(replace(SAID, title="VPN quota"), {"vpn-quota", "vpn-quota-2"}) == "vpn-quota-3"
    assert schema.ID.fullmatch(fresh_id(SAID, set()))
    assert fresh_id(replace(SAID, title="…"), set()) == "taught"


def test_a_new_entry_keeps_its_promise(contents: Contents) -> None:
    """Its questions find it, and its neighbours' questions find them."""
    before = contents.knowledge()
    new = entry_of(SAID, "staging", DAY)
    after = contents.knowledge([new])
    assert clash(new, before, after) is None
    assert claimed_by(SAID, before) is None
    whole = with_what_it_leaves(new, before, after)
    assert whole.not_asks
    assert all(after.answer(one).candidates[0].entry.id != new.id for one in whole.not_asks)


def test_a_question_of_another_entry_is_a_clash_unless_that_is_corrected(contents: Contents) -> None:
    """The other entry is named, whether the proposal is only looked at or tried."""
    before = contents.knowledge()
    old = next(one for one in contents.entries if one.id == "nat")
    said = replace(SAID, question=old.asks_ko[0])
    found = claimed_by(said, before)
    assert found is not None
    assert (found.phrase, found.other.id) == (old.asks_ko[0], "nat")
    new = entry_of(said, "staging", DAY)
    tried = clash(new, before, contents.knowledge([new]))
    assert tried is not None
    assert tried.other.id == "nat"
    assert answered_by(said, before) == old
    corrected = replace(said, corrects="nat")
    assert claimed_by(corrected, before) is None
    new = entry_of(corrected, "nat", DAY, old)
    assert clash(new, before, contents.knowledge([new])) is None


def complete() -> Proposal:
    """Give a proposal that lacks nothing."""
    return Proposal(
        question="스테이징 로그 버킷은 어떤 엔드포인트로 가요?",
        ko="`vpce-logs`로 가요.\n\n- 계정마다 하나예요.\n  - 들여쓴 줄",
        en="By `vpce-logs`.",
        ways=("로그 버킷 경로", "스테이징 로그", "staging log endpoint", "which endpoint do logs use?", "log bucket route"),
        title="Staging logs",
        link="https://wiki.example.com/logs",
    )


def exported(folder: Path, *entries: str, topics: tuple[str, ...] = ()) -> Path:
    """Give a team's folder with these files."""
    (folder / "entries").mkdir()
    for text in entries:
        name = text.partition("\n")[0].removeprefix("id: ")
        (folder / "entries" / f"{name}.yaml").write_text(text, encoding="utf-8")
    if topics:
        (folder / "topics.yaml").write_text("\n".join(("topics:", *topics)) + "\n", encoding="utf-8")
    return folder


def test_a_file_says_what_the_entry_says_and_passes_the_check(contents: Contents, tmp_path: Path) -> None:
    """What lacks nothing is read back as it is, beside its topic; a correction takes its place among the product's."""
    new = entry_of(complete(), "staging-logs", DAY)
    new = with_what_it_leaves(new, contents.knowledge(), contents.knowledge([new]))
    old = next(one for one in contents.entries if one.id == "dynamodb-endpoint")
    said = Proposal(question="우리 팀 DynamoDB 엔드포인트는요?", ko="게이트웨이예요.", en="A gateway.", corrects=old.id)
    correction = entry_of(said, old.id, DAY, old)
    assert lacking(new) == lacking(correction) == ()
    for one in (new, correction):
        assert schema.entry(parse_yaml(written(one).encode(), "a.yaml")) == one
    rows = topic_rows((new, correction), contents.topics)
    assert len(rows) == 1
    folder = exported(tmp_path, written(new), written(correction), topics=rows)
    assert check(Folder.team(folder)) == []


def test_a_file_that_lacks_something_is_a_draft() -> None:
    """It names what is lacking, and holds no text that only stands in for one."""
    new = entry_of(SAID, "staging", DAY)
    assert lacking(new) == ("asks.ko", "answer.en", "title.en", "asks.en", "not_asks")
    assert "state: draft\n" in written(new)
    assert "Only in Korean" not in written(new)
    assert topic_rows([new], ()) == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_survives_the_file(text: str) -> None:
    """YAML's own signs are only text in it."""
    said = replace(complete(), question=f"{text} 질문", title=text, ko=f"가 {text}\n{text}", ways=(*complete().ways, text))
    new = replace(entry_of(said, "hostile", DAY), title=Bilingual(text, f"{text} too"), not_asks=(text,))
    assert schema.entry(parse_yaml(written(new).encode(), "a.yaml")) == new
