"""Onrecord keeps the record: who said what, tied to the exact characters it was read from.

>>> import onrecord
>>> analysis = onrecord.analyse("“We will not leave,” Foreign Minister Anna Berg said on Monday.")
>>> [(a.speaker.name, a.content[0].text) for a in analysis.attributions]
[('Anna Berg', 'We will not leave,')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.model import Analysis, Attribution, Document
    from onrecord.pipeline import Pipeline
    from onrecord.recipe import Recipe
    from onrecord.service import analyse, read

__version__ = "0.1.0"

# The public names and where they live; loaded when first used, so that `import onrecord` costs nothing.
_PUBLIC = {
    "Analysis": "onrecord.model",
    "Attribution": "onrecord.model",
    "Document": "onrecord.model",
    "Pipeline": "onrecord.pipeline",
    "Recipe": "onrecord.recipe",
    "analyse": "onrecord.service",
    "read": "onrecord.service",
}
__all__ = ["Analysis", "Attribution", "Document", "Pipeline", "Recipe", "__version__", "analyse", "read"]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute '{name}'; it has {', '.join(__all__)}")
