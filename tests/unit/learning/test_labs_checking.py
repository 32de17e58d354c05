"""A team's own labs: taken beside the product's, and told what is wrong with them, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs.checking import check_labs
from bot.learning.labs.reading import labs
from knowledge.store import KnowledgeError
from tests.unit.learning.barn import GOOD

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str = GOOD, name: str = "green-barn.yaml") -> Path:
    """Write a lab's file into a folder, and give the folder."""
    place = folder / "our-labs"
    place.mkdir(exist_ok=True)
    (place / name).write_text(text, encoding="utf-8")
    return place


def test_a_teams_lab_stands_beside_the_products(tmp_path: Path) -> None:
    """The folder is one more; its labs are ranked with the others."""
    folder = written(tmp_path)
    assert check_labs(folder, {"route-table"}) == ()
    every = labs([folder])
    assert "green-barn" in [lab.id for lab in every]
    assert len(every) == len(labs()) + 1


def test_an_id_that_the_product_uses_is_refused(tmp_path: Path) -> None:
    """Progress is kept by id, so no two labs share one."""
    folder = written(tmp_path, GOOD.replace("green-barn", "two-sheds"), "two-sheds.yaml")
    with pytest.raises(
        KnowledgeError, match=r"our-labs/two-sheds\.yaml:1: has the id \"two-sheds\", which paths/labs/two-sheds"
    ):
        labs([folder])


WRONG = (
    ("level: 1", "level: 9", 2, 'has "9" as "level"; write one of 1, 2, 3, 4, 5'),
    ("{ko: 헛간, en: A barn}", "{en: A barn}", 3, 'lacks "ko" in "title"'),
    ("{ko: 힌트예요, en: A hint}", '{ko: 힌트예요, en: "it is GWE-002"}', 12, "names the finding GWE-002 in a hint"),
    ("steps: 1", "steps: 2", 9, "says 2 where the smallest fix takes 1; write 1"),
    ("tables: [rtb-0l2]", "tables: [rtb-0k1]", 8, "which is so from the start"),
    ("PRIVATE_GATEWAY_ENDPOINT", "PRIVATE_INTERFACE_ENDPOINT_REMOTE", 8, "cannot be reached"),
    ("PRIVATE_GATEWAY_ENDPOINT", "SAFE", 8, 'has "SAFE" as "verdict"'),
    ("{verdict: PRIVATE_GATEWAY_ENDPOINT}", "{verdict: VIA_ONPREM, class: private}", 8, "write either verdict or class"),
    ("[[GWE-002]]", "[[GWE-002], [SGR-001]]", 10, "has SGR-001 as a cause, which the diagnosis does not find"),
    ("[[GWE-002]]", "[[GWE-999]]", 10, 'has "GWE-999" under causes, which is no code of a finding'),
    ("from: subnet-0k1", "from: subnet-0zz", 7, "cannot be asked"),
    ("from: subnet-0k1", "from: vpc-0w0", 7, "cannot be asked"),
    ("entry: route-table", "entry: rout-table", 14, 'names the entry "rout-table"'),
    ("  - gateway", "  - gatway", 6, 'has "gatway" under network; write one of acl, associate'),
    ("tables: [rtb-0l2]", "tables: [rtb-0zz]", 6, 'names "rtb-0zz", which this network does not have; it has rtb-0k1'),
    ("tables: [rtb-0l2]", "tables: [subnet-0l2]", 6, "where an id that begins with rtb- belongs"),
    ("id: green-barn", "id: red-barn", 1, 'has the id "red-barn" in a file called "green-barn"'),
    (
        "title: {ko: 헛간, en: A barn}",
        "title: {ko: 헛간, en: Not associated yet}",
        3,
        'gives the answer away with "associated, not"',
    ),
    ("id: vpce-0a5", "id: vpce-associated", 6, 'gives the answer away with "associated"'),
    ("level: 1", "level: [1", 3, "is not valid YAML"),
)


@pytest.mark.parametrize(("was", "now", "line", "message"), WRONG)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, was: str, now: str, line: int, message: str) -> None:
    """One mistake, one sentence that says where it is and what to write instead."""
    assert was in GOOD
    problems = [str(problem) for problem in check_labs(written(tmp_path, GOOD.replace(was, now)), {"route-table"})]
    assert [p for p in problems if message in p and f"our-labs/green-barn.yaml:{line}" in p], problems


def test_an_id_that_names_the_finding_is_told(tmp_path: Path) -> None:
    """Whoever sees the list of labs must not read the answer there."""
    folder = written(tmp_path, GOOD.replace("green-barn", "forgotten-gateway"), "forgotten-gateway.yaml")
    assert [(p.line, "gives the answer away" in p.message) for p in check_labs(folder)] == [(1, True)]


def test_two_files_with_one_id_are_told(tmp_path: Path) -> None:
    """Folders inside the folder are read as well, and share its ids."""
    folder = written(tmp_path)
    (folder / "more").mkdir()
    (folder / "more" / "green-barn.yaml").write_text(GOOD, encoding="utf-8")
    assert [p.message for p in check_labs(folder)] == [
        'has the id "green-barn", which our-labs/green-barn.yaml has too; give each its own'
    ]


def test_an_id_of_a_lab_in_service_is_told_and_the_file_called_by_its_place(tmp_path: Path) -> None:
    """`routelore check` finds what would keep the team's labs out of service, in the words of the team's other files."""
    place = tmp_path / "ours" / "paths" / "labs"
    place.mkdir(parents=True)
    (place / "two-sheds.yaml").write_text(GOOD.replace("green-barn", "two-sheds"), encoding="utf-8")
    others = {"two-sheds": "ours/two-sheds.yaml"}
    assert [str(p) for p in check_labs(place, {"route-table"}, others)] == [
        'ours/paths/labs/two-sheds.yaml:1: has the id "two-sheds", which ours/two-sheds.yaml has too; give each its own'
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A path that was mistyped in the settings is one clear sentence, for whoever checks and for whoever reads."""
    missing = tmp_path / "our-lab"
    assert [str(p) for p in check_labs(missing)] == ["our-lab:1: is no folder; make it, and put one YAML file a lab into it"]
    with pytest.raises(KnowledgeError, match="is no folder"):
        labs([missing])
