"""Who is behind each source, as far as one document tells.

Sources are taken in the order of the text. A name is the fullest name the text has for that person, whatever the spelling. A
pronoun is the person who spoke last, or who was named first in a sentence since. A description ("the spokeswoman") is the person
whose role in the text it repeats, else, when it is one for a person, the one who spoke last. What the text leaves open stays
open: no speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.model import Actor, ActorType, Analysis, Attribution, Evidence
from onrecord.resolve.names import BODIES, FEMALE, MALE, NAME, family_key, same_person, without_titles, word_list, word_rows
from onrecord.stage import Layer

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY, _IT = frozenset({"they", "them", "their", "theirs", "themselves"}), frozenset({"it", "its", "itself"})
_SELF = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_OPEN = word_list("open")

_ORGANIZATIONS = re.compile(
    r"\b(ministry|department|agency|committee|commission|council|party|government|administration|parliament|congress|senate|house|court|"
    r"union|bank|institute|university|center|centre|association|organi[sz]ation|federation|foundation|group|company|corporation|inc|"
    r"times|post|news|journal|press|campaign|office|service|alliance|coalition|embassy|kremlin|pentagon|police|army|military|league|"
    r"church|team|club|network|magazine|website)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(concept|document|report|statement|text|paper|study|survey|poll|polls|letter|memo|article|book|strategy|treaty|communiqu[eé]|"
    r"declaration|resolution|agreement|filing|lawsuit|complaint|indictment|transcript|analysis|readout|ad|email|emails|tweet|headline)\s*$",
    re.IGNORECASE,
)
# What may follow a name that a phrase is the phrase of: a suffix, a possessive, an origin ("Anna Berg of The Lamp").
_AFTER_NAME = r"(?:[,.]? (?:Jr|Sr|I+V?)\b\.?)?(?:[’']s?)?(?:$| (?:of|from|at|in|with|on)\b)"
_ANONYMOUS = re.compile(r"\b(sources?|officials?|insiders?|people familiar|unnamed|anonymous)\b", re.IGNORECASE)
_PERSON_NOUNS = word_rows("person_nouns")
_LONGEST_ACRONYM = 6  # letters; longer words in capitals are words
_MEMORY = 60  # statements, and names at the beginning of a text, among which a description is looked for
_LOOK_BACK = 4  # statements; a pronoun further from its person than that is left open


@dataclass(slots=True)
class _Person:
    """Somebody of the document: names as met, words for the role, and the sex once a pronoun or a title has told it."""

    name: tuple[str, ...]
    roles: set[str] = field(default_factory=set)
    female: bool | None = None


def _place(named: tuple[int, _Person]) -> int:
    return named[0]


@cache
def _states() -> frozenset[str]:
    """The names of states and territories in English, from CLDR, lower case."""
    from babel import Locale

    names = {name.lower() for code, name in Locale("en").territories.items() if len(code) == 2}
    return frozenset(
        names | {"turkey", "ivory coast", "united states of america", "russian federation", "burma", "the netherlands"}
    )


class SpeakerStage:
    """Writes the speaker of every attribution whose source names, describes or stands for one."""

    name = "speakers"
    version = "2"
    reads = frozenset({Layer.TEXT, Layer.ATTRIBUTIONS})
    writes = frozenset({Layer.SPEAKERS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(attributions=speakers(analysis)) if analysis.attributions else analysis for analysis in batch]


def speakers(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions of a document with their speakers."""
    cast = _Cast(analysis.document.text)
    found: dict[str, Actor | None] = {}
    for attribution in sorted(analysis.attributions, key=lambda a: (a.source or a.cue or a.content)[0].start):
        found[attribution.id] = cast.speaker(attribution, found)
    return tuple(replace(attribution, speaker=found[attribution.id]) for attribution in analysis.attributions)


class _Cast:
    """The people, bodies and documents of one text, and who of them spoke when."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._people: dict[str, list[_Person]] = {}  # by the family name's key
        self._places: dict[str, list[tuple[int, _Person]]] = {}
        self._named: list[tuple[int, _Person]] = []
        lower = frozenset(re.findall(r"(?<!\w)[a-z]+", text))
        for match in NAME.finditer(text):
            words = without_titles(match.group())
            if len(words) > 1 and words[0].lower() in lower - MALE - FEMALE and _begins_sentence(text, match.start()):
                words = words[1:]  # "See Berg" at the beginning of a sentence, where the text has "see" as well
            if 2 <= len(words) <= 4 and not _ORGANIZATIONS.search(" ".join(words)) and " ".join(words).lower() not in _states():
                person = self._person(words)
                person.roles |= _role_before(match.group()) | _role_around(text, match.start(), match.end())
                self._places.setdefault(family_key(words), []).append((match.start(), person))
                self._named.append((match.start(), person))
        self._spoken: list[tuple[int, Actor, _Person | None]] = []

    def speaker(self, attribution: Attribution, found: dict[str, Actor | None]) -> Actor | None:
        """The actor behind one source; attributions must come in the order of the text."""
        if not attribution.source:
            return None
        source = attribution.source[0]
        words = re.sub(r"\s+", " ", source.text).strip(" ,.:;—–-()")
        if words.isupper() and len(words) > _LONGEST_ACRONYM:
            words = words.title()  # the label of a turn: "PRESIDENT BERG"
        lower = words.lower()
        if lower in _SELF:
            return found.get(attribution.parent or "")
        if lower in _OPEN or not words:
            return None
        if lower in _HE | _SHE:
            return self._remember(source, *self._by_pronoun(source, female=lower in _SHE))
        if lower in _THEY | _IT:
            wanted = (ActorType.GROUP,) if lower in _THEY else (ActorType.ORGANIZATION, ActorType.DOCUMENT, ActorType.STATE)
            return next((actor for _, actor, _ in reversed(self._spoken[-_LOOK_BACK:]) if actor.type in wanted), None)
        if lower in _RELATIVE:
            return self._remember(source, *self._named_before(source))
        return self._remember(source, *self._by_words(words, source))

    def _remember(self, source: Evidence, actor: Actor | None, person: _Person | None) -> Actor | None:
        if actor:
            self._spoken.append((source.start, actor, person))
        return actor

    def _person(self, name: tuple[str, ...]) -> _Person:
        """The person of that name, new if the text has none; the name kept is the fullest, and of two the first met."""
        family = self._people.setdefault(family_key(name), [])
        for person in family:
            if same_person(person.name, name) and len(person.name) > 1:
                return person
        given = name[0].lower() if len(name) > 1 else ""
        family.append(_Person(name, female=True if given in FEMALE else False if given in MALE else None))
        return family[-1]

    def _by_words(self, words: str, source: Evidence) -> tuple[Actor | None, _Person | None]:
        head = re.sub(r" (?:him|her|them|it)sel(?:f|ves)$", "", _head(words))
        name = _name_of(head)
        kind = _kind(head, name)
        if kind is not ActorType.PERSON and (apposed := re.match(r"[^,]+, ([^,]+)", words)) and len(_name_of(apposed[1])) > 1:
            name, kind = _name_of(apposed[1]), ActorType.PERSON  # "the director, Anna Berg, …"
        if kind is ActorType.PERSON:
            named = self._nearest(name, source.start)
            named.roles |= _role_before(words) | {word.lower() for word in re.findall(r"\w+", words[len(head) :])}
            return _actor(" ".join(named.name), kind), named
        if kind is ActorType.DOCUMENT:
            return self._document(head), None
        nouns = re.findall(r"[a-z]+", head.lower())
        described = [noun for noun in nouns if noun in _PERSON_NOUNS]
        if described and re.match(r"(?:the|his|her|its|their)\b|[A-Z]", words) and (person := self._described(nouns, described)):
            return _actor(" ".join(person.name), ActorType.PERSON), person
        if described and kind is ActorType.GROUP:
            kind = ActorType.ANONYMOUS
        return _actor(head if kind in (ActorType.ORGANIZATION, ActorType.STATE) else _whole(words), kind), None

    def _nearest(self, name: tuple[str, ...], before: int) -> _Person:
        """The person a name means: of several with that family name the one last named in full before it."""
        family = self._places.get(family_key(name), [])
        # Where none fits, a name the text has otherwise: "Oscar-winner Sarandon" where it has "Susan Sarandon".
        fitting = [(start, person) for start, person in family if same_person(person.name, name)] or family
        earlier = [person for start, person in fitting if start <= before]
        if earlier:
            return earlier[-1]
        return fitting[0][1] if fitting else self._person(name)

    def _described(self, nouns: Sequence[str], described: Sequence[str]) -> _Person | None:
        """Who spoke in the role the words repeat; else, for a bare noun, who spoke last."""
        recent = [person for _, _, person in reversed(self._spoken[-_MEMORY:]) if person]
        named = [person for _, person in self._named[:_MEMORY]]
        ordered = list({id(person): person for person in [*recent, *named]}.values())
        wanted = set(nouns) - {"the", "of", "for", "and", "a", "his", "her", "its", "their", "in", "at", "s"}
        for person in ordered:
            if wanted <= person.roles:
                return person
        alike = frozenset().union(*(_PERSON_NOUNS[noun] for noun in described))
        for person in ordered[:_LOOK_BACK]:
            if alike & person.roles and len(wanted - alike - person.roles) <= len(wanted & person.roles):
                return person
        if len(wanted) == 1 and self._spoken[-_LOOK_BACK:]:
            last = self._spoken[-1][2]
            return last if last and not last.roles & set(_PERSON_NOUNS) else None
        return None

    def _by_pronoun(self, source: Evidence, *, female: bool) -> tuple[Actor | None, _Person | None]:
        since = self._spoken[-1][0] if self._spoken else 0
        between = self._named[
            bisect_right(self._named, since, key=_place) : bisect_right(self._named, source.start - 1, key=_place)
        ]
        named = [person for start, person in between if _begins_sentence(self._text, start)]
        recent = [person for _, _, person in reversed(self._spoken[-_LOOK_BACK:]) if person]
        for person in [*reversed(named), *recent]:
            if person.female is None or person.female is female:
                person.female = female
                return _actor(" ".join(person.name), ActorType.PERSON), person
        return None, None

    def _named_before(self, source: Evidence) -> tuple[Actor | None, _Person | None]:
        """The name that a relative pronoun follows: ``Anna Berg, who said``."""
        before = self._text[max(0, source.start - 80) : source.start].rstrip(" ,—–-")
        names = [match for match in NAME.finditer(before) if match.end() == len(before)]
        if not names or not (name := without_titles(names[-1].group())):
            return None, None
        if _kind(" ".join(name), name) is not ActorType.PERSON:
            return _actor(" ".join(name), _kind(" ".join(name), name)), None
        person = self._nearest(name, source.start)
        return _actor(" ".join(person.name), ActorType.PERSON), person

    def _document(self, head: str) -> Actor:
        """A document by its fullest title so far: "the text" and "the document" are the one that spoke last."""
        words = re.sub(r"^(?:the )?(?:text|authors?) of (?:the )?", "", head, flags=re.IGNORECASE)
        if words.lower() in ("document", "text", "paper", "report", "concept", "statement", "letter") or head != words:
            last = next((actor for _, actor, _ in reversed(self._spoken) if actor.type is ActorType.DOCUMENT), None)
            if last:
                return last
        return _actor(words, ActorType.DOCUMENT)


def _actor(name: str, kind: ActorType) -> Actor:
    return Actor(id=re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "unnamed", name=name, type=kind)


def _whole(words: str) -> str:
    """A description in full, without a leading article or a trailing mark of possession."""
    return re.sub(r"[’']s?$", "", re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)).strip() or words


def _head(words: str) -> str:
    """The source's words up to the first comma or relative clause, without a leading article or possessive ending."""
    short = re.split(r",\s| who | which | that | \(", words)[0]
    short = re.sub(r"^(?:the|a|an)\s+", "", short, flags=re.IGNORECASE)
    return re.sub(r"[’']s?$", "", short).strip() or words


def _name_of(head: str) -> tuple[str, ...]:
    """The name that a noun phrase is the phrase of, without titles; none in "a spokesman for President Berg"."""
    names = [name for run in NAME.finditer(head) if (name := _free_name(head, run))]
    if names and head.endswith(names[-1][-1]):
        return names[-1]
    return next((name for name in names if len(name) > 1), names[-1] if names else ())


def _free_name(head: str, run: re.Match[str]) -> tuple[str, ...]:
    """The name in a run of capitalised words, unless a preposition before it makes it part of something else."""
    name = without_titles(run.group())
    governed = re.search(
        r"\b(?:of|for|from|to|in|by|with|across|at|on|among|near|against|about|behind)(?: the)? $", head[: run.start()]
    )
    if governed and not (len(name) > 1 and {word.lower() for word in run.group().split()} & (BODIES | {"affairs"})):
        return ()
    return name


def _role_before(words: str) -> set[str]:
    """The words of a source before the name: ``NATO Secretary General Jens Stoltenberg`` → nato, secretary, general."""
    name = without_titles(words)
    return {word.lower() for word in re.findall(r"\w+", words)[: -len(name) or None]} if name else set()


def _role_around(text: str, start: int, end: int) -> set[str]:
    """Role words next to a name: those before it back to a comma or a verb, and an apposition after it."""
    before = re.search(r"((?:[\w’'\-]+ ){0,8})$", text[max(0, start - 90) : start])
    after = re.match(r", (?:the |an? )?([\w’' \-]{3,80})", text[end : end + 90])
    words = set()
    if before and any(word in _PERSON_NOUNS for word in before.group(1).lower().split()):
        words |= set(before.group(1).lower().split())
    if after and any(word in _PERSON_NOUNS for word in after.group(1).lower().split()[:6]):
        words |= set(after.group(1).lower().split())
    return words


def _begins_sentence(text: str, start: int) -> bool:
    """True when a name is the first in its sentence, titles and a few words before it aside."""
    return re.search(r"(?:^|[.!?…”\"\n])\s*(?:[\w’'\-]+ ){0,3}$", text[max(0, start - 60) : start]) is not None


def _kind(head: str, name: tuple[str, ...]) -> ActorType:
    """What the words before the first comma speak of; ``name`` is the name in them, if any."""
    lower, whole = head.lower(), " ".join(name)
    if lower in _states():
        return ActorType.STATE
    if _DOCUMENTS.search(head):
        return ActorType.DOCUMENT
    if lower.split()[-1] in _PERSON_NOUNS:
        return ActorType.ANONYMOUS
    if name and re.search(rf"{re.escape(whole)}{_AFTER_NAME}", head):
        is_body = (whole.isupper() and len(whole) > 1) or _ORGANIZATIONS.search(whole)
        return ActorType.ORGANIZATION if is_body else ActorType.PERSON
    if head != lower and _ORGANIZATIONS.search(head):
        return ActorType.ORGANIZATION
    return ActorType.ANONYMOUS if _is_one(lower) else ActorType.GROUP


def _is_one(words: str) -> bool:
    nouns = re.findall(r"[a-z]+", words)
    return any(noun in _PERSON_NOUNS for noun in nouns) or (_ANONYMOUS.search(words) is not None and not words.endswith("s"))
