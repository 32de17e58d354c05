"""Wishes that are no question and no diagnosis: to learn, to practise, to teach, to see what was asked in vain. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.understanding.intents import plain


class Wish(StrEnum):
    """What somebody may wish for in words; one surface grants each."""

    LEARN = "learn"  # start the path through the notes, or go on with it
    PROGRESS = "progress"  # how far they are
    RESTART = "restart"  # start the path over
    LABS = "labs"  # broken networks to practise on
    TEACH = "teach"  # propose an answer
    GAPS = "gaps"  # what was asked in vain
    TEAM = "team"  # who is where on the path
    DIGEST_ON = "digest-on"  # a weekly summary in this channel
    DIGEST_OFF = "digest-off"


#: What may stand behind the thing that is wished for, in Korean, and before it, in English.
_KO = (
    r"시작(?:할래요?|하기|해\s?줘요?|하자|해요?)?|할래요?|하고\s?싶어요?|하자|하기|해\s?줘요?|이어서(?:\s?하기)?|이어가기|"
    r"계속(?:할래요?|하기)?|보기|볼래요?|보여\s?줘요?|알려\s?줘요?|목록(?:\s?보여\s?줘요?)?|줘요?|해\s?볼래요?|어때요?"
)
_EN = r"(?:(?:show|see|list|give|start|begin|continue|resume|take|open)\s)?(?:me\s)?(?:(?:the|my|our|a|all|next)\s)?"
_TEACH_KO = r"알려\s?줄게요?|알려\s?주기|추가(?:할래요?|하기)?|제안(?:할래요?|하기)?|등록(?:할래요?|하기)?"
_DIGEST_KO = r"(?:(?:주간|매주)\s?)?(?:질문\s?)?(?:요약|다이제스트|리포트)(?:을|를)?"
_ON_KO = r"켜기|켜\s?줘요?|켜\s?주세요|받을래요?|받고\s?싶어요|보내\s?(?:줘요?|주세요)|올려\s?(?:줘요?|주세요)|시작|구독"
_OFF_KO = (
    r"끄기|꺼\s?줘요?|꺼\s?주세요|그만|중지|해지|안\s?받을래요?|"
    r"그만\s?(?:보내|올려)\s?(?:줘요?|주세요)|(?:보내|올리)지\s?마(?:요|세요)?"
)


def _wanted(ko: str, en: str) -> str:
    return rf"(?:{ko})(?:을|를)?(?:\s?(?:{_KO}))?|{_EN}(?:{en})"


#: What each wish may be said as: the whole message, in either language.
_SAID: tuple[tuple[Wish, str], ...] = (
    (
        Wish.RESTART,
        r"(?:(?:온보딩|학습|수업|레슨|진도)(?:을|를)?\s?)?(?:처음부터(?:\s?다시)?|초기화|리셋)(?:\s?(?:할래요?|하기|해\s?줘요?|시작))?",
    ),
    (Wish.RESTART, r"(?:start over|restart|reset)(?:\s(?:the|my))?(?:\s(?:path|lessons?|onboarding|progress))?"),
    (Wish.TEAM, _wanted(r"(?:우리\s?)?(?:팀|팀원)\s?(?:진도|학습\s?현황|진행\s?상황)", r"team(?:['’]s)?\sprogress")),
    (Wish.PROGRESS, _wanted(r"(?:내\s?)?(?:진도|학습\s?현황|진행\s?상황)", "progress") + "|how far am i"),
    (Wish.LABS, _wanted(r"실습|랩|연습(?:\s?문제)?", "labs?|practi[cs]e")),
    (
        Wish.LEARN,
        _wanted(
            r"온보딩|학습|공부|수업|(?:다음\s)?레슨|교육|튜토리얼",
            "onboarding|lessons?|learning(?: path)?|learn|tutorial",
        ),
    ),
    (Wish.LEARN, r"이어서\s?(?:하기|할래요?|해\s?줘요?)|계속\s?(?:하기|할래요?)|continue|resume|teach me|onboard me"),
    (Wish.LEARN, r"(?:저\s?)?(?:새로\s?왔어요|처음\s?왔어요|신입이에요)"),
    (Wish.LEARN, r"(?:뭐|무엇)부터\s?(?:공부해요|배워요|하면\s?(?:돼요|되나요))"),
    (Wish.LEARN, r"(?:i['’]?m|i am)\snew(?:\shere)?|where (?:do|should) i (?:start|begin)"),
    (Wish.PROGRESS, r"(?:(?:나|저|내가|제가)\s?)?어디까지\s?(?:했|왔)(?:지|죠|나요?|어요?)|where (?:am|was) i"),
    (Wish.TEAM, r"(?:누가\s?어디까지|다들\s?어디까지)\s?(?:했|왔)(?:지|죠|나요?|어요?)|who(?:['’]s| is) where"),
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
_WISHES = tuple((wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in _SAID)


def wish_in(text: str) -> Wish | None:
    """Give the wish that a whole message is; None where it is anything else."""
    said = plain(text).strip(" .!~?")
    return next((wish for wish, pattern in _WISHES if pattern.fullmatch(said)), None)
