"""What is said of a request that has not the form: in words for a person, with what may stand there."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import pytest

from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import malformed, read_form


class Place(msgspec.Struct, forbid_unknown_fields=True):
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    kind: Literal["site", "convoy"] = "site"
    radius_m: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    people: Annotated[int, msgspec.Meta(gt=0, lt=10_000)] = 1


class Places(msgspec.Struct, forbid_unknown_fields=True):
    places: list[Place]


@pytest.mark.parametrize(
    ("place", "says", "field"),
    [
        ('{"lat": 246.2}', "it must be at most 90", "places[0].lat"),
        ('{"lat": -91}', "it must be at least -90", "places[0].lat"),
        ('{"lat": 1, "radius_m": 0}', "it must be more than 0", "places[0].radius_m"),
        ('{"lat": 1, "people": 0}', "it must be at least 1", "places[0].people"),
        ('{"lat": 1, "people": 10000}', "it must be at most 9,999", "places[0].people"),
        ('{"lat": 1, "kind": "clinic"}', "Invalid enum value 'clinic'; allowed: convoy, site", "places[0].kind"),
        ('{"lat": "x"}', "Expected `float`, got `str`", "places[0].lat"),
        ('{"lat": 1, "lng": 2}', "there is no member 'lng' here", "places[0].lng"),
        ("{}", "lat is missing", "places[0]"),
    ],
)
def test_what_may_stand_there_is_told(place: str, says: str, field: str) -> None:
    with pytest.raises(Problem) as told:
        read_form(f'{{"places": [{place}]}}'.encode(), Places)
    assert (told.value.code, told.value.field) == ("malformed", field)
    assert str(told.value.message).startswith(says)


def test_a_query_is_told_what_is_allowed_too() -> None:
    with pytest.raises(msgspec.ValidationError) as wrong:
        msgspec.convert({"lat": "5", "kind": "x"}, Place, strict=False)
    assert malformed(wrong.value, Place).message == "Invalid enum value 'x'; allowed: convoy, site"
