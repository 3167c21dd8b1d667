"""The occasions on which things are said, as a closed list, and the words by which texts name them."""

# ruff: noqa: E501 (patterns are clearer on one line than broken)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.model import Span

#: The closed list of ``Occasion.type``. A *conversation* is private talk; one with a journalist or an outlet is an interview.
TYPES = (
    "briefing",
    "press conference",
    "interview",
    "speech",
    "rally",
    "debate",
    "statement",
    "post",
    "letter",
    "report",
    "document",
    "testimony",
    "poll",
    "call",
    "meeting",
    "conversation",
)
#: Types that are written: what is said aloud later is not said there, and what is written later is not said in the others.
WRITTEN = frozenset({"statement", "post", "letter", "report", "document", "poll"})
_ANOTHER = re.compile(
    r"\b(?:another|second|third|later|earlier|previous|separate|subsequent|different|follow-up|old|past)\b", re.IGNORECASE
)
#: Types at which several people speak in turn.
SHARED = frozenset({"interview", "debate", "press conference", "briefing", "call", "meeting", "testimony"})

_OUTLET = (
    r"(?:(?:the )?(?:[A-Z][\w.’'&\-]*[ \-]){0,4}(?:News(?:paper|week)?|Times|Post|Journal|Herald|Tribune|Guardian|Telegraph|Independent|Observer|Gazette|Chronicle|Examiner|"
    r"Press|Radio|TV|Television|Channel|Magazine|Network|Daily|Zeitung|Show|Novosti|Agency|Today|Report|Review|Dispatch|Sun|Star|Globe|Mirror|Mail|Bee|Inquirer)\b|"
    r"(?:the )?(?:Associated Press|AP|AFP|Reuters|Bloomberg|BBC|CNN|MSNBC|CNBC|NBC|CBS|ABC|PBS|NPR|C-SPAN|RT|TASS|RIA|Interfax|Sputnik|Xinhua|CCTV|CGTN|Al Jazeera|"
    r"Al Arabiya|Haaretz|Ynet|Kommersant|Izvestia|Vedomosti|Gazeta|Meduza|Der Spiegel|Die Zeit|Die Welt|Bild|ZDF|ARD|DW|Le Monde|Le Figaro|Libération|El País|El Mundo|"
    r"La Repubblica|Corriere|Politico|POLITICO|Axios|Vox|BuzzFeed|Breitbart|HuffPost|Huffington Post|The Hill|The Atlantic|The Economist|Time|TIME|Newsweek|Yahoo|"
    r"Univision|Telemundo|Sky|ITV|Kyodo|NHK|Yonhap|Anadolu|USA Today|USA TODAY|WSJ|FT|LBC|Rossiya(?:[ \-]\w+)?|Forbes|Fortune|Rolling Stone|Vanity Fair|Esquire|Slate|Salon|"
    r"Mother Jones|Fox|MTV|ESPN|HBO|GQ|Variety|People|Vogue|60 Minutes|Meet the Press|Face the Nation|State of the Union|Good Morning America|Morning Joe)\b)"
)  # fmt: skip
_MODIFIER = r"(?:[\w’'\-\".]+ ){0,4}?"
_DETERMINER = r"(?:an?|the|his|her|its|their|this|that|another|one|recent|\w+[’']s?) "
#: What is told to an outlet in one of these is said in it; else telling an outlet is an interview.
_TOLD_IN = frozenset({"interview", "letter", "statement", "call", "press conference", "briefing", "post"})
_KNOWN = frozenset(["the", "this", "that", "his", "her", "its", "their"])
_PREPOSITION = r"(?:in|at|during|on|to|of|from|via|by|following|with) "


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """A mention of an occasion: its type, its words, and whether it is spoken of as known ("the interview")."""

    type: str
    span: Span
    known: bool


def _noun(name: str, words: str, tail: str = "") -> tuple[str, re.Pattern[str]]:
    phrase = rf"(?:\b{_PREPOSITION})?(?:\b(?P<determiner>{_DETERMINER}){_MODIFIER})?\b(?:{words})\b{tail}"
    return name, re.compile(phrase, re.IGNORECASE)


def _in_written(words: str) -> re.Pattern[str]:
    """A document as the place of the words: "in his 60-page ruling"."""
    return re.compile(rf"\bin (?P<determiner>{_DETERMINER})(?:[\w’'\-]+ ){{0,3}}?(?:{words})\b(?! to\b| not\b)", re.IGNORECASE)


_WITH = r"(?: (?:with|by|on|to|at|of|for)(?: (?:the|his|her|an?))?(?-i:(?: (?:[A-Z][\w.’'&\-]*|\"[A-Z][^\"]{2,40}\"))+))?"
# In this order: of two mentions equally near, the one of the earlier row counts, and an interview at a summit is an interview.
_NOUNS = (
    _noun("interview", r"(?:(?:tele)?phone |television |tv |radio |video |exclusive |recent |wide-ranging )*(?<!job )interview(?! room)|Q&A", _WITH),
    _noun("interview", rf"(?:conversation|talk|chat|sit-down|spoke|speaking|sitting down|sat down) with (?=(?-i:{_OUTLET}))", rf"(?-i:{_OUTLET})"),
    _noun("press conference", r"press conferences?|news conferences?|presser|press availability|media availability", _WITH),
    _noun("briefing", r"(?:press |news |media |daily |weekly |regular )*briefing|gaggle", _WITH),
    _noun("debate", r"(?:presidential |televised |primary |leaders[’'] )?debate(?= (?:with|on|in|at|last|this|between|hosted)\b|[,.;’']|\s*$| (?:[A-Z]))", _WITH),
    _noun("testimony", r"testimony|deposition|(?:senate |congressional |committee |court |confirmation )hearing", _WITH),
    _noun("rally", r"(?<!to )rally|campaign (?:event|stop|appearance)", _WITH),
    _noun("speech", r"speech(?:es)?|state of the union(?: address)?|(?:inaugural |farewell |televised |national |keynote |weekly )address|address to|remarks (?:at|to)|sermon|lecture|eulogy|keynote", _WITH),
    _noun("post", r"tweets?(?!ed|ing)|facebook post|instagram post|blog post|telegram post|(?<=on )(?:twitter|facebook|instagram|telegram|truth social|weibo)|post on (?:x|twitter|facebook|social media|instagram|telegram)|social media post", ""),
    _noun("letter", r"(?:open )?letters?|e-?mails?(?! (?:account|server|scandal|address|practices|system|accounts|controversy|use|domain))|memo(?:randum)?", _WITH),
    _noun("poll", r"poll(?!ing)|opinion survey|exit poll", _WITH),
    _noun("statement", r"(?:written |joint |prepared |press |official |brief )*statement|press release|news release|communiqu[eé]", _WITH),
    _noun("report", r"op-ed|column|essay|memoir|new book|the book|article in", _WITH),
    ("report", _in_written(r"report|study|paper|book|memoir|article|story|blog|editorial|survey|analysis")),
    ("document", _in_written(r"ruling|lawsuit|complaint|filing|affidavit|indictment|resolution|declaration|manifesto|platform|document")),
    _noun("call", r"(?:tele)?phone call|telephone conversation|conference call|phone conversation|phone interview", _WITH),
    _noun("meeting", r"meeting|summit|town hall|roundtable|conference|forum|session|talks", _WITH),
    _noun("conversation", r"(?<=\bin )(?:an? |\w+ )?conversation(?= with)", _WITH),
)  # fmt: skip
# Verbs that are an occasion by themselves, looked for in the cue.
_VERBS = (
    ("post", re.compile(r"\b(?:re)?tweet(?:s|ed|ing)?\b|\bposted\b|\bblogged\b", re.IGNORECASE)),
    ("testimony", re.compile(r"\btestif", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:e-?mailed|wrote to|wrote back)\b", re.IGNORECASE)),
)
_TOLD = re.compile(rf"\b(?:told|tells|telling|told to|spoke (?:to|with)|speaking (?:to|with)|speaks to|said (?:to|on)|talking (?:to|with)|asked by|appearing on|appeared on) (?:(?P<outlet>{_OUTLET})|(?P<me>me|us)\b)")  # fmt: skip
_WROTE_FOR = re.compile(
    rf"\b(?:wr(?:ote|ites|iting|itten)|column|piece|article|argued) (?:in|for|at) (?:an? (?:\w+ )?(?:column|piece|article|essay|op-ed) (?:in|for) )?{_OUTLET}"
)
_TESTIFIED = re.compile(
    r"\b(?:told|before) (?:the |an? )?(?:\w+ ){0,3}?(?:committee|subcommittee|jury|court|inquiry|panel|judge|lawmakers|Congress|Parliament)\b"
)
_WRITER = re.compile(
    r"\b(?:columnist|author|blogger|editor|essayist|commentator|reporter|correspondent|critic|editorial board)\b", re.IGNORECASE
)
#: A rendering is no document of its own: "a transcript of the interview" is the interview.
_RENDERING = re.compile(r"\b(?:transcript|recording|video|audio|footage|tape|account)s? (?:of|from) ", re.IGNORECASE)
_SOURCE_DOCUMENT = (
    ("poll", re.compile(r"\bpoll(?:s|ing)?\b|\bsurveys?\b", re.IGNORECASE)),
    ("letter", re.compile(r"\bletters?\b|\be-?mails?\b|\bmemo\b", re.IGNORECASE)),
    ("post", re.compile(r"\btweets?\b", re.IGNORECASE)),
    ("statement", re.compile(r"\bstatement\b|\bpress release\b|\bcommuniqu[eé]\b", re.IGNORECASE)),
    ("report", re.compile(r"\breports?\b|\bstory\b|\bstud(?:y|ies)\b|\bbook\b|\barticle\b|\banalysis\b|\beditorial\b|\bcolumn\b|\bop-ed\b|\bpaper\b|\breview\b|\bcensus\b|\bindex\b", re.IGNORECASE)),
)  # fmt: skip


def find_occasion(
    text: str, area: Span, anchor: Span, fits: Callable[[OccasionWords], bool] = lambda words: True
) -> OccasionWords | None:
    """The occasion that the words of ``area`` name, the nearest to ``anchor`` (the cue) first, of those that ``fits`` lets pass.

    A mention that is somebody's or something's subject ("the interview aired") counts as well: it is spoken of for the sake of
    what was said there.
    """
    told = _told(text, area, anchor) or _wrote_for(text, area, anchor)
    if told and told.type == "testimony":
        return told
    found: list[tuple[int, int, OccasionWords]] = []
    words = text[area.start : area.end]
    lower = words.lower()
    if not any(sign in lower for sign in _ALL_SIGNS):
        return told
    for rank, (name, pattern) in enumerate(_NOUNS):
        if not any(sign in lower for sign in _SIGNS[name]):
            continue
        for match in pattern.finditer(words):
            span = Span(area.start + match.start(), area.start + match.end())
            determiner = (match["determiner"] or "").strip().lower()
            known = determiner in _KNOWN or determiner.endswith(("'s", "’s"))
            mention = OccasionWords(name, _trimmed(text, span), known)
            if fits(mention):
                found.append((rank if name != "meeting" else 99, _distance(span, anchor), mention))
    best = min(found, key=lambda each: (each[0] // 99, each[1], each[0]))[2] if found else None
    return told if told and (best is None or best.type not in _TOLD_IN) else best


def occasion_of_cue(cue: str, span: Span) -> OccasionWords | None:
    """The occasion that a cue's verb is by itself: ``tweeted``, ``testified``."""
    return next((OccasionWords(name, span, False) for name, pattern in _VERBS if pattern.search(cue)), None)


def occasion_of_rendering(text: str, source: Span) -> OccasionWords | None:
    """The occasion that a source is a recording or a transcript of."""
    match = _RENDERING.search(text, source.start, source.end)
    if match is None:
        return None
    found = find_occasion(text, Span(match.end(), source.end), Span(match.end(), match.end()))
    return found and OccasionWords(found.type, source, True)


def occasion_of_writer(cue: str, source: str, span: Span) -> OccasionWords | None:
    """What somebody "writes", or a columnist wrote, stands in a piece of theirs."""
    writes = re.search(r"\bwrites\b", cue) or (re.search(r"\bwr(?:ote|iting|itten)\b", cue) and _WRITER.search(source))
    return OccasionWords("report", span, False) if writes else None


def occasion_of_document(words: str, span: Span) -> OccasionWords | None:
    """What kind of document a source is: poll, letter, post, statement, report, else document; a picture is no occasion."""
    if re.search(r"\b(?:photo(?:graph)?s?|pictures?|images?|placards?|signs?|banners?|maps?)\b", words, re.IGNORECASE):
        return None
    name = next((name for name, pattern in _SOURCE_DOCUMENT if pattern.search(words)), "document")
    return OccasionWords(name, span, False)


def is_another(words: OccasionWords, text: str) -> bool:
    """True when the words say that this is not the occasion spoken of so far: "in another tweet", "in a later interview"."""
    return not words.known and _ANOTHER.search(words.span.of(text)) is not None


def _wrote_for(text: str, area: Span, anchor: Span) -> OccasionWords | None:
    """Writing for an outlet: "writing in The New York Times", "wrote for Politico"."""
    match = _WROTE_FOR.search(text, max(area.start, anchor.start - 40), area.end)
    return OccasionWords("report", Span(match.start(), match.end()), False) if match else None


def _told(text: str, area: Span, anchor: Span) -> OccasionWords | None:
    match = _TESTIFIED.search(text, max(area.start, anchor.start - 12), area.end)
    if match and not re.search(r"\b(?:who|which|that)\b", text[anchor.end : match.start()]):
        return OccasionWords("testimony", Span(match.start(), match.end()), False)
    match = _TOLD.search(text, max(area.start, anchor.start - 60), area.end)
    return OccasionWords("interview", Span(match.start(), match.end()), False) if match else None


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


# A word that each pattern needs: looked for first, because most sentences have none.
_SIGNS = {
    "interview": ("interview", "q&a", "conversation", "talk", "chat", "sit", "sat ", "spoke", "speaking"),
    "press conference": ("conference", "presser", "availability"),
    "briefing": ("briefing", "gaggle"),
    "debate": ("debate",),
    "testimony": ("testimony", "deposition", "hearing"),
    "rally": ("rally", "campaign "),
    "speech": ("speech", "address", "remarks", "sermon", "lecture", "eulogy", "keynote", "state of the union"),
    "post": ("tweet", "post", "twitter", "facebook", "instagram", "telegram", "truth social", "weibo"),
    "letter": ("letter", "mail", "memo"),
    "poll": ("poll", "survey"),
    "statement": ("statement", "release", "communiqu"),
    "report": (
        "op-ed",
        "column",
        "essay",
        "memoir",
        "book",
        "article",
        "report",
        "study",
        "paper",
        "story",
        "blog",
        "editorial",
        "survey",
        "analysis",
    ),
    "document": (
        "ruling",
        "suit",
        "complaint",
        "filing",
        "affidavit",
        "indictment",
        "resolution",
        "declaration",
        "manifesto",
        "platform",
        "document",
    ),
    "call": ("call", "phone", "telephone"),
    "meeting": ("meeting", "summit", "town hall", "roundtable", "conference", "forum", "session", "talks"),
    "conversation": ("conversation",),
}
_ALL_SIGNS = sorted({sign for signs in _SIGNS.values() for sign in signs}, key=len)
_ALL_SIGNS = [sign for sign in _ALL_SIGNS if not any(other in sign for other in _ALL_SIGNS if other != sign)]
