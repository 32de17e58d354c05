"""Proven fixes as messages: what to do, what it was proven to give, what else it changes, and the commands as one piece."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import remedies
from bot.blocks.paging import pieces, sections
from bot.blocks.parts import (
    SMALL_LIMIT,
    VALUE_LIMIT,
    Json,
    Mrkdwn,
    bold,
    bullets,
    button,
    code,
    context,
    divider,
    esc,
    fill,
    join,
    preformatted,
)
from bot.ids import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.explain.fixing import FixStory
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Verdict
    from diagnostics.model.words import Lang

#: Longer commands come as a file: a message that Slack cuts would cut a command.
COMMANDS_LIMIT = 2500
COMMANDS_FILE, TERRAFORM_FILE = "fix.sh", "fix.tf"


@dataclass(frozen=True, slots=True)
class Offer:
    """A proven fix in words, and the verdict that it was proven to give."""

    story: FixStory
    verdict: Verdict


def fix(offer: Offer, lang: Lang, at: int = 1, of: int = 1) -> list[Json]:
    """Give one fix, the how many-th of how many."""
    story = offer.story
    title = remedies.FIX.say(lang) if of == 1 else remedies.FIX_OF_MANY.say(lang).format(at=at, of=of)
    steps = [esc(f"{number}. {step}") for number, step in enumerate(story.steps, start=1)]
    blocks = sections(join((bold(f"{title} · {story.title}"), *steps, proven(offer, lang)), "\n"))
    blocks += runs(story.commands, COMMANDS_FILE, lang)
    return [*blocks, *aftermath(story.elsewhere, story.warnings, lang)]


def proven(offer: Offer, lang: Lang) -> Mrkdwn:
    """Say that the fix was made to a copy, and what became of it there."""
    return fill(remedies.VERIFIED, lang, code=code(offer.verdict.value), name=esc(offer.story.verdict_after))


def aftermath(elsewhere: Sequence[str], warnings: Sequence[str], lang: Lang) -> list[Json]:
    """Give what else a change does: to other subnets and services, then to people, policies and bills."""
    blocks: list[Json] = []
    if elsewhere:
        blocks += sections(join((bold(remedies.ELSEWHERE.say(lang)), bullets(map(esc, elsewhere))), "\n"))
    else:
        blocks.append(context(fill(remedies.NOTHING_ELSEWHERE, lang)))
    return [*blocks, *map(context, pieces(bullets(map(esc, warnings), ":warning: "), SMALL_LIMIT))]


def runs(lines: Sequence[str], file: str, lang: Lang) -> list[Json]:
    """Give commands as one block to be copied; where they are too long for one, say in which file they are."""
    if not lines:
        return []
    if in_file(lines):
        return [context(fill(remedies.COMMANDS_IN_FILE, lang, file=code(file)))]
    return [preformatted("\n".join(lines))]


def in_file(lines: Sequence[str]) -> bool:
    """Say whether these lines are too long for a block of a message."""
    return sum(len(line) + 1 for line in lines) > COMMANDS_LIMIT


def others(offers: Sequence[Offer], lang: Lang) -> list[Json]:
    """Give every fix but the first, each by itself."""
    if len(offers) <= 1:
        return [context(fill(remedies.ONLY_FIX, lang))]
    blocks: list[Json] = []
    for at, offer in enumerate(offers[1:], start=2):
        blocks += [*([divider()] if blocks else []), *fix(offer, lang, at, len(offers))]
    return blocks


def buttons(offers: Sequence[Offer], diagnosis: Diagnosis, lang: Lang) -> list[Json]:
    """Give what can be pressed below a report that holds a fix: the picture of both, the other fixes, Terraform."""
    if not offers:
        return []
    first = offers[0].story
    carried = value(diagnosis, first.changes, lang)
    if len(carried) > VALUE_LIMIT:
        return []
    row = [button(remedies.BEFORE_AFTER.say(lang), Action.BEFORE_AFTER, carried, primary=True)]
    if (more := len(offers) - 1) > 0:
        label = remedies.OTHER_FIX if more == 1 else remedies.OTHER_FIXES
        row.append(button(label.say(lang).format(count=more), Action.OTHER_FIXES, carried))
    if first.terraform:
        row.append(button(remedies.TERRAFORM.say(lang), Action.TERRAFORM, carried))
    return row


def value(diagnosis: Diagnosis, changes: Sequence[str], lang: Lang, *, as_asked: bool = False) -> str:
    """Give what a button carries: between which ends, and which changes.

    The source goes by its id, or `as_asked`: in the asker's words, unless they name a VPC and with it other subnets too.
    """
    query, source, vpc = diagnosis.case.query, diagnosis.case.source, diagnosis.case.vpc
    place = source.asked if source.function else source.eni_id or source.instance_id or source.subnet_id or query.source
    if as_asked and query.source not in {vpc.id, vpc.name}:
        place = query.source
    what = {"s": place, "d": query.to, "c": "\n".join(changes), "l": lang}
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def terraform(text: str, steps: Sequence[str], lang: Lang) -> list[Json]:
    """Give changes as Terraform."""
    if not text:
        return [context(fill(remedies.NO_TERRAFORM, lang))]
    title = fill(remedies.TERRAFORM_OF, lang, changes=join(map(esc, steps), " + "))
    return [*sections(title), *runs(text.split("\n"), TERRAFORM_FILE, lang)]
