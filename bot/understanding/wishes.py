"""Wishes that are no question and no diagnosis: to learn, to practise, to teach, to see what was asked in vain. Pure."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.understanding.intents import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


class Wish(StrEnum):
    """What somebody may wish for in words; one surface grants each."""

    LEARN = "learn"  # start the path through the notes, or go on with it
    PROGRESS = "progress"  # how far they are
    RESTART = "restart"  # start the path over
    LABS = "labs"  # broken networks to practise on
    TEACH = "teach"  # propose an answer
    GAPS = "gaps"  # what was asked in vain
    TEAM = "team"  # who is where on the path
    SWEEP = "sweep"  # every VPC of every account and Region within reach; names may stand behind it
    DIGEST_ON = "digest-on"  # a weekly summary in this channel
    DIGEST_OFF = "digest-off"
    ONWARD = "onward"  # what the buttons below a lesson do, in words
    BACKWARD = "backward"
    SKIP = "skip"
    LATER = "later"
    FORGET = "forget"  # have deleted what is kept of them


#: Said to the bot alone these are about the lesson that lies there; among others they mean nothing.
BESIDE_LESSONS = frozenset({Wish.ONWARD, Wish.BACKWARD, Wish.SKIP, Wish.LATER})


#: What may stand behind the thing that is wished for, in Korean, and before it, in English.
_KO = (
    r"시작(?:할래요?|하기|해\s?줘요?|하자|해요?)?|할래요?|하고\s?싶어요?|하자|하기|해\s?줘요?|이어서(?:\s?하기)?|이어가기|"
    r"계속(?:할래요?|하기)?|보기|볼래요?|보여\s?줘요?|알려\s?줘요?|목록(?:\s?보여\s?줘요?)?|줘요?|해\s?볼래요?|어때요?|"
    r"부탁(?:해요?|드려요|드립니다)?|좀\s?(?:보여\s?줘요?|해\s?줘요?|부탁(?:해요?|드려요)?)"
)
_EN = r"(?:(?:show|see|list|give|start|begin|continue|resume|take|open)\s)?(?:me\s)?(?:(?:the|my|our|a|all|next)\s)?"
_TEACH_KO = r"알려\s?줄게요?|알려\s?주기|추가(?:할래요?|하기)?|제안(?:할래요?|하기)?|등록(?:할래요?|하기)?"
_DIGEST_KO = r"(?:(?:주간|매주)\s?)?(?:질문\s?)?(?:요약|다이제스트|리포트)(?:을|를)?"
_ON_KO = r"켜기|켜\s?줘요?|켜\s?주세요|받을래요?|받고\s?싶어요|보내\s?(?:줘요?|주세요)|올려\s?(?:줘요?|주세요)|시작|구독"
_OFF_KO = (
    r"끄기|꺼\s?줘요?|꺼\s?주세요|그만|중지|해지|안\s?받을래요?|"
    r"그만\s?(?:보내|올려)\s?(?:줘요?|주세요)|(?:보내|올리)지\s?마(?:요|세요)?"
)
_MINE_KO = r"(?:(?:나|저)에\s?(?:대한|관한)|내|제|(?=개인))\s?(?:개인\s?)?(?:정보|데이터|기록|이력)"
_DELETE_KO = r"(?:지워|삭제해|없애)\s?(?:줘요?|주세요|줄래요?)|지우기|삭제(?:하기|\s?요청)?"

#: Names of accounts and Regions, which are Latin letters; a sentence about sweeping has more words than that.
_NAME = r"(?!(?:vpcs?|subnets?|s3|it|this|that|up|the|a|an|me|is|does|do|how|what|why|can|please)\b)[a-z0-9][a-z0-9_.-]*"
_NAMES = rf"{_NAME}(?:(?:,\s?|\s){_NAME}){{0,7}}"
_SWEEP_KO = (
    r"(?:네트워크\s?)?전체\s?(?:점검|진단|스윕)|전수\s?(?:점검|조사|진단)|"
    r"(?:모든|전체)\s?(?:계정|리전|vpc)\s?(?:점검|진단)|스윕"
)
_RUN_KO = r"해\s?주세요|돌려\s?(?:줘요?|주세요)|돌리기"
_SWEEP_EN = r"sweep(?: all| everything| all accounts| every account)?|(?:full|whole) sweep"


def _wanted(ko: str, en: str) -> str:
    return rf"(?:{ko})(?:을|를)?(?:\s?(?:{_KO}))?|{_EN}(?:{en})"


#: What each wish may be said as: the whole message, in either language; please may stand behind it.
_SAID: tuple[tuple[Wish, str], ...] = (
    (
        Wish.RESTART,
        r"(?:(?:온보딩|학습|수업|레슨|진도)(?:을|를)?\s?)?(?:처음부터(?:\s?다시)?|초기화|리셋)(?:\s?(?:할래요?|하기|해\s?줘요?|시작))?",
    ),
    (Wish.RESTART, r"(?:start over|restart|reset)(?:\s(?:the|my))?(?:\s(?:path|lessons?|onboarding|progress))?"),
    (Wish.TEAM, _wanted(r"(?:우리\s?)?(?:팀|팀원)\s?(?:진도|학습\s?현황|진행\s?상황)", r"team(?:['’]s)?\sprogress")),
    (Wish.PROGRESS, _wanted(r"(?:내\s?)?(?:진도|학습\s?현황|진행\s?상황)", "progress") + "|how far am i"),
    (Wish.LABS, _wanted(r"실습|랩|연습(?:\s?문제)?", "labs?|practi[cs]e")),
    (Wish.LABS, r"(?:실습|랩|연습(?:\s?문제)?)(?:을|를)?\s?(?:열어\s?줘요?|풀래요?|풀어\s?볼래요?|풀고\s?싶어요?)"),
    (
        Wish.LEARN,
        _wanted(
            r"온보딩|학습|공부|수업|(?:다음\s)?레슨|교육|튜토리얼",
            "onboarding|lessons?|learning(?: path)?|learn|tutorial",
        ),
    ),
    (Wish.LEARN, r"계속|이어서|go on|keep going"),
    (Wish.LEARN, r"이어서\s?(?:하기|할래요?|해\s?줘요?)|계속\s?(?:하기|할래요?)|continue|resume|teach me|onboard me"),
    (Wish.LEARN, r"시작|start|퀴즈|quiz|레슨\s?\d+번?|\d+번(?:째)?\s?레슨|lesson\s\d+"),
    (Wish.LEARN, r"가르쳐\s?(?:줘요?|주세요)|배우고\s?싶어요?|배울래요?|(?:help me|i want to|let me) learn|start learning"),
    (Wish.ONWARD, r"다음(?:으로)?(?:\s?(?:가자|갈래요?|거|것))?|next(?: one)?"),
    (Wish.BACKWARD, r"이전(?:으로)?|뒤로(?:\s?가기)?|back|go back|previous"),
    (
        Wish.SKIP,
        r"(?:이\s?)?(?:레슨(?:은|을)?\s?)?(?:건너뛰기|건너뛸래요?|건너뛰자|넘어가기|넘어갈래요?|넘어가자|스킵|패스)",
    ),
    (Wish.SKIP, r"(?:skip|pass)(?:\s(?:it|this|this lesson|the lesson))?"),
    (
        Wish.LATER,
        r"(?:그만|나중에)(?:\s?(?:할래요?|할게요?|하자|하기))?|(?:오늘은\s)?여기까지(?:\s?할게요?)?|종료",
    ),
    (
        Wish.LATER,
        r"(?:maybe )?later|(?:i['’]?ll )?(?:stop|quit|pause|exit)(?:\s(?:here|for now|for today|it|this))?|not now",
    ),
    (Wish.LEARN, r"(?:저\s?)?(?:새로\s?왔어요|처음\s?왔어요|신입이에요)"),
    (Wish.LEARN, r"(?:뭐|무엇)부터\s?(?:공부해요|배워요|하면\s?(?:돼요|되나요))"),
    (Wish.LEARN, r"(?:i['’]?m|i am)\snew(?:\shere)?|where (?:do|should) i (?:start|begin)"),
    (Wish.PROGRESS, r"(?:(?:나|저|내가|제가)\s?)?어디까지\s?(?:했|왔)(?:지|죠|나요?|어요?)|where (?:am|was) i"),
    (Wish.TEAM, r"(?:누가\s?어디까지|다들\s?어디까지)\s?(?:했|왔)(?:지|죠|나요?|어요?)|who(?:['’]s| is) where"),
    (
        Wish.FORGET,
        rf"{_MINE_KO}(?:을|를)?\s?(?:(?:좀|다|모두|전부)\s?){{0,2}}(?:{_DELETE_KO})",
    ),
    (Wish.FORGET, r"(?:(?:나|저)(?:를|를\s?좀|\s?좀)?\s?)?(?:다\s?)?잊어\s?(?:줘요?|주세요)"),
    (
        Wish.FORGET,
        r"(?:delete|erase|remove|forget|wipe)(?: all)?(?: of)? my (?:personal )?(?:data|information|info|history|records?)",
    ),
    (Wish.FORGET, r"(?:forget|delete|erase) (?:(?:everything|what you know) )?(?:about )?me"),
    (Wish.TEACH, rf"(?:새\s?)?(?:답|답변|지식)(?:을)?\s?(?:{_TEACH_KO})|가르쳐\s?줄게요?"),
    (
        Wish.TEACH,
        r"(?:propose|add|suggest|teach(?: you)?)\s(?:an?\s|the\s)?(?:new\s)?(?:answer|entry|knowledge)|teach(?: you)?",
    ),
    (
        Wish.GAPS,
        _wanted(
            r"(?:답\s?못\s?한|못\s?답한|답이?\s?(?:없는|필요한)|모르는)\s?(?:질문|것|거)(?:들)?|백로그",
            "gaps|backlog|unanswered(?: questions)?|open questions|questions (?:without an answer|that need an answer)",
        ),
    ),
    (Wish.SWEEP, rf"(?:{_NAMES}\s)?(?:{_SWEEP_KO})(?:을|를)?(?:\s?(?:{_KO}|{_RUN_KO}))?(?:\s{_NAMES})?"),
    (Wish.SWEEP, rf"(?:(?:run|start|do)\s)?(?:a\s|the\s)?(?:{_SWEEP_EN})(?:\s(?:of\s)?{_NAMES})?"),
    (Wish.DIGEST_OFF, rf"{_DIGEST_KO}\s?(?:{_OFF_KO})"),
    (Wish.DIGEST_OFF, r"(?:weekly\s)?digest\s(?:off|stop)"),
    (
        Wish.DIGEST_OFF,
        r"(?:stop|end|disable|turn off|no more)(?:\s(?:sending|posting))?(?:\s(?:me|us))?\s?(?:the\s)?(?:weekly\s)?digests?",
    ),
    (Wish.DIGEST_ON, rf"{_DIGEST_KO}\s?(?:{_ON_KO})|(?:주간|매주)\s?(?:질문\s?)?(?:요약|다이제스트|리포트)"),
    (
        Wish.DIGEST_ON,
        r"(?:(?:start|enable|turn on|send|post)(?:\sus)?\s(?:the\s|a\s)?)?(?:weekly\s)?digest(?:\s(?:on|here|please))?",
    ),
)
#: What the wishes that newcomers have are called, letter by letter: a slip in a syllable is one in a letter of it.
_CALLED: Mapping[str, Wish] = {
    unicodedata.normalize("NFD", name): wish
    for wish, names in (
        (
            Wish.LEARN,
            ("온보딩", "온보딩 시작", "온보딩 계속하기", "튜토리얼", "onboarding", "start onboarding", "lesson", "tutorial"),
        ),
        (Wish.LEARN, ("continue",)),
        (Wish.LABS, ("실습 시작", "실습 목록")),
    )
    for name in names
}
_ONE_SLIP, _LONGEST_NAME = 0.83, 20
_PLEASE = re.compile(r"\s(?:please|pls|plz)$|^please\s|(?<=줘)\s?요$", re.IGNORECASE)
_WISHES = tuple((wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in _SAID)


def wish_in(text: str) -> Wish | None:
    """Give the wish that a whole message is; None where it is anything else."""
    said = _PLEASE.sub("", plain(text).strip(" .!~?"))
    found = next((wish for wish, pattern in _WISHES if pattern.fullmatch(said)), None)
    return found or _slipped(said)


def _slipped(said: str) -> Wish | None:
    """Give the wish whose name was mistyped: "온보등", "lesosn". What differs by more than a slip is anything else."""
    letters = unicodedata.normalize("NFD", said.casefold())
    near = get_close_matches(letters, _CALLED, n=1, cutoff=_ONE_SLIP) if len(said) <= _LONGEST_NAME else []
    return _CALLED[near[0]] if near else None
