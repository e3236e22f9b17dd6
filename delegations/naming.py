"""Names of units: how a list writes them, how a page shows them, how a person looks for them. Pure.

Official lists write "Hgz 2 Aguascalientes", "HGZMF 8 SAN ANGEL" or "Hospital General de Zona No. 3" for the same kind
of thing; a page shows "HGZ 2 Aguascalientes", "HGZ/MF 8 San Ángel", "HGZ 3 Jesús María". Whoever types "hospital
general de zona 2", "zona 2 aguascalientes" or "hgz2" finds the first of them, with or without accents.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable

# What each kind is called in full, and the other ways it is written; for the search.
KIND_WORDS: dict[str, str] = {
    "UMAE": "umae unidad medica de alta especialidad hospital",
    "HGR": "hgr hospital general regional",
    "HGR/MF": "hgr hgrmf mf hospital general regional con medicina familiar",
    "HGZ": "hgz hospital general de zona",
    "HGZ/MF": "hgz hgzmf mf hospital general de zona con medicina familiar",
    "HGS": "hgs hgsz hospital general de subzona",
    "HGS/MF": "hgs hgsmf hgszmf mf hospital general de subzona con medicina familiar",
    "HGP": "hgp hospital de gineco pediatria",
    "HGO": "hgo hospital de gineco obstetricia",
    "HO": "ho hort hospital de ortopedia",
    "HI": "hi hinfec hospital de infectologia",
    "HPsiq": "hpsiq psiq hospital psiquiatrico",
    "UMAA": "umaa unidad medica de atencion ambulatoria",
}
# How a display name starts, where it is not the kind itself.
KIND_LABELS = {
    "HI": "Hospital de Infectología",
    "HO": "Hospital de Ortopedia",
    "HPsiq": "Hospital Psiquiátrico",
}
_OFFICIAL_STARTS = (
    r"hospital general de zona",
    r"hospital general regional",
    r"hospital general de subzona",
    r"h psiquiatrico mf",
    r"h psiq",
    r"h ort",
    r"hinfec",
    r"hgzmf|hgsmf|hgrmf|hgz|hgs|hgr|hgp|hgo|umaa",
)
_OFFICIAL = re.compile(rf"^(?:{'|'.join(_OFFICIAL_STARTS)})\s*(?:no\b)?\s*(?P<number>\d+[a-z]?\b)?\s*(?P<rest>.*)$")

# What lists cut short or write without accents, folded, and what is meant.
RESTORED: dict[str, str] = {
    "autlan navarro": "Autlán de Navarro",
    "benito juarez": "Benito Juárez",
    "c cuauhtemoc": "Ciudad Cuauhtémoc",
    "c obregon": "Ciudad Obregón",
    "c unidad quemados": "Hermosillo, con Unidad de Quemados",
    "cd carmen": "Ciudad del Carmen",
    "cd victoria": "Ciudad Victoria",
    "cm la raza": "CMN La Raza",
    "condesa": "Condesa",
    "dr b reynes b": "Dr. B. Reynés B.",
    "dr carlos macgregor sanchez navarro": "Dr. Carlos MacGregor Sánchez Navarro",
    "felix u gomez": "Félix U. Gómez",
    "fidel velazquez": "Fidel Velázquez",
    "guadalaja": "Guadalajara",
    "gustavo baz": "Gustavo Baz",
    "hidalgo parral": "Hidalgo del Parral",
    "i zaragoza": "Ignacio Zaragoza",
    "ignacio garcia tellez": "Ignacio García Téllez",
    "jalapa": "Xalapa",
    "jose cardel": "José Cardel",
    "lerdo tejada": "Lerdo de Tejada",
    "los reyes paz": "Los Reyes La Paz",
    "magdalena salinas": "Magdalena de las Salinas",
    "mante": "Ciudad Mante",
    "martinez torre": "Martínez de la Torre",
    "n casas grandes": "Nuevo Casas Grandes",
    "oaxaca": "Oaxaca",
    "paso troncoso": "Francisco del Paso y Troncoso",
    "pto vallarta": "Puerto Vallarta",
    "queretaro": "Querétaro",
    "s ixcuintla": "Santiago Ixcuintla",
    "s juan aragon": "San Juan de Aragón",
    "s juan del rio": "San Juan del Río",
    "s nicolas garza": "San Nicolás de los Garza",
    "san angel": "San Ángel",
    "san luis r colorado": "San Luis Río Colorado",
    "v guerrero": "Vicente Guerrero",
    "verac": "Veracruz",
}
_SMALL_WORDS = {"de", "del", "la", "las", "los", "el", "y", "con"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"'})
# Words a query may hold and that tell nothing.
_IDLE = {"de", "del", "la", "las", "los", "el", "no", "num", "numero", "y", "con", "n", "imss"}


def fold(text: str) -> str:
    """Lower case, no accents (ñ included), every run of other signs one space: `C. Obregón` → `c obregon`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def display_name(official: str, kind: str, *, city: str = "", municipality: str = "") -> str:
    """The name a page shows for what a list calls `official`. A UMAE keeps its own; a bare number gets its city."""
    official = " ".join(official.translate(_QUOTES).split())
    if kind == "UMAE":
        return official
    match = _OFFICIAL.match(fold(official))
    if match is None:
        return official
    rest = _restore(match["rest"], official, (city, municipality)) or municipality or city
    label = KIND_LABELS.get(kind, kind)
    if match["number"]:
        number = match["number"].upper()
        label = f"{label}/MF {number}" if kind in KIND_LABELS else f"{label} {number}"
    return f"{label} {rest}".strip()


def _restore(folded: str, official: str, places: Iterable[str]) -> str:
    """What follows the number, with the accents, small words and cut ends put back."""
    if folded.startswith("cd ") and folded not in RESTORED:
        folded = folded.removeprefix("cd ")
        prefix = "Ciudad "
    else:
        prefix = ""
    if folded in RESTORED:
        return prefix + RESTORED[folded]
    accented = {fold(word): word for place in places for word in place.split()}
    accented |= {fold(word): word for word in re.findall(r"\w+", official) if not word.isascii() and word.istitle()}
    words = []
    for index, word in enumerate(folded.split()):
        if index and word in _SMALL_WORDS:
            words.append(word)
        else:
            words.append(accented.get(word) or word.capitalize())
    return prefix + " ".join(words)


def search_text(*parts: str | None, kind: str = "") -> str:
    """What a search looks through: every part folded, the kind in full, between spaces so that words have edges."""
    words = [word for part in (*parts, KIND_WORDS.get(kind, "")) if part for word in fold(part).split()]
    pairs = itertools.pairwise(words)
    joined = [f"{a}{b}" for a, b in pairs if a.isalpha() and re.fullmatch(r"\d+[a-z]?", b)]
    return f" {' '.join(dict.fromkeys([*words, *joined]))} " if words else ""


# From here on two words are taken for the same one, badly written.
ALIKE = 0.45


def is_guessed(term: str) -> bool:
    """Whether a term may be badly written: long enough to be told from others, and no number."""
    word = term.strip()
    return word.isalpha() and len(word) >= 4


def search_terms(query: str) -> list[str]:
    """The pieces of `query`, all of which `search_text` must contain.

    A word matches the start of a word (" agua"), a short number only itself (" 2 ", so that 2 does not find 12 or 20),
    a long run of digits anywhere (the serial of a CLUES, a clave without its dots).
    """
    terms = []
    for word in fold(query).split():
        if word in _IDLE:
            continue
        if word.isdigit():
            terms.append(f" {word} " if len(word) < 4 else word)
        else:
            terms.append(f" {word}")
    return terms
