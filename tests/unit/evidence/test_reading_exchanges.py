"""curl and the AWS CLI as people paste them."""

from __future__ import annotations

import pytest

from diagnostics.evidence import read_evidence
from diagnostics.evidence.observation import CliAnswer, CliOutcome, HttpExchange, PolicyKind, Refusal

BUCKET = "harbor.s3.ap-northeast-2.amazonaws.com"
DENIED = f"""$ curl -v https://{BUCKET}
* Host {BUCKET}:443 was resolved.
* IPv6: (none)
* IPv4: 52.219.56.9
*   Trying 52.219.56.9:443...
* Connected to {BUCKET} (52.219.56.9) port 443
* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256
&gt; GET / HTTP/1.1
&gt; Host: {BUCKET}
&lt; HTTP/1.1 403 Forbidden
&lt; x-amz-bucket-region: ap-northeast-2
&lt;?xml version="1.0" encoding="UTF-8"?&gt;
&lt;Error&gt;&lt;Code&gt;AccessDenied&lt;/Code&gt;&lt;Message&gt;User: arn:aws:iam::111122223333:user/kim is not
authorized to perform:
s3:ListBucket because no VPC endpoint policy allows the s3:ListBucket action&lt;/Message&gt;&lt;/Error&gt;
"""


def exchange(pasted: str) -> HttpExchange:
    """Give the one exchange over HTTP in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, HttpExchange)
    return found


def answer(pasted: str) -> CliAnswer:
    """Give the one answer of the AWS CLI in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, CliAnswer)
    return found


def test_curl_gives_the_address_the_status_and_who_refused() -> None:
    """Slack's escapes around it, and a message that was wrapped, are no hindrance."""
    found = exchange(DENIED)
    assert (found.host, found.remote, found.status, found.secured) == (BUCKET, "52.219.56.9", 403, True)
    assert (found.bucket_region, found.code) == ("ap-northeast-2", "AccessDenied")
    assert found.refusal == Refusal(by=PolicyKind.ENDPOINT)


@pytest.mark.parametrize(
    ("pasted", "failure"),
    [
        ("*   Trying 52.219.56.9:443...\n* Connection timed out after 5001 milliseconds\n* Closing connection", "timeout"),
        ("* connect to 52.219.56.9 port 443 from 10.0.1.10 port 51444 failed: 연결 시간 초과", "timeout"),
        ("* connect to 52.219.56.9 port 443 failed: Connection refused", "refused"),
        ("*   Trying 52.219.56.9...\n* Immediate connect fail for 52.219.56.9: 네트워크가 접근 불가능합니다", "no-route"),
        (f"* Could not resolve host: {BUCKET}\n* Closing connection 0", "no-name"),
        (f"curl: (6) Could not resolve host: {BUCKET}", "no-name"),
        ("curl: (28) Failed to connect to x.amazonaws.com port 443 after 130 ms: Couldn't connect to server", "timeout"),
        ("curl: (35) Recv failure: Connection reset by peer", "tls"),
    ],
)
def test_curl_says_how_a_connection_failed(pasted: str, failure: str) -> None:
    """In the words of curl, or of the OS in its own language."""
    assert exchange(pasted).failure == failure


def test_newer_curl_names_both_ends() -> None:
    """`Established connection` has the local address as well."""
    found = exchange(f"* Established connection to {BUCKET} (10.0.1.200 port 443) from 10.0.1.10 port 40112")
    assert (found.remote, found.local) == ("10.0.1.200", "10.0.1.10")


def test_a_proxy_is_seen() -> None:
    """What answers through a proxy is the proxy's business; its own status is not the service's."""
    proxied = exchange(
        "* Uses proxy env variable https_proxy == 'http://10.0.9.9:3128'\n*   Trying 10.0.9.9:3128...\n"
        "< HTTP/1.1 200 Connection established\n< HTTP/1.1 403 Forbidden"
    )
    assert (proxied.proxy, proxied.status) == ("http://10.0.9.9:3128", 403)


def test_test_netconnection_is_read_like_a_connection() -> None:
    """Windows says the same by name."""
    found = exchange(
        f"ComputerName     : {BUCKET}\nRemoteAddress    : 52.219.56.9\nSourceAddress    : 10.0.1.10\nTcpTestSucceeded : True"
    )
    assert (found.remote, found.local) == ("52.219.56.9", "10.0.1.10")


@pytest.mark.parametrize(
    ("pasted", "outcome", "service"),
    [
        ("$ aws s3 ls\n2024-05-17 10:21:33 harbor-logs\n2024-05-18 11:21:33 orchard-data", CliOutcome.LISTED, "s3"),
        ("                           PRE logs/\n2024-05-17 10:21:33       1024 a.txt", CliOutcome.LISTED, "s3"),
        ('Connect timeout on endpoint URL: "https://s3.ap-northeast-2.amazonaws.com/"', CliOutcome.CONNECT_TIMEOUT, ""),
        ('Read timeout on endpoint URL: "https://s3.ap-northeast-2.amazonaws.com/"', CliOutcome.READ_TIMEOUT, ""),
        ('Could not connect to the endpoint URL: "https://ec2.ap-northeast-2.amazonaws.com/"', CliOutcome.NO_CONNECTION, ""),
        (
            'Unable to locate credentials. You can configure credentials by running "aws configure".',
            CliOutcome.NO_CREDENTIALS,
            "",
        ),
        ("An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: no", CliOutcome.NO_SUCH_BUCKET, "s3"),
        ("An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: x", CliOutcome.WRONG_REGION, "s3"),
        ("An error occurred (ExpiredToken) when calling the ListBuckets operation: x", CliOutcome.BAD_CREDENTIALS, "s3"),
        ("An error occurred (Throttling) when calling the DescribeRegions operation: x", CliOutcome.OTHER_ERROR, ""),
        ('Failed to connect to proxy URL: "http://10.0.9.9:3128"', CliOutcome.PROXY_FAILED, ""),
        ('$ aws sts get-caller-identity\n{\n    "Account": "111122223333"\n}', CliOutcome.ANSWERED, "sts"),
    ],
)
def test_the_cli_says_how_far_the_request_got(pasted: str, outcome: CliOutcome, service: str) -> None:
    """Listings, the CLI's own errors and the service's are told apart."""
    found = answer(pasted)
    assert (found.outcome, found.service) == (outcome, service)


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        ("because no VPC endpoint policy allows the s3:ListBucket action", Refusal(by=PolicyKind.ENDPOINT)),
        ("with an explicit deny in a VPC endpoint policy", Refusal(by=PolicyKind.ENDPOINT, explicit=True)),
        ("with an explicit deny in a resource-based policy", Refusal(by=PolicyKind.RESOURCE, explicit=True)),
        ("because no identity-based policy allows the s3:ListBucket action", Refusal(by=PolicyKind.IDENTITY)),
        ("with an explicit deny in a service control policy", Refusal(by=PolicyKind.SERVICE_CONTROL, explicit=True)),
        ("with an explicit deny in a resource control policy", Refusal(by=PolicyKind.RESOURCE_CONTROL, explicit=True)),
        ("because no permissions boundary allows the s3:ListBucket action", Refusal(by=PolicyKind.BOUNDARY)),
        ("because no session policy allows the s3:ListBucket action", Refusal(by=PolicyKind.SESSION)),
        ("Access Denied", Refusal()),
    ],
)
def test_a_refusal_names_the_policy(message: str, refusal: Refusal) -> None:
    """AWS says which kind of policy it was, and whether a Deny did it; the old message does not."""
    found = answer(
        f"An error occurred (AccessDenied) when calling the ListObjectsV2 operation: User: x is not authorized {message}"
    )
    assert (found.outcome, found.refusal) == (CliOutcome.REFUSED, refusal)
