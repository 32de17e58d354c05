"""What one command would show, if the diagnosis is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.evidence.observation import Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A command to run inside the source, the output to expect, and what that proves and what it does not.

    `when` says under what condition, or for which addresses, this is the output; "" where there is only one. In the output,
    `x` stands for what changes from one run to the next, `…` for lines left out.
    """

    tool: Tool
    command: str
    output: str
    proves: str
    not_proven: str
    when: str = ""
