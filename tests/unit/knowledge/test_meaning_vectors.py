"""Vectors on disk: kept once, shared by processes, and made anew when the file is damaged."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.meaning.vectors import Cache

ROOT = Path(__file__).parents[3]
WRITES = """
import sys
from pathlib import Path
import numpy as np
from knowledge.meaning.vectors import Cache
for at in range(40):
    Cache(Path(sys.argv[1]), "m").keep({f"{sys.argv[2]} {at}": np.full(8, at, dtype=np.float16)})
"""


def row(value: float) -> object:
    """Give a vector of eight equal numbers."""
    return np.full(8, value, dtype=np.float16)


def test_what_was_kept_is_there_for_the_next_process(tmp_path: Path) -> None:
    """A second cache on the same file has the vectors of the first, and nothing for other texts."""
    file = tmp_path / "new" / "meaning.db"
    Cache(file, "m").keep({"vpc": row(1), "서브넷": row(2)})
    found = Cache(file, "m").load(["서브넷", "vpc", "nat"])
    assert {text: float(vector[0]) for text, vector in found.items()} == {"vpc": 1.0, "서브넷": 2.0}


def test_two_models_never_share_a_vector(tmp_path: Path) -> None:
    """A new version of the model starts with nothing."""
    Cache(tmp_path / "v.db", "m 1").keep({"vpc": row(1)})
    assert Cache(tmp_path / "v.db", "m 2").load(["vpc"]) == {}


def test_no_text_is_readable_in_the_file(tmp_path: Path) -> None:
    """A team's phrasings stay where they are."""
    Cache(tmp_path / "v.db", "m").keep({"our secret subnet": row(1)})
    assert b"secret" not in (tmp_path / "v.db").read_bytes()


@pytest.mark.parametrize("junk", [b"", b"no database at all" * 400])
def test_a_damaged_file_is_made_anew(tmp_path: Path, junk: bytes) -> None:
    """Whatever stands in the file, the next vectors are kept and found."""
    file = tmp_path / "v.db"
    file.write_bytes(junk)
    cache = Cache(file, "m")
    assert cache.load(["vpc"]) == {}
    cache.keep({"vpc": row(1)})
    assert list(cache.load(["vpc"])) == ["vpc"]


def test_a_file_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    """Pages overwritten by something else are not mistaken for vectors."""
    file = tmp_path / "v.db"
    cache = Cache(file, "m")
    cache.keep({f"text {at}": row(at) for at in range(2000)})
    raw = bytearray(file.read_bytes())
    raw[4096 : len(raw)] = b"\xff" * (len(raw) - 4096)
    file.write_bytes(raw)
    assert cache.load(["text 7"]) == {}
    cache.keep({"text 7": row(7)})
    assert list(cache.load(["text 7"])) == ["text 7"]


def test_vectors_of_another_length_or_without_a_direction_are_left_out(tmp_path: Path) -> None:
    """A row cut short and a row that is no number are made again."""
    cache = Cache(tmp_path / "v.db", "m")
    cache.keep({"a": row(1), "b": row(2), "short": np.ones(3, dtype=np.float16), "nan": row(float("nan"))})
    assert sorted(cache.load(["a", "b", "short", "nan"])) == ["a", "b"]


def test_a_place_where_nothing_can_be_written_costs_only_the_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The folder's name is taken by a file: nothing is kept, one line says so, and nothing is raised."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "taken" / "v.db", "m")
    with caplog.at_level(logging.WARNING):
        cache.keep({"vpc": row(1)})
    assert "are not kept" in caplog.text
    assert cache.load(["vpc"]) == {}


def test_two_processes_write_at_the_same_time(tmp_path: Path) -> None:
    """Neither loses what the other keeps."""
    file = tmp_path / "v.db"
    both = [subprocess.Popen([sys.executable, "-c", WRITES, str(file), name], cwd=ROOT) for name in ("one", "two")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert len(Cache(file, "m").load([f"{name} {at}" for name in ("one", "two") for at in range(40)])) == 80
