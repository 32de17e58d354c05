"""A diagnosis as messages: the verdict first, then the way, the causes, what to do, what was not seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.paging import sections
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    code,
    code_block,
    context,
    divider,
    esc,
    fill,
    join,
    section,
)
from bot.ids import Action
from diagnostics.explain.explanation import Mark
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnostics.explain.explanation import Cause, Explanation, WayStep
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang, Words

SIGNS = {
    VerdictClass.PRIVATE: ":white_check_mark:",
    VerdictClass.PUBLIC: ":warning:",
    VerdictClass.BLOCKED: ":no_entry:",
    VerdictClass.MIXED: ":twisted_rightwards_arrows:",
    VerdictClass.ELSEWHERE: ":arrow_right_hook:",
    VerdictClass.UNKNOWN: ":grey_question:",
    VerdictClass.NOT_IN_VPC: ":information_source:",
}
MARKS = {
    Mark.OK: "",
    Mark.WARN: "  :small_orange_diamond:",
    Mark.BAD: "  :x:",
    Mark.UNKNOWN: "  :grey_question:",
}
MOST_CAVEATS = 4
#: Causes that are told at length in the report; the rest by their titles, and whole to whoever asks why or how.
DETAILED = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnosis with its sentences in the asker's language."""

    diagnosis: Diagnosis
    explanation: Explanation

    @property
    def lang(self) -> Lang:
        """Give the language of the sentences."""
        return self.explanation.lang


def names(diagnosis: Diagnosis) -> tuple[str, str]:
    """Give what a person calls the two ends: the Name tag or the id, and the bucket, the service or the hostname."""
    case, source = diagnosis.case, diagnosis.case.source
    instance = case.snapshot.instances.get(source.instance_id or "")
    machine = (instance.name if instance else "") or source.instance_id or source.eni_id
    asked = f"lambda:{source.function}" if source.function else machine or case.subnet.name or case.subnet.id
    to = case.destination.bucket and f"s3://{case.destination.bucket}"
    return asked, to or case.destination.service or case.destination.hostname


def ends(told: Told) -> Json:
    """Give in small print what a diagnosis is about."""
    return context(join(map(code, names(told.diagnosis)), " → "))


def verdict(told: Told) -> list[Json]:
    """Give the first message: the verdict in one sentence, and in small print what it is about."""
    diagnosis, explanation, lang = told.diagnosis, told.explanation, told.lang
    case = diagnosis.case
    source, to = names(diagnosis)
    place = [part for part in (case.source.account, case.source.region, case.vpc.id) if part]
    small = [
        join((code(source), code(to)), " → "),
        code(diagnosis.verdict.value),
        fill(wording.TRUST, lang, confidence=esc(wording.SURE[diagnosis.confidence.value].say(lang))),
        join(map(esc, place), " · "),
    ]
    if case.snapshot.taken_at:
        small.append(fill(wording.TAKEN_AT, lang, at=esc(_minute(case.snapshot.taken_at))))
    sign = Mrkdwn(SIGNS[diagnosis.verdict_class])
    return [
        section(join((sign, bold(explanation.headline)), " ")),
        *([context(esc(explanation.private_line))] if explanation.private_line else []),
        context(join(small, "  ·  ")),
    ]


def _minute(at: str) -> str:
    """Give a time stamp to the minute; one of another shape as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*(?:Z|\+00:00)", at)
    return f"{found[1]} {found[2]} UTC" if found else at


def headline(told: Told) -> Mrkdwn:
    """Give the verdict alone: for notifications and for readers of the screen."""
    return esc(told.explanation.headline)


def details(told: Told) -> list[Json]:
    """Give everything behind the verdict, in the order in which one reads it, with the buttons at the end."""
    blocks = [*way(told), *branches(told), *causes(told, DETAILED), *fix(told, DETAILED), *unseen(told), *assumptions(told)]
    return [*blocks, *buttons(told), context(_hint(told))]


def _hint(told: Told) -> Mrkdwn:
    """Give the small print that says how to go on, with the name of a place that is there."""
    case = told.diagnosis.case
    if not case.vpc.id:
        return fill(wording.FOLLOW_UP_HINT_NO_VPC, told.lang)
    others = [s for s in case.snapshot.subnets.values() if s.vpc_id == case.vpc.id and s.id != case.subnet.id]
    other = min((s.name or s.id for s in others), key=len, default="")
    words = wording.FOLLOW_UP_HINT if other else wording.FOLLOW_UP_HINT_ALONE
    return fill(words, told.lang, other=esc(other))


def way(told: Told) -> list[Json]:
    """Give the way hop by hop; each lane by itself where there are several."""
    lanes = told.explanation.lanes
    if not told.explanation.way:
        return []
    if len(lanes) <= 1:
        return _titled(wording.WAY, told.lang, steps(told.explanation.way))
    parts = [join((join((esc(lane.when), bold(lane.name)), ": "), steps(lane.steps)), "\n") for lane in lanes]
    return _titled(wording.WAY, told.lang, join(parts, "\n\n"))


def steps(places: Iterable[WayStep]) -> Mrkdwn:
    """Give the places of a way, numbered, each with its mark."""
    return join(
        (join((esc(f"{at}. {step.text}"), Mrkdwn(MARKS[step.mark]))) for at, step in enumerate(places, start=1)), "\n"
    )


def branches(told: Told) -> list[Json]:
    """Give the parts of a verdict that depends."""
    parts = told.explanation.parts
    lines = [join((bold(part.when), esc(part.text)), ": ") for part in parts]
    return _titled(wording.BRANCHES, told.lang, bullets(lines)) if lines else []


def causes(told: Told, most: int | None = None) -> list[Json]:
    """Give the causes, the gravest first, with what was seen of each; those beyond `most` by their titles."""
    found = told.explanation.causes
    if not found:
        return _titled(wording.CAUSES, told.lang, fill(wording.NO_CAUSES, told.lang))
    numbered = list(enumerate(found, start=1))
    shown = [_cause(at, one) for at, one in numbered[:most]]
    rest = [_cause_title(at, one) for at, one in numbered[len(shown) :]]
    return _titled(wording.CAUSES, told.lang, join((*shown, *([join(rest, "\n")] if rest else [])), "\n\n"))


def _cause(at: int, cause: Cause) -> Mrkdwn:
    return join(
        (_cause_title(at, cause), esc(cause.why), *(join((Mrkdwn(">"), esc(fact))) for fact in cause.evidence[:3])), "\n"
    )


def _cause_title(at: int, cause: Cause) -> Mrkdwn:
    return join((esc(f"{at}. "), bold(cause.title), esc(f" ({cause.severity_name}) "), code(cause.code)))


def evidence(told: Told) -> list[Json]:
    """Give every quoted fact with the call that said it."""
    facts = [
        (item.call, item.subject, item.fact.say(told.lang))
        for finding in told.diagnosis.findings
        for item in finding.evidence
    ]
    lines = [join((code(call), code(subject), esc(fact)), "  ") for call, subject, fact in dict.fromkeys(facts)]
    lines = lines or [esc(fact) for cause in told.explanation.causes for fact in cause.evidence]
    return _titled(wording.EVIDENCE, told.lang, bullets(lines) if lines else fill(wording.NO_EVIDENCE, told.lang))


def fix(told: Told, most: int | None = None) -> list[Json]:
    """Give what to do: a sentence a cause, then the commands of each, ready to be copied; of `most` causes, where given."""
    every = [cause for cause in told.explanation.causes if cause.fix]
    found = every[:most]
    if not found and not told.explanation.next:
        return _titled(wording.WHAT_TO_DO, told.lang, fill(wording.NO_FIX, told.lang))
    first = told.explanation.next
    rest = dict.fromkeys(cause.fix for cause in found if cause.fix not in first)
    lines = [esc(line) for line in (first, *rest) if line]
    blocks = _titled(wording.WHAT_TO_DO, told.lang, bullets(lines))
    commands = _commands(found)
    if commands:
        blocks += sections(code_block(commands))
    caveats = dict.fromkeys(caveat for cause in found for caveat in cause.caveats)
    if caveats:
        blocks.append(context(bullets(map(esc, list(caveats)[:MOST_CAVEATS]), ":warning: ")))
    if len(every) > len(found):
        blocks.append(context(fill(wording.MORE_TO_DO, told.lang, count=esc(str(len(every) - len(found))))))
    return blocks


def _commands(found: Sequence[Cause]) -> str:
    """Give the commands, below the title of the cause that each set of them is for where there are several."""
    sets = {cause: [*dict.fromkeys(cause.cli)] for cause in found if cause.cli}
    if len(sets) == 1:
        return "\n".join(*sets.values())
    return "\n\n".join("\n".join((f"# {cause.title}", *commands)) for cause, commands in sets.items())


def unseen(told: Told) -> list[Json]:
    """Give what could not be seen, and what would let us see it; nothing where everything was."""
    lines = told.explanation.unseen
    return _titled(wording.UNSEEN, told.lang, bullets(map(esc, lines))) if lines else []


def assumptions(told: Told) -> list[Json]:
    """Give what was taken for granted."""
    lines = told.explanation.assumptions
    return [context(join((bold(wording.ASSUMED.say(told.lang)), join(map(esc, lines), " ")), " "))] if lines else []


def buttons(told: Told) -> list[Json]:
    """Give the row of buttons that a diagnosis ends with; a function outside every VPC has no network to show."""
    row = [button(wording.SHOW_EVIDENCE.say(told.lang), Action.SHOW_EVIDENCE)]
    if told.diagnosis.case.vpc.id:
        row.append(button(wording.SHOW_ROUTES.say(told.lang), Action.SHOW_ROUTES))
        row.append(button(wording.ANOTHER_SUBNET.say(told.lang), Action.ANOTHER_SUBNET))
    return [actions(*row)]


def divided(groups: Iterable[list[Json]]) -> list[Json]:
    """Give several diagnoses below each other with a line between."""
    out: list[Json] = []
    for group in groups:
        out += [divider(), *group] if out else group
    return out


def _titled(title: Words, lang: Lang, text: Mrkdwn) -> list[Json]:
    return sections(join((bold(title.say(lang)), text), "\n"))
