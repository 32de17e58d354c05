"""From findings to entries and back: every link leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.links import entry_for
from diagnostics import Snapshot
from diagnostics.analysis.destinations import destination_in
from diagnostics.findings import catalogue
from knowledge import open_knowledge

if TYPE_CHECKING:
    from knowledge import Entry

ENTRIES = {entry.id: entry for entry in open_knowledge().entries}


@pytest.mark.parametrize("code", [rule.code for rule in catalogue().values() if rule.learn])
def test_a_finding_whose_idea_is_known_leads_to_an_entry(code: str) -> None:
    """A rule that names topics has an entry that explains it."""
    assert entry_for(code) in ENTRIES


def test_a_finding_without_an_idea_leads_nowhere() -> None:
    """What no entry explains is not linked to something near it; neither is what is no finding."""
    assert all(entry_for(rule.code) is None for rule in catalogue().values() if not rule.learn)
    assert entry_for("XXX-999") is None


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES.values() if entry.diagnose], ids=lambda entry: entry.id)
def test_an_entry_that_can_be_checked_names_a_service(entry: Entry) -> None:
    """What it says to diagnose is a destination with a name of its own, and a finding leads back to such entries."""
    destination = destination_in(entry.diagnose or "", Snapshot(region="ap-northeast-2"))
    assert destination.service == entry.diagnose
    assert destination.hostname == f"{entry.diagnose}.ap-northeast-2.amazonaws.com"


def test_findings_lead_to_entries_that_lead_back_to_a_diagnosis() -> None:
    """Most ideas behind findings can be checked against the asker's own network again."""
    linked = {found for rule in catalogue().values() if (found := entry_for(rule.code))}
    assert sum(ENTRIES[entry].diagnose is not None for entry in linked) > len(linked) / 2
