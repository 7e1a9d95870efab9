"""What the demo shows: each step as the article names it, tables, a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

Watch = Callable[[dict[str, Any]], None]


class Screen:
    """Writes to one console; everything from outside is shown as it is, never as mark-up."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def rule(self, title: str) -> None:
        self._console.print()
        self._console.rule(f"[bold]{escape(title)}", align="left")

    def section(self, number: int, title: str) -> None:
        self.rule(f"{number}) {title}")

    def step(self, number: str, dutch: str, english: str) -> None:
        self._console.print(f"[bold cyan]{number}[/]  {escape(dutch)}  [dim]{escape(english)}[/]")

    def done(self, text: str) -> None:
        self._console.print(f"     [green]✓[/] {escape(text)}")

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        made = Table(*columns, box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
        for row in rows:
            made.add_row(*(escape(str(cell)) for cell in row))
        self._console.print(made)

    def verbatim(self, text: str) -> None:
        self._console.print(text, markup=False)

    def failed(self, text: str) -> None:
        self._console.print(f"\nThe demo stopped: {text}", style="bold red", markup=False)

    @contextmanager
    def progress(self, title: str) -> Iterator[Watch]:
        """A bar that follows a run: employers done of all."""
        columns = (TextColumn("     {task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console) as bar:
            task = bar.add_task(escape(title), total=None)

            def watch(run: dict[str, Any]) -> None:
                done, total = run["progress"]["employers_done"], run["progress"]["employers_total"]
                told = f"{title}, {done} van {total} werkgevers" if total else title
                bar.update(
                    task,
                    description=escape(f"{told}: {run['status']}"),
                    completed=done if total else None,
                    total=total or None,
                )

            yield watch
            bar.update(task, total=1, completed=1)
