"""VPC encryption controls: whether a VPC takes traffic that is not encrypted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptionControl:
    """The encryption controls of a VPC. `excluded` are the kinds of resources that they leave alone (`NatGateway`)."""

    id: str
    vpc_id: str
    mode: str = "monitor"  # monitor | enforce | whatever AWS says next
    state: str = "available"
    excluded: tuple[str, ...] = ()

    @property
    def enforced(self) -> bool:
        """Say whether the VPC drops what is not encrypted; to monitor, or to be on the way there, drops nothing."""
        return self.mode == "enforce" and self.state == "available"

    @property
    def changing(self) -> bool:
        """Say whether the VPC is about to enforce, or ends to: what it drops meanwhile AWS does not say."""
        return self.state != "available" and (self.mode == "enforce" or self.state.startswith("enforce"))
