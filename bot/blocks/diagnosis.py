"""A diagnosis as messages: the verdict first, then the way, the causes, what to do, what was not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import captions, remedies, wording
from bot.blocks import feedback, fixes, lessons
from bot.blocks.dates import dated
from bot.blocks.onward import next_steps
from bot.blocks.paging import sections
from bot.blocks.parts import (
    VALUE_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    bullets,
    button,
    code,
    context,
    divider,
    esc,
    fill,
    join,
    link,
    section,
)
from bot.ids import Action
from diagnostics.explain.explanation import Mark
from diagnostics.model.finding import Severity
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.blocks.fixes import Offer
    from bot.blocks.lessons import Lesson
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
MOST_CAVEATS, MOST_LESSONS = 4, 3
#: Causes that are told at length in the report; the rest by their titles, and whole to whoever asks why or how.
DETAILED = 2
#: Classes of which one wants a fix.
_WANTING = frozenset({VerdictClass.PUBLIC, VerdictClass.BLOCKED, VerdictClass.MIXED})


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnosis with its sentences in the asker's language, the fixes that were proven, and what explains its ideas."""

    diagnosis: Diagnosis
    explanation: Explanation
    fixes: tuple[Offer, ...] = ()
    lessons: tuple[Lesson, ...] = ()

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
        small.append(dated(fill(wording.TAKEN_AT, lang, at=esc(case.snapshot.moment))))
    sign = Mrkdwn(SIGNS[diagnosis.verdict_class])
    return [
        section(join((sign, bold(explanation.headline)), " ")),
        *([context(esc(explanation.private_line))] if explanation.private_line else []),
        context(join(small, "  ·  ")),
    ]


def headline(told: Told) -> Mrkdwn:
    """Give the verdict alone: for notifications and for readers of the screen."""
    return esc(told.explanation.headline)


def details(told: Told) -> list[Json]:
    """Give everything behind the verdict, in the order in which one reads it, with the buttons at the end."""
    blocks = [*way(told), *branches(told), *causes(told, DETAILED), *fix(told), *unseen(told), *assumptions(told)]
    blocks += asides(told.explanation.asides, told.lang)
    return [*blocks, *buttons(told), context(next_steps(told))]


def is_private(told: Told) -> bool:
    """Say whether nothing has to be mended, so that findings are only notes."""
    return told.diagnosis.verdict_class is VerdictClass.PRIVATE


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
    found, title = told.explanation.causes, wording.NOTES if is_private(told) else wording.CAUSES
    if not found and (is_private(told) or told.explanation.unseen):
        return []
    if not found:
        return _titled(wording.CAUSES, told.lang, fill(wording.NO_CAUSES, told.lang))
    stopping = sum(cause.severity is Severity.CRITICAL for cause in found)
    blocked = told.diagnosis.verdict_class is VerdictClass.BLOCKED and stopping > 1
    lead = [fill(remedies.BLOCKERS, told.lang, count=esc(str(stopping)))] if blocked else []
    numbered = list(enumerate(found, start=1))
    shown = [_cause(at, one) for at, one in numbered[:most]]
    rest = [_cause_title(at, one) for at, one in numbered[len(shown) :]]
    return _titled(title, told.lang, join((*lead, *shown, *([join(rest, "\n")] if rest else [])), "\n\n"))


def reasons(told: Told) -> list[Json]:
    """Give the answer to "why": the causes, else what could not be seen; where the way is private, the way itself."""
    return [*(way(told) if is_private(told) else []), *(causes(told) or unseen(told))]


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


def fix(told: Told) -> list[Json]:
    """Give the first proven fix; where none was proven, what to do next in words."""
    if told.fixes:
        return fixes.fix(told.fixes[0], told.lang, of=len(told.fixes))
    words = told.explanation.next
    found = [fill(remedies.NO_PROVEN_FIX, told.lang)] if told.diagnosis.verdict_class in _WANTING else []
    advice = dict.fromkeys(cause.fix for cause in told.explanation.causes[:DETAILED] if cause.fix and cause.fix not in words)
    lines = [esc(line) for line in (words, *advice) if line]
    if not lines:
        return _titled(wording.WHAT_TO_DO, told.lang, fill(wording.NO_FIX, told.lang))
    return [*_titled(wording.WHAT_TO_DO, told.lang, bullets(lines)), *([context(*found)] if found else [])]


def every_fix(told: Told) -> list[Json]:
    """Give all that was proven to help, with the buttons that belong to it."""
    more = fixes.others(told.fixes, told.lang) if len(told.fixes) > 1 else []
    row = [one for one in fixes.buttons(told.fixes, told.diagnosis, told.lang) if one["action_id"] != Action.OTHER_FIXES]
    return [*fix(told), *([divider(), *more] if more else []), *([actions(*row)] if row else [])]


def pages(told: Told) -> list[Json]:
    """Give every finding in full: what it is, why it matters, what was seen, what to do, and what explains the idea."""
    found = told.explanation.findings
    if not found:
        return [context(fill(remedies.NO_FINDINGS, told.lang))]
    return divided(_page(at, one, told) for at, one in enumerate(found))


def _page(at: int, cause: Cause, told: Told) -> list[Json]:
    rule = next(finding.rule for finding in told.diagnosis.findings if finding.rule.code == cause.code)
    parts = [_cause_title(at + 1, cause), esc(cause.why), *(join((Mrkdwn(">"), esc(fact))) for fact in cause.evidence)]
    parts.append(join((bold(wording.WHAT_TO_DO.say(told.lang)), esc(cause.fix)), "  "))
    blocks = sections(join(parts, "\n"))
    if cause.caveats:
        blocks.append(context(bullets(map(esc, cause.caveats[:MOST_CAVEATS]), ":warning: ")))
    if cause.cli:
        blocks += [
            context(fill(remedies.NOT_PROVEN_COMMANDS, told.lang)),
            *fixes.runs(cause.cli, f"{cause.code}.sh", told.lang),
        ]
    blocks.append(context(join((link(url, url) for url in rule.sources), "  ·  ")))
    return [*blocks, *lessons.buttons([one for one in told.lessons if one.code == cause.code], told.lang, at)]


def unseen(told: Told) -> list[Json]:
    """Give what could not be seen, and what would let us see it; nothing where everything was."""
    lines = told.explanation.unseen
    return _titled(wording.UNSEEN, told.lang, bullets(map(esc, lines))) if lines else []


def assumptions(told: Told) -> list[Json]:
    """Give what was taken for granted."""
    lines = told.explanation.assumptions
    return [context(join((bold(wording.ASSUMED.say(told.lang)), join(map(esc, lines), " ")), " "))] if lines else []


def asides(found: Iterable[Cause], lang: Lang) -> list[Json]:
    """Give in small print the titles of what is worth knowing whatever the verdict; nothing where there is nothing."""
    titles = {one.code: join((esc(one.title), code(one.code)), " ") for one in found}
    return [context(join((bold(wording.ASIDES.say(lang)), join(titles.values(), "  ·  ")), "  "))] if titles else []


def buttons(told: Told) -> list[Json]:
    """Give the rows of buttons that a diagnosis ends with; a function outside every VPC has no network to show."""
    row = fixes.buttons(told.fixes, told.diagnosis, told.lang)
    shown: list[tuple[Words, Action]] = [(wording.SHOW_EVIDENCE, Action.SHOW_EVIDENCE)]
    if told.explanation.findings:
        label = remedies.NOTES_IN_FULL if is_private(told) else remedies.FINDINGS
        shown.append((label, Action.SHOW_FINDINGS))
    if told.diagnosis.case.vpc.id:
        shown.append((wording.SHOW_ROUTES, Action.SHOW_ROUTES))
        shown.append((wording.ANOTHER_SUBNET, Action.ANOTHER_SUBNET))
        shown.append((captions.WHAT_TO_SEE, Action.SHOW_PREDICTED))
    # What a button is about is what this message is about, whatever the thread is about by then.
    carried, as_asked = (
        one if len(one) <= VALUE_LIMIT else ""
        for one in (fixes.value(told.diagnosis, (), told.lang), fixes.value(told.diagnosis, (), told.lang, as_asked=True))
    )
    row += [button(label.say(told.lang), action, carried) for label, action in shown]
    row.append(button(captions.DOWNLOAD.say(told.lang), Action.DOWNLOAD_SNAPSHOT, as_asked))
    explaining = {cause.code for cause in told.explanation.causes}
    ideas = lessons.first_of_each([one for one in told.lessons if one.code in explaining])
    judged = feedback.diagnosis_buttons(" → ".join(names(told.diagnosis)), told.lang)
    return [actions(*row), *lessons.buttons(ideas[:MOST_LESSONS], told.lang), actions(*judged)]


def divided(groups: Iterable[list[Json]]) -> list[Json]:
    """Give several diagnoses below each other with a line between."""
    out: list[Json] = []
    for group in groups:
        out += [divider(), *group] if out else group
    return out


def _titled(title: Words, lang: Lang, text: Mrkdwn) -> list[Json]:
    return sections(join((bold(title.say(lang)), text), "\n"))
