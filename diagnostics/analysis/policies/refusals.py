"""Requests that a bucket or an access point refuses, and what to write so that it does not."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.amending import admitting
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.evaluate import Denied
from diagnostics.analysis.policies.observations import Cause, cause_of
from diagnostics.analysis.policies.rulings import access_point_of, bucket_of, endpoint_of, rulings
from diagnostics.model.trace import Evidence, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.trace import Trace

#: A policy up to this long is written into the command; a longer one goes into a file.
_INLINE = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A way whose request a bucket or an access point refuses: why, by which statements, on what evidence."""

    way: Trace
    subject: str
    call: str
    cause: Cause
    numbers: tuple[int, ...]
    evidence: tuple[Evidence, ...]

    @property
    def by_access_point(self) -> bool:
        """Say whether an access point refuses it rather than the bucket."""
        return self.subject.startswith("arn:")


def refused(case: Case) -> Iterator[Refused]:
    """Yield every refusal by a bucket or an access point, once for each that refuses."""
    caller, told = caller_named(case.query.principal), set()
    for way in case.traces:
        by_subject = {(b.subject, b.cause): b for b in way.blocks if b.verdict is Verdict.BLOCKED_RESOURCE_POLICY}
        for ruling in rulings(way, case.source, case.destination, case.snapshot, caller) if by_subject else ():
            decision = ruling.decision
            if ruling.verdict is not Verdict.BLOCKED_RESOURCE_POLICY or not isinstance(decision, Denied):
                continue
            cause = cause_of(decision)
            if (ruling.call, ruling.subject, cause) in told:
                continue
            told.add((ruling.call, ruling.subject, cause))
            block = by_subject.get((ruling.subject, str(cause)))
            yield Refused(
                way=way,
                subject=ruling.subject,
                call=ruling.call,
                cause=cause,
                numbers=deciding(decision),
                evidence=block.evidence if block else (),
            )


def deciding(decision: Denied) -> tuple[int, ...]:
    """Give the numbers of the statements to look at: the Deny, or the Allow statements that a condition keeps away."""
    if decision.by is not None:
        return (decision.by.statement.number,)
    return tuple(dict.fromkeys(m.statement.number for m in decision.misses if m.failing == "Condition"))


def remedy(refusal: Refused, case: Case) -> tuple[tuple[str, ...], str]:
    """Give command and Terraform that put a policy which lets this way through; in a file where it has to be written."""
    snapshot, region = case.snapshot, case.destination.region
    point, bucket = access_point_of(case.destination, snapshot), bucket_of(case.destination, snapshot)
    text = (point.policy if point else None) if refusal.by_access_point else (bucket.policy if bucket else None)
    endpoint = endpoint_of(refusal.way, snapshot)
    amended = text or ""
    if text and endpoint is not None and refusal.numbers:
        amended = admitting(text, "aws:SourceVpce", endpoint.id, frozenset(refusal.numbers))
    known = amended if amended != (text or "") else ""
    return (put_policy(refusal.subject, known, region),), policy_resource(refusal.subject, known)


def put_policy(subject: str, text: str, region: str) -> str:
    """Write the command that puts a bucket's, or an access point's, policy; from a file where there is no text, or a lot."""
    point = subject.startswith("arn:")
    file = f"file://{'access-point' if point else 'bucket'}-policy.json"
    policy = shlex.quote(text) if text and len(text) <= _INLINE else file
    if point:
        account, name = subject.split(":")[4], subject.rpartition("/")[2]
        return (
            f"aws s3control put-access-point-policy --account-id {account} --name {name} --policy {policy} --region {region}"
        )
    return f"aws s3api put-bucket-policy --bucket {subject} --policy {policy} --region {region}"


def policy_resource(subject: str, text: str) -> str:
    """Write the Terraform that puts a bucket's, or an access point's, policy; from a file where there is no text."""
    point = subject.startswith("arn:")
    file = f'file("{"access-point" if point else "bucket"}-policy.json")'
    policy = f"<<-JSON\n{_indented(text)}\n  JSON" if text else file
    if point:
        return (
            'resource "aws_s3control_access_point_policy" "this" {\n'
            f'  access_point_arn = "{subject}"\n'
            f"  policy           = {policy}\n"
            "}"
        )
    return f'resource "aws_s3_bucket_policy" "this" {{\n  bucket = "{subject}"\n  policy = {policy}\n}}'


def _indented(text: str) -> str:
    """Give a document as people write it, its variables safe from Terraform."""
    shown = json.dumps(json.loads(text), indent=2, ensure_ascii=False).replace("${", "$${")
    return "\n".join(f"    {line}" for line in shown.splitlines())
