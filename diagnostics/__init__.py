"""The door of the diagnosis: ask with a Query and a Snapshot, get Diagnoses. Nothing behind it does I/O but `collect`.

What is behind the door is loaded when it is first asked for: a program that only needs a word of the model, or nothing yet,
does not pay for the catalogue.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnostics.diagnosis import diagnose
    from diagnostics.model.finding import Diagnosis, Finding
    from diagnostics.model.flow import AskerError, Destination, Query, Source
    from diagnostics.model.snapshot import Gap, Snapshot
    from diagnostics.model.trace import Verdict, VerdictClass
    from diagnostics.model.words import Lang, Words

_HOMES = {
    "diagnose": "diagnostics.diagnosis",
    "AskerError": "diagnostics.model.flow",
    "Destination": "diagnostics.model.flow",
    "Diagnosis": "diagnostics.model.finding",
    "Finding": "diagnostics.model.finding",
    "Gap": "diagnostics.model.snapshot",
    "Lang": "diagnostics.model.words",
    "Query": "diagnostics.model.flow",
    "Snapshot": "diagnostics.model.snapshot",
    "Source": "diagnostics.model.flow",
    "Verdict": "diagnostics.model.trace",
    "VerdictClass": "diagnostics.model.trace",
    "Words": "diagnostics.model.words",
}

__all__ = [
    "AskerError",
    "Destination",
    "Diagnosis",
    "Finding",
    "Gap",
    "Lang",
    "Query",
    "Snapshot",
    "Source",
    "Verdict",
    "VerdictClass",
    "Words",
    "diagnose",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the name stands for)
    """Load what a name stands for, once."""
    if name in _HOMES:
        found: object = getattr(importlib.import_module(_HOMES[name]), name)
    else:
        msg = f"module 'diagnostics' has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = found
    return found
