"""The documentation is current, says the same in both languages, and points at what exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import parser
from bot.learning.labs.reading import labs
from bot.state import store
from bot.state.retention import KEPT
from bot.state.tables import Table
from knowledge.learning.shelf import shipped_names
from knowledge.library import Folder, read

ROOT = Path(__file__).resolve().parents[2]
READMES = (ROOT / "README.md", ROOT / "README.ko.md")
PAGES = sorted({*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")})

FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]*`")
LINKS = (
    re.compile(r"\]\(\s*<?([^)>\s]+)>?[^)]*\)"),  # [words](target "title") and ![words](target)
    re.compile(r"^\[[^\]]+\]:\s*<?([^>\s]+)", re.MULTILINE),  # [name]: target
    re.compile(r"""<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=["']([^"'\s]+)""", re.IGNORECASE),
)
COMMANDS = re.compile(r"(?<!@)\b(?:make|routelore) [a-z]+\b")  # `@routelore why …` is a question
#: How the two languages name what they count.
COUNTED = (("lessons", "레슨"), ("labs", "실습"))
#: Variables that another module reads, and those of a person's home, which is nothing to set.
OF_TERMINALS, HOMES = {"NO_COLOR"}, {"HOME", "LOCALAPPDATA"}
#: A line of a shell that runs our command, and the same within a sentence.
RUN = re.compile(r"^ *(?:\.venv/bin/)?routelore (.+)$", re.MULTILINE)
SAID = re.compile(r"`(?:\.venv/bin/)?routelore ([a-z][^`\n]*)`")
SHOWN_WORDS = re.compile(r"`(?:\{slug|relations:|things:)[^`]*`")
NAMED_FILES = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|yaml|md|toml|txt|jsonl))`")


def text_of(page: Path) -> str:
    """Give what a page says."""
    return page.read_text(encoding="utf-8")


def links_of(page: Path) -> set[str]:
    """Give what a page links to and shows, but for what it quotes as code."""
    said = INLINE_CODE.sub("", FENCED.sub("", text_of(page)))
    return {target for pattern in LINKS for target in pattern.findall(said)}


def commands_of(page: Path) -> set[str]:
    """Give the commands that stand in a page's code."""
    said = text_of(page)
    code = [found.group() for pattern in (FENCED, INLINE_CODE) for found in pattern.finditer(said)]
    return {found for part in code for found in COMMANDS.findall(part)}


def anchors_of(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#{1,6}\s+(.*?)\s*$", FENCED.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_generated_pages_are_those_that_the_code_makes() -> None:
    """`docs/generate.py --check` finds nothing out of date."""
    check = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("readme", READMES, ids=lambda page: page.name)
def test_the_readme_names_the_two_commands(readme: Path) -> None:
    """Whoever opens it finds how to run it and how to test it, in English and in Korean."""
    assert {"make run", "make test"} <= commands_of(readme)


def test_the_two_readmes_name_the_same_commands() -> None:
    """Neither language knows a command that the other lacks."""
    english, korean = map(commands_of, READMES)
    assert english == korean


def test_the_two_readmes_point_at_each_other_and_at_the_same_places() -> None:
    """A reader of either finds the other, and every page and picture that the other has."""
    english, korean = map(links_of, READMES)
    assert READMES[1].name in english
    assert READMES[0].name in korean
    ours = {READMES[0].name, READMES[1].name}

    def own(links: set[str]) -> set[str]:
        return {link.partition("#")[0].replace(".ko.", ".") for link in links if "://" not in link} - ours - {""}

    assert own(english) == own(korean)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_and_image_points_at_a_file_that_exists(page: Path) -> None:
    """Nothing leads nowhere, not even inside a page."""
    broken = []
    for link in links_of(page):
        if re.match(r"[a-z][a-z+.-]*:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        missing = not target.exists() or not target.is_relative_to(ROOT)
        if missing or (anchor and target.suffix == ".md" and anchor.lower() not in anchors_of(target)):
            broken.append(link)
    assert broken == []


def test_every_file_that_contributing_names_exists() -> None:
    """A recipe says which file to copy, and the file is there."""
    named = NAMED_FILES.findall(text_of(ROOT / "CONTRIBUTING.md"))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_make_target_that_is_named_exists() -> None:
    """No page tells anybody to make what the Makefile does not know."""
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {command.removeprefix("make ") for page in PAGES for command in commands_of(page) if command.startswith("make ")}
    assert named - targets == set()


def commands_listed() -> set[str]:
    """Give the commands that `routelore --help` lists."""
    return set(re.findall(r"^    ([a-z]+)\b", parser().format_help(), re.MULTILINE))


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.name not in {"commands.md", "CHANGELOG.md"}], ids=lambda page: page.name
)
def test_every_command_that_is_shown_can_be_given(page: Path) -> None:
    """With these options, whichever page it stands on; where a shell goes on behind it, up to there."""
    said = text_of(page)
    shown = [line for block in FENCED.finditer(said) for line in RUN.findall(block.group())]
    shown += SAID.findall(FENCED.sub("", said))
    for line in shown:
        words = shlex.split(line.split(" > ")[0], comments=True)
        if len(words) > 1:
            parser().parse_args(words)
        else:
            assert words[0] in commands_listed()


def test_every_command_has_its_page() -> None:
    """What `routelore --help` lists is described in docs/commands.md, with its options."""
    listed = commands_listed()
    assert len(listed) > 10
    headings = re.findall(r"^## routelore ([a-z]+)", text_of(ROOT / "docs" / "commands.md"), re.MULTILINE)
    assert set(headings) == listed


def test_decisions_are_numbered_without_a_gap() -> None:
    """Each says in its first line which it is."""
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    assert [
        file.name for number, file in zip(numbers, files, strict=True) if not text_of(file).startswith(f"# {number}. ")
    ] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda page: page.name)
def test_the_readme_names_every_variable_that_the_settings_read(readme: Path) -> None:
    """Nobody has to read code to know what can be set, and nothing is named that is not read."""
    rows = [line for line in text_of(readme).splitlines() if re.match(r"\| `[A-Z]", line)]
    told = {name for row in rows for name in re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", row.split("|")[1])}
    asked_for = set(re.findall(r'"([A-Z]{4,}|[A-Z]+(?:_[A-Z]+)+)"', text_of(ROOT / "bot" / "settings" / "__init__.py")))
    assert told - OF_TERMINALS == asked_for - HOMES


@pytest.mark.parametrize("readme", READMES, ids=lambda page: page.name)
def test_the_readme_counts_lessons_and_labs_rightly(readme: Path) -> None:
    """What it promises to newcomers is what there is."""
    lessons, exercises = (re.search(rf"(\d+)(?:개)? {en}|{ko} (\d+)개", text_of(readme)) for en, ko in COUNTED)
    assert lessons is not None
    assert exercises is not None
    numbers = [int(next(filter(None, found.groups()))) for found in (lessons, exercises)]
    assert numbers == [len(shipped_names()), len(labs())]


def test_every_table_stands_in_the_page_of_what_is_kept() -> None:
    """Nothing is remembered of anybody that the page keeps quiet about, and nothing for longer than it says."""
    rows = [line for line in text_of(ROOT / "docs" / "privacy.md").splitlines() if line.startswith("| `")]
    named = {table: row for row in rows for table in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert set(named) == set(Table.metadata.tables)
    days = {
        "threads": KEPT.threads,
        "supposed": KEPT.threads,
        "names": KEPT.threads,
        "talk": KEPT.threads,
        "deliveries": store.DELIVERIES_KEPT,
        "asked": KEPT.questions,
        "judged": KEPT.questions,
        "waiting": KEPT.questions,
        "audit": KEPT.audit,
    }
    assert [table for table, kept in days.items() if f"{kept.days} day" not in named[table]] == []
    assert f"{store.FORMS_KEPT.seconds // 3600} hours" in named["forms"]


def test_the_words_that_contributing_shows_can_be_copied(tmp_path: Path) -> None:
    """An example of a glossary, of what is out of scope, of a topic: each is taken as it stands."""
    examples = [" ".join(found.strip("`").split()) for found in SHOWN_WORDS.findall(text_of(ROOT / "CONTRIBUTING.md"))]
    assert len(examples) == 3
    topic, glossary, scope = examples
    for name, text in (("topics", f"topics:\n- {topic}"), ("glossary", glossary), ("out_of_scope", scope)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    contents = read(Folder.team(tmp_path))
    assert "vpc-owners" in contents.topics
    assert "owned-by" in contents.concepts
    assert {"vpc", "subnet"} <= contents.outside["people-and-teams"].unless


def test_the_changelog_has_room_for_what_is_not_released() -> None:
    """What changes next has its place, above every release."""
    headings = re.findall(r"^## (.*)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
