"""Drafts as files, and what becomes of them when the notes are read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Folder, open_knowledge, schema
from knowledge.check import check
from knowledge.drafting import draft
from knowledge.drafting.coverage import Coverage
from knowledge.drafting.decoding import BREAKS, UNWRITABLE
from knowledge.drafting.draft import is_touched, standing
from knowledge.drafting.lacking import drafts
from knowledge.drafting.naming import fresh_id
from knowledge.drafting.phrasing import asks
from knowledge.drafting.plan import Fate, Ground, Outcome, Plan, files, plan
from knowledge.store import KnowledgeError, parse_yaml
from tests.unit.knowledge.drafting_notes import KOREAN, dictionary, idea, of
from tests.unit.knowledge.folders import ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge import Knowledge
    from knowledge.drafting.draft import Standing
    from knowledge.drafting.ideas import Idea
    from tests.unit.knowledge.folders import Team

HARBOR = "# Harbor\n\nHarbor keeps raw events for thirty days. Then it drops them all.\n"
ORCHARD = "# Orchard\n\nOrchard keeps daily sums for ever. Nobody may delete any of them.\n"


@pytest.fixture
def knowledge(team: Team) -> Knowledge:
    """Give a knowledge base that knows of printers only."""
    return open_knowledge(team.folder)


def stand(texts: Mapping[str, str]) -> tuple[Standing, ...]:
    """Give what these files are to drafting."""
    found = [standing(parse_yaml(text.encode(), name), text) for name, text in texts.items()]
    return tuple(one for one in found if one is not None)


def planned(knowledge: Knowledge, notes: Mapping[str, str], texts: Mapping[str, str] = {}) -> Plan:
    """Give the plan for these notes, all there are, where these files stand."""
    ideas = [one for name, text in notes.items() for one in of(text, name).ideas]
    ground = Ground(standing=stand(texts), taken=frozenset({"printer-queue"}), unread=(), whole=True)
    return plan(ideas, ground, Coverage(knowledge), dictionary())


def again(knowledge: Knowledge, notes: Mapping[str, str], texts: Mapping[str, str]) -> list[Outcome]:
    """Give what becomes of everything on another run."""
    return list(planned(knowledge, notes, texts).outcomes)


def reviewed(text: str) -> str:
    """Give a draft as a reviewer leaves it."""
    return text.replace("state: draft\n", "").replace('reviewed: ""', "reviewed: 2026-11-23")


def test_a_draft_says_where_it_comes_from_and_what_it_found(knowledge: Knowledge) -> None:
    """The file is YAML of the entries' form, with the other language empty."""
    text = dict(files(planned(knowledge, {"net.md": KOREAN.read_text(encoding="utf-8")})))["vpn-jeopsok-bangbeop.yaml"]
    fields = schema.mapping_of_any(parse_yaml(text.encode(), "draft"), "the file")
    assert {"state: draft", 'reviewed: ""', '  en: ""', "  lines: 10-24"} <= set(text.split("\n"))
    assert schema.mapping_of_any(fields["source"], "source")["heading"].value == "사내망 안내/VPN 접속 방법"
    assert [one.value for one in schema.items(schema.mapping_of_any(fields["asks"], "asks")["ko"], "ko")] == [
        "VPN 접속 방법 알려 주세요",
        "VPN 접속 어떻게 해요?",
        "VPN 접속 방법이 뭐예요?",
    ]


def test_a_second_run_keeps_every_byte(knowledge: Knowledge) -> None:
    """Nothing is written where neither notes nor drafts changed."""
    notes = {"harbor.md": HARBOR, "net.md": KOREAN.read_text(encoding="utf-8")}
    first = dict(files(planned(knowledge, notes)))
    second = planned(knowledge, notes, first)
    assert {one.fate for one in second.outcomes} == {Fate.KEPT}
    assert dict(files(second)) == {}


def test_an_edited_note_updates_the_draft_that_nobody_touched(knowledge: Knowledge) -> None:
    """The id and the file stay."""
    first = dict(files(planned(knowledge, {"harbor.md": HARBOR})))
    (one,) = again(knowledge, {"harbor.md": HARBOR.replace("thirty", "forty")}, first)
    assert (one.fate, one.id, one.file) == (Fate.UPDATED, "harbor", "harbor.yaml")
    assert "forty days" in one.text


@pytest.mark.parametrize("change", [reviewed, lambda text: text.replace('en: "Harbor"', 'en: "The harbor"')])
def test_what_a_person_touched_is_never_written_over(knowledge: Knowledge, change: object) -> None:
    """Reviewed or edited by hand, it stays, and the report says what the notes have that is new."""
    assert callable(change)
    first = {name: change(text) for name, text in files(planned(knowledge, {"harbor.md": HARBOR}))}
    (kept,) = again(knowledge, {"harbor.md": HARBOR}, first)
    assert (kept.fate, kept.text) == (Fate.KEPT, "")
    (changed,) = again(knowledge, {"harbor.md": HARBOR.replace("Then it drops", "A job then drops")}, first)
    assert (changed.fate, changed.text, changed.gone) == (Fate.CHANGED, "", 1)
    assert changed.fresh == ("A job then drops them all.",)


def test_a_draft_saved_with_other_line_ends_is_not_touched(knowledge: Knowledge) -> None:
    """An editor's habits are no edit; a changed letter is."""
    ((_, text),) = files(planned(knowledge, {"harbor.md": HARBOR}))
    assert not is_touched(text)
    assert not is_touched("\ufeff" + text.replace("\n", "\r\n"))
    assert is_touched(text.replace("thirty", "Thirty"))


def test_a_heading_that_was_renamed_keeps_its_draft(knowledge: Knowledge) -> None:
    """Where the text says who it is, the id stays and the draft learns its new place; a note that moved is known, too."""
    first = dict(files(planned(knowledge, {"harbor.md": HARBOR, "orchard.md": ORCHARD})))
    renamed = {"harbor.md": HARBOR.replace("# Harbor", "# Event store"), "old/orchard.md": ORCHARD}
    store, orchard = again(knowledge, renamed, first)
    assert (store.id, store.fate, store.renamed_from) == ("harbor", Fate.UPDATED, "Harbor")
    assert (orchard.id, orchard.fate) == ("orchard", Fate.UPDATED)
    assert 'note: "old/orchard.md"' in orchard.text


def test_what_two_drafts_could_have_become_is_neither(knowledge: Knowledge) -> None:
    """A guess is not safe; the new heading gets a draft of its own, and the old ones are reported."""
    same = "\n\nIt keeps raw events for thirty days. Then it drops them all.\n"
    first = dict(files(planned(knowledge, {"a.md": f"# Harbor{same}", "b.md": f"# Orchard{same}"})))
    found = again(knowledge, {"c.md": f"# Event store{same}"}, first)
    assert [(one.fate, one.id) for one in found] == [
        (Fate.CREATED, "event-store"),
        (Fate.VANISHED, "harbor"),
        (Fate.VANISHED, "orchard"),
    ]


def test_what_vanished_is_reported_and_stays(knowledge: Knowledge) -> None:
    """Nothing is deleted, and an entry that was never drafted is nobody's loss."""
    first = dict(files(planned(knowledge, {"harbor.md": HARBOR}))) | {"printer-queue.yaml": ENTRY}
    (gone,) = again(knowledge, {"orchard.md": ORCHARD}, first)[1:]
    assert (gone.fate, gone.id, gone.note, gone.text) == (Fate.VANISHED, "harbor", "harbor.md: Harbor", "")


def test_a_note_that_was_not_read_this_time_lost_nothing(knowledge: Knowledge) -> None:
    """One note of many is drafted again, or one cannot be read: the others' drafts are not called gone."""
    stands = stand(dict(files(planned(knowledge, {"harbor.md": HARBOR, "orchard.md": ORCHARD}))))
    ideas = of(HARBOR, "harbor.md").ideas
    for ground in (
        Ground(standing=stands, taken=frozenset(), unread=(), whole=False),
        Ground(standing=stands, taken=frozenset(), unread={"orchard.md"}, whole=True),
    ):
        found = plan(ideas, ground, Coverage(knowledge), dictionary()).outcomes
        assert [(one.fate, one.id) for one in found] == [(Fate.KEPT, "harbor")]


def test_a_reviewed_entry_covers_what_the_notes_say_again(shipped: Knowledge) -> None:
    """No duplicate is drafted, and the facts that only the notes have are named."""
    ideas = of("# 게이트웨이 엔드포인트\n\nS3로 가는 무료 엔드포인트예요. 우리는 `vpce-0123456789abcdef0`을 써요.").ideas
    ground = Ground(standing=(), taken=frozenset(), unread=(), whole=True)
    found = plan(ideas, ground, Coverage(shipped), dictionary())
    (covered,) = found.covered
    assert found.outcomes == ()
    assert (covered.entry, covered.beyond) == ("gateway-endpoint", ("vpce-0123456789abcdef0",))


def test_ids_come_from_headings_and_collide_into_hashes() -> None:
    """A thing of the glossary has the glossary's id; other Korean is written in Latin letters."""
    table = idea("# 라우팅 테이블\n\n네트워크 트래픽을 보낼 곳을 정하는 규칙의 모음이에요.")
    assert fresh_id(table, set(), dictionary()) == "route-table"
    second = fresh_id(table, {"route-table"}, dictionary())
    assert second.startswith("route-table-")
    assert schema.ID.fullmatch(second)
    bastion = idea("# 배스천 서버\n\n사내망 밖에서 서버로 들어올 때 거치는 유일한 점프 서버예요.")
    assert fresh_id(bastion, set(), dictionary()) == "baeseucheon-seobeo"


@pytest.mark.parametrize(
    ("heading", "ask"),
    [
        ("NAT (Network Address Translation)", "NAT가 뭐예요?"),
        ("서브넷", "서브넷이 뭐예요?"),
        ("VPN 접속하기", "VPN 접속하려면 어떻게 해요?"),
        ("배포 방법", "배포 어떻게 해요?"),
        ("배포 실패", "배포 실패 왜 그래요?"),
        ("하버 vs 오차드", "하버와 오차드 차이가 뭐예요?"),
        ("클라우드 장점", "클라우드의 장점이 뭐예요?"),
        ("왜 클러스터가 두 개인가?", "왜 클러스터가 두 개인가?"),
    ],
)
def test_korean_headings_are_asked_about_as_people_ask(heading: str, ask: str) -> None:
    """The form of the heading gives the form of the question, and the last sound its particle."""
    assert ask in asks(idea(f"# {heading}\n\n이 문단은 제목에 대해서 충분히 길게 설명하는 글이에요."))


@pytest.mark.parametrize(
    ("heading", "ask"),
    [
        ("Gateway endpoint", "What is a gateway endpoint?"),
        ("Rotate the credentials", "How do I rotate the credentials?"),
        ("How to deploy", "How do I deploy?"),
        ("Deploy steps", "What are the deploy steps?"),
        ("Deploys time out", "Deploys time out: why?"),
        ("Harbor vs orchard", "What is the difference between Harbor and orchard?"),
        ("Clusters", "What are clusters?"),
        ("Why two clusters?", "Why two clusters?"),
    ],
)
def test_english_headings_are_asked_about_as_people_ask(heading: str, ask: str) -> None:
    """A noun takes the article with which the text takes it up."""
    subject = "A gateway endpoint" if "endpoint" in heading else "This"
    text = f"{subject} is explained here, in a paragraph of quite enough words."
    assert ask in asks(idea(f"# {heading}\n\n{text}"))


def test_a_draft_is_never_served_and_never_wrong(team: Team, knowledge: Knowledge) -> None:
    """It may lie among the entries: nobody gets it as an answer, and the check finds nothing to mend."""
    ((_, text),) = files(planned(knowledge, {"harbor.md": HARBOR}))
    folder = team.with_entry("harbor", text).folder
    assert [entry.id for entry in open_knowledge(folder).entries] == ["printer-queue"]
    assert check(folder) == check(Folder(folder).root) == []
    (waiting,) = drafts(folder).found
    assert waiting.file == "notes/entries/harbor.yaml"
    assert waiting.fields == ("topics", "title.ko", "asks.ko", "not_asks", "answer.ko", "reviewed")


def test_a_state_that_nobody_knows_is_refused() -> None:
    """A slip of the pen does not put a draft into service unseen."""
    with pytest.raises(KnowledgeError, match="drop the line once the entry is reviewed"):
        schema.is_draft(parse_yaml(ENTRY.replace("topics:", "state: drafft\ntopics:").encode(), "entry.yaml"))


def _writable(raw: str) -> str:
    text = UNWRITABLE.sub("", BREAKS.sub("\n", raw)).strip()
    return "\n".join(line.rstrip() for line in text.split("\n"))


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(min_size=1).map(_writable).filter(bool),
    title=st.text(st.sampled_from('가 a:#"{}[]|>&*!%@`-?,\\'), min_size=1),
)
def test_whatever_the_notes_say_the_file_says_it_back(text: str, title: str) -> None:
    """Every draft is YAML that reads as it was meant."""
    one: Idea = replace(idea(HARBOR), text=text, title=title)
    written = draft.write(one, "harbor", [title], None)
    fields = schema.mapping_of_any(parse_yaml(written.encode(), "draft"), "the file")
    answer, asked = (schema.mapping_of_any(fields[key], key) for key in ("answer", "asks"))
    assert answer["en"].value == f"{text}\n"
    assert schema.items(asked["en"], "asks")[0].value == title
    assert not is_touched(written)
