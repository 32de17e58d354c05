"""Findings and the parts of a mixed verdict, ready to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.explanation import Branch, Cause
from diagnostics.explain.naming import capital
from diagnostics.model.finding import Severity
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.finding import Diagnosis, Finding
    from diagnostics.model.words import Lang

SEVERITIES: Mapping[Severity, Words] = {
    Severity.CRITICAL: Words("차단", "critical"),
    Severity.HIGH: Words("높음", "high"),
    Severity.MEDIUM: Words("중간", "medium"),
    Severity.LOW: Words("낮음", "low"),
    Severity.INFO: Words("참고", "info"),
}


def causes(diagnosis: Diagnosis, lang: Lang) -> tuple[Cause, ...]:
    """Give the findings that bear on the verdict in words, in the order of the diagnosis."""
    return tuple(_cause(finding, diagnosis, lang) for finding in told_once(diagnosis) if not _aside(finding, diagnosis))


def asides(diagnosis: Diagnosis, lang: Lang) -> tuple[Cause, ...]:
    """Give the findings that are worth knowing whatever the verdict, in words, in the order of the diagnosis."""
    return tuple(_cause(finding, diagnosis, lang) for finding in told_once(diagnosis) if _aside(finding, diagnosis))


def told_once(diagnosis: Diagnosis) -> tuple[Finding, ...]:
    """Give the findings without those that another of them says more exactly, or that only repeat what was not seen."""
    refined = {finding.rule.refines for finding in diagnosis.findings}
    hidden = {gap.call for gap in diagnosis.gaps}
    return tuple(one for one in diagnosis.findings if one.rule.id not in refined and one.subject not in hidden)


def _aside(finding: Finding, diagnosis: Diagnosis) -> bool:
    """Say whether a finding explains nothing: an ambient one, or one for information on a way that is private already."""
    calm = diagnosis.verdict_class is VerdictClass.PRIVATE
    return finding.rule.ambient or (calm and finding.weight is Severity.INFO)


def _cause(finding: Finding, diagnosis: Diagnosis, lang: Lang) -> Cause:
    rule = finding.rule
    coarser = (one for one in diagnosis.findings if one.rule.id == rule.refines)
    seen = (fact for one in (finding, *coarser) for fact in one.evidence)
    return Cause(
        title=rule.title.say(lang),
        why=rule.why.say(lang),
        evidence=tuple(dict.fromkeys(e.fact.say(lang) for e in seen)),
        fix=rule.fix.say(lang),
        cli=finding.cli,
        terraform=finding.terraform,
        caveats=tuple(c.say(lang) for c in rule.caveats),
        severity=finding.weight,
        severity_name=SEVERITIES[finding.weight].say(lang),
        code=rule.code,
        id=rule.id,
        subject=finding.subject,
        learn=rule.learn,
    )


def branches(diagnosis: Diagnosis, lang: Lang) -> tuple[Branch, ...]:
    """Give the parts of a mixed or undecided verdict, each with its own verdict in words."""
    return tuple(
        Branch(
            when=capital(part.when.say(lang)),
            verdict=part.verdict,
            name=DISPOSITIONS[part.verdict].name.say(lang),
            text=DISPOSITIONS[part.verdict].meaning.say(lang),
        )
        for part in diagnosis.parts
    )
