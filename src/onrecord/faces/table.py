"""The record of a document as a table for the terminal."""

from __future__ import annotations

from bisect import bisect_right

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.faces import words
from onrecord.model import Analysis, Attribution

_STYLES = ("cyan", "magenta", "green", "yellow", "blue", "red")
_PIPED_WIDTH = 120


def console(file: object = None) -> Console:
    """A console that is as wide as the terminal, or of a fixed width when there is none (a pipe, a file)."""
    made = Console(file=file, highlight=False, soft_wrap=False)  # type: ignore[arg-type]
    if not made.is_terminal:
        made = Console(file=file, highlight=False, width=_PIPED_WIDTH, no_color=True)  # type: ignore[arg-type]
    return made


def show(analysis: Analysis, out: Console) -> None:
    """Prints one document's record."""
    out.print(Text(words.heading(analysis), style="bold"))
    out.print(Text(" · ".join(words.about(analysis)), style="dim"))
    for remark in words.remarks(analysis):
        out.print(Text(f"note: {remark}", style="yellow"))
    if analysis.attributions:
        out.print(_table(analysis))
    out.print(words.summary(analysis.attributions) + ".")
    out.print()


def _table(analysis: Analysis) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("speaker", ratio=2, overflow="fold")
    table.add_column("kind", no_wrap=True)
    table.add_column("said", ratio=7, overflow="fold")
    table.add_column("cue", ratio=1, overflow="fold")
    table.add_column("when", ratio=1, overflow="fold")
    table.add_column("sure", justify="right", no_wrap=True)
    starts = _line_starts(analysis.document.text)
    colours: dict[str, str] = {}
    for depth, attribution in words.in_reading_order(analysis.attributions):
        table.add_row(*_row(attribution, depth, starts, colours))
    return table


def _row(attribution: Attribution, depth: int, starts: list[int], colours: dict[str, str]) -> tuple[Text | str, ...]:
    who = words.speaker(attribution)
    named = attribution.speaker is not None
    style = colours.setdefault(who, _STYLES[len(colours) % len(_STYLES)]) if named else "dim"
    first = min(span.start for span in attribution.content)
    return (
        str(bisect_right(starts, first)),
        Text(("  " * depth + "└ " if depth else "") + (who or "—"), style=style),
        attribution.kind.value,
        Text("  " * depth + words.content(attribution)),
        escape(words.one_line(" ".join(span.text for span in attribution.cue))),
        words.when(attribution),
        f"{attribution.confidence:.2f}",
    )


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
