"""A small language for JSON shapes, whose complaints read as Slack's: a sentence and a JSON pointer.

A shape is a function `(value, pointer, report)` that reports what Slack would object to. The limits
themselves stand in `elements`, `blocks` and `surfaces`, where they can be compared with Slack's reference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.playground.slack.wire import Json

Report: TypeAlias = Callable[[str, str], None]
Shape: TypeAlias = Callable[[object, str, Report], None]
Rule: TypeAlias = Callable[[Json, str, Report], None]


def complaints(value: object, shape: Shape, pointer: str) -> tuple[str, ...]:
    """What is wrong with a value, each as `sentence [json-pointer:/where]`; empty when nothing is."""
    found: list[str] = []
    shape(value, pointer, lambda sentence, where: found.append(f"{sentence} [json-pointer:{where}]"))
    return tuple(found)


def string(most: int, least: int = 1) -> Shape:
    """The shape of a string of so many characters."""

    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report("must provide a string", pointer)
        elif len(value) > most:
            report(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            report(f"must be more than {least - 1} characters", pointer)

    return check


def choice(*allowed: str) -> Shape:
    """The shape of one of some words."""

    def check(value: object, pointer: str, report: Report) -> None:
        if value not in allowed:
            report(f"must be one of: {', '.join(allowed)}", pointer)

    return check


def flag(value: object, pointer: str, report: Report) -> None:
    """Report anything but true and false."""
    if not isinstance(value, bool):
        report("must be a boolean", pointer)


def whole(value: object, pointer: str, report: Report) -> None:
    """Report anything but a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        report("must be an integer", pointer)


def anything(_value: object, _pointer: str, _report: Report) -> None:
    """Report nothing: Slack's reference sets no limit here that this workspace knows."""


def many(shape: Shape, most: int, least: int = 1) -> Shape:
    """The shape of a list of so many items of one shape."""

    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report("must be an array", pointer)
            return
        if len(value) > most:
            report(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            report(f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value[:most]):
            shape(item, f"{pointer}/{index}", report)

    return check


def fields(required: Mapping[str, Shape], optional: Mapping[str, Shape], *rules: Rule) -> Shape:
    """The shape of an object with these fields and no others, and with rules that see the whole object."""
    known = {**required, **optional}

    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report("must be an object", pointer)
            return
        for name in required:
            if value.get(name) is None:
                report(f"missing required field: {name}", pointer)
        for name, item in value.items():
            if name in known and item is not None:
                known[name](item, f"{pointer}/{name}", report)
            elif name not in known and name != "type":
                report(f"invalid additional property: {name}", pointer)
        for rule in rules:
            rule(value, pointer, report)

    return check


def by_type(shapes: Mapping[str, Shape]) -> Shape:
    """The shape of an object whose `type` names one of these shapes."""

    def check(value: object, pointer: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            report("must be an object", pointer)
        elif not isinstance(kind, str):
            report("missing required field: type", pointer)
        elif kind not in shapes:
            report(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            shapes[kind](value, pointer, report)

    return check


def text(most: int, *kinds: str, least: int = 1) -> Shape:
    """The shape of a text object of so many characters, of these kinds (any when none is named)."""
    words = {"text": string(most, least)}
    shapes = {
        "plain_text": fields(words, {"emoji": flag}),
        "mrkdwn": fields(words, {"verbatim": flag}),
    }
    return by_type({kind: shape for kind, shape in shapes.items() if kind in (kinds or shapes)})


def plain(most: int) -> Shape:
    """The shape of a plain-text object of so many characters."""
    return text(most, "plain_text")


def one_of(*names: str) -> Rule:
    """The rule that at least one of these fields is there."""

    def rule(value: Json, pointer: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report(f"missing required field: {' or '.join(names)}", pointer)

    return rule


def not_both(first: str, second: str) -> Rule:
    """The rule that these two fields exclude each other."""

    def rule(value: Json, pointer: str, report: Report) -> None:
        if value.get(first) is not None and value.get(second) is not None:
            report(f"only one of {first} and {second} is allowed", pointer)

    return rule
