"""One file per Slack surface, each with `register(app, resources)`; beside them what the surfaces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners import (
    answer_buttons,
    ask_team,
    backlog,
    commands,
    diagnose_modal,
    diagnosis_buttons,
    digest,
    feedback,
    hearing_back,
    home,
    joins,
    labs,
    lessons,
    mentions,
    messages,
    overview,
    reviewing,
    seen,
    shortcuts,
    tape,
    teaching,
    team_progress,
    upkeep,
)

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Bind every surface to the app."""
    said = (mentions, messages, commands, shortcuts)
    pressed = (diagnosis_buttons, answer_buttons, overview, seen, tape)
    surfaces = (
        *said,
        *pressed,
        feedback,
        hearing_back,
        backlog,
        digest,
        teaching,
        reviewing,
        ask_team,
        diagnose_modal,
        home,
    )
    newcomers = (joins, lessons, labs, team_progress)
    for surface in (*surfaces, *newcomers, upkeep):
        surface.register(app, resources)
