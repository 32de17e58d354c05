"""The one console script: reads the words, picks the command, and ends with a published exit status."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.console import record_commands, sentences
from bot.console.sweep_arguments import sweep_arguments, worker_arguments
from bot.console.terminal import Exit, Terminal, UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[[argparse.Namespace, Terminal], Exit]

#: Codes of an AccessError that the person at the terminal wrote wrong, rather than AWS not letting us in.
WRITTEN_WRONG = frozenset({"unknown-profile", "broken-aws-config", "secret-missing", "secret-unreadable"})
#: The commands that work with tokens or the database, which settings may keep elsewhere.
WITH_SECRETS = frozenset({"serve", "worker", "sweep", "knowledge", "audit", "forget"})


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """End with one line and the status for wrong use."""
        self.exit(Exit.WRONG_USE, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """Give the parser of the whole command line."""
    what = "Answers AWS network questions and explains why traffic to S3 is or isn't private."
    root = Parser(prog="routelore", description=what)
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    _ask(commands)
    _diagnose(commands)
    _save(commands)
    example = "routelore permissions > policy.json"
    allowed = _add(commands, "permissions", "print the least-privilege IAM policy", example, _permissions)
    allowed.add_argument("--measure", action="store_true", help="with what diagnose --measure needs")
    examples = "routelore check\n  routelore check --live\n  routelore check --policy ./policy.yaml"
    what = "validate the entries, app.yaml, the settings and the policy; with --live, try everything it connects to"
    check = _add(commands, "check", what, examples, _check)
    check.add_argument(
        "--entries",
        metavar="DIR",
        help="another folder of entries, by itself; a team's own is the one of ROUTELORE_KNOWLEDGE",
    )
    check.add_argument("--manifest", metavar="FILE", help="another manifest than ./app.yaml")
    check.add_argument("--live", action="store_true", help="try the tokens, scopes, database, AWS accounts and broker, too")
    check.add_argument("--policy", metavar="FILE", help="another policy than that of ROUTELORE_POLICY")
    _build(commands)
    _knowledge(commands)
    record_commands.bind(partial(_add, commands))
    _sweep(commands)
    serve = _add(commands, "serve", "run the Slack app", "routelore serve\n  routelore serve --http 3000", _serve)
    serve.add_argument("--http", metavar="PORT", type=int, help="serve signed HTTP at /slack/events instead of Socket Mode")
    playground = _add(
        commands, "playground", "run the app in a local workspace in the browser", "routelore playground", _playground
    )
    playground.add_argument("--port", metavar="PORT", type=int, help="the page's port; a free one by default")
    return root


def _add(commands: argparse._SubParsersAction[Parser], name: str, what: str, example: str, run: Command) -> Parser:
    """Give a new command with its help and its example."""
    many = "s" if "\n" in example else ""
    epilog = f"example{many}:\n  {example}"
    formatter = argparse.RawDescriptionHelpFormatter
    command = commands.add_parser(name, help=what, description=what + ".", epilog=epilog, formatter_class=formatter)
    command.set_defaults(run=run)
    command.add_argument("--lang", choices=("ko", "en"), help="the language to answer in")
    return command


def _ask(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _add(
        commands, "ask", "answer from the knowledge base", 'routelore ask "what is a gateway endpoint?"', _run_ask
    )
    command.add_argument("question", nargs="*", metavar="QUESTION", help="the question")
    command.add_argument("--batch", metavar="FILE", help='a file of JSON objects with "q", one a line; - is standard input')
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _diagnose(commands: argparse._SubParsersAction[Parser]) -> None:
    example = "routelore diagnose subnet-0123456789abcdef0 --to dynamodb"
    command = _add(commands, "diagnose", "explain the way from a source to an AWS service", example, _run_diagnose)
    command.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="subnet-…, eni-…, i-…, vpc-… (all its subnets), lambda:NAME, a Name tag, or a private IP address",
    )
    command.add_argument(
        "--to", action="append", metavar="DEST", help="a service, s3://bucket, a hostname or a URL; repeatable; default: s3"
    )
    command.add_argument("--as", dest="principal", metavar="PRINCIPAL_ARN", default="", help="who calls, for the policies")
    command.add_argument("--all", action="store_true", help="every subnet of the Region")
    what_if = 'before and after a change, such as "add-route-table vpce-… rtb-…"; repeatable; "list" names the changes'
    command.add_argument("--what-if", metavar="CHANGE", action="append", default=[], help=what_if)
    evidence = "what nslookup, traceroute, curl and aws would show from there, before and after the fix"
    command.add_argument("--evidence", action="store_true", help=evidence)
    pasted = "real output of such tools, or log lines, to hold against the configuration; - is standard input"
    command.add_argument("--pasted", metavar="FILE", help=pasted)
    command.add_argument("--vpc", metavar="VPC_ID", help="with --all: of this VPC only")
    command.add_argument("--saved", metavar="DIR", help="a saved snapshot instead of AWS: a folder, or its zip")
    _aws(command)
    command.add_argument("--format", choices=("text", "json", "svg", "png"), default="text", help="default: text")
    command.add_argument("--out", metavar="FILE", help="write the result there")
    command.add_argument("--exit-code", action="store_true", help="end with 1 unless every way is private")


def _save(commands: argparse._SubParsersAction[Parser]) -> None:
    example = "routelore save ./snapshot --region ap-northeast-2"
    command = _add(commands, "save", "read AWS once and write a saved snapshot", example, _run_save)
    command.add_argument("folder", nargs="?", metavar="DIR", help="a new or empty folder, or an older snapshot")
    script = "print a read-only AWS CLI script that writes the same folder, for CloudShell"
    command.add_argument("--script", action="store_true", help=script)
    redact = "put other names in the place of accounts, tags, users and buckets"
    command.add_argument("--redact", action="store_true", help=redact)
    command.add_argument("--saved", metavar="DIR|ZIP", help="a saved snapshot instead of AWS, to redact or unpack it")
    command.add_argument("--vpc", metavar="VPC_ID", help="this VPC only")
    buckets = "look up where this bucket is, too; repeatable"
    command.add_argument("--bucket", metavar="NAME", action="append", default=[], help=buckets)
    functions = "look up this Lambda function's network, too; repeatable"
    command.add_argument("--function", metavar="NAME", action="append", default=[], help=functions)
    _aws(command)


def _build(commands: argparse._SubParsersAction[Parser]) -> None:
    example = "routelore build notes/ --into our-notes"
    command = _add(commands, "build", "draft knowledge entries from Markdown notes", example, _run_build)
    command.add_argument("notes", nargs="+", metavar="NOTES.md", help="Markdown files, or folders of them")
    command.add_argument("--into", metavar="DIR", default="drafts", help="the folder for the drafts; default: drafts")
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _knowledge(commands: argparse._SubParsersAction[Parser]) -> None:
    what = "write out what was taught in chat, or list the questions that need an answer"
    group = commands.add_parser("knowledge", help=what, description=what + ".")
    inside = group.add_subparsers(dest="about", metavar="COMMAND", required=True, parser_class=Parser)
    example = "routelore knowledge export --into our-notes"
    export = _add(inside, "export", "write the answers that were taught in chat as YAML", example, _run_export)
    export.add_argument("--into", metavar="DIR", help="the team's folder; default: print them")
    export.add_argument("--team", metavar="ID", help="the Slack workspace, where the database knows several")
    wanted = "list the questions that need an answer"
    gaps = _add(inside, "gaps", wanted, "routelore knowledge gaps --format json", _run_gaps)
    gaps.add_argument("--team", metavar="ID", help="of this Slack workspace only")
    gaps.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _sweep(commands: argparse._SubParsersAction[Parser]) -> None:
    example = "routelore sweep --regions ap-northeast-2,us-east-1 --format html --out sweep.html\n  routelore sweep --resume"
    sweep_arguments(_add(commands, "sweep", "diagnose every VPC of every granted account and Region", example, _run_sweep))
    what = "read parts of sweeps that the broker of ROUTELORE_BROKER_URL hands out"
    worker_arguments(_add(commands, "worker", what, "routelore worker --at-once 4", _run_worker))


def _aws(command: Parser) -> None:
    command.add_argument("--region", metavar="R", help="the AWS Region; default: boto3's")
    command.add_argument("--profile", metavar="P", help="the AWS profile; default: boto3's")
    measure = "also ask flow logs what passes the NAT gateways; CloudWatch Logs bills by what the query scans"
    command.add_argument("--measure", action="store_true", help=measure)


def _run_ask(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.ask import ask

    return ask(args, terminal)


def _run_diagnose(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.diagnose import diagnose

    return diagnose(args, terminal)


def _run_save(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.saving import save

    return save(args, terminal)


def _permissions(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.saving import permissions

    return permissions(args, terminal)


def _check(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.check import check

    status = check(args, terminal)
    if status is not Exit.FINE or not args.live:
        return status
    from bot.console.check_live import check_live

    return check_live(terminal)


def _run_build(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.build import build

    return build(args, terminal)


def _run_gaps(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.gaps import gaps

    return gaps(args, terminal)


def _run_export(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.knowledge import export

    return export(args, terminal)


def _run_sweep(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.sweep import sweep

    return sweep(args, terminal)


def _run_worker(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.sweep import worker

    return worker(args, terminal)


def _serve(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.rights import opened
    from bot.console.serve import serve

    return serve(args, opened(terminal, http=args.http is not None))


def _playground(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.serve import playground

    return playground(args, terminal)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    args = parser().parse_args(argv)
    settings = Settings.from_env(os.environ)
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    terminal = Terminal(out=sys.stdout, err=sys.stderr, settings=settings, lang=args.lang or settings.lang, plain=plain)
    try:
        status = _attempt(args, terminal)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has read enough
        return Exit.FINE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return status


def _attempt(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Run the command; what goes wrong ends in one line and the status that belongs to it."""
    try:
        if args.command in WITH_SECRETS:
            from bot.console.rights import with_secrets

            terminal = with_secrets(terminal)
        run: Command = args.run
        return run(args, terminal)
    except UsageError as error:
        terminal.say(error.words)
        return Exit.WRONG_USE
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 (the last resort: one line instead of a stack trace)
        return _explain(error, terminal)


def _explain(error: Exception, terminal: Terminal) -> Exit:
    """Say what went wrong, in one line, and give the status that belongs to it."""
    from diagnostics.collect.errors import AccessError, ServiceError
    from diagnostics.explain.trouble import trouble
    from diagnostics.model.flow import AskerError
    from knowledge.store import KnowledgeError

    if isinstance(error, AskerError | AccessError | ServiceError):
        terminal.talk(trouble(error.code, error.particulars, terminal.lang))
        asked_wrong = isinstance(error, AskerError) or error.code in WRITTEN_WRONG
        return Exit.WRONG_USE if asked_wrong else Exit.UNREACHABLE
    if isinstance(error, KnowledgeError):
        terminal.talk(str(error))
        return Exit.WRONG_USE
    last = traceback.extract_tb(error.__traceback__)[-1]
    terminal.say(sentences.BROKEN, type=type(error).__name__, where=f"{Path(last.filename).name}:{last.lineno}")
    return Exit.WRONG_USE


if __name__ == "__main__":
    sys.exit(main())
