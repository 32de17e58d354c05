"""Which requests get the newer keys of VPC endpoints, and the action prefixes of the services behind endpoint names."""

from __future__ import annotations

#: Endpoint services whose actions have another prefix than the endpoint service's name.
_PREFIXES = {
    "ecr.api": "ecr",
    "ecr.dkr": "ecr",
    "monitoring": "cloudwatch",
    "kinesis-streams": "kinesis",
    "kinesis-firehose": "firehose",
    "dynamodb-streams": "dynamodb",
    "ecs-agent": "ecs",
    "ecs-telemetry": "ecs",
    "sagemaker.api": "sagemaker",
    "sagemaker.runtime": "sagemaker",
    "s3-global.accesspoint": "s3",
}
#: Endpoint services whose actions have the same prefix as the endpoint service's name.
_PLAIN = frozenset(
    {
        "athena",
        "autoscaling",
        "cloudformation",
        "cloudtrail",
        "config",
        "datasync",
        "dynamodb",
        "ebs",
        "ec2",
        "ec2messages",
        "ecs",
        "eks",
        "elasticfilesystem",
        "elasticloadbalancing",
        "events",
        "execute-api",
        "glue",
        "kms",
        "lambda",
        "logs",
        "rds",
        "s3",
        "s3express",
        "s3tables",
        "secretsmanager",
        "servicequotas",
        "sns",
        "sqs",
        "ssm",
        "ssmmessages",
        "states",
        "storagegateway",
        "sts",
        "textract",
        "transcribe",
        "transfer",
        "xray",
    }
)

#: "The following services support this key" — and no others have it in their requests.
#: — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpcarn
HAS_SOURCE_VPC_ARN = frozenset(
    {
        "acm-pca",
        "applicationinsights",
        "apprunner",
        "athena",
        "cloudformation",
        "comprehendmedical",
        "compute-optimizer",
        "datasync",
        "discovery",
        "ebs",
        "ecr",
        "ecs",
        "firehose",
        "healthlake",
        "iam",
        "iotfleetwise",
        "iotwireless",
        "kinesisanalytics",
        "kms",
        "lambda",
        "medical-imaging",
        "omics",
        "payment-cryptography",
        "polly",
        "rbin",
        "rekognition",
        "route53",
        "s3",
        "scheduler",
        "servicediscovery",
        "servicequotas",
        "ssm-contacts",
        "storagegateway",
        "textract",
        "transcribe",
        "transfer",
    }
)
#: The same of `aws:VpceAccount`: "Using this key with unsupported services can lead to unintended authorization results."
#: — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
HAS_VPCE_ACCOUNT = HAS_SOURCE_VPC_ARN | {"dynamodb", "gamelift", "shield"}


def action_prefix(service: str | None) -> str:
    """Give the prefix of a service's actions (`s3` of `s3:GetObject`); "" where it is not known for sure."""
    name = service or ""
    return _PREFIXES.get(name, name if name in _PLAIN | HAS_VPCE_ACCOUNT else "")
