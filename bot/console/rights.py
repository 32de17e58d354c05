"""The policy and the secrets, before a command works with them: what is wrong stops it with its sentence."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.phrases import rights as words

if TYPE_CHECKING:
    from bot.console.terminal import Terminal
    from bot.settings import Settings
    from diagnostics.model.words import Words


def opened(terminal: Terminal, *, http: bool) -> Terminal:
    """Give the terminal of a bot that is about to serve, whose policy is known to be right; without one, say so.

    Raises:
        KnowledgeError: the policy has a mistake.
    """
    settings = terminal.settings
    if not settings.mistakes(http=http):
        if settings.policy is None:
            terminal.say(_without(settings))
        else:
            from bot.rights.reading import read_policy

            read_policy(settings.policy, str(settings.policy))
    return terminal


def with_secrets(terminal: Terminal) -> Terminal:
    """Give the terminal with the secrets themselves, in the place of references to where they are kept.

    Raises:
        AccessError: one cannot be read; the sentence names the reference.
        ServiceError: AWS does not answer just now.
    """
    return replace(terminal, settings=terminal.settings.with_secrets(os.environ))


def policy_mistakes(file: Path | None) -> list[str]:
    """Give all that is wrong with a policy as `file:line: what is wrong`; nothing where it can be served, or is none."""
    from bot.rights.reading import mistakes

    return [] if file is None else [str(one) for one in mistakes(file, str(file))]


def about_policy(terminal: Terminal, file: Path | None) -> None:
    """Say what the policy comes to, once it is known to be right; without one, who may have what diagnosed in Slack."""
    if file is not None:
        from bot.rights.reading import read_policy

        policy = read_policy(file, str(file))
        terminal.say(words.FINE, file=str(file), accounts=str(len(policy.accounts)), grants=str(len(policy.grants)))
        nobodys = sum(not grant.workspace for grant in policy.grants)
        if nobodys and terminal.settings.several:
            terminal.say(words.NO_WORKSPACE, count=str(nobodys))
    elif terminal.settings.has_slack:
        terminal.say(_without(terminal.settings))


def _without(settings: Settings) -> Words:
    return words.NOBODY if settings.several else words.OPEN


def policy_file(terminal: Terminal, named: str | None) -> Path | None:
    """Give the policy's file that is meant: the one named, else that of the settings; None where there is neither."""
    return Path(named) if named else terminal.settings.policy
