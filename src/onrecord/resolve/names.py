"""Names of people as texts write them: without titles, and the same in every transliteration."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_LISTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """A list of ``words.toml``."""
    return frozenset(_LISTS[name].split())


def word_rows(name: str) -> dict[str, frozenset[str]]:
    """A list of rows of ``words.toml``: each word with the words of the rows it stands in."""
    found: dict[str, frozenset[str]] = {}
    for row in _LISTS[name]:
        for word in row.split():
            found[word] = found.get(word, frozenset()) | frozenset(row.split())
    return found


TITLES, BODIES, FEMALE, MALE = word_list("titles"), word_list("bodies"), word_list("female"), word_list("male")
_NOT_NAMES, _SUFFIXES, _NOT_PEOPLE = word_list("not_names"), word_list("suffixes"), word_list("not_people")
_WORD = r"(?:[A-ZÀ-Þ][\w’'\-]*[a-zß-ÿ][\w’'\-]*|(?:[A-Z]\.)+|[A-Z]{2,})"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|bin|ibn|al|el|la|le)"
NAME = re.compile(rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])*{_WORD})*")

# Spellings that differ between systems of transliteration, made alike; longest first.
_FOLDS = (
    ("shch", "s"), ("sch", "s"), ("kh", "h"), ("zh", "z"), ("ts", "c"), ("tz", "c"), ("ks", "x"),
    ("yu", "u"), ("ju", "u"), ("iu", "u"), ("ya", "a"), ("ja", "a"), ("ia", "a"), ("ye", "e"), ("je", "e"), ("ie", "e"),
    ("yo", "o"),
    ("ey", "i"), ("ei", "i"), ("ej", "i"), ("iy", "i"), ("ij", "i"), ("ii", "i"), ("yy", "i"), ("y", "i"), ("j", "i"),
    ("ph", "f"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ov", "of"),
)  # fmt: skip


def without_titles(name: str) -> tuple[str, ...]:
    """The words of a name after its titles, possessive endings off: ``Foreign Minister Anna Berg's`` → ``Anna Berg``."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in name.split()]
    while words and words[0].lower() in _NOT_NAMES:
        words = words[1:]
    while len(words) > 2 and words[-1].lower() in _NOT_PEOPLE:
        words = words[:-1]
    for at in range(len(words) - 1, -1, -1):
        word = words[at].rstrip(".").lower()
        if word in TITLES or (word in BODIES and len(words) - at > 2):
            return tuple(words[at + 1 :])
    return tuple(words)


def key(word: str) -> str:
    """A word of a name such that transliterations of one name are equal: Egorchenkov, Yegorchenkov; Alexei, Alexey, Aleksei."""
    folded = re.sub(r"[^a-z]", "", word.lower())
    for spelling, one in _FOLDS:
        folded = folded.replace(spelling, one)
    return re.sub(r"(.)\1+", r"\1", folded)


def family_key(name: tuple[str, ...]) -> str:
    """The key of a name's family name, under which a text's people are filed."""
    return key(_without_suffix(name)[-1])


def _without_suffix(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[:-1] if len(name) > 1 and name[-1].rstrip(".").lower() in _SUFFIXES else name


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when two names can be one person's: families alike, and given names alike, initials of each other, or missing."""
    one, other = _without_suffix(one), _without_suffix(other)
    if not one or not other or key(one[-1]) != key(other[-1]):
        return False
    if len(one) == 1 or len(other) == 1:
        return True
    first, second = key(one[0]), key(other[0])
    return first == second or (min(len(first), len(second)) == 1 and first[:1] == second[:1])
