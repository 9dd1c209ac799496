"""How much a file may hold, and the ledger in which a reader enters what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureFault, FileRefused
from tansiq.gateways.geofiles.heights import ANYWHERE, Ground
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What one file may hold. The defaults keep the worst file within some seconds and some hundred megabytes."""

    max_bytes: int = 32 << 20
    max_features: int = 20_000
    """Features, or rows; those with faults count too."""
    max_vertices: int = 10_000
    """Of one outline or one route."""
    max_points: int = 500_000
    """Of all features together."""
    max_unpacked_bytes: int = 128 << 20
    """Of what is unpacked from a KMZ or XLSX file, all parts together."""
    max_ratio: int = 200
    """Unpacked bytes for each packed one, above 1 MiB."""
    max_parts: int = 1_000
    """Files in a KMZ or XLSX file."""
    max_elements: int = 2_000_000
    """Elements of one XML file."""
    max_depth: int = 64
    """Elements within elements of XML."""
    max_cell_characters: int = 32_767
    """Of one cell; what a spreadsheet can hold."""
    max_columns: int = 256


@dataclass(slots=True)
class Ledger:
    """What a reader has found so far. Changes; one for each file."""

    name: str
    limits: FileLimits
    ground: Ground = ANYWHERE
    features: list[Feature] = field(default_factory=list)
    errors: list[FeatureError] = field(default_factory=list)
    left_out: dict[Remark, int] = field(default_factory=dict)
    points: int = 0
    found: int = 0

    def begin(self, where: str) -> None:
        """One more feature is looked at. Raises `FileRefused` (`too-many-features`)."""
        self.found += 1
        if self.found > self.limits.max_features:
            raise FileRefused(
                "too-many-features",
                f"more than {self.limits.max_features:,} features; at most so many are taken",
                where,
            )

    def count_points(self, count: int, where: str) -> None:
        """Raises `FileRefused` (`too-many-points`), and `FeatureFault` (`vertex-count`) for one line that is too
        long."""
        self.points += count
        if self.points > self.limits.max_points:
            message = f"more than {self.limits.max_points:,} points in all features together; at most so many are taken"
            raise FileRefused("too-many-points", message, where)
        if count > self.limits.max_vertices + 1:
            remark = Remark(RemarkCode.POINTS_TOO_MANY, count=count, of=self.limits.max_vertices)
            raise FeatureFault("vertex-count", remark, where)

    def fail(self, where: str, fault: FeatureFault) -> None:
        """Enters a feature that cannot be used."""
        self.errors.append(fault.error(where))

    @contextmanager
    def entering(self, where: str) -> Iterator[None]:
        """What is entered of one feature, or why it cannot be used: a fault of one keeps none of the others out."""
        try:
            yield
        except FeatureFault as fault:
            self.fail(where, fault)

    def leave_out(self, reason: Remark, count: int = 1) -> None:
        """Counts what is not read at all."""
        if count:
            self.left_out[reason] = self.left_out.get(reason, 0) + count


def distinct(warnings: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each warning once, in order."""
    return tuple(dict.fromkeys(warnings))
