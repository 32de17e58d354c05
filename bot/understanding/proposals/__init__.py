"""What a supposition comes to in one network: the changes that its words can mean there, to be made to a copy. Pure."""

from __future__ import annotations

from bot.understanding.proposals.reading import already, propose, read_all

__all__ = ["already", "propose", "read_all"]
