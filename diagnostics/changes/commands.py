"""AWS CLI commands and Terraform, written the way the findings write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot


def ec2(words: str, snapshot: Snapshot) -> str:
    """Write an `aws ec2` command for the snapshot's Region."""
    return f"aws ec2 {words} --region {snapshot.region}"


def resource(kind: str, name: str, /, **values: object) -> str:
    """Write a Terraform resource; what has no value is left out."""
    width = max(len(key) for key in values)
    lines = [f"  {key.ljust(width)} = {_literal(value)}" for key, value in values.items() if value is not None]
    return "\n".join([f'resource "{kind}" "{label(name)}" {{', *lines, "}"])


def existing(thing_id: str, body: str) -> str:
    """Say above a resource which thing it is that exists already: only the shown arguments change."""
    return f"# {thing_id}\n{body}"


def label(name: str) -> str:
    """Give a name as Terraform takes it for a resource."""
    return "".join(c if c.isalnum() else "_" for c in name)


class Bare(str):
    """A Terraform expression, which is not quoted."""

    __slots__ = ()


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Bare | int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(v) for v in value)}]"
    return f'"{value}"'
