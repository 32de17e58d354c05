"""What is under deploy/: each file read by the tool that its kind has, and held against what the code needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import hcl2
import pytest
import yaml

from bot.cli import parser
from bot.settings import Settings
from diagnostics.collect import policy
from diagnostics.collect.role_templates import FROM_HERE, UNTIL_HERE, renewed

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
TEMPLATES = sorted(DEPLOY.glob("*.cloudformation.yaml"))
SERVICES = [DEPLOY / "ecs.cloudformation.yaml", DEPLOY / "lambda.cloudformation.yaml"]


class CloudFormation(yaml.SafeLoader):
    """Reads templates: `!Sub` and the like give their argument."""


def _argument(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True)


CloudFormation.add_multi_constructor("!", _argument)  # type: ignore[no-untyped-call]


def template(file: Path) -> dict[str, Any]:
    """Give a template as it is written."""
    read: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), CloudFormation)  # noqa: S506 (a safe loader, with tags of our own)
    return read


def compose() -> dict[str, Any]:
    """Give the compose file."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def clean(*words: str) -> None:
    """Run a linter, which finds nothing."""
    run = subprocess.run([BIN / words[0], *words[1:]], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_cloudformation_finds_nothing_in_the_templates() -> None:
    """Neither an error nor a warning."""
    assert len(TEMPLATES) == 3
    clean("cfn-lint", *map(str, TEMPLATES))


def test_the_dockerfile_and_the_yaml_are_linted() -> None:
    """Each by its own tool, warnings included."""
    clean("hadolint", "deploy/Dockerfile")
    clean("yamllint", "--strict", "-c", "deploy/yamllint.yaml", "deploy")


def test_terraform_reads_the_role() -> None:
    """The file is HCL, with one role and the policy of the calls attached to it."""
    with (DEPLOY / "role.tf").open(encoding="utf-8") as file:
        read = hcl2.load(file)
    assert [next(iter(one)).strip('"') for one in read["resource"]] == ["aws_iam_role", "aws_iam_role_policy"]


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_service_may_read_networks_and_nothing_more(file: Path) -> None:
    """Its policy is that of the calls; the page that writes it writes the same again."""
    text = file.read_text(encoding="utf-8")
    assert renewed(text) == text
    roles = [one["Properties"] for one in template(file)["Resources"].values() if one["Type"] == "AWS::IAM::Role"]
    (attached,) = (one for role in roles for one in role["Policies"] if one["PolicyName"] == "read-networks")
    assert json.loads(json.dumps(attached["PolicyDocument"]).replace("${AWS::Partition}", "aws")) == policy()


def test_a_template_without_its_marks_is_no_template() -> None:
    """Rather than that nothing is written into it."""
    with pytest.raises(ValueError, match="until here"):
        renewed(FROM_HERE)
    with pytest.raises(ValueError, match="calls"):
        renewed(UNTIL_HERE)


def test_nothing_reaches_the_service_from_outside() -> None:
    """On ECS there is no ingress; on Lambda the only way in is the function URL, whose requests Slack signs."""
    ecs = template(SERVICES[0])["Resources"]
    assert "SecurityGroupIngress" not in ecs["SecurityGroup"]["Properties"]
    container = ecs["TaskDefinition"]["Properties"]["ContainerDefinitions"][0]
    assert container["ReadonlyRootFilesystem"] is True
    assert container["User"] == "10001:10001"
    assert not [one for one in container["Environment"] if isinstance(one, dict) and "TOKEN" in one["Name"]]


def test_a_lambda_function_may_call_itself_alone() -> None:
    """By the name that it has."""
    (run, _) = template(SERVICES[1])["Resources"]["Role"]["Properties"]["Policies"]
    (invoke,) = (one for one in run["PolicyDocument"]["Statement"] if one["Action"] == "lambda:InvokeFunction")
    assert invoke["Resource"].endswith(":function:${FunctionName}")


def test_lambdas_handler_is_there() -> None:
    """In the module that the template names."""
    named = template(SERVICES[1])["Resources"]["Function"]["Properties"]["Handler"]
    module, _, function = named.rpartition(".")
    text = (ROOT / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")
    assert re.search(rf"^def {function}\(", text, re.MULTILINE)


def test_every_variable_that_is_set_is_one_that_the_settings_read() -> None:
    """In compose, in its example and in both templates."""
    settings = (ROOT / "bot" / "settings" / "__init__.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"((?:SLACK|ROUTELORE|OTEL)_[A-Z_]+)"', settings))
    read |= {"ROUTELORE_EXTERNAL_ID"}  # the policy refers to it
    for file in (*SERVICES, DEPLOY / "compose.yaml", DEPLOY / "compose.env.example", DEPLOY / "Dockerfile"):
        written = set(re.findall(r"\b(?:SLACK|ROUTELORE|OTEL)_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert written - read - {"ROUTELORE_IMAGE"} == set(), file.name


def test_compose_has_no_password_of_its_own() -> None:
    """Every secret is asked for, and without it nothing starts; the example holds none."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
    example = (DEPLOY / "compose.env.example").read_text(encoding="utf-8")
    assert not [line for line in example.splitlines() if not line.startswith("#") and not line.endswith("=")]


def test_compose_keeps_the_database_inside() -> None:
    """Only the app and its worker have a way out; no port is published, and both run without rights."""
    described = compose()
    assert described["networks"]["inside"]["internal"] is True
    for name, service in described["services"].items():
        assert "ports" not in service
        assert ("outside" in service["networks"]) == (name in {"app", "worker"})
    for name in ("app", "worker"):
        assert described["services"][name]["read_only"] is True
        assert described["services"][name]["cap_drop"] == ["ALL"]


def test_compose_starts_commands_that_there_are() -> None:
    """The worker's, and the image's own."""
    (worker,) = compose()["services"]["worker"]["command"]
    assert parser().parse_args([worker]).command == worker
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["routelore"]\nCMD ["serve"]' in dockerfile
    assert parser().parse_args(["serve"]).command == "serve"


def test_the_image_is_made_of_what_is_there_and_is_not_root() -> None:
    """Every path that it copies exists and is let through; the user is a number."""
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for path in copied.split():
            assert (ROOT / path).exists(), path
            assert f"!{path}" in ignored
    assert "USER 10001:10001" in dockerfile
    assert "--require-hashes" in dockerfile
    assert Settings.from_env({"ROUTELORE_HEALTH_PORT": "8080"}).probes_at == 8080


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "1 dependencies audited, 0 known"),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', 0, "were not audited"),
        ("", 0, "were not audited"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            1,
            "a 1: CVE-1 (mended in: 2)",
        ),
    ],
)
def test_the_audit_says_whether_anybody_looked(tmp_path: Path, said: str, status: int, told: str) -> None:
    """Known vulnerabilities end it with 1; advisories that cannot be had are told, and never taken for none."""
    (tmp_path / "pip_audit.py").write_text(f"print({said!r})", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, DEPLOY / "audit_dependencies.py", tmp_path / "locked.txt"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert run.returncode == status
    assert told in run.stdout + run.stderr
