"""Holds the locked dependencies against the known vulnerabilities: ends with 1 where there are some.

Where the advisories cannot be had, this says so and ends with 0: the rest of `make check` needs no network.
pip-audit itself says that all is well then, with a list of what it skipped.
"""  # noqa: INP001 (a script, not a package)

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCKED = Path(__file__).parents[1] / "requirements" / "server.txt"


def main(locked: Path = LOCKED) -> int:
    """Print what is vulnerable, or what could not be looked up, and give the exit status."""
    auditor = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--timeout", "15"]
    run = subprocess.run(  # noqa: S603 (our own words, and a path of ours)
        [*auditor, "--format", "json", "--progress-spinner", "off", "-r", str(locked)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return _say(f"the dependencies were not audited; pip-audit: {last}", 0)
    skipped = [one["name"] for one in found if "skip_reason" in one]
    vulnerable = [(one, each) for one in found for each in one.get("vulns", ())]
    for one, each in vulnerable:
        fixed = ", ".join(each["fix_versions"]) or "none yet"
        _say(f"{one['name']} {one['version']}: {each['id']} (mended in: {fixed})", 1)
    if len(skipped) == len(found):
        return _say(f"the dependencies were not audited: no advisories can be had for any of the {len(found)}", 0)
    if skipped:
        _say(f"not audited, because there are no advisories for them: {', '.join(skipped)}", 0)
    return _say(
        f"{len(found) - len(skipped)} dependencies audited, {len(vulnerable)} known vulnerabilities", bool(vulnerable)
    )


def _say(what: str, status: int) -> int:
    """Print a line; what is well goes to stdout, what is not to stderr."""
    sys.stderr.write(what + "\n") if status else sys.stdout.write(what + "\n")
    return int(status)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
