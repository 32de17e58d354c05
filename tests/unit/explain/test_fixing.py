"""Fixes and what-ifs in sentences: what they come to, what else they change, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnostics.changes import apply_changes, read_change
from diagnostics.explain.fixing import tell_fixes
from diagnostics.explain.what_if import differences, tell_what_if
from diagnostics.model.trace import Confidence, VerdictClass
from diagnostics.render.lines import columns
from diagnostics.render.text import report
from diagnostics.render.what_if_text import rows_of, what_if_report
from diagnostics.repair import repair
from tests.unit.console.diagnosed import PRIVATE_DNS_OFF, UNUSED_GATEWAY, network, one

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")


def test_a_fix_says_what_it_comes_to_and_how() -> None:
    """The title finishes a sentence; steps, changes and commands go together."""
    diagnosis = one(network(UNUSED_GATEWAY))
    (korean,), (english,) = (tell_fixes(diagnosis, repair(diagnosis), lang) for lang in LANGUAGES)
    assert english.title == "Make it private, through a gateway endpoint"
    assert korean.title == "게이트웨이 엔드포인트로 가는 프라이빗 경로로 바꾸기"
    assert english.changes == korean.changes == ("add-route-table vpce-s3 rtb-a1",)
    assert len(english.steps) == len(english.changes) == len(english.commands)
    assert (english.verdict_before, english.class_after) == ("Public, through a NAT gateway", VerdictClass.PRIVATE)
    assert "GWE-002" in english.findings


def test_a_blocked_way_is_unblocked_and_so_are_its_neighbours() -> None:
    """Where nothing got through, nothing "goes private too": it gets through."""
    resolver_off = network(
        [{"gateway": {"tables": ["rtb-a1"]}}, {"attribute": {"name": "enableDnsSupport", "value": False}}]
    )
    diagnosis = one(resolver_off)
    (story,) = tell_fixes(diagnosis, repair(diagnosis), "en")
    assert story.title == "Unblock it: private, through a gateway endpoint"
    assert all("gets through too" in said for said in story.elsewhere)


def test_a_promise_that_is_not_quite_sure_says_so() -> None:
    """A bucket policy that nobody could read is not taken for one that allows."""
    allowed = ["arn:aws:s3:::other-bucket", "arn:aws:s3:::other-bucket/*"]
    diagnosis = one(network([{"gateway": {"tables": ["rtb-a1"], "allows": allowed}}]), to="s3://my-bucket")
    fixes = repair(diagnosis)
    assert {fix.confidence_after for fix in fixes} == {Confidence.MEDIUM}
    for story in tell_fixes(diagnosis, fixes, "en"):
        assert story.warnings[-1].startswith("Confidence in this result: medium.")


def test_other_subnets_that_follow_share_a_sentence() -> None:
    """They are counted and named; the asker's own way is not among them."""
    diagnosis = one(network(PRIVATE_DNS_OFF))
    stories = [tell_fixes(diagnosis, repair(diagnosis), lang)[-1] for lang in LANGUAGES]
    korean, english = (story.elsewhere for story in stories)
    after = "through an interface endpoint"
    assert english == (f"S3 traffic from 2 other subnets (harbor, quarry) goes private too ({after}).",)
    path = "인터페이스 엔드포인트로 가는 프라이빗 경로"
    assert korean == (f"다른 서브넷 2개(harbor, quarry)에서 S3로 가는 트래픽도 프라이빗해져요({path}).",)


def test_many_subnets_are_counted_rather_than_named() -> None:
    """Four names fit a line."""
    diagnosis = one(network(UNUSED_GATEWAY, more=9))
    (story,) = tell_fixes(diagnosis, repair(diagnosis), "en")
    (said,) = story.elsewhere
    assert said.startswith("S3 traffic from 9 other subnets (subnet-w000, subnet-w001, subnet-w002, subnet-w003 and 5 more)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stops_working_is_said_first(lang: Lang) -> None:
    """Deleting the NAT gateway under an unused endpoint blocks the way itself, its neighbours and other services."""
    before = network(UNUSED_GATEWAY)
    changes = (read_change("delete-nat nat-0a", before),)
    after = apply_changes(changes, before)
    story = tell_what_if(one(before), one(after), changes, differences("vpc-0a", before, after), lang)
    assert story.before.verdict_class is VerdictClass.PUBLIC
    assert story.after.verdict_class is VerdictClass.BLOCKED
    assert "harbor" in story.elsewhere[0]
    assert ("막혀요" if lang == "ko" else "stops working") in story.elsewhere[0]
    assert [cause.code for cause in story.new] == ["RTE-003"]


def test_a_change_that_changes_nothing_here_says_so() -> None:
    """Another subnet's table is associated: the way stays, and the other subnet is named."""
    before = network(UNUSED_GATEWAY)
    changes = (read_change("add-route-table vpce-s3 rtb-a2", before),)
    after = apply_changes(changes, before)
    story = tell_what_if(one(before), one(after), changes, differences("vpc-0a", before, after), "en")
    assert story.title == "Verdict and path stay as they are: public, through a NAT gateway"
    assert "another subnet (harbor)" in story.elsewhere[0]


def test_one_part_of_a_mixed_way_that_breaks_is_no_way_that_stays() -> None:
    """Verdict and first way are as before, but another way is not; where packets do not get to is not on it."""
    before = network(
        [{"gateway": {"tables": ["rtb-a1"]}}, {"route": {"table": "rtb-a1", "to": "52.219.56.0/22", "target": "nat-0a"}}]
    )
    changes = (read_change("delete-nat nat-0a", before),)
    after = apply_changes(changes, before)
    story = tell_what_if(one(before), one(after), changes, (), "en")
    assert story.title == "The verdict stays the same, the path changes: mixed: depends on the address"
    rows = rows_of(story.after)
    assert any(row.startswith("x ") for row in rows)
    assert sum("AWS service" in row for row in rows) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 96])
def test_prose_fits_the_terminal_and_commands_keep_their_lines(lang: Lang, width: int) -> None:
    """In a narrow window the two sides of a what-if stand one under the other."""
    before = network(PRIVATE_DNS_OFF)
    diagnosis = one(before)
    fixes = repair(diagnosis)
    after = apply_changes(fixes[-1].changes, before)
    story = tell_what_if(diagnosis, one(after), fixes[-1].changes, differences("vpc-0a", before, after), lang)
    lines = [*report(diagnosis, lang, width, fixes).splitlines(), *what_if_report(story, lang, width).splitlines()]
    wide = {line.strip() for line in lines if columns(line) > width}
    assert wide <= {command for fix in fixes for command in fix.cli}
    assert any("-----" in line and "--region" not in line for line in lines) is (width > 40)
