"""The words by which people name AWS services, parts of a diagnosis, and nothing in particular."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Longer messages are no questions; the knowledge base would only match noise.
LONGEST = 2000
#: What may stand in a message without a word being said: addresses of pages elsewhere, and emoji as Slack writes them.
WORDLESS = re.compile(r"https?://(?!\S*amazonaws\.com)\S+|:[a-z0-9_+'-]+:(?:skin-tone-\d:)?")

#: How people call a service -> the last label of its endpoint service name. Longer names are tried first.
SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "s3": "s3",
        "에스쓰리": "s3",
        "버킷": "s3",
        "bucket": "s3",
        "dynamodb": "dynamodb",
        "dynamo db": "dynamodb",
        "dynamo": "dynamodb",
        "ddb": "dynamodb",
        "다이나모디비": "dynamodb",
        "다이나모 db": "dynamodb",
        "다이나모": "dynamodb",
        "ec2 api": "ec2",
        "ec2": "ec2",
        "sts": "sts",
        "ssm": "ssm",
        "ssmmessages": "ssmmessages",
        "ec2messages": "ec2messages",
        "systems manager": "ssm",
        "ecr": "ecr.api",
        "ecr api": "ecr.api",
        "ecr.api": "ecr.api",
        "ecr.dkr": "ecr.dkr",
        "secrets manager": "secretsmanager",
        "secretsmanager": "secretsmanager",
        "시크릿 매니저": "secretsmanager",
        "시크릿매니저": "secretsmanager",
        "kms": "kms",
        "sqs": "sqs",
        "sns": "sns",
        "cloudwatch logs": "logs",
        "cloudwatch": "monitoring",
        "클라우드와치": "monitoring",
        "eventbridge": "events",
        "kinesis": "kinesis-streams",
        "athena": "athena",
        "glue": "glue",
        "eks": "eks",
        "ecs": "ecs",
        "lambda api": "lambda",
        "execute-api": "execute-api",
        "elasticloadbalancing": "elasticloadbalancing",
        "autoscaling": "autoscaling",
        "cloudformation": "cloudformation",
        "bedrock": "bedrock-runtime",
        "bedrock-runtime": "bedrock-runtime",
    }
)

#: Words that stand before a question about something else: `subnet` in "a private subnet" is nobody's Name tag.
_COMMON = """
a an and any anyone all also am another api apis are as at aws az azs be been before after between both bucket but by
call called calls can cannot cant can't cidr cli client cloud cloudwatch code column company computer config console
container couldn't create created custom customer data database db default destination dhcp did didn't direct dns do
docker does doesn't doing don't each ec2 ecr ecs egress eip eks elb eni enis endpoint endpoints every everyone existing
explicit explain external fargate first flow for from gateway gateways get go goes going group gw gwlb had has have he
help here host hosts how http https i idc if iam igw in instance instances interface internal internet into ip ips ipv4
ipv6 is isn't isolated it its job just kms lambda laptop like linux list local log logs machine main make many may me
more most mine my name nacl nacls nat natgw natgateway need network networks new no node nodes not nothing now of
office off old on one only onprem on-prem on-premise on-premises or other our outside over own packet packets pc peer
peered peering people pod pods policy private privatelink public rds region regional remote request requests resource
right role route routes routing rtb s3 same second secondary security see server servers service services she should
show sg so some someone something still sts subnet subnets such table tables target team tgw that the their them then
there these they thing things this those through to traffic transit two under up us use used user users using via vm
vpc vpce vpces vpcs vpn want was way we web what when where which while who whose why will with within without work
workload workloads would yes you your zone zones dynamodb dynamo ddb sqs sns ssm secrets cloudformation diagnose check
app apps application arn answer ask azure gcp bgp osi tcp udp tls ssl ssh ping trace traceroute nslookup curl dig
wifi slack bot account accounts aren't won't wont were reach reaching connect connects connection anything everything
test tests testing prefix pl public/private non-default nondefault bare empty vs versus differ differs different
difference compare compared comparing but while whereas fine ok okay works fails broken please both neither
"""
COMMON: frozenset[str] = frozenset(_COMMON.split())

_NO_BUCKETS = """
cross-region cross-account same-region same-account other-region another-region multi-region third-party read-only
public-read write-only customer-managed aws-managed on-premises non-public general-purpose versioning-enabled 10 100
"""
#: Words with a hyphen or a digit that stand before "bucket" and are nobody's bucket.
NO_BUCKETS: frozenset[str] = frozenset(_NO_BUCKETS.split())

#: What shows that a sentence holds places against each other.
SIDE_BY_SIDE = (
    r"달라|다르|다른지|다른데|차이|비교|같아|같은지|같나|둘\s?다|\bdiffer(?:s|ent|ence)?\b|\bcompare|\bversus\b|\bvs\b|"
    r"\bboth\b|\bsame\b|[가-힣]데\s|\bbut\b|\bwhile\b"
)

#: What holds one place against the one that was talked of: "why is harbor different?", "harbor랑 비교해줘".
BESIDE = r"이?랑|[와과]\s|하고|달라|다르|차이|비교|\bdiffer|\bcompare|\bversus\b|\bvs\b|\bunlike\b"

#: What stands between places that are named together: "orchard랑 harbor", "orchard and the harbor subnet".
HELD_TOGETHER = (
    r"\s*(?:서브넷|섭넷|인스턴스|subnets?|instances?)?\s*"
    r"(?:이?랑|와|과|하고|,|/|&|\band\b|\bor\b|\bvs\b\.?|\bversus\b|\bwith\b|"
    r"(?:은|는|이|가)\s[^.?!]{0,24}[가-힣]데|[^.?!]{0,30}\s(?:but|while|whereas)\b)"
    r"\s*(?:왜|why|and)?\s*(?:(?:does|doesn't|can't|is|isn't|not|the|from|in)\s+)*"
)

#: What shows that a sentence is about where traffic goes, rather than about what a word means.
ROUTING = (
    r"nat\b|인터넷|internet|igw|게이트웨이|gateway|경로|프라이빗|사설|private|public|퍼블릭|공인|나가|나감|붙|연결|접속|통신|안\s?되|안\s?돼|안돼|"
    r"되나|돼요|되는지|되니|막히|막혀|타임아웃|timeout|time out|reach|connect|go(?:es|ing)?\b|talk|access|route|blocked|"
    r"진단|확인|체크|왜|why|how come|diagnose|check|endpoint|엔드포인트|괜찮|고립|\bisolated\b|\bok(?:ay)?\b|\bfine\b"
)

#: The words for a part of a diagnosis. The first that fits is meant.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "routes": r"route\s?tables?|routes?\b|routing tables?|라우팅\s?테이블|라우트\s?테이블|라우팅|라우트|\brtb\b",
        "filters": r"security\s?groups?|\bsgs?\b|\bnacls?\b|network acls?|보안\s?그룹|네트워크\s?acl|방화벽|firewall",
        "evidence": r"evidence|proofs?\b|근거|증거|출처",
        "fix": (
            r"\bfix(?:es)?\b|how (?:do|can|should) (?:i|we) (?:fix|solve)|remed|\b(?:other|another) (?:ways?|options?)\b|"
            r"고쳐|고치|해결|조치|명령어|다른\s?방법"
        ),
        "picture": r"picture|diagram|drawing|그림|다이어그램|구성도",
        "way": r"\bpath\b|\bhops?\b|\bway\b|경로",
        "causes": r"^\s*(?:왜|why|근데 왜)(?: is that| so)?(?:요|죠|\s?그래)?\s*[?？.]*$|원인|이유|\b(?:cause|reason)s?\b",
        "subnets": r"^\s*(?:show (?:me )?)?(?:the )?other subnets?\s*\??$|^\s*다른\s?서브넷(?:은|도)?\s*(?:보여줘)?\??$",
        "unseen": r"unseen|missing permissions?|gaps?\b|못\s?(?:본|봤)|권한|(?:couldn't|could not|can't) you see",
    }
)

#: What demands to be shown something.
SHOWING = r"보여|알려\s?줘|\bshow\b|\blist\b|\bgive me\b|\blet me see\b"

THANKS = (
    r"(?:(?:정말|너무|진짜)?\s?(?:고마워요?|고맙습니다|감사합니다|감사해요|감사|ㄱㅅ|땡큐|수고했어요?|수고하셨습니다)|"
    r"thanks?(?: you)?(?: (?:so|very) much)?|thx|ty)(?:\s?(?:봇|bot|routelore))?\s*[.!~ㅎㅋ^\s]*"
)

HELP = (
    r"(?:안녕(?:하세요|하십니까)?[~!]*|hi|hello|hey|/?help|도움말?|사용법|헬프|\?|"
    r"[뭐뭘]\s?할\s?수\s?있어\??|what can you do\??|how do i use (?:you|this)\??)"
)

#: The wish for a diagnosis that does not say of what.
DIAGNOSE_SOMETHING = (
    r"(?:(?:내|제|우리|저희)\s?)?(?:(?:서브넷|vpc|네트워크|인스턴스)\s?)?(?:[을를]\s?|좀\s?)*(?:진단|점검)"
    r"(?:\s?(?:해\s?줘요?|해\s?주세요|해\s?줄래요?|좀|부탁해요?|부탁드려요|할래요?|하고\s?싶어요?|해\s?볼래요?))?|"
    r"(?:please\s+|can you\s+|could you\s+|i want to\s+)?(?:run a\s+)?(?:diagnos(?:e|is)|check)"
    r"(?:\s+(?:my|our|the|a))?(?:\s+(?:subnets?|vpcs?|network|instance))?(?:\s+please)?"
)

#: Openings that hand a follow-up over: "그럼 harbor는?", "and harbor?", "what about dynamodb?".
AND_NOW = r"(?:그럼|그러면|그렇다면|이번엔|이번에는|and|then|what about|how about|what if|now|also|or|same for|근데|혹시)"

#: What stands for a set of subnets rather than for one.
OTHER_ZONE = r"\bother (?:az|zone|availability zone)s?\b|\banother (?:az|zone)\b|다른\s?(?:az|존|가용\s?영역|에이지)"
ALL_SUBNETS = (
    r"\b(?:all|every|each)\b.*\bsubnets?\b|\b(?:whole|entire) vpc\b|(?:전체|모든)\s?서브넷|(?:vpc|서브넷)\s?(?:전체|전부)"
)

#: What makes a question one about a meaning: it belongs to the knowledge base even inside a diagnosis.
MEANING = (
    r"뭐야|뭐예요|뭐에요|뭔가요|뭔지|뭐임|무엇|무슨|차이|역할|개념|이란|란\s?뭐|설명|왜\s?(?:써|쓰|필요)|"
    r"what(?:'s| is| are| does)\b|what do\b|difference|meaning|mean\b|explain|define|how does|"
    r"how do .* work|who adds|which\b.*\bservices"
)
