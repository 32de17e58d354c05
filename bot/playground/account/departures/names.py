"""Calls about names that moto does not implement: it answers as AWS does where nobody has set anything up."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request

#: What AWS answers in an account without DNS Firewall and without Profiles, by the operation that a request asks for.
NOTHING: Mapping[str, Mapping[str, list[object]]] = MappingProxyType(
    {
        "Route53Resolver.ListFirewallRuleGroupAssociations": {"FirewallRuleGroupAssociations": []},
        "GET /profileassociations": {"ProfileAssociations": []},
    }
)


def answered_with_nothing(request: Request) -> Mapping[str, list[object]] | None:
    """Give AWS's answer to a call that moto does not know, or None for every other call."""
    asked = request.headers.get("X-Amz-Target") or f"{request.method} {request.path.rstrip('/')}"
    return NOTHING.get(asked)
