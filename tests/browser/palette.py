"""Small pictures: a PNG of at most 256 colours, with nothing but the browser that made it and the standard library."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

from playwright.sync_api import Page

_QUANTISE = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const seen = context.getImageData(0, 0, width, height).data;
  const counts = new Map();
  const key = (i) => ((seen[i] & 0xfc) << 16) | ((seen[i + 1] & 0xfc) << 8) | (seen[i + 2] & 0xfc);
  for (let i = 0; i < seen.length; i += 4) {
    const one = counts.get(key(i));
    if (one) one.count += 1;
    else counts.set(key(i), { count: 1, red: seen[i], green: seen[i + 1], blue: seen[i + 2] });
  }
  const palette = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, 256);
  const nearest = new Map();
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < seen.length; i += 4) {
    let index = nearest.get(key(i));
    if (index === undefined) {
      let best = Infinity;
      palette.forEach(({ red, green, blue }, at) => {
        const far = (red - seen[i]) ** 2 + (green - seen[i + 1]) ** 2 + (blue - seen[i + 2]) ** 2;
        if (far < best) [best, index] = [far, at];
      });
      nearest.set(key(i), index);
    }
    indices[i / 4] = index;
  }
  let letters = "";
  for (let i = 0; i < indices.length; i += 8192) letters += String.fromCharCode(...indices.subarray(i, i + 8192));
  return { width, height, palette: palette.flatMap(({ red, green, blue }) => [red, green, blue]), data: btoa(letters) };
}"""
"""The 256 commonest colours stay, and every other one becomes the nearest of them."""


def small(blank: Page, picture: bytes) -> bytes:
    """The same picture with a palette. `blank` is an empty page that may compute."""
    made: dict[str, Any] = blank.evaluate(_QUANTISE, base64.b64encode(picture).decode())
    width, height = made["width"], made["height"]
    indices = base64.b64decode(made["data"])
    rows = b"".join(b"\0" + indices[y * width : (y + 1) * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(made["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
