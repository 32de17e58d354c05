"""The command line, as people and programs run it."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.playground.slack import LocalSlack
from diagnostics.collect import write_saved
from diagnostics.collect.answers import Answers, Refusal
from tests.e2e.chat import META, manifest, shown
from tests.e2e.shell import ALONE, ROOT, one_line, run
from tests.scenarios.network import baseline, changed


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a saved snapshot."""
    folder = tmp_path_factory.mktemp("saved") / "network"
    write_saved(Answers(said=baseline(), meta=META), folder)
    return folder


def test_a_question_is_answered_in_its_language() -> None:
    """The answer is on stdout, with where it comes from."""
    done = run("ask", "게이트웨이 엔드포인트가 뭐야?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "출처: 노트" in done.stdout
    assert "Source: notes" in run("ask", "게이트웨이 엔드포인트가 뭐야?", "--lang", "en").stdout


def test_an_answer_fits_the_terminal() -> None:
    """No marks of Markdown's, and no line wider than 96 columns but addresses and commands."""
    done = run("ask", "what is a route table?")
    assert "**" not in done.stdout
    assert all(len(line) <= 96 or "https://" in line or line.startswith("    ") for line in done.stdout.splitlines())


def test_a_function_and_a_bucket_of_a_saved_snapshot_are_diagnosed(tmp_path: Path) -> None:
    """A function outside every VPC reads well; one that was not saved is told with the call that shows it."""
    said = changed([{"function": {"name": "orchard-fn"}}, {"bucket": {"name": "logs-prod", "region": "us-east-1"}}])
    write_saved(Answers(said=said, meta=META), tmp_path / "network")
    saved = ("--saved", str(tmp_path / "network"))
    outside = run("diagnose", "lambda:orchard-fn", *saved, "--lang", "ko")
    assert outside.returncode == 0
    assert "orchard-fn Lambda 함수에서 S3로" in outside.stdout
    assert "us-east-1" in run("diagnose", "orchard", "--to", "s3://logs-prod", *saved).stdout
    missing = run("diagnose", "lambda:other-fn", *saved)
    assert missing.returncode == 2
    assert "lambda:GetFunctionConfiguration" in one_line(missing)


def test_a_destination_that_cannot_be_read_needs_no_aws() -> None:
    """It is refused before any credentials are looked for."""
    done = run("diagnose", "orchard", "--to", "s3:// //")
    assert done.returncode == 2
    assert "is not clear" in one_line(done)


def test_what_is_not_known_is_said_so() -> None:
    """Not knowing is an answer, and no failure."""
    done = run("ask", "how do i rotate rds credentials")
    assert done.returncode == 0
    assert "I don't know" in done.stdout


def test_json_is_json_and_nothing_else() -> None:
    """The published shape."""
    answer = json.loads(run("ask", "what is a vpc endpoint?", "--format", "json").stdout)
    assert answer["schema"] == "routelore.answer/v1"
    assert (answer["kind"], answer["q"], answer["lang"]) == ("found", "what is a vpc endpoint?", "en")
    assert len(answer["candidates"]) >= 3


def test_a_batch_keeps_its_order() -> None:
    """One object in, one object out, from a file or from standard input."""
    questions = ["what is nat", "연차 며칠 남았어", "라우팅 테이블이 뭐야?"]
    lines = "\n".join(json.dumps({"q": question, "id": 1}) for question in questions)
    done = run("ask", "--batch", "-", stdin=lines + "\n\n")
    assert done.returncode == 0
    assert [json.loads(line)["q"] for line in done.stdout.splitlines()] == questions


def test_a_line_that_is_no_question_is_named() -> None:
    """File, line, and what to write instead; what came before it is answered."""
    done = run("ask", "--batch", "-", stdin='{"q": "what is nat"}\n["q"]\n')
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("stdin:2:")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask"], "There is no question"),
        (["ask", "x" * 3000], "3,000 characters"),
        (["ask", "nat", "--batch", "-"], "not both"),
        (["ask", "--batch", "/nonexistent/file"], "cannot be read"),
        (["nonsense"], "invalid choice"),
        (["diagnose"], "There is no source"),
        (["diagnose", "subnet-a1", "--all"], "either SOURCE or --all"),
        (["diagnose", "subnet-a1", "--vpc", "vpc-0a"], "--vpc goes with --all"),
        (["diagnose", "subnet-a1", "--saved", "/nonexistent"], "/nonexistent"),
        (["diagnose", "subnet-a1", "--saved", "x", "--measure"], "--measure asks AWS itself"),
        (["save", "--script", "--measure"], "--measure asks AWS itself"),
        (["diagnose", "subnet-a1"], "No Region is set"),
        (["diagnose", "subnet-a1", "--region", "nowhere-1-x"], "nowhere-1-x"),
        (["diagnose", "subnet-a1", "--profile", "nobody"], "nobody"),
        (["serve"], "SLACK_BOT_TOKEN"),
        (["serve", "--http", "99999"], "65535"),
    ],
)
def test_wrong_use_is_told_on_stderr_with_status_two(words: list[str], says: str) -> None:
    """What is wrong and what to write instead, and never a stack trace."""
    done = run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_the_terminals_language_is_the_locales() -> None:
    """A Korean terminal is told in Korean."""
    assert "질문이 없어요" in one_line(run("ask", env={"LANG": "ko_KR.UTF-8"}))
    assert "질문이 없어요" in one_line(run("ask", "--lang", "ko"))


def test_no_credentials_is_status_three() -> None:
    """AWS was not reached, and the line says what to do."""
    done = run("diagnose", "subnet-a1", "--region", "ap-northeast-2")
    assert done.returncode == 3
    assert "No AWS credentials" in one_line(done)


def test_aws_that_does_not_answer_is_status_three() -> None:
    """The line names the address that did not answer."""
    keys = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    done = run("diagnose", "subnet-a1", "--region", "ap-northeast-2", env=keys)
    assert done.returncode == 3
    assert "127.0.0.1:9" in one_line(done)


def test_a_broken_lab_stops_the_start(tmp_path: Path) -> None:
    """With its file and line, as a broken entry does, rather than that the lab is missing and nobody knows why."""
    labs = tmp_path / "paths" / "labs"
    labs.mkdir(parents=True)
    (labs / "attic.yaml").write_text("id: attic\n", encoding="utf-8")
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ROUTELORE_KNOWLEDGE": str(tmp_path)}
    done = run("serve", env=env)
    assert done.returncode not in {0, 3}
    assert "labs/attic.yaml:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_slack_that_does_not_answer_is_status_three(tmp_path: Path) -> None:
    """So is a Slack that is not there."""
    env = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:9/",
        "XDG_DATA_HOME": str(tmp_path),
    }
    done = run("serve", env=env)
    assert done.returncode == 3
    assert "Slack could not be reached" in done.stderr


def test_a_saved_snapshot_is_diagnosed_like_an_account(saved: Path) -> None:
    """By Name tag or id, as text, in both languages."""
    done = run("diagnose", "orchard", "--saved", str(saved), "--lang", "ko")
    assert done.returncode == 0
    assert "NAT 게이트웨이(nat-0a)" in done.stdout
    assert "GWE-001" in run("diagnose", "subnet-a1", "--saved", str(saved)).stdout


def test_json_is_a_list_of_one_for_each_source_and_destination(saved: Path) -> None:
    """The published shape, in a stable order."""
    words = ["diagnose", "--all", "--to", "s3", "--to", "dynamodb", "--saved", str(saved), "--format", "json"]
    found = json.loads(run(*words).stdout)
    assert {one["schema"] for one in found} == {"routelore.diagnosis/v1"}
    assert [(one["source"]["subnet"], one["destination"]["service"]) for one in found] == [
        (subnet, service) for subnet in ("subnet-a1", "subnet-a2", "subnet-pub") for service in ("s3", "dynamodb")
    ]


def test_every_subnet_is_seen_at_a_glance(saved: Path) -> None:
    """`--all` is a table of subnets and services; `--to` names its columns, and `--vpc` narrows it."""
    words = ["diagnose", "--all", "--vpc", "vpc-0a", "--saved", str(saved)]
    said = run(*words).stdout
    assert all(name in said for name in ("orchard", "harbor", "quarry", "S3", "DynamoDB"))
    assert "DynamoDB" not in run(*words, "--to", "s3").stdout
    assert one_line(run("diagnose", "--all", "--vpc", "vpc-9", "--saved", str(saved))).count("vpc-9") == 1


def test_the_exit_status_can_say_that_it_is_not_private(saved: Path) -> None:
    """One where any way is not private, zero where all are."""
    assert run("diagnose", "orchard", "--saved", str(saved), "--exit-code").returncode == 1
    assert run("diagnose", "orchard", "--saved", str(saved)).returncode == 0


def test_a_picture_is_written(saved: Path, tmp_path: Path) -> None:
    """SVG to stdout, PNG to a file or a pipe; several ways are no picture, but all subnets are one."""
    assert run("diagnose", "orchard", "--saved", str(saved), "--format", "svg").stdout.startswith("<svg")
    png = tmp_path / "path.png"
    assert run("diagnose", "orchard", "--saved", str(saved), "--format", "png", "--out", str(png)).returncode == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    assert run("diagnose", "--all", "--saved", str(saved), "--format", "svg").stdout.startswith("<svg")
    several = run("diagnose", "vpc-0a", "--saved", str(saved), "--format", "svg")
    assert several.returncode == 2
    assert "one path" in one_line(several)


def test_a_file_that_cannot_be_written_is_a_sentence(saved: Path) -> None:
    """The path and the reason."""
    done = run("diagnose", "orchard", "--saved", str(saved), "--out", "/nonexistent/report.txt")
    assert done.returncode == 2
    assert "/nonexistent/report.txt" in one_line(done)


def test_garbage_in_a_saved_folder_is_named_and_the_rest_stands(saved: Path, tmp_path: Path) -> None:
    """A file that cannot be used is a gap or a note, never a crash."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for file in saved.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "describe-network-acls.json").write_text("{not json", encoding="utf-8")
    (folder / "holiday.json").write_bytes(b"\xff\xfe\x00")
    done = run("diagnose", "orchard", "--saved", str(folder))
    assert done.returncode == 0
    assert "DescribeNetworkAcls" in done.stdout
    assert "Traceback" not in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("diagnose", "orchard", "--saved", str(empty)).returncode == 2


def test_an_unknown_source_is_told_with_those_that_are_there(saved: Path) -> None:
    """Status two, and names to choose from."""
    done = run("diagnose", "subnet-0dead", "--saved", str(saved))
    assert done.returncode == 2
    assert "orchard (subnet-a1)" in one_line(done)


def test_a_refused_call_is_a_gap(tmp_path: Path) -> None:
    """The diagnosis stands, and says what it could not see."""
    said = {**baseline(), "describe-network-acls": Refusal("UnauthorizedOperation", "no")}
    write_saved(Answers(said=said, meta=META), tmp_path / "network")
    assert "ec2:DescribeNetworkAcls" in run("diagnose", "orchard", "--saved", str(tmp_path / "network")).stdout


def test_a_zip_of_a_snapshot_is_diagnosed_like_its_folder(saved: Path, tmp_path: Path) -> None:
    """`--saved` takes the zip that the script leaves, and gives the same answer to the letter."""
    packed = Path(shutil.make_archive(str(tmp_path / "snapshot"), "zip", saved))
    by_folder = run("diagnose", "harbor", "--saved", str(saved), "--format", "json")
    by_zip = run("diagnose", "harbor", "--saved", str(packed), "--format", "json")
    assert by_zip.returncode == 0, by_zip.stderr
    assert by_zip.stdout == by_folder.stdout


def test_a_zip_that_holds_no_snapshot_is_one_sentence(tmp_path: Path) -> None:
    """A file that is no archive of a snapshot is refused with what to do instead."""
    (tmp_path / "notes.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    done = run("diagnose", "harbor", "--saved", str(tmp_path / "notes.zip"))
    assert done.returncode == 2
    assert "routelore save" in one_line(done)


def test_a_saved_snapshot_can_be_redacted(saved: Path, tmp_path: Path) -> None:
    """The redacted folder holds no Name tag, and gives the same verdicts."""
    done = run("save", str(tmp_path / "plain"), "--saved", str(saved), "--redact")
    assert done.returncode == 0, done.stderr
    written = "".join(f.read_text(encoding="utf-8") for f in (tmp_path / "plain").iterdir())
    assert "orchard" not in written
    ask = ("diagnose", "--all", "--format", "json", "--saved")
    verdicts = [[d["verdict"] for d in json.loads(run(*ask, str(f)).stdout)] for f in (saved, tmp_path / "plain")]
    assert verdicts[0] == verdicts[1]


def test_the_script_is_a_shell_script_that_only_reads() -> None:
    """`save --script` needs no credentials and prints calls of the AWS CLI that describe, get, list and head."""
    done = run("save", "--script", "--region", "ap-northeast-2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("#!")
    assert "describe-route-tables" in done.stdout
    assert not re.search(r"aws \w+ (create|delete|modify|put|update)-", done.stdout)


def test_saving_needs_a_folder() -> None:
    """Without a folder and without --script there is nowhere to save to."""
    done = run("save")
    assert done.returncode == 2
    assert "--script" in one_line(done)


def test_who_calls_must_be_a_principal(saved: Path) -> None:
    """`--as` takes the ARN of a user or a role, and says what else it wants."""
    fine = run("diagnose", "harbor", "--saved", str(saved), "--as", "arn:aws:iam::111122223333:role/app")
    assert fine.returncode == 0, fine.stderr
    assert "arn:aws:iam::111122223333:role/app" in fine.stdout.replace("\n    ", " ")
    wrong = run("diagnose", "harbor", "--saved", str(saved), "--as", "me")
    assert wrong.returncode == 2
    assert "ARN" in one_line(wrong)


def test_the_permissions_are_a_policy() -> None:
    """JSON that IAM takes, of actions that read."""
    policy = json.loads(run("permissions").stdout)
    assert "logs:StartQuery" in run("permissions", "--measure").stdout
    assert "logs:" not in json.dumps(policy)
    actions = [action for statement in policy["Statement"] for action in statement["Action"]]
    assert policy["Version"] == "2012-10-17"
    assert all(action.split(":")[1].startswith(("Describe", "Get", "List", "Search", "Head")) for action in actions)


def test_check_finds_nothing_wrong_here() -> None:
    """The entries, the manifest and the settings of this checkout are right."""
    done = run("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert "app.yaml" in done.stderr


def test_check_names_the_file_and_the_line(tmp_path: Path) -> None:
    """A manifest that lacks a scope is told with its line and what to add."""
    broken = tmp_path / "app.yaml"
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("      - files:write", "      - files:read"), encoding="utf-8")
    done = run("check", "--manifest", str(broken))
    assert done.returncode == 2
    assert "the scope files:write is missing" in done.stdout
    assert all(line.startswith("app.yaml:") for line in done.stdout.splitlines())


@pytest.mark.parametrize("command", ["ask", "diagnose", "save", "permissions", "check", "serve", "playground"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    """`--help` ends with a line to try, or with some."""
    done = run(command, "--help")
    assert done.returncode == 0
    _, _, shown = done.stdout.partition("\nexample")
    assert f"routelore {command}" in shown


def test_asking_loads_neither_boto3_nor_slack() -> None:
    """A question from the terminal starts light."""
    code = (
        "import sys; from bot.cli import main; status = main(['ask', 'what is nat']); "
        "heavy = {'boto3', 'botocore', 'slack_sdk', 'slack_bolt', 'sqlalchemy', 'diagnostics.explain'} & set(sys.modules); "
        "sys.exit(status or bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ALONE, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_reader_who_stops_reading_is_no_failure() -> None:
    """`routelore ask --batch … | head -1` ends quietly."""
    lines = "\n".join(json.dumps({"q": "what is nat"}) for _ in range(400)).encode()
    command = [sys.executable, "-m", "bot.cli", "ask", "--batch", "-"]
    with subprocess.Popen(
        command, env=ALONE, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines)
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_serve_answers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """The whole app in a process of its own: connected, answering, and gone after SIGTERM with status zero."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        env = {
            **ALONE,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "XDG_DATA_HOME": str(tmp_path),
        }
        command = [sys.executable, "-m", "bot"]
        with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            try:
                slack.wait_for_socket(20)
                slack.say("mina", "#network", "@routelore 게이트웨이 엔드포인트가 뭐야?")
                slack.wait_for_message(lambda m: "출처: 노트" in shown(m), channel="#network")
                slack.say("mina", "#network", "@routelore subnet-0abc12에서 s3 진단해줘")
                slack.wait_for_message(lambda m: "리전" in shown(m) and bool(m.bot_id), channel="#network", seconds=10)
                began = time.monotonic()
                process.send_signal(signal.SIGTERM)
                _, talk = process.communicate(timeout=20)
                assert process.returncode == 0, talk
                assert time.monotonic() - began < 10
                assert "게이트웨이" not in talk.decode()
            finally:
                process.kill()
    assert (tmp_path / "routelore" / "routelore.db").is_file()
