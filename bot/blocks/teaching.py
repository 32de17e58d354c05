"""An answer that somebody teaches: the form, what a maintainer decides on, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.mrkdwn import from_markdown
from bot.blocks.paging import sections
from bot.blocks.parts import (
    BUTTON_LIMIT,
    Json,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    cut,
    esc,
    field,
    fill,
    join,
    link,
    menu,
    modal,
    option,
    person,
    quote,
    section,
    writing_field,
)
from bot.ids import Action, Block, Callback
from bot.phrases import teaching as words
from bot.phrases.forgetting import FORGOTTEN
from knowledge.check import LONGEST_TITLE
from knowledge.entry import LANGS
from knowledge.schema import LONGEST_PHRASING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.taught import Taught
    from diagnostics.model.words import Lang, Words
    from knowledge.entry import Entry
    from knowledge.taught.proposal import Proposal

#: The question travels with its button, within what a button may carry.
QUESTION_KEPT = 1200
#: What Slack takes in a field to write in.
WRITTEN_LIMIT = 3000
LINK_LIMIT = 500
REASON_LIMIT = 500
#: What stands for "no entry" in the menu of entries to correct.
NEW = "-"
_WAYS_SHOWN = 1500
_LABELS = {"ko": words.ANSWER_KO, "en": words.ANSWER_EN}
_HEADS = {"ko": words.IN_KOREAN, "en": words.IN_ENGLISH}
_FIELDS = {"ko": Block.ANSWER_KO, "en": Block.ANSWER_EN}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a maintainer has to know beside a proposal.

    `replaces`: the title of the entry that it corrects. `gone`: the id of one that it should correct and that is gone.
    `today`: the title of what answers its question now. `clash`: a question that another entry claims, and that entry.
    `own`: whether whoever looks at it has proposed it.
    """

    replaces: str = ""
    gone: str = ""
    today: str = ""
    clash: tuple[str, Entry] | None = None
    own: bool = False


def teach_button(label: str, question: str, lang: Lang, entry_id: str = "") -> Json:
    """Give the button that opens the form, with the question and the entry that is wrong, where there is one."""
    entry = {"e": entry_id} if entry_id else {}
    return button(label, Action.TEACH, _value(q=question[:QUESTION_KEPT], l=lang, **entry))


def offer(lang: Lang) -> list[Json]:
    """Give the way to the form where it cannot be opened without a click."""
    return [section(fill(words.OPEN_FORM, lang)), actions(teach_button(words.TITLE.say(lang), "", lang))]


def form(lang: Lang, said: Proposal, entries: Sequence[Entry] = (), *, decides: Taught | None = None) -> Json:
    """Give the form with what is known already; with `decides`, the one in which a maintainer edits a proposal."""
    own, other = (LANGS[0], LANGS[1]) if lang == "ko" else (LANGS[1], LANGS[0])
    rows = [
        _question(lang, said),
        _answer(own, lang, said),
        _answer(other, lang, said),
        _optional(Block.OTHER_WAYS, (words.WAYS, words.WAYS_EXAMPLE, words.WAYS_HINT), lang, "\n".join(said.ways)),
        _optional(Block.TITLE, (words.NAME, words.NAME_EXAMPLE, words.NAME_HINT), lang, said.title),
        _optional(Block.LINK, (words.LINK, words.LINK_EXAMPLE, words.LINK_HINT), lang, said.link),
        *_corrects(lang, said, entries),
    ]
    carried = {"l": lang} if decides is None else {"l": lang, "p": decides.id, "v": str(decides.version)}
    return modal(
        title=(words.TITLE if decides is None else words.EDIT_TITLE).say(lang),
        close=words.CLOSE.say(lang),
        blocks=rows if decides is not None else [context(fill(words.HOW, lang)), *rows],
        callback=Callback.TEACH_VIEW if decides is None else Callback.TEACH_EDIT_VIEW,
        submit=(words.SUBMIT if decides is None else words.SAVE).say(lang),
        metadata=_value(**carried),
    )


def _question(lang: Lang, said: Proposal) -> Json:
    element = writing_field(Action.TEACH, words.QUESTION_EXAMPLE.say(lang), LONGEST_PHRASING, said.question)
    return field(Block.QUESTION, words.QUESTION.say(lang), element)


def _answer(of: Lang, lang: Lang, said: Proposal) -> Json:
    element = writing_field(Action.TEACH, words.ANSWER_EXAMPLE.say(lang), WRITTEN_LIMIT, said.answer(of), lines=True)
    return field(_FIELDS[of], _LABELS[of].say(lang), element, hint=words.ANSWER_HINT.say(lang))


_LIMITS = {Block.OTHER_WAYS: WRITTEN_LIMIT, Block.TITLE: LONGEST_TITLE, Block.LINK: LINK_LIMIT}


def _optional(block: Block, said: tuple[Words, Words, Words], lang: Lang, initial: str) -> Json:
    label, example, hint = (one.say(lang) for one in said)
    lines = block is Block.OTHER_WAYS
    return field(block, label, writing_field(Action.TEACH, example, _LIMITS[block], initial, lines=lines), hint=hint)


def _corrects(lang: Lang, said: Proposal, entries: Sequence[Entry]) -> list[Json]:
    if not entries:
        return []
    new = option(words.A_NEW_ONE.say(lang), NEW)
    known = {one.id: option(one.title.say(lang), one.id) for one in entries}
    chosen = known.get(said.corrects, new)
    picker = menu(Action.TEACH, words.CORRECTS.say(lang), [("-", [new, *known.values()])], chosen)
    return [field(Block.CORRECTS, words.CORRECTS.say(lang), picker, hint=words.CORRECTS_HINT.say(lang))]


def review(one: Taught, lang: Lang, about: About) -> list[Json]:
    """Give a proposal as a maintainer sees it, with what they can do while it waits, else with what became of it."""
    head = fill(words.PROPOSED, lang, person=somebody(one.proposer, lang))
    blocks = [section(head), *_content(one, lang), *_beside(one, lang, about)]
    if not one.waits:
        return [*blocks, section(outcome(one, lang))]
    return [*blocks, _choices(one, lang, about)]


def _choices(one: Taught, lang: Lang, about: About) -> Json:
    value = _of(one)
    if about.own:
        return actions(button(words.EDIT.say(lang), Action.TEACH_EDIT, value), _withdraw(one, lang))
    row = [
        button(words.EDIT.say(lang), Action.TEACH_EDIT, value),
        button(words.DECLINE.say(lang), Action.TEACH_DECLINE, value),
    ]
    if about.clash is not None:
        _, other = about.clash
        label = cut(fill_plain(words.REPLACE, lang, title=other.title.say(lang)), BUTTON_LIMIT)
        instead = _value(p=one.id, v=str(one.version), e=other.id)
        return actions(button(label, Action.TEACH_REPLACE, instead), *row)
    return actions(button(words.APPROVE.say(lang), Action.TEACH_APPROVE, value, primary=True), *row)


def fill_plain(said: Words, lang: Lang, **particulars: str) -> str:
    """Give a sentence for a place that shows no markup."""
    return said.say(lang).format(**particulars)


def mine(one: Taught, lang: Lang, *, alone: bool) -> list[Json]:
    """Give a proposal as its proposer sees it: with a way to take it back while it waits, else with what became of it."""
    if not one.waits:
        return [*_content(one, lang), section(outcome(one, lang))]
    said = fill(words.NOBODY_ELSE if alone else words.THANKS, lang)
    return [section(said), *_content(one, lang), actions(_withdraw(one, lang))]


def _withdraw(one: Taught, lang: Lang) -> Json:
    return button(words.WITHDRAW.say(lang), Action.TEACH_WITHDRAW, _of(one))


def outcome(one: Taught, lang: Lang) -> Mrkdwn:
    """Give what became of a proposal, and by whom."""
    return fill(words.BECAME[one.status.value], lang, **_whom(one, lang))


def somebody(user: str, lang: Lang) -> Mrkdwn:
    """Give the mention of who had a hand in a proposal; of whoever was forgotten since, that they were."""
    return person(user) if user else fill(FORGOTTEN, lang)


def _whom(one: Taught, lang: Lang) -> dict[str, Mrkdwn]:
    return {"person": somebody(one.decided_by, lang), "reason": esc(one.reason)}


def decided(said: Words, one: Taught, lang: Lang) -> Mrkdwn:
    """Give what the proposer is told of a decision."""
    return fill(said, lang, question=esc(one.said.question), editor=somebody(one.edited_by, lang), **_whom(one, lang))


def _content(one: Taught, lang: Lang) -> list[Json]:
    """Give what was proposed, as it was written."""
    said = one.said
    blocks = [section(join((bold(words.ASKED.say(lang)), quote(said.question)), "\n"))]
    for of in said.langs:
        blocks += [section(bold(_HEADS[of].say(lang))), *sections(from_markdown(said.answer(of)))]
    ways = cut(" · ".join(f"“{way}”" for way in said.ways), _WAYS_SHOWN)
    small = [
        fill(words.CALLED, lang, title=esc(said.title)) if said.title else esc(""),
        fill(words.ALSO_ASKED, lang, ways=esc(ways)) if ways else esc(""),
        fill(words.SEE, lang, link=link(said.link, said.link)) if said.link else esc(""),
    ]
    return [*blocks, context(*small)] if any(small) else blocks


def _beside(one: Taught, lang: Lang, about: About) -> list[Json]:
    notes = [fill(words.EDITED_BY, lang, person=person(one.edited_by))] if one.edited_by else []
    if about.replaces:
        notes.append(fill(words.REPLACES, lang, title=esc(about.replaces)))
    if about.gone and one.waits:
        notes.append(fill(words.REPLACES_GONE, lang, title=esc(about.gone)))
    if about.own and one.waits:
        notes.append(fill(words.OWN, lang))
    if about.clash is not None and one.waits:
        notes.append(clash(about.clash, lang))
    elif about.today and one.waits:
        notes.append(fill(words.ANSWERED_TODAY, lang, title=esc(about.today)))
    return [context(*notes)] if notes else []


def clash(found: tuple[str, Entry], lang: Lang) -> Mrkdwn:
    """Give why a proposal cannot be approved as it is: which question another entry claims."""
    phrase, other = found
    return fill(words.CLASHES, lang, phrase=esc(phrase), title=esc(other.title.say(lang)))


def decline_form(one: Taught, lang: Lang) -> Json:
    """Give the form in which a maintainer says why not."""
    element = writing_field(Action.TEACH_DECLINE, words.DECLINE_EXAMPLE.say(lang), REASON_LIMIT, lines=True)
    return modal(
        title=words.DECLINE_TITLE.say(lang),
        close=words.CLOSE.say(lang),
        blocks=[section(quote(one.said.question)), field(Block.REASON, words.DECLINE_REASON.say(lang), element)],
        callback=Callback.TEACH_DECLINE_VIEW,
        submit=words.DECLINE.say(lang),
        metadata=_value(p=one.id, v=str(one.version), l=lang),
    )


def retire_form(one: Taught, lang: Lang) -> Json:
    """Give the question whether an entry is really to be taken out of service."""
    notes = [fill(words.RETIRE_WHAT, lang)]
    if one.said.corrects:
        notes.append(fill(words.RETIRE_BACK, lang))
    return modal(
        title=words.RETIRE_TITLE.say(lang),
        close=words.CLOSE.say(lang),
        blocks=[section(join(notes, "\n")), *_content(one, lang)],
        callback=Callback.TEACH_RETIRE_VIEW,
        submit=words.RETIRE_SUBMIT.say(lang),
        metadata=_value(p=one.id, l=lang),
    )


def told(why: Mrkdwn, lang: Lang) -> Json:
    """Give what stands in the place of the question whether to retire, where that cannot be."""
    return modal(
        title=words.RETIRE_TITLE.say(lang),
        close=words.CLOSE.say(lang),
        blocks=[section(why)],
        callback=Callback.TEACH_RETIRE_VIEW,
    )


def _of(one: Taught) -> str:
    return _value(p=one.id, v=str(one.version))


def _value(**what: str) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
