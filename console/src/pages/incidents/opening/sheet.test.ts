import { expect, test } from "vitest";
import { emptySheet, faultsOf, formOf, ofNotice, ofOperation, placesWithoutTimes, timesOf, type Sheet } from "./sheet";

const NOW = Date.parse("2031-05-08T12:00:30Z");
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();

const whole: Sheet = {
  ...emptySheet(),
  title: " Low over the convoy ",
  kind: "near-miss",
  from: at(-3_600_000),
  until: at(-60_000),
  parties: ["army"],
};
const wrong = (more: Partial<Sheet>) =>
  faultsOf({ ...whole, ...more }, NOW).map(({ field, what }) => `${field} ${what}`);

test("each thing that is missing or wrong is said once, at its field", () => {
  expect(wrong({})).toEqual([]);
  expect(faultsOf(emptySheet(), NOW).map(({ what }) => what)).toEqual(["title", "kind", "from", "until", "parties"]);
  expect(wrong({ until: at(-2 * 3_600_000) })).toEqual(["until until-before"]);
  expect(wrong({ until: at(60_000) })).toEqual(["until until-ahead"]);
  expect(wrong({ from: at(-31 * DAY_MS - 120_000) })).toEqual(["until until-long"]);
  expect(wrong({ places: [{ shape: "point", text: "nowhere", radius_m: 100 }] })).toEqual(["places places"]);
  const place = { shape: "point", text: "46 7", radius_m: 100 } as const;
  expect(wrong({ places: Array.from({ length: 21 }, () => place) })).toEqual(["places places-many"]);
  expect(wrong({ parties: Array.from({ length: 20 }, (_, index) => `p${index}`) })).toEqual(["parties parties-many"]);
});

test("without words there is no account, and without a quiet period none is named", () => {
  const form = formOf(whole, "en");
  expect(form.title).toBe("Low over the convoy");
  expect([form.account, form.quiet_period, form.extents]).toEqual([undefined, undefined, []]);
  const said = formOf({ ...whole, account: "مرت طائرة فوق القافلة.", quiet_period: "q" }, "en");
  expect([said.account, said.quiet_period]).toEqual([{ text: "مرت طائرة فوق القافلة.", language: "ar" }, "q"]);
});

test("where something is comes without its times, and no more places than an incident has", () => {
  const there = {
    circle: { lat: 46.1, lng: 7.2, radius_m: 300 },
    lower_m: 100,
    upper_m: 200,
    altitude_reference: "WGS84" as const,
    start: at(0),
    end: at(1),
  };
  const places = placesWithoutTimes(Array.from({ length: 30 }, () => there));
  expect(places).toHaveLength(20);
  const [extent] = formOf({ ...whole, places }, "en").extents ?? [];
  expect(extent).toEqual({ circle: there.circle, lower_m: 100, upper_m: 200, altitude_reference: "WGS84" });
});

test("a time is taken over as far as it lies behind, to the minute", () => {
  expect(timesOf(at(-600_000), at(600_000), NOW)).toEqual({
    from: "2031-05-08T11:50:00.000Z",
    until: "2031-05-08T12:00:00.000Z",
  });
  expect(timesOf(at(60_000), at(600_000), NOW)).toEqual({});
  expect(timesOf(at(-40 * DAY_MS), at(0), NOW)).toEqual({});
  expect(timesOf(undefined, null, NOW)).toEqual({});
});

test("how long a site's notice holds says nothing of the incident; a way and a flight have their times", () => {
  const site = { card: { title: "Clinic" }, extents: [], made: at(-DAY_MS), valid_until: at(DAY_MS) };
  expect(ofNotice(site as unknown as Parameters<typeof ofNotice>[0], NOW)).toEqual({ place: "Clinic", places: [] });
  const way = { ...site, route: [{ at: at(-600_000) }, { at: at(-60_000) }] };
  expect(ofNotice(way as unknown as Parameters<typeof ofNotice>[0], NOW)).toHaveProperty("from");
  const flight = { title: "Patrol", start: at(-600_000), end: at(-60_000) };
  expect(ofOperation(flight as unknown as Parameters<typeof ofOperation>[0], NOW)).toHaveProperty("until");
});
