"""A rule of the catalogue → its page in the documentation: English first, Korean below, in one fixed shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.finding import Finding, Rule, Severity
    from diagnostics.model.words import Lang

LANGS: tuple[Lang, ...] = ("en", "ko")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headings:
    """The page's own words in one language."""

    severity: str
    aws: str
    causes: str
    why: str
    fix: str
    seen: str
    run: str
    caveats: str
    levels: dict[str, str]


_HEADINGS: dict[Lang, _Headings] = {
    "en": _Headings(
        severity="Severity",
        aws="Reachability Analyzer calls it",
        causes="Causes",
        why="Why it matters",
        fix="How to fix it",
        seen="What it looks like",
        run="For example",
        caveats="Beware",
        levels={"critical": "critical", "high": "high", "medium": "medium", "low": "low", "info": "info"},
    ),
    "ko": _Headings(
        severity="심각도",
        aws="Reachability Analyzer 코드",
        causes="세부 원인",
        why="왜 중요한가요",
        fix="어떻게 고치나요",
        seen="이렇게 보여요",
        run="예를 들면",
        caveats="주의할 점",
        levels={"critical": "차단", "high": "높음", "medium": "중간", "low": "낮음", "info": "참고"},
    ),
}


def finding_page(rule: Rule, example: Finding | None = None) -> str:
    """Give the page of a rule as Markdown; with a finding of it, the page quotes its evidence and commands."""
    parts = [f"# {rule.code} · {rule.title.en}", "", f"`{rule.id}`", ""]
    for lang in LANGS:
        parts += [*_said(rule, example, lang), ""]
    parts += _links(rule)
    return "\n".join(parts).rstrip() + "\n"


def _said(rule: Rule, example: Finding | None, lang: Lang) -> list[str]:
    """Give the part of the page that is in one language."""
    words = _HEADINGS[lang]
    parts = [f"## {rule.title.ko}", ""] if lang == "ko" else []
    parts += [*_facts(rule, lang, words), "", f"### {words.why}", "", rule.why.say(lang), ""]
    if example is not None and example.evidence:
        parts += [f"### {words.seen}", "", *(f"- {e.fact.say(lang)} (`{e.call}`)" for e in example.evidence), ""]
    parts += [f"### {words.fix}", "", rule.fix.say(lang), ""]
    parts += _example(example, words)
    return [*parts, f"### {words.caveats}", "", *(f"- {c.say(lang)}" for c in rule.caveats)]


def _facts(rule: Rule, lang: Lang, words: _Headings) -> list[str]:
    facts = [f"- {words.severity}: {_level(rule.severity, lang)}"]
    if rule.aws_code:
        facts.append(f"- {words.aws}: `{rule.aws_code}`")
    if rule.causes:
        facts.append(f"- {words.causes}: {', '.join(f'`{c}`' for c in rule.causes)}")
    return facts


def _level(severity: Severity, lang: Lang) -> str:
    return _HEADINGS[lang].levels[severity.value]


def _example(example: Finding | None, words: _Headings) -> list[str]:
    """Give the commands and the Terraform of the sample finding, if it has any."""
    if example is None or not (example.cli or example.terraform):
        return []
    parts = [f"{words.run}:", ""]
    if example.cli:
        parts += ["```sh", *example.cli, "```", ""]
    if example.terraform:
        parts += ["```hcl", example.terraform, "```", ""]
    return parts


def _links(rule: Rule) -> list[str]:
    """Give what is the same in every language: AWS's own pages and the neighbouring rules."""
    parts = ["## Sources · 출처", "", *(f"- <{url}>" for url in rule.sources)]
    if rule.see_also:
        parts += ["", "## See also · 함께 보기", "", *(f"- [{other}]({other}.md)" for other in rule.see_also)]
    return parts
