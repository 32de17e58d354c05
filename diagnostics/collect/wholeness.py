"""Whether an answer came whole: of one that broke off, botocore makes an answer in which there is nothing."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import errors

from botocore.parsers import ResponseParserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import OperationModel

    from diagnostics.collect.answers import Body

#: An answer that broke off is asked for again; so many times in all.
ATTEMPTS = 3
_JSON = frozenset({"json", "rest-json"})
_XML = frozenset({"ec2", "query", "rest-xml"})
_UNFINISHED = frozenset(errors.codes[name] for name in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN))


class CutShortError(Exception):
    """An answer that is not whole; the message says in a word what is missing."""


def look_whether_whole(*, operation_model: OperationModel, response_dict: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 (the rest of what botocore tells)
    """Refuse an answer that broke off, where botocore would not: JSON that does not end, and nothing instead of a body."""
    shape = operation_model.output_shape
    protocol, body = operation_model.service_model.resolved_protocol, response_dict["body"]
    if response_dict["status_code"] >= HTTPStatus.MULTIPLE_CHOICES or shape is None or "payload" in shape.serialization:
        return
    if all(member.serialization.get("location") for member in shape.members.values()):
        return  # the answer is in the headers
    if not body and protocol in _JSON | _XML:
        raise CutShortError("no-body")
    if protocol in _JSON:
        try:
            read = json.loads(body)
        except ValueError as trouble:
            raise CutShortError("no-end") from trouble
        if not isinstance(read, dict):
            raise CutShortError("no-object")


def cut_short(trouble: Exception) -> bool:
    """Say whether an answer could not be read because its end was missing."""
    if isinstance(trouble, CutShortError):
        return True
    cause = trouble.__context__
    return isinstance(trouble, ResponseParserError) and isinstance(cause, ParseError) and cause.code in _UNFINISHED


def whole_page(ask: Callable[[], Body]) -> Body:
    """Give an answer, asked for again where it broke off."""
    for left in reversed(range(ATTEMPTS)):
        try:
            return ask()
        except (CutShortError, ResponseParserError) as trouble:
            if not (left and cut_short(trouble)):
                raise
    raise CutShortError("no-answer")


def lists(operation_model: OperationModel, result: str) -> bool:
    """Say whether AWS always lists a result, if only to list nothing: in XML, a list without rows is written, too."""
    shape = operation_model.output_shape
    member = shape.members.get(result) if shape is not None else None
    return member is not None and member.type_name == "list" and operation_model.service_model.resolved_protocol in _XML
