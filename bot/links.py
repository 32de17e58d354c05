"""From a finding to the entry that explains its idea: the only place where the two halves of the product meet."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from diagnostics.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Findings of which another entry says more than the first topic that the rule names.
_CLOSER: Mapping[str, str] = {
    "ACL-001": "nacl-prefix-list",
    "ACL-002": "nacl-prefix-list",
    "ACL-004": "nacl-prefix-list",
    "BPA-001": "endpoint-no-igw-needed",
    "GWE-002": "gateway-endpoint-route-table-association",
    "GWE-003": "gateway-endpoint-route-table-association",
    "GWE-006": "gateway-endpoint-other-region",
    "GWE-010": "gateway-endpoint-peering-onprem",
    "IFE-001": "private-dns-disabled-symptom",
    "IFE-003": "s3-private-dns-inbound-only",
    "IFE-007": "gateway-vs-interface",
    "RTE-001": "route-destination",
    "RTE-002": "route-destination",
    "RTE-003": "route-target",
    "RTE-006": "route-destination",
    "RTE-007": "gateway-endpoint-peering-onprem",
    "SGR-001": "gateway-endpoint-security-group",
    "SGR-002": "gateway-endpoint-security-group",
    "SGR-003": "gateway-endpoint-security-group",
}


def entry_for(code: str) -> str | None:
    """Give the id of the entry that explains the idea behind a finding; None where the knowledge base has none."""
    return _CLOSER.get(code) or _first_topics().get(code)


@cache
def _first_topics() -> Mapping[str, str]:
    """Give the topic that each rule names first, by code; a topic's entry has its name."""
    return {rule.code: rule.learn[0] for rule in catalogue().values() if rule.learn}
