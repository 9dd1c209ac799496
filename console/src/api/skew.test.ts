import { afterEach, describe, expect, it } from "vitest";
import { clockAheadMs, learnTime, officeNow } from "./skew";

const AT = Date.parse("2026-11-28T08:00:00Z");
const HOUR = 3_600_000;
const said = (at: number) => new Date(at).toUTCString();

afterEach(() => learnTime(said(AT), AT, AT + 100));

describe("the time at the office", () => {
  it("is the machine's where that is right to a second or two", () => {
    learnTime(said(AT), AT + 900, AT + 1_900);
    expect(clockAheadMs()).toBe(0);
  });

  it.each([3 * HOUR, -5 * HOUR, 90_000])("is known where the machine's clock is %i ms ahead", (ahead) => {
    learnTime(said(AT), AT + ahead + 400, AT + ahead + 600);
    expect(Math.abs(clockAheadMs() - ahead)).toBeLessThan(1_000);
    expect(Math.abs(Date.now() - officeNow() - ahead)).toBeLessThan(1_100);
  });

  it("does not tremble with every answer", () => {
    learnTime(said(AT), AT + HOUR, AT + HOUR);
    const first = clockAheadMs();
    learnTime(said(AT + 1_000), AT + HOUR + 1_900, AT + HOUR + 1_950);
    expect(clockAheadMs()).toBe(first);
  });

  it("is not learnt from what was long on its way, or says no time", () => {
    learnTime(said(AT), AT + HOUR, AT + HOUR + 9_000);
    learnTime(null, AT + HOUR, AT + HOUR);
    learnTime("yesterday", AT + HOUR, AT + HOUR);
    expect(clockAheadMs()).toBe(0);
  });

  it("is the machine's again once that has been set right", () => {
    learnTime(said(AT), AT + HOUR, AT + HOUR);
    learnTime(said(AT + 60_000), AT + 60_000, AT + 60_100);
    expect(clockAheadMs()).toBe(0);
  });
});
