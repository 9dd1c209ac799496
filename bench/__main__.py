"""Chooses and runs benchmarks by name."""

from __future__ import annotations

import importlib
import sys

NAMES = (
    "create",
    "planners",
    "query",
    "search",
    "memory",
    "announce",
    "clearing",
    "streams",
    "files",
    "imports",
    "catching_up",
    "planning",
    "console_map",
    "open_pages",
    "intake",
    "taxii",
    "mirrored_reports",
    "past",
    "evidence",
    "nodes",
    "moving",
)


def main(chosen: list[str]) -> int:
    unknown = [name for name in chosen if name not in NAMES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}")
        return 2
    for name in chosen or NAMES:
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
