"""Nothing lost and nothing twice: the bot dies at every step of every scene, and is killed at random while people use it.

Run it with `python -m tests.bench.kills [kills] [seed]`; it says how often it died, and whatever anybody could have noticed.
"""

from __future__ import annotations

import logging
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.playground.account import SampleAccount
from bot.playground.slack import LocalSlack
from bot.playground.slack.delivery import Patience
from tests.e2e.chat import manifest
from tests.e2e.dying import played
from tests.e2e.killing import DIAGNOSIS, Asked, anatomy, finished, judgements, the_last
from tests.e2e.scenes import SCENES
from tests.servers.postgres import until

KILLS = 40
#: So many are killed one after the other before one lives: in less time than a dead one is missed in, so that those which
#: are killed do not use up the attempts.
IN_A_ROW = 5
LONGEST = 900.0  # seconds, after which no other process is started


def deaths() -> tuple[int, list[str]]:
    """Let the bot die at each step of each scene; give how often it did, and where people saw anything else for it."""
    count, wrong = 0, []
    for name, scene in SCENES.items():
        with TemporaryDirectory(prefix="routelore-") as folder:
            good = played(scene, Path(folder))
        for last in range(2, good.death.steps + 1):
            with TemporaryDirectory(prefix="routelore-") as folder:
                came = played(scene, Path(folder), last)
            count += came.death.dead
            asides = len(good.asides) <= len(came.asides) <= len(good.asides) + 1
            if (came.for_all, came.rows) != (good.for_all, good.rows) or not asides:
                wrong.append(f"{name}: step {last}, {good.death.trace[last - 1]}")
    return count, wrong


def kills(most: int, seed: int) -> tuple[Asked, int, list[str]]:
    """Kill processes at random moments; give what was asked, how many judgements count, and what came out wrong."""
    asked, account, began = Asked(random.Random(seed)), SampleAccount(), time.monotonic()  # noqa: S311 (moments, no secrets)
    patience = Patience(ack=1.5, retries=(0.2, 0.5, 1.0, 2.0, 4.0, 8.0))
    with TemporaryDirectory(prefix="routelore-") as folder:
        try:
            env = {**account.start(), "ROUTELORE_DATABASE_URL": f"sqlite:///{folder}/routelore.db"}
            with LocalSlack(manifest(), posts_per_second=None, patience=patience) as slack:
                while asked.kills < most and time.monotonic() - began < LONGEST:
                    for _ in range(IN_A_ROW):
                        asked.one_round(slack, env)
                    with the_last(slack, Path(folder), account.environment()) as chat:
                        finished(chat, slack)
                        root = chat.ask("mina", "#network", f"@routelore {DIAGNOSIS}")
                        until(lambda root=root: anatomy(slack, root).total() >= 3, 20)
                        finished(chat, slack)
                        judged = judgements(chat)
                return asked, judged, asked.wrong(slack, anatomy(slack, root))
        finally:
            account.stop()


def main() -> None:
    """Run both and print what came of it."""
    logging.getLogger("routelore").setLevel(logging.CRITICAL)
    given = [int(word) for word in sys.argv[1:]]
    most, seed = (*given, *(KILLS, 1)[len(given) :])[:2]
    asked, judged, wrong = kills(most, seed)
    print(f"killed {asked.kills} processes: {len(asked.questions)} questions, {len(asked.diagnoses)} diagnoses,")
    print(
        f"  {len(asked.judged)} judgements acknowledged and {judged} counted, of {len(asked.perhaps)} clicks; wrong: {wrong}"
    )
    count, seen = deaths()
    print(f"died at {count} steps of {len(SCENES)} scenes; people saw something else: {seen}")


if __name__ == "__main__":
    main()
