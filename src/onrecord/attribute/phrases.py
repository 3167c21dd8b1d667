"""Attributions by fixed phrase: "In her opinion, …", "As Berg said, …".

The model learns such phrases from newspapers, where they are rare, and misses some; their form alone says who stands behind the
rest of the sentence. What the model has read already is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.attribute.assembly import kind_of, trimmed
from onrecord.model import UNSPOKEN, Analysis, Attribution, BlockKind, Evidence, Provenance, Quotation, Span

_NAME = r"(?:[A-Z][\w’'\-]*(?:\s[A-Z][\w’'\-]*){0,3})"
_OPINION = re.compile(
    rf"\b[Ii]n\s(?:(?P<source>his|her|their|its|my|our|the\s[\w\-]+(?:\s[\w\-]+){{0,3}}[’']s?|{_NAME}[’']s?)\s(?P<cue>opinion|view|words|estimation|assessment|judge?ment)"
    rf"|the\s(?P<cue_of>opinion|view|words|estimation|assessment)\sof\s(?P<source_of>(?:the\s)?[\w\-]+(?:\s[\w\-]+){{0,5}})),\s"
)
_AS = re.compile(
    rf"(?:^|(?<=[.!?“\"”]\s)|(?<=[“\"]))As\s(?P<source>{_NAME}|(?:he|she|they|the\s[\w\-]+(?:\s[\w\-]+){{0,3}}))\s"
    r"(?P<cue>(?:(?:has|had)\s|also\s|once\s)?(?:said|noted|stated|stressed|explained|warned|put\sit|argued|recalled|wrote|pointed\sout))"
    r"(?:\s[\w\s\-]{0,40})?,\s"
)
_VERB = (
    r"(?:(?:also|then|later|further)\s)?(?:said|told|wrote|thought|(?:say|note|state|tell|add|explain|stress|emphasi[sz]e|recall|conclude|"
    r"write|argue|claim|insist|warn|declare|announce|report|believe|think|point|observe|remark|complain|admit|acknowledge|reply|respond|ask|"
    r"continue|assert|maintain|indicate|underline|underscore|reiterate|comment|confirm|specifie|specify|clarify|summari[sz]e)(?:s|d|ed)?)"
)
_NOUN = r"(?:(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.|[\w’'\-]+)"
_NOUNS = rf"(?:[Tt]he\s|[Aa]n?\s)?{_NOUN}(?:\s{_NOUN}){{0,7}}?"
# What stands right after a closing mark, or right before an opening one, and says who is quoted.
_QUOTED_BEFORE = (
    re.compile(rf"[\s,.\"”’–—-]*(?P<source>{_NOUNS})\s(?P<cue>{_VERB})\b"),
    re.compile(rf"[\s,.\"”’–—-]*(?P<cue>{_VERB})\s(?P<source>{_NOUNS})(?=[.,;]|$|\s(?:in|on|at|to|during|after|of)\b)"),
)
_QUOTED_AFTER = re.compile(rf"(?:^|[.!?]\s)(?P<source>{_NOUNS})\s(?P<cue>{_VERB})(?:\sthat)?[,:]?\s*$")
_LEAST_QUOTED = 5  # words; fewer in marks are a name or a turn of phrase as often as a statement
_AFTER_THE_FACT = re.compile(r"(?:This|That)(?:$|\s(?:state|view|opinion|position|assessment|statement|information)\b)")
_YEAR_AT_END = re.compile(r"\s+(?:in|on)\s+(?:(?:\d{1,2}\s)?[A-Z][a-z]+\s+)?(?:\d{1,2},\s)?\d{4}$")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|has been)\s(?:also\s)?(?:stated|said|announced|declared|reported|noted|voiced|expressed|confirmed)\sby\b"
)
_IN_A_DOCUMENT = re.compile(
    r"(?:\s(?:also|directly|there))?\s(?:in|by)\s(?P<document>(?:the|this|its)\s(?:[\w\-]+\s){0,3}?"
    r"(?:document|concept|report|text|statement|declaration|communiqu[eé]|strategy|resolution|letter|paper|study|treaty))\b"
)
_REACH = 60  # characters after the cue in which the place may stand
_SENTENCE = re.compile(r".*?[.!?…](?=[\"”’'»)]*(?:\s|$))|.+", re.DOTALL)
_CONFIDENCE = 0.8  # set by hand: below what the model is sure of, above what it doubts
_VERSION = "1"


def by_phrase(analysis: Analysis, read: Sequence[Attribution]) -> list[Attribution]:
    """Attributions that a fixed phrase gives and that are not among those ``read`` already."""
    text = analysis.document.text
    known = [cue for attribution in read for cue in attribution.cue]
    found = []
    for block in analysis.blocks:
        if block.kind in UNSPOKEN:
            continue
        for pattern in (_OPINION, _AS):
            for match in pattern.finditer(text, block.span.start, block.span.end):
                place = Span(match.start(), match.end())
                if not any(place.overlaps(cue) for cue in known) and (made := _attribution(analysis, match, block.span)):
                    found.append(made)
    return found


def by_verb(analysis: Analysis, read: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of quotations that nobody has yet, by the verb of speech beside their marks: ``…,” the authors note``."""
    claimed = sorted((piece.start, piece.end) for attribution in read for piece in attribution.content)
    found = []
    for quotation in analysis.quotations:
        first, last = quotation.pieces[0], quotation.pieces[-1]
        words = sum(len(piece.of(analysis.document.text).split()) for piece in quotation.pieces)
        taken = any(start < last.end and first.start < end for start, end in claimed)
        if quotation.depth == 1 and words >= _LEAST_QUOTED and not taken and (made := _beside_quotation(analysis, quotation)):
            found.append(made)
    return found


def _beside_quotation(analysis: Analysis, quotation: Quotation) -> Attribution | None:
    text = analysis.document.text
    opening, closing = quotation.opening or quotation.pieces[0], quotation.closing or quotation.pieces[-1]
    before = next((block.span for block in analysis.blocks if block.span.start <= opening.start < block.span.end), opening)
    after = next((block.span for block in analysis.blocks if block.span.start < closing.end <= block.span.end), closing)
    matches = [pattern.match(text, closing.end, after.end) for pattern in _QUOTED_BEFORE]
    if lead := _QUOTED_AFTER.search(text[before.start : opening.start]):
        return _made(analysis, quotation.pieces, lead, before.start)
    return next((_made(analysis, quotation.pieces, match, 0) for match in matches if match), None)


def with_antecedents(analysis: Analysis, read: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those made after the fact ("This was stated by Berg") with the sentence before as content too."""
    return [_with_antecedent(analysis, attribution) for attribution in read]


def with_places_as_sources(analysis: Analysis, read: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those without a source whose cue says where the words stand with that as source.

    "Indicated in the document": the cue is "indicated", the document the source.
    """
    return [_with_place(analysis.document.text, attribution) for attribution in read]


def _with_place(text: str, attribution: Attribution) -> Attribution:
    cue = attribution.cue[0] if attribution.cue and not attribution.source else None
    place = _IN_A_DOCUMENT.search(text, cue.start, cue.end + _REACH) if cue else None
    if cue is None or place is None or not cue.start < place.start() <= cue.end:
        return attribution
    span = Span(*place.span("document"))
    if any(span.overlaps(piece) for piece in attribution.content):
        return attribution
    return replace(attribution, source=(Evidence.at(text, span),), cue=(Evidence.at(text, Span(cue.start, place.start())),))


def _with_antecedent(analysis: Analysis, attribution: Attribution) -> Attribution:
    text = analysis.document.text
    first, cue = attribution.content[0], attribution.cue[0]
    block = next((n for n, b in enumerate(analysis.blocks) if b.span.start == first.start), 0)
    if not block or not _AFTER_THE_FACT.match(first.text) or not _PASSIVE.search(text[cue.start : cue.end + 4]):
        return attribution
    before = analysis.blocks[block - 1]
    if before.kind is not BlockKind.PARAGRAPH:
        return attribution
    sentence = list(_SENTENCE.finditer(text, before.span.start, before.span.end))[-1]
    span = trimmed(text, Span(*sentence.span()))
    # "This state of affairs in 2019 was stated by Berg": the year is that of the saying.
    dated = _YEAR_AT_END.search(first.text)
    this = Evidence.at(text, Span(first.start, first.start + dated.start())) if dated else first
    content = (*((Evidence.at(text, span),) if span else ()), this, *attribution.content[1:])
    identity = Attribution.identify(analysis.document.id, content, attribution.cue)
    return replace(attribution, id=identity, content=content, kind=kind_of(text, content, analysis.quotations))


def _attribution(analysis: Analysis, match: re.Match[str], block: Span) -> Attribution | None:
    sentence = _SENTENCE.match(analysis.document.text, match.end(), block.end)
    return _made(analysis, [Span(*sentence.span())], match, 0) if sentence else None


def _made(analysis: Analysis, spans: Sequence[Span], match: re.Match[str], offset: int) -> Attribution | None:
    """The attribution of ``spans`` to the source and cue that ``match`` found, counted from ``offset`` in the text."""
    text = analysis.document.text
    ending = "_of" if match.groupdict().get("source_of") else ""
    places = (match.span(name + ending) for name in ("source", "cue"))
    source, cue = (Evidence.at(text, Span(start + offset, end + offset)) for start, end in places)
    contents = tuple(Evidence.at(text, span) for raw in spans if (span := trimmed(text, raw)))
    if not contents:
        return None
    return Attribution(
        id=Attribution.identify(analysis.document.id, contents, (cue,)),
        document=analysis.document.id,
        kind=kind_of(text, contents, analysis.quotations),
        content=contents,
        source=(source,),
        cue=(cue,),
        confidence=_CONFIDENCE,
        provenance=Provenance("phrases", _VERSION, None, _CONFIDENCE),
    )
