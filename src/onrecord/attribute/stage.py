"""The attribution stage: everything said in a document, by whom, from which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.annotate.language import readable
from onrecord.attribute.assembly import kind_of, nested, trimmed
from onrecord.attribute.decoding import Linked, Range
from onrecord.attribute.encoding import Encoded, encode, parts
from onrecord.attribute.phrases import by_phrase, by_verb, with_antecedents, with_places_as_sources
from onrecord.attribute.quoting import with_whole_quotations
from onrecord.attribute.reader import AttributionReader
from onrecord.attribute.turns import within_turns
from onrecord.model import Analysis, Attribution, Evidence, Kind, Provenance, Span, Turn
from onrecord.models.onnx import ModelFiles, find
from onrecord.stage import Layer

_TURN_CONFIDENCE = 0.99


class AttributionStage:
    """Reads attributions with the trained model, and every turn of a transcript as its speaker's direct words."""

    name = "attribution"
    reads = frozenset({Layer.TEXT, Layer.LANGUAGE, Layer.BLOCKS, Layer.QUOTATIONS, Layer.TURNS})
    writes = frozenset({Layer.ATTRIBUTIONS})

    def __init__(self, *, model: str | None = None, threads: int = 0) -> None:
        """``model`` is the folder of a model of your own; without it, the one that ships with the package.

        ``threads`` 0 lets the runtime use all cores.
        """
        files = ModelFiles.in_folder(Path(model)) if model else find("attribution")
        self._reader = AttributionReader(files, threads=threads)
        self.version = f"1+{self._reader.files.revision}"

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(attributions=self._read(analysis)) if readable(analysis) else analysis for analysis in batch]

    def _read(self, analysis: Analysis) -> tuple[Attribution, ...]:
        spoken = [attribution for turn in analysis.turns if (attribution := _turn(analysis, turn))]
        read = [attribution for part in parts(analysis) for attribution in self._read_part(part)]
        return nested(_distinct([*spoken, *read]))

    def _read_part(self, part: Analysis) -> list[Attribution]:
        encoded = encode(part, self._reader.tokenizer)
        read = [attribution for one in self._reader(encoded) if (attribution := self._attribution(part, encoded, one))]
        read += by_phrase(part, read)
        whole = with_whole_quotations(part, [*read, *by_verb(part, read)])
        return within_turns(part, with_places_as_sources(part, with_antecedents(part, whole)))

    def _attribution(self, analysis: Analysis, encoded: Encoded, linked: Linked) -> Attribution | None:
        text = analysis.document.text

        def evidence(found: Iterable[Range]) -> tuple[Evidence, ...]:
            runs = (run for start, end in found for run in encoded.by_block(start, end))
            spans = (Span(int(encoded.offsets[s, 0]), int(encoded.offsets[e - 1, 1])) for s, e in runs)
            return tuple(Evidence.at(text, span) for raw in spans if (span := trimmed(text, raw)))

        content, cue = evidence(linked.content), evidence([linked.cue])
        if not content:
            return None
        return Attribution(
            id=Attribution.identify(analysis.document.id, content, cue),
            document=analysis.document.id,
            kind=kind_of(text, content, analysis.quotations),
            content=content,
            source=evidence(linked.source),
            cue=cue,
            confidence=round(linked.confidence, 4),
            provenance=Provenance(self.name, self.version, self._reader.files.revision, round(linked.confidence, 4)),
        )


def _turn(analysis: Analysis, turn: Turn) -> Attribution | None:
    """A turn as an attribution: its label is the source, the mark after the label (a colon, usually) the cue."""
    text = analysis.document.text
    content = tuple(Evidence.at(text, piece) for piece in turn.pieces)
    if not content:
        return None
    source: tuple[Evidence, ...] = ()
    cue: tuple[Evidence, ...] = ()
    if turn.label:
        source = (Evidence.at(text, turn.label),)
        mark = trimmed(text, Span(turn.label.end, max(turn.label.end, content[0].start)))
        cue = (Evidence.at(text, mark),) if mark else ()
    return Attribution(
        id=Attribution.identify(analysis.document.id, content, cue),
        document=analysis.document.id,
        kind=Kind.DIRECT,
        content=content,
        source=source,
        cue=cue,
        confidence=_TURN_CONFIDENCE,
        provenance=Provenance("turns", "1", None, _TURN_CONFIDENCE),
    )


def _distinct(attributions: Iterable[Attribution]) -> list[Attribution]:
    """One attribution an id, the surest."""
    best: dict[str, Attribution] = {}
    for attribution in attributions:
        known = best.get(attribution.id)
        if known is None or attribution.confidence > known.confidence:
            best[attribution.id] = attribution
    return list(best.values())
