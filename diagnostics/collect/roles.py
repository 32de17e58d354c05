"""A read-only role of another account, assumed for a few minutes in the name of whoever asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError
from botocore.parsers import ResponseParserError

from diagnostics.collect.clock import clock_refused
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.collect.sessions import session_of

if TYPE_CHECKING:
    import boto3

#: The shortest session that STS gives. "The value can range from 900 seconds (15 minutes) up to the maximum session duration
#: set for the role." — https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
SESSION_SECONDS = 900
#: Upper- and lower-case letters, digits and _=,.@- are allowed, 2 to 64 of them.
_NOT_IN_NAMES = re.compile(r"[^\w+=,.@-]", re.ASCII)
_LONGEST_NAME = 64
#: Without the role there is nothing to read: what has to wait for it learns soon that it is not to be had.
_SOON = Config(retries={"mode": "standard", "total_max_attempts": 3}, read_timeout=5)
#: How AWS says that credentials were good once.
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"})
_THROTTLED = frozenset({"Throttling", "ThrottlingException", "RequestLimitExceeded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role to assume: its ARN, the external id that its trust policy asks for, and who asked.

    `asker` names the session, so that CloudTrail shows with every call who it was made for.
    """

    arn: str
    asker: str
    external_id: str = ""

    @property
    def session_name(self) -> str:
        """Give the asker as a session may be called."""
        return f"routelore-{_NOT_IN_NAMES.sub('-', self.asker)}"[:_LONGEST_NAME]


def assumed(session: boto3.Session, role: Role, config: Config) -> boto3.Session:
    """Give a session with the role's credentials, good for fifteen minutes.

    Raises:
        AccessError: `role-refused`; AWS would not let these credentials assume the role. `expired-credentials` where they
            were good once, and `clock-skewed` where it is not their fault.
        ServiceError: `throttled` or `role-unreachable`; trying again may help.
    """
    client = session.client("sts", config=config.merge(_SOON))
    proof = {"ExternalId": role.external_id} if role.external_id else {}
    try:
        answer = client.assume_role(
            RoleArn=role.arn, RoleSessionName=role.session_name, DurationSeconds=SESSION_SECONDS, **proof
        )
    except ClientError as trouble:
        error = trouble.response.get("Error", {})
        if error.get("Code") in _THROTTLED:
            raise ServiceError(code="throttled", region=session.region_name or "") from trouble
        if (skewed := clock_refused(trouble)) is not None:
            raise skewed from trouble
        if error.get("Code") in EXPIRED:
            said = str(error.get("Message") or "")
            raise AccessError(code="expired-credentials", profile=session.profile_name, how="key", why=said) from trouble
        raise AccessError(code="role-refused", role=role.arn, why=str(error.get("Code") or "Unknown")) from trouble
    except ParamValidationError as trouble:  # the external id is shorter than AWS takes; boto3 quotes what it refuses
        raise AccessError(code="role-refused", role=role.arn, why="ValidationError") from trouble
    except (BotoCoreError, ResponseParserError) as trouble:
        raise ServiceError(code="role-unreachable", role=role.arn, why=type(trouble).__name__) from trouble
    finally:
        client.close()
    keys = answer["Credentials"]
    given = (keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    return session_of(keys=given, region=session.region_name)
