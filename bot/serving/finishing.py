"""The end: what was promised is finished, for as long as whoever stops the process will wait."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Bot

LOG = logging.getLogger("routelore")
#: Less than the 30 s that Kubernetes and ECS wait before they kill:
#: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination and
#: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (stopTimeout)
PATIENCE = 20.0


def finish(bot: Bot, patience: float = PATIENCE) -> bool:
    """Finish what was promised and say whether all of it is done; what is not stays promised, to the next process."""
    closing = threading.Thread(target=bot.close, name="routelore-closing", daemon=True)
    closing.start()
    closing.join(patience)
    if closing.is_alive():
        LOG.warning("stopped after %d s with work under way; what was promised is done after the next start", patience)
    return not closing.is_alive()
