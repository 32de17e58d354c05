"""Secrets that are kept in AWS: an SSM parameter, or a secret of Secrets Manager. What is secret is in no error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError
from botocore.parsers import ResponseParserError

from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.client import BaseClient

_CONFIG = Config(
    retries={"mode": "standard", "max_attempts": 3}, connect_timeout=4, read_timeout=10, user_agent_extra="routelore"
)
_MISSING = frozenset({"ParameterNotFound", "ParameterVersionNotFound", "ResourceNotFoundException"})
_LATER = frozenset({"ThrottlingException", "TooManyUpdates", "InternalServerError", "InternalServiceError"})
#: In "arn:partition:service:region:account:resource", the Region.
_REGION_IN_ARN = 3


def parameter(name: str) -> str:
    """Give the value of an SSM parameter, decrypted, by its name or ARN.

    Needs `ssm:GetParameter`, and `kms:Decrypt` where a SecureString has a key of one's own.
    — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html

    Raises:
        AccessError: `secret-missing` or `secret-refused`, or there are no credentials.
        ServiceError: `secret-unreachable`; trying again may help.
        AskerError: `no-region`.
    """
    with _asking("ssm", name) as client:
        return str(client.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])


def secret(name: str) -> str:
    """Give the text of a secret of Secrets Manager, by its name or ARN.

    Needs `secretsmanager:GetSecretValue`, and `kms:Decrypt` where it has a key of one's own.
    — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html

    Raises:
        AccessError: `secret-missing`, `secret-refused` or `secret-no-text`, or there are no credentials.
        ServiceError: `secret-unreachable`; trying again may help.
        AskerError: `no-region`.
    """
    with _asking("secretsmanager", name) as client:
        answer = client.get_secret_value(SecretId=name)
    if "SecretString" not in answer:
        raise AccessError(code="secret-no-text", where=f"secretsmanager:{name}")
    return str(answer["SecretString"])


@contextmanager
def _asking(service: str, name: str) -> Iterator[BaseClient]:
    """Give a client for one call, and say what went wrong with it in a code of ours."""
    where = f"{service}:{name}"
    region = name.split(":")[_REGION_IN_ARN] if name.startswith("arn:") and name.count(":") > _REGION_IN_ARN else None
    try:
        client = boto3.Session().client(service, region_name=region or None, config=_CONFIG)
        try:
            yield client
        finally:
            client.close()
    except ClientError as trouble:
        why = str(trouble.response.get("Error", {}).get("Code") or "Unknown")
        if why in _LATER:
            raise ServiceError(code="secret-unreachable", where=where, why=why) from trouble
        raise AccessError(code="secret-missing" if why in _MISSING else "secret-refused", where=where, why=why) from trouble
    except NoRegionError as trouble:
        raise AskerError(code="no-region") from trouble
    except NoCredentialsError as trouble:
        raise AccessError(code="no-credentials", profile="default", why="") from trouble
    except (BotoCoreError, ResponseParserError) as trouble:
        raise ServiceError(code="secret-unreachable", where=where, why=type(trouble).__name__) from trouble
