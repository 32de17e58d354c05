"""Evidence for the terminal: what tools would show from the source, and what pasted output proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence import Stance
from diagnostics.model.words import Words
from diagnostics.render import labels
from diagnostics.render.lines import INDENT, NARROWEST, WIDTH, block, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diagnostics.evidence import Comparison, Prediction, Reading
    from diagnostics.model.words import Lang

_FROM_THERE = Words(
    "거기서 직접 보면 (예상 출력. x는 그때그때 다른 값, …는 생략한 줄)",
    "What you would see from there (expected output; x varies from run to run, … stands for lines left out)",
)
_SAME_THEN = Words("바꾼 뒤에도 똑같이 보여요.", "It looks the same afterwards.")
_PASTED: Mapping[Stance, Words] = {
    Stance.AGREES: Words("붙여 준 출력은 설정과 맞아요.", "What you pasted agrees with the configuration."),
    Stance.CONTRADICTS: Words("붙여 준 출력이 설정과 맞지 않아요.", "What you pasted contradicts the configuration."),
    Stance.SAYS_NOTHING: Words(
        "붙여 준 출력은 이 경로에 대해 알려 주는 게 없어요.", "What you pasted says nothing about this path."
    ),
}
_STANCES: Mapping[Stance, Words] = {
    Stance.AGREES: Words("설정과 맞아요", "agrees with the configuration"),
    Stance.CONTRADICTS: Words("설정과 맞지 않아요", "contradicts the configuration"),
    Stance.SAYS_NOTHING: Words("이 경로와는 상관없어요", "says nothing about this path"),
}
_LIKELY = Words("이유로 짐작되는 것: {what}", "Likely why: {what}")
_NEXT = Words("다음에 볼 것: {what}", "Next: {what}")


def expected(now: Sequence[Prediction], lang: Lang, width: int = WIDTH, then: Sequence[Prediction] | None = None) -> str:
    """Give what each tool would show; with `then`, before and after a change, one tool after the other."""
    room = max(width, NARROWEST)
    if not now and not then:
        return ""
    lines = list(block(_FROM_THERE.say(lang), room))
    for command in dict.fromkeys(one.command for one in (*now, *(then or ()))):
        lines += ["", f"{INDENT}$ {plain(command)}"]
        mine = [one for one in now if one.command == command]
        later = None if then is None else [one for one in then if one.command == command]
        lines += [(INDENT + line).rstrip() for line in _shown(mine, later, lang, room - len(INDENT))]
    return "\n".join(lines)


def _shown(now: Sequence[Prediction], then: Sequence[Prediction] | None, lang: Lang, width: int) -> Iterator[str]:
    if then is None:
        yield from _outputs(now, "", width)
    elif [one.output for one in now] == [one.output for one in then]:
        yield from _outputs(now, "", width)
        yield from block(_SAME_THEN.say(lang), width)
    else:
        yield from _outputs(now, labels.TODAY.say(lang), width)
        yield from _outputs(then, labels.AFTERWARDS.say(lang), width)


def _outputs(predictions: Iterable[Prediction], when: str, width: int) -> Iterator[str]:
    for one in predictions:
        title = " · ".join(filter(None, (when, one.when)))
        if title:
            yield from block(f"[{title}]", width)
        yield from (f"{INDENT}{plain(line)}".rstrip() for line in one.output.splitlines())
        for sentence in filter(None, (one.proves, one.not_proven)):
            yield from block(sentence, width, "- ")


def agreement(comparison: Comparison, lang: Lang, width: int = WIDTH) -> str:
    """Give what pasted output comes to beside the diagnosis, and each observation in it by itself."""
    room = max(width, NARROWEST)
    lines = list(block(_PASTED[comparison.stance].say(lang), room))
    for number, reading in enumerate(comparison.readings, 1):
        lines += ["", *_reading(number, reading, lang, room)]
    return "\n".join(lines)


def _reading(number: int, reading: Reading, lang: Lang, width: int) -> Iterator[str]:
    quoted = reading.observation.quote.strip().splitlines()
    yield from block(f"{reading.observation.tool}: {_STANCES[reading.stance].say(lang)}", width, f"{number}. ")
    inner = width - 2 * len(INDENT)
    said = [reading.proves.say(lang), reading.agreement.say(lang)]
    said += [_LIKELY.say(lang).format(what=one.say(lang)) for one in reading.explanations]
    said += [_NEXT.say(lang).format(what=reading.look.say(lang))] if reading.look else []
    yield from (f"{INDENT}> {plain(line)}".rstrip() for line in quoted)
    for sentence in said:
        yield from (INDENT + line for line in block(sentence, inner, "- "))
