"""Names of people as texts write them: without titles, and the same in every transliteration."""

from __future__ import annotations

import re

#: Words that stand before a name and are no part of it; the name begins after the last of them.
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady sen senator rep representative gov governor gen general col colonel lt maj "
    "major capt captain sgt adm admiral president vice minister prime foreign defense defence deputy secretary chancellor premier "
    "chairman chairwoman chair director spokesman spokeswoman spokesperson ambassador commissioner king queen prince princess pope "
    "cardinal archbishop bishop reverend rev rabbi imam sheikh ayatollah judge justice attorney sheriff mayor chief commander "
    "councilman councilwoman congressman congresswoman candidate leader strategist manager adviser advisor analyst economist "
    "affairs ministry department office agency former ex host anchor columnist editor reporter actor actress novelist writer "
    "republican democrat democratic gop first lady professors presidents senators ministers".split()
)
#: Bodies whose name may run straight into a person's: "… of the Russian Federation Alexander Grushko".
BODIES = frozenset(
    "federation republic kingdom union states ministry department committee council party alliance parliament house".split()
)
# Words that begin sentences and then stand before a name as if they were part of it.
_NOT_NAMES = frozenset(
    "the a an in on at as but and or for if when while this that these those according he she it they we i you after before to from with "
    "by of about like unlike because since so yet still now then there here even also although though however meanwhile earlier later "
    "see absent among both once only just what why how who whose where which one two many some most few no not nor only last next dear "
    "former then-president his her its their our my your did does do is are was were has have had can could would should might "
    "asked told says said added watch enter poor thank let say ask given despite during against until unless under over".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Words after a name that make it the name of something else.
_NOT_PEOPLE = frozenset(
    "show report administration campaign center centre university institute foundation street county city act law".split()
)
_WORD = r"(?:[A-ZÀ-Þ][\w’'\-]*[a-zß-ÿ][\w’'\-]*|(?:[A-Z]\.)+|[A-Z]{2,})"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|bin|ibn|al|el|la|le)"
NAME = re.compile(rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])*{_WORD})*")

# Spellings that differ between systems of transliteration, made alike; longest first.
_FOLDS = (
    ("shch", "s"), ("sch", "s"), ("kh", "h"), ("zh", "z"), ("ts", "c"), ("tz", "c"), ("ks", "x"), ("yu", "u"), ("ju", "u"), ("iu", "u"),
    ("ya", "a"), ("ja", "a"), ("ia", "a"), ("ye", "e"), ("je", "e"), ("ie", "e"), ("yo", "o"), ("ey", "i"), ("ei", "i"), ("ej", "i"),
    ("iy", "i"), ("ij", "i"), ("ii", "i"), ("yy", "i"), ("y", "i"), ("j", "i"), ("ph", "f"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ov", "of"),
)  # fmt: skip


#: Given names common in world news, by sex. A name that is not here says nothing.
FEMALE = frozenset(
    "mary maria patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna "
    "michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy shirley angela anna ruth brenda pamela nicole "
    "katherine samantha christine emma catherine virginia rachel carolyn janet heather diane julie joyce victoria kelly christina joan evelyn olivia "
    "lauren judith megan cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean alice julia grace judy theresa "
    "beverly denise marilyn amber danielle rose brittany diana abigail natalie jane lori alexis tiffany kayla hillary ivanka melania loretta elena "
    "nikki condoleezza madeleine ursula giorgia annalena theresa nancy kamala jill jen sanna kaja magdalena olga natalia svetlana ekaterina irina "
    "fatima aisha benazir sheikh indira sonia aung dilma cristina michelle marine christine federica kellyanne huma cheryl donna debbie maggie".split()
)
MALE = (
    frozenset(
        "james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua "
        "kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin "
        "samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah "
        "jeremy christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan "
        "albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene barack mitt ted marco bernie jeb rand chris mike "
        "vladimir dmitry dmitri sergei sergey alexei alexey jens emmanuel olaf boris tony gordon theresa narendra imran recep bashar hassan mohammad "
        "mohammed muhammad ali ahmed xi volodymyr petro viktor benjamin binyamin mahmoud kim shinzo fumio justin jean francois nicolas silvio matteo bill "
        "jim tom tim jared rudy newt ben jake tony sam dan ron rob jeff greg steve corey paul reince rex lindsey mitch harry chuck jared luther".split()
    )
    - FEMALE
)


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
