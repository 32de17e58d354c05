"""One file per Slack surface, each with `register(app, resources)`; beside them what the surfaces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners import (
    answer_buttons,
    ask_team,
    backlog,
    cancelling,
    commands,
    diagnose_modal,
    diagnosis_buttons,
    digest,
    feedback,
    forgetting,
    hearing_back,
    home,
    joins,
    labs,
    lessons,
    live,
    mentions,
    messages,
    overview,
    removals,
    reviewing,
    seen,
    sharing,
    shortcuts,
    sweeps,
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
    pressed = (cancelling, diagnosis_buttons, answer_buttons, overview, live, sharing, seen, sweeps, tape)
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
    for surface in (*surfaces, *newcomers, upkeep, removals, forgetting):
        surface.register(app, resources)
