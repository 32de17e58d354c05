"""Calls about names that moto does not implement: the sample account answers them as AWS does where there is nothing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from moto.route53resolver.responses import Route53ResolverResponse

from bot.playground.account import SampleAccount
from bot.playground.account.departures.names import NOTHING
from bot.playground.account.server import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """Give a sample account that is running."""
    account = SampleAccount(account="444444444444")
    yield account.start()
    account.stop()


@pytest.mark.parametrize(
    ("service", "method", "member"),
    [
        ("route53resolver", "list_firewall_rule_group_associations", "FirewallRuleGroupAssociations"),
        ("route53profiles", "list_profile_associations", "ProfileAssociations"),
    ],
)
def test_an_account_without_any_answers_with_nothing(server: Any, service: str, method: str, member: str) -> None:
    """DNS Firewall and Profiles are not refused, so nothing seems to be hidden."""
    client = client_of(service, server)
    assert getattr(client, method)()[member] == []
    client.close()


def test_moto_still_does_not_know_these_calls() -> None:
    """The day moto implements one of them, its answer has no reason to stay."""
    assert len(NOTHING) == 2
    assert not hasattr(Route53ResolverResponse, "list_firewall_rule_group_associations")
    assert find_spec("moto.route53profiles") is None
