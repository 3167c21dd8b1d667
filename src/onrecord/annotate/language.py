"""Which language a document is in. What is not English is said to be, and not read as if it were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Analysis, Skipped
from onrecord.stage import Layer

_SAMPLE = 1200  # characters; three of them tell a document's main language, whatever its length
_LEAST_LETTERS = 40  # below this a guess would be one
_LETTER = re.compile(r"[^\W\d_]")


def detect(text: str) -> str | None:
    """The main language of ``text`` as ISO 639-1, by majority over its beginning, middle and end; null when it is too short."""
    from py3langid import classify  # loads its model when imported, so only when a text needs it

    if len(_LETTER.findall(text[: 4 * _SAMPLE])) < _LEAST_LETTERS:
        return None
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    samples = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]) if len(text) > 2 * _SAMPLE else (text,)
    votes = Counter(str(classify(sample)[0]) for sample in samples if _LETTER.search(sample))
    return votes.most_common(1)[0][0]


def readable(analysis: Analysis) -> bool:
    """True when a document may be read as English: it is, or it is too short to tell."""
    return analysis.document.language in (None, "en")


class LanguageStage:
    """Sets the language of every document, from its text whatever its metadata say, and marks those that are not English."""

    name = "language"
    version = "1"
    reads = frozenset({Layer.TEXT})
    writes = frozenset({Layer.LANGUAGE})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [self._one(analysis) for analysis in batch]

    def _one(self, analysis: Analysis) -> Analysis:
        language = detect(analysis.document.text) or analysis.document.language
        analysis = analysis.adding(document=replace(analysis.document, language=language))
        if readable(analysis):
            return analysis
        detail = f"the text is in another language ({language}); statements are read from English only"
        return analysis.adding(skipped=(*analysis.skipped, Skipped(self.name, "not-english", detail)))
