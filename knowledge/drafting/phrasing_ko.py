"""Korean questions made from the form of a heading and from how its text defines it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.hangul import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

ENDS_AS_QUESTION = re.compile(r"(?:\?|까|나요|가요|는가|는지|인지|나|뭐지|뭘까)\s*\??$")
HOW = re.compile(r"^(?P<what>.+?)(?:하는|하기 위한)?\s*(?P<form>방법|하는 법|절차|순서|가이드|사용법|매뉴얼)$")
DOING = re.compile(
    r"^(?P<what>.+?)(?P<stem>하|만들|붙이|올리|내리|옮기|바꾸|늘리|줄이|지우|찾|보|쓰|읽|띄우|켜|끄|나누|맞추|걸|넣|빼)기$"
)
DIFFERENCE = re.compile(r"^(?P<what>.+?)(?:의)?\s*(?:차이|차이점|비교)$")
TWO = re.compile(r"(?:와|과|랑|하고|,)\s")
VERSUS = re.compile(r"^(?P<one>.+?)\s+(?:vs\.?|대)\s+(?P<other>.+)$", re.IGNORECASE)
WHY = re.compile(r"^(?P<what>.+?)(?:의)?\s*(?:이유|원인|목적|배경)$")
ASPECT = re.compile(
    r"^(?P<what>.+?)(?:의)?\s*(?P<aspect>장점|단점|장단점|특징|종류|구성 ?요소|구성|구조|원리|동작 ?(?:방식|원리)"
    r"|제약(?: ?사항)?|제한(?: ?사항)?"
    r"|한계|주의 ?(?:사항|할 점)|비용|요금|가격|담당자?|연락처|규칙|정책|기준|예시|조건)$"
)
SYMPTOM = re.compile(
    r"(?:실패|오류|에러|장애|불가|안 ?됨|안 ?돼|안 ?되는|끊김|끊기는|느림"
    r"|느려짐|지연|타임아웃|거부|누락|timeout|error|denied|refused)(?: 현상| 문제)?$",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"^(?:[^.]{1,30}?(?:은|는|란|이란)\s+)?(?P<what>.{8,55}?(?:하는|주는|되는|있는|위한|가는|오는"
    r"|쓰는|두는|막는|잇는)\s+(?P<noun>[가-힣]{1,10}))"
    r"(?:을 말합니다|를 말합니다|을 말한다|를 말한다|을 뜻한다|를 뜻한다|입니다|이다|이에요|예요|다)?$"
)
CLOSED_LETTERS = frozenset("LMNR013678")
CLOSED_ENDS = re.compile(r"(?:l|le|m|me|n|ne|ng|[aeiou]ck|[bcdfgklmnprst][eio]t|[aeio]p)$")


def korean(name: str, sentence: str) -> list[str]:
    """Give Korean questions about something called so, whose text begins with this sentence."""
    found = _by_form(name)
    defined = DEFINES.match(sentence)
    if defined:
        what, noun = defined["what"], defined["noun"]
        found.append(
            f"{what[: -len(noun)].strip()} 게 뭐예요?" if noun == "것" else f"{with_particle(what, '이', '가')} 뭐예요?"
        )
    return found


def _by_form(name: str) -> list[str]:
    for pattern, ask in FORMS:
        if found := pattern.search(name):
            return ask(name, found)
    return [f"{with_particle(name, '이', '가')} 뭐예요?", f"{with_particle(name, '이란', '란')}?", f"{name} 설명해 주세요"]


def _asked(name: str, _: re.Match[str]) -> list[str]:
    return [f"{name.rstrip('? ')}?"]


def _versus(name: str, found: re.Match[str]) -> list[str]:
    pair = f"{with_particle(found['one'], '과', '와')} {found['other']}"
    return [f"{pair} 차이가 뭐예요?", f"{name} 뭐가 달라요?", f"{pair} 중에 뭘 써야 해요?"]


def _difference(name: str, found: re.Match[str]) -> list[str]:
    differs = [f"{found['what']} 뭐가 달라요?"] if TWO.search(found["what"]) else []
    return [f"{with_particle(name, '이', '가')} 뭐예요?", *differs, f"{name} 알려 주세요"]


def _how(name: str, found: re.Match[str]) -> list[str]:
    return [f"{name} 알려 주세요", f"{found['what'].strip()} 어떻게 해요?", f"{with_particle(name, '이', '가')} 뭐예요?"]


def _doing(name: str, _: re.Match[str]) -> list[str]:
    wishing = _wishing(name.removesuffix("기"))
    return [f"{wishing} 어떻게 해요?", f"{name} 방법 알려 주세요", f"{name} 순서가 어떻게 돼요?"]


def _symptom(name: str, _: re.Match[str]) -> list[str]:
    return [f"{name} 왜 그래요?", f"{name} 해결 방법 알려 주세요", f"{name} 원인이 뭐예요?"]


def _why(name: str, _: re.Match[str]) -> list[str]:
    return [f"{with_particle(name, '이', '가')} 뭐예요?", f"{name} 알려 주세요", f"{name} 설명해 주세요"]


def _aspect(name: str, found: re.Match[str]) -> list[str]:
    aspect = with_particle(found["aspect"], "이", "가")
    return [f"{found['what']}의 {aspect} 뭐예요?", f"{name} 알려 주세요", f"{name} 정리해 주세요"]


#: The form of a heading and how it is asked about; the first that fits.
FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], list[str]]], ...] = (
    (ENDS_AS_QUESTION, _asked),
    (VERSUS, _versus),
    (DIFFERENCE, _difference),
    (HOW, _how),
    (DOING, _doing),
    (SYMPTOM, _symptom),
    (WHY, _why),
    (ASPECT, _aspect),
)


def _wishing(stem: str) -> str:
    """Give a verb's stem with the ending of an intention: 하 gives 하려면, 넣 gives 넣으려면."""
    last = stem[-1]
    tail = (ord(last) - ord("가")) % 28 if is_syllable(last) else 0
    return f"{stem}려면" if tail in {0, 8} else f"{stem}으려면"


def with_particle(word: str, closed: str, open_: str) -> str:
    """Give the word with the particle that goes with its last sound, Latin letters as Koreans read them."""
    last = re.sub(r"[^\w]+$", "", word)[-1:]
    if is_syllable(last):
        return word + (closed if (ord(last) - ord("가")) % 28 else open_)
    ending = re.split(r"[\s_-]", word.rstrip(")]\"'` "))[-1]
    spelled_out = ending.isupper() or last.isdigit()
    is_closed = last.upper() in CLOSED_LETTERS if spelled_out else bool(CLOSED_ENDS.search(ending.lower()))
    return word + (closed if is_closed else open_)
