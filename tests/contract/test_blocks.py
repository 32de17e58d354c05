"""Whatever the bot can say is something that Slack posts."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.models.blocks import Block as SdkBlock

from bot import wording
from bot.blocks import answer, diagnosis, form, home, several, tables
from bot.blocks.paging import messages
from bot.blocks.parts import Mrkdwn, esc
from bot.playground.slack.blocks import Surface, block_faults, too_long
from bot.playground.slack.surfaces import checked_view
from diagnostics.collect.answers import Answers
from diagnostics.collect.parse import snapshot_of
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import Query
from knowledge import open_knowledge
from knowledge.entry import LANGS
from tests.scenarios.network import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.answerer import Knowledge
    from knowledge.entry import Lang

BOT = Path(wording.__file__).parent
HOSTILE = "<!channel> `*_~|&<@U1> " + "아주 긴 이름 " * 30


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Give the team's knowledge base."""
    return open_knowledge()


def _posted(blocks: list[dict[str, Any]]) -> str:
    """Check the blocks as Slack does, message by message, and give all their words."""
    words: list[str] = []
    for page in messages(blocks):
        assert block_faults(page, Surface.MESSAGE) == ()
        assert not too_long(page)
        for block in SdkBlock.parse_all(page):
            block.to_dict()
        words += _markup(page)
    return "\n".join(words)


def _markup(value: object) -> Iterator[str]:
    """Give every text that Slack reads as markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for one in value.values():
            yield from _markup(one)
    elif isinstance(value, list):
        for one in value:
            yield from _markup(one)


def _told(said: dict[str, Any], source: str, to: str, lang: Lang) -> list[diagnosis.Told]:
    found = diagnose(Query(source=source, to=to), snapshot_of(Answers(said=said)))
    return [diagnosis.Told(one, explain(one, lang)) for one in found]


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_can_be_posted(knowledge: Knowledge, lang: Lang) -> None:
    """Each entry fits, in each language, as one message."""
    for entry in knowledge.entries:
        blocks = answer.entry(entry, lang)
        _posted(blocks)
        assert len(messages(blocks)) == 1, entry.id


@pytest.mark.parametrize(
    "question", ["NAT가 뭐야?", "what is a vpc endpoint", "연차 며칠 남았는지", "gateway", "???", "x" * 2000]
)
def test_every_kind_of_answer_can_be_posted(knowledge: Knowledge, question: str) -> None:
    """Found, ambiguous and missing, with their buttons, and why."""
    found = knowledge.answer(question)
    _posted(answer.answer(found))
    _posted(answer.why(found, "ko"))
    assert answer.plain(found)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("to", ["s3", "dynamodb", "ec2"])
@pytest.mark.parametrize("source", ["subnet-a1", "subnet-a2", "subnet-pub"])
def test_every_part_of_a_diagnosis_can_be_posted(source: str, to: str, lang: Lang) -> None:
    """The verdict, what is behind it, and each part by itself."""
    for told in _told(baseline(), source, to, lang):
        for blocks in (
            diagnosis.verdict(told),
            diagnosis.details(told),
            diagnosis.evidence(told),
            diagnosis.fix(told),
            diagnosis.way(told),
            diagnosis.causes(told),
            tables.route_table(told.diagnosis, lang),
            tables.filters(told.diagnosis, lang),
        ):
            _posted(blocks)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_are_only_shown(lang: Lang) -> None:
    """A Name tag that looks like a mention, a link or markup does nothing, and a long one fits."""
    said = baseline()
    for subnet in said["describe-subnets"]["Subnets"]:
        subnet["Tags"] = [{"Key": "Name", "Value": HOSTILE}]
    for told in _told(said, "subnet-a1", "s3", lang):
        text = _posted([*diagnosis.verdict(told), *diagnosis.details(told), *tables.route_table(told.diagnosis, lang)])
        assert "<!channel>" not in text
        assert "<@U1>" not in text
        assert "<!" not in diagnosis.headline(told)
    many = _told(said, "vpc-0a", "s3", lang)
    assert "<!channel>" not in _posted(several.several(many, HOSTILE, "s3"))
    vpcs, subnets = _places(3, HOSTILE)
    checked_view(form.choose(lang, vpcs, subnets, "vpc-1", "form"), Surface.MODAL)


def test_a_form_holds_hundreds_of_subnets() -> None:
    """Menus are grouped where Slack allows a hundred choices a group, and none is lost."""
    vpcs, subnets = _places(350, "orchard")
    view = checked_view(form.choose("ko", vpcs, subnets, "vpc-1", "form"), Surface.MODAL)
    menus = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    offered = [sum(len(group["options"]) for group in menu.get("option_groups", [])) for menu in menus]
    assert offered[:2] == [350, 351]


def _places(count: int, name: str) -> tuple[list[form.Place], list[form.Place]]:
    vpcs = [form.Place(id=f"vpc-{n}", name=name, cidr="10.0.0.0/16", vpc_id=f"vpc-{n}") for n in range(count)]
    subnets = [
        form.Place(id=f"subnet-{n}", name=name, cidr="10.0.0.0/24", vpc_id="vpc-1", zone="ap-northeast-2a")
        for n in range(count)
    ]
    return vpcs, subnets


@pytest.mark.parametrize("lang", LANGS)
def test_every_view_can_be_opened(lang: Lang) -> None:
    """The form while it loads, empty, chosen; the form that asks people; Home; help."""
    vpcs, subnets = _places(2, "orchard")
    for view in (
        form.loading(lang),
        form.loading(lang, form.progress(lang, 3, 18, "route tables")),
        form.stopped(lang, esc(HOSTILE)),
        form.choose(lang, vpcs, subnets, "", "form"),
        form.choose(lang, vpcs, subnets, "vpc-0", "form"),
        form.choose(lang, vpcs, subnets, "vpc-1", "form"),
        form.ask_team(lang, "?" * 5000, "form"),
    ):
        checked_view(view, Surface.MODAL)
    checked_view(home.home_view(lang), Surface.HOME)
    _posted(home.help_message(lang))


def test_five_hundred_subnets_are_a_few_messages() -> None:
    """A whole VPC is a list with a menu, the worst first."""
    one = _told(baseline(), "subnet-a1", "s3", "ko")[0]
    assert len(messages(several.several([one] * 500, "vpc-0a", "s3"))) == 1


def test_markup_is_made_in_one_place() -> None:
    """Only the blocks' own modules turn text into markup, and none of it by an f-string around somebody's words."""
    makers = {file.name for file in (BOT / "blocks").glob("*.py")}
    for file in BOT.rglob("*.py"):
        if "playground" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == Mrkdwn.__name__:
                assert file.parent.name == "blocks", file
                assert file.name in makers
                if isinstance(node.args[0], ast.JoinedStr):
                    assert file.name == "parts.py", f"{file}:{node.lineno}"


def test_block_kit_literals_stand_in_one_file() -> None:
    """No other file spells a block's or an element's type."""
    for file in (*(BOT / "listeners").glob("*.py"), *(BOT / "blocks").glob("*.py")):
        if file.name == "parts.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                assert "type" not in {key.value for key in node.keys if isinstance(key, ast.Constant)}, (
                    f"{file}:{node.lineno}"
                )
