"""EC2's wire format: a call as form fields, an answer as XML, and the few things that are done with both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"


@dataclass(eq=False)
class RefusedError(Exception):
    """A call that the sample account refuses, with AWS's error code and message."""

    code: str
    message: str
    status: int = 400

    def body(self) -> bytes:
        """Give the refusal as EC2 writes it."""
        root = ET.Element("Response")
        error = ET.SubElement(ET.SubElement(root, "Errors"), "Error")
        put(error, "Code", self.code)
        put(error, "Message", self.message)
        put(root, "RequestID", "00000000-0000-0000-0000-000000000000")
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def read(body: bytes) -> ET.Element:
    """Give an answer's root element, with every tag free of its namespace."""
    root = ET.fromstring(body)  # noqa: S314 (the XML is moto's own, made in this process)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def refusal(body: bytes, status: int) -> RefusedError:
    """Give the refusal that an error answer of EC2 stands for."""
    root = read(body)
    return RefusedError(root.findtext(".//Code") or "InternalError", root.findtext(".//Message") or "", status)


def write(root: ET.Element) -> bytes:
    """Give an answer as bytes, in EC2's namespace again."""
    root.set("xmlns", NAMESPACE)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def answer_to(action: str) -> ET.Element:
    """Give an empty answer to an action."""
    root = ET.Element(f"{action}Response")
    put(root, "requestId", "00000000-0000-0000-0000-000000000000")
    return root


def put(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    """Set a child of an element, made where it is missing and emptied of children where it was a list; give the child."""
    child = parent.find(tag)
    if child is None:
        child = ET.SubElement(parent, tag)
    child.clear()
    child.text = text
    return child


def put_rows(parent: ET.Element, tag: str, rows: Iterable[Mapping[str, str] | str]) -> None:
    """Set a child that is a list: of values, or of structures of values."""
    held = put(parent, tag)
    for row in rows:
        item = ET.SubElement(held, "item")
        if isinstance(row, str):
            item.text = row
        else:
            for name, value in row.items():
                put(item, name, value)


def text(element: ET.Element, path: str) -> str:
    """Give the text at a path, empty where there is none."""
    return element.findtext(path) or ""


def texts(element: ET.Element, tag: str) -> list[str]:
    """Give the values of a child that is a list of values."""
    return [item.text or "" for item in element.findall(f"{tag}/item")]


def rows(root: ET.Element | None, many: str, one: str = "") -> list[ET.Element]:
    """Give the rows of an answer: those of its set, or the one thing that a creating call gives back."""
    if root is None:
        return []
    alone = root.find(one) if one else None
    return [*root.findall(f"{many}/item"), *([alone] if alone is not None else [])]


def numbered(name: str, values: Iterable[str]) -> dict[str, str]:
    """Give a list as form fields, `Name.1`, `Name.2` and so on."""
    return {f"{name}.{number}": value for number, value in enumerate(values, 1)}


def listed(params: Mapping[str, str], name: str) -> list[str]:
    """Give the values of the form fields `Name.1`, `Name.2` and so on."""
    return list(takewhile(bool, (params.get(f"{name}.{number}", "") for number in count(1))))
