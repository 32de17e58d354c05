"""A Lambda function that calls itself: what Slack waits for is answered at once, and the work is done by the second call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Slack waits three seconds for all of it.
_SECONDS = 1


class InvokeError(Exception):
    """The function could not call itself; the code is AWS's."""


def invoker(arn: str) -> Callable[[Mapping[str, object]], None]:
    """Give what calls the function with this ARN again, without waiting for it.

    Lambda keeps the event and tries it again: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
    """
    config = Config(connect_timeout=_SECONDS, read_timeout=_SECONDS, retries={"total_max_attempts": 2})
    client = boto3.client("lambda", config=config)

    def invoke(event: Mapping[str, object]) -> None:
        try:
            client.invoke(FunctionName=arn, InvocationType="Event", Payload=json.dumps(event).encode())
        except ClientError as error:
            raise InvokeError(str(error.response["Error"]["Code"])) from error
        except BotoCoreError as error:
            raise InvokeError(type(error).__name__) from error

    return invoke
