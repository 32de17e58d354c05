"""The catalogue's words, one occurrence of it, and everything that was concluded."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.model.trace import Confidence, Verdict, VerdictClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.flow import Destination, Query, Source
    from diagnostics.model.network import RouteTable, Subnet, Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Gap, Snapshot
    from diagnostics.model.trace import Evidence, Flag, Hop, Resolution, Trace
    from diagnostics.model.words import Words


class Severity(StrEnum):
    """How much a finding matters; `critical` blocks."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order severities, the gravest first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A catalogue entry: what is wrong, why it matters, what to do, what to beware of, and AWS's own word for it.

    `code` is the published code (`GWE-002`), `id` its name in words and the file's name with hyphens.
    `fix` names no id; the commands with the reader's own ids come with each finding. An `ambient` rule is worth knowing
    whatever the verdict, and is never its cause. Where a rule `refines` another, it says the same of one source more
    exactly: readers are told the refinement alone.
    """

    code: str
    id: str
    severity: Severity
    title: Words
    why: Words
    fix: Words
    caveats: tuple[Words, ...]
    sources: tuple[str, ...]
    causes: tuple[str, ...] = ()
    aws_code: str | None = None
    see_also: tuple[str, ...] = ()  # ids of other rules
    learn: tuple[str, ...] = ()  # topic slugs of the knowledge base that explain the idea
    ambient: bool = False
    refines: str = ""  # id of another rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One occurrence of a rule: particulars only, the prose belongs to the rule."""

    rule: Rule
    subject: str
    evidence: tuple[Evidence, ...] = ()
    cause: str | None = None
    severity: Severity | None = None  # where this occurrence is graver or milder than the rule
    cli: tuple[str, ...] = ()
    terraform: str = ""

    @property
    def weight(self) -> Severity:
        """Give the severity of this occurrence."""
        return self.severity or self.rule.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule may look at: the question, the network, the walk, and what was concluded of it.

    For a sender outside every VPC (`NOT_IN_VPC`) there is no network: the VPC and the subnet have no id, and nothing was
    walked.
    """

    query: Query
    snapshot: Snapshot
    source: Source
    destination: Destination
    vpc: Vpc
    subnet: Subnet
    table: RouteTable | None
    table_is_main: bool
    resolutions: tuple[Resolution, ...]
    traces: tuple[Trace, ...]
    verdict: Verdict
    path: Verdict | None
    then: Verdict | None
    confidence: Confidence
    flags: frozenset[Flag]
    #: endpoints of the source's VPC that could serve this very destination (service, Region, type), whatever their state
    gateway_endpoints: tuple[VpcEndpoint, ...] = ()
    interface_endpoints: tuple[VpcEndpoint, ...] = ()

    @property
    def private(self) -> bool:
        """Say whether the traffic gets there privately."""
        return self.verdict.verdict_class is VerdictClass.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One branch of a mixed or undecided verdict: under what condition, which verdict."""

    when: Words
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Everything concluded about one source and one destination. Hops are those of the (first) way."""

    case: Case
    verdict: Verdict
    verdict_class: VerdictClass
    path: Verdict | None
    then: Verdict | None
    confidence: Confidence
    flags: tuple[Flag, ...]
    properties: Mapping[str, bool | None]
    hops: tuple[Hop, ...]
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = field(default=())
