"""What is proposed for a lab, judged: near and far causes, changes that mend, mend too much, break, or cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs import telling
from bot.learning.labs.ideas import rules_in
from bot.learning.labs.judging import JudgedChange, Outcome, Ruling, judge_cause, judge_change
from bot.learning.labs.reading import labs
from diagnostics.changes import read_change
from diagnostics.findings import catalogue
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from bot.learning.labs.lab import Lab
    from diagnostics.model.finding import Rule

LABS = {lab.id: lab for lab in labs()}


def changed(lab_id: str, *texts: str) -> JudgedChange:
    """Judge changes as people write them."""
    lab = LABS[lab_id]
    return judge_change(lab, [read_change(text, lab.snapshot()) for text in texts])


def test_one_of_two_causes_is_partly_right() -> None:
    """The newcomer hears that there is more, and not what."""
    judged = judge_cause(LABS["tin-roof"], "보안 그룹의 아웃바운드가 S3로 열려 있지 않아요")
    assert judged.ruling is Ruling.PARTLY
    assert [rule.code for rule in judged.rules] == ["SGR-001"]
    assert "SGR-001" in judged.says.ko
    assert "GWE" not in judged.says.ko + judged.says.en


def test_what_is_true_and_not_why_is_partly_right() -> None:
    """The bucket does refuse, but loosening it is not what the lab is about."""
    judged = judge_cause(LABS["brass-key"], "POL-006")
    assert judged.ruling is Ruling.PARTLY
    assert "that is true" in judged.says.en.casefold()


@pytest.mark.parametrize(
    ("said", "nudge"), [("the security group egress is closed", telling.FAR), ("no-route", telling.NEAR)]
)
def test_a_wrong_cause_is_answered_by_how_near_it_is(said: str, nudge: object) -> None:
    """Routes are near where a route is the trouble, filters are not; neither nudge names the cause."""
    judged = judge_cause(LABS["two-sheds"], said)
    assert (judged.ruling, judged.says) == (Ruling.WRONG, nudge)


@pytest.mark.parametrize(
    "said", ["", "잘 모르겠어요", "🤷", "the security group is not the problem", "NACL은 문제가 아니에요"]
)
def test_what_names_no_cause_is_asked_again(said: str) -> None:
    """A shrug, and what something is not, are no cause."""
    assert judge_cause(LABS["two-sheds"], said).ruling is Ruling.UNCLEAR


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda rule: rule.code)
def test_every_finding_is_known_by_its_code_its_name_and_its_title(rule: Rule) -> None:
    """Whatever way a screen offers the catalogue, what is chosen is understood."""
    ways = (rule.code, rule.code.lower(), rule.id, rule.title.ko, rule.title.en)
    assert [said for said in ways if rule not in rules_in(said)] == []


def test_naming_everything_is_no_answer() -> None:
    """A list of every code is asked back, however many of them are right."""
    judged = judge_cause(LABS["two-sheds"], " ".join(rule.code for rule in catalogue().values()))
    assert (judged.ruling, judged.says) == (Ruling.UNCLEAR, telling.TOO_MANY)


@pytest.mark.parametrize("change", ["add-route-table vpce-0a5 rtb-0m9", "associate-table subnet-0d3 rtb-0k1"])
def test_there_may_be_more_than_one_smallest_fix(change: str) -> None:
    """What solves is found by diagnosing, not by comparing with one answer; the lesson follows."""
    judged = changed("new-dock", change)
    assert judged.outcome is Outcome.SOLVED
    assert LABS["new-dock"].after.ko in judged.says.ko


def test_more_steps_than_needed_solve_and_are_told() -> None:
    """The goal is reached, with a question back."""
    judged = changed("two-sheds", "add-route-table vpce-0a5 rtb-0k1", "add-route-table vpce-0a5 rtb-0m9")
    assert (judged.outcome, judged.reached) == (Outcome.LONGER, True)
    assert "2" in judged.says.en


@pytest.mark.parametrize(
    ("lab_id", "change"),
    [
        ("quiet-vault", "create-interface-endpoint secretsmanager subnet-0k1 sg-0v4"),
        ("blue-crate", "reset-endpoint-policy vpce-0a5"),
    ],
)
def test_making_something_new_or_resetting_is_no_smallest_fix_where_less_will_do(lab_id: str, change: str) -> None:
    """One step that adds an endpoint and its bill, or opens a policy to everything, is more than the one that is needed."""
    judged = changed(lab_id, change)
    assert (judged.outcome, judged.reached) == (Outcome.LONGER, True)
    assert judged.warnings


def test_making_something_new_is_the_smallest_fix_where_nothing_is_there() -> None:
    """A VPC without an endpoint needs one."""
    assert changed("night-shift", "create-gateway-endpoint s3 rtb-0k1").outcome is Outcome.SOLVED


def test_what_does_not_help_is_told_by_the_diagnosis() -> None:
    """Half of two causes mended: the diagnosis of the changed network is what the newcomer reads."""
    judged = changed("tin-roof", "allow-egress sg-0w1 443 0.0.0.0/0")
    assert judged.outcome is Outcome.NOT_YET
    assert judged.diagnosis is not None
    assert judged.diagnosis.verdict is Verdict.PUBLIC_VIA_NAT_GATEWAY
    assert "nat-0p1" in judged.says.en


def test_a_private_way_that_costs_is_not_the_free_one_that_was_asked_for() -> None:
    """The goal is a verdict: opening private DNS to the VPC is private, and pays by the gigabyte."""
    judged = changed("far-office", "inbound-resolver-only vpce-0e9 off")
    assert (judged.outcome, judged.reached) == (Outcome.NOT_YET, False)


def test_what_breaks_the_neighbours_is_told_even_where_the_goal_is_reached() -> None:
    """Moving the endpoint from one table to the other takes the neighbour's private way."""
    judged = changed("two-sheds", "add-route-table vpce-0a5 rtb-0k1", "remove-route-table vpce-0a5 rtb-0l2")
    assert (judged.outcome, judged.reached) == (Outcome.BREAKS, True)
    assert {(s.subnet_id, s.service) for s in judged.broken} == {("subnet-0l2", "s3")}
    assert "loom" in judged.says.ko


def test_names_that_lead_to_a_closed_door_break_what_worked() -> None:
    """Private DNS on an endpoint that lets nobody in stops the calls of every subnet."""
    judged = changed("long-winter", "dns-hostnames vpc-0w0 on", "private-dns vpce-0f6 on")
    assert judged.outcome is Outcome.BREAKS
    assert not judged.reached


def test_what_aws_refuses_is_told_as_aws_would() -> None:
    """Private DNS cannot be switched on while the VPC's attribute is off."""
    judged = changed("long-winter", "private-dns vpce-0f6 on")
    assert judged.outcome is Outcome.REFUSED
    assert judged.diagnosis is None
    assert judged.says.ko != judged.says.en


def test_a_lab_gives_the_same_network_each_time() -> None:
    """Judging leaves no trace: the next one starts from the same network."""
    lab: Lab = LABS["tin-roof"]
    before = lab.snapshot()
    changed("tin-roof", "allow-egress sg-0w1 443 0.0.0.0/0")
    assert lab.snapshot() == before
