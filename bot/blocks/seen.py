"""What one's own tools show: predicted beside a diagnosis, and read where somebody pasted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import captions
from bot.blocks.dates import dated
from bot.blocks.diagnosis import names
from bot.blocks.paging import sections
from bot.blocks.parts import Json, Mrkdwn, bold, bullets, code, code_block, context, divider, esc, fill, join, section
from diagnostics.evidence import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.evidence import Comparison, Prediction, Reading
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

#: Readings that one answer explains; more are counted.
READINGS = 6
EXPLANATIONS = 3
STANCES = {
    Stance.AGREES: captions.EVIDENCE_AGREES,
    Stance.CONTRADICTS: captions.EVIDENCE_CONTRADICTS,
    Stance.SAYS_NOTHING: captions.EVIDENCE_SILENT,
}
SIGNS = {
    Stance.AGREES: ":white_check_mark:",
    Stance.CONTRADICTS: ":rotating_light:",
    Stance.SAYS_NOTHING: ":white_small_square:",
}


def compared(comparison: Comparison, diagnosis: Diagnosis, lang: Lang) -> list[Json]:
    """Give whether the pasted output agrees with the configuration, then what each piece of it proves."""
    blocks = [section(stance(comparison, lang)), context(join(map(code, names(diagnosis)), " → "))]
    for reading in comparison.readings[:READINGS]:
        blocks += sections(_reading(reading, lang))
    left = len(comparison.readings) - READINGS
    if left > 0:
        blocks.append(context(fill(captions.EVIDENCE_MORE, lang, count=esc(str(left)))))
    return blocks


def stance(comparison: Comparison, lang: Lang) -> Mrkdwn:
    """Give the first sentence: agreed, contradicted, or neither."""
    return fill(STANCES[comparison.stance], lang)


def _reading(reading: Reading, lang: Lang) -> Mrkdwn:
    sign = Mrkdwn(SIGNS[reading.stance])
    proves, agreement = reading.proves.say(lang), reading.agreement.say(lang)
    lines = [join((sign, bold(reading.observation.tool.value), esc(proves)), " ")]
    if agreement != proves:
        lines.append(esc(agreement))
    likely = [dated(esc(one.say(lang))) for one in reading.explanations[:EXPLANATIONS]]
    if likely:
        lines.append(join((bold(captions.EVIDENCE_LIKELY.say(lang)), bullets(likely)), "\n"))
    if reading.look is not None:
        lines.append(join((Mrkdwn(":point_right:"), esc(reading.look.say(lang))), " "))
    return join(lines, "\n")


def predicted(
    diagnosis: Diagnosis, now: Sequence[Prediction], change: str, after: Sequence[Prediction], lang: Lang
) -> list[Json]:
    """Give what each tool shows now and, where there is a fix, what it shows after it."""
    if not now:
        return sections(fill(captions.SEE_NOTHING, lang))
    source, _ = names(diagnosis)
    blocks = [section(fill(captions.SEE_NOW, lang, source=code(source)))]
    for one in now:
        blocks += _prediction(one)
    if after:
        blocks += [divider(), section(fill(captions.SEE_AFTER, lang, change=esc(change)))]
        known = {(one.tool, one.output) for one in now}
        for one in after:
            same = (one.tool, one.output) in known
            blocks += [context(fill(captions.SEE_SAME, lang, tool=code(one.command)))] if same else _prediction(one)
    return blocks


def _prediction(one: Prediction) -> list[Json]:
    lead = [esc(one.when)] if one.when else []
    shown = join((*lead, code_block(f"$ {one.command}\n{one.output}")), "\n")
    return [*sections(shown), context(esc(one.proves), esc(one.not_proven))]
