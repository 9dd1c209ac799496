"""A small file of map tiles, as operators have them, written here: PMTiles version 3, one tile of the whole world."""

from __future__ import annotations

import json
import struct

_EXTENT = 4096


def tile_file(version: int = 3, kind: int = 1) -> bytes:
    """With water around zero and a road through it. `kind`: 1 vector tiles, 2 pictures."""
    tile = _tile()
    directory = b"".join(_varint(number) for number in (1, 0, 1, len(tile), 1))
    layers = [{"id": "water", "fields": {}}, {"id": "roads", "fields": {}}]
    metadata = json.dumps({"vector_layers": layers}).encode()
    root = 127
    told = root + len(directory)
    data = told + len(metadata)
    places = (root, len(directory), told, len(metadata), data, 0, data, len(tile), 1, 1, 1)
    header = b"PMTiles" + bytes([version]) + struct.pack("<11Q", *places) + bytes([1, 1, 1, kind, 0, 0])
    header += struct.pack("<4i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header += bytes([0]) + struct.pack("<2i", 0, 0)
    assert len(header) == root
    return header + directory + metadata + tile


def _tile() -> bytes:
    """A Mapbox vector tile: layers `water` (a square) and `roads` (a line)."""
    low, high = _EXTENT // 4, 3 * _EXTENT // 4
    square = [_move(1, 1), _zigzag(low), _zigzag(low), _move(2, 3), _zigzag(high - low), 0, 0, _zigzag(high - low)]
    square += [_zigzag(low - high), 0, _move(7, 1)]
    line = [_move(1, 1), _zigzag(low), _zigzag(low), _move(2, 1), _zigzag(high - low), _zigzag(high - low)]
    return _layer("water", 3, square) + _layer("roads", 2, line)


def _layer(name: str, geometry: int, commands: list[int]) -> bytes:
    shape = b"".join(map(_varint, commands))
    feature = _number(3, geometry) + _bytes(4, shape)
    return _bytes(3, _bytes(1, name.encode()) + _bytes(2, feature) + _number(5, _EXTENT) + _number(15, 2))


def _move(command: int, count: int) -> int:
    return command | count << 3


def _zigzag(value: int) -> int:
    return (value << 1) ^ (value >> 31)


def _number(tag: int, value: int) -> bytes:
    return _varint(tag << 3) + _varint(value)


def _bytes(tag: int, value: bytes) -> bytes:
    return _varint(tag << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    pieces = []
    while value > 0x7F:
        pieces.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*pieces, value])
