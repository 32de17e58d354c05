"""Fixes and suppositions as messages: within what Slack takes, and never with a command cut in two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import diagnosis, fixes, what_if
from bot.blocks.diagnosis import Told
from bot.blocks.fixes import Offer
from bot.blocks.lessons import Lesson
from bot.blocks.paging import messages
from bot.blocks.parts import VALUE_LIMIT
from bot.ids import Action
from bot.listeners.what_ifs import work_out
from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.understanding.proposals import read_all
from diagnostics.collect import Answers
from diagnostics.collect.parse import snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.explain.fixing import FixStory, tell_fixes
from diagnostics.model.finding import Severity
from diagnostics.model.flow import Query
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.repair import repair
from knowledge.entry import LANGS
from tests.scenarios.network import changed

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

GATEWAY = {"gateway": {"tables": ["rtb-a2"]}}
CLOSED = {"acl": {"subnet": "subnet-a1", "entries": []}}
NO_ROUTE = {"no_route": {"table": "rtb-a1", "to": "0.0.0.0/0"}}


def _told(*given: dict[str, Any], source: str = "subnet-a1", to: str = "s3", lang: Lang = "en") -> Told:
    found = diagnose(Query(source=source, to=to), snapshot_of(Answers(said=changed(list(given)))))[0]
    proven = repair(found)
    offers = zip(tell_fixes(found, proven, lang), proven, strict=True)
    return Told(found, explain(found, lang), tuple(Offer(story, fix.verdict_after) for story, fix in offers))


def _long(commands: int, words: int = 4) -> Offer:
    story = FixStory(
        title="title " * words,
        steps=("step " * words,) * 4,
        changes=("add-route-table vpce-s3 rtb-a1",),
        verdict_before="before",
        verdict_after="after",
        class_after=VerdictClass.PRIVATE,
        commands=tuple(f"aws ec2 do-something --number {at} --with 'a <b> & `c`'" for at in range(commands)),
        terraform="resource",
        warnings=("warning " * 60,) * 12,
        elsewhere=("elsewhere " * 40,) * 12,
        findings=(),
    )
    return Offer(story, Verdict.PRIVATE_GATEWAY_ENDPOINT)


def _posted(blocks: list[dict[str, Any]]) -> str:
    for page in messages(blocks):
        assert block_faults(page, Surface.MESSAGE) == ()
        assert not too_long(page)
    return json.dumps(blocks, ensure_ascii=False)


def _code(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["elements"][0]["elements"][0]["text"] for block in blocks if block["type"] == "rich_text"]


def _buttons(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {e["action_id"]: e for block in blocks if block["type"] == "actions" for e in block["elements"]}


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_gives_the_first_fix_with_what_it_was_proven_to_give(lang: Lang) -> None:
    """The steps, the verdict after it, and the commands as one block to copy; in this order after the causes."""
    told = _told(GATEWAY, lang=lang)
    said = _posted(diagnosis.details(told))
    (commands,) = _code(diagnosis.details(told))
    assert commands == "\n".join(told.fixes[0].story.commands)
    assert said.index("GWE-003") < said.index("PRIVATE_GATEWAY_ENDPOINT") < said.index("modify-vpc-endpoint")


def test_every_blocker_is_listed_in_the_order_in_which_the_packet_meets_them() -> None:
    """Nobody clears one only to find the next."""
    told = _told(NO_ROUTE, CLOSED)
    titles = [cause.code for cause in told.explanation.causes if cause.severity is Severity.CRITICAL]
    said = _posted(diagnosis.causes(told, 1))
    assert titles[0].startswith("RTE")
    assert titles[1].startswith("ACL")
    assert sorted(titles, key=said.index) == titles
    assert "3 things stop it" in said


@pytest.mark.parametrize("commands", [1, 20, 400])
def test_commands_are_whole_or_in_a_file(commands: int) -> None:
    """No message holds a part of them, and what the shell reads is not changed on the way."""
    offer = _long(commands)
    blocks = fixes.fix(offer, "en")
    said = _posted(blocks)
    if fixes.in_file(offer.story.commands):
        assert _code(blocks) == []
        assert fixes.COMMANDS_FILE in said
    else:
        assert _code(blocks) == ["\n".join(offer.story.commands)]


def test_a_fix_of_any_length_is_posted_whole() -> None:
    """Sentences go over as many sections as they take."""
    offer = _long(3, words=700)
    said = _posted(fixes.fix(offer, "en"))
    assert said.count("step") == 4 * 700
    assert said.count("warning") - said.count(":warning:") == 12 * 60
    assert said.count("elsewhere") == 12 * 40


def test_a_button_carries_no_more_than_slack_takes() -> None:
    """A destination too long to travel costs the buttons, not the report."""
    told = _told(GATEWAY, to="https://s3.ap-northeast-2.amazonaws.com/" + "x" * VALUE_LIMIT)
    assert all(len(one.get("value", "")) <= VALUE_LIMIT for one in _buttons(diagnosis.details(told)).values())
    _posted(diagnosis.details(told))


def test_the_buttons_below_a_report_are_those_that_have_something_to_show() -> None:
    """One fix has no others; a diagnosis without a fix has no picture of after."""
    one = _buttons(diagnosis.details(_told(GATEWAY)))
    assert Action.BEFORE_AFTER in one
    assert Action.OTHER_FIXES not in one
    carried = json.loads(one[Action.BEFORE_AFTER]["value"])
    assert carried == {"s": "subnet-a1", "d": "s3", "c": "add-route-table vpce-s3 rtb-a1", "l": "en"}
    none = _buttons(diagnosis.details(_told({"gateway": {"tables": ["rtb-a1"]}})))
    assert Action.BEFORE_AFTER not in none
    several = _told(GATEWAY)
    two = Told(several.diagnosis, several.explanation, (several.fixes[0], _long(2)))
    assert Action.OTHER_FIXES in _buttons(diagnosis.details(two))
    assert "Fix 2 of 2" in _posted(fixes.others(two.fixes, "en"))


def test_each_finding_links_to_the_entry_that_explains_it_once() -> None:
    """Two findings of one idea share a button in the report; each page has its own."""
    told = _told(NO_ROUTE, CLOSED)
    lessons = tuple(Lesson(cause.code, "gateway-endpoint", "Gateway endpoint") for cause in told.explanation.causes)
    taught = Told(told.diagnosis, told.explanation, told.fixes, lessons)
    report = [name for name in _buttons(diagnosis.details(taught)) if name.startswith(Action.PICK_ENTRY)]
    pages = [name for name in _buttons(diagnosis.pages(taught)) if name.startswith(Action.PICK_ENTRY)]
    assert len(report) == 1
    assert len(pages) == len(told.explanation.causes) > 1
    _posted(diagnosis.pages(taught))


def test_what_nothing_was_proven_to_fix_is_said_so() -> None:
    """Advice stays words: no command is shown that was not proven."""
    told = _told(NO_ROUTE)
    bare = Told(told.diagnosis, told.explanation)
    blocks = diagnosis.fix(bare)
    assert "proven on a copy" in _posted(blocks)
    assert _code(blocks) == []


def _supposed(changes: list[str], source: str = "subnet-a1") -> what_if.Supposed:
    snapshot = snapshot_of(Answers(said=changed([GATEWAY])))
    found = diagnose(Query(source=source, to="s3"), snapshot)
    before = [Told(one, explain(one, "en")) for one in found]
    return work_out(read_all(changes, snapshot), before, snapshot)


def test_a_supposition_shows_now_and_after_side_by_side() -> None:
    """Both verdicts in one section, what else changes, and the change as commands."""
    blocks = what_if.supposed(_supposed(["delete-nat nat-0a"]))
    said = _posted(blocks)
    (both,) = [block["fields"] for block in blocks if "fields" in block]
    assert "PUBLIC_VIA_NAT_GATEWAY" in both[0]["text"]
    assert "BLOCKED_BLACKHOLE" in both[1]["text"]
    assert "stops working" in said
    assert _code(blocks) == ["aws ec2 delete-nat-gateway --nat-gateway-id nat-0a --region ap-northeast-2"]


def test_a_supposition_that_changes_nothing_says_so() -> None:
    """The verdict is not told as if it were new."""
    found = _supposed(["create-gateway-endpoint dynamodb rtb-a1"])
    assert "It stays as it is" in what_if.headline(found)


def test_a_supposition_about_a_whole_vpc_lists_what_differs() -> None:
    """A line for each subnet that fares otherwise, and none for the others."""
    found = _supposed(["add-route-table vpce-s3 rtb-a1"], source="vpc-0a")
    said = _posted(what_if.supposed(found))
    assert "1 of 3 subnets change" in said
    assert "`orchard`" in said
    assert "`quarry`" not in said


def test_a_question_back_offers_each_meaning_as_a_button() -> None:
    """What the button carries is the change itself."""
    snapshot = snapshot_of(Answers(said=changed([GATEWAY])))
    options = [(read_all((text,), snapshot), text) for text in ("delete-nat nat-0a", "delete-endpoint vpce-s3")]
    blocks = what_if.which_change(options, {"s": "subnet-a1", "d": "s3", "l": "en"}, "en")
    _posted(blocks)
    assert [json.loads(one["value"])["c"] for one in _buttons(blocks).values()] == [text for _, text in options]
