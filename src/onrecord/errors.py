"""Every error of ours: what happened, what was available, what to try."""

from __future__ import annotations

from collections.abc import Iterable


class OnrecordError(Exception):
    """The base of all errors a user can meet. ``str(error)`` is a whole message; faces print it and exit non-zero.

    ``happened`` says what went wrong, ``available`` what there was instead, ``attempt`` what to try.
    """

    def __init__(self, happened: str, *, available: Iterable[str] = (), attempt: str = "") -> None:
        self.happened, self.available, self.attempt = happened, tuple(available), attempt
        parts = [happened.rstrip(".") + "."]
        if self.available:
            parts.append(f"Available: {', '.join(self.available)}.")
        if attempt:
            parts.append(f"Try: {attempt.rstrip('.')}.")
        super().__init__(" ".join(parts))


class UnreadableSource(OnrecordError):
    """A file, row or stream that cannot be read as a document."""


class UnknownStage(OnrecordError):
    """A stage name that nobody registered."""


class ImpossiblePipeline(OnrecordError):
    """Stages in an order in which one lacks what it reads; raised before any text is read."""


class ModelUnusable(OnrecordError):
    """A model file that is missing, damaged or of another revision than the catalogue says."""


class BadCorpus(OnrecordError):
    """Evaluation or training data that is not in the form it should be."""


class GateFailed(OnrecordError):
    """A measured figure lies under its floor, or a floor would be lowered without saying so."""


class MissingExtra(OnrecordError):
    """A feature whose optional dependencies are not installed."""
