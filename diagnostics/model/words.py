"""One sentence in the two languages that the product speaks."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in Korean and in English; neither is a translation aid for the other."""

    ko: str
    en: str

    def __post_init__(self) -> None:
        """Refuse half a sentence: both languages are written, or the words do not exist."""
        if not self.ko.strip() or not self.en.strip():
            msg = f"words need both languages: ko={self.ko!r} en={self.en!r}"
            raise ValueError(msg)

    def say(self, lang: Lang) -> str:
        """Give the sentence in one language."""
        return self.ko if lang == "ko" else self.en
