"""Prints routelore's measured figures: times as ratios of one run on this machine, and how well questions are found.

Run it as `make bench`, or one part alone: `.venv/bin/python tests/bench/run.py cold-start`. What is compared takes turns, so
that a slow moment of the machine falls on both sides; a ratio is the median of the turns' own ratios. The times beside it
are this machine's and say little elsewhere.
"""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack, closing
from enum import StrEnum
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from bot.playground.account import REGION
from diagnostics.collect import AwsCollector, snapshot_of
from diagnostics.collect.connection import AT_ONCE
from knowledge import open_knowledge
from tests.bench import cold_start, first_reply, retrieval, scale
from tests.bench.questions import TUNED, load
from tests.bench.region import ACCOUNTS, CONCURRENCIES, BareCalls, account, diagnose_everything, requests_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnostics.collect import Answers

    Turn = Callable[[], float]

QUESTIONS = 200


class Part(StrEnum):
    """What can be measured by itself."""

    REGION = "region"
    SCALE = "scale"
    ASK = "ask"
    FIRST_REPLY = "first-reply"
    COLD_START = "cold-start"
    RETRIEVAL = "retrieval"


def taken_in_turns(contenders: Mapping[str, Turn], rounds: int) -> dict[str, list[float]]:
    """Give each contender's seconds, turn by turn, after one turn each that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in contenders.values():
        turn()
    for number in range(rounds):
        names = list(contenders)
        for name in names if number % 2 == 0 else reversed(names):
            taken[name].append(contenders[name]())
    return taken


def timed(what: Callable[[], object]) -> Turn:
    """Give a turn that takes as long as this does."""

    def turn() -> float:
        start = time.perf_counter()
        what()
        return time.perf_counter() - start

    return turn


def print_title(title: str) -> None:
    """Print the title of a part and the heads of its columns."""
    print(f"\n{title}\n  {'':55}{'ratio':>7}{'middle half':>15}{'routelore':>13}{'bare':>12}{'turns':>7}")


def print_ratio(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Print one ratio with the middle half of the turns' ratios, and the median times behind it."""
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    low, middle, high = quantiles(ratios, n=4)
    times = f"{median(ours) * 1000:10.2f} ms{median(theirs) * 1000:9.2f} ms"
    print(f"  {name:55}{middle:7.2f}{f'{low:.2f} to {high:.2f}':>15}{times}{len(ratios):7}")


def print_region() -> None:
    """Print what a diagnosis of a whole Region takes beside the calls that it cannot do without."""
    print_title("Diagnosis of a Region (collect, parse, diagnose every subnet), against the same calls with boto3 alone")
    for name in ACCOUNTS:
        with account(name), closing(AwsCollector(region=REGION)) as collector:
            answers = collector.collect()
            with closing(BareCalls(answers)) as bare:
                print_one_region(name, collector, answers, bare)


def print_one_region(name: str, collector: AwsCollector, answers: Answers, bare: BareCalls) -> None:
    """Print the figures of the account that boto3 sees now."""
    snapshot = snapshot_of(answers)
    by_number = {n: timed(partial(bare.make, n)) for n in CONCURRENCIES}
    tried = taken_in_turns({str(n): turn for n, turn in by_number.items()}, 5)
    best = min(CONCURRENCIES, key=lambda n: median(tried[str(n)]))
    contenders = {
        "ours": timed(lambda: diagnose_everything(snapshot_of(collector.collect()))),
        "collect": timed(collector.collect),
        "same": by_number[AT_ONCE],
        "best": by_number[best],
        "parse": timed(lambda: snapshot_of(answers)),
        "diagnose": timed(lambda: diagnose_everything(snapshot)),
    }
    taken = taken_in_turns(contenders, 15)
    print_ratio(f"{name}, {AT_ONCE} at a time", taken["ours"], taken["same"])
    print_ratio(f"{name}, {best} at a time (best for bare calls)", taken["ours"], taken["best"])
    print_ratio("  collecting alone", taken["collect"], taken["same"])
    ours, theirs = requests_of(collector.collect), requests_of(lambda: bare.make(AT_ONCE))
    parse, walk = median(taken["parse"]) * 1000, median(taken["diagnose"]) * 1000
    subnets = len(snapshot.subnets)
    print(f"    requests {ours}, bare {theirs}; parse {parse:.1f} ms; diagnose {subnets} subnets {walk:.1f} ms")


def print_scale() -> None:
    """Print what a diagnosis costs as the network grows, and the memory of a whole process at its peak."""
    print(f"\nA large Region, {len(scale.SERVICES)} services of every subnet, each size in a fresh process")
    measured = {subnets: scale.in_a_fresh_process(subnets) for subnets in scale.SIZES}
    first = measured[scale.SIZES[0]]["each"]
    for subnets, found in measured.items():
        each = f"{found['each']:.2f} ms a diagnosis ({found['each'] / first:.2f} of the smallest)"
        print(f"  {subnets:5} subnets: {each}, parsing {found['parse']:.0f} ms, peak memory {found['peak']:.0f} MB")


def print_ask() -> None:
    """Print what an answer takes beside rapidfuzz's own best match over the same phrasings."""
    knowledge = open_knowledge()
    phrasings = [phrase for entry in knowledge.entries for phrase in entry.phrasings]
    every = [asked.text for name in TUNED for asked in load(name)]
    questions = every[:: len(every) // QUESTIONS][:QUESTIONS]

    def as_it_comes(question: str) -> object:
        return process.extractOne(question, phrasings)

    def normalised(question: str) -> object:
        return process.extractOne(question, phrasings, scorer=fuzz.token_set_ratio, processor=utils.default_process)

    def asking(ask: Callable[[str], object]) -> Turn:
        following = cycle(questions)
        return timed(lambda: ask(next(following)))

    contenders = {"ours": asking(knowledge.answer), "as it comes": asking(as_it_comes), "normalised": asking(normalised)}
    taken = taken_in_turns(contenders, len(questions))
    print_title(f"Knowledge.answer, against rapidfuzz's process.extractOne over the same {len(phrasings)} phrasings")
    print_ratio("extractOne as it comes (WRatio)", taken["ours"], taken["as it comes"])
    print_ratio("extractOne with token_set_ratio, default_process", taken["ours"], taken["normalised"])


def print_first_reply() -> None:
    """Print how soon a mention shows that it was heard, beside an app that only echoes."""
    with ExitStack() as ends:
        ends.enter_context(account("sample account"))
        folder = Path(ends.enter_context(TemporaryDirectory()))
        bot, echo = ends.enter_context(first_reply.routelore(folder)), ends.enter_context(first_reply.echo())
        taken = taken_in_turns({"question": bot.question, "echo": echo, "diagnosis": bot.diagnosis}, 20)
    print_title("The first thing that a mention makes the app show, against a bare Bolt echo app, each on a local Slack")
    print_ratio("a question (what shows is its answer)", taken["question"], taken["echo"])
    print_ratio("a diagnosis (what shows is that it was heard)", taken["diagnosis"], taken["echo"])
    print(f"    until a diagnosis is told in full, picture and all: {median(bot.in_full) * 1000:.0f} ms")


def print_cold_start() -> None:
    """Print what a fresh `routelore ask` takes beside the imports that it cannot do without."""
    contenders = {
        "ask": cold_start.routelore_ask,
        "imports": cold_start.bare_imports,
        "python": cold_start.bare_python,
    }
    taken = taken_in_turns(contenders, 15)
    print_title("Cold start of `routelore ask`, a fresh process each time")
    print_ratio("against python -c 'import yaml, rapidfuzz'", taken["ask"], taken["imports"])
    print(f"    a Python that does nothing: {median(taken['python']) * 1000:.0f} ms")


def print_retrieval() -> None:
    """Print how well questions are found and refused; `tests/bench/retrieval.py` says what the sets are, and prints more."""
    print("\nFinding and refusing, as shares of the questions of each set")
    retrieval.print_quality(open_knowledge())


PARTS: Mapping[Part, Callable[[], None]] = MappingProxyType(
    {
        Part.COLD_START: print_cold_start,
        Part.REGION: print_region,
        Part.SCALE: print_scale,
        Part.ASK: print_ask,
        Part.FIRST_REPLY: print_first_reply,
        Part.RETRIEVAL: print_retrieval,
    },
)


def main() -> None:
    """Measure the parts that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", type=Part, metavar="PART", help=f"{', '.join(Part)}; everything by default")
    start = time.monotonic()
    for part in parser.parse_args().part or PARTS:
        PARTS[part]()
    print(f"\nmeasured in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
