"""The catalogue of findings keeps its promises: names, prose in both languages, sources, and commands that AWS knows."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
import yaml
from botocore import xform_name

import diagnostics.findings
from diagnostics.findings import catalogue
from diagnostics.render.finding_page import finding_page
from tests.unit.findings import (
    test_beyond_the_vpc,
    test_filter_rules,
    test_gateway_endpoints,
    test_interface_endpoints,
    test_ipv6,
    test_names,
    test_permissions_missing,
    test_policies,
    test_routes,
    test_services,
    test_ways_out,
)
from tests.unit.findings.place import findings, of

if TYPE_CHECKING:
    from diagnostics.model.finding import Finding, Rule

ROOT = Path(__file__).parents[2]
RULES = list(catalogue().values())
GROUPS = (
    test_beyond_the_vpc,
    test_filter_rules,
    test_gateway_endpoints,
    test_interface_endpoints,
    test_ipv6,
    test_names,
    test_permissions_missing,
    test_policies,
    test_routes,
    test_services,
    test_ways_out,
)
TRIES = {code: tries for group in GROUPS for code, tries in group.CASES.items()}
#: Met only beyond a transit gateway; tried on its own in tests/unit/findings/test_gateway_endpoints.py.
TRIED_ALONE = {"GWE-010"}
#: Options that the AWS CLI adds to what the API takes.
OF_THE_CLI = {
    "region",
    "ingress",
    "egress",
    "protocol",
    "port",
    "cidr",
    "source-group",
    "no-source-dest-check",
    "availability-zone-id",
}
GLOBAL = {"route53", "iam", "configure"}
#: What the AWS CLI calls otherwise than botocore does.
OF_BOTOCORE = {"s3api": "s3"}


def ids(rule: Rule) -> str:
    """Name a rule in a test's id."""
    return rule.id


@cache
def samples() -> list[Finding]:
    """Give a sample finding for every try that makes its rule fire."""
    tried = [(code, *t) for code, tries in TRIES.items() for t in tries if t[4]]
    return [found for code, _, change, source, to, _ in tried if (found := of(code, change, source, to)) is not None]


def test_every_file_is_a_rule_and_named_after_it() -> None:
    """The files of the folder and the ids of the catalogue are the same names."""
    files = {info.name.replace("_", "-") for info in pkgutil.iter_modules(diagnostics.findings.__path__)}
    assert files == set(catalogue())


def test_codes_are_unique_and_well_formed() -> None:
    """A code is three characters of family and three digits, and means one rule."""
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z][A-Z0-9][A-Z0-9]?-\d{3}", code) for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_titles_are_short_and_no_sentences(rule: Rule) -> None:
    """A title fits a line of Slack in either language and ends without a full stop."""
    for title in (rule.title.ko, rule.title.en):
        assert len(title) <= 80
        assert not title.endswith((".", "。"))


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_prose_is_in_both_languages(rule: Rule) -> None:
    """Korean sentences hold Hangul, English ones none; nothing trails or doubles a space."""
    for words in (rule.title, rule.why, rule.fix, *rule.caveats):
        assert re.search("[가-힣]", words.ko)
        assert not re.search("[가-힣]", words.en)
        for text in (words.ko, words.en):
            assert text == text.strip()
            assert "  " not in text
    assert rule.caveats


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_sources_are_pages_of_aws(rule: Rule) -> None:
    """Every rule quotes AWS's own documentation."""
    assert rule.sources
    assert all(url.startswith("https://docs.aws.amazon.com/") for url in rule.sources)
    assert len(rule.sources) == len(set(rule.sources))


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_neighbours_exist(rule: Rule) -> None:
    """A rule points only at rules that are there, and not at itself."""
    assert set(rule.see_also) <= set(catalogue()) - {rule.id}
    assert {rule.refines} <= {"", *catalogue()} - {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_topics_and_causes_are_names(rule: Rule) -> None:
    """Topics are slugs of the knowledge base, causes machine words, the AWS code one of its upper-case names."""
    topics = yaml.safe_load((ROOT / "knowledge" / "topics.yaml").read_text(encoding="utf-8"))["topics"]
    assert set(rule.learn) <= {topic["slug"] for topic in topics}
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", cause) for cause in rule.causes)
    assert rule.aws_code is None or re.fullmatch(r"[A-Z]+(_[A-Z]+)*", rule.aws_code)


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_every_rule_is_tried_both_ways(rule: Rule) -> None:
    """Somewhere in the unit tests each rule fires, and somewhere it stays quiet."""
    if rule.code in TRIED_ALONE:
        return
    outcomes = {bool(tried[4]) for tried in TRIES.get(rule.code, ())}
    assert outcomes == {True, False}


def test_findings_name_published_causes_only() -> None:
    """A finding's cause is one of those that its rule lists."""
    assert {f.cause for f in samples() if f.cause not in f.rule.causes} <= {None}


def test_findings_quote_what_aws_said() -> None:
    """Every finding has evidence, and every piece names an IAM action."""
    for found in samples():
        assert found.evidence, found.rule.id
        for evidence in found.evidence:
            assert re.fullmatch(r"[a-z0-9]+:[A-Z][A-Za-z0-9]+", evidence.call), (found.rule.id, evidence.call)


def commands() -> list[tuple[str, str]]:
    """Give every command of every sample with the rule that gives it."""
    return sorted({(found.rule.id, command) for found in samples() for command in found.cli})


@pytest.mark.parametrize(("rule_id", "command"), commands(), ids=[f"{r}: {c[:50]}" for r, c in commands()])
def test_commands_are_what_the_aws_cli_takes(rule_id: str, command: str) -> None:
    """The operation and each option exist in AWS's own service model, and what is not known stands in <>."""
    program, service, operation, *rest = shlex.split(command)
    assert program == "aws", rule_id
    assert not operation.startswith(("describe", "get", "list"))
    assert "None" not in command
    assert all(re.fullmatch(r"<[a-z0-9-]+>", hole) for hole in re.findall(r"<[^>]*>", command))
    if service not in GLOBAL:
        assert "--region" in rest
    if service != "configure":
        options = {word.removeprefix("--") for word in rest if word.startswith("--")}
        known, required = model(OF_BOTOCORE.get(service, service))[operation]
        assert {o for o in options - known - OF_THE_CLI if o.removeprefix("no-") not in known} == set()
        assert required <= options


@cache
def model(service: str) -> dict[str, tuple[set[str], set[str]]]:
    """Give the operations of a service as the CLI writes them, each with its options and the required ones."""
    described: Any = botocore.session.get_session().get_service_model(service)
    made = {}
    for name in described.operation_names:
        shape = described.operation_model(name).input_shape
        members = {_option(service, m) for m in shape.members} if shape else set()
        made[xform_name(name, "-")] = (
            members,
            {_option(service, m) for m in shape.required_members} - {"egress"} if shape else set(),
        )
    return made


def _option(service: str, member: str) -> str:
    """Write a member of the API as the CLI's option: `VPC` is `--vpc`, `Id` of a hosted zone is `--hosted-zone-id`."""
    if service == "route53" and member == "HostedZoneId":
        return "hosted-zone-id"
    return xform_name(member, "-")


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_every_rule_has_a_page_in_both_languages(rule: Rule) -> None:
    """The page holds the code, both titles, the prose, the caveats and the sources."""
    page = finding_page(rule)
    for text in (rule.code, rule.title.en, rule.title.ko, rule.why.ko, rule.why.en, rule.fix.ko, rule.fix.en, *rule.sources):
        assert text in page
    for caveat in rule.caveats:
        assert caveat.ko in page
        assert caveat.en in page


def test_a_sample_brings_its_commands_to_the_page() -> None:
    """With a finding of the rule, the page shows what was seen, the command and the Terraform."""
    sample = next(f for f in samples() if f.rule.code == "GWE-002")
    page = finding_page(sample.rule, sample)
    assert sample.cli[0] in page
    assert sample.terraform in page
    assert sample.evidence[0].fact.ko in page
    assert sample.evidence[0].fact.en in page


def test_no_rule_knows_another() -> None:
    """A rule's module imports no other rule: what suppresses what is told by the case alone."""
    for info in pkgutil.iter_modules(diagnostics.findings.__path__):
        module = importlib.import_module(f"diagnostics.findings.{info.name}")
        assert not {v for v in vars(module).values() if getattr(v, "__name__", "").startswith("diagnostics.findings.")}


def test_the_order_of_findings_is_always_the_same() -> None:
    """The same question gives the same findings in the same order."""
    first, second = (findings(lambda p: p.gateway("rtb-main"), "subnet-a1", "s3") for _ in range(2))
    assert [f.rule.code for f in first] == [f.rule.code for f in second]
