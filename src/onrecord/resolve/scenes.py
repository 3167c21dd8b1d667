"""Scenes: runs of statements made by one speaker at one time, on one occasion.

A text gives a date once and then goes on with "he said". Each speaker's statements are therefore put into scenes; what one
of them says about date and occasion holds for its scene. A scene begins with a date that contradicts the running one, with an
occasion of another kind, or with a word that starts afresh ("later", "in another interview"); a date or an occasion given
again returns to its scene. What precedes the first date of a speaker (the headline, the first paragraph) belongs to it when
that date is recent. Statements that are attitudes or habits have no scene.
"""

# ruff: noqa: E501 (patterns are clearer on one line than broken)
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from onrecord.model import ActorType, Analysis, Dating, Occasion, Precision
from onrecord.resolve.occasion_words import (
    SHARED,
    WRITTEN,
    OccasionWords,
    find_occasion,
    is_another,
    occasion_of_cue,
    occasion_of_document,
    occasion_of_rendering,
    occasion_of_writer,
)
from onrecord.resolve.saying_times import Appearance, Times, event_window, find_appearances, lead_window, said_when
from onrecord.resolve.statements import BLANK, Statement, find_statements, is_document_name
from onrecord.resolve.timex import Basis, find_times

_RECENT = timedelta(days=45)  # a date further back is background, not the news that a headline is about
_NEAR = 3  # statements; how far an undated occasion is taken to be that of the date just before it
_FAR = 1500  # characters; about a dozen sentences
_AFRESH = re.compile(
    r"\b(?:later|now|subsequently|afterwards?|since then|on another occasion|separately|earlier|previously)\b", re.IGNORECASE
)
_BOUNDING = re.compile(
    r"\b(?:after|before|since|following|ahead of|until|prior to|about|for|of|despite)(?: \w+){0,2} $", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:following|of|from|by) ", re.IGNORECASE)
_PLACED = re.compile(r"(?:at|in|during|to|with) ", re.IGNORECASE)
_ABSTRACT = re.compile(
    r"\b(?:immigration|policy|public|national|political|abortion|gun|tax|care|ongoing|heated|fierce|larger|broader|this) debate",
    re.IGNORECASE,
)
_OWNER = re.compile(r"([\w\-]+)[’']s ")
_OWNED = frozenset({"rally", "speech", "post", "letter", "statement", "testimony", "report"})
_GATHERING = re.compile(r"\b(?:protest(?:s|ers?)?|demonstrat(?:ion|or)s?|march(?:es|ers)|vigil|walkout|parade)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:said|told|\w+ed|\w+ing|spoke|sang|wrote)\b", re.IGNORECASE)
_CHANTS = re.compile(r"\b(?:chant|shout|yell|scream|sang|sing|carried|carry|held (?:up )?signs?)", re.IGNORECASE)
_FRESH = timedelta(days=3)  # a gathering is reported within days
_LEAD = 3  # paragraphs, the headline among them; what they say is about what the article then dates
_WROTE = re.compile(r"\b(?:wr(?:ote|ites|iting|itten)|tweet|post)", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:ask|question|press(?:ed|ing)\b|interject|moderat)", re.IGNORECASE)
_ASKERS = re.compile(r"\b(?:interviewer|moderator|host|anchor|reporters?|journalists?|questioner)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """When and on what occasion a statement was made; null what the text does not say.

    ``momentary`` is true for what was said at some moment by the text's own account: no attitude, and nothing nested.
    """

    said: Dating | None = None
    occasion: Occasion | None = None
    momentary: bool = True


@dataclass(slots=True)
class _Scene:
    """Statements of one speaker, by their number in the text, and what has become known of them."""

    members: list[int] = field(default_factory=list)
    said: Dating | None = None
    dated_at: int = -1
    occasion: OccasionWords | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """What a statement's own sentence says."""

    said: Dating | None
    occasion: OccasionWords | None


def find_settings(analysis: Analysis, published: date | None) -> Mapping[str, Setting]:
    """When and where each attribution was said, by its id, as far as the text tells; what is set already plays no part."""
    bare = tuple(replace(attribution, said=None, occasion=None) for attribution in analysis.attributions)
    return _settings(Analysis(analysis.document, blocks=analysis.blocks, attributions=bare), published)


# Dates and occasions are two stages that ask the same of the same batch, one after the other.
@lru_cache(maxsize=64)
def _settings(analysis: Analysis, published: date | None) -> Mapping[str, Setting]:
    statements = find_statements(analysis)
    times = Times.of(find_times(analysis.document.text, published))
    owns = _owns(statements, times, published)
    scenes = _scenes(statements, owns, published)
    placed: dict[int, _Scene] = {number: scene for scene in scenes for number in scene.members}
    _join_participants(statements, owns, placed)
    if published:
        _bound_by_events(analysis, statements, scenes, times, published)
    _join_gathering(analysis, statements, placed, times, published)
    return {
        statement.attribution.id: _setting(statement, number, owns[number], placed.get(number))
        for number, statement in enumerate(statements)
    }


def _owns(statements: Sequence[Statement], times: Times, published: date | None) -> list[_Own]:
    """What each statement's sentence says; where it says nothing, an appearance of the speaker told of since the last one."""
    text = next((statement.text for statement in statements if not statement.nested), "")
    appearances = find_appearances(text, times, published)
    last: dict[str | None, int] = {}
    owns = []
    for statement in statements:
        own = _Own(said_when(statement, times, published), _own_occasion(statement))
        if own == _Own(None, None) and statement.momentary and not statement.nested:
            told = _appearance(statement, appearances, last.get(statement.who, -1))
            own = _Own(told.said, told.occasion) if told else own
        last[statement.who] = statement.frame.start
        owns.append(own)
    return owns


def _appearance(statement: Statement, appearances: Sequence[Appearance], since: int) -> Appearance | None:
    """The last appearance of the speaker before a statement and after their last one, if it is not far."""
    name = (statement.family or statement.who or "").lower()
    fitting = [
        each for each in appearances
        if each.family == name and since < each.span.start < statement.frame.end and statement.frame.start - each.span.end < _FAR
    ]  # fmt: skip
    return fitting[-1] if fitting else None


def _own_occasion(statement: Statement) -> OccasionWords | None:
    """The occasion that the cue, its sentence, the source or a scene set right before names."""
    if by_verb := occasion_of_cue(statement.cue, statement.anchor):
        return by_verb
    text, source = statement.text, statement.source
    if source and (rendered := occasion_of_rendering(text, source)):
        return rendered
    if statement.document:
        return _document_occasion(statement)
    if source is None and not statement.momentary:
        return None
    found = find_occasion(text, statement.frame, statement.anchor, lambda words: _is_of_saying(statement, words))
    return found or occasion_of_writer(statement.cue, source.of(text) if source else "", statement.anchor)


def _document_occasion(statement: Statement) -> OccasionWords | None:
    """What kind of document speaks, by the words of the source, else by the name it is known under."""
    speaker, source = statement.attribution.speaker, statement.source
    names = [source.of(statement.text) if source else "", speaker.name if speaker else ""]
    words = next((name for name in names if is_document_name(name)), names[-1])
    return occasion_of_document(words, source or statement.anchor) if words else None


def _is_of_saying(statement: Statement, found: OccasionWords) -> bool:
    """False for occasions that only bound the saying ("after the debate"), are spoken of, or are somebody else's."""
    words = found.span.of(statement.text)
    before = statement.text[max(0, found.span.start - 24) : found.span.start]
    if _BOUNDING.search(before) or _ASIDE.match(words):
        return False
    if found.type in ("meeting", "debate") and not _PLACED.match(words):
        return False
    if found.type == "debate" and _ABSTRACT.search(words):
        return False
    owner = _OWNER.search(words)
    return owner is None or found.type not in _OWNED or owner[1].lower() in _names(statement)


def _names(statement: Statement) -> str:
    speaker = statement.attribution.speaker
    return " ".join([speaker.name if speaker else "", *(span.text for span in statement.attribution.source)]).lower()


def _scenes(statements: Sequence[Statement], owns: Sequence[_Own], published: date | None) -> list[_Scene]:
    """The scenes of every speaker, in turn."""
    speakers: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        if statement.who and not statement.nested:
            speakers.setdefault(statement.who, []).append(number)
    scenes: list[_Scene] = []
    for numbers in speakers.values():
        if any(statements[number].document for number in numbers):
            scenes.append(_document_scene(numbers, owns))
        else:
            scenes += _Speaker(statements, owns, published).scenes(numbers)
    _lend_by_documents(statements, owns, scenes)
    return scenes


def _document_scene(numbers: Sequence[int], owns: Sequence[_Own]) -> _Scene:
    """A document says all it says at once, whenever the text comes to speak of it."""
    dated = next((number for number in numbers if owns[number].said), -1)
    occasion = next((owns[number].occasion for number in numbers if owns[number].occasion), None)
    return _Scene(list(numbers), owns[dated].said if dated >= 0 else None, dated, occasion)


def _lend_by_documents(statements: Sequence[Statement], owns: Sequence[_Own], scenes: list[_Scene]) -> None:
    """An organization that speaks between statements of a document does so in it: "the alliance expressed readiness"."""
    holder = {number: scene for scene in scenes for number in scene.members}
    for number in range(1, len(statements)):
        statement, before = statements[number], statements[number - 1]
        speaker, scene = statement.attribution.speaker, holder.get(number - 1)
        if not (scene and scene.said and before.document and speaker and speaker.type is ActorType.ORGANIZATION):
            continue
        own, mine = owns[number], holder.get(number)
        if (
            own.said is None
            and own.occasion is None
            and before.section == statement.section
            and (mine is None or mine.said is None)
        ):
            if mine:
                mine.members.remove(number)
            scene.members.append(number)
            holder[number] = scene


class _Speaker:
    """Puts the statements of one speaker into scenes."""

    def __init__(self, statements: Sequence[Statement], owns: Sequence[_Own], published: date | None) -> None:
        self._statements, self._owns, self._published = statements, owns, published
        self._scenes: list[_Scene] = []

    def scenes(self, numbers: Sequence[int]) -> list[_Scene]:
        running: _Scene | None = None
        for number in numbers:
            own = self._owns[number]
            if own.said is None and own.occasion is None and not self._statements[number].momentary:
                continue
            running = self._next(running, number, own)
            running.members.append(number)
            if own.said and (running.said is None or _finer(own.said, running.said)):
                running.said, running.dated_at = own.said, number
            running.occasion = running.occasion or own.occasion
        return self._scenes

    def _next(self, running: _Scene | None, number: int, own: _Own) -> _Scene:
        """The scene that a statement belongs to: the running one, one before it, or a new one."""
        if running and self._continues(running, number, own):
            return self._spoken(number, own, running) or self._main(number, own, running)
        for scene in reversed(self._scenes):
            if scene is not running and self._returns(scene, own):
                return scene
        self._scenes.append(_Scene(written=_WROTE.search(self._statements[number].cue) is not None))
        return self._scenes[-1]

    def _continues(self, scene: _Scene, number: int, own: _Own) -> bool:
        statement, last = self._statements[number], self._statements[scene.members[-1]]
        if own.said:
            if scene.said is None:
                fits = self._is_recent(own.said) and self._reaches_back(scene, statement)
            else:
                fits = _compatible(own.said, scene.said)
            return fits and _same_occasion(scene.occasion, own.occasion)
        if own.occasion:
            if scene.occasion:
                return _same_occasion(scene.occasion, own.occasion) and not is_another(own.occasion, statement.text)
            return self._reaches_back(scene, statement) if scene.said is None else number - scene.members[-1] <= _NEAR
        if statement.section != last.section and len(self._scenes) > 1:
            return False
        if statement.frame != last.frame and _AFRESH.search(statement.text, statement.frame.start, statement.anchor.end):
            return False
        return not _is_other_medium(scene.occasion, statement)

    def _reaches_back(self, scene: _Scene, statement: Statement) -> bool:
        """True when what a statement tells of date and occasion holds for the scene so far: the lead, or right before."""
        first, last = (self._statements[scene.members[at]] for at in (0, -1))
        return first.paragraph < _LEAD or statement.paragraph - last.paragraph <= _NEAR

    def _spoken(self, number: int, own: _Own, running: _Scene) -> _Scene | None:
        """The scene before a post, when the speaker is said to speak again; what is "said" in a letter stays in it."""
        if own.said or own.occasion or not _is_written(running) or _WROTE.search(self._statements[number].cue):
            return None
        return next((scene for scene in reversed(self._scenes) if not _is_written(scene)), None)

    def _main(self, number: int, own: _Own, running: _Scene) -> _Scene:
        """A speaker named again in a new paragraph after background goes on with the news, not with the background."""
        statement, last = self._statements[number], self._statements[running.members[-1]]
        if own.said or own.occasion or not statement.named or statement.paragraph <= last.paragraph:
            return running
        if running.said and not self._is_recent(running.said):
            return next((scene for scene in reversed(self._scenes) if scene.said and self._is_recent(scene.said)), running)
        return running

    def _returns(self, scene: _Scene, own: _Own) -> bool:
        if own.said:
            return scene.said is not None and _compatible(own.said, scene.said) and _same_occasion(scene.occasion, own.occasion)
        return bool(own.occasion and own.occasion.known and scene.occasion and own.occasion.type == scene.occasion.type)

    def _is_recent(self, said: Dating) -> bool:
        return self._published is None or self._published - said.end <= _RECENT


def _is_written(scene: _Scene) -> bool:
    return scene.written if scene.occasion is None else scene.occasion.type == "post"


def _finer(one: Dating, other: Dating) -> bool:
    return one.end - one.start < other.end - other.start


def _compatible(one: Dating, other: Dating) -> bool:
    """True when one of the two lies inside the other: "in January", "on January 22"."""
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def _same_occasion(scene: OccasionWords | None, own: OccasionWords | None) -> bool:
    return scene is None or own is None or scene.type == own.type


def _is_other_medium(occasion: OccasionWords | None, statement: Statement) -> bool:
    """True when the verb is one of writing and the occasion a spoken one."""
    return bool(occasion and _WROTE.search(statement.cue) and occasion.type not in WRITTEN)


def _bound_by_events(
    analysis: Analysis, statements: Sequence[Statement], scenes: Sequence[_Scene], times: Times, published: date
) -> None:
    """Dates scenes that nothing dates by what is spoken of in them: after Tuesday's rally, and before publication."""
    for scene in scenes:
        if scene.said is None and not any(statements[number].document for number in scene.members):
            momentary = [number for number in scene.members if statements[number].momentary]
            windows = [(window, n) for n in momentary if (window := event_window(statements[n], times, published))]
            if not windows and momentary and not scene.written:
                told = lead_window(analysis, statements[momentary[0]], times, published)
                windows = [(told, momentary[0])] if told else []
            if windows:
                scene.said, scene.dated_at = max(windows, key=lambda each: each[0].start)


def _join_participants(statements: Sequence[Statement], owns: Sequence[_Own], placed: dict[int, _Scene]) -> None:
    """Gives those who ask the scene of the answers around them; who asks once is the one who asks."""
    askers = {
        statement.who for statement in statements if _ASKS.search(statement.cue) or _ASKERS.search(_names(statement))
    }  # fmt: skip
    for number, statement in enumerate(statements):
        mine, own = placed.get(number), owns[number]
        if statement.nested or own.said or (mine and mine.said):
            continue
        kinds = {words.type for words in (own.occasion, mine.occasion if mine else None) if words}
        for near in (number - 1, number + 1, number - 2, number + 2):
            scene = placed.get(near)
            if scene is None or scene is mine or scene.occasion is None or scene.occasion.type not in SHARED:
                continue
            asks = statement.who in askers and (statement.momentary or _ASKS.search(statement.cue))
            if kinds <= {scene.occasion.type} and (asks or (own.occasion and own.occasion.known)):
                placed[number] = scene
                break


def _join_gathering(
    analysis: Analysis, statements: Sequence[Statement], placed: dict[int, _Scene], times: Times, published: date | None
) -> None:
    """In a report from a gathering, those who speak without any other date speak there: "Protesters marched on Monday"."""
    if not (
        published and statements and analysis.blocks and _GATHERING.search(analysis.blocks[0].span.of(analysis.document.text))
    ):
        return
    text = next((statement.text for statement in statements if not statement.nested), "")
    days = [
        time.dating for time in times.all
        if time.dating and time.dating.precision is Precision.DAY and not time.ahead and timedelta(0) <= published - time.dating.start <= _FRESH
        and BLANK not in time.span.of(text)
    ]  # fmt: skip
    for number, statement in enumerate(statements):
        mine = placed.get(number)
        present = statement.momentary and not statement.nested and not statement.document and _PAST.search(statement.cue)
        if days and present and not (mine and (mine.said or mine.occasion)):
            occasion = OccasionWords("rally", statement.anchor, False) if _CHANTS.search(statement.cue) else None
            placed[number] = _Scene([number], replace(days[0], basis=Basis.GATHERING), -1, occasion)


def _setting(statement: Statement, number: int, own: _Own, scene: _Scene | None) -> Setting:
    """What a statement says itself, else what its scene does."""
    words = own.occasion or (scene.occasion if scene else None)
    occasion = Occasion(words.type, words.span.of(statement.whole)) if words else None
    said = own.said
    if scene and scene.said and (said is None or _finer(scene.said, said)):
        said = scene.said
        if said.basis not in (Basis.EVENT, Basis.GATHERING) and scene.dated_at != number:
            said = replace(said, basis=Basis.EARLIER if scene.dated_at < number else Basis.LATER)
    return Setting(said, occasion, statement.momentary and not statement.nested)


__all__ = ["Setting", "find_settings"]
