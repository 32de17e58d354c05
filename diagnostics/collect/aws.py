"""The collector that reads a live account: in parallel, at most two calls deep, and nothing that the network does not touch.

One step is deeper: the records of a private zone that could hold AWS's names, which only its VPC's list of zones tells of.
A bucket or a function is looked up only where the question names it.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import UTC, datetime
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from diagnostics.analysis.destinations import access_point_named
from diagnostics.collect.answers import Answers, Body, Meaning, Meta, Refusal, join
from diagnostics.collect.calls import CALLS, IDENTITY, Call, When
from diagnostics.collect.connection import AT_ONCE, Connection
from diagnostics.collect.errors import AccessError
from diagnostics.collect.faults import CALL_ERRORS, NO_CONTACT, all_refused, ends_it_all, refusal_of, told_all_the_same
from diagnostics.collect.measuring import with_flows
from diagnostics.collect.touched import waits_for, wanted
from diagnostics.collect.watch import Unwatched
from diagnostics.collect.wholeness import CutShortError, lists, whole_page
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diagnostics.collect.roles import Role
    from diagnostics.collect.watch import Watch

    Progress = Callable[[int, int, str], None]

BY = "routelore 0.1"
#: So many seconds may pass without an answer before progress is told nevertheless, so that whoever hears it can end it.
HEARTBEAT = 0.5


class AwsCollector:
    """Reads one Region of one account with boto3's own settings (`AWS_*`, profiles, `AWS_ENDPOINT_URL`)."""

    def __init__(
        self,
        *,
        profile: str | None = None,
        region: str | None = None,
        role: Role | None = None,
        watch: Watch | None = None,
        measure: bool = False,
    ) -> None:
        """Take boto3's settings, or a role of another account that they may assume; `watch` looks on at every call.

        A role's session is short and has the asker's name: a collector with one is for one request.
        With `measure` flow logs are asked as well, for which AWS bills by what the query scans.
        """
        self._measure = measure
        self._watch = watch or Unwatched()
        self._profile = profile
        self._region = region
        self._role = role
        self._connection: Connection | None = None
        self._opening = Lock()

    def collect(
        self,
        progress: Progress | None = None,
        vpc_id: str | None = None,
        *,
        bucket: str | tuple[str, ...] | None = None,
        function: str | tuple[str, ...] | None = None,
    ) -> Answers:
        """Give what AWS says of the Region, or of one VPC of it. A refused call is part of the answers, never the end.

        `progress` hears of every call that came back: how many of how many, and what it was about; and while none does,
        again and again of one that is waited for. What it raises ends the collection at once. `bucket` and `function` are
        the buckets and Lambda functions that the question names; their Region, policy and network are looked up, too.
        An access point is named among the buckets, by its ARN.
        Raises `AccessError`, `ServiceError` or `AskerError` where nothing at all can be learnt.
        """
        named = {**_buckets(_each(bucket)), "get-function-configuration": _each(function)}
        try:
            return self._collected(vpc_id, named, progress or _quietly)
        except AccessError as trouble:
            if trouble.code != "expired-credentials":
                raise
        return self._collected(vpc_id, named, progress or _quietly)  # with what is read, or assumed, anew

    def _collected(self, vpc_id: str | None, named: Mapping[str, tuple[str, ...]], progress: Progress) -> Answers:
        connection = self._connected()
        try:
            answers = _Collection(connection, vpc_id, named, progress).answers()
            if not self._measure:
                return answers
            known = len(answers.said)
            return with_flows(answers, connection, lambda about: progress(known, known + 1, about))
        except AccessError:
            self.close()  # the next try reads credentials anew
            raise

    def prepare(self) -> None:
        """Make ready what the first collection would wait for; no call is made.

        Raises `AccessError` or `AskerError` where boto3's settings cannot work.
        """
        connection = self._connected()
        for service in dict.fromkeys(call.service for call in CALLS if call.when is When.ALWAYS):
            connection.client(service)

    def _connected(self) -> Connection:
        with self._opening:
            self._connection = self._connection or Connection(
                profile=self._profile, region=self._region, role=self._role, watch=self._watch
            )
            return self._connection

    def close(self) -> None:
        """Close the connections to AWS; the next collection opens new ones."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Collection:
    """One collection under way: what was said, what is being asked, and what it is still too early to ask."""

    def __init__(
        self, connection: Connection, vpc_id: str | None, named: Mapping[str, tuple[str, ...]], progress: Progress
    ) -> None:
        self._connection = connection
        self._watch = connection.watch
        self._vpc_id = vpc_id
        self._named = named
        self._progress = progress
        self._said: dict[str, Body | Refusal] = {}
        self._asked = 0
        self._pending: dict[Future[Body | Refusal], tuple[Call, str]] = {}
        self._waiting = [call for call in CALLS if waits_for(call)]
        self._down: dict[str, Refusal] = {}
        self._ended = Event()

    def answers(self) -> Answers:
        """Ask everything, and give what was said.

        Whoever ends it early waits for no call that hangs: its thread ends by itself, with the time that a call may take.
        """
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="aws")
        try:
            for call in CALLS:
                if call.when is When.ALWAYS:
                    self._ask(pool, call, "")
                for subject in self._named.get(call.word, ()):
                    self._ask(pool, call, subject)
            while self._pending:
                self._take_what_came()
                self._ask_what_is_touched(pool)
        except BaseException:
            self._ended.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()
        return self._whole()

    def _ask(self, pool: ThreadPoolExecutor, call: Call, subject: str) -> None:
        client = self._connection.client(call.service)  # made here, before the threads
        self._pending[pool.submit(copy_context().run, self._answer, client, call, subject)] = (call, subject)
        self._asked += 1

    def _take_what_came(self) -> None:
        done, _ = wait(self._pending, HEARTBEAT, return_when=FIRST_COMPLETED)
        if not done:
            longest, _ = next(iter(self._pending.values()))
            self._progress(self._asked - len(self._pending), self._asked, longest.hides)
        for future in done:
            call, subject = self._pending.pop(future)
            self._said[call.key(subject)] = future.result()
            self._progress(self._asked - len(self._pending), self._asked, call.hides)

    def _ask_what_is_touched(self, pool: ThreadPoolExecutor) -> None:
        """Ask whatever no longer waits for an answer that is still under way."""
        unsettled = {call.word for call, _ in self._pending.values()} | {call.word for call in self._waiting}
        for call in [call for call in self._waiting if unsettled.isdisjoint(waits_for(call))]:
            self._waiting.remove(call)
            for subject in wanted(call, Answers(said=self._said, meta=Meta(region=self._connection.region))):
                if call.key(subject) not in self._said:
                    self._ask(pool, call, subject)

    def _answer(self, client: Any, call: Call, subject: str) -> Body | Refusal:  # noqa: ANN401 (boto3 makes clients at run time)
        """Give all pages of an answer as one, or the refusal; raise what ends the whole collection."""
        if call.service in self._down:
            return self._down[call.service]
        with self._watch.calling(call.service, call.action) as told:
            said = self._said_by(client, call, subject)
            told.outcome = said.meaning.value if isinstance(said, Refusal) else "answered"
            return said

    def _said_by(self, client: Any, call: Call, subject: str) -> Body | Refusal:  # noqa: ANN401 (boto3 makes clients at run time)
        try:
            return join(self._pages(client, call, subject))
        except CALL_ERRORS as trouble:
            if (end := ends_it_all(trouble, call, self._connection)) is not None:
                raise end from trouble
            if (told := told_all_the_same(trouble)) is not None:
                return told
            refusal = refusal_of(trouble)
            if isinstance(trouble, NO_CONTACT):
                self._down[call.service] = refusal
            return refusal

    def _pages(self, client: Any, call: Call, subject: str) -> Iterator[Body]:  # noqa: ANN401 (boto3 makes clients at run time)
        method = getattr(client, call.method)
        listed = lists(client.meta.service_model.operation_model(call.operation), call.result)
        arguments = call.arguments(subject=subject, region=self._connection.region, vpc_id=self._vpc_id)
        cursor: dict[str, Any] = {}
        asked: list[dict[str, Any]] = []
        while True:
            page = whole_page(partial(method, **arguments, **cursor))
            if listed and call.result not in page:
                raise CutShortError("no-rows")
            left_out = {"ResponseMetadata", *call.cursor} | (page.keys() - call.keeps if call.keeps else set())
            yield _plain({key: value for key, value in page.items() if key not in left_out})
            following = {asks: page[says] for says, asks in call.cursor.items() if page.get(says)}
            if not following or self._ended.is_set():
                return
            if following in asked:
                raise CutShortError("no-last-page")
            asked.append(following)
            cursor = following

    def _whole(self) -> Answers:
        """Give the answers with whose they are; raise where they are nothing to work with."""
        who = self._said.get(IDENTITY.key())
        identity = {} if who is None or isinstance(who, Refusal) else who
        principal = str(identity.get("Arn") or "")
        refused = {call: said for call in CALLS if isinstance(said := self._said.get(call.key()), Refusal)}
        core = {call: refusal for call, refusal in refused.items() if call.core}
        if len(core) == sum(call.core for call in CALLS):
            denied = tuple(call.action for call, refusal in refused.items() if refusal.meaning is Meaning.DENIED)
            raise all_refused(core, denied, principal, self._connection)
        vpcs = self._said.get("describe-vpcs")
        if self._vpc_id and isinstance(vpcs, dict) and not vpcs.get("Vpcs"):
            raise AskerError(code="unknown-vpc", vpc=self._vpc_id, region=self._connection.region)
        if identity:
            del self._said[IDENTITY.key()]
        meta = Meta(
            partition=principal.split(":")[1] if principal.count(":") > 1 else self._connection.partition,
            account=str(identity.get("Account") or ""),
            region=self._connection.region,
            taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
            by=BY,
        )
        return Answers(said=self._said, meta=meta)


def _plain(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    """Give an answer as JSON has it, dates as the AWS CLI writes them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _buckets(named: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give what is asked of the buckets, and of the access points among them."""
    points = tuple(name for name in named if access_point_named(name))
    buckets = tuple(name for name in named if name not in points)
    asked = {"head-bucket": buckets, "get-bucket-policy": buckets}
    return asked | {"get-access-point": points, "get-access-point-policy": points}


def _each(named: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give the names, each once."""
    return tuple(dict.fromkeys((named,) if isinstance(named, str) else named or ()))


def _quietly(_done: int, _total: int, _about: str) -> None:
    """Tell nobody."""
