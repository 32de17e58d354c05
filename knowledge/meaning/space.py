"""The geometry of meaning: where the phrasings of all entries lie, and how near a question comes to each. Pure."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from knowledge.meaning.gist import Near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]
    Rows: TypeAlias = NDArray[np.float16]

#: The best entries that the nearest phrasing is compared with: raw cosines all lie between 0.8 and 0.92.
RIVALS = 5
#: How wide the interesting part of a difference of cosines is.
STRETCH = 5.0
LIKELY = 6
CROWD = 200
CLOSEST_BEYOND = 3
SHRINK = 1.0
NO_LENGTH = np.float32(1e-9)
AT_A_TIME = 256


class Space:
    """The entries of one knowledge base as directions.

    `spoken` has one matrix for each entry, one row for each phrasing. `beyond` are questions that no entry answers;
    `ours` are questions that some entry answers, so that to be a question does not make one look like those.
    Only a `crowd` of the entries that the classifier finds likeliest is compared phrasing by phrasing.
    """

    def __init__(self, spoken: Sequence[Rows], beyond: Rows, ours: Rows, *, crowd: int = CROWD) -> None:
        self.crowd = crowd
        self._rows = np.concatenate(spoken)
        self._starts = np.cumsum([0, *map(len, spoken)])
        self._beyond = beyond.astype(np.float32)
        parts = [self._rows, beyond, ours]
        self._middle: Floats = sum(part.sum(axis=0, dtype=np.float32) for part in parts) / sum(map(len, parts))
        self._probe = self._fitted(ours)

    def _fitted(self, ours: Rows) -> Floats:
        """Give the classifier, a ridge regression: a column for each entry, and the last for what no entry answers."""
        width, count = self._rows.shape[1], len(self._starts) - 1
        spread = SHRINK * np.eye(width, dtype=np.float32)
        pulls = np.empty((width, count + 1), dtype=np.float32)
        for first, last in _stretches(count):
            begin, end = self._starts[first], self._starts[last]
            rows = self._centred(self._rows[begin:end])
            spread += rows.T @ rows
            pulls[:, first:last] = np.add.reduceat(rows, self._starts[first:last] - begin).T
        strange = self._centred(self._beyond)
        usual = self._centred(ours)
        spread += strange.T @ strange + usual.T @ usual
        pulls[:, count] = strange.sum(axis=0)
        return np.linalg.solve(spread, pulls).astype(np.float32)

    def _centred(self, rows: Rows | Floats) -> Floats:
        found: Floats = rows.astype(np.float32) - self._middle
        length: Floats = np.linalg.norm(found, axis=-1, keepdims=True)
        return np.divide(found, np.maximum(length, NO_LENGTH), dtype=np.float32)

    def gist(self, question: Floats) -> Placed:
        """Give what the question means that this is the vector of."""
        return Placed(self, question)

    def probed(self, question: Floats) -> Floats:
        """Give what the classifier says for each entry, and last for none of them."""
        return self._centred(question) @ self._probe

    def nearest(self, question: Floats, entries: Sequence[int]) -> list[float]:
        """Give for each of these entries the cosine of its nearest phrasing."""
        bounds = [(self._starts[at], self._starts[at + 1]) for at in entries]
        rows = np.concatenate([self._rows[begin:end] for begin, end in bounds]).astype(np.float32)
        starts = np.cumsum([0, *(end - begin for begin, end in bounds)])[:-1]
        return list(map(float, np.maximum.reduceat(rows @ question, starts)))

    def nearest_beyond(self, question: Floats) -> float:
        """Give the mean cosine of the nearest questions that no entry answers."""
        return float(np.sort(self._beyond @ question)[-CLOSEST_BEYOND:].mean())


class Placed:
    """What one question means."""

    def __init__(self, space: Space, question: Floats) -> None:
        self._space = space
        self._question = question
        self._probed = space.probed(question)
        count = len(self._probed) - 1
        crowd = np.argsort(-self._probed[:count], kind="stable")[: space.crowd].tolist()
        self._cosines = dict(zip(crowd, space.nearest(question, crowd), strict=True))
        best = sorted(self._cosines, key=self._cosines.__getitem__, reverse=True)
        self.likely = tuple(dict.fromkeys([*best[:LIKELY], *crowd[:LIKELY]]))
        self._usual = sum(self._cosines[at] for at in best[:RIVALS]) / len(best[:RIVALS])

    @property
    def strange(self) -> float:
        """Give how much the question is like those that no entry answers."""
        return _unit(float(self._probed[-1]))

    @cached_property
    def _beyond(self) -> float:
        return self._space.nearest_beyond(self._question)

    def near(self, at: int) -> Near:
        """Give how near one entry is."""
        if at not in self._cosines:
            self._cosines[at] = self._space.nearest(self._question, [at])[0]
        cosine = self._cosines[at]
        return Near(
            meaning=_unit(0.5 + STRETCH * (cosine - self._usual)),
            probe=_unit(float(self._probed[at])),
            beyond=_unit(2 * STRETCH * (self._beyond - cosine)),
        )


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Give the entries in runs of bearable size."""
    for first in range(0, count, AT_A_TIME):
        yield first, min(count, first + AT_A_TIME)
