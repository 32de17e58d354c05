"""What a harmless command of the AWS CLI would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.observation import Tool
from diagnostics.evidence.predicted.scene import known_to_arrive, nameless, refuser, stopper, without_address
from diagnostics.evidence.prediction import Prediction
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.evidence.predicted.scene import Scene
    from diagnostics.model.trace import Trace
    from diagnostics.model.words import Lang

#: A command that only lists, and how its answer begins, by service.
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "dynamodb": ("dynamodb list-tables", '{\n    "TableNames": ['),
    "ec2": ("ec2 describe-availability-zones --output text", "AVAILABILITYZONES …"),
    "sts": ("sts get-caller-identity", '{\n    "UserId": "…",\n    "Account": "{account}",'),
    "ssm": ("ssm describe-parameters --max-items 1", '{\n    "Parameters": ['),
    "kms": ("kms list-keys --max-items 1", '{\n    "Keys": ['),
    "sqs": ("sqs list-queues --max-items 1", '{\n    "QueueUrls": ['),
    "sns": ("sns list-topics --max-items 1", '{\n    "Topics": ['),
    "logs": ("logs describe-log-groups --max-items 1", '{\n    "logGroups": ['),
    "monitoring": ("cloudwatch list-metrics --max-items 1", '{\n    "Metrics": ['),
    "events": ("events list-rules --max-items 1", '{\n    "Rules": ['),
    "secretsmanager": ("secretsmanager list-secrets --max-items 1", '{\n    "SecretList": ['),
    "ecr.api": ("ecr describe-repositories --max-items 1", '{\n    "repositories": ['),
    "lambda": ("lambda list-functions --max-items 1", '{\n    "Functions": ['),
    "states": ("stepfunctions list-state-machines --max-items 1", '{\n    "stateMachines": ['),
}
_DIALLED = frozenset({"regional", "global", "dash-region", "vpce", "dualstack", "fips", "account"})
_LISTS = Words(
    "요청이 서비스까지 가고 응답도 돌아오고, 권한도 있다는 뜻이에요.",
    "It proves that the request gets to the service, that the answer comes back, and that it is authorized.",
)
_LISTS_NOT = Words(
    "어느 길로 갔는지는 알 수 없어요. NAT로 가도, 엔드포인트로 가도 똑같이 나와요.",
    "It does not prove which path was taken: the output is the same through NAT and through an endpoint.",
)
_TIMES_OUT = Words(
    "패킷이 서비스까지 못 가거나 응답이 못 돌아온다는 뜻이에요. 권한 문제는 아니에요.",
    "It proves that packets do not get there, or answers not back. It is not a matter of permissions.",
)
_TIMES_OUT_NOT = Words(
    "라우트에서 막히는지 필터에서 막히는지는 이걸로 알 수 없어요.", "It does not prove whether a route or a filter stops it."
)
_NO_NAME = Words("CLI가 연결을 시작하지도 못한다는 뜻이에요.", "It proves that the CLI cannot even begin a connection.")
_NO_NAME_NOT = Words(
    "이름이 안 풀려서인지 연결이 거절돼서인지는 이 메시지만으로 알 수 없어요. nslookup을 같이 보세요.",
    "It does not prove whether the name does not resolve or the connection is refused; look at nslookup as well.",
)
_REFUSED = Words(
    "요청은 서비스까지 갔고, 메시지에 나온 정책이 거부했다는 뜻이에요.",
    "It proves that the request gets to the service, and that the policy which the message names refuses it.",
)
_REFUSED_NOT = Words(
    "엔드포인트 정책이 거부한 경우가 아니면, 어느 길로 갔는지는 알 수 없어요.",
    "Unless an endpoint's policy refused, it does not prove which path the request took.",
)
_OPEN = Words(
    "서비스까지 닿는지를 보여 줘요. 구성만으로는 알 수 없던 부분이에요.",
    "It shows whether the service is reached, which the configuration alone leaves open.",
)
#: S3 User Guide, Troubleshoot access denied errors: how the policy that refuses is named.
_BY = {
    Verdict.BLOCKED_ENDPOINT_POLICY: "because no VPC endpoint policy allows the {action} action",
    Verdict.BLOCKED_RESOURCE_POLICY: "with an explicit deny in a resource-based policy",
}


def predict_cli(scene: Scene, lang: Lang) -> Iterator[Prediction]:
    """Give what a listing of the AWS CLI would show on each way; nothing for services that have none to show."""
    command = _command(scene)
    if command is None:
        return
    for way in scene.ways:
        when = scene.when(way)
        output, proves, not_proven = _shown(way, scene, command[1])
        yield Prediction(
            tool=Tool.AWS_CLI,
            command=command[0],
            output=output,
            proves=proves.say(lang),
            not_proven=scene.not_proven(way, not_proven).say(lang),
            when=when.say(lang) if when else "",
        )


def _command(scene: Scene) -> tuple[str, str] | None:
    """Give the command that dials the very name that was diagnosed, and how its answer begins."""
    destination = scene.diagnosis.case.destination
    if destination.variant not in _DIALLED:
        return None
    before = {"dualstack": "AWS_USE_DUALSTACK_ENDPOINT=true ", "fips": "AWS_USE_FIPS_ENDPOINT=true "}.get(
        destination.variant, ""
    )
    after = f" --endpoint-url {scene.url}" if destination.variant == "vpce" else ""
    if destination.service == "s3":
        listed = f" s3://{destination.bucket}" if destination.bucket else ""
        row = f"2026-01-01 09:00:00 {'      1024 example.txt' if listed else 'example-bucket'}"
        return f"{before}aws s3 ls{listed} --region {destination.region}{after}", row
    known = _COMMANDS.get(destination.service or "")
    if known is None:
        return None
    answer = known[1].replace("{account}", scene.diagnosis.case.snapshot.account or "…")
    return f"{before}aws {known[0]} --region {destination.region}{after}", answer


def _shown(way: Trace, scene: Scene, answer: str) -> tuple[str, Words, Words]:
    if nameless(way):
        return f'Could not connect to the endpoint URL: "{scene.url}/"', _NO_NAME, _NO_NAME_NOT
    if without_address(way):
        return f'Could not connect to the endpoint URL: "{scene.url}/"', _NO_NAME, _NO_NAME_NOT
    if stopper(way) is not None:
        return f'Connect timeout on endpoint URL: "{scene.url}/"', _TIMES_OUT, _TIMES_OUT_NOT
    if (verdict := refuser(way)) is not None:
        return _denied(verdict, scene), _REFUSED, _REFUSED_NOT
    if not known_to_arrive(way):
        return f"{answer} …", _OPEN, _TIMES_OUT_NOT
    return answer, _LISTS, _LISTS_NOT


def _denied(verdict: Verdict, scene: Scene) -> str:
    destination = scene.diagnosis.case.destination
    if destination.service != "s3":
        return (
            "An error occurred (AccessDenied) when calling the … operation: User: … is not authorized to perform: … "
            + _BY[verdict].format(action="…")
        )
    operation, action = ("ListObjectsV2", "s3:ListBucket") if destination.bucket else ("ListBuckets", "s3:ListAllMyBuckets")
    on = f' on resource: "arn:aws:s3:::{destination.bucket}"' if destination.bucket else ""
    return (
        f"An error occurred (AccessDenied) when calling the {operation} operation: User: … is not authorized to perform: "
        f"{action}{on} {_BY[verdict].format(action=action)}"
    )
