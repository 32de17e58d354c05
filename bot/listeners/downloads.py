"""A file that somebody put into the conversation: fetched from Slack with the bot's token, and from nowhere else."""

from __future__ import annotations

import http.client
import string
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from bot import captions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from diagnostics.model.words import Words

_MB = 1024 * 1024
SECONDS = 30
_PIECE = 256 * 1024
#: Where Slack keeps files; the token is sent nowhere else, however a file's address looks.
_SLACK = (".slack.com", ".slack-gov.com")
ARCHIVES = (".zip", ".tar.gz", ".tgz")
TEXTS = (".txt", ".log", ".json", ".out", ".md")


class DownloadError(Exception):
    """A file was not fetched; `words` say why and what to do, `particulars` fill them."""

    def __init__(self, words: Words, **particulars: str) -> None:
        """Keep the sentence and what fills it."""
        super().__init__(words.en)
        self.words = words
        self.particulars = particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A file in a message, as Slack describes it. Its name was chosen by a person and is only ever shown."""

    id: str
    name: str
    size: int
    url: str
    mode: str = ""

    @property
    def is_archive(self) -> bool:
        """Say whether the name is that of a zip or a tar.gz."""
        return self.name.lower().endswith(ARCHIVES)

    @property
    def is_text(self) -> bool:
        """Say whether this is a snippet or a text file, as a long paste becomes one."""
        return self.mode == "snippet" or self.name.lower().endswith(TEXTS)


def described(client: WebClient, file: Mapping[str, Any]) -> Dropped:
    """Give the file of a message; where the event only names it, as mentions and Slack Connect do, Slack is asked."""
    if not file.get("url_private_download") and file.get("id"):
        file = client.files_info(file=str(file["id"])).get("file") or {}
    return Dropped(
        id=str(file.get("id", "")),
        name=str(file.get("name", "")),
        size=int(file.get("size") or 0),
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
        mode=str(file.get("mode", "")),
    )


def content_of(client: WebClient, file: Dropped, limit: int) -> bytes:
    """Give the bytes of a file, at most `limit` of them; never on disk.

    Raises:
        DownloadError: it is larger, it is not kept in Slack, or Slack does not hand it over.
    """
    if file.size > limit:
        raise _too_large(limit)
    if not _is_slacks(file.url, str(client.base_url)):
        raise DownloadError(captions.FILE_ELSEWHERE)
    address = quote(file.url, safe=string.punctuation)  # a name in Korean is none of a request line's letters
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 (https to Slack, or the API's own address)
    opener = urllib.request.build_opener(_NoRedirects())
    try:
        with opener.open(request, timeout=SECONDS) as response:
            if response.headers.get_content_type() == "text/html" and not file.name.lower().endswith((".html", ".htm")):
                raise DownloadError(captions.FILE_NOT_GIVEN, code="login")  # what Slack shows to whom it lets in nowhere
            return _read(response, limit)
    except urllib.error.HTTPError as refused:
        refused.close()
        raise DownloadError(captions.FILE_NOT_GIVEN, code=str(refused.code)) from refused
    except (OSError, http.client.HTTPException) as trouble:
        raise DownloadError(captions.FILE_NOT_GIVEN, code=type(trouble).__name__) from trouble


def _read(response: http.client.HTTPResponse, limit: int) -> bytes:
    """Give the body, as long as it stays within the limit, whatever was said of its length."""
    held, taken = [], 0
    while piece := response.read(_PIECE):
        taken += len(piece)
        if taken > limit:
            raise _too_large(limit)
        held.append(piece)
    return b"".join(held)


def _too_large(limit: int) -> DownloadError:
    return DownloadError(captions.FILE_TOO_LARGE, limit=str(limit // _MB))


def _is_slacks(url: str, api: str) -> bool:
    """Say whether an address is one of Slack's own hosts by https, or on the host that the Web API is called at."""
    try:
        asked, ours = urlsplit(url), urlsplit(api)
        here = (asked.scheme, asked.hostname, asked.port) == (ours.scheme, ours.hostname, ours.port)
    except ValueError:
        return False
    host = asked.hostname or ""
    return here or (asked.scheme == "https" and asked.port in {None, 443} and host.endswith(_SLACK))


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nobody: the token would go along."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Refuse, so that the answer counts as an error."""
