import { expect, test } from "vitest";
import { changesOf, isMixed, sheetOfNotice, unmoved, type Notice } from "./changing";
import { formOf } from "./sheet";

const NOW = Date.parse("2026-03-01T00:00:00Z");
const SITE = {
  id: "N",
  kind: "site",
  card: { title: "Clinic", phone: "1" },
  extents: [{ circle: { lat: 36.123456789012, lng: 5.4, radius_m: 100 }, altitude_reference: "WGS84" }],
  recipients: [{ party: "army", precision: "exact" }],
  valid_until: "2026-05-01T00:00:00Z",
  version: 3,
} as unknown as Notice;
const WAY = {
  ...SITE,
  kind: "movement",
  extents: [{ polygon: [], lower_m: 10, upper_m: 20, altitude_reference: "WGS84" }],
  route: [
    { lat: 36.1, lng: 5.4, at: "2026-03-02T08:00:30Z", name: "Depot" },
    { lat: 36.2, lng: 5.5, at: "2026-03-02T09:00:00Z" },
  ],
  corridor: { half_width_m: 350, slack_minutes: 25 },
} as unknown as Notice;

test("what is not touched is the same to the last digit", () => {
  for (const notice of [SITE, WAY]) {
    const form = unmoved(formOf(sheetOfNotice(notice), NOW), notice);
    expect(changesOf(notice, form).isNothing).toBe(true);
    if (form.route) expect(form.route).toMatchObject({ waypoints: WAY.route, half_width_m: 350, slack_minutes: 25 });
    else expect(form.extents?.[0]?.circle).toEqual(SITE.extents?.[0]?.circle);
  }
});

test("a band along a way stays", () => {
  expect(formOf(sheetOfNotice(WAY), NOW).route).toMatchObject({ lower_m: 10, upper_m: 20 });
});

test("another place or text is news; another end and other recipients are not", () => {
  const sheet = sheetOfNotice(SITE);
  const moved = changesOf(SITE, formOf({ ...sheet, places: [{ ...sheet.places[0]!, text: "36.2, 5.4" }] }, NOW));
  expect(moved).toMatchObject({ isElsewhere: true, isNews: true, texts: [] });
  const named = changesOf(SITE, formOf({ ...sheet, phone: "2" }, NOW));
  expect(named).toMatchObject({
    isElsewhere: false,
    isNews: true,
    texts: [{ name: "phone", before: "1", after: "2" }],
  });
  const later = changesOf(SITE, formOf({ ...sheet, valid_until: "2026-06-01T00:00:00Z" }, NOW));
  expect(later).toMatchObject({ isNews: false, isNothing: false, until: { after: "2026-06-01T00:00:00Z" } });
  const more = changesOf(SITE, formOf({ ...sheet, recipients: [...sheet.recipients, { party: "un" }] }, NOW));
  expect(more).toMatchObject({ added: ["un"], taken: [], isNews: false });
  expect(isMixed(more)).toBe(false);
  expect(isMixed(changesOf(SITE, formOf({ ...sheet, recipients: [{ party: "un" }] }, NOW)))).toBe(true);
});
