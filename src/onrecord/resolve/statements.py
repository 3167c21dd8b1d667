"""Attributions as a reader meets them: in order, each with the sentence that introduces it and the one it belongs to.

The *frame* of a statement is the sentence around its cue with all contents blanked out, so that a date or an occasion found
in it belongs to the saying and never to what was said. Blanking keeps every character's place.
"""

# ruff: noqa: E501 (patterns are clearer on one line than broken)
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import ActorType, Analysis, Attribution, BlockKind, Span

BLANK = "\x00"

_STOP = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[•]*[A-ZÀ-Þ\d\x00])|[\n\r\u2028\u2029]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Adm|Rev|Hon|St|Jr|Sr|vs|No|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Tues|Weds|Thurs|approx|ca|cf|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])*)\.\s+$"
)
_PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself", "who", "i", "we"])  # these are no document
# Characters. A statement nested in another's content needs a copy of the text of its own; in a longer text than this, where
# the copies would fill the memory, nested statements stay undated.
_LARGEST_COPIED = 200_000
_CLOSING = re.compile(r"[.!?…][\"”’')\]]*$")
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "who",
        "whom",
        "that",
        "which",
        "him",
        "her",
        "them",
        "his",
        "their",
        "its",
        "i",
        "we",
        "me",
        "us",
        "himself",
        "herself",
        "themselves",
        "himself.",
    ]
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'\-]*(?:\.(?=\s))?")
_DOCUMENT_NOUN = (
    r"(?:concept|document|report|statement|paper|study|surveys?|polls?|polling|story|letter|memo|memorandum|article|book|strategy|treaty|communiqu[eé]|declaration|"
    r"resolution|agreement|filing|lawsuit|complaint|indictment|transcript|analysis|readout|charter|constitution|convention|plan|review|doctrine|manual|"
    r"law|bill|act|order|ruling|records?|statistics|data|figures|rules|guidelines|documents|text|article|editorial|census|index)"
)  # fmt: skip
# A source is a document when its head is: the last word before an "of", a comma or a participle; or when it is its authors.
DOCUMENT = re.compile(
    rf"\b{_DOCUMENT_NOUN}(?=[’']?\W*$|,| (?:of|by|from|on|about|released|issued|published|compiled|conducted|for|in|that|which|approved|adopted|dated|obtained|sent|written)\b)|"
    rf"^(?:the )?(?:authors?|drafters?|text) of .*\b{_DOCUMENT_NOUN}\b"
)

# Stems of verbs that report: an event of saying or writing at some moment. A cue with none of them, and no words in quotation
# marks, describes an attitude or a deed, which has no moment that a scene could lend it.
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|old|elling)|add|ask|answer|repl|respond|respons|not(?:e|ed|es|ing)\b|remark|declar|announc|stat(?:e|ed|es|ing|ement)|claim|argu|explain|"
    r"insist|warn|promis|pledg|vow|urg|call|describ|recall|stress|emphasi|underlin|underscor|point|mention|suggest|impl(?:y|ied)|hint|"
    r"acknowledg|admit|conce|confirm|den(?:y|ied|ies)|reject|dismiss|criti[cs]|condemn|denounc|blast|slam|attack|accus|blam|prais|hail|laud|"
    r"tout|boast|brag|joke|quip|laugh|mock|complain|lament|propos|recommend|advis|caution|predict|forecast|quot|cit(?:e|ed|es|ing)|"
    r"refer|report|reveal|disclos|testif|tweet|post|wr(?:ite|ites|ote|iting)|\bwritten|sp(?:eak|oke)|talk|discuss|detail|address|"
    r"conclu|continu|went on|goes on|repeat|reiterat|echo|maintain|assert|contend|allege|charg|challeng|vent|defend|apologi|thank|"
    r"congratulat|welcom|wish|invit|demand|request|appeal|swear|swore|rail|rant|shout|yell|scream|chant|cheer|whisper|mutter|murmur|"
    r"exclaim|reason|question|wonder|inquir|ponder|muse|reflect|observ|comment|opin|assess|estimat|believ|thought|think|view|"
    r"consider|suspect|convinc|conced|agree|disagree|object|protest|signal|indicat|show|found|find|read|put it|touch|turn|seiz|"
    r"chid|scold|rebuk|taunt|tease|insult|ridicul|lash|rip|hit back|fir(?:e|ed) back|shot back|retort|counter|rebut|clarif|elaborat|express|voic|"
    r"outlin|lay out|laid out|present|offer|list|nam(?:e|ed|es|ing)\b|advice|message|takeaway|compar|liken|depict|portray|characteri|label|dub|brand|portend|endors|according|word|opinion|remind|encourag|order|instruct|direct|"
    r"threaten|rul(?:e|ed|ing) out|recogni|identif|rebuff|deliver|unveil|releas|issu|publish|rattl|reach|unsure|not sure|wanted|hoped|felt|feared|liked)",
    re.IGNORECASE,
)  # fmt: skip
_TIMELESS = re.compile(
    r"\b(?:has|have|had|having)\b(?= (?:\w+ )?(?:\w+ )?\w+(?:ed|en|id|ade|ought|elt|eft|old|own|ken|one)\b|$|\W*$)|(?:\b|(?<=[’']))(?:[’'](?:ve|d)|would|could|may|might|will|should|can|must|never|often|always|regularly|routinely|repeatedly|long|once(?! again)|used to|"
    r"usually|previously|frequently|sometimes|famously)\b|"
    r"\b(?:want|wants|support\w*|oppos\w+|back(?:s|ed|ing)?|favou?r\w*|prefers?|hopes?|fears?|feels?|sees?|seeks?|likes?|loves?|hates?|knows?|needs?|intends?|plans?|worr(?:y|ies)|"
    r"campaigner|supporters?|critics?|advocates?|opponents?|proponent|backers?|fan|running|bidding)\b",
    re.IGNORECASE,
)  # fmt: skip
# Any other deed told in the past, or alongside another: "she applauded", "insulting reporters", "was quick to point out".
_DONE = re.compile(
    r"\b(?:\w+(?:ed|ing)|was|were|did|took|gave|made|got|put|held|kept|went|came|left|let|set|hit|cut|drew|threw|brought|sought|chose|began|broke|rose|"
    r"stood|struck|sent|led|met|forgave|paid|swung|sprang|stuck)\b",
    re.IGNORECASE,
)
_DECLINED = re.compile(r"\b(?:would(?:n[’']t| not)|declin|refus|(?:did|does)(?:n[’']t| not)) (?:\w+ )?(?:to )?(?:say|comment|answer|discuss|respond|elaborate|specify|rule out|confirm)", re.IGNORECASE)  # fmt: skip
_TO = re.compile(r"\bto (?:once again |again |also )?$")
_LEADING = re.compile(r"^(?:in|by|from|on|to) ", re.IGNORECASE)
# Nouns in capitals are the same nouns ("Strategic Concept for …"), but not before a name ("Bill Clinton").
_CAPITALS = re.compile(rf"\b{_DOCUMENT_NOUN}\b(?!(?-i: [A-ZÀ-Þ]))", re.IGNORECASE)
_TAIL = r",\s|\s(?:who|which|that)\s|[’']s\b"  # what follows a name in a source
_MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution in its surroundings.

    ``who`` is the same for statements of one speaker, null when nobody is named; ``whole`` is the document's text, ``text``
    the same with all contents blanked; ``frame`` is the cue's sentence in it. ``section`` counts subheadings, ``paragraph`` blocks. ``momentary`` says that
    it was said at some moment, rather than being an attitude, a habit or a deed; ``named`` that the source is no pronoun.
    """

    attribution: Attribution
    who: str | None
    whole: str
    text: str
    frame: Span
    anchor: Span
    section: int
    paragraph: int
    momentary: bool
    named: bool
    nested: bool
    document: bool

    @property
    def source(self) -> Span | None:
        """From the first to the last character of the source."""
        return _hull(self.attribution.source)

    @property
    def family(self) -> str | None:
        """The last name of the speaker, as far as the source or the resolved speaker has one."""
        speaker, source = self.attribution.speaker, self.attribution.source
        words = speaker.name if speaker else re.split(_TAIL, source[0].text)[0] if source else ""
        names = re.findall(r"[A-ZÀ-Þ][\w\-]{2,}", words)
        return names[-1] if names else None

    @property
    def cue(self) -> str:
        return " ".join(span.text for span in self.attribution.cue)


def find_statements(analysis: Analysis) -> list[Statement]:
    """The statements of a document in the order of their sentences."""
    text = analysis.document.text
    starts = _paragraphs(analysis)
    sections = [span.start for span in (b.span for b in analysis.blocks if b.kind is BlockKind.SUBHEADING)]
    found: list[Statement] = []
    whole = _blanked(text, analysis.attributions)
    contents = [(span, other.id) for other in analysis.attributions for span in other.content]
    stops: dict[int, list[int]] = {}
    before = _Before()
    for attribution in sorted(analysis.attributions, key=_place):
        anchor = _anchor(attribution)
        holder = _holder(attribution, anchor, contents)
        blanked = whole if holder is None or len(text) > _LARGEST_COPIED else _blanked(text, [attribution])
        number = _number(starts, anchor.start)
        area = Span(starts[number], starts[number + 1] if number + 1 < len(starts) else len(text))
        if holder is None:
            if number not in stops:
                stops[number] = _stops(blanked, area)
            ends = stops[number]
        else:
            area = Span(max(area.start, min(holder.start, anchor.start)), min(area.end, max(holder.end, anchor.end)))
            ends = _stops(blanked, area)
        frame = _around(ends, anchor, area)
        named, who = _who(attribution, before)
        nested = holder is not None or attribution.parent is not None
        if who and not nested:
            before.note(who, document=_is_document(attribution))
        found.append(
            Statement(
                attribution, who, text, blanked, frame, anchor, _number(sections, anchor.start), number,
                _is_momentary(attribution, blanked, anchor, frame), named, nested, _is_document(attribution),
            )
        )  # fmt: skip
    return found


def _place(attribution: Attribution) -> tuple[int, int]:
    return _anchor(attribution).start, attribution.content[0].start


def _anchor(attribution: Attribution) -> Span:
    """The cue; without one the source, and without either the place where the content begins."""
    spans = attribution.cue or attribution.source
    first = attribution.content[0].start
    return (_hull(spans) if spans else None) or Span(first, first)


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def _holder(attribution: Attribution, anchor: Span, contents: Iterable[tuple[Span, str]]) -> Span | None:
    """The content of another attribution that the cue stands in."""
    start, end = anchor.start, anchor.end
    for span, owner in contents:
        if span.start <= start and end <= span.end and owner != attribution.id and span.end - span.start > end - start:
            return span
    return None


def _blanked(text: str, attributions: Iterable[Attribution]) -> str:
    """The text with contents blanked, their closing full stops aside: those still end the sentence."""
    pieces, at = [], 0
    for span in sorted(span for attribution in attributions for span in attribution.content):
        if span.end <= at:
            continue
        start = max(span.start, at)
        stop = _CLOSING.search(text, max(start, span.end - 3), span.end)
        last = stop.start() if stop else span.end
        pieces += [text[at:start], BLANK * (last - start), text[last : span.end]]
        at = span.end
    return "".join([*pieces, text[at:]])


def _paragraphs(analysis: Analysis) -> list[int]:
    """Where the paragraphs begin; the first takes in what stands before it. Without blocks, lines are paragraphs."""
    starts = [block.span.start for block in analysis.blocks]
    if not starts:
        starts = [match.start() for match in re.finditer(r"[^\n\r]+", analysis.document.text)]
    return [0, *starts[1:]]


def _number(starts: Sequence[int], place: int) -> int:
    """How many of ``starts`` lie at or before a place, less one where there are any."""
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if starts[middle] <= place else (low, middle)
    return max(low - 1, 0) if starts and starts[0] == 0 else low


def _stops(text: str, area: Span) -> list[int]:
    """Where sentences end inside ``area``."""
    return [
        match.end() for match in _STOP.finditer(text, area.start, area.end) if not _ABBREVIATION.search(text[max(area.start, match.end() - 14) : match.end()])
    ]  # fmt: skip


def _around(ends: Sequence[int], anchor: Span, area: Span) -> Span:
    start = max((end for end in ends if end <= anchor.start), default=area.start)
    end = min((end for end in ends if end > anchor.start and end >= anchor.end), default=area.end)
    return Span(min(start, anchor.start), max(end, anchor.end))


@dataclass(slots=True)
class _Before:
    """Who has spoken last: anybody, anybody but a document, and which document."""

    last: str | None = None
    person: str | None = None
    document: str | None = None

    def note(self, who: str, *, document: bool) -> None:
        self.last = who
        if document:
            self.document = who
        else:
            self.person = who


def _who(attribution: Attribution, before: _Before) -> tuple[bool, str | None]:
    """Whether the source is no pronoun, and who it is: the speaker if known, else the same for the same words."""
    words = attribution.source[0].text if attribution.source else ""
    pronoun = words.strip(" ,.").lower()
    if attribution.speaker:
        return pronoun not in _PRONOUNS, attribution.speaker.id
    if pronoun in _PRONOUNS:
        return False, before.person if pronoun in _PERSONAL else before.last
    head = re.split(_TAIL, words)[0]
    if is_document_name(words):
        named = re.search(r"[A-ZÀ-Þ]\w+", head[4:]) is not None
        return named, "document " + head.lower() if named else before.document or "document " + head.lower()
    names = _NAME.findall(head)
    return True, (names[-1] if names and len(names[-1]) > 2 else words).strip(" .,").lower() or None


def _is_document(attribution: Attribution) -> bool:
    if attribution.speaker:
        return attribution.speaker.type is ActorType.DOCUMENT
    return bool(attribution.source) and is_document_name(attribution.source[0].text)


def is_document_name(words: str) -> bool:
    """True when the head of a noun phrase is a document, rather than somebody who has to do with one."""
    head = _LEADING.sub("", re.split(r",\s", words)[0].strip())
    head = _CAPITALS.sub(lambda match: match.group().lower(), head)
    found = DOCUMENT.search(head)
    return found is not None and re.search(r"\b(?:of|in|on|to) ", head[: found.start()]) is None


def _is_momentary(attribution: Attribution, text: str, anchor: Span, frame: Span) -> bool:
    """True when the cue reports an event of saying; its auxiliaries may stand before it, outside the cue."""
    cue = " ".join(span.text for span in attribution.cue)
    source = [span.end for span in attribution.source if span.end <= anchor.start]  # "Will urged": the name is no auxiliary
    before = text[max([frame.start, anchor.start - 24, *source]) : anchor.start]
    auxiliaries = re.split(r"[,;:\x00]|\b(?:and|but|who|he|she|they)\b", before)[-1]
    if not re.search(r"\w", cue) or cue.lower() == "to" or _DECLINED.search(cue):  # "Berg: …"; "To Berg, it was a turn"
        return True
    if _TIMELESS.search(auxiliaries) or _TIMELESS.search(cue) or _TO.search(before):
        return False
    if _SAYING.search(cue):
        return True
    return (_DONE.search(cue) is not None and bool(attribution.source)) or any(
        mark in text[span.start - 1 : span.start] for span in attribution.content for mark in _MARKS
    )
