"""Notes as teams keep them, for the tests of drafting."""

from __future__ import annotations

from pathlib import Path

from knowledge import schema
from knowledge.drafting.ideas import Idea, Read, read
from knowledge.drafting.naming import Dictionary
from knowledge.library import Folder

NOTES = Path(__file__).parent / "notes"
KOREAN = NOTES / "사내망.md"
ENGLISH = NOTES / "Runbook 0123456789abcdef0123456789abcdef.md"


def of(text: str, note: str = "orchard.md") -> Read:
    """Give what is read of a note with this text."""
    return read(note, note.removesuffix(".md"), text)


def idea(text: str, note: str = "orchard.md") -> Idea:
    """Give the one idea of a note."""
    (only,) = of(text, note).ideas
    return only


def dictionary() -> Dictionary:
    """Give the shipped glossary's things."""
    return Dictionary(schema.glossary(Folder.shipped().node_or_shipped("glossary.yaml"))[0])
