"""A lab's network, written as what differs from the workshop's, made into AWS's own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.learning.labs import endpoints, routing, walls
from bot.learning.labs.ground import Ground
from bot.learning.labs.workshop import REGION, workshop
from diagnostics.collect import Answers, Meta
from knowledge import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.learning.labs.ground import Word
    from knowledge.store import Node

#: Every word that a network is written in.
WORDS: Mapping[str, Word] = {**routing.WORDS, **endpoints.WORDS, **walls.WORDS}


def answers_of(network: Node) -> Answers:
    """Give what AWS would answer about the network; a word is `{what: particulars}`, and they are taken in order.

    Raises:
        KnowledgeError: a word is unknown, lacks something, or names what the network does not have.
    """
    ground = Ground(workshop())
    for item in schema.items(network, "network", least=1):
        for what, node in schema.mapping_of_any(item, "network").items():
            if what not in WORDS:
                node.refuse(f'has "{what}" under network; write one of {", ".join(sorted(WORDS))}')
            required, optional, make = WORDS[what]
            make(ground, node, schema.mapping(node, what, required, optional))
    return Answers(said=ground.said, meta=Meta(region=REGION))
