"""What somebody means in the thread of a lab: to look, a cause, a change, a hint, or none of these. Words alone; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from bot.learning.labs.ideas import rules_in
from bot.learning.labs.looking import Look, look_in
from bot.understanding.intents import plain
from bot.understanding.lexicon import MEANING
from bot.understanding.supposing import clauses, supposes, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping


class Act(StrEnum):
    """What can be wished for in a lab beside looking and proposing."""

    HINT = "hint"
    GIVE_UP = "give-up"
    SOLUTION = "solution"
    UNDO = "undo"
    CLEAR = "clear"
    CHANGES = "changes"
    RESET = "reset"
    NEXT = "next"
    STORY = "story"
    LEAVE = "leave"
    WHY = "why"  # to be told the cause, or to have it diagnosed: what the lab is there to find


@dataclass(frozen=True, slots=True)
class Cause:
    """What somebody says the cause is."""

    said: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody proposes; `instead` of those that were made before."""

    said: str
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """What may be a cause or a change."""

    said: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    """The wish to take one change off the copy, by its number on the list."""

    number: int


Meant: TypeAlias = "Act | Look | Cause | Proposal | Either | TakeOut | None"

_PLEASE = (
    r"(?:\s?(?:좀|하나|더))*(?:\s?(?:줘요?|주세요|보여\s?줘요?|보여\s?주세요|알려\s?줘요?|알려\s?주세요|볼래요?|볼게요?|"
    r"보기|"
    r"부탁해요?))?"
)
_DO = r"(?:\s?(?:해\s?줘요?|해\s?주세요|할래요?|할게요?|하자|하기|해요?))?"
_OFF = r"(?:지우기|지워|취소|되돌리기|되돌려|되돌릴래|빼|없애)\s?(?:줘)?(?:요|주세요)?"
#: What traffic does, in a question why it does.
_GOES_KO = r"(?:나가|지나|가요|가나|가죠|통해|막|안\s?(?:돼|되)|타임아웃|거부|실패)"
_GOES_EN = r"\b(?:go(?:es|ing)?|pass(?:es)?|tak(?:e|es|ing)|reach\w*|tim(?:e|es|ing)\s?out|fail\w*|denied|blocked|leav\w*)\b"
_STORY_KO = r"문제|상황|질문|스토리|이야기|설명|목표"
_STORY_EN = r"story|task|goal|question"
#: What each may be said as: the whole message, in either language.
_ACTS: Mapping[Act, tuple[str, ...]] = MappingProxyType(
    {
        Act.HINT: (
            rf"(?:다음\s?|다른\s?)?힌트{_PLEASE}",
            r"(?:잘\s?)?모르겠(?:어요?|다|네요?|습니다|는데요?)|막혔(?:어요?|네요?)|어려워요?",
            r"(?:(?:give|show|tell)\s(?:me\s)?|i need )?(?:(?:an?|one|another|the|next|more)\s)*hints?(?:\spl(?:ease|s|z))?",
            r"i(?:'m| am) (?:stuck|lost)|(?:i have )?no idea|i (?:do not|don't) know|help me",
        ),
        Act.GIVE_UP: (
            r"포기(?:할래요?|할게요?|합니다|해요?|하기)?",
            rf"(?:(?:이|이번)\s?)?(?:(?:실습|랩|문제)(?:의|은|는)?\s?)?(?:정답|해답|풀이|답)(?:이|을|를|은)?(?:\s?(?:뭐예요|뭐야|뭔가요))?{_PLEASE}",
            r"(?:i )?give up|(?:(?:show|tell|give)\s(?:me\s)?)?(?:the\s)?(?:solution|answer)(?:\splease)?",
        ),
        Act.CLEAR: (
            rf"(?:변경(?:을|은|들)?\s?)?(?:모두|전부|다|싹)\s?{_OFF}|변경\s?(?:초기화|비우기)",
            r"(?:clear|undo|remove|drop)\s(?:all|everything|(?:all\s)?(?:the\s|my\s)?changes)|clear",
        ),
        Act.UNDO: (
            rf"(?:(?:방금|마지막|직전)(?:\s?(?:것|거|변경))?(?:은|을)?\s?)?{_OFF}|실행\s?취소",
            r"undo(?:\s(?:that|it|the last(?:\s(?:change|one))?))?|(?:take|put) (?:that|it) back|revert(?:\s(?:that|it))?",
        ),
        Act.CHANGES: (
            rf"(?:내|제|지금까지(?:의)?|현재|모든)?\s?변경(?:\s?(?:목록|사항|내역))?{_PLEASE}",
            r"(?:show |list )?(?:me )?(?:my |the )?changes(?: so far)?",
        ),
        Act.RESET: (
            rf"(?:이\s?)?(?:실습|랩|문제)?(?:을|를)?\s?(?:처음부터(?:\s?다시)?|초기화|리셋|다시\s?시작){_DO}",
            r"(?:reset|restart)(?:\s(?:the|this)(?:\slab)?)?|start (?:over|again)",
        ),
        Act.NEXT: (
            rf"다음(?:\s?(?:실습|랩|문제|것|거))?(?:으로|을|를)?{_DO}{_PLEASE}",
            r"(?:the )?next(?:\s(?:lab|one|please))*|skip(?:\s(?:it|this|this (?:lab|one)))?",
            rf"(?:(?:이\s?)?(?:실습|랩|문제|것|거)(?:은|는)?\s?)?(?:건너뛰기|건너뛸래요?|건너뛰자|넘어가기|넘어갈래요?|넘어가자|스킵){_DO}",
        ),
        Act.STORY: (
            rf"(?:(?:이|이번)\s?)?(?:{_STORY_KO})(?:가|을|를|이)?(?:\s?(?:뭐였죠|뭐예요|뭐야|다시))*{_PLEASE}",
            rf"(?:show (?:me )?)?(?:the )?(?:{_STORY_EN})(?: again)?",
            rf"what (?:is|was) (?:the )?(?:{_STORY_EN})(?: again)?",
            r"(?:계속|이어서)(?:\s?(?:하기|하자|할래요?|해요?))?|continue|resume|go on|keep going",
            r"도움말?|사용법|(?:뭘|뭐|무엇을)\s?할\s?수\s?있(?:어요?|나요)|help|what can i do(?: here)?|what now",
        ),
        Act.LEAVE: (
            r"(?:그만|나중에)(?:\s?(?:할래요?|할게요?|하자|해요?|하기))?|나가기|나갈래요?|종료|끝",
            r"(?:i\s)?(?:stop|quit|exit|leave|pause)(?:\s(?:it|this|the lab|here|for now))?|(?:maybe )?later|enough",
        ),
        Act.WHY: (
            r"(?:그럼\s?|근데\s?)?(?:왜|why)(?:\s?(?:그래요?|그런가요?|그런\s?거(?:야|예요|죠)|is that|so))?",
            rf"(?:원인|이유)(?:이|가|은|는|을|를)?(?:\s?(?:뭐야|뭐예요|뭔가요|뭐죠|무엇인가요))?{_PLEASE}",
            r"what(?:'s| is) (?:the )?(?:cause|reason|problem|wrong)(?: here)?|what went wrong",
            r".*진단\s?(?:해|부탁|좀|결과\s?(?:보여|알려)).*|(?:please )?(?:diagnose|run (?:the|a) diagnosis).*",
            rf".*\bwhy\b.*{_GOES_EN}.*|.*왜\s.*{_GOES_KO}.*",
        ),
    }
)
_ACT = tuple((act, re.compile("|".join(said), re.IGNORECASE)) for act, said in _ACTS.items())
_TAKE_OUT = re.compile(
    r"(\d+)번(?:째)?(?:\s?변경)?(?:을|은)?\s?(?:빼|취소|되돌려|지워|없애)\s?(?:줘)?(?:요|주세요)?|"
    r"(?:undo|remove|drop|take out)\s(?:change\s)?(?:number\s|no\.?\s?|#)?(\d+)",
    re.IGNORECASE,
)
#: What says in so many words that this is the cause.
_CAUSE = re.compile(
    r"원인|때문|(?:문제|이유|탓)(?:는|은|가|이|예요|이에요|네요|인\s)|탓|"
    r"\bcause\b|\bbecause\b|\bdue to\b|\b(?:problem|issue|reason|culprit|trouble|fault)\b|\bthat(?:'s| is) why\b",
    re.IGNORECASE,
)
#: How a proposal ends in Korean: with what is to be done.
_TO_DO_KO = re.compile(
    r"(?:(?:추가|연결|삭제|제거|생성|변경|교체|허용|활성화|비활성화|해제|분리|초기화|적용|사용|오픈|수정)\s?"
    r"(?:해|할|하|합니다|시켜|$)|"
    r"켜|켤|켠|붙여|붙이|붙일|붙인|열어|열고|열자|열게|열기|열면|연다|엽니다|지워|지우|지울|빼|뺄|없애|없앨|넣|만들|만든|"
    r"바꾸|바꿔|바꿀|떼|뗄|"
    r"끄자|끄고|끄면|끄기|끌게|꺼\s?줘|꺼요|끊|뚫|달아|달자|되돌려|되돌리|둬요|두자)"
    r"[^.!?~]{0,8}[.!?~\s]*$",
)
#: Nouns at the end that may say what is to be done as well as how things are: "프라이빗 DNS 비활성화".
_STATE_OR_DEED = re.compile(r"(?:비활성화|해제|분리)[.!~\s]*$")
#: How it ends where it says how things are.
_IS_SO_KO = re.compile(
    r"(?:있어요?|없어요?|있네요?|없네요?|있습니다|없습니다|있음|없음|있다|없다|있는데요?|없는데요?|않아요?|않네요?|"
    r"않습니다|못해요?|"
    r"안\s?(?:돼|되|됨|됐|켜|열|붙|맞)\S*|됐어요?|되었어요?|졌어요?|거예요|것\s?같아요?|듯(?:해요)?|해서요?|어서요?|"
    r"아서요?|니까요?|이에요|예요|네요|죠|이다|인데요?|"
    r"가요|간다|갑니다|나와요|빠져요|써요|쓰고\s?있\S*|거쳐요|타요|막아요?|막혀요?|막네요?|이겨요?|겹쳐요?|빠졌\S*|"
    r"누락\S*|꺼짐|[되연붙]\S{0,2}됨|안\s?켰\S*|거부해요?|따라요?|나가요?|받아요?|부족\S*)[.!~\s]*$|(?:이|가|은|는)\s[^.]*만\s?(?:허용|받아|받고|"
    r"내보내|통과)"
)
#: How it is said in English: something is so, or does something, or does not.
_IS_SO_EN = re.compile(
    r"\b(?:is|are|isn't|aren't|was|were|has|have|hasn't|haven't|had|does|doesn't|don't|didn't|cannot|can't|won't|allows?|"
    r"denies|blocks?|"
    r"drops?|lacks?|uses|goes|sends|takes|beats|wins|holds|points|lets|refuses|overlaps?|only|not|no|missing|without|"
    r"never|off|disabled|"
    r"false|closed)\b",
    re.IGNORECASE,
)
_LEAD = (
    r"^\s*(?:(?:ok(?:ay)?|so|then|now|just|also|and(?:\sthen|\salso)?|first|next|let'?s|let us|please|maybe|perhaps|"
    r"try(?:ing)?(?:\sto)?|"
    r"i(?:'d|'ll| would| will| want to| propose to| suggest to)|we(?:'d|'ll| should| could| need to| have to| must)|"
    r"you should|"
    r"(?:the |my )?(?:smallest )?(?:fix|change|proposal)(?: is| would be)?(?: to)?|i propose|i suggest|instead)[\s,:]*)*"
)
_TO_DO_EN = re.compile(
    _LEAD + r"(?:(?:add|attach|associat|enabl|disabl|allow|open|permit|delet|remov|detach|disassociat|creat|mak|us|replac|"
    r"chang|tak|giv)(?:e|ing)?|(?:turn|switch|point|reset|install)(?:ing)?|drop(?:ping)?|put(?:ting)?|set(?:ting)?|let)\b",
    re.IGNORECASE,
)
#: How a wish to look begins in English.
_WISHES_TO_LOOK = re.compile(
    _LEAD + r"(?:show|list|describe|display|print|inspect|look|see|view|open up|check|give|tell|get|can|could|let me|what|"
    r"which|how|where)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\binstead\b|(?:그거|그것|이전\s?거|아까\s?거)?\s?(?:말고|대신)(?:에)?\s", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")
_MEANING = re.compile(MEANING, re.IGNORECASE)
_WH = re.compile(r"뭐|뭔|무엇|무슨|왜|어떤|어디|어떻게|\bwhat\b|\bwhy\b|\bwhich\b|\bhow\b", re.IGNORECASE)
_ASKS = re.compile(r"[?？]\s*$|(?:인가요|는가요|한가요|나요|까요)\s*$")


def heard(text: str) -> Meant:
    """Give what is meant in a lab's thread; None where it is nothing of a lab's, such as a question for the notes."""
    said = plain(text).strip()
    bare = said.strip(" .!~?？")
    if found := _TAKE_OUT.fullmatch(bare):
        return TakeOut(int(found[1] or found[2]))
    wished = _act(said, bare)
    if wished is not None and wished is not Act.WHY:
        return wished
    seen = _seen_or_done(said)
    if seen is not None:
        return seen
    asks_meaning = _MEANING.search(said) is not None and not _CAUSE.search(said)
    return wished if wished is Act.WHY and not asks_meaning else _claim(said)


def _seen_or_done(said: str) -> Cause | Look | Proposal | None:
    """Give what a sentence plainly is: a cause that is called one, a wish to look, a proposal; None where it is neither."""
    if verbatim(said):
        return _proposal(said)
    if _CAUSE.search(said) and not _WH.search(said) and (rules_in(said) or _ASKS.search(said)):
        return Cause(said)
    proposes = _proposes(said)
    look = None if proposes or _states(said) else look_in(said)
    if look is not None:
        return look
    return _proposal(said) if proposes and not _CAUSE.search(said) else None


def _claim(said: str) -> Meant:
    """Give what a sentence says that neither looks nor plainly proposes; None where it is nothing of a lab's."""
    called_so = _CAUSE.search(said) is not None and not _ASKS.search(said)
    if called_so or _MEANING.search(said) or (_ASKS.search(said) and _WH.search(said)):
        return Cause(said) if called_so else None
    thought, doable = bool(rules_in(said)), bool(clauses(said))
    is_so = _says_how_it_is(said) and not _ASKS.search(said)
    if is_so and (thought or doable):
        return Cause(said)
    if thought:
        return Either(said) if doable else Cause(said)
    return _proposal(said) if doable and not _ASKS.search(said) else None


def _act(said: str, bare: str) -> Act | None:
    return next((act for act, pattern in _ACT if pattern.fullmatch(bare) or pattern.fullmatch(said)), None)


def _proposes(said: str) -> bool:
    """Say whether a sentence says what is to be done, and not how things are."""
    if verbatim(said) or (clauses(said) and supposes(said, in_thread=True)):
        return True
    if _HANGUL.search(said):
        if _STATE_OR_DEED.search(said) and rules_in(said):
            return False
        return _TO_DO_KO.search(said) is not None and not _IS_SO_KO.search(said) and not _ASKS.search(said)
    return _TO_DO_EN.match(said) is not None


def _states(said: str) -> bool:
    """Say whether an English sentence states a thought, though it may hold a verb of looking: "it doesn't list it"."""
    asks = _ASKS.search(said) or _WISHES_TO_LOOK.match(said) or _HANGUL.search(said)
    return not asks and _says_how_it_is(said) and bool(rules_in(said))


def _says_how_it_is(said: str) -> bool:
    return (_IS_SO_KO if _HANGUL.search(said) else _IS_SO_EN).search(said) is not None


def _proposal(said: str) -> Proposal:
    return Proposal(said, instead=_INSTEAD.search(said) is not None)
