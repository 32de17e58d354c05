"""The report for the terminal: what it says, how it lines up, and that it cannot be abused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.findings import catalogue
from diagnostics.model.finding import Finding
from diagnostics.render.text import columns, padded, report, wrapped
from tests.unit.render.samples import EVERY, by_nat, mixed

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")


def test_korean_letters_take_two_columns() -> None:
    """Columns are what a terminal shows, not characters."""
    assert columns("서브넷 a") == 8
    assert padded("서브넷", 8) == "서브넷  "


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), max_size=80), st.integers(4, 40))
def test_no_wrapped_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    """Wrapping keeps every letter in order and never overruns."""
    lines = list(wrapped(text, width))
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_only_commands_are_wider_than_the_terminal(name: str, lang: Lang) -> None:
    """Prose fits; a command is never broken, so that it can be copied."""
    for line in report(EVERY[name](), lang, width=72).splitlines():
        assert columns(line) <= 72 or line.strip().startswith("aws ")


@pytest.mark.parametrize("name", EVERY)
def test_labels_and_sentences_of_the_way_line_up(name: str) -> None:
    """Sentences start in one column though Korean labels are twice as wide as they are long."""
    lines = report(EVERY[name](), "ko").splitlines()
    steps = [line for line in lines if line.lstrip()[:2] in {"o ", "! ", "x ", "? "} and "  " in line.strip()[2:]]
    starts = {columns(line[: line.rindex("  ")]) + 2 for line in steps}
    assert len(starts) <= len(EVERY[name]().case.traces)


def test_the_verdict_comes_first_and_what_to_do_second() -> None:
    """Whoever reads three lines knows what happens and what to do."""
    first, _, now, *_ = report(by_nat(), "en", width=200).split("\n")[0:4]
    assert first.startswith("Traffic from subnet orchard-a")
    assert now == ""
    assert "\nNow: Associate the subnet's route table with the endpoint.\n" in report(by_nat(), "en", width=200)


def test_a_command_stands_alone_on_its_line() -> None:
    """It can be copied without a prompt or a mark."""
    lines = report(by_nat(), "ko", width=60).splitlines()
    assert [line.strip() for line in lines if "modify-vpc-endpoint" in line] == list(by_nat().findings[0].cli)


def test_each_lane_of_a_mixed_verdict_is_told() -> None:
    """Two ways, each with its addresses and its own steps."""
    said = report(mixed(), "ko")
    assert "1. 52.219.56.0/22" in said
    assert "2. 3.5.140.0/22" in said


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    """A Name tag cannot move the cursor, ring the bell or forge a line."""
    base = by_nat()
    hops = (replace(base.hops[0], name="a\x1b[2J\x07\r\nb\u202ec"), *base.hops[1:])
    case = replace(
        base.case, traces=(replace(base.case.traces[0], hops=hops),), subnet=replace(base.case.subnet, name="a\x1bb")
    )
    said = report(replace(base, case=case, hops=hops), "en")
    assert not [c for c in said if not c.isprintable() and c != "\n"]


def test_asides_stand_at_the_end_in_one_line_each() -> None:
    """What is worth knowing whatever the verdict comes after everything else, with its page, and is told nowhere else."""
    rules = catalogue()
    found = tuple(Finding(rule=rules[one], subject="x") for one in ("nat-in-another-zone", "endpoint-policy-open"))
    lines = report(replace(by_nat(), findings=found), "en", width=200).splitlines()
    open_policy = rules["endpoint-policy-open"]
    assert lines[-2:] == [
        "Also worth knowing",
        f"  - {open_policy.title.en} (POL-008; more in docs/findings/endpoint-policy-open.md)",
    ]
    assert not any(open_policy.why.en[:40] in line for line in lines)


def test_what_the_head_says_to_do_is_not_said_again() -> None:
    """The cure of the first cause stands at the head; under the cause stand its evidence and what to beware of."""
    rule = catalogue()["nat-in-another-zone"]
    said = " ".join(report(replace(by_nat(), findings=(Finding(rule=rule, subject="x"),)), "en", width=200).split())
    assert said.count(rule.fix.en) == 1
