"""What is called otherwise in another partition of AWS: DNS suffixes, and how endpoint services' names begin."""

from __future__ import annotations

#: Endpoint services whose names in China begin with `cn.`, as AWS's CDK lists them; those of gateway endpoints do not.
#: — https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
_CHINA = frozenset(
    {
        "application-autoscaling",
        "athena",
        "autoscaling",
        "backup",
        "batch",
        "cassandra",
        "cloudcontrolapi",
        "cloudformation",
        "databrew",
        "dms",
        "ebs",
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "eks",
        "elasticache",
        "elasticbeanstalk",
        "elasticfilesystem",
        "emr-containers",
        "execute-api",
        "fsx",
        "imagebuilder",
        "iot.data",
        "kinesis-streams",
        "lambda",
        "license-manager",
        "monitoring",
        "rds",
        "redshift",
        "redshift-data",
        "sagemaker.api",
        "sagemaker.featurestore-runtime",
        "sagemaker.runtime",
        "securityhub",
        "servicecatalog",
        "sms",
        "sqs",
        "states",
        "sts",
        "sync-states",
        "synthetics",
        "transfer",
        "xray",
    }
)
#: The same of the European Sovereign Cloud (same page).
_SOVEREIGN = frozenset({"ecr.api", "ecr.dkr", "execute-api", "securityhub"})
_OWN = (("cn-", "cn.com.amazonaws", _CHINA), ("eusc-", "eu.amazonaws", _SOVEREIGN))
_USUAL = "com.amazonaws"
_BEGINNINGS = (_USUAL, *(beginning for _, beginning, _ in _OWN))


def dns_suffix(region: str) -> str:
    """Give the DNS suffix of a Region's partition: China and the European Sovereign Cloud have their own."""
    return (
        "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.eu" if region.startswith("eusc-") else "amazonaws.com"
    )


def beginning_of(service: str, region: str) -> str:
    """Give how the name of an endpoint service begins in a Region."""
    own = (beginning for start, beginning, services in _OWN if region.startswith(start) and service in services)
    return next(own, _USUAL)


def parts_of(name: str) -> tuple[str, str]:
    """Give the Region and the service in an endpoint service's name; neither is in a foreign one, no Region in some."""
    rest = next((name.removeprefix(f"{start}.") for start in _BEGINNINGS if name.startswith(f"{start}.")), "")
    region, _, service = rest.partition(".")
    return (region, service) if region.count("-") >= 2 else ("", rest)  # noqa: PLR2004 (a Region has two hyphens, `s3-global` one)
