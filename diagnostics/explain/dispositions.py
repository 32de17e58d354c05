"""Every verdict in plain words: its short name, what it means, and what to look at next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.reaching import REACHING
from diagnostics.explain.stopping import STOPPING
from diagnostics.explain.undecided import UNDECIDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.explain.disposition import Disposition
    from diagnostics.model.trace import Verdict

#: One row for every member of `Verdict`.
DISPOSITIONS: Mapping[Verdict, Disposition] = {**REACHING, **STOPPING, **UNDECIDED}
