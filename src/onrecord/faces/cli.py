"""The command line: parses, calls the service, presents. Errors are messages; nothing unread passes in silence."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from onrecord import __version__
from onrecord.errors import MissingExtra, OnrecordError
from onrecord.train.commands import group as train

if TYPE_CHECKING:
    from onrecord.model import Analysis, Unread


class _Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, for example 2021-02-18", param, ctx)


@click.group(name="onrecord", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="onrecord")
def group() -> None:
    """Who said what, in which words: reads news and official documents and keeps the record.

    \b
    onrecord read article.txt --published 2021-02-18
    onrecord read page.html report.pdf 'archive/*.txt' --format html --output record.html
    onrecord read articles.parquet --format jsonl > record.jsonl
    """


@group.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--published", type=_Day(), help="Publication day of documents that carry none of their own.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "html"]), default="table", show_default=True, help="What to print."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead of the terminal."
)
@click.option("--quiet", "-q", is_flag=True, help="No progress bar.")
@click.pass_context
def read(
    ctx: click.Context, sources: tuple[str, ...], published: date | None, form: str, output: Path | None, quiet: bool
) -> None:
    """Read SOURCES and print who said what.

    SOURCES are files (plain text, HTML, PDF, JSONL, JSON, CSV, TSV, Parquet), folders, globs, or - for standard input. A table
    needs a column of texts ('text', 'body', 'content' …) and may have a date, title, publisher and address.

    \b
    table   a table a document, for reading in the terminal
    jsonl   one attribution a line, for other programs
    html    one self-contained page: the text marked, a card beside each statement

    Exits with 1 when a source could not be read; the others are read all the same.

    \b
    cat article.txt | onrecord read - --published 2021-02-18
    onrecord read statements/ --format jsonl --output record.jsonl
    """
    from onrecord import service

    unread: list[Unread] = []
    with _destination(output) as file:
        items = service.read(sources, published=published)
        analyses = _progress(_told(items, unread, empty=form != "table"), sources, quiet)
        _FORMS[form](analyses, file)
    if unread:
        click.echo(f"{len(unread)} source{'s' * (len(unread) != 1)} could not be read.", err=True)
        ctx.exit(1)


def _told(items: Iterable[Analysis | Unread], unread: list[Unread], *, empty: bool) -> Iterator[Analysis]:
    """The analyses; what could not be read is said on standard error at once.

    With ``empty``, so is a document without a statement: in a form that has no place to say it.
    """
    from onrecord.faces import words
    from onrecord.model import Unread

    for item in items:
        if isinstance(item, Unread):
            unread.append(item)
            click.echo(f"{words.one_line(item.address)}: {words.one_line(item.problem)}", err=True)
            continue
        if empty and not item.attributions:
            reasons = "; ".join(words.remarks(item)) or "no statement was found in it"
            click.echo(f"{words.heading(item)}: {reasons}", err=True)
        yield item


def _progress(analyses: Iterator[Analysis], sources: tuple[str, ...], quiet: bool) -> Iterator[Analysis]:
    """A progress bar on standard error, when more than one file is read and somebody is there to see it."""
    from onrecord import service

    files = 0 if quiet or not sys.stderr.isatty() else service.count_files(source for source in sources if source != "-")
    if files < 2:
        yield from analyses
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("reading", total=files)
        for analysis in analyses:
            bar.advance(task)
            yield analysis


def _as_table(analyses: Iterator[Analysis], file: IO[str]) -> None:
    from onrecord.faces import table

    out = table.console(file)
    for analysis in analyses:
        table.show(analysis, out)


def _as_jsonl(analyses: Iterator[Analysis], file: IO[str]) -> None:
    from onrecord.faces import jsonl

    for analysis in analyses:
        for attribution in analysis.attributions:
            file.write(jsonl.line(attribution) + "\n")
        file.flush()


def _as_html(analyses: Iterator[Analysis], file: IO[str]) -> None:
    from onrecord.faces import html

    file.write(html.page(list(analyses)))


_FORMS = {"table": _as_table, "jsonl": _as_jsonl, "html": _as_html}


@contextmanager
def _destination(output: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears whole or not at all: it is written beside its place and renamed at the end."""
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace") if hasattr(sys.stdout, "reconfigure") else None
        yield sys.stdout
        return
    part: str | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", dir=output.parent, prefix=f".{output.name}.", delete=False
        ) as file:
            part = file.name
            yield file
        Path(part).chmod(0o644)
        Path(part).replace(output)
    except OSError as error:
        raise OnrecordError(
            f"{output} cannot be written ({error.strerror or error})", attempt="name a folder that exists and has room"
        ) from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


@group.group()
def evaluate() -> None:
    """Measure accuracy against gold annotations."""


@evaluate.command()
@click.argument("data", required=False, type=click.Path(path_type=Path))
@click.option(
    "--predictions", type=click.Path(path_type=Path, dir_okay=False), help="Write what was read here, in the form of the corpus."
)
@click.option("--boot", default=0, show_default=True, help="Bootstrap samples for 95 % intervals.")
@click.option("--model", type=click.Path(exists=True, file_okay=False), help="Folder of a model of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print counts and figures as JSON.")
@click.option("--gate", "gated", is_flag=True, help="Fail when a figure lies under its committed floor.")
@click.option("--raise-floors", is_flag=True, help="Make today's figures the floors.")
@click.option("--accept-drop", metavar="REASON", help="With --raise-floors: let floors fall, and keep the reason.")
def attribution(
    data: Path | None,
    predictions: Path | None,
    boot: int,
    model: str | None,
    as_json: bool,
    gated: bool,
    raise_floors: bool,
    accept_drop: str | None,
) -> None:
    """Score attributions against the corpus DATA (default: the small one that ships with the package).

    DATA is a JSONL file, {"doc": name, "attributions": [{"content": [[start, end]], "source": …, "cue": …}]} a line, with the
    texts in a folder 'text' beside it.

    \b
    onrecord evaluate attribution polnear/dev --boot 1000
    onrecord evaluate attribution --gate
    """
    from onrecord import service
    from onrecord.recipe import Recipe

    if data and (gated or raise_floors):
        raise click.UsageError("the floors are those of the package's own corpus; leave DATA out with --gate and --raise-floors")
    recipe = Recipe(settings={"attribution": {"model": model}} if model else {})
    result, examples = service.evaluate_attribution(
        data, recipe=recipe, predictions=predictions, bootstrap=boot, progress=_counted
    )
    if as_json:
        rows = {
            name: {"f1": c.f1, "precision": c.precision, "recall": c.recall, "right": c.right, "found": c.found, "gold": c.gold}
            for name, c in result.counts.items()
        }
        click.echo(json.dumps({"documents": result.documents, "metrics": rows, "intervals": result.intervals}, indent=1))
    else:
        click.echo(f"{result.documents} documents\n{'':28}{'P':>7}{'R':>7}{'F1':>7}   right/found/gold")
        for name, count in result.counts.items():
            interval = "  95 % {:.3f}–{:.3f}".format(*result.intervals[name]) if name in result.intervals else ""
            click.echo(
                f"{name:28}{count.precision:7.3f}{count.recall:7.3f}{count.f1:7.3f}"
                f"   {count.right}/{count.found}/{count.gold}{interval}"
            )
    if raise_floors:
        click.echo(f"wrote {service.raise_floors(result, examples, accept_drop)}")
    elif gated:
        service.gate(result, examples)
        click.echo("All figures hold their floors.")


def _counted(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}" + ("\r\033[K" if done == total else ""), err=True, nl=False)


@group.command()
def stages() -> None:
    """List the stages that are installed, what they read and what they write."""
    from onrecord.stage import make_stage, stage_names

    for name in stage_names():
        stage = make_stage(name)
        click.echo(f"{name:14}{stage.version:18}reads {', '.join(sorted(stage.reads))}; writes {', '.join(sorted(stage.writes))}")


group.add_command(train)


def main() -> None:
    """Runs the command line; every known error becomes a message and a non-zero exit."""
    try:
        sys.exit(group.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(1)
    except ModuleNotFoundError as error:
        if error.name in ("torch", "transformers", "safetensors", "onnx"):
            missing = MissingExtra(f"training needs {error.name}", attempt="pip install 'onrecord[train]'")
            click.echo(f"onrecord: {missing}", err=True)
            sys.exit(1)
        raise
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): not an error; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        failed = OnrecordError(f"reading stopped ({error.strerror or error})", attempt="check that the disk has room")
        click.echo(f"onrecord: {failed}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
