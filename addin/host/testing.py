"""A test helper: a host that counts calls and can simulate Esc and dialogs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from addin.errors import Stopped
from addin.host.port import Host, Position
from addin.reading.grid import Grid
from addin.writing.plan import Content, Marks, ReportSheet

MOST = 6  # reads, and writes, that a command may do for any number of rows


@dataclass
class CountingHost:
    """A host that forwards every call to another host and counts it.

    Esc is "pressed" at the progress report number ``stop_at`` (from 1; 0 for never). ``picked``
    and ``file`` are the folder and file picked; ``answers`` the texts typed, question by question
    (None to cancel), then the defaults.
    """

    host: Host
    stop_at: int = 0
    picked: Path | None = None
    file: Path | None = None
    answers: list[str | None] = field(default_factory=list)
    shown: str = ""
    asked: list[str] = field(default_factory=list)
    reads: int = 0
    writes: int = 0
    reports: int = 0
    said: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def form(self) -> Grid:
        """Count and forward."""
        self.reads += 1
        return self.host.form()

    def sheet(self, name: str) -> Grid | None:
        """Count and forward."""
        self.reads += 1
        return self.host.sheet(name)

    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Count and forward."""
        self.reads += 1
        return self.host.sheets(names)

    def obstacle(self, sheet: str) -> str:
        """Count and forward."""
        self.reads += 1
        return self.host.obstacle(sheet)

    def mark(self, marks: Marks) -> None:
        """Count and forward."""
        self.writes += 1
        self.host.mark(marks)

    def clear(self) -> bool:
        """Count and forward."""
        self.writes += 1
        return self.host.clear()

    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Count and forward."""
        self.writes += 1
        return self.host.put(sheet, values)

    def put_sheet(self, report: ReportSheet) -> None:
        """Count and forward."""
        self.writes += 1
        self.host.put_sheet(report)

    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Count and pass on."""
        self.writes += 1
        self.host.update(sheet, cells)

    def drop_sheet(self, name: str) -> None:
        """Count and forward."""
        self.writes += 1
        self.host.drop_sheet(name)

    def progress(self, text: str, share: float) -> None:
        """Forward, or raise Stopped as if Esc had been pressed."""
        self.reports += 1
        if self.reports == self.stop_at:
            raise Stopped
        self.host.progress(text, share)

    def say(self, text: str) -> None:
        """Record the sentence."""
        self.said.append(text)

    def alert(self, text: str) -> None:
        """Record the sentence."""
        self.alerts.append(text)

    def show(self, sheet: str) -> None:
        """Record the name."""
        self.shown = sheet

    def selection(self) -> tuple[str, int]:
        """Count and forward."""
        self.reads += 1
        return self.host.selection()

    def folder(self) -> Path | None:
        """Forward."""
        return self.host.folder()

    def ask(self, question: str, default: str = "") -> str | None:
        """Record the question; return the next answer."""
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else default

    def pick_folder(self, title: str) -> Path | None:  # noqa: ARG002 - as the port has it
        """Return the test's choice."""
        return self.picked

    def pick_file(self, title: str) -> Path | None:  # noqa: ARG002 - as the port has it
        """Return the test's choice."""
        return self.file

    def open(self, path: Path) -> None:
        """Record the path."""
        self.opened.append(path)
