"""Condition operators as IAM documents them: what holds for a request whose keys are set, absent or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.comparisons import COMPARISONS, NEGATED, Reading
from diagnostics.analysis.policies.context import KeyValue, Standing, found
from diagnostics.analysis.policies.truth import Truth, Unknown, agreed, every, opposite, some

if TYPE_CHECKING:
    from diagnostics.analysis.policies.comparisons import Comparison
    from diagnostics.analysis.policies.context import Context
    from diagnostics.analysis.policies.document import Condition

_IF_EXISTS = "ifexists"
_BY_NAME = {name.lower(): (compare, False) for name, compare in COMPARISONS.items()} | {
    name.lower(): (COMPARISONS[plain], True) for name, plain in NEGATED.items()
}
_ADDRESS = COMPARISONS["IpAddress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A condition operator taken apart: `ForAllValues:StringNotLikeIfExists` is a set, a negation and an exemption."""

    compare: Comparison
    negated: bool
    if_exists: bool
    over: str  # forallvalues | foranyvalue | ""


@dataclass(frozen=True, slots=True)
class Held:
    """A condition held against a request: whether it holds, and what was known of its key."""

    condition: Condition
    truth: Truth
    known: KeyValue


def operator_of(written: str) -> Operator | None:
    """Give the operator that a policy names, or None where we do not know it."""
    over, colon, name = written.lower().rpartition(":")
    if colon and over not in {"forallvalues", "foranyvalue"}:
        return None
    plain = name.removesuffix(_IF_EXISTS)
    if plain not in _BY_NAME:
        return None
    compare, negated = _BY_NAME[plain]
    return Operator(compare=compare, negated=negated, if_exists=plain != name, over=over)


def hold(condition: Condition, context: Context, *, variables: bool = True) -> Held:
    """Hold one condition against the keys of a request.

    "If the key that you specify in a policy condition is not present in the request context, the values do not match and
    the condition is false. If the policy condition requires that the key is not matched, such as StringNotLike or
    ArnNotLike, and the right key is not present, the condition is true."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    known = found(context, condition.key)
    return Held(condition, _holds(condition, known, Reading(context, variables)), known)


def _holds(condition: Condition, known: KeyValue, reading: Reading) -> Truth:
    if condition.operator.lower().rpartition(":")[2] == "null":
        return _null(condition, known)
    operator = operator_of(condition.operator)
    if operator is None:
        return Unknown((f"operator:{condition.operator}",))
    if known.standing is Standing.ABSENT or (known.standing is Standing.SET and not known.values):
        return _without_key(operator)
    if known.standing is Standing.SET:
        return _with_values(operator, condition, known.values, reading)
    return _with_choices(operator, condition, known.values, reading)


def _null(condition: Condition, known: KeyValue) -> Truth:
    """Say whether the key's existence is as asked.

    "Use either true (the key doesn't exist — it is null) or false (the key exists and its value is not null)."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
    """
    if known.standing is Standing.UNKNOWN:
        return Unknown((condition.key,))
    missing = "true" if known.standing is Standing.ABSENT else "false"
    return missing in {v.strip().lower() for v in condition.values}


def _without_key(operator: Operator) -> bool:
    """Say what holds where the key is missing.

    IfExists: "If the key is not present, evaluate the condition element as true." ForAllValues "also returns true if
    there are no keys in the request"; ForAnyValue: "For no matching key or a null dataset, the condition returns false."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    if operator.if_exists or operator.over == "forallvalues":
        return True
    return operator.negated and operator.over != "foranyvalue"


def _with_values(operator: Operator, condition: Condition, values: tuple[str, ...], reading: Reading) -> Truth:
    """Say what holds of the values that the key has.

    "If a single condition operator includes multiple values for one key, that condition operator is evaluated using a
    logical OR"; "for negated matching condition operators … the effective permissions work like a logical AND".
    ForAllValues: "every key value in the request matches at least one value in the policy"; ForAnyValue: "any one".
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
    """
    matched = tuple(operator.compare(value, condition.values, reading) for value in values)
    if operator.over == "forallvalues":
        return every(opposite(m) if operator.negated else m for m in matched)
    if operator.over == "foranyvalue":
        return some(opposite(m) if operator.negated else m for m in matched)
    return opposite(some(matched)) if operator.negated else some(matched)


def _with_choices(operator: Operator, condition: Condition, choices: tuple[str, ...], reading: Reading) -> Truth:
    """Say what holds whichever of the choices it is; without any, or where only a range is known, the key is wanting."""
    ranges = any("/" in choice for choice in choices)
    if not choices or (ranges and operator.compare is not _ADDRESS):
        return Unknown((condition.key,))
    tried = (_with_values(operator, condition, (choice,), reading) for choice in choices)
    return _renamed(agreed(tried, condition.key), choices, condition.key)


def _renamed(truth: Truth, choices: tuple[str, ...], key: str) -> Truth:
    """Say that the key is wanting where the answer depends on which of its choices it is."""
    if not isinstance(truth, Unknown):
        return truth
    return Unknown(tuple(dict.fromkeys(key if want in choices else want for want in truth.wants)))
