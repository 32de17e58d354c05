"""A team's folder laid over the product's: what it adds, what it replaces, and what is checked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Ambiguous, Found, Knowledge, KnowledgeError, Missing, open_knowledge
from knowledge.check import check
from knowledge.library import Folder
from tests.unit.knowledge.folders import PAPER, Team

if TYPE_CHECKING:
    from pathlib import Path


def laid(team: Team) -> Knowledge:
    """Give the knowledge base of a team's folder over the product's."""
    return open_knowledge(Folder.team(team.folder))


def test_words_of_the_team_are_added_to_ours(team: Team) -> None:
    """A glossary holds what is the team's own alone, be it a new thing or another word for one of ours."""
    (team.folder / "glossary.yaml").write_text(
        "things:\n  nat: {ko: [출구 상자], en: [exit box]}\n  printer: {ko: [프린터], en: [printer]}\n", encoding="utf-8"
    )
    answer = laid(team).answer("what is an exit box?")
    assert isinstance(answer, Found)
    assert answer.match.entry.id == "nat"


def test_what_the_team_leaves_out_is_refused_by_its_name(team: Team) -> None:
    """With where to ask instead, as the team words it."""
    (team.folder / "out_of_scope.yaml").write_text(
        "groups:\n  facilities: {counts: always, where: {ko: 시설팀에 물어보세요., en: Ask facilities.}}\n"
        "things:\n  coffee: {group: facilities, ko: [커피 머신], en: [coffee machine]}\n",
        encoding="utf-8",
    )
    answer = laid(team).answer("how do I descale the coffee machine")
    assert isinstance(answer, Missing)
    assert answer.outside is not None
    assert (answer.outside.name.en, answer.outside.where.en) == ("coffee machine", "Ask facilities.")


def test_a_fact_of_the_teams_own_needs_no_page_of_aws(team: Team) -> None:
    """Who runs which VPC stands nowhere else; where a page says more, it is named."""
    team.with_changed('links: [{title: Printing, url: "https://docs.example.com/printing"}]', "links: []")
    assert check(Folder.team(team.folder)) == []


def test_a_word_that_nobody_wrote_is_told_with_its_line(team: Team) -> None:
    """A name under `is`, `unless`, `softened_by` or `near` that was mistyped would change nothing, and nobody would know."""
    (team.folder / "glossary.yaml").write_text(
        "relations:\n  printed-by:\n    ko: []\n    en: [printed by]\n    is: [prints]\n", encoding="utf-8"
    )
    (team.folder / "out_of_scope.yaml").write_text(
        "groups:\n  company: {softened_by: [printer]}\n"
        "things:\n  people-and-teams: {unless: [printed-by, vcp], near: [printer-queue, prints]}\n",
        encoding="utf-8",
    )
    assert [str(problem).partition("; ")[0] for problem in check(Folder.team(team.folder))] == [
        'notes/glossary.yaml:5: names "prints" under "is", which is no word of glossary.yaml',
        'notes/out_of_scope.yaml:2: names "printer" under "softened_by", which is no word of glossary.yaml',
        'notes/out_of_scope.yaml:4: names "vcp" under "unless", which is no word of glossary.yaml',
        'notes/out_of_scope.yaml:4: names "prints" under "near", which is no topic of topics.yaml',
    ]


def test_a_topic_of_the_same_name_is_the_teams(team: Team) -> None:
    """And the others stay."""
    rows = ("printer-queue, ko: 대기열, en: Queue, notes: Printers", "subnet, ko: 망, en: Net, notes: Nets")
    written = "\n".join(["topics:", *(f"- {{slug: {row}}}" for row in rows)])
    (team.folder / "topics.yaml").write_text(written, encoding="utf-8")
    topics = laid(team).topics
    assert (topics["subnet"].name.en, topics["route-table"].name.en) == ("Net", "Route tables")


def test_a_question_about_ours_is_answered_as_before(team: Team) -> None:
    """A few entries more change nothing for the rest."""
    answer = laid(team).answer("게이트웨이 엔드포인트가 뭐야?")
    assert not isinstance(answer, Missing | Ambiguous)
    assert answer.match.entry.id == "gateway-endpoint"


def test_a_folder_without_anything_of_ours_says_what_to_put_there(tmp_path: Path) -> None:
    """A wrong path is told at once rather than served as nothing."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(KnowledgeError, match=r"folder|entries"):
            open_knowledge(Folder.team(folder))


def test_a_broken_word_list_is_told_with_its_file_and_line(team: Team) -> None:
    """What is wrong is said of the team's file, not of what it is laid over."""
    (team.folder / "glossary.yaml").write_text("things:\n  printer:\n    ko: [프린터]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        laid(team)
    assert (caught.value.file, caught.value.line) == ("notes/glossary.yaml", 3)


@pytest.fixture
def small(tmp_path: Path, team: Team) -> Folder:
    """Give the team's folder laid over a small one in the place of the product's, which takes seconds to be checked."""
    Team(tmp_path / "ours").with_entry("paper-tray", PAPER)
    (tmp_path / "ours" / "topics.yaml").write_text(
        "topics:\n- {slug: paper-tray, ko: 용지함, en: Paper tray, notes: Paper}\n", encoding="utf-8"
    )
    return Folder(team.folder, over=Folder(tmp_path / "ours"))


def messages(folder: Folder) -> list[str]:
    """Give what is wrong, without where."""
    return [problem.message for problem in check(folder)]


def test_a_teams_entry_may_come_from_notes_of_its_own(team: Team, small: Folder) -> None:
    """Only what claims to come from our notes has to name a heading of theirs."""
    team.with_changed("note: notes.md, heading: Printers", "note: handbook.md, heading: Anything")
    assert check(small) == []
    team.with_changed("heading: Printers", "heading: Anything")
    assert messages(small) == ['cites the heading "Anything", which no topic of topics.yaml comes from; copy it from there']


def test_an_entry_that_claims_a_question_of_ours_is_told(team: Team, small: Folder) -> None:
    """It says which file has that question already."""
    team.with_changed("인쇄가 대기열에서 멈췄어요", "용지함이 뭐예요?")
    problems = check(small)
    assert {problem.file for problem in problems} == {"notes/entries/printer-queue.yaml"}
    assert any("ours/entries/paper-tray.yaml claims too" in problem.message for problem in problems)


def test_an_entry_in_the_place_of_ours_may_have_its_questions(team: Team, small: Folder) -> None:
    """It is not held against the entry that it replaces; and that entry answers no more."""
    team.with_entry("paper-tray", PAPER.replace("The tray", "Our own tray"))
    assert check(small) == []
    answer = open_knowledge(small).answer("what is the paper tray", "en")
    assert isinstance(answer, Found)
    assert answer.match.entry.answer.en == "Our own tray that holds the paper."


def test_a_topic_of_the_team_that_nothing_answers_is_told(team: Team, small: Folder) -> None:
    """As in a knowledge base of its own."""
    rows = (team.folder / "topics.yaml").read_text(encoding="utf-8") + "- {slug: toner, ko: 토너, en: Toner, notes: Toner}\n"
    (team.folder / "topics.yaml").write_text(rows, encoding="utf-8")
    assert messages(small) == ['has the topic "toner", which no entry answers; write one or drop the topic']


EKS = """\
id: {id}
topics: [printer-queue]
title: {{ko: "{ko}", en: "{en}"}}
asks:
  ko: ["{ko} 안내", "{ko} 방법 좀", "{ko} 절차"]
  en: ["{en} guide", "{en} steps", "how we do {en}"]
answer: {{ko: 위키의 첫 쪽을 보세요., en: See the first page of the wiki.}}
not_asks: ["그 밖의 다른 일"]
links: []
source: {{note: notes.md, heading: Own}}
reviewed: 2026-11-23
"""


@pytest.mark.parametrize(
    ("ko", "en", "questions"),
    [
        ("사내 VPN 접속", "company VPN access", ["사내 VPN 접속은 어떻게 하나요", "VPN 접속하려면 뭘 해야 해요?"]),
        ("EKS 클러스터 접근", "access to the EKS cluster", ["EKS에 어떻게 접근해요?", "how do I access the EKS cluster"]),
        ("배포용 IAM 역할", "the IAM role for deployments", ["배포할 때 쓰는 IAM 역할이 뭐예요?", "which IAM role deploys"]),
        ("팀 점심", "the team lunch", ["팀 점심은 언제 먹어요?", "when is the team lunch"]),
    ],
)
def test_an_entry_about_what_is_else_out_of_scope_is_found_in_other_words(
    team: Team, ko: str, en: str, questions: list[str]
) -> None:
    """What the product refuses by name, a team may answer: its own title says that it is in scope."""
    team.with_entry("own", EKS.format(id="own", ko=ko, en=en))
    knowledge = laid(team)
    for question in questions:
        answer = knowledge.answer(question)
        assert answer.candidates[0].entry.id == "own", question
        assert isinstance(answer, Found), question
