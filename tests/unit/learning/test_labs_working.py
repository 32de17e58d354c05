"""Somebody's steps in a lab: what is counted, what is kept, and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.learning.labs import working
from bot.learning.labs.judging import Outcome, Ruling
from bot.learning.labs.rack import Rack
from bot.learning.labs.reading import labs
from bot.state.lab_bench import Attempt
from diagnostics.changes import read_change
from knowledge.store import KnowledgeError
from tests.unit.learning.barn import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from bot.learning.labs.judging import JudgedChange

LABS = {lab.id: lab for lab in labs()}
FRESH = Attempt()


def changed(lab_id: str, attempt: Attempt, *texts: str) -> tuple[Attempt, JudgedChange]:
    """Make changes beside those that stand."""
    lab = LABS[lab_id]
    changes = list(working.standing(lab, attempt))
    for text in texts:
        changes.append(read_change(text, working.network(lab, changes)))
    return working.make_changes(lab, attempt, changes)


def test_a_lab_is_solved_by_the_cause_and_the_smallest_change_in_either_order() -> None:
    """Either alone is half of it."""
    lab = LABS["two-sheds"]
    mended, _ = changed("two-sheds", FRESH, "add-route-table vpce-0a5 rtb-0k1")
    assert not working.done(lab, mended)
    known, judged = working.name_cause(lab, FRESH, "GWE-002")
    assert (judged.ruling, working.done(lab, known)) == (Ruling.RIGHT, False)
    assert working.name_cause(lab, mended, "GWE-002")[0].points == working.FULL
    assert changed("two-sheds", known, "add-route-table vpce-0a5 rtb-0k1")[0].points == working.FULL


def test_causes_of_one_lab_may_be_named_one_after_the_other() -> None:
    """The second completes the first."""
    lab = LABS["tin-roof"]
    first, judged = working.name_cause(lab, FRESH, "SGR-001")
    assert (judged.ruling, working.knows_why(lab, first)) == (Ruling.PARTLY, False)
    both, judged = working.name_cause(lab, first, "GWE-002")
    assert (judged.ruling, working.knows_why(lab, both)) == (Ruling.RIGHT, True)


def test_what_is_so_only_since_the_changes_is_said_to_be() -> None:
    """Layer by layer, the next trouble is true, and still not what was asked."""
    lab = LABS["long-winter"]
    attempt, _ = changed("long-winter", FRESH, "dns-hostnames vpc-0w0 on", "private-dns vpce-0f6 on")
    after, judged = working.name_cause(lab, attempt, "IFE-005")
    assert judged.ruling is Ruling.PARTLY
    assert "as you have changed it" in judged.says.en
    assert after.causes == ()


def test_hints_cost_a_point_once_and_are_counted_up_to_what_there_is() -> None:
    """The first costs it, the rest are free; an old one is not counted again."""
    lab = LABS["two-sheds"]
    one = working.take_hint(lab, FRESH, 1)
    assert working.take_hint(lab, one, 1) == one
    assert working.take_hint(lab, one, 99).hints == len(lab.hints)
    mended, _ = changed("two-sheds", one, "add-route-table vpce-0a5 rtb-0k1")
    assert working.name_cause(lab, mended, "GWE-002")[0].points == working.FULL - 1


def test_more_than_needed_costs_a_point_and_what_does_not_help_costs_none() -> None:
    """Trying things is how one learns; only the goal reached with a detour counts."""
    tried, judged = changed("blue-crate", FRESH, "dns-support vpc-0w0 on")
    assert (judged.outcome, tried.detours, tried.tries) == (Outcome.NOT_YET, 0, 1)
    reset, judged = changed("blue-crate", FRESH, "reset-endpoint-policy vpce-0a5")
    assert (judged.outcome, reset.detours) == (Outcome.LONGER, 1)
    mended, _ = changed("blue-crate", replace(reset, changes=()), "allow-bucket vpce-0a5 kiln-models")
    assert working.name_cause(LABS["blue-crate"], mended, "POL-001")[0].points == working.FULL - 1


def test_what_aws_refuses_is_not_kept() -> None:
    """The list of changes is what the network is like."""
    attempt, judged = changed("long-winter", FRESH, "dns-support vpc-0w0 off")
    assert attempt.changes == ("dns-support vpc-0w0 off",)
    lab = LABS["long-winter"]
    refused = read_change("private-dns vpce-0f6 on", working.network(lab, working.standing(lab, attempt)))
    after, judged = working.make_changes(lab, attempt, [*working.standing(lab, attempt), refused])
    assert judged.outcome is Outcome.REFUSED
    assert after.changes == attempt.changes


def test_starting_over_keeps_the_points_and_the_thread() -> None:
    """And that the solution was seen: then there is one point to win."""
    lab = LABS["two-sheds"]
    seen = working.give_up(lab, replace(FRESH, channel="D1", ts="1.0", hints=2, points=0))
    again = working.start_over(seen)
    assert (again.channel, again.ts, again.hints, again.gave_up) == ("D1", "1.0", 0, True)
    mended, _ = changed("two-sheds", again, "add-route-table vpce-0a5 rtb-0k1")
    assert working.name_cause(lab, mended, "GWE-002")[0].points == 1


def test_whoever_solved_it_gives_nothing_up_by_looking() -> None:
    """The solution is then only a comparison."""
    lab = LABS["two-sheds"]
    done = replace(FRESH, causes=("GWE-002",), mended=True, points=3)
    assert working.give_up(lab, done) == done


def test_changes_that_the_lab_does_not_take_any_more_are_left_out() -> None:
    """A team may edit its lab while somebody works in it."""
    kept = replace(FRESH, changes=("add-route-table vpce-0a5 rtb-0k1", "add-route-table vpce-0gone rtb-0k1"))
    assert [change.text for change in working.standing(LABS["two-sheds"], kept)] == ["add-route-table vpce-0a5 rtb-0k1"]


def test_the_next_lab_is_the_next_that_is_not_solved() -> None:
    """Behind this one first, then from the easiest; none where all are."""
    rack = Rack(tuple)
    ids = [lab.id for lab in rack.all()]
    done = Attempt(points=1)
    first, second, third = ids[:3]
    assert rack.next_of({}) is rack.find(first)
    assert rack.next_of({second: done}, first) is rack.find(third)
    assert rack.next_of({}, ids[-1]) is rack.find(first)
    assert rack.next_of(dict.fromkeys(ids, done)) is None


def test_a_teams_broken_lab_leaves_those_that_were_there(tmp_path: Path) -> None:
    """At the start the product's alone; later the last good ones, and whoever renews hears why."""
    folder = tmp_path / "labs"
    folder.mkdir()
    rack = Rack(lambda: [folder])
    assert rack.find("green-barn") is None
    (folder / "green-barn.yaml").write_text(GOOD, encoding="utf-8")
    rack.renew()
    assert rack.find("green-barn") is not None
    (folder / "green-barn.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        rack.renew()
    assert rack.find("green-barn") is not None
    assert Rack(lambda: [folder]).find("two-sheds") is not None
