"""The refusal of what the policy does not grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.words import Words


class NotAllowedError(Exception):
    """Somebody may not have this; `words` say so, and whom to ask."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(words.en)
        self.words = words
