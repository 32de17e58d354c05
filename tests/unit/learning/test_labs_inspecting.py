"""A lab's network as it can be looked at: everything that is set, and nothing of what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.learning.labs.inspecting import sheets
from bot.learning.labs.looking import Look, Topic
from bot.learning.labs.picking import slots
from bot.learning.labs.reading import labs
from diagnostics.changes import kinds_of_change
from diagnostics.explain.headline import headline
from diagnostics.findings import catalogue
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from bot.learning.labs.lab import Lab

LABS = {lab.id: lab for lab in labs()}
EVERYTHING = Look(tuple(Topic))
each_lab = pytest.mark.parametrize("lab", LABS.values(), ids=list(LABS))


def text(look: Look, lab: Lab) -> str:
    """Give every word that is shown."""
    cards = [card for sheet in sheets(look, lab.snapshot()) for card in sheet.cards]
    return "\n".join(line for card in cards for line in (card.title, *card.lines))


@each_lab
def test_nothing_that_is_shown_is_a_judgement(lab: Lab) -> None:
    """No verdict, no finding, no headline: the newcomer draws the conclusions."""
    shown = text(EVERYTHING, lab)
    diagnosis = lab.diagnosis(lab.snapshot())
    assert not [one for one in Verdict if one.value in shown]
    assert not [one.code for one in catalogue().values() if one.code in shown or one.title.en in shown]
    assert headline(diagnosis, "en") not in shown


@each_lab
def test_everything_of_the_network_can_be_seen(lab: Lab) -> None:
    """Whatever has an id is on some sheet, and can be asked for by it."""
    snapshot, shown = lab.snapshot(), text(EVERYTHING, lab)
    held = ("vpcs", "subnets", "instances", "enis", "route_tables", "endpoints", "nat_gateways", "internet_gateways")
    more = ("security_groups", "network_acls", "prefix_lists", "buckets")
    ids = [one for kind in (*held, *more) for one in getattr(snapshot, kind)]
    assert [one for one in ids if one not in shown] == []
    assert [one for one in ids if not sheets(Look((), (one,)), snapshot)] == []


def test_what_is_asked_for_by_id_is_shown_alone() -> None:
    """Of a topic only what is the resource's, where both are named; of all topics where it is named alone."""
    snapshot = LABS["brass-key"].snapshot()
    (policies,) = sheets(Look((Topic.POLICIES,), ("vpce-0a5",)), snapshot)
    assert [card.id for card in policies.cards] == ["vpce-0a5"]
    (tables,) = sheets(Look((Topic.ROUTES,), ("subnet-0k1",)), snapshot)
    assert [card.id for card in tables.cards] == ["rtb-0k1"]
    assert [sheet.topic for sheet in sheets(Look((), ("vpce-0a5",)), snapshot)] == [Topic.ENDPOINTS, Topic.POLICIES]
    assert sheets(Look((), ("rtb-0dead",)), snapshot) == ()


def test_a_subnet_that_no_table_names_is_on_none() -> None:
    """Which table it follows is for the newcomer to conclude."""
    (tables,) = sheets(Look((Topic.ROUTES,)), LABS["new-dock"].snapshot())
    assert not [card for card in tables.cards if "subnet-0d3" in "\n".join(card.lines)]


@pytest.mark.parametrize("kind", kinds_of_change())
def test_what_a_change_asks_for_is_read_off_its_usage(kind: str) -> None:
    """Every place in the usage line is a slot; what has an id is chosen from the network."""
    snapshot = LABS["long-winter"].snapshot()
    usage = kinds_of_change()[kind].USAGE.split()[1:]
    found = slots(kind, snapshot)
    assert [slot.what for slot in found] == [one.strip("[]…") for one in usage]
    for slot in found:
        if slot.what == "RTB":
            assert dict(slot.choices or ()).keys() == snapshot.route_tables.keys()
        if slot.what in {"on|off", "egress|ingress"}:
            assert [value for value, _ in slot.choices or ()] == slot.what.split("|")


def test_what_the_network_has_none_of_cannot_be_chosen() -> None:
    """No hosted zone, so nothing to disassociate; and a new group only where the change makes one."""
    snapshot = LABS["night-shift"].snapshot()
    assert [slot.choices == () and not slot.optional for slot in slots("disassociate-zone", snapshot)] == [True, False]
    groups = {
        kind: dict(slots(kind, snapshot)[at].choices or ()) for kind, at in (("allow-egress", 0), ("add-endpoint-group", 1))
    }
    assert ["sg-new" in one for one in groups.values()] == [False, True]
