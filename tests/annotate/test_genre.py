from __future__ import annotations

import pytest

from onrecord.annotate.genre import find_genre, find_voice
from onrecord.annotate.structure import find_blocks
from onrecord.model import Analysis, Document, Genre, VoiceRole

NEWS = "The minister said on Monday that the talks had failed.\n\nNobody was to blame, he added.\n\nThe talks go on in May."
SPOKEN = (
    "Thank you all for coming. I am glad to see you here.\n\nWe have much to do, and you know it.\n\nMy friends, we will do it."
)


def _analysis(text: str, title: str | None = None) -> Analysis:
    return Analysis(Document.of(text, title=title, publisher="The Lamp"), blocks=find_blocks(text))


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Talks fail in Lund", NEWS, Genre.NEWS),
        ("Treaty talks fail in Lund", NEWS, Genre.NEWS),
        ("Statement row deepens", NEWS, Genre.NEWS),
        ("Readout of President Berg's Call with Chancellor Lund", NEWS, Genre.READOUT),
        ("Statement by the Foreign Ministry on Kolm", NEWS, Genre.STATEMENT),
        ("FACT SHEET: Aid to Kolm", NEWS, Genre.STATEMENT),
        ("Joint Statement by President Berg and President Lund", NEWS, Genre.COMMUNIQUE),
        ("G7 Leaders’ Statement on Kolm", NEWS, Genre.COMMUNIQUE),
        ("Remarks by President Berg on Kolm", SPOKEN, Genre.SPEECH),
        ("Remarks by President Berg draw fire", NEWS, Genre.NEWS),
        (
            "Press Briefing by Press Secretary Jo Lund",
            "MS. LUND: Hello.\n\nQ Why?\n\nMS. LUND: Because.\n\nQ Thanks.",
            Genre.TRANSCRIPT,
        ),
        (
            "An interview with Noor Hadley",
            "Who are you?\n\nA writer.\n\nSince when?\n\nSince then.\n\nWhat next?\n\nBees.",
            Genre.INTERVIEW,
        ),
        ("Interview with police delayed", NEWS, Genre.NEWS),
        ("NATO Strategic Concept 2010", NEWS, Genre.STRATEGY),
    ],
)
def test_genres_by_title_and_form(title: str, text: str, genre: Genre) -> None:
    assert find_genre(_analysis(text, title)).genre is genre


def test_a_title_in_the_text_is_evidence() -> None:
    text = "Readout of President Berg's Call with Chancellor Lund\n\n" + NEWS
    guess = find_genre(_analysis(text))
    assert guess.genre is Genre.READOUT
    (evidence,) = guess.evidence
    assert text[evidence.start : evidence.end] == evidence.text == "Readout of"


def test_the_voice_is_the_narrators_the_issuers_or_the_speakers() -> None:
    news, statement = _analysis(NEWS), _analysis("Statement by President Anna Berg on Kolm\n\n" + NEWS)
    voice = find_voice(news, find_genre(news))
    assert (voice.role, voice.name) == (VoiceRole.NARRATOR, "The Lamp")
    voice = find_voice(statement, find_genre(statement))
    assert (voice.role, voice.name) == (VoiceRole.ISSUER, "President Anna Berg")
    assert voice.evidence is not None
    assert voice.evidence.text == "President Anna Berg"
    speech = _analysis(SPOKEN, "Remarks by President Berg at the summit")
    assert find_voice(speech, find_genre(speech)).name == "President Berg"


def test_newspaper_articles_are_news(shared: object) -> None:
    from pathlib import Path

    assert isinstance(shared, Path)
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "data/polnear/dev/text").glob("*.txt"))]
    news = sum(find_genre(_analysis(text)).genre is Genre.NEWS for text in texts)
    assert news >= 0.97 * len(texts)
