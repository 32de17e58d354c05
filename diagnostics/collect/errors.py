"""What can go wrong before there is anything to diagnose, split by whose fault it is.

The asker's own mistakes are `diagnostics.model.flow.AskerError`; all three carry a code that picks the sentence.
"""

from __future__ import annotations


class AccessError(Exception):
    """Our credentials or our role are not good enough; the operator has to act."""

    def __init__(self, code: str, **particulars: str) -> None:
        """Keep the code of the sentence and what fills it; the words themselves live elsewhere."""
        super().__init__(code)
        self.code = code
        self.particulars = particulars


class ServiceError(Exception):
    """AWS did not answer, or not in a way that could be used; trying again later may help."""

    def __init__(self, code: str, **particulars: str) -> None:
        """Keep the code of the sentence and what fills it; the words themselves live elsewhere."""
        super().__init__(code)
        self.code = code
        self.particulars = particulars
