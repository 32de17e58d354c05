"""The one sentence for everything that keeps a question from being answered: what is wrong, where, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.archives import ARCHIVES
from diagnostics.explain.secrets import SECRETS
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang

#: What the asker can put right, by code. What stands in braces are the particulars that come with the code.
_ASKED: Mapping[str, Words] = {
    "no-source": Words(
        "어디서 출발하는 트래픽인지 알려 주세요. 서브넷 ID나 Name 태그면 돼요. {region}에 있는 서브넷: {known}",
        "Say where the traffic starts: a subnet's id or Name tag will do. Subnets in {region}: {known}",
    ),
    "unknown-source": Words(
        "{region} 리전에서 ‘{asked}’에 해당하는 서브넷이나 인스턴스를 찾지 못했어요. 이름이나 리전을 확인해 주세요. "
        "여기 있는 서브넷: {known}",
        "Nothing in {region} matches “{asked}”. Check the name or the Region. Subnets there: {known}",
    ),
    "ambiguous-source": Words(
        "‘{asked}’에 해당하는 것이 여러 개예요. 이 중 하나의 ID로 다시 물어봐 주세요: {candidates}",
        "“{asked}” fits several resources. Ask again with the id of one of them: {candidates}",
    ),
    "source-unseen": Words(
        "‘{asked}’ 주변을 볼 수 없어서 진단을 시작하지 못했어요. {call} 호출이 {reason}. "
        "이 호출을 허용하거나 결과를 넣고 다시 진단해 주세요.",
        "The diagnosis of “{asked}” cannot start: the call {call} {reason}. Allow it, or add its answer, and try again.",
    ),
    "source-failed": Words(
        "‘{asked}’ 주변을 읽는 {call} 호출이 실패해서 진단을 시작하지 못했어요. 잠시 뒤에 다시 물어봐 주세요.",
        "The diagnosis of “{asked}” cannot start: the call {call} failed. Ask again in a while.",
    ),
    "empty-account": Words(
        "계정 {account}의 {region} 리전에는 서브넷이 하나도 없어요. 계정과 리전이 맞는지 확인해 주세요.",
        "Account {account} has no subnets in {region}. Check the account and the Region.",
    ),
    "empty-vpc": Words(
        "{asked}에는 서브넷이 없어서 진단할 출발지가 없어요. 다른 VPC나 서브넷을 알려 주세요.",
        "{asked} has no subnets, so there is nowhere to start. Name another VPC or a subnet.",
    ),
    "unknown-change": Words(
        "이름이 ‘{what}’인 변경은 없어요. 쓸 수 있는 변경: {known}",
        "There is no change “{what}”. Changes there are: {known}",
    ),
    "unreadable-change": Words(
        "변경 ‘{what}’에서 ‘{where}’ 부분을 읽지 못했어요. 이렇게 적어 주세요: {usage}",
        "In the change “{what}”, “{where}” cannot be read. Write it as: {usage}",
    ),
    "unknown-in-change": Words(
        "변경 ‘{what}’에 적은 ‘{where}’가 {region} 리전의 스냅샷에 없어요. ID와 리전을 확인해 주세요.",
        "“{where}”, named in the change “{what}”, is not in the snapshot of {region}. Check the id and the Region.",
    ),
    "refused-change": Words(
        "AWS가 거절할 변경이에요: {what} ({why}). 먼저 해야 할 변경이 빠졌는지 확인해 주세요.",
        "AWS would refuse this change: {what} ({why}). Check what has to come before it.",
    ),
    **ARCHIVES,
    "unreadable-name": Words(
        "‘{name}’은 버킷이나 함수 이름으로 쓸 수 없어요. 이름을 확인해 주세요.",
        "“{name}” cannot be the name of a bucket or a function. Check it.",
    ),
    "no-such-bucket": Words(
        "{bucket} 버킷이 없어요. 이름을 확인해 주세요.",
        "There is no bucket {bucket}. Check its name.",
    ),
    "no-such-access-point": Words("{name} 액세스 포인트가 없어요. ARN을 보세요.", "No access point {name}; check its ARN."),
    "instance-without-interface": Words(
        "인스턴스 {asked}에 네트워크 인터페이스가 없어요(상태: {state}). 실행 중인 인스턴스나 서브넷 ID로 물어봐 주세요.",
        "Instance {asked} has no network interface (state: {state}). Ask about a running instance or a subnet.",
    ),
    "unreadable-principal": Words(
        "‘{asked}’은 IAM 사용자나 역할의 ARN이 아니에요. arn:aws:iam::111122223333:role/app처럼 써 주세요.",
        "“{asked}” is not the ARN of an IAM user or role. Write one such as arn:aws:iam::111122223333:role/app.",
    ),
    "unreadable-destination": Words(
        "목적지 ‘{asked}’의 뜻을 모르겠어요. s3, dynamodb 같은 서비스 이름이나 s3://버킷, 호스트 이름으로 적어 주세요.",
        "The destination “{asked}” is not clear. Write a service (s3, dynamodb, …), s3://bucket, or a hostname.",
    ),
    "unknown-vpc": Words(
        "{region} 리전에 VPC({vpc})가 없어요. VPC ID와 리전을 확인해 주세요.",
        "There is no VPC {vpc} in {region}. Check the VPC's id and the Region.",
    ),
    "no-region": Words(
        "어느 리전인지 정해져 있지 않아요. --region을 주거나 AWS_REGION을 설정해 주세요.",
        "No Region is set. Give --region or set AWS_REGION.",
    ),
    "unknown-region": Words(
        "‘{region}’ 리전은 없어요. ap-northeast-2처럼 적었는지 철자를 확인해 주세요.",
        "There is no Region “{region}”. Check its spelling; Regions look like ap-northeast-2.",
    ),
    "unknown-region-but-near": Words(
        "‘{region}’ 리전은 없어요. 혹시 {nearest}인가요? 리전 이름을 고쳐 다시 시도해 주세요.",
        "There is no Region “{region}”. Was it {nearest}? Correct the name and try again.",
    ),
    "region-not-enabled": Words(
        "이 계정에서는 {region} 리전이 켜져 있지 않아요. 계정 설정에서 리전을 켜거나 다른 리전을 골라 주세요.",
        "{region} is not enabled for this account. Enable it in the account's settings or choose another Region.",
    ),
}

#: A saved folder that cannot be read or written.
_SAVED: Mapping[str, Words] = {
    "saved-folder-missing": Words(
        "{folder} 폴더가 없어요. 경로를 확인하거나 ‘routelore save {folder}’로 먼저 저장해 주세요.",
        "There is no folder {folder}. Check the path, or save one first with ‘routelore save {folder}’.",
    ),
    "saved-folder-not-a-folder": Words(
        "폴더가 아니라 파일이에요({folder}). 저장된 스냅샷의 폴더를 지정해 주세요.",
        "{folder} is a file. Name the folder of a saved snapshot.",
    ),
    "saved-folder-empty": Words(
        "{folder} 폴더가 비어 있어요. ‘routelore save’로 저장했거나 AWS CLI 출력을 모은 폴더를 지정해 주세요.",
        "The folder {folder} is empty. Name one that ‘routelore save’ wrote or that holds AWS CLI output.",
    ),
    "saved-folder-not-a-snapshot": Words(
        "{folder} 폴더에 읽을 수 있는 AWS 응답이 없어요. describe-vpcs.json, describe-subnets.json 같은 파일이 든 폴더를 "
        "지정해 주세요.",
        "Nothing in {folder} is an AWS response. Name a folder with files such as describe-vpcs.json.",
    ),
    "saved-folder-unreadable": Words(
        "{folder} 폴더를 읽지 못했어요({why}). 폴더의 읽기 권한을 확인해 주세요.",
        "The folder {folder} cannot be read ({why}). Check its permissions.",
    ),
    "saved-folder-not-writable": Words(
        "{folder} 폴더에 저장하지 못했어요({why}). 쓸 수 있는 다른 경로를 지정해 주세요.",
        "The folder {folder} cannot be written ({why}). Name another place to save to.",
    ),
    "saved-folder-not-empty": Words(
        "{folder} 폴더에 스냅샷이 아닌 파일이 있어서 덮어쓰지 않았어요. 빈 폴더나 새 경로를 지정해 주세요.",
        "{folder} holds files that are not a snapshot, so nothing was written. Name an empty folder or a new one.",
    ),
    "saved-other-region": Words(
        "저장된 스냅샷에는 {region} 리전이 없고 {found}만 있어요. 리전을 바꿔 다시 실행해 주세요.",
        "The saved snapshot has nothing from {region}; it is of {found}. Name that Region instead.",
    ),
}

#: What whoever runs the bot has to put right.
_ACCESS: Mapping[str, Words] = {
    "no-credentials": Words(
        "AWS 자격 증명을 찾지 못했어요(프로필: {profile}). ‘aws configure’로 설정하거나 "
        "AWS_PROFILE로 다른 프로필을 지정해 주세요.",
        "No AWS credentials were found (profile: {profile}). Run ‘aws configure’, or name another profile in AWS_PROFILE.",
    ),
    "partial-credentials": Words(
        "AWS 자격 증명이 하나 빠졌어요. 액세스 키 ID와 시크릿 키를 둘 다 설정해 주세요.",
        "The AWS credentials are incomplete. Set both the access key id and the secret access key.",
    ),
    "expired-credentials": Words(
        "AWS 로그인이 만료됐어요(프로필: {profile}). ‘aws sso login --profile {profile}’로 다시 로그인해 주세요.",
        "The AWS login has expired (profile: {profile}). Sign in again with ‘aws sso login --profile {profile}’.",
    ),
    "expired-key": Words(
        "AWS 임시 자격 증명이 만료됐어요(프로필: {profile}). 새로 발급받아 설정한 뒤 다시 시도해 주세요.",
        "The temporary AWS credentials have expired (profile: {profile}). Set fresh ones and try again.",
    ),
    "clock-skewed": Words(
        "봇이 실행되는 서버의 시계가 AWS와 맞지 않아서 요청이 거절됐어요({why}). "
        "서버 시각을 NTP로 맞춘 뒤 다시 시도해 주세요.",
        "The clock of the machine that the bot runs on is wrong, so AWS refused the request ({why}). "
        "Set it by NTP and try again.",
    ),
    "invalid-credentials": Words(
        "AWS가 자격 증명을 받아 주지 않았어요(프로필: {profile}). 액세스 키와 세션 토큰이 맞는지 확인해 주세요.",
        "AWS does not accept the credentials (profile: {profile}). Check the access key and the session token.",
    ),
    "credentials-not-retrieved": Words(
        "AWS 자격 증명을 가져오지 못했어요(프로필: {profile}): {why}. 자격 증명 프로세스나 인스턴스 역할을 확인해 주세요.",
        "The AWS credentials could not be fetched (profile: {profile}): {why}. Check the credential process or the role.",
    ),
    "role-not-assumed": Words(
        "프로필 {profile}의 역할을 맡지 못했어요: {why}. 역할의 신뢰 정책과 sts:AssumeRole 권한을 확인해 주세요.",
        "The role of profile {profile} could not be assumed: {why}. Check its trust policy and sts:AssumeRole.",
    ),
    "role-refused": Words(
        "AWS가 {role} 역할을 맡게 해 주지 않았어요({why}). 역할의 신뢰 정책에 있는 계정과 외부 ID, "
        "그리고 sts:AssumeRole 권한을 확인해 주세요.",
        "AWS would not let me assume {role} ({why}). Check the account and the external id in its trust policy, and that "
        "sts:AssumeRole is allowed.",
    ),
    "other-account": Words(
        "정책에는 이 계정이 {wanted}인데, 자격 증명은 {account} 계정의 것이에요. 정책의 id를 고치거나 role을 추가해 주세요.",
        "The policy says that this is the account {wanted}, but the credentials are of {account}. "
        "Correct the id in the policy, or add a role.",
    ),
    "role-unreachable": Words(
        "{role} 역할을 맡으려고 했지만 AWS STS에 닿지 못했어요({why}). 잠시 뒤에 다시 시도해 주세요.",
        "AWS STS could not be reached to assume {role} ({why}). Try again in a while.",
    ),
    **SECRETS,
    "no-permission": Words(
        "{region} 리전을 읽을 권한이 하나도 없어요. IAM에서 {actions} 작업을 허용해 주세요. "
        "필요한 정책 전체는 ‘routelore permissions’로 볼 수 있어요.",
        "Nothing in {region} may be read. Allow {actions} in IAM; ‘routelore permissions’ prints the whole policy.",
    ),
    "no-permission-as": Words(
        "{principal}에게 {region} 리전을 읽을 권한이 하나도 없어요. IAM에서 {actions} 작업을 허용해 주세요. "
        "필요한 정책 전체는 ‘routelore permissions’로 볼 수 있어요.",
        "{principal} may read nothing in {region}. Allow {actions} in IAM; ‘routelore permissions’ prints the whole policy.",
    ),
    "unknown-profile": Words(
        "AWS 설정에 ‘{profile}’ 프로필이 없어요. ‘aws configure list-profiles’로 이름을 확인해 주세요.",
        "The AWS settings have no profile “{profile}”. ‘aws configure list-profiles’ lists those they have.",
    ),
    "broken-aws-config": Words(
        "AWS 설정 파일을 읽지 못했어요: {why}. ~/.aws/config를 고친 뒤 다시 시도해 주세요.",
        "The AWS config file cannot be read: {why}. Fix ~/.aws/config and try again.",
    ),
    "broken-endpoint-url": Words(
        "AWS_ENDPOINT_URL이 URL이 아니에요: {why}. http:// 또는 https://로 시작하는 주소를 넣거나 변수를 지워 주세요.",
        "AWS_ENDPOINT_URL is not a URL: {why}. Set one that begins with http:// or https://, or unset it.",
    ),
}

#: What nobody here can put right but by trying again.
_SERVICE: Mapping[str, Words] = {
    "unreachable": Words(
        "AWS({endpoint})에 연결하지 못했어요. 네트워크와 프록시를 확인하고 잠시 뒤에 다시 시도해 주세요.",
        "AWS ({endpoint}) could not be reached. Check the network and the proxy, and try again in a while.",
    ),
    "timed-out": Words(
        "AWS({endpoint})가 제때 답하지 않았어요. 잠시 뒤에 다시 시도해 주세요.",
        "AWS ({endpoint}) did not answer in time. Try again in a while.",
    ),
    "tls-failed": Words(
        "AWS({endpoint})와 안전한 연결을 맺지 못했어요. 회사 프록시를 쓴다면 AWS_CA_BUNDLE에 인증서를 지정해 주세요.",
        "No secure connection to AWS ({endpoint}) could be made. Behind a proxy, name its certificate in AWS_CA_BUNDLE.",
    ),
    "throttled": Words(
        "{region} 리전에서 AWS가 요청이 너무 많다고 거절했어요. 잠시 뒤에 다시 시도해 주세요.",
        "AWS is throttling requests in {region}. Try again in a while.",
    ),
    "failed": Words(
        "{region} 리전을 읽다가 AWS가 오류로 답했어요: {why}. 잠시 뒤에 다시 시도해 주세요.",
        "AWS answered with an error in {region}: {why}. Try again in a while.",
    ),
}

TROUBLES: Mapping[str, Words] = {**_ASKED, **_SAVED, **_ACCESS, **_SERVICE}

_REASONS: Mapping[str, Words] = {
    "denied": Words("권한이 없어 거부됐어요", "was denied"),
    "not-collected": Words("스냅샷에 없어요", "is not in the snapshot"),
    "failed": Words("실패했어요", "failed"),
    "unsupported": Words("이 환경에서 지원되지 않아요", "is not supported here"),
}
_UNWORDED = Words(
    "요청을 처리하지 못했어요({code}). 관리자에게 이 코드를 알려 주세요.",
    "The request could not be carried out ({code}). Pass this code on to whoever runs the bot.",
)


#: The longest word of AWS's own that a sentence takes in.
_LONGEST = 200


class _Particulars(dict[str, str]):
    """Particulars that fill a sentence; one that was not given leaves a dash rather than a failure."""

    def __missing__(self, key: str) -> str:
        return "–"


def trouble(code: str, particulars: Mapping[str, str], lang: Lang) -> str:
    """Say what is wrong in a person's words; a code without a sentence is named, so that somebody can look it up."""
    given = _Particulars({k: _short(v) if k == "why" else v for k, v in particulars.items() if v})
    words = TROUBLES.get(_narrowed(code, given))
    if words is None:
        return _UNWORDED.say(lang).format(code=code)
    if (reason := given.get("reason", "")) in _REASONS:
        given["reason"] = _REASONS[reason].say(lang)
    return words.say(lang).format_map(given)


def _narrowed(code: str, given: Mapping[str, str]) -> str:
    """Give the code of the sentence that fits what is known: nothing asked, a likely Region, a key rather than a login."""
    if code == "unknown-source" and "asked" not in given:
        return "no-source"
    if code == "unknown-region" and "nearest" in given:
        return "unknown-region-but-near"
    if code == "expired-credentials" and given.get("how") == "key":
        return "expired-key"
    if code == "source-unseen" and given.get("reason") == "failed":
        return "source-failed"
    if code == "archive-unreadable" and "member" in given:
        return "archive-unreadable-file"
    return "no-permission-as" if code == "no-permission" and "principal" in given else code


def _short(why: str) -> str:
    """Give AWS's own words on one line, without a full stop, and no longer than a sentence bears."""
    line = " ".join(why.split()).rstrip(". ")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
