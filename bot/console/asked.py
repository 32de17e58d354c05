"""What `routelore diagnose` was asked, and what it found, before it is written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.evidence import Comparison
    from diagnostics.glance import Glance
    from diagnostics.model.change import Change, Fix, SideEffect
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """One source and destination: the diagnosis of the network as it is, and as it would be, where that was asked."""

    before: Diagnosis
    after: Diagnosis | None

    @property
    def now(self) -> Diagnosis:
        """Give the diagnosis that answers the question: of the changed network, where changes are supposed."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything found, and what of it is to be shown.

    `to` is what was named with `--to`; `found` has S3 where nothing was.
    """

    snapshot: Snapshot
    changes: tuple[Change, ...]
    changed: Snapshot
    found: tuple[Found, ...]
    everything: bool
    vpc_id: str | None
    to: tuple[str, ...]
    principal: str
    evidence: bool
    pasted: str

    def fixes(self) -> tuple[tuple[Fix, ...], ...]:
        """Give the fixes of each diagnosis that answers, in order."""
        from bot.console.mending import mend

        return mend([one.now for one in self.found])

    def glance(self) -> Glance:
        """Give every subnet at a glance, in the network that answers."""
        from diagnostics.glance import glance

        known = (one.now for one in self.found)
        return glance(self.changed, vpc_id=self.vpc_id, to=self.to, principal=self.principal, known=known)

    def effects(self) -> Mapping[str, tuple[SideEffect, ...]]:
        """Give, by VPC, every way that the changes make end elsewhere."""
        from diagnostics.explain.what_if import differences

        vpcs = dict.fromkeys(one.before.case.source.vpc_id for one in self.found)
        return {vpc_id: differences(vpc_id, self.snapshot, self.changed, self.principal) for vpc_id in vpcs}

    def comparison(self) -> Comparison | None:
        """Give what the pasted output comes to beside today's diagnosis; None where nothing was pasted."""
        if not self.pasted:
            return None
        from diagnostics.evidence import compare, read_evidence

        observations = read_evidence(self.pasted)
        if not observations:
            raise UsageError(sentences.NOTHING_READ)
        return compare(observations, self.found[0].before)
