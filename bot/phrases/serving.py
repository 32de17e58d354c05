"""What is said of the ways to run the app, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

LAMBDA_NEEDS_POSTGRES = Words(
    ko="Lambda에서는 SQLite를 쓸 수 없어요. 인스턴스마다 디스크가 따로라서 기억이 사라져요. "
    "ROUTELORE_DATABASE_URL에 postgresql:// 주소를 적어 주세요.",
    en="SQLite does not work on Lambda, where each instance has a disk of its own and soon loses it. Put a postgresql:// "
    "URL into ROUTELORE_DATABASE_URL.",
)
