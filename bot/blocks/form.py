"""The form that picks a VPC, a subnet and a service: first while AWS is read, then with what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import remedies, wording
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    channel_menu,
    context,
    esc,
    field,
    fill,
    line_field,
    menu,
    modal,
    option,
    section,
    text_field,
)
from bot.ids import Action, Block, Callback
from bot.phrases import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang

#: What the form offers beside S3; any other service can be asked for in words.
SERVICES = ("s3", "dynamodb", "ec2", "sts", "ssm", "ecr.api", "secretsmanager", "kms", "logs", "monitoring", "sqs", "sns")
QUESTION_LIMIT = 1500
WHAT_IF_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A VPC or a subnet as a menu shows it; `zone` is empty for a VPC."""

    id: str
    name: str
    cidr: str
    vpc_id: str
    zone: str = ""

    @property
    def label(self) -> str:
        """Give the name, the id and the addresses in one line."""
        return " · ".join(part for part in (self.name, self.id, self.cidr) if part)


def loading(lang: Lang, text: Mrkdwn | None = None) -> Json:
    """Give the view that is there at once, while AWS is read; Slack tells when it is closed, which ends the reading."""
    blocks = [section(text or fill(wording.FORM_LOADING, lang)), context(fill(limits.CLOSING_ENDS, lang))]
    return {**_view(lang, blocks, close=limits.CANCEL.say(lang)), "notify_on_close": True}


def stopped(lang: Lang, reason: Mrkdwn) -> Json:
    """Give the view that says why there is nothing to choose."""
    return _view(lang, [section(reason)])


def choose(lang: Lang, vpcs: Sequence[Place], subnets: Sequence[Place], chosen: str, form: str) -> Json:
    """Give the view with the VPCs, and the subnets of the chosen one."""
    options = {vpc.id: option(vpc.label, vpc.id) for vpc in vpcs}
    picker = menu(
        Action.CHOOSE_VPC, wording.FORM_CHOOSE_VPC.say(lang), [("VPC", list(options.values()))], options.get(chosen)
    )
    blocks = [field(Block.VPC, wording.FORM_VPC.say(lang), picker, dispatch=True)]
    inside = [subnet for subnet in subnets if subnet.vpc_id == chosen]
    if not chosen:
        blocks.append(context(fill(wording.FORM_CHOOSE_VPC_FIRST, lang)))
    elif not inside:
        blocks.append(section(fill(wording.FORM_VPC_EMPTY, lang)))
    else:
        blocks.append(_subnet_field(inside, chosen, lang))
    services = [option(service, service) for service in SERVICES]
    blocks.append(
        field(
            Block.SERVICE,
            wording.FORM_SERVICE.say(lang),
            menu(Action.CHOOSE_SERVICE, "s3", [("AWS", services)], services[0]),
        )
    )
    blocks.append(
        field(
            Block.WHAT_IF,
            remedies.FORM_WHAT_IF.say(lang),
            line_field(Action.SUPPOSE, remedies.FORM_WHAT_IF_EXAMPLE.say(lang), WHAT_IF_LIMIT),
            hint=remedies.FORM_WHAT_IF_HINT.say(lang),
        )
    )
    return _view(lang, blocks, submit=wording.FORM_SUBMIT.say(lang), form=form)


def _subnet_field(inside: Sequence[Place], vpc_id: str, lang: Lang) -> Json:
    zones: dict[str, list[Json]] = {"VPC": [option(wording.ALL_SUBNETS.say(lang), vpc_id)]}
    for subnet in sorted(inside, key=lambda one: (one.zone, one.name, one.id)):
        zones.setdefault(subnet.zone or "-", []).append(option(subnet.label, subnet.id))
    picker = menu(Action.CHOOSE_SUBNET, wording.FORM_CHOOSE_SUBNET.say(lang), list(zones.items()))
    # The block's id names the VPC: Slack keeps what was chosen in a block of the same id, and another VPC has other subnets.
    return field(f"{Block.SUBNET}:{vpc_id}", wording.FORM_SUBNET.say(lang), picker)


def _view(lang: Lang, blocks: Sequence[Json], *, submit: str = "", form: str = "", close: str = "") -> Json:
    return modal(
        title=wording.FORM_TITLE.say(lang),
        close=close or wording.FORM_CLOSE.say(lang),
        blocks=blocks,
        callback=Callback.DIAGNOSE_VIEW,
        submit=submit,
        metadata=form,
    )


def ask_team(lang: Lang, question: str, form: str) -> Json:
    """Give the form that posts an unanswered question where people can answer it."""
    blocks = [
        field(
            Block.CHANNEL,
            wording.ASK_TEAM_CHANNEL.say(lang),
            channel_menu(Action.CHOOSE_CHANNEL, wording.ASK_TEAM_CHANNEL.say(lang)),
        ),
        field(
            Block.QUESTION,
            wording.ASK_TEAM_QUESTION.say(lang),
            text_field(Action.ASK_TEAM, question, QUESTION_LIMIT),
        ),
    ]
    return modal(
        title=wording.ASK_TEAM_TITLE.say(lang),
        close=wording.FORM_CLOSE.say(lang),
        blocks=blocks,
        callback=Callback.ASK_TEAM_VIEW,
        submit=wording.ASK_TEAM_SUBMIT.say(lang),
        metadata=form,
    )


def progress(lang: Lang, done: int, total: int, what: str) -> Mrkdwn:
    """Give how far the reading is."""
    return fill(wording.FORM_READING, lang, done=esc(str(done)), total=esc(str(total)), what=esc(what))
