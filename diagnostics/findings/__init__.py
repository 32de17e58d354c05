"""The catalogue of findings: one module a rule, discovered here; there is no list to keep.

A module has `RULE` and `check(case)`; its file is named after the rule's id. Nothing here knows any one of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diagnostics.model.finding import Case, Finding, Rule

    Check = Callable[[Case], Iterator[Finding]]

#: Families of codes in the order in which a packet meets what they are about; others come last.
_MET = ("DNS", "RTE", "GWE", "NAT", "IGW", "BPA", "SGR", "ACL", "IFE", "SVC", "ENC", "PRM")
#: The family of what only says that nothing watches: after everything else.
_LAST = "OBS"


@cache
def checks() -> Mapping[str, tuple[Rule, Check]]:
    """Give every rule with its check, by id, in the order of the codes."""
    found: dict[str, tuple[Rule, Check]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        rule: Rule = module.RULE
        assert rule.id == info.name.replace("_", "-"), f"{info.name}.py holds {rule.id}; a rule's file is named after its id"
        found[rule.id] = (rule, module.check)
    return dict(sorted(found.items(), key=lambda item: item[1][0].code))


def catalogue() -> Mapping[str, Rule]:
    """Give every rule by id, in the order of the codes."""
    return {rule_id: rule for rule_id, (rule, _) in checks().items()}


def examine(case: Case) -> tuple[Finding, ...]:
    """Give every finding of the case: the gravest first, then as the packet meets them, then by code; ambient ones last."""
    found = (finding for _, check in checks().values() for finding in check(case))
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[bool, int, int, str, str]:
    family = finding.rule.code.partition("-")[0]
    met = _MET.index(family) if family in _MET else len(_MET) + (family == _LAST)
    return finding.rule.ambient, finding.weight.rank, met, finding.rule.code, finding.subject
