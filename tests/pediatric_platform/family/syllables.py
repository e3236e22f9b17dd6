"""Spanish syllables, and how readable a text is (INFLESZ): the tests' own, so that no text measures itself.

Barrio-Cantalejo's formula: 206.835 − 62.3 × syllables / words − words / sentences; 65 and more reads easily.
"""

from __future__ import annotations

import itertools
import re

STRONG, WEAK, ACCENTED_WEAK = "aeoáéó", "iuü", "íú"
VOWELS = STRONG + WEAK + ACCENTED_WEAK
DIGITS = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")


def syllables(word: str) -> int:
    """How many syllables a word is said in: a strong vowel or an accented weak one is a nucleus of its own; a weak one
    beside another vowel joins it."""
    letters = re.sub(r"[^a-záéíóúüñ]", "", word.lower())
    # A u that only hardens a g or a q is not said.
    letters = re.sub(r"q[u](?=[eiéí])", "q", letters)
    letters = re.sub(r"g[u](?=[eiéí])", "g", letters)
    # A y at the end, or alone, is a vowel.
    letters = re.sub(r"y(?![aeiouáéíóúü])", "i", letters)
    # An h between vowels is silent: prohibir is said pro-i-bir, and two weak or a weak and a strong still join.
    letters = re.sub(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])", "", letters)
    count = 0
    for run in re.findall(f"[{VOWELS}]+", letters):
        nuclei = 1
        for before, after in itertools.pairwise(run):
            apart_by_strength = before in STRONG and after in STRONG
            apart_by_accent = before in ACCENTED_WEAK or after in ACCENTED_WEAK
            same = before == after
            if apart_by_strength or (apart_by_accent and (before in STRONG or after in STRONG)) or same:
                nuclei += 1
        count += nuclei
    return max(count, 1)


def words_of(text: str) -> list[str]:
    """Words as they are said; a number counts as one short word, as readers take it in at a glance."""
    return re.findall(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+|\d[\d.,:]*", text)


def sentences_of(text: str) -> int:
    """Sentences: what ends with a stop, a question or a line of its own; not the point inside a number."""
    whole = re.sub(r"(?<=\d)[.,:](?=\d)", "", text)
    return max(len([part for part in re.split(r"[.?:;\n]+", whole) if re.search(r"\w", part)]), 1)


def inflesz(text: str) -> float:
    words = words_of(text)
    said = sum(syllables(word) if word[0].isalpha() else 1 for word in words)
    return 206.835 - 62.3 * said / len(words) - len(words) / sentences_of(text)
