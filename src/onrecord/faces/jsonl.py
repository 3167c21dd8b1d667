"""Attributions in their fixed JSON form (``attribution.schema.json``), one a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.model import Actor, ActorType, Attribution, Dating, Evidence, Kind, Occasion, Precision, Provenance

SCHEMA = Path(__file__).with_name("attribution.schema.json")


def line(attribution: Attribution) -> str:
    """One attribution as one line of JSON. Lone surrogates are escaped, so the line is always valid UTF-8."""
    text = json.dumps(to_row(attribution), ensure_ascii=False)
    return text if text.isascii() or _is_encodable(text) else json.dumps(to_row(attribution))


def _is_encodable(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def to_row(attribution: Attribution) -> dict[str, Any]:
    """An attribution as plain data."""
    a = attribution
    return {
        "id": a.id,
        "document": a.document,
        "kind": a.kind.value,
        "content": _evidence(a.content),
        "source": _evidence(a.source),
        "cue": _evidence(a.cue),
        "speaker": _actor(a.speaker) if a.speaker else None,
        "said": {
            "start": a.said.start.isoformat(),
            "end": a.said.end.isoformat(),
            "precision": a.said.precision.value,
            "basis": a.said.basis,
        }
        if a.said
        else None,
        "occasion": {"type": a.occasion.type, "text": a.occasion.text} if a.occasion else None,
        "about": [_actor(actor) for actor in a.about],
        "parent": a.parent,
        "confidence": a.confidence,
        "provenance": {
            "stage": a.provenance.stage,
            "version": a.provenance.version,
            "model": a.provenance.model,
            "score": a.provenance.score,
        },
    }


def from_row(row: Mapping[str, Any]) -> Attribution:
    """The attribution that a row of :func:`to_row` stands for."""
    said, occasion, provenance = row["said"], row["occasion"], row["provenance"]
    return Attribution(
        id=row["id"],
        document=row["document"],
        kind=Kind(row["kind"]),
        content=_spans(row["content"]),
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        confidence=row["confidence"],
        provenance=Provenance(provenance["stage"], provenance["version"], provenance["model"], provenance["score"]),
        speaker=_actor_of(row["speaker"]) if row["speaker"] else None,
        said=Dating(
            date.fromisoformat(said["start"]), date.fromisoformat(said["end"]), Precision(said["precision"]), said["basis"]
        )
        if said
        else None,
        occasion=Occasion(occasion["type"], occasion.get("text")) if occasion else None,
        about=tuple(_actor_of(actor) for actor in row["about"]),
        parent=row["parent"],
    )


def _evidence(spans: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": span.text} for span in spans]


def _spans(rows: Sequence[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(row["start"], row["end"], row["text"]) for row in rows)


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type.value,
        "country": actor.country,
        "role": actor.role,
        "affiliation": actor.affiliation,
    }


def _actor_of(row: Mapping[str, Any]) -> Actor:
    return Actor(row["id"], row["name"], ActorType(row["type"]), row.get("country"), row.get("role"), row.get("affiliation"))
