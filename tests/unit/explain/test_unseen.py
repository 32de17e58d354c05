"""What was not seen is named by what it is, in both languages."""

from __future__ import annotations

from diagnostics.collect.calls import CALLS, SAVED_CALLS
from diagnostics.explain.unseen import HIDDEN_KO, unseen
from diagnostics.model.snapshot import Gap


def test_every_call_of_the_collector_has_its_korean_noun() -> None:
    """A gap never shows its English words in a Korean sentence."""
    assert {c.action for c in (*CALLS, *SAVED_CALLS)} - set(HIDDEN_KO) == set()


def test_many_gaps_make_one_readable_sentence() -> None:
    """More nouns than a sentence holds are counted; every action stays, since it is what one has to allow."""
    gaps = [Gap(call=f"ec2:Describe{i}", reason="denied", hides=f"things {i}", needs=f"ec2:Describe{i}") for i in range(9)]
    (said,) = unseen(gaps, "en")
    assert said.startswith("There was no permission to read things 0, ")
    assert "things 5 and 3 more; allow ec2:Describe0, " in said
    assert all(g.needs in said for g in gaps)


def test_a_gap_of_one_resource_names_it() -> None:
    """A refused call about one prefix list does not hide all of them."""
    gap = Gap(
        call="ec2:GetManagedPrefixListEntries",
        reason="failed",
        hides="entries of a prefix list",
        needs="ec2:GetManagedPrefixListEntries",
        subject="pl-1",
    )
    assert "접두사 목록의 항목(pl-1)을" in unseen([gap], "ko")[0]
    assert "Entries of a prefix list (pl-1)" in unseen([gap], "en")[0]
