"""Names that travel to Slack and back: every action, block, callback and command, shared by blocks and listeners."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What a person can press or choose. One listener answers each.

    Where one may stand several times in a message, its id gets `.N`; `listeners.pressed.family` matches them all.
    """

    SHOW_EVIDENCE = "show_evidence"
    SHOW_ROUTES = "show_routes"
    ANOTHER_SUBNET = "another_subnet"
    SHOW_SUBNET = "show_subnet"
    SHOW_FINDINGS = "show_findings"
    BEFORE_AFTER = "before_after"
    OTHER_FIXES = "other_fixes"
    TERRAFORM = "terraform"
    SUPPOSE = "suppose"
    WHY_MATCHED = "why_matched"
    PICK_ENTRY = "pick_entry"
    ASK_TEAM = "ask_team"
    OPEN_DIAGNOSE = "open_diagnose"
    CHOOSE_VPC = "choose_vpc"
    CHOOSE_SUBNET = "choose_subnet"
    CHOOSE_SERVICE = "choose_service"
    CHOOSE_CHANNEL = "choose_channel"
    TRY_QUESTION = "try_question"
    SHOW_GLANCE = "show_glance"
    SHOW_PREDICTED = "show_predicted"
    DOWNLOAD_SNAPSHOT = "download_snapshot"


class Block(StrEnum):
    """Blocks whose state is read after a modal is submitted."""

    VPC = "vpc"
    SUBNET = "subnet"
    SERVICE = "service"
    WHAT_IF = "what_if"
    CHANNEL = "channel"
    QUESTION = "question"


class Callback(StrEnum):
    """Shortcuts and submitted views."""

    DIAGNOSE_SHORTCUT = "diagnose_shortcut"
    ANSWER_SHORTCUT = "answer_message"
    DIAGNOSE_VIEW = "diagnose_view"
    ASK_TEAM_VIEW = "ask_team_view"


COMMAND = "/routelore"
