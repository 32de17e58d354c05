"""The menu of subnets: what it holds, and what it says where it cannot hold them all."""

from __future__ import annotations

import pytest

from bot.blocks.several import CHOICES, subnet_menu
from diagnostics.model.network import Subnet


def _subnets(count: int) -> list[Subnet]:
    return [Subnet(id=f"subnet-{at:04d}", vpc_id="vpc-1", az="ap-northeast-2a") for at in range(count)]


@pytest.mark.parametrize("count", [1, CHOICES])
def test_a_menu_that_holds_all_says_nothing_more(count: int) -> None:
    """One row."""
    assert [block["type"] for block in subnet_menu(_subnets(count), "ko")] == ["actions"]


def test_a_menu_that_is_too_short_says_how_to_reach_the_rest() -> None:
    """Of 500 subnets, 400 can only be named; nobody has to guess that."""
    row, told = subnet_menu(_subnets(500), "ko")
    (menu,) = row["elements"]
    assert len(menu["options"] if "options" in menu else menu["option_groups"][0]["options"]) == CHOICES
    said = told["elements"][0]["text"]
    assert "400개" in said
    assert "이름이나 서브넷 ID" in said


def test_nothing_to_choose_is_no_menu() -> None:
    """A function outside every VPC has a subnet without an id."""
    assert subnet_menu([Subnet(id="", vpc_id="")], "en") == []
