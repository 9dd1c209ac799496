"""Figures that tests have measured are shown at the end, whichever process measured them."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = [
        dict(report.user_properties)
        for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
        if any(name == "figures" for name, _ in report.user_properties)
    ]
    tables: dict[str, list[list[str]]] = {}
    for row in rows:
        tables.setdefault(str(row["figures"]), []).append([str(row[name]) for name in row if name != "figures"])
        tables[str(row["figures"])][0:0] = [[name for name in row if name != "figures"]] * (
            len(tables[str(row["figures"])]) == 1
        )
    for title, lines in tables.items():
        terminalreporter.section(title)
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        for line in lines:
            terminalreporter.write_line(
                "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            )
