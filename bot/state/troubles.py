"""What is wrong with the database, in a sentence: for whoever runs the app with where it is, for everybody else without."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

AWAY = Words(
    ko="지금은 제 데이터베이스를 쓸 수 없어서 처리하지 못했어요. 잠시 뒤에 다시 해 보시고, "
    "계속되면 저를 운영하는 분께 알려 주세요.",
    en="I can't use my database just now, so this didn't work. Try again in a moment; if it keeps happening, tell whoever "
    "runs me.",
)
NO_DRIVER = Words(
    ko="PostgreSQL을 쓰려면 드라이버가 필요해요. pip install 'routelore[postgres]'로 설치해 주세요.",
    en="PostgreSQL needs its driver, which is not installed. Install it with: pip install 'routelore[postgres]'",
)
MEMORY_ONLY = Words(
    ko="ROUTELORE_DATABASE_URL이 메모리에만 있는 SQLite라서 아무것도 남지 않아요. "
    "sqlite:////var/lib/routelore/routelore.db처럼 파일 경로를 적어 주세요.",
    en="ROUTELORE_DATABASE_URL names a SQLite database in memory, which keeps nothing. Name a file, such as "
    "sqlite:////var/lib/routelore/routelore.db.",
)
_WRONG_URL = Words(
    ko="데이터베이스 주소를 쓸 수 없어요({where}). ROUTELORE_DATABASE_URL에는 sqlite:////경로/routelore.db나 "
    "postgresql://사용자:암호@호스트/이름을 적어 주세요.",
    en="The database URL cannot be used ({where}). Set ROUTELORE_DATABASE_URL to sqlite:////path/routelore.db or "
    "postgresql://user:password@host/name.",
)
_NEWER = Words(
    ko="더 새로운 버전의 routelore가 쓰던 데이터베이스예요({where}). routelore를 그 버전 이상으로 올려 주세요.",
    en="A newer version of routelore made this database ({where}). Upgrade routelore to that version or a later one.",
)
_UNUSABLE = Words(
    ko="데이터베이스를 열거나 쓸 수 없어요({where}). 경로와 권한, 남은 공간을 확인해 주세요.",
    en="The database cannot be opened or written ({where}). Check its path, its permissions and the free space.",
)
_UNREACHABLE = Words(
    ko="데이터베이스 서버에 연결할 수 없거나 서버가 요청을 거부했어요({where}). "
    "서버가 떠 있는지, 네트워크와 계정이 맞는지 확인해 주세요.",
    en="The database server cannot be reached or refused the request ({where}). Check that it is up, the network to it, and "
    "the user's rights.",
)
_FULL = Words(
    ko="데이터베이스를 둔 디스크가 가득 찼어요({where}). 공간을 비워 주세요. 그 뒤에는 다시 시작하지 않아도 돼요.",
    en="The disk under the database is full ({where}). Free some space; no restart is needed after that.",
)
_BUSY = Words(
    ko="다른 프로세스가 데이터베이스를 오래 잠그고 있어요({where}). 백업이나 다른 도구가 열어 두지 않았는지 확인해 주세요.",
    en="Another process keeps the database locked ({where}). Check that no backup or other tool holds it open.",
)
_READ_ONLY = Words(
    ko="데이터베이스 파일에 쓸 수 없어요({where}). routelore를 실행하는 사용자에게 파일과 폴더의 쓰기 권한을 주세요.",
    en="The database file cannot be written ({where}). Give the user that runs routelore write access to the file and its "
    "folder.",
)
_BROKEN = Words(
    ko="SQLite 데이터베이스가 아니거나 손상된 파일이에요({where}). 백업에서 되돌리거나 경로를 확인해 주세요.",
    en="The file is damaged or is no SQLite database ({where}). Restore it from a backup, or check its path.",
)
#: SQLite's primary result codes (https://www.sqlite.org/rescode.html), which are the last byte of the extended ones.
_SQLITE: Mapping[int, Words] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
}


def wrong_url(where: str) -> Words:
    """Give the sentence for a URL that names no database of the two kinds."""
    return _at(_WRONG_URL, where)


def newer(where: str) -> Words:
    """Give the sentence for tables that a newer version made."""
    return _at(_NEWER, where)


def unusable(error: Exception, where: str) -> Words:
    """Give the sentence for what the database, or its driver, said."""
    said = getattr(error, "orig", None)
    if isinstance(said, sqlite3.Error):
        code = getattr(said, "sqlite_errorcode", 0) & 0xFF
        return _at(_SQLITE.get(code, _UNUSABLE), where)
    return _at(_UNREACHABLE if where.startswith("postgresql") else _UNUSABLE, where)


def _at(words: Words, where: str) -> Words:
    return Words(ko=words.ko.format(where=where), en=words.en.format(where=where))
