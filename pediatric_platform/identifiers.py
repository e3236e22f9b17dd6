"""CURP, NSS and agregado médico: how they are written, their check digits, and what they say that can be compared.

Pure. A fault is a code from `Fault`; nothing here ever quotes what it was given. Structure and check digits of CURP and
NSS are django-localflavor's; the century in the CURP and the coherence with birth date and sex are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from localflavor.mx.forms import MXCURPField, MXSocialSecurityNumberField  # type: ignore[import-untyped]

_SEPARATORS = re.compile(r"[\s\-./·_]+")
_CURP_SHAPE = re.compile(r"^[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d$")
_AGREGADO_SHAPE = re.compile(r"^\d(?P<sex>[MF])(?P<year>\d{4})(?P<regime>OR|PE|SA|ES|ND)$")
# From this year on the homonym sign is a letter; before, a digit.
_LETTERS_SINCE = 2000


class Fault(StrEnum):
    """What is wrong with an identifier."""

    CURP_SHAPE = "curp_shape"
    CURP_CHECK = "curp_check"
    CURP_DATE = "curp_date"
    CURP_BIRTH = "curp_birth"
    CURP_SEX = "curp_sex"
    NSS_SHAPE = "nss_shape"
    NSS_CHECK = "nss_check"
    AGREGADO_SHAPE = "agregado_shape"
    AGREGADO_BIRTH = "agregado_birth"
    AGREGADO_SEX = "agregado_sex"


def normalised(text: str) -> str:
    """Upper case, without spaces, hyphens, dots or slashes: as it is kept and compared."""
    return _SEPARATORS.sub("", text).upper()


@dataclass(frozen=True, slots=True)
class Curp:
    """What a CURP says of its holder: `sex` as it writes it, H or M."""

    birth_date: date
    sex: str
    state: str


def curp_fault(curp: str) -> Fault | None:
    """What is wrong with a normalised CURP by itself: its shape, its check digit, its date."""
    if not _CURP_SHAPE.match(curp):
        return Fault.CURP_SHAPE
    if _curp_date(curp) is None:
        return Fault.CURP_DATE
    try:
        MXCURPField().clean(curp)
    except ValidationError as error:
        codes = {fault.code for fault in error.error_list}
        return Fault.CURP_CHECK if "invalid_checksum" in codes else Fault.CURP_SHAPE
    return None


def read_curp(curp: str) -> Curp:
    """What a sound CURP says; ValueError for any other."""
    birth = _curp_date(curp) if curp_fault(curp) is None else None
    if birth is None:
        raise ValueError("not a sound CURP")
    return Curp(birth, curp[10], curp[11:13])


def _curp_date(curp: str) -> date | None:
    century = 1900 if curp[16].isdigit() else _LETTERS_SINCE
    try:
        return date(century + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))
    except ValueError:
        return None


def curp_contradictions(curp: str, *, birth_date: date, sex: str) -> list[Fault]:
    """Where a sound CURP says something else than what is known of the child."""
    told = read_curp(curp)
    faults = []
    if told.birth_date != birth_date:
        faults.append(Fault.CURP_BIRTH)
    if told.sex != sex:
        faults.append(Fault.CURP_SEX)
    return faults


def nss_fault(nss: str) -> Fault | None:
    """What is wrong with a normalised NSS: eleven digits, the last a Luhn check digit."""
    if not re.fullmatch(r"\d{11}", nss):
        return Fault.NSS_SHAPE
    try:
        MXSocialSecurityNumberField().clean(nss)
    except ValidationError:
        return Fault.NSS_CHECK
    return None


def agregado_doubts(agregado: str, *, birth_date: date, sex: str) -> list[Fault]:
    """What is odd about an agregado médico. Its format is known by hearsay: it warns, and never refuses."""
    match = _AGREGADO_SHAPE.match(agregado)
    if match is None:
        return [Fault.AGREGADO_SHAPE]
    doubts = []
    if int(match["year"]) != birth_date.year:
        doubts.append(Fault.AGREGADO_BIRTH)
    # It writes F for a girl and M for a boy, where the CURP writes M and H.
    if {"F": "M", "M": "H"}[match["sex"]] != sex:
        doubts.append(Fault.AGREGADO_SEX)
    return doubts


def masked(identifier: str) -> str:
    """The last two signs, as many dots before them: enough to tell two papers apart, not to copy one."""
    return "•" * max(len(identifier) - 2, 0) + identifier[-2:] if identifier else ""


def is_whole(text: str) -> bool:
    """Whether a normalised text was meant as a whole CURP or NSS, sound or not: no address may carry it."""
    return (len(text) == 11 and text.isdigit()) or (len(text) == 18 and text.isalnum() and text[4:10].isdigit())


def may_be_part(text: str) -> bool:
    """Whether a normalised text reads like the beginning of a CURP or an NSS, still being typed."""
    return re.match(r"[A-Z]{4}\d", text) is not None or re.fullmatch(r"\d{5,11}", text) is not None
