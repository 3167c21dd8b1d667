"""Gives each attribution the fullest name its text has for the source.

This is the reading of names that one document allows on its own: the source's words, the longest name in the text that they
are part of, and the kind of actor those words speak of. A pronoun stays without a speaker, which is said by null.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.model import Actor, ActorType, Analysis, Attribution, Evidence
from onrecord.stage import Layer

_PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "this",
        "these",
        "those",
        "one",
        "himself",
        "herself",
        "itself",
        "themselves",
        "some",
        "many",
        "most",
        "others",
        "several",
        "both",
        "all",
        "none",
        "everyone",
        "everybody",
        "nobody",
        "q",
        "a",
    ]
)
# Words that stand before a name and are no part of it; the name begins after the last of them.
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "sen",
        "senator",
        "rep",
        "representative",
        "gov",
        "governor",
        "gen",
        "general",
        "col",
        "colonel",
        "lt",
        "maj",
        "major",
        "capt",
        "captain",
        "sgt",
        "adm",
        "admiral",
        "president",
        "vice",
        "minister",
        "prime",
        "foreign",
        "defense",
        "defence",
        "deputy",
        "secretary",
        "chancellor",
        "premier",
        "chairman",
        "chairwoman",
        "chair",
        "director",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "ambassador",
        "commissioner",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "cardinal",
        "archbishop",
        "bishop",
        "reverend",
        "rev",
        "rabbi",
        "imam",
        "sheikh",
        "ayatollah",
        "judge",
        "justice",
        "attorney",
        "sheriff",
        "mayor",
        "chief",
        "commander",
        "councilman",
        "councilwoman",
        "congressman",
        "congresswoman",
        "candidate",
        "leader",
        "strategist",
        "manager",
        "adviser",
        "advisor",
        "analyst",
        "economist",
        "affairs",
        "ministry",
        "department",
        "office",
        "agency",
        "former",
        "ex",
    ]
)
_ORGANIZATIONS = re.compile(
    r"\b(ministry|department|agency|committee|commission|council|party|government|administration|parliament|congress|senate|house|court|"
    r"union|bank|institute|university|center|centre|association|organi[sz]ation|federation|foundation|group|company|corporation|inc|"
    r"times|post|news|journal|press|campaign|office|service|alliance|coalition|embassy|kremlin|pentagon|police|army|military|league)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(concept|document|report|statement|text|paper|study|survey|poll|letter|memo|article|book|strategy|treaty|communiqu[eé]|"
    r"declaration|resolution|agreement|filing|lawsuit|complaint|indictment|transcript|analysis|readout|ad|email|emails)\s*$",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(sources?|officials?|insiders?|(?:a|one|another) (?:person|man|woman|aide|diplomat)|people familiar|unnamed|anonymous)\b",
    re.IGNORECASE,
)
# Bodies whose name may run straight into a person's: "… of the Russian Federation Alexander Grushko".
_BODIES = frozenset(
    [
        "federation",
        "republic",
        "kingdom",
        "union",
        "states",
        "ministry",
        "department",
        "committee",
        "council",
        "party",
        "alliance",
        "parliament",
    ]
)
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "as",
        "but",
        "and",
        "for",
        "if",
        "when",
        "while",
        "this",
        "that",
        "according",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
    ]
)
_NAME_WORD = r"(?:[A-Z][\w’'\-]*[a-z][\w’'\-]*|[A-Z]\.|[A-Z]{2,})"
_NAME = re.compile(
    rf"{_NAME_WORD}(?:[ \u00a0](?:(?:de|del|della|da|dos|van|von|der|den|bin|ibn|al|el|la|le)[ \u00a0])*{_NAME_WORD})*"
)


@cache
def _states() -> frozenset[str]:
    """The names of states and territories in English, from CLDR, lower case."""
    from babel import Locale

    names = {name.lower() for code, name in Locale("en").territories.items() if len(code) == 2}
    return frozenset(
        names | {"turkey", "ivory coast", "united states of america", "russian federation", "burma", "the netherlands"}
    )


class SpeakerStage:
    """Writes the speaker of every attribution whose source names or describes one."""

    name = "speakers"
    version = "1"
    reads = frozenset({Layer.TEXT, Layer.ATTRIBUTIONS})
    writes = frozenset({Layer.SPEAKERS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [self._named(analysis) for analysis in batch]

    def _named(self, analysis: Analysis) -> Analysis:
        names = _full_names(analysis.document.text)
        attributions = tuple(replace(attribution, speaker=_speaker(attribution, names)) for attribution in analysis.attributions)
        return analysis.adding(attributions=attributions)


def _full_names(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Names of two words and more with their places, titles taken off."""
    found = []
    for match in _NAME.finditer(text):
        words = _without_titles(match.group())
        if 2 <= len(words) <= 5:
            found.append((match.start(), words))
    return found


def _without_titles(name: str) -> tuple[str, ...]:
    words = [word.removesuffix("’s").removesuffix("'s") for word in name.split()]
    while words and words[0].lower() in _NOT_NAMES:
        words = words[1:]
    for at in range(len(words) - 1, -1, -1):
        if words[at].rstrip(".").lower() in _TITLES:
            return tuple(words[at + 1 :])
        if words[at].lower() in _BODIES and len(words) - at > 2:
            return tuple(words[at + 1 :])
    return tuple(words)


def _speaker(attribution: Attribution, names: Sequence[tuple[int, tuple[str, ...]]]) -> Actor | None:
    if not attribution.source:
        return None
    source = attribution.source[0]
    words = re.sub(r"\s+", " ", source.text).strip(" ,.:;—–-")
    if not words or words.lower() in _PRONOUNS:
        return None
    name = _name_in(source, names)
    kind = _kind(words, name)
    if name is None or kind not in (ActorType.PERSON, ActorType.STATE):
        name = _head(words)
    return Actor(id=_slug(name), name=name, type=kind)


def _head(words: str) -> str:
    """The source's words up to the first comma or relative clause, without a leading article, possessive ending or colon."""
    short = re.split(r",\s| who | which | that | \(", words)[0]
    short = re.sub(r"^(?:the|a|an)\s+", "", short, flags=re.IGNORECASE)
    return re.sub(r"[’']s$", "", short).strip() or words


def _name_in(source: Evidence, names: Sequence[tuple[int, tuple[str, ...]]]) -> str | None:
    """The fullest name the source's own name is part of: of several, the one last given in full before the source."""
    own = [found for match in _NAME.finditer(source.text) if (found := _without_titles(match.group()))]
    if not own:
        return None
    best = max(own, key=len)
    candidates = [(start, full) for start, full in names if len(full) > len(best) and full[-len(best) :] == best]
    if len(best) > 1 or not candidates:
        return " ".join(best)
    before = [full for start, full in candidates if start <= source.start]
    return " ".join(before[-1] if before else candidates[0][1])


def _kind(words: str, name: str | None) -> ActorType:
    head = _head(words)
    if head.lower() in _states():
        return ActorType.STATE
    if _DOCUMENTS.search(head):
        return ActorType.DOCUMENT
    if name is None:
        return ActorType.ANONYMOUS if _ANONYMOUS.search(words) else ActorType.GROUP
    if _ANONYMOUS.search(head) and not head.endswith(name):
        return ActorType.ANONYMOUS
    if (
        (name.isupper() and len(name) > 1)
        or (_ORGANIZATIONS.search(head) and not head.endswith(name))
        or _ORGANIZATIONS.search(name)
    ):
        return ActorType.ORGANIZATION
    return ActorType.PERSON


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "unnamed"
