"""Fixes in sentences: the steps, what they were proven to give, the commands, and what else they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.explain.certainty import CONFIDENCE
from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.elsewhere import elsewhere
from diagnostics.explain.headline import verdict_name
from diagnostics.explain.naming import with_particle
from diagnostics.model.trace import Confidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnostics.model.change import Fix, SideEffect
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

#: Classes whose verdicts are called by names that finish the sentence "make it …".
_NAMED = frozenset({VerdictClass.PRIVATE, VerdictClass.PUBLIC})
_OTHERWISE = Words("다른 경로로 바꾸기", "Send it another way")
_UNBLOCKED = Words("막힌 곳 풀기: {name}", "Unblock it: {name}")
_LESS_SURE = Words(
    "바꾼 뒤 판정의 신뢰도: {level}. 읽지 못했거나 설정만으로는 알 수 없는 부분이 있어요.",
    "Confidence in this result: {level}. Some settings could not be read, or settings alone do not tell.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixStory:
    """One proven fix, ready to read.

    `steps` say the changes in words and `changes` write them as a what-if takes them, in the same order. `warnings` are what
    the changes do to people, policies and bills; `elsewhere` what becomes of other subnets and services, one sentence for
    each kind of difference. `findings` are the codes of the findings that are gone afterwards.
    """

    title: str
    steps: tuple[str, ...]
    changes: tuple[str, ...]
    verdict_before: str
    verdict_after: str
    class_after: VerdictClass
    commands: tuple[str, ...]
    terraform: str
    warnings: tuple[str, ...]
    elsewhere: tuple[str, ...]
    findings: tuple[str, ...]


def tell_fixes(diagnosis: Diagnosis, fixes: Iterable[Fix], lang: Lang) -> tuple[FixStory, ...]:
    """Give the fixes of a diagnosis in words, in the same order."""
    return tuple(_told(diagnosis, fix, lang) for fix in fixes)


def _told(diagnosis: Diagnosis, fix: Fix, lang: Lang) -> FixStory:
    return FixStory(
        title=_title(diagnosis, fix, lang),
        steps=tuple(words.say(lang) for words in fix.descriptions),
        changes=tuple(change.text for change in fix.changes),
        verdict_before=verdict_name(diagnosis, lang),
        verdict_after=DISPOSITIONS[fix.verdict_after].name.say(lang),
        class_after=fix.verdict_after.verdict_class,
        commands=fix.cli,
        terraform=fix.terraform,
        warnings=tuple(_warnings(fix, lang)),
        elsewhere=elsewhere(tuple(_others(diagnosis, fix)), diagnosis, lang),
        findings=fix.findings,
    )


def _title(diagnosis: Diagnosis, fix: Fix, lang: Lang) -> str:
    """Say what the fix comes to: `Make it private, through a gateway endpoint`."""
    if fix.verdict_after.verdict_class not in _NAMED:
        return _OTHERWISE.say(lang)
    name = DISPOSITIONS[fix.verdict_after].name.say(lang)
    spoken = name if lang == "ko" else f"{name[:1].lower()}{name[1:]}"
    if diagnosis.verdict_class is VerdictClass.BLOCKED:
        return _UNBLOCKED.say(lang).format(name=spoken)
    return f"{with_particle(spoken, '으로/로')} 바꾸기" if lang == "ko" else f"Make it {spoken}"


def _warnings(fix: Fix, lang: Lang) -> Iterator[str]:
    """Yield what the changes do, and how sure the promise is where it is not quite."""
    yield from (words.say(lang) for words in fix.warnings)
    if fix.confidence_after is not Confidence.HIGH:
        yield _LESS_SURE.say(lang).format(level=CONFIDENCE[fix.confidence_after].say(lang))


def _others(diagnosis: Diagnosis, fix: Fix) -> Iterator[SideEffect]:
    """Yield what else the fix changes, without what the asker's own question says already of a bucket or the service."""
    source, destination = diagnosis.case.source, diagnosis.case.destination
    for effect in fix.side_effects:
        same_service = effect.service.startswith("s3") and destination.service == "s3"
        own = effect.subnet_id == source.subnet_id and same_service
        if not (own and effect.before is diagnosis.verdict and effect.after is fix.verdict_after):
            yield effect
