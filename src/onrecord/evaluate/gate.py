"""Floors of accuracy that may only rise.

``baseline.json`` holds a floor a metric, the digest of the corpus they were measured on, and the history of floors that were
lowered, each with a reason. The idea is that of trafilatura's evaluation gate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.corpus import Example, digest
from onrecord.errors import BadCorpus, GateFailed

BASELINE = Path(__file__).with_name("baseline.json")
CORPUS = Path(__file__).with_name("corpus")

#: The gated metrics, and how far each may lie below its floor: two items of the corpus more or less. The runtime's 8-bit
#: kernels round differently from one processor to the next, and an item near a threshold may fall on its other side.
MARGINS = {
    "attribution": 0.025,
    "quoted attribution": 0.07,  # there are 15 of them, so here it is one
    "unquoted attribution": 0.03,
    "fragment source": 0.03,
    "fragment cue": 0.03,
    "fragment content": 0.03,
}
GATED = tuple(MARGINS)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Floors by metric, the digest of their corpus, and why any was ever lowered."""

    floors: Mapping[str, float]
    corpus: str
    lowered: tuple[str, ...] = field(default=())

    @classmethod
    def load(cls, path: Path = BASELINE) -> Baseline:
        """The committed baseline.

        :raises BadCorpus: it is missing, damaged, or holds no floors (a gate without floors would pass anything).
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            baseline = cls(dict(data["floors"]), str(data["corpus"]), tuple(data["lowered"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadCorpus(f"the baseline {path} cannot be read ({error!r})", attempt="--raise-floors writes one") from error
        if set(baseline.floors) != set(GATED):
            raise BadCorpus(
                f"the baseline {path} lacks floors", available=sorted(baseline.floors), attempt="--raise-floors writes them"
            )
        return baseline

    def save(self, path: Path = BASELINE) -> None:
        data = {
            "floors": {name: round(value, 4) for name, value in self.floors.items()},
            "corpus": self.corpus,
            "lowered": list(self.lowered),
        }
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def check(figures: Mapping[str, float], examples: Sequence[Example], baseline: Baseline) -> None:
    """Compares F1 figures with their floors.

    :raises GateFailed: a figure lies more than :data:`MARGINS` allows under its floor, or the corpus is not the baseline's.
    """
    found = digest(examples)
    if found != baseline.corpus:
        raise GateFailed(
            f"the corpus is not the one the floors were measured on (digest {found}, the baseline says {baseline.corpus})",
            attempt="--raise-floors, with --accept-drop REASON if a floor falls",
        )
    low = [
        f"{name} {figures[name]:.3f} (floor {floor:.3f})"
        for name, floor in baseline.floors.items()
        if figures[name] < floor - MARGINS[name]
    ]
    if low:
        raise GateFailed(
            f"accuracy fell: {', '.join(low)}", attempt="find out why; --raise-floors --accept-drop REASON if it must be so"
        )


def raised(
    figures: Mapping[str, float], examples: Sequence[Example], before: Baseline | None, accept_drop: str | None = None
) -> Baseline:
    """The baseline with today's figures as floors.

    :raises GateFailed: a floor would fall and no reason is given.
    """
    floors = {name: figures[name] for name in GATED}
    old = before.floors if before else {}
    falling = [f"{name} {old[name]:.3f} → {value:.3f}" for name, value in floors.items() if value < old.get(name, 0.0)]
    if falling and not accept_drop:
        if before and before.corpus == digest(examples):
            floors = {name: max(value, old[name]) for name, value in floors.items()}
            if all(floors[name] == old[name] for name in floors):
                raise GateFailed(
                    f"no floor would rise, and some would fall: {', '.join(falling)}", attempt="--accept-drop REASON"
                )
        else:
            raise GateFailed(f"floors would fall: {', '.join(falling)}", attempt="--accept-drop REASON")
    lowered = before.lowered if before else ()
    if falling and accept_drop:
        lowered = (*lowered, f"{'; '.join(falling)}: {accept_drop}")
    return Baseline(floors, digest(examples), lowered)
