"""The sentences for archives that are refused, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What stands in braces are the particulars that come with the code.
ARCHIVES: Mapping[str, Words] = {
    "archive-too-many-files": Words(
        "압축 파일에 파일이 너무 많아요(최대 {limit}개). 스냅샷 폴더 하나만 압축해 주세요.",
        "The archive holds too many files (at most {limit}). Pack one snapshot folder only.",
    ),
    "archive-file-too-large": Words(
        "압축 파일 안의 {member} 파일이 너무 커요(최대 {limit}). 스냅샷 폴더만 압축해 주세요.",
        "{member} in the archive is too large (at most {limit}). Pack the snapshot folder only.",
    ),
    "archive-too-large": Words(
        "압축을 풀면 너무 커요(최대 {limit}). 스냅샷 폴더만 압축해 주세요.",
        "The archive is too large once unpacked (at most {limit}). Pack the snapshot folder only.",
    ),
    "archive-duplicate": Words(
        "압축 파일에 {member} 파일이 두 번 들어 있어요. 폴더를 새로 압축해 주세요.",
        "The archive holds {member} twice. Pack the folder anew.",
    ),
    "archive-not-opened": Words(
        "압축 파일을 열 수 없어요({why}). 경로와 읽기 권한을 확인해 주세요.",
        "The archive cannot be opened ({why}). Check its path and that it may be read.",
    ),
    "archive-unreadable": Words(
        "압축 파일이 깨졌거나 zip·tar.gz 형식이 아니라서 읽을 수 없어요. 스냅샷 폴더를 다시 압축해 주세요.",
        "The archive is broken, or is no zip or tar.gz. Pack the snapshot folder anew.",
    ),
    "archive-unreadable-file": Words(
        "압축 파일 안의 {member} 파일이 깨졌거나 지원하지 않는 방식으로 압축돼 있어요. 폴더를 zip으로 다시 압축해 주세요.",
        "{member} in the archive is broken, or packed in a way that cannot be read. Pack the folder anew as a zip.",
    ),
    "archive-links": Words(
        "압축 파일에 링크나 특수 파일이 있어서 열지 않았어요: {member}. 일반 파일만 넣어 주세요.",
        "The archive holds a link or a special file, so it was not opened: {member}. Pack plain files only.",
    ),
    "archive-encrypted": Words(
        "암호가 걸린 압축 파일은 열 수 없어요({member}). 암호 없이 압축해 주세요.",
        "An encrypted archive cannot be opened ({member}). Pack it without a password.",
    ),
    "archive-bomb": Words(
        "{member} 파일이 {limit}배 넘게 압축돼 있어서 열지 않았어요. save가 만든 폴더를 그대로 압축해 주세요.",
        "{member} is packed more than {limit} to one, so it was not opened. Pack the folder that save wrote as it is.",
    ),
    "archive-traversal": Words(
        "압축 파일 안의 경로가 폴더 밖을 가리켜서 열지 않았어요: {member}. 폴더를 새로 압축해 주세요.",
        "A path in the archive points outside its folder, so it was not opened: {member}. Pack the folder anew.",
    ),
    "archive-several-folders": Words(
        "압축 파일에 스냅샷 폴더가 여러 개 있어요: {folders}. 하나만 압축해 주세요.",
        "The archive holds several snapshot folders: {folders}. Pack one of them.",
    ),
    "archive-not-a-snapshot": Words(
        "압축 파일에 스냅샷이 없어요(들어 있는 것: {found}). routelore save나 스크립트가 만든 폴더를 압축해 주세요.",
        "There is no snapshot in the archive (it holds: {found}). Pack the folder that routelore save or the script wrote.",
    ),
    "archive-not-text": Words(
        "압축 파일 안의 {member}를 읽을 수 없어요. AWS CLI의 JSON 출력(UTF-8)을 그대로 넣어 주세요.",
        "{member} in the archive cannot be read. Keep the AWS CLI's JSON output as it is, in UTF-8.",
    ),
    "archive-wild-json": Words(
        "{member}의 JSON이 AWS 출력이라고 보기에는 너무 깊거나 값이 이상해서 읽지 않았어요. 스냅샷을 다시 저장해 주세요.",
        "The JSON of {member} is too deep or too odd to be AWS's, so it was not read. Save the snapshot anew.",
    ),
}
