"""The two forms of a lab: what the cause is, in words; and a change, picked from what the network has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks.parts import Json, context, esc, field, fill, line_field, menu, modal, option, section, writing_field
from bot.ids import Action, Block, Callback
from bot.phrases import labs as words
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang

    #: A kind of change by its name and its title; what it asks for: a name, whether it may be left out, and the choices.
    Kind = tuple[str, str]
    Asked = tuple[str, bool, Sequence[tuple[str, str]] | None]

CAUSE_LIMIT = 500
VALUE_LIMIT = 300
NEW_GROUP = "sg-new"


def cause(lang: Lang, form: str) -> Json:
    """Give the form for a cause."""
    element = writing_field(Action.WRITE_CAUSE, words.CAUSE_EXAMPLE.say(lang), CAUSE_LIMIT, lines=True)
    return modal(
        title=words.CAUSE_TITLE.say(lang),
        close=words.CLOSE.say(lang),
        blocks=[field(Block.LAB_CAUSE, words.CAUSE_LABEL.say(lang), element)],
        callback=Callback.LAB_CAUSE_VIEW,
        submit=words.SUBMIT.say(lang),
        metadata=form,
    )


def change(kinds: Sequence[Kind], chosen: str, asked: Sequence[Asked], lang: Lang, form: str) -> Json:
    """Give the form for a change: first its kind, then what it is made to, as far as the network has any of that."""
    options = {name: option(title, name) for name, title in kinds}
    picker = menu(
        Action.CHOOSE_KIND,
        words.CHOOSE_KIND.say(lang),
        [(words.CHANGE_KIND.say(lang), list(options.values()))],
        options.get(chosen),
    )
    blocks = [field(Block.LAB_KIND, words.CHANGE_KIND.say(lang), picker, dispatch=True)]
    lacking = [slot for slot, optional, choices in asked if choices is not None and not choices and not optional]
    if not chosen:
        blocks.append(context(fill(words.CHOOSE_KIND_FIRST, lang)))
    elif lacking:
        named = ", ".join(_label(one, lang) for one in lacking)
        blocks.append(section(fill(words.NONE_OF_KIND, lang, what=esc(named))))
    else:
        blocks += [_slot(at, one, chosen, lang) for at, one in enumerate(asked)]
    return modal(
        title=words.CHANGE_TITLE.say(lang),
        close=words.CLOSE.say(lang),
        blocks=blocks,
        callback=Callback.LAB_CHANGE_VIEW,
        submit=words.SUBMIT.say(lang),
        metadata=form,
    )


def slot_block(kind: str, at: int) -> str:
    """Give the id of the block that asks for one thing; it names the kind, for another kind asks for other things."""
    return f"{Block.LAB_RESOURCE}:{kind}:{at}"


def _slot(at: int, asked: Asked, kind: str, lang: Lang) -> Json:
    slot, optional, choices = asked
    label = _label(slot, lang)
    if choices:
        shown = [option(words.NEW_GROUP.say(lang) if one == NEW_GROUP else title, one) for one, title in choices]
        element = menu(f"{Action.CHOOSE_RESOURCE}.{at}", words.CHOOSE.say(lang), [(label, shown)])
    else:
        example = ", ".join(filter(None, (words.EXAMPLES.get(one, "") for one in slot.split("|")))) or label
        element = line_field(f"{Action.CHOOSE_RESOURCE}.{at}", example, VALUE_LIMIT)
    hint = words.LEAVE_EMPTY.say(lang) if optional else ""
    return field(slot_block(kind, at), label, element, hint=hint)


def _label(slot: str, lang: Lang) -> str:
    """Give what is asked for in words."""
    names = slot.split("|")
    if names == ["egress", "ingress"]:
        return words.DIRECTION.say(lang)
    if all(one not in words.SLOTS for one in names):
        return words.SETTING.say(lang)
    return Words(ko=" 또는 ", en=" or ").say(lang).join(words.SLOTS[one].say(lang) for one in names)
