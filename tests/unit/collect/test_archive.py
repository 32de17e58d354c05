"""Archives of saved folders: honest ones are read like the folder, hostile ones are refused at little cost."""

from __future__ import annotations

import gzip
import io
import json
import re
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostics.collect import Answers, Meta, Refusal, read_saved, write_saved
from diagnostics.collect.archive import as_zip, read_archive
from diagnostics.collect.members import LARGEST, LARGEST_FILE, MOST_FILES
from diagnostics.explain import trouble
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diagnostics.model.words import Lang

SUBNETS = json.dumps({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}).encode()
SAVED = {
    "describe-subnets.json": SUBNETS,
    "describe-vpcs.error": b"An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: no",
    "snapshot.json": b'{"region": "ap-northeast-2", "account": "111122223333"}',
}
ANSWERS = Answers(
    said={
        "describe-subnets": json.loads(SUBNETS),
        "describe-vpcs": Refusal("UnauthorizedOperation", "no"),
        "get-caller-identity": {"Account": "111122223333"},
        "describe-vpc-attribute.vpc-1.enableDnsSupport": {"VpcId": "vpc-1", "EnableDnsSupport": {"Value": True}},
    },
    meta=Meta(partition="aws", account="111122223333", region="ap-northeast-2", taken_at="2026-01-01T00:00:00", by="me"),
)


def zipped(files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    """Give a zip of files; `change` is made to each entry."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            archive.writestr(entry, content)
    return packed.getvalue()


def tarred(files: dict[str, bytes], change: Callable[[tarfile.TarInfo], None] | None = None) -> bytes:
    """Give a tar.gz of files; `change` is made to each entry."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            if change:
                change(entry)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def refused(data: bytes) -> AskerError:
    """Give the refusal of an archive."""
    with pytest.raises(AskerError) as raised:
        read_archive(data)
    assert all(isinstance(each, str) for each in raised.value.particulars.values())
    return raised.value


def within(folder: str) -> dict[str, bytes]:
    """Give the files of a saved folder within another folder."""
    return {f"{folder}{name}": content for name, content in SAVED.items()}


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("folder", ["", "./", "routelore/", "a/b/", "windows\\"])
def test_an_archive_is_read_like_its_folder(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], folder: str) -> None:
    """Flat or within folders, from bytes or from a file, with what desktops leave in archives."""
    for name, content in SAVED.items():
        (tmp_path / name).write_bytes(content)
    litter = {"__MACOSX/._describe-subnets.json": b"\0\1", f"{folder}.DS_Store": b"\0", f"{folder}inner.zip": zipped({})}
    packed = pack({**within(folder), **litter})
    assert read_archive(packed) == read_saved(tmp_path)
    (tmp_path.parent / f"{tmp_path.name}.zip").write_bytes(packed)
    assert read_archive(tmp_path.parent / f"{tmp_path.name}.zip") == read_archive(packed)


def test_the_folder_that_is_a_snapshot_is_found_among_others() -> None:
    """JSON of something else beside it is not read; two snapshots are a question to the asker."""
    assert read_archive(zipped({**within("saved/"), "notes/todo.json": b"{"})).unread == ()
    two = refused(zipped({**within("seoul/"), **within("tokyo/")}))
    assert (two.code, two.particulars) == ("archive-several-folders", {"folders": "seoul, tokyo"})


def test_a_zip_gives_back_what_was_put_in() -> None:
    """Answers, refusals and whose they are; the same answers give the same bytes."""
    assert read_archive(as_zip(ANSWERS)) == ANSWERS
    assert as_zip(ANSWERS) == as_zip(ANSWERS)


def test_a_zip_and_the_folder_that_is_written_are_the_same(tmp_path: Path) -> None:
    """Unzipped by anything, the zip is the folder."""
    write_saved(ANSWERS, tmp_path / "saved")
    with zipfile.ZipFile(io.BytesIO(as_zip(ANSWERS))) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.name: path.read_bytes() for path in (tmp_path / "saved").iterdir()}


@pytest.mark.parametrize("tags", [15, 1])
def test_a_large_region_can_be_put_into_a_zip_and_read_again(tags: int) -> None:
    """What is too large as the AWS CLI prints it goes without white space; what compresses like a bomb goes as it is."""
    row = {"State": "available", "Tags": [{"Key": f"orchard-{n}", "Value": "x"} for n in range(tags)]}
    rows = [{"SubnetId": f"subnet-{n if tags > 1 else 1:017x}", **row} for n in range(15_000)]
    answers = Answers(said={"describe-subnets": {"Subnets": rows}})
    assert read_archive(as_zip(answers)) == answers


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "name",
    ["../describe-vpcs.json", "a/../../b.json", "/etc/passwd", "C:\\x.json", "..\\x.json", "\\\\host\\x", "a\nb.json"],
)
def test_a_name_that_leads_elsewhere_is_refused(pack: Callable[[dict[str, bytes]], bytes], name: str) -> None:
    """Nothing is ever written; such a name says enough about the archive."""
    assert refused(pack({**SAVED, name: b"{}"})).code == "archive-traversal"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFSOCK])
def test_what_is_no_file_in_a_zip_is_refused(kind: int) -> None:
    """Links, pipes, devices and sockets."""

    def change(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = (kind | 0o777) << 16

    assert refused(zipped(SAVED, change)).code == "archive-links"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE])
def test_what_is_no_file_in_a_tar_is_refused(kind: bytes) -> None:
    """Soft and hard links, pipes and devices."""

    def change(entry: tarfile.TarInfo) -> None:
        entry.type, entry.linkname = kind, "/etc/passwd"

    assert refused(tarred(SAVED, change)).code == "archive-links"


def test_an_encrypted_zip_is_refused() -> None:
    """Nobody asks for its password."""
    packed = bytearray(zipped(SAVED))
    at = packed.find(b"PK\x01\x02")
    packed[at + 8] |= 1
    assert refused(bytes(packed)).code == "archive-encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_methods_that_can_be_opened_bit_by_bit_are_opened(method: int) -> None:
    """Python unpacks the others whole, however large."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("describe-subnets.json", SUBNETS)
    assert refused(packed.getvalue()).code == "archive-unreadable"


def test_too_much_of_anything_is_refused() -> None:
    """Too many files, too large a file, too much in all, and the same packed."""
    assert refused(zipped({f"{n}.json": b"" for n in range(MOST_FILES + 1)})).code == "archive-too-many-files"
    assert refused(tarred({f"{n}.json": b"" for n in range(MOST_FILES + 1)})).code == "archive-too-many-files"
    noise = bytes(range(256)) * 4096 + b"x" * (LARGEST_FILE - 2**20)
    assert refused(tarred({"describe-subnets.json": noise + b"x"})).code in {"archive-file-too-large", "archive-bomb"}
    assert refused(b"PK" + b"\0" * LARGEST).code == "archive-too-large"


def test_a_large_archive_is_refused_before_anything_of_it_is_unpacked() -> None:
    """The list of files says how large they are."""
    packed = bytearray(zipped(SAVED))
    at = packed.find(b"PK\x01\x02")
    packed[at + 24 : at + 28] = struct.pack("<I", LARGEST_FILE + 1)
    packed[at + 20 : at + 24] = struct.pack("<I", LARGEST_FILE)
    assert refused(bytes(packed)).code == "archive-file-too-large"
    several = bytearray(zipped({f"{n}.json": b"{}" for n in range(5)}))
    at = -1
    while (at := several.find(b"PK\x01\x02", at + 1)) > 0:
        several[at + 20 : at + 28] = struct.pack("<II", LARGEST_FILE, LARGEST_FILE)
    assert refused(bytes(several)).code == "archive-too-large"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_bombs_are_refused(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    """Fifteen million zeros in a few thousand bytes."""
    bomb = pack({"describe-subnets.json": b"0" * 15_000_000})
    assert (refused(bomb).code, len(bomb) < 50_000) == ("archive-bomb", True)


def test_a_zip_that_lies_about_its_size_unpacks_no_more_than_it_says() -> None:
    """Two hundred million zeros that are said to be a thousand cost no memory."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b"0" * 1_000_000) for _ in range(200)) + packer.flush()
    entry = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x21, 0, len(packed), 1000) + struct.pack("<HH", 21, 0)
    name = b"describe-subnets.json"
    local = b"PK\x03\x04" + entry + name + packed
    listed = b"PK\x01\x02" + b"\x14\x00" + entry + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(local), 0)
    tracemalloc.start()
    try:
        assert refused(local + listed + end).code == "archive-unreadable"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_gzip_that_never_ends_is_refused_early() -> None:
    """Nothing beyond what the largest tar could be is unpacked."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    noisy = zlib.compress(bytes(range(256)) * 8, 0)
    packed = b"".join(packer.compress(noisy * 1000) for _ in range(100)) + packer.flush()
    assert refused(packed).code in {"archive-too-large", "archive-bomb"}


def test_the_same_name_twice_is_refused() -> None:
    """Which of the two counts would be a guess; an empty part of a path does not make another name."""
    assert refused(zipped({"a/describe-subnets.json": SUBNETS, "a//describe-subnets.json": SUBNETS})).code == (
        "archive-duplicate"
    )
    assert (
        refused(tarred({"describe-subnets.json": SUBNETS, "./describe-subnets.json": SUBNETS})).code == "archive-duplicate"
    )


@pytest.mark.parametrize(
    "wild",
    [
        b"[" * 61,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 70 + b"1" + b"}" * 70,
        b'{"Subnets": [' + b"9" * 5_000 + b"]}",
        b'{"Subnets": ["' + b"x" * 1_100_000 + b'"]}',
        b'{"Subnets": [' + b"{}," * 4_100_000 + b"{}]}",
        b'{"a": "' + b'\\"' * 600_000,
        b'"' * 100_000 + b"[" * 61,
    ],
    ids=["deep", "deeper", "objects", "number", "text", "values", "escapes", "quotes"],
)
def test_wild_json_is_refused(wild: bytes) -> None:
    """Deeper, longer or more than AWS ever sends, also where it would not be JSON in the end."""
    assert refused(zipped({**SAVED, "describe-vpcs.json": wild + b" " * 64}, _stored)).code == "archive-wild-json"


def _stored(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_STORED


@pytest.mark.parametrize("odd", [b"\xc3\x28", b"\x80\x81", b'{"Vpcs": ["\\ud800"]}'])
def test_what_is_no_text_is_refused(odd: bytes) -> None:
    """Bytes that are no UTF-8, and half a surrogate pair."""
    assert refused(zipped({**SAVED, "describe-route-tables.json": odd})).code == "archive-not-text"


def test_odd_but_honest_files_are_as_in_a_folder() -> None:
    """PowerShell's UTF-16, half a file, pairs of surrogates and an empty file cost at most that call."""
    packed = zipped(
        {
            **SAVED,
            "describe-route-tables.json": json.dumps({"RouteTables": []}).encode("utf-16"),
            "describe-vpc-endpoints.json": b'{"VpcEndpoints": [',
            "describe-nat-gateways.json": b'{"NatGateways": ["\\ud83c\\udf4e"]}',
            "describe-instances.error": b"",
        }
    )
    answers = read_archive(packed)
    assert answers.body("describe-route-tables") == {"RouteTables": []}
    assert answers.refusal("describe-vpc-endpoints") == Refusal(
        "UnreadableFile", "describe-vpc-endpoints.json: is not JSON (line 1)"
    )
    assert answers.body("describe-nat-gateways") == {"NatGateways": ["\N{RED APPLE}"]}
    assert "describe-instances" not in answers.said


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "archive-unreadable"),
        (b"hello", "archive-unreadable"),
        (b"PK\x05\x06" + bytes(18), "archive-not-a-snapshot"),
        (gzip.compress(b"hello", mtime=0), "archive-unreadable"),
        (zipped({"holiday.jpg": b"\xff\xd8"}), "archive-not-a-snapshot"),
        (zipped({"notes.json": b'{"apples": 3}'}), "archive-not-a-snapshot"),
        (zipped(SAVED)[:-30], "archive-unreadable"),
        (zipped(SAVED)[:60] + b"xxxx" + zipped(SAVED)[64:], "archive-unreadable"),
    ],
)
def test_what_is_no_snapshot_is_refused(data: bytes, code: str) -> None:
    """Other files, broken archives, and archives of something else."""
    assert refused(data).code == code


def test_a_file_that_is_not_there_is_refused_with_the_systems_own_words(tmp_path: Path) -> None:
    """The same for a folder."""
    for path in (tmp_path / "gone.zip", tmp_path):
        with pytest.raises(AskerError) as raised:
            read_archive(path)
        assert raised.value.code == "archive-not-opened"
        assert raised.value.particulars["why"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_is_wrong_with_an_archive_is_said_without_the_librarys_words(lang: Lang) -> None:
    """One sentence, no empty particulars; the broken file is named where it is one."""
    broken = zipped(SAVED)
    for data in (broken[:-30], b"PK hello", gzip.compress(b"hello", mtime=0), broken[:60] + b"xxxx" + broken[64:]):
        error = refused(data)
        said = trouble(error.code, error.particulars, lang)
        assert not re.search(r"–|zip file|BadZip|magic|\(", said)
        assert all(part in said for part in error.particulars.values())


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BASES = {"zip": zipped(within("saved/")), "tar": gzip.decompress(tarred(within("saved/"))), "own": as_zip(ANSWERS)}


def survives(data: bytes) -> None:
    """Read an archive; what comes is answers or a refusal, and nothing else."""
    try:
        assert isinstance(read_archive(data), Answers)
    except AskerError as refusal:
        assert refusal.code.startswith("archive-")  # noqa: PT017 (both endings are right)


@SLOW
@given(st.binary(max_size=2000), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08"]))
def test_any_bytes_are_answered_or_refused(data: bytes, start: bytes) -> None:
    """Noise, also where it begins like an archive."""
    survives(start + data)
    survives(gzip.compress(data))


@SLOW
@given(
    st.sampled_from(sorted(BASES)),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
    st.integers(0, 200),
)
def test_mutated_archives_are_answered_or_refused(base: str, changes: list[tuple[int, bytes]], cut: int) -> None:
    """Bytes changed anywhere, lists of files above all, and an end that is missing."""
    data = bytearray(BASES[base])
    for at, new in changes:
        start = at % len(data)
        data[start : start + len(new)] = new
    whole = bytes(data[: len(data) - cut])
    survives(gzip.compress(whole) if base == "tar" else whole)


PLAIN = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8)
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8
)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "describe-subnets": st.fixed_dictionaries({"Subnets": VALUES}),
        "describe-vpcs": st.builds(Refusal, st.sampled_from(["AccessDenied", "403"]), st.text().map(str.strip)),
        "head-bucket.orchard.data": st.fixed_dictionaries({"BucketRegion": VALUES}),
        "get-bucket-policy.orchard": st.fixed_dictionaries({"Policy": VALUES}),
    },
)


@SLOW
@given(SAID, st.builds(Meta, account=st.text(max_size=5), region=st.text(max_size=5)))
def test_every_tape_plays_back_to_the_letter(said: dict[str, Any], meta: Meta) -> None:
    """Whatever AWS said comes back from the zip as it was."""
    answers = Answers(said=said, meta=meta)
    assert read_archive(as_zip(answers)) == answers
