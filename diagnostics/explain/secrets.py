"""The sentences for a secret that is kept elsewhere and cannot be read. None of them holds the secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS: Mapping[str, Words] = {
    "secret-missing": Words(
        "{where}에 시크릿이 없어요. 이름을 확인하거나 그 자리에 값을 저장해 주세요.",
        "There is no secret at {where}. Check the name, or store the value there.",
    ),
    "secret-refused": Words(
        "{where}에 있는 시크릿을 AWS가 읽게 해 주지 않았어요({why}). ssm:GetParameter나 "
        "secretsmanager:GetSecretValue 권한과, 키를 따로 쓴다면 kms:Decrypt 권한을 확인해 주세요.",
        "AWS would not let me read the secret at {where} ({why}). Allow ssm:GetParameter or secretsmanager:GetSecretValue, "
        "and kms:Decrypt where it has a key of its own.",
    ),
    "secret-no-text": Words(
        "{where}에 있는 값이 텍스트가 아니에요. 텍스트로 저장하고, #키를 적었다면 그 키가 있는 JSON으로 저장해 주세요.",
        "What is at {where} is no text. Store it as text; with #key, as JSON that has the key.",
    ),
    "secret-leads-on": Words(
        "{where}에 시크릿이 아니라 또 다른 참조가 들어 있어요. 그 값이 있는 곳을 바로 적어 주세요.",
        "What is at {where} is no secret but another reference. Write where the secret itself is kept.",
    ),
    "secret-unreadable": Words(
        "{kept}:로 시작하는 참조를 읽을 수 없어요. env:이름, ssm:/경로, secretsmanager:이름#키 중 하나로 적어 주세요.",
        "The reference that begins with {kept}: cannot be read. Write env:NAME, ssm:/path, or secretsmanager:name#key.",
    ),
    "secret-unreachable": Words(
        "{where}에 있는 시크릿을 읽으려고 했지만 AWS가 답하지 않았어요({why}). 잠시 뒤에 다시 시도해 주세요.",
        "AWS did not answer when asked for the secret at {where} ({why}). Try again in a while.",
    ),
}
