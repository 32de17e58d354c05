"""The Celery app for Celery's own command line: `celery -A bot.sweeping.app worker`. Made when Celery asks for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from celery import Celery  # type: ignore[import-untyped,unused-ignore]  # Celery has no types


def __getattr__(name: str) -> Celery:
    """Give `app`, made of the environment as it is now."""
    if name != "app":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from bot.settings import Settings
    from bot.sweeping.ready import bench_of
    from bot.sweeping.workers import celery_app

    settings = Settings.from_env(os.environ).with_secrets(os.environ)
    return celery_app(settings, lambda: bench_of(settings))
