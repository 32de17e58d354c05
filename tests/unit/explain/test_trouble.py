"""Every code that the code base raises has its sentence, and every particular that the sentence needs."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diagnostics.explain import trouble
from diagnostics.explain.trouble import TROUBLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.words import Lang

ROOT = Path(__file__).parents[3]
ERRORS = {"AskerError", "AccessError", "ServiceError"}
LANGUAGES: tuple[Lang, ...] = ("ko", "en")


def raised() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Give (where, code, particulars) of every error made in the code; None where particulars come as a mapping."""
    for path in sorted([*ROOT.glob("diagnostics/**/*.py"), *ROOT.glob("bot/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", getattr(node.func, "attr", "")) not in ERRORS:
                continue
            code = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "code"), None)
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                named = [k.arg for k in node.keywords if k.arg != "code"]
                given = None if None in named else frozenset(n for n in named if n)
                yield f"{path.relative_to(ROOT)}:{node.lineno}", code.value, given


def spelt() -> Iterator[str]:
    """Give every code that is spelt out anywhere in the collector: some are chosen first and raised later."""
    for path in sorted(ROOT.glob("diagnostics/collect/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("saved-"):
                yield node.value
    yield from ("timed-out", "tls-failed", "unreachable")


def fields(text: str) -> set[str]:
    """Give the particulars that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_that_is_raised_has_a_sentence() -> None:
    """No error reaches a person as a bare code."""
    assert {code: where for where, code, _ in raised() if code not in TROUBLES} == {}
    assert set(spelt()) - set(TROUBLES) == set()


def test_every_sentence_gets_the_particulars_that_it_names() -> None:
    """No sentence is shown with a hole in it."""
    missing = {
        where: sorted(needed - given)
        for where, code, given in raised()
        if code in TROUBLES and given is not None
        for needed in (fields(TROUBLES[code].ko) | fields(TROUBLES[code].en),)
        if needed - given
    }
    assert missing == {}


@pytest.mark.parametrize("code", TROUBLES)
def test_both_languages_ask_for_the_same_particulars(code: str) -> None:
    """What one language tells, the other tells too."""
    assert fields(TROUBLES[code].ko) == fields(TROUBLES[code].en)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ambiguous_name_lists_the_candidates(lang: Lang) -> None:
    """The asker can pick one without asking again what there is."""
    said = trouble(
        "ambiguous-source", {"asked": "orchard", "candidates": "orchard-a (subnet-1), orchard-b (subnet-2)"}, lang
    )
    assert "orchard-a (subnet-1), orchard-b (subnet-2)" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_source_is_asked_for(lang: Lang) -> None:
    """Nothing named is not the same as something unknown."""
    said = trouble("unknown-source", {"asked": "", "region": "ap-northeast-2", "known": "orchard-a"}, lang)
    assert "‘’" not in said
    assert "“”" not in said
    assert "orchard-a" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_with_braces_and_missing_particulars_do_no_harm(lang: Lang) -> None:
    """What people type is never taken for a format, and a hole is a dash."""
    assert "{x}{0}" in trouble("unreadable-destination", {"asked": "{x}{0}"}, lang)
    assert "–" in trouble("empty-account", {}, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_without_a_sentence_is_named(lang: Lang) -> None:
    """Somebody can look it up, and nobody sees a stack trace."""
    assert "never-heard-of" in trouble("never-heard-of", {"a": "b"}, lang)


def test_the_reason_of_a_gap_is_said_in_words() -> None:
    """A machine word such as `not-collected` is not shown."""
    given = {"asked": "orchard", "call": "ec2:DescribeSubnets", "reason": "not-collected"}
    assert "스냅샷에 없어요" in trouble("source-unseen", given, "ko")
    assert "is not in the snapshot" in trouble("source-unseen", given, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_known_narrows_the_sentence(lang: Lang) -> None:
    """A likely Region is offered, and a key is not told to sign in."""
    assert "ap-northeast-2" in trouble("unknown-region", {"region": "ap-northeast-22", "nearest": "ap-northeast-2"}, lang)
    assert "sso" in trouble("expired-credentials", {"profile": "dev", "how": "login"}, lang)
    assert "sso" not in trouble("expired-credentials", {"profile": "dev", "how": "key"}, lang)
    denied = {"actions": "ec2:DescribeVpcs", "region": "eu-west-1", "principal": "arn:aws:iam::1:role/bot"}
    assert "role/bot" in trouble("no-permission", denied, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_aws_own_words_are_kept_short(lang: Lang) -> None:
    """A long error of AWS does not drown the sentence."""
    said = trouble("failed", {"region": "eu-west-1", "why": "Internal: " + "x " * 4000}, lang)
    assert len(said) < 350
