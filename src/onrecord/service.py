"""The one door for every face: typed questions, typed answers. Faces parse, call this and present."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from onrecord.corpus import Example, read_corpus, write_spans
from onrecord.evaluate.attribution import Result, read_examples, score
from onrecord.evaluate.gate import BASELINE, CORPUS, Baseline, check, raised
from onrecord.model import Analysis, Document, Unread
from onrecord.pipeline import Pipeline
from onrecord.read.sources import count_files, read_sources
from onrecord.recipe import Recipe

__all__ = ["analyse", "count_files", "evaluate_attribution", "gate", "raise_floors", "read"]

#: Documents of more characters than this go through the pipeline alone, so that memory stays flat whatever the files.
_LARGE = 200_000


def read(
    sources: Iterable[str], *, published: date | None = None, recipe: Recipe | None = None, pipeline: Pipeline | None = None
) -> Iterator[Analysis | Unread]:
    """Reads and analyses every document in ``sources``, in their order.

    ``sources`` are paths of files or folders, globs, or ``-`` for standard input. ``published`` dates the documents that
    carry no date of their own. A source that cannot be read comes out as :class:`~onrecord.model.Unread`; the others go on.
    """
    pipeline = pipeline or Pipeline(recipe)
    waiting: list[Document | Unread] = []
    characters = 0
    for item in read_sources(sources, published=published):
        waiting.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(waiting) >= pipeline.batch or characters > _LARGE:
            yield from _flush(pipeline, waiting)
            waiting, characters = [], 0
    yield from _flush(pipeline, waiting)


def _flush(pipeline: Pipeline, waiting: list[Document | Unread]) -> Iterator[Analysis | Unread]:
    analyses = pipeline([item for item in waiting if isinstance(item, Document)])
    for item in waiting:
        yield item if isinstance(item, Unread) else next(analyses)


def analyse(text: str, *, published: date | None = None, title: str | None = None, pipeline: Pipeline | None = None) -> Analysis:
    """The analysis of one text."""
    document = Document.of(text, title=title, published=published)
    return next((pipeline or Pipeline())([document]))


def evaluate_attribution(
    data: Path | None = None,
    *,
    recipe: Recipe | None = None,
    predictions: Path | None = None,
    bootstrap: int = 0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Result, list[Example]]:
    """Scores the pipeline on a corpus (without ``data``: the one that ships with the package).

    ``predictions`` is a file to write what was read to, in the form of the corpus. ``progress`` is told how many documents of
    how many are done.

    :raises BadCorpus: the corpus is not in its form.
    """
    examples = read_corpus(data or CORPUS)
    found = read_examples(Pipeline(recipe), examples, lambda done: progress(done, len(examples)))
    if predictions:
        write_spans(predictions, found.items())
    return score(examples, found, bootstrap=bootstrap), examples


def gate(result: Result, examples: list[Example]) -> None:
    """Holds a result on the package's own corpus to the committed floors.

    :raises GateFailed: a figure fell.
    """
    check(result.figures(), examples, Baseline.load())


def raise_floors(result: Result, examples: list[Example], accept_drop: str | None = None) -> Path:
    """Writes today's figures as floors; returns the file written.

    :raises GateFailed: a floor would fall and no reason is given.
    """
    before = Baseline.load() if BASELINE.exists() else None
    raised(result.figures(), examples, before, accept_drop).save()
    return BASELINE
