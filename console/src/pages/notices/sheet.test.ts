import { describe, expect, test } from "vitest";
import { emptySheet, extentsOf, faultsOf, formOf, sheetOf, templateOf, usualUntil, type Sheet } from "./sheet";

const NOW = Date.parse("2026-03-01T08:00:00Z");

function clinic(more: Partial<Sheet> = {}): Sheet {
  return {
    ...emptySheet(),
    kind: "site",
    title: "Clinic",
    places: [{ shape: "point", text: "46.1731, 7.2234", radius_m: 120 }],
    recipients: [{ party: "north", precision: "exact" }],
    ...more,
  };
}

function convoy(): Sheet {
  return clinic({
    kind: "movement",
    legs: [
      { position: { lat: 46.103, lng: 7.073 }, name: "Martigny", at: "2026-03-01T10:00:00Z" },
      { position: { lat: 46.292, lng: 7.532 }, name: "Sierre", at: "2026-03-01T12:00:00Z" },
    ],
  });
}

describe("a sheet", () => {
  test("that is whole becomes a form, and the form the same sheet again", () => {
    const form = formOf(clinic(), NOW);
    expect(faultsOf(clinic(), NOW)).toEqual([]);
    expect(form.extents).toEqual([{ circle: { lat: 46.1731, lng: 7.2234, radius_m: 120 } }]);
    expect(form.valid_until).toBe("2026-05-30T08:00:00Z");
    expect(formOf(sheetOf(form), NOW)).toEqual(form);
  });

  test("of a movement has a route, valid for a day after it arrives", () => {
    const form = formOf(convoy(), NOW);
    expect(form.route?.waypoints.map((point) => point.name)).toEqual(["Martigny", "Sierre"]);
    expect(form.extents).toBeUndefined();
    expect(usualUntil(convoy(), NOW)).toBe("2026-03-02T12:00:00Z");
    const [leg] = extentsOf(convoy());
    expect([leg?.start, leg?.end]).toEqual(["2026-03-01T09:45:00.000Z", "2026-03-01T12:15:00.000Z"]);
    expect(leg!.polygon!.length).toBeGreaterThan(3);
    expect(formOf(sheetOf(form), NOW)).toEqual(form);
  });

  test("that is empty says what is missing, page by page", () => {
    expect(faultsOf(emptySheet(), NOW).map((fault) => `${fault.page} ${fault.what}`)).toEqual([
      "kind kind",
      "where title",
      "where position",
      "who recipients",
    ]);
  });

  test("says what is wrong with times and outlines", () => {
    const late = convoy();
    late.legs[1]!.at = "2026-03-01T09:00:00Z";
    expect(faultsOf(late, NOW).map((fault) => fault.what)).toEqual(["leg-order"]);
    const past = faultsOf(convoy(), Date.parse("2026-03-01T13:00:00Z"));
    expect(past.map((fault) => fault.what)).toEqual(["leg-past"]);
    const outline = (text: string) => clinic({ places: [{ shape: "outline", text, radius_m: 0 }] });
    expect(faultsOf(outline("46 7\n46.1 7"), NOW).map((fault) => fault.what)).toEqual(["outline-short"]);
    expect(faultsOf(outline("46 7\n46.1 7\nhere"), NOW).map((fault) => fault.what)).toEqual(["outline-unreadable"]);
    expect(extentsOf(outline("46 7\n46.1 7\n46.1 7.1"))[0]!.polygon).toHaveLength(3);
    expect(faultsOf(clinic({ valid_until: "2026-02-01T00:00:00Z" }), NOW)[0]!.what).toBe("until-past");
  });

  test("keeps what a file said of heights and times", () => {
    const extents = [{ circle: { lat: 1, lng: 2, radius_m: 5 }, lower_m: 0, upper_m: 50 }];
    const form = { ...formOf(clinic(), NOW), extents };
    expect(formOf(sheetOf(form), NOW).extents).toEqual(extents);
  });

  test("becomes a template without where and when", () => {
    expect(templateOf(clinic())).toEqual({
      kind: "site",
      card: { title: "Clinic" },
      recipients: [{ party: "north", precision: "exact" }],
      urgent: false,
      people: "",
      category: "",
      vehicles: "",
    });
  });
});
