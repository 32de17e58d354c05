"""The door of the diagnosis: ask with a Query and a Snapshot, get Diagnoses. Nothing behind it does I/O but `collect`."""

from diagnostics.diagnose import diagnose
from diagnostics.model.finding import Diagnosis, Finding
from diagnostics.model.flow import AskerError, Destination, Query, Source
from diagnostics.model.snapshot import Gap, Snapshot
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Lang, Words

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
