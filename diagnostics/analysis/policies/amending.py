"""Policy documents with one thing more let through: what has to be written into them, and nothing else changed."""

from __future__ import annotations

import json
from typing import Any

from diagnostics.analysis.policies.conditions import operator_of
from diagnostics.analysis.policies.observations import is_private

#: Keys that tell which way a request came.
_NETWORK = frozenset({"aws:sourceip", "aws:sourcevpce", "aws:sourcevpc", "aws:sourcevpcarn", "aws:vpcsourceip"})
_SOURCE_IP = "aws:sourceip"


def admitting(text: str, key: str, value: str, numbers: frozenset[int] = frozenset()) -> str:
    """Give the document in which requests with this value of a key of endpoints pass its statements about the network.

    A Deny that spares some ways spares this one, too: its conditions all have to hold, so one more that does not hold here
    is enough. An Allow of some ways gets this one as a further value, or beside it as a statement of its own. `numbers` are
    the statements that may be changed, all of them where none is given. A document that cannot be read stays as it is.
    """
    try:
        document = json.loads(text)
        listed = document["Statement"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return text
    statements = [listed] if isinstance(listed, dict) else list(listed) if isinstance(listed, list) else []
    changed: list[Any] = []
    added: list[Any] = []
    for number, statement in enumerate(statements, start=1):
        may = isinstance(statement, dict) and isinstance(statement.get("Condition"), dict)
        if not may or (numbers and number not in numbers):
            changed.append(statement)
        elif statement.get("Effect") == "Deny":
            changed.append(_sparing(statement, key, value))
        else:
            widened = _with_value(statement, key, value, negated=False)
            beside = _beside(statement, key, value) if widened == statement else []
            if not (beside and _never_applies(statement)):
                changed.append(widened)
            added += beside
    return json.dumps({**document, "Statement": [*changed, *added]}, ensure_ascii=False, separators=(",", ":"))


def allowing(text: str, actions: tuple[str, ...], resources: tuple[str, ...]) -> str:
    """Give an endpoint's policy with a statement more that lets everyone do this to these resources."""
    try:
        document = json.loads(text)
        listed = document["Statement"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return text
    statements = listed if isinstance(listed, list) else [listed]
    added = {"Effect": "Allow", "Principal": "*", "Action": list(actions), "Resource": list(resources)}
    return json.dumps({**document, "Statement": [*statements, added]}, ensure_ascii=False, separators=(",", ":"))


def statement_in(text: str, number: int) -> dict[str, Any] | None:
    """Give a statement of a document as it is written, or None where the document has none of that number."""
    try:
        listed = json.loads(text)["Statement"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    statements = listed if isinstance(listed, list) else [listed]
    found = statements[number - 1] if 0 < number <= len(statements) else None
    return found if isinstance(found, dict) else None


def _sparing(statement: dict[str, Any], key: str, value: str) -> dict[str, Any]:
    """Give a Deny that does not apply to this value; as it is where it is not about what it spares."""
    if not any(negated for _, _, negated in _about_network(statement)):
        return statement
    widened = _with_value(statement, key, value, negated=True)
    if widened != statement:
        return widened
    conditions = statement["Condition"]
    held = conditions.get("StringNotEquals")
    tests = {**(held if isinstance(held, dict) else {}), key: value}
    return {**statement, "Condition": {**conditions, "StringNotEquals": tests}}


def _beside(statement: dict[str, Any], key: str, value: str) -> list[dict[str, Any]]:
    """Give the Allow that stands beside one by address: the same of everything else, for this value."""
    about = _about_network(statement)
    if not any(name.lower() == _SOURCE_IP and not negated for _, name, negated in about):
        return []
    gone = {(operator, name) for operator, name, _ in about}
    kept = {
        operator: tests
        for operator, each in statement["Condition"].items()
        if (tests := {name: values for name, values in each.items() if (operator, name) not in gone})
    }
    held = kept.get("StringEquals", {})
    own = {name: element for name, element in statement.items() if name != "Sid"}  # an Sid is there once
    return [{**own, "Condition": {**kept, "StringEquals": {**held, key: value}}}]


def _never_applies(statement: dict[str, Any]) -> bool:
    """Say whether an Allow goes by private ranges only, in which the sender's address never is: nothing is lost with it."""
    for operator, name, negated in _about_network(statement):
        if name.lower() == _SOURCE_IP and not negated:
            values = statement["Condition"][operator][name]
            return all(is_private(str(v)) for v in (values if isinstance(values, list) else [values]))
    return False


def _with_value(statement: dict[str, Any], key: str, value: str, *, negated: bool) -> dict[str, Any]:
    """Give the statement with the value among those that a test of the key lists already; as it is where none does."""
    for operator, name, is_negated in _about_network(statement):
        if name.lower() == key.lower() and is_negated is negated:
            conditions = statement["Condition"]
            values = conditions[operator][name]
            listed = values if isinstance(values, list) else [values]
            tests = {**conditions[operator], name: [*listed, value]}
            return {**statement, "Condition": {**conditions, operator: tests}}
    return statement


def _about_network(statement: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Give operator, key, and whether it is negated, of every test of where a request comes from."""
    tested = ((operator, operator_of(str(operator)), tests) for operator, tests in statement["Condition"].items())
    return [
        (operator, name, read.negated)
        for operator, read, tests in tested
        if read is not None and not read.over and isinstance(tests, dict)
        for name in tests
        if str(name).lower() in _NETWORK
    ]
