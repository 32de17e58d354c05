"""The documentation is current, says the same in both languages, and points at what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_changelog_has_room_for_what_is_not_released() -> None:
    """What changes next has its place, above every release."""
    headings = re.findall(r"^## (.*)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
