import { describe, expect, test } from "vitest";
import { decimal, dms, mgrs, readPosition, readPositions, type Why } from "./coordinates";

const MARTIGNY = { lat: 46.103, lng: 7.073 };

function at(text: string): string {
  const read = readPosition(text);
  return read.ok ? decimal(read.position, 4) : `${read.why}: ${read.part}`;
}
function why(text: string): Why | "read" {
  const read = readPosition(text);
  return read.ok ? "read" : read.why;
}

describe("a position is read", () => {
  test.each([
    "46.103, 7.073",
    "46.103 7.073",
    "46.103,7.073",
    "+46.103 +7.073",
    "46,103 7,073",
    "46,103; 7,073",
    "46,103, 7,073",
    "lat: 46.103 lon: 7.073",
    "N46.103 E7.073",
    "46.103N 7.073E",
    "7.073 E, 46.103 N",
    "46.103° N, 7.073° E",
    "46.103°, 7.073°",
    "46.103° 7.073°",
    "46°06.18'N 7°04.38'E",
    "46°06′10.8″N 007°04′22.8″E",
    "46° 6' 10.8\" N 7° 4' 22.8\" E",
    "46° 6’ 10,8” N; 7° 4’ 22,8” E",
    "46 06 10.8 N 7 04 22.8 E",
    "46 06 10.8 7 04 22.8",
    "460610.8N 0070422.8E",
    "N460610.8 E0070422.8",
    "46,103 с.ш. 7,073 в.д.",
    "46°06′10,8″ с. ш. 7°04′22,8″ в. д.",
    "46.103 северной широты, 7.073 восточной долготы",
    "٤٦٫١٠٣، ٧٫٠٧٣",
    "٤٦٫١٠٣ شمالاً ٧٫٠٧٣ شرقًا",
    "٤٦°٠٦′١٠٫٨″ ش، ٧°٠٤′٢٢٫٨″ ق",
    "خط العرض ٤٦٫١٠٣ خط الطول ٧٫٠٧٣",
    "۴۶٫۱۰۳ ۷٫۰۷۳",
    "\u200e46.103, 7.073\u200f",
  ])("%s", (text) => expect(at(text)).toBe("46.1030, 7.0730"));

  test("on all sides of the world", () => {
    expect(at("33.5S 70.25W")).toBe("-33.5000, -70.2500");
    expect(at("−33.5, −70.25")).toBe("-33.5000, -70.2500");
    expect(at("33,5 ю.ш. 70,25 з.д.")).toBe("-33.5000, -70.2500");
    expect(at("٣٣٫٥ جنوبًا ٧٠٫٢٥ غربًا")).toBe("-33.5000, -70.2500");
    expect(at("0 0")).toBe("0.0000, 0.0000");
    expect(at("-0.5, 0.5")).toBe("-0.5000, 0.5000");
    expect(at("0°30'S 0°30'W")).toBe("-0.5000, -0.5000");
    expect(at("90, 180")).toBe("90.0000, 180.0000");
  });

  test("as MGRS, however it is spaced", () => {
    for (const text of ["32T LS 51050 07300", "32TLS5105007300", "mgrs: 32t ls 51050 07300", "٣٢T LS ٥١٠٥٠ ٠٧٣٠٠"]) {
      const read = readPosition(text);
      expect(read.ok && read.form).toBe("mgrs");
      expect(read.ok && mgrs(read.position)).toBe("32T LS 51050 07300");
    }
  });
});

describe("what is no position says why", () => {
  const cases: [string, Why][] = [
    ["", "empty"],
    ["  \u200f ", "empty"],
    ["Sion", "unreadable"],
    ["46.1", "two-needed"],
    ["46.1N", "two-needed"],
    ["46,7", "comma-unclear"],
    ["46 06 10 7 04", "unreadable"],
    ["46.1 N 7.07", "one-hemisphere"],
    ["46.1 N 7.07 N", "same-axis"],
    ["-46.1 N 7.07 E", "sign-and-hemisphere"],
    ["91 N 7 E", "latitude-range"],
    ["46, 181", "longitude-range"],
    ["120.5, 46.1", "swapped"],
    ["46 60 0 N 7 0 0 E", "minutes-range"],
    ["46 0 61 N 7 0 0 E", "seconds-range"],
    ["46.5 30 N 7 0 E", "fraction-place"],
    ["32T LS 5105 073", "mgrs-odd"],
    ["61T LS 51050 07300", "mgrs-invalid"],
    ["32I LS 51050 07300", "mgrs-invalid"],
    ["32T LZ 51050 07300", "mgrs-square"],
    ["32T AS 51050 07300", "mgrs-square"],
    ["ZAH 00000 00000", "mgrs-polar"],
  ];
  test.each(cases)("%s: %s", (text, reason) => expect(why(text)).toBe(reason));
});

describe("a position is written", () => {
  test("in three forms", () => {
    expect(decimal(MARTIGNY)).toBe("46.10300, 7.07300");
    expect(dms(MARTIGNY)).toBe("46°06′10.8″N 007°04′22.8″E");
    expect(mgrs(MARTIGNY)).toMatch(/^32T LS \d{5} \d{5}$/);
  });
  test("without sixty seconds, and without a minus before nothing", () => {
    expect(dms({ lat: 45.9999999, lng: -7.9999999 })).toBe("46°00′00.0″N 008°00′00.0″W");
    expect(decimal({ lat: -0.0000001, lng: 0 })).toBe("0.00000, 0.00000");
    expect(dms({ lat: -0.0000001, lng: 0 })).toBe("00°00′00.0″N 000°00′00.0″E");
  });
  test("not in MGRS near the poles", () => expect(mgrs({ lat: 85, lng: 10 })).toBeUndefined());
  test("and what was written is read again", () => {
    for (let lat = -79; lat < 84; lat += 7.31) {
      for (let lng = -180; lng <= 180; lng += 13.7) {
        for (const write of [decimal, dms, mgrs]) {
          const read = readPosition(write({ lat, lng })!);
          expect(read, `${write({ lat, lng })}`).toMatchObject({ ok: true });
          if (!read.ok) continue;
          expect(Math.abs(read.position.lat - lat)).toBeLessThan(0.00003);
          const apart = Math.abs(((read.position.lng - lng + 540) % 360) - 180);
          expect(apart * Math.cos((lat * Math.PI) / 180)).toBeLessThan(0.00003);
        }
      }
    }
  });
});

test("a list of positions keeps its lines' numbers", () => {
  const read = readPositions("46.1, 7.1\n\nnowhere\n46.2, 7.2\n");
  expect(read.map(({ line, read: { ok } }) => [line, ok])).toEqual([
    [1, true],
    [3, false],
    [4, true],
  ]);
});
