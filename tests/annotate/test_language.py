from __future__ import annotations

import pytest

from onrecord.annotate.language import LanguageStage, detect, readable
from onrecord.model import Analysis, Document

ENGLISH = "The minister said on Monday that the talks had failed and that nobody was to blame for it."
GERMAN = "Die Ministerin sagte am Montag, die Gespräche seien gescheitert und niemand trage daran die Schuld."
RUSSIAN = "Министр заявил в понедельник, что переговоры провалились и что в этом никто не виноват."


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (GERMAN, "de"), (RUSSIAN, "ru"), ("No.", None), ("", None), ("1 2 3 " * 50, None)]
)
def test_the_main_language_is_told_and_doubt_is_null(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_the_majority_decides_a_mixed_text() -> None:
    assert detect("\n".join([ENGLISH] * 40 + [GERMAN] * 10)) == "en"


def test_what_is_not_english_is_kept_and_said() -> None:
    batch = [Analysis(Document.of(text)) for text in (ENGLISH, GERMAN)]
    english, german = LanguageStage()(batch)
    assert readable(english)
    assert not english.skipped
    assert not readable(german)
    assert german.document.text == GERMAN
    assert [(s.stage, s.reason) for s in german.skipped] == [("language", "not-english")]


def test_metadata_count_only_where_the_text_is_too_short() -> None:
    (analysis,) = LanguageStage()([Analysis(Document.of("Nein.", language="de"))])
    assert analysis.document.language == "de"
    assert not readable(analysis)
    (analysis,) = LanguageStage()([Analysis(Document.of(ENGLISH, language="de"))])
    assert analysis.document.language == "en"
