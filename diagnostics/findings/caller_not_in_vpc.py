"""The caller sends from outside every VPC of the account, so no route table or endpoint applies to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="SVC-002",
    id="caller-not-in-vpc",
    severity=Severity.INFO,
    title=Words(
        ko="호출하는 쪽이 VPC 안에 있지 않아요",
        en="The caller is not in a VPC",
    ),
    why=Words(
        ko=(
            "VPC에 연결하지 않은 Lambda 함수는 AWS가 관리하는 네트워크에서 바로 나가요. 우리 VPC의 라우팅 테이블도, NAT "
            "게이트웨이도, 엔드포인트도 거치지 않아요. 그래서 VPC 쪽을 아무리 고쳐도 이 함수의 경로는 그대로고, "
            "aws:SourceVpce나 aws:SourceVpc를 요구하는 버킷 정책에는 거부돼요."
        ),
        en=(
            "A Lambda function that is not connected to a VPC sends from a network that AWS runs. It passes none of your "
            "route tables, NAT gateways or endpoints, so nothing you change in a VPC changes its path, and a bucket policy "
            "that asks for aws:SourceVpce or aws:SourceVpc refuses it."
        ),
    ),
    fix=Words(
        ko=(
            "S3나 DynamoDB만 쓰는 함수라면 고칠 것이 없어요. 버킷 정책이 VPC를 요구하거나 VPC 안의 리소스도 써야 할 때만 "
            "함수를 프라이빗 서브넷에 연결하고, 그 서브넷의 라우팅 테이블을 게이트웨이 엔드포인트에 연결하세요."
        ),
        en=(
            "A function that only uses S3 or DynamoDB needs no fix. Where a bucket policy demands the VPC, or the function "
            "needs something inside it, connect the function to private subnets whose tables have the gateway endpoint's "
            "route."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "VPC에 연결하면 함수는 더 이상 인터넷에 바로 나가지 못해요. 외부 API나 엔드포인트가 없는 AWS 서비스를 "
                "부른다면 NAT 게이트웨이도 준비하세요."
            ),
            en=(
                "Once connected to a VPC, the function has no internet access of its own. If it calls outside APIs, or AWS "
                "services without an endpoint there, have a NAT gateway ready."
            ),
        ),
        Words(
            ko=(
                "퍼블릭 서브넷에 연결해도 Lambda에는 공인 IP가 붙지 않아요. 실행 역할에는 "
                "AWSLambdaVPCAccessExecutionRole에 있는 권한이 필요해요."
            ),
            en=(
                "A public subnet gives Lambda no public IP either, and the execution role needs the permissions of "
                "AWSLambdaVPCAccessExecutionRole."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
    ),
    see_also=("igw-route-without-public-ip", "gateway-endpoint-not-associated"),
    learn=("services-outside-vpc", "services-inside-vpc", "no-public-ip-needed"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the function that sends from outside every VPC."""
    function, region = case.source.function, case.source.region
    if case.verdict is not Verdict.NOT_IN_VPC or function is None:
        return
    yield Finding(
        rule=RULE,
        subject=function,
        evidence=(
            Evidence(
                call="lambda:GetFunctionConfiguration",
                subject=function,
                fact=Words(ko=f"{function}: VpcConfig에 서브넷이 없어요", en=f"{function}: no subnet in VpcConfig"),
            ),
        ),
        cli=(
            (
                f"aws lambda update-function-configuration --function-name {function}"
                f" --vpc-config SubnetIds=<private-subnet-id>,SecurityGroupIds=<security-group-id> --region {region}"
            ),
        ),
        terraform=(
            'resource "aws_lambda_function" "this" {\n'
            "  vpc_config {\n"
            '    subnet_ids         = ["<private-subnet-id>"]\n'
            '    security_group_ids = ["<security-group-id>"]\n'
            "  }\n"
            "}"
        ),
    )
