"""The page `docs/dispositions.md`: every verdict, what it means, and what to look at next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain import DISPOSITIONS
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INTRODUCTION = """# Dispositions

Every way in which a diagnosis can end. The names are published and never change.
This page is generated from `diagnostics/explain`; edit the words there.
"""
_GROUPS: Mapping[VerdictClass, Words] = {
    VerdictClass.PRIVATE: Words("프라이빗", "Private"),
    VerdictClass.PUBLIC: Words("공인", "Public"),
    VerdictClass.ELSEWHERE: Words("다른 곳으로 넘어감", "Elsewhere"),
    VerdictClass.BLOCKED: Words("막힘", "Blocked"),
    VerdictClass.MIXED: Words("갈림", "Mixed"),
    VerdictClass.UNKNOWN: Words("알 수 없음", "Unknown"),
    VerdictClass.NOT_IN_VPC: Words("VPC 밖", "Not in a VPC"),
}


def dispositions_page() -> str:
    """Give the page as Markdown, one table a class, Korean beside English."""
    return _INTRODUCTION + "".join("\n".join(_section(group)) for group in _GROUPS)


def _section(group: VerdictClass) -> Iterator[str]:
    yield f"\n## {_GROUPS[group].en} · {_GROUPS[group].ko}\n"
    yield "| Verdict | Meaning | Look at next |"
    yield "|---|---|---|"
    for verdict in Verdict:
        if verdict.verdict_class is group:
            said = DISPOSITIONS[verdict]
            yield (
                f"| `{verdict}`<br>{said.name.en}<br>{said.name.ko} "
                f"| {said.meaning.en}<br>{said.meaning.ko} | {said.look.en}<br>{said.look.ko} |"
            )
    yield ""
