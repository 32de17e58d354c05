"""The page about policies is true: its example can be served, and what it says of it is so."""

from __future__ import annotations

import re
from pathlib import Path

from bot.rights.policy import Asker, reaches
from bot.rights.reading import PEOPLE, mistakes, read_policy
from bot.settings import SECRETS, Settings
from diagnostics.collect.references import Kept, reference

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"


def example(folder: Path) -> Path:
    """Give the path of a file that holds the page's example."""
    file = folder / "policy.yaml"
    file.write_text(PAGE.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    return file


def test_the_example_is_a_policy_without_mistakes(tmp_path: Path) -> None:
    """Whoever copies it and puts ids of their own in has a policy that is served."""
    assert mistakes(example(tmp_path), "policy.yaml") == ()


def test_the_example_grants_what_its_comments_say(tmp_path: Path) -> None:
    """A grant without Regions is for all of the accounts', one with them for these."""
    policy = read_policy(example(tmp_path), "policy.yaml")

    def granted(asker: Asker) -> dict[str, tuple[str, ...]]:
        return {one.account.name: one.regions for one in reaches(policy, asker)}

    both = {"prod": (SEOUL, VIRGINIA), "tools": (SEOUL,)}
    assert granted(Asker(team="T", user="U012ABC")) == both
    assert granted(Asker(team="T", user="U1", groups=frozenset({"S012NETOPS"}))) == both
    assert granted(Asker(team="T", user="U1", channels=frozenset({"C012NETWORK"}))) == {"prod": (SEOUL,)}
    assert granted(Asker(team="T", user="U1")) == {}
    assert policy.accounts["tools"].role == ""


def test_every_key_is_explained() -> None:
    """What a grant can name, and what an account has, is on the page."""
    for key in (*PEOPLE, "accounts", "grants", "shown_in", "id", "role", "external_id", "workspace"):
        assert re.search(rf"\b{key}\b", PAGE.split("```")[2]), key


def test_every_reference_is_one() -> None:
    """The table of references has each kind, as it can be written."""
    shown = re.findall(r"^\| `([a-z]+:[^`]+)` \|", PAGE, re.MULTILINE)
    assert {found.kept for one in shown if (found := reference(one))} == set(Kept)
    assert all(map(reference, shown))


def test_the_settings_that_may_be_references_are_listed() -> None:
    """The page and the settings name the same variables."""
    listed = set(re.findall(r"`((?:SLACK|ROUTELORE)_[A-Z_]+)`", PAGE.split("## Secrets by reference")[1]))
    read = {name for name in listed if any(getattr(Settings.from_env({name: "env:X"}), one) == "env:X" for one in SECRETS)}
    assert read == listed
    assert len(listed) == len(SECRETS)
