"""A diagnosis as `routelore.diagnosis/v1`: a published shape with types of its own, apart from the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from diagnostics.explain.fixing import tell_fixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.change import Fix
    from diagnostics.model.finding import Diagnosis, Finding
    from diagnostics.model.snapshot import Gap
    from diagnostics.model.trace import Hop
    from diagnostics.model.words import Lang

SCHEMA: Literal["routelore.diagnosis/v1"] = "routelore.diagnosis/v1"


class SourceV1(TypedDict):
    """Where the packets start; None for what was not named."""

    account: str
    region: str
    vpc: str | None
    subnet: str | None
    eni: str | None
    instance: str | None


class DestinationV1(TypedDict):
    """What is to be reached, by which hostname."""

    service: str | None
    region: str
    bucket: str | None
    hostname: str


class PropertiesV1(TypedDict):
    """The four properties of "private"; None where not known."""

    no_public_ip_hop: bool | None
    on_aws_network: bool | None
    vpc_identity_visible: bool | None
    private_destination: bool | None


class RouteV1(TypedDict):
    """The chosen row of a route table."""

    destination: str
    target: str


class HopV1(TypedDict):
    """One place on the way; a route table says how it came to apply and which row was chosen."""

    kind: str
    id: str
    association: NotRequired[str]
    route: NotRequired[RouteV1]


class EvidenceV1(TypedDict):
    """A quoted fact of the snapshot."""

    call: str
    subject: str
    fact: str


class FindingV1(TypedDict):
    """One occurrence of a catalogue entry."""

    code: str
    id: str
    cause: str | None
    severity: str
    subject: str
    title: str
    evidence: list[EvidenceV1]


class FixV1(TypedDict):
    """Changes that were proven to give another verdict, as a what-if takes them, and all that they bring with them."""

    findings: list[str]
    verdict_after: str
    verified: bool
    changes: list[str]
    cli: list[str]
    terraform: str
    warnings: list[str]


class PartV1(TypedDict):
    """One branch of a mixed or undecided verdict."""

    when: str
    verdict: str


class GapV1(TypedDict):
    """What could not be seen, and the IAM action that would show it."""

    call: str
    reason: str
    hides: str
    needs: str


DiagnosisV1 = TypedDict(
    "DiagnosisV1",
    {
        "schema": Literal["routelore.diagnosis/v1"],
        "source": SourceV1,
        "destination": DestinationV1,
        "verdict": str,
        "class": str,
        "path": str | None,
        "then": str | None,
        "confidence": str,
        "flags": list[str],
        "properties": PropertiesV1,
        "hops": list[HopV1],
        "findings": list[FindingV1],
        "fixes": list[FixV1],
        "parts": list[PartV1],
        "gaps": list[GapV1],
    },
)


def document(diagnosis: Diagnosis, lang: Lang = "en", fixes: Sequence[Fix] = ()) -> DiagnosisV1:
    """Give the diagnosis and its fixes as the published document; `lang` picks the language of its titles and facts."""
    known = diagnosis.properties
    return {
        "schema": SCHEMA,
        "source": _source(diagnosis),
        "destination": _destination(diagnosis),
        "verdict": diagnosis.verdict.value,
        "class": diagnosis.verdict_class.value,
        "path": diagnosis.path.value if diagnosis.path else None,
        "then": diagnosis.then.value if diagnosis.then else None,
        "confidence": diagnosis.confidence.value,
        "flags": [flag.value for flag in diagnosis.flags],
        "properties": {
            "no_public_ip_hop": known.get("no_public_ip_hop"),
            "on_aws_network": known.get("on_aws_network"),
            "vpc_identity_visible": known.get("vpc_identity_visible"),
            "private_destination": known.get("private_destination"),
        },
        "hops": [_hop(hop) for hop in diagnosis.hops],
        "findings": [_finding(finding, lang) for finding in diagnosis.findings],
        "fixes": _fixes(diagnosis, fixes, lang),
        "parts": [{"when": part.when.say(lang), "verdict": part.verdict.value} for part in diagnosis.parts],
        "gaps": [_gap(gap) for gap in diagnosis.gaps],
    }


def _source(diagnosis: Diagnosis) -> SourceV1:
    source = diagnosis.case.source
    return {
        "account": source.account,
        "region": source.region,
        "vpc": source.vpc_id or None,
        "subnet": source.subnet_id or None,
        "eni": source.eni_id,
        "instance": source.instance_id,
    }


def _destination(diagnosis: Diagnosis) -> DestinationV1:
    destination = diagnosis.case.destination
    return {
        "service": destination.service,
        "region": destination.region,
        "bucket": destination.bucket,
        "hostname": destination.hostname,
    }


def _hop(hop: Hop) -> HopV1:
    written: HopV1 = {"kind": hop.kind, "id": hop.id}
    if hop.association:
        written["association"] = hop.association
    if hop.route:
        written["route"] = {"destination": hop.route.destination, "target": hop.route.target.id}
    return written


def _finding(finding: Finding, lang: Lang) -> FindingV1:
    return {
        "code": finding.rule.code,
        "id": finding.rule.id,
        "cause": finding.cause,
        "severity": finding.weight.value,
        "subject": finding.subject,
        "title": finding.rule.title.say(lang),
        "evidence": [{"call": e.call, "subject": e.subject, "fact": e.fact.say(lang)} for e in finding.evidence],
    }


def _fixes(diagnosis: Diagnosis, fixes: Sequence[Fix], lang: Lang) -> list[FixV1]:
    return [
        {
            "findings": list(story.findings),
            "verdict_after": fix.verdict_after.value,
            "verified": fix.verified,
            "changes": list(story.changes),
            "cli": list(story.commands),
            "terraform": story.terraform,
            "warnings": [*story.warnings, *story.elsewhere],
        }
        for fix, story in zip(fixes, tell_fixes(diagnosis, fixes, lang), strict=True)
    ]


def _gap(gap: Gap) -> GapV1:
    return {"call": gap.call, "reason": gap.reason, "hides": gap.hides, "needs": gap.needs}
