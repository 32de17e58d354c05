"""Sessions of boto3 that share what was read of AWS's models: to read them takes longer than to ask for a whole Region."""

from __future__ import annotations

from functools import cache

import boto3
from botocore.loaders import Loader, create_loader
from botocore.session import Session


def session_of(
    *, profile: str | None = None, region: str | None = None, keys: tuple[str, str, str] | None = None
) -> boto3.Session:
    """Give a session with boto3's own settings, or with these keys: the id, the secret and the token.

    Raises:
        BotoCoreError: as boto3 does where the settings cannot be read.
    """
    session = Session()
    loader = _loader(session.get_config_variable("data_path"))
    session.register_component("data_loader", loader)
    key, secret, token = keys or (None, None, None)
    made = boto3.Session(
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        profile_name=profile,
        region_name=region,
        botocore_session=session,
    )
    loader.search_paths[:] = dict.fromkeys(loader.search_paths)  # each session of boto3 adds its folder once more
    return made


@cache
def _loader(path: str | None) -> Loader:
    """Give what reads AWS's models, and keeps what it read."""
    return create_loader(path)
