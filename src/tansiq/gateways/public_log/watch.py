"""A centre as a witness in service: what it cosigns with, how it follows the office's log, with whom it compares."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.gateways.public_log.comparing import Comparing
from tansiq.gateways.public_log.follower import LogFollower, WitnessDesk


@dataclass(frozen=True, slots=True)
class Watch:
    """Of one centre."""

    witness: WitnessDesk
    follower: LogFollower
    comparing: Comparing | None = None

    async def compare(self, every_s: float) -> None:
        """Until it is cancelled; ends at once where there is nobody to compare with."""
        if self.comparing is not None:
            await self.comparing.run(every_s)

    async def close(self) -> None:
        """Ends all connections to other witnesses."""
        if self.comparing is not None:
            await self.comparing.close()
