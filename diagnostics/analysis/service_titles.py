"""What engineers call the services, by the last words of their endpoint services' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICES: Mapping[str, str] = {
    "s3": "S3",
    "s3express": "S3 Express",
    "s3-global.accesspoint": "S3 Multi-Region Access Point",
    "s3tables": "S3 Tables",
    "s3vectors": "S3 Vectors",
    "s3-outposts": "S3 on Outposts",
    "s3-object-lambda": "S3 Object Lambda",
    "dynamodb-streams": "DynamoDB Streams",
    "dynamodb": "DynamoDB",
    "ec2": "EC2 API",
    "sts": "STS",
    "ecr.api": "ECR API",
    "ecr.dkr": "ECR",
    "logs": "CloudWatch Logs",
    "monitoring": "CloudWatch",
    "events": "EventBridge",
    "kms": "KMS",
    "sns": "SNS",
    "sqs": "SQS",
    "ssm": "Systems Manager",
    "secretsmanager": "Secrets Manager",
    "lambda": "Lambda",
    "execute-api": "API Gateway",
    "elasticloadbalancing": "Elastic Load Balancing",
    "autoscaling": "Auto Scaling",
    "kinesis-streams": "Kinesis Data Streams",
    "kinesis-firehose": "Data Firehose",
    "athena": "Athena",
    "glue": "Glue",
    "eks": "EKS",
    "ecs": "ECS",
}


def titled(service: str) -> str:
    """Give what a service is called in a sentence: `S3` for `s3`; a name that is not known as it is."""
    return SERVICES.get(service, service)
