"""Scores of what is resolved for each attribution, with the attributions given.

Gold stands in a file beside a corpus of attributions: ``{article: {attribution id: {"said": …, "occasion": …, …}}}``, where
the ids are those of the corpus. Each *field* of an attribution is compared by its own function, so that another field is one
more entry of :data:`FIELDS`; every comparison is a :class:`Judgement`, and rates are taken over these.

``said`` in gold is an ISO year, month or day. A dating is compared as :func:`as_iso` writes it: the finest of the three that
holds its whole range.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import BadCorpus
from onrecord.model import Attribution, Dating

Entry = Mapping[str, Any]

#: Categories of the annotated corpora that are called otherwise here.
CATEGORIES = {
    "tweet/social post": frozenset({"post"}),
    "email/letter": frozenset({"letter"}),
    "report/document": frozenset({"report", "document"}),
    "phone call": frozenset({"call"}),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One field of one attribution: what gold has, what was found (both as text, null for nothing), and whether it is right."""

    document: str
    attribution: str
    field: str
    expected: str | None
    found: str | None
    right: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many are right."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float:
        """Right of total in [0, 1]; 0 when there is nothing to judge."""
        return self.right / self.total if self.total else 0.0


#: Compares one field: gold's entry and our attribution, to (expected, found, right).
Comparison = Callable[[Entry, Attribution], tuple[str | None, str | None, bool]]


def as_iso(dating: Dating | None) -> str | None:
    """The ISO day, month or year that holds the whole range; null for a range over years."""
    if dating is None:
        return None
    start, end = dating.start.isoformat(), dating.end.isoformat()
    return next((start[:size] for size in (10, 7, 4) if start[:size] == end[:size]), None)


def same_said(entry: Entry, attribution: Attribution) -> tuple[str | None, str | None, bool]:
    """Right when value and precision are gold's, or both are null."""
    expected, said = entry["said"], attribution.said
    found = as_iso(said) or (f"{said.start}/{said.end}" if said else None)
    return expected, found, expected == found


def same_occasion(entry: Entry, attribution: Attribution) -> tuple[str | None, str | None, bool]:
    """Right when the type is one of those that gold's category stands for, or both are null."""
    expected, found = entry["occasion"], attribution.occasion.type if attribution.occasion else None
    return expected, found, (found in CATEGORIES.get(expected, {expected})) if expected else found is None


#: The fields that are compared, by name.
FIELDS: dict[str, Comparison] = {"said": same_said, "occasion": same_occasion}


def read_entries(path: Path) -> dict[str, dict[str, Entry]]:
    """Gold entries by article and attribution id.

    :raises BadCorpus: the file is missing or not in the form.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(article): {str(key): dict(entry) for key, entry in entries.items()} for article, entries in data.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadCorpus(f"the gold file {path} cannot be read ({error!r})", attempt='{"article": {"E1": {"said": …}}}') from error


def published_in_name(name: str) -> date | None:
    """The publication date that an article's name carries: ``publisher_2016-01-14_title``."""
    for part in name.split("_"):
        try:
            return date.fromisoformat(part)
        except ValueError:
            continue
    return None


def judge(document: str, entries: Mapping[str, Entry], found: Iterable[Attribution]) -> list[Judgement]:
    """The judgements of one document; attributions without an entry are left out, ``found`` keeps gold's ids."""
    return [
        Judgement(document, attribution.id, name, *compare(entries[attribution.id], attribution))
        for attribution in found
        if attribution.id in entries
        for name, compare in FIELDS.items()
        if name in entries[attribution.id]
    ]


def rates(judgements: Iterable[Judgement]) -> dict[str, Rate]:
    """How many are right, by field."""
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for judgement in judgements:
        counts[judgement.field].append(judgement.right)
    return {name: Rate(sum(rights), len(rights)) for name, rights in counts.items()}
