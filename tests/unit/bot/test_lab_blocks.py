"""Whatever a lab posts is something that Slack takes, in both languages, for every lab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.blocks import lab_forms, lab_sheets, lab_work
from bot.blocks import labs as blocks
from bot.blocks.lab_work import Desk
from bot.blocks.labs import Row, Task, goal_words
from bot.blocks.paging import messages
from bot.blocks.parts import esc
from bot.learning.labs.inspecting import sheets
from bot.learning.labs.looking import Look, Topic
from bot.learning.labs.picking import slots
from bot.learning.labs.reading import labs
from bot.phrases import labs as words
from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.playground.slack.surfaces import checked_view
from diagnostics.changes import kinds_of_change
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Lang

if TYPE_CHECKING:
    from bot.learning.labs.lab import Lab

LABS = labs()
LANGS: tuple[Lang, ...] = get_args(Lang)
HOSTILE = "<!channel> `*_~|&<@U1> " + "아주 긴 이름 " * 30
in_both = pytest.mark.parametrize("lang", LANGS)


def posted(content: list[dict[str, Any]]) -> int:
    """Check blocks as Slack does, and give how many messages they take."""
    pages = messages(content)
    for page in pages:
        assert block_faults(page, Surface.MESSAGE) == ()
        assert not too_long(page)
    return len(pages)


def desk(lang: Lang, **more: Any) -> Desk:
    """Give somebody half way through a lab."""
    given: dict[str, Any] = {
        "lab": "two-sheds",
        "lang": lang,
        "hints": 1,
        "of_hints": 3,
        "found": 1,
        "causes": 2,
        "mended": False,
        "done": False,
    }
    return Desk(**{**given, **more})


@in_both
def test_the_list_is_one_message_and_home_takes_its_part(lang: Lang) -> None:
    """Solved, begun and new; a team's fifty labs beside the product's are still posted."""
    rows = [
        Row(lab=lab.id, level=lab.level, title=lab.title, begun=bool(at % 2), points=at % 4) for at, lab in enumerate(LABS)
    ]
    assert posted(blocks.labs_list(rows, lang)) == 1
    many = [Row(lab=f"lab-{at}", level=1 + at // 20, title=LABS[0].title) for at in range(65)]
    assert posted(blocks.labs_list(many, lang)) == 2
    assert block_faults(blocks.labs_at_home(many, "lab-1", lang), Surface.HOME) == ()
    assert block_faults(blocks.labs_at_home(rows, "", lang), Surface.HOME) == ()


@in_both
@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.id)
def test_a_lab_and_all_of_its_network_can_be_posted(lab: Lab, lang: Lang) -> None:
    """The story as one message; every topic, each with the buttons to the others."""
    goal = goal_words(lab.goal.verdict_class, lab.goal.verdict)
    task = Task(lab=lab.id, level=lab.level, title=lab.title, story=lab.story, source="kiln-1", to="s3", goal=goal)
    assert posted([*blocks.story(task, lang), *lab_sheets.look_around(lab.id, lang), *lab_work.foot(desk(lang))]) == 1
    for sheet in sheets(Look(tuple(Topic)), lab.snapshot()):
        shown = (sheet.topic.value, [(card.title, card.lines) for card in sheet.cards])
        assert posted([*lab_sheets.shown([shown], lang, changes=2), lab_sheets.look_further(lab.id, lang)]) == 1
    for at, one in enumerate(lab.hints, start=1):
        posted(lab_work.hint(one.say(lang), at, desk(lang)))


@in_both
def test_what_is_judged_can_be_posted_whatever_it_says(lang: Lang) -> None:
    """Long lists, hostile names, everything found, nothing found."""
    for one in (
        desk(lang),
        desk(lang, changes=("a",)),
        desk(lang, changes=(HOSTILE,) * 8, hints=3),
        desk(lang, done=True, found=2, mended=True, following="new-dock", entry=("route-table", HOSTILE)),
    ):
        posted(lab_work.judged_change(esc(HOSTILE), esc(HOSTILE), [HOSTILE], one))
        posted(lab_work.said(esc(HOSTILE * 20), one))
        posted(lab_work.solved(HOSTILE, 3, [esc(HOSTILE)], esc(HOSTILE), one))
        posted(lab_work.give_up(one))
        posted(lab_work.which(words.EITHER, [(HOSTILE, {"q": HOSTILE}), (HOSTILE, {"w": HOSTILE})], one))


@in_both
def test_every_kind_of_change_has_its_form_in_every_lab(lang: Lang) -> None:
    """First without a kind; then each, with what the network has of it or the word that it has none."""
    kinds = [(name, kind.TITLE.say(lang)) for name, kind in kinds_of_change().items()]
    checked_view(lab_forms.change(kinds, "", [], lang, "form"), Surface.MODAL)
    checked_view(lab_forms.cause(lang, "form"), Surface.MODAL)
    for lab in (LABS[0], LABS[-1]):
        snapshot = lab.snapshot()
        for kind, _ in kinds:
            asked = [(slot.what, slot.optional, slot.choices) for slot in slots(kind, snapshot)]
            view = checked_view(lab_forms.change(kinds, kind, asked, lang, "form"), Surface.MODAL)
            assert len(view["blocks"]) >= 2


def test_a_goal_says_what_is_to_be_reached_and_not_by_what() -> None:
    """No goal names the endpoint that leads there."""
    for verdict in Verdict:
        goal = goal_words(verdict.verdict_class, verdict)
        assert not [one for one in ("endpoint", "엔드포인트") if one in goal.ko + goal.en.casefold()]
    assert {goal_words(one, None).en for one in VerdictClass} > {words.GOALS["private"].en}
