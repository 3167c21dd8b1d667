"""The one door for every face: typed questions, typed answers. Faces parse, call this and present."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.model import Analysis, Document, Unread
from onrecord.pipeline import Pipeline
from onrecord.read.sources import read_sources
from onrecord.recipe import Recipe


def read(
    sources: Iterable[str], *, published: date | None = None, recipe: Recipe | None = None, pipeline: Pipeline | None = None
) -> Iterator[Analysis | Unread]:
    """Reads and analyses every document in ``sources``, in their order.

    ``sources`` are paths of files or folders, globs, or ``-`` for standard input. ``published`` dates the documents that
    carry no date of their own. A source that cannot be read comes out as :class:`~onrecord.model.Unread`; the others go on.
    """
    pipeline = pipeline or Pipeline(recipe)
    waiting: list[Document | Unread] = []
    for item in read_sources(sources, published=published):
        waiting.append(item)
        if sum(isinstance(each, Document) for each in waiting) >= pipeline.batch:
            yield from _flush(pipeline, waiting)
            waiting = []
    yield from _flush(pipeline, waiting)


def analyse(text: str, *, published: date | None = None, title: str | None = None, pipeline: Pipeline | None = None) -> Analysis:
    """The analysis of one text."""
    document = Document.of(text, title=title, published=published)
    return next((pipeline or Pipeline())([document]))


def _flush(pipeline: Pipeline, waiting: list[Document | Unread]) -> Iterator[Analysis | Unread]:
    analyses = pipeline([item for item in waiting if isinstance(item, Document)])
    for item in waiting:
        yield item if isinstance(item, Unread) else next(analyses)
