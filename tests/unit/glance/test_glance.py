"""Every subnet at a glance: what is counted, what comes first, what is shown as one, and how it is written."""

from __future__ import annotations

import csv
import io
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from bot.blocks import matrix as blocks
from bot.blocks.paging import messages
from bot.playground.slack.blocks import Surface, block_faults, too_long
from diagnostics.collect import snapshot_of
from diagnostics.collect.answers import Answers, Meta
from diagnostics.glance import MOST_SERVICES, Concern, Glance, Grain, glance, services_worth_a_look
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.render.matrix_csv import sheet
from diagnostics.render.matrix_svg import alt_text, picture
from diagnostics.render.matrix_text import matrix
from diagnostics.render.matrix_words import CLASSES, SHORT, SIGNS, sentences
from diagnostics.render.text import columns
from tests.scenarios.network import ACCOUNT, REGION, baseline, changed
from tests.unit.findings.place import Place
from tests.unit.glance.wide import SANDBOX, wide

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

GOLDEN = Path(__file__).parent / "golden"
RENEW = bool(os.environ.get("ROUTELORE_RENEW_GOLDEN"))


def _read(said: dict[str, object]) -> Snapshot:
    return snapshot_of(Answers(said=said, meta=Meta(account=ACCOUNT, region=REGION)))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """Give the network of 500 subnets."""
    return _read(wide())


@pytest.fixture(scope="module")
def seen(snapshot: Snapshot) -> Glance:
    """Give its 500 subnets at a glance."""
    return glance(snapshot)


def test_five_hundred_subnets_collapse_to_a_few_rows(seen: Glance) -> None:
    """Subnets of one route table that fare alike are one row, and none is lost or told twice."""
    rows = seen.rows(Grain.TABLE)
    assert len(seen.each) == 500
    assert len(rows) == 16
    assert sorted(s.id for row in rows for s in row.subnets) == sorted(row.subnets[0].id for row in seen.each)
    assert all(len(row.tables) == 1 and len(row.vpcs) == 1 for row in rows)


def test_each_grain_is_coarser_than_the_one_before(seen: Glance) -> None:
    """What does not fit by route table is merged by VPC, then by outcome alone."""
    counts = [len(seen.rows(grain)) for grain in Grain]
    assert counts == sorted(counts, reverse=True)
    assert len(seen.fitting(16)) == 16
    assert len(seen.fitting(15)) == counts[2] < 15


def test_what_is_blocked_comes_before_what_is_dear_and_that_before_what_is_well(seen: Glance) -> None:
    """Rows are in the order of their gravest cell."""
    ranks = [min(cell.concern.rank for cell in row.cells) for row in seen.rows(Grain.TABLE)]
    assert ranks == sorted(ranks)
    assert seen.rows(Grain.TABLE)[0].cells[1].concern is Concern.BLOCKED


def test_the_totals_count_every_subnet_once_a_service(seen: Glance) -> None:
    """For each service the totals add up to all subnets."""
    for column in range(len(seen.services)):
        assert sum(total.count for total in seen.totals if total.column == column) == 500


def test_the_totals_are_said_in_one_sentence_each() -> None:
    """A NAT gateway that is used although an endpoint exists is told before anything that is well."""
    said = changed([{"gateway": {"tables": ["rtb-a2"]}}])
    told = glance(_read(said), to=("s3",))
    assert sentences(told, "en") == (
        "1 of 3 subnets reaches S3 through an internet gateway although an endpoint exists.",
        "1 of 3 subnets reaches S3 through a NAT gateway although an endpoint exists.",
    )
    assert sentences(told, "ko")[1] == "서브넷 3개 중 1개는 엔드포인트가 있는데도 NAT 게이트웨이를 거쳐 S3에 접속해요."


def test_where_all_is_well_one_sentence_says_so() -> None:
    """Nothing is made up to worry about."""
    told = glance(_read(changed([{"gateway": {"tables": ["rtb-a1", "rtb-a2", "rtb-pub"]}}])), to=("s3",))
    assert sentences(told, "en") == ("All 3 subnets reach S3 privately.",)


def test_the_services_are_those_with_gateway_endpoints_and_those_that_have_interface_endpoints() -> None:
    """The commonest first, capped, and none of another company's."""
    place = Place()
    for service in ("ec2", "logs", "sts", "ssm", "kms", "sqs"):
        place.interface(service)
    place.interface("ec2", "subnet-a2", id="vpce-second", service_name="com.amazonaws.vpce.ap-northeast-2.vpce-svc-01")
    place.interface("sts", "subnet-a2", id="vpce-third", service_name="com.amazonaws.ap-northeast-2.sts")
    found = services_worth_a_look(place.snapshot())
    assert found == ("s3", "dynamodb", "sts", "ec2", "kms", "logs")
    assert len(found) == MOST_SERVICES


def test_one_vpc_alone_can_be_looked_at(snapshot: Snapshot) -> None:
    """Only its subnets are counted; a VPC that is not there is a sentence."""
    told = glance(snapshot, vpc_id=SANDBOX, to=("s3",))
    assert {row.vpcs[0].id for row in told.each} == {SANDBOX}
    with pytest.raises(AskerError, match="unknown-source"):
        glance(snapshot, vpc_id="vpc-99")


def test_a_refused_call_is_not_taken_for_an_empty_account() -> None:
    """Without DescribeSubnets nothing is called absent."""
    place = Place()
    place.parts["subnets"] = {}
    place.gap("ec2:DescribeSubnets")
    with pytest.raises(AskerError, match="source-unseen"):
        glance(place.snapshot())


def test_what_was_not_seen_is_said_below_the_matrix() -> None:
    """The gaps of all ways are gathered, each once."""
    place = Place()
    place.gap("ec2:DescribeNatGateways")
    assert "Not seen: " in matrix(glance(place.snapshot()), "en")


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("width", [76, 80, 96, 160])
def test_no_line_is_wider_than_the_terminal_and_cells_stand_below_their_titles(seen: Glance, lang: Lang, width: int) -> None:
    """Korean takes two columns a letter, and the rows line up all the same."""
    lines = matrix(seen, lang, width).splitlines()
    header = next(line for line in lines if "DynamoDB" in line and "S3" in line and "EC2 API" in line)
    at = columns(header[: header.index("DynamoDB")])
    for line in lines[lines.index(header) + 1 :]:
        if not line.startswith("    ") and line:
            assert any(columns(line[:n]) == at and line[n] in SIGNS.values() for n in range(len(line))), line
    assert max(map(columns, lines)) <= width


def test_colours_only_repeat_what_the_signs_say(seen: Glance) -> None:
    """Without its colour codes the coloured matrix is the plain one."""
    coloured = matrix(seen, "en", colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == matrix(seen, "en")


def test_every_class_and_verdict_has_its_sign_and_its_word() -> None:
    """No cell can be without one, and no two classes look alike."""
    assert set(SIGNS) == set(CLASSES) == set(blocks.SIGNS) == set(VerdictClass)
    assert set(SHORT) == set(Verdict)
    assert len(set(SIGNS.values())) == len(set(blocks.SIGNS.values())) == len(VerdictClass)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_five_hundred_subnets_are_one_message_that_slack_posts(seen: Glance, lang: Lang) -> None:
    """Blocks, table, text and menu are within Slack's limits."""
    (page,) = messages(blocks.matrix(seen, lang))
    assert block_faults(page, Surface.MESSAGE) == ()
    assert not too_long(page)


def test_five_hundred_subnets_that_all_differ_are_still_one_message(seen: Glance) -> None:
    """What does not fit is counted and is in the file."""
    cell = seen.each[0].cells[0]
    verdicts = [v for v in Verdict if v is not Verdict.NOT_IN_VPC]
    other = [
        replace(
            row,
            cells=tuple(replace(cell, verdict=verdicts[(at // 36**n) % 35]) for n in range(3)),
            subnets=(replace(row.subnets[0], name="아주 긴 이름 " * 30),),
        )
        for at, row in enumerate(seen.each)
    ]
    (page,) = messages(blocks.matrix(replace(seen, each=tuple(other)), "ko"))
    assert block_faults(page, Surface.MESSAGE) == ()
    assert "CSV 파일에" in str(page)


def test_the_picture_says_in_words_what_it_shows(seen: Glance) -> None:
    """It is well-formed, every cell has a mark and a word, and the alternative text has the totals."""
    drawn = ET.fromstring(picture(seen, "ko"))  # noqa: S314 (our own picture)
    cells = [node for node in drawn.iter() if node.get("class", "").startswith("cell ")]
    assert len(cells) == 16 * 3
    for cell in cells:
        assert any(node.get("class", "").startswith("mark") for node in cell.iter())
        assert any(node.text for node in cell.iter() if node.tag.endswith("text"))
    assert alt_text(seen, "ko").startswith("서브넷 500개 중 100개는 DynamoDB에 접속하지 못해요.")
    assert len(alt_text(seen, "en")) <= 1000


def test_the_sheet_has_every_subnet_and_no_formula(seen: Glance) -> None:
    """A name that a spreadsheet would compute is text."""
    evil = replace(seen.each[0], subnets=(replace(seen.each[0].subnets[0], name='=HYPERLINK("http://x")'),))
    rows = list(csv.DictReader(io.StringIO(sheet(replace(seen, each=(evil, *seen.each[1:]))).removeprefix("\ufeff"))))
    assert len(rows) == 500
    assert '\'=HYPERLINK("http://x")' in {row["subnet_name"] for row in rows}
    assert {row["S3"] for row in rows} <= set(Verdict)


def test_names_cannot_command_the_terminal() -> None:
    """A Name tag with an escape sequence is shown without it."""
    said = baseline()
    said["describe-subnets"]["Subnets"][0]["Tags"][0]["Value"] = "\x1b[2Jorchard"
    assert "\x1b" not in matrix(glance(_read(said)), "en")


def test_it_is_done_before_anybody_asks_again(snapshot: Snapshot) -> None:
    """500 subnets and three services, on a busy machine: 1,500 diagnoses at some milliseconds each."""
    start = time.process_time()
    glance(snapshot)
    assert time.process_time() - start < 6


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_matrix_looks_as_it_did(seen: Glance, lang: Lang) -> None:
    """Text for the terminal and the Slack table; `ROUTELORE_RENEW_GOLDEN=1` writes them anew.

    Of the causes only those of gateway endpoints, so that a new rule elsewhere changes nothing here.
    """
    each = (replace(row, codes=tuple(code for code in row.codes if code.startswith("GWE-"))) for row in seen.each)
    seen = replace(seen, each=tuple(each))
    table = next(block for block in blocks.matrix(seen, lang) if block["type"] == "table")
    rows = [" | ".join(cell["text"] for cell in row) for row in table["rows"]]
    whole = "\n".join([matrix(seen, lang), *rows, ""])
    file = GOLDEN / f"matrix.{lang}.txt"
    if RENEW:
        file.parent.mkdir(exist_ok=True)
        file.write_text(whole, encoding="utf-8")
    assert whole == file.read_text(encoding="utf-8")
