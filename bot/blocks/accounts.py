"""Which account a diagnosis is about: asked, said, and the offer to share it where it was asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    asks_first,
    button,
    channel,
    code,
    context,
    esc,
    fill,
    join,
    menu,
    modal,
    option,
    person,
    section,
)
from bot.ids import Action, Callback
from bot.phrases import private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang, Words

#: From so many on, a menu is easier to read than buttons.
MOST_BUTTONS = 5


def where(account: str, region: str, lang: Lang) -> str:
    """Give an account and its Region as people read it; the account that has no name is boto3's own."""
    return " · ".join(part for part in (account or private.OWN_ACCOUNT.say(lang), region) if part)


def about(account: str, number: str, region: str, lang: Lang) -> Mrkdwn:
    """Give the small print that says which account, by name and number, and which Region a report is about."""
    named = account if not number or number == account else f"{account} ({number})"
    return fill(private.ABOUT, lang, account=code(named), region=code(region))


def which(places: Sequence[tuple[str, str]], form: str, lang: Lang) -> tuple[list[Json], Mrkdwn]:
    """Give the question which account or Region is meant, and its text alone; `form` is what the answer stands on."""
    text = fill(_question(places), lang)
    labels = [where(*one, lang) for one in places]
    if len(places) <= MOST_BUTTONS:
        row = [
            button(label, f"{Action.CHOOSE_ACCOUNT}.{at}", json.dumps({"f": form, "n": str(at), "l": lang}))
            for at, label in enumerate(labels)
        ]
    else:
        options = [option(label, f"{form}.{at}") for at, label in enumerate(labels)]
        row = [menu(Action.CHOOSE_ACCOUNT, private.CHOOSE_PLACE.say(lang), [("AWS", options)])]
    example = _said_so(places, lang)
    return [section(text), actions(*row), context(fill(private.SAY_IT_NEXT_TIME, lang, example=esc(example)))], text


def which_in_form(places: Sequence[tuple[str, str]], form: str, lang: Lang) -> Json:
    """Give the view that asks for the account before anything of it is read."""
    options = [option(where(*one, lang), str(at)) for at, one in enumerate(places)]
    picker = menu(Action.PICK_ACCOUNT, private.CHOOSE_PLACE.say(lang), [("AWS", options)])
    return modal(
        title=wording.FORM_TITLE.say(lang),
        close=wording.FORM_CLOSE.say(lang),
        blocks=[section(fill(_question(places), lang)), actions(picker)],
        callback=Callback.DIAGNOSE_VIEW,
        metadata=form,
    )


def _said_so(places: Sequence[tuple[str, str]], lang: Lang) -> str:
    """Give the words that name the first of the places so that nothing is left to ask."""
    account, region = places[0]
    if len({one for one, _ in places}) == 1:
        return private.SAID_REGION.say(lang).format(region=region)
    if sum(one == account for one, _ in places) == 1:
        return private.SAID_ACCOUNT.say(lang).format(account=account or region)
    return private.SAID_BOTH.say(lang).format(account=account, region=region)


def _question(places: Sequence[tuple[str, str]]) -> Words:
    return private.WHICH_ACCOUNT if len({account for account, _ in places}) > 1 else private.WHICH_REGION


def offer_to_share(asker: str, origin: str, named: str, value: str, lang: Lang) -> tuple[list[Json], Mrkdwn]:
    """Give the offer to post a diagnosis where it was asked, and its text alone; `named` is that channel's name if known."""
    text = fill(private.ONLY_YOU, lang, asker=person(asker), channel=channel(origin))
    shown = f"#{named}" if named else private.THE_CHANNEL.say(lang)
    share = asks_first(
        button(private.SHARE.say(lang), Action.SHARE_HERE, value),
        private.SHARE_TITLE.say(lang),
        private.SHARE_ASKED.say(lang).format(channel=shown),
        yes=private.SHARE_YES.say(lang),
        no=private.SHARE_NO.say(lang),
    )
    return [context(text), actions(share)], text


def known(places: Sequence[tuple[str, str]], lang: Lang) -> Mrkdwn:
    """Give what can be asked about, in one line."""
    return join((code(where(*one, lang)) for one in places), ", ")
