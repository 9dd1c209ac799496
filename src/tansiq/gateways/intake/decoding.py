"""Bytes of text in an encoding that is not said, or said wrongly."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from tansiq.gateways.intake.article import IntakeRefused

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ONE_BYTE = ("windows-1256", "windows-1251", "koi8-r", "iso-8859-6", "windows-1252")
# The commonest letters of each language: a wrong guess gives rare ones, or capitals within words.
_COMMON = frozenset("الينمورتبةعدفسكهоеаинтсрвлкмдпуяetaoinshrdlu")
_PROBE = 40_000


def decoded(data: bytes, said: str = "") -> str:
    """The text. UTF-8 and UTF-16 are recognised; what is said is believed only if it reads as well as any other."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain(data.decode(name, "replace"))
    half = len(data) // 2
    if half and not len(data) % 2:
        for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
            if sum(byte in (0, 4, 6) for byte in zeros[:_PROBE]) > 0.7 * min(half, _PROBE):
                return _plain(data.decode(name, "replace"))
    if b"\0" in data[:_PROBE]:
        raise IntakeRefused("document-unknown", "it is neither text nor a kind of document that is read")
    try:
        return _plain(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut within its last letter
            return _plain(data.decode("utf-8", "replace"))
    names = [*([said] if _known(said) else []), *_ONE_BYTE]
    best = max(names, key=lambda name: _likeness(data[:_PROBE].decode(name, "replace")))
    return _plain(data.decode(best, "replace"))


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name).name in {codecs.lookup(one).name for one in _ONE_BYTE}
    except (LookupError, ValueError):
        return False


def _likeness(text: str) -> float:
    counts = Counter(text)
    common = sum(count for char, count in counts.items() if char in _COMMON)
    foreign = sum(count for char, count in counts.items() if ord(char) > 127 and not char.isalpha())
    capitals = len(re.findall(r"(?<=[а-яё])[А-ЯЁ]", text))
    return common - 2 * foreign - 3 * capitals


def _plain(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
