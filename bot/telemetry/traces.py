"""Spans for OpenTelemetry, from a delivery to the calls to AWS; nothing at all where nobody asked for them.

The SDK reads its settings itself (`OTEL_*`): https://opentelemetry.io/docs/languages/sdk-configuration/.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

from bot.telemetry.requests import request_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Tracer

SERVICE = "routelore"


def start_tracing(processor: SpanProcessor | None = None) -> Callable[[], None]:
    """Send spans to where OTEL_EXPORTER_OTLP_ENDPOINT says from now on; give what sends the last of them and ends it.

    Raises:
        ModuleNotFoundError: the extra `observe` is not installed.
    """
    from opentelemetry import trace
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider

    if processor is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        processor = BatchSpanProcessor(OTLPSpanExporter())
    # what OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say wins
    provider = TracerProvider(resource=Resource({SERVICE_NAME: SERVICE}).merge(Resource.create({SERVICE_NAME: SERVICE})))
    provider.add_span_processor(processor)
    trace.set_tracer_provider(provider)
    return provider.shutdown


@cache
def _tracer() -> Tracer | None:
    """Give what makes spans; None where the extra is not installed."""
    try:
        from opentelemetry import trace
    except ModuleNotFoundError:
        return None
    return trace.get_tracer(SERVICE)


def _heard() -> bool:
    """Say whether spans go anywhere: before `start_tracing`, they do not."""
    from opentelemetry.trace import ProxyTracerProvider, get_tracer_provider

    return not isinstance(get_tracer_provider(), ProxyTracerProvider)


def span(name: str, **attributes: str) -> AbstractContextManager[None]:
    """Give the block a span of its own, below the one that it runs in; an error is marked by its type alone."""
    tracer = _tracer()
    return nullcontext() if tracer is None or not _heard() else _span(tracer, name, attributes)


@contextmanager
def _span(tracer: Tracer, name: str, attributes: dict[str, str]) -> Iterator[None]:
    told = {f"routelore.{key}": value for key, value in {"request": request_id(), **attributes}.items() if value}
    with tracer.start_as_current_span(name, attributes=told, record_exception=False, set_status_on_exception=False) as now:
        try:
            yield
        except BaseException as error:
            from opentelemetry.trace import StatusCode

            now.set_status(StatusCode.ERROR, type(error).__name__)  # the message may quote a person
            raise
