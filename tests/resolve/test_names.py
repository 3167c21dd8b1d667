from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.names import key, same_person, without_titles


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Foreign Minister Anna Berg's", "Anna Berg"),
        ("NATO Secretary General Jens Stoltenberg", "Jens Stoltenberg"),
        ("Russian Federation Alexander Grushko", "Alexander Grushko"),
        ("Foreign Affairs Maria Zakharova", "Maria Zakharova"),
        ("Mr. Lund", "Lund"),
        ("Because Lund", "Lund"),
        ("Rachel Maddow Show", "Rachel Maddow"),
        ("Minister", ""),
    ],
)
def test_titles_and_beginnings_of_sentences_are_no_names(words: str, name: str) -> None:
    assert " ".join(without_titles(words)) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmitry Egorchenkov", "Dmitri Yegorchenkov"),
        ("Alexei Podberezkin", "Alexey Podberezkin"),
        ("Aleksei Navalny", "Alexei Navalnyy"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Mikhail Khodorkovsky", "Mihail Hodorkovskiy"),
        ("Anna Berg", "A. Berg"),
        ("Anna Berg", "Berg"),
        ("Martin King Jr.", "Martin King"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert same_person(tuple(one.split()), tuple(other.split()))


@pytest.mark.parametrize(
    ("one", "other"), [("Bill Clinton", "Hillary Clinton"), ("Anna Berg", "Anna Lund"), ("George Bush", "Jeb Bush")]
)
def test_two_people_of_one_name_stay_two(one: str, other: str) -> None:
    assert not same_person(tuple(one.split()), tuple(other.split()))


@given(st.text())
def test_any_word_has_a_key(word: str) -> None:
    assert key(word) == key(word.upper()) or not word.isascii()
