"""The role for another account, as it is handed out, held against the policy that is made from the calls."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from diagnostics.collect import policy
from diagnostics.collect.role_templates import LONGEST_SESSION, cloudformation, terraform

DEPLOY = Path(__file__).parents[2] / "deploy"


class CloudFormation(yaml.SafeLoader):
    """Reads templates: `!Sub` and the like give their argument."""


def _argument(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


CloudFormation.add_multi_constructor("!", _argument)  # type: ignore[no-untyped-call]


def role() -> dict[str, Any]:
    """Give the role of the template."""
    read: dict[str, Any] = yaml.load(cloudformation(), CloudFormation)  # noqa: S506 (a safe loader, with tags of our own)
    properties: dict[str, Any] = read["Resources"]["Role"]["Properties"]
    return properties


def test_the_roles_policy_is_the_policy_of_the_calls() -> None:
    """Neither more nor less; only the partition is left for CloudFormation to fill in."""
    (attached,) = role()["Policies"]
    granted = json.dumps(attached["PolicyDocument"]).replace("${AWS::Partition}", "aws")
    assert json.loads(granted) == policy()


def test_only_who_is_named_may_assume_it_and_only_with_the_external_id() -> None:
    """The trust policy has one statement, one principal and the condition that guards against a confused deputy."""
    (trust,) = role()["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"AWS": "TrustedPrincipalArn"}
    assert trust["Action"] == "sts:AssumeRole"
    assert trust["Condition"] == {"StringEquals": {"sts:ExternalId": "ExternalId"}}
    assert role()["MaxSessionDuration"] == LONGEST_SESSION


def test_terraform_grants_the_same() -> None:
    """Each action and each resource of the policy stands there once, and no other."""
    written = terraform()
    actions = {action for statement in policy()["Statement"] for action in statement["Action"]}
    found = re.findall(r'^ +"([a-z0-9-]+:[A-Za-z]+)",$', written, re.MULTILINE)
    assert sorted(found) == sorted(actions)
    resources = [statement["Resource"] for statement in policy()["Statement"]]
    named = re.findall(r'^ +Resource += "(.+)"$', written, re.MULTILINE)
    assert [one.replace("${data.aws_partition.current.partition}", "aws") for one in named] == resources


def test_what_lies_in_deploy_is_what_is_made() -> None:
    """The files that people deploy are those of this version."""
    assert (DEPLOY / "role.cloudformation.yaml").read_text(encoding="utf-8") == cloudformation()
    assert (DEPLOY / "role.tf").read_text(encoding="utf-8") == terraform()
