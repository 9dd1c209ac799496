import { expect, test } from "vitest";
import { draftOf, emptyEndpoint, saidOf } from "./endpoint";

test("a webhook has neither quiet hours nor a person, whatever was entered before it became one", () => {
  const said = saidOf({
    ...emptyEndpoint("ar"),
    name: " wall ",
    target: " https://a.example ",
    hasQuiet: true,
    person: "p",
  });
  expect(said).toEqual({
    name: "wall",
    target: "https://a.example",
    language: "ar",
    person: "",
    wish: { subjects: [], least: "routine", escalations_only: false, quiet: null },
  });
});

test("what an endpoint wants is given back as it was read", () => {
  const wish = {
    subjects: ["notice" as const],
    least: "urgent" as const,
    escalations_only: true,
    quiet: { start: "21:00", end: "05:30", zone: "Asia/Amman" },
  };
  const endpoint = {
    id: "1",
    version: 3,
    kind: "e-mail" as const,
    name: "watch room",
    target: "watch@example.org",
    wish,
    language: "ru",
    person: "p",
    made: "2026-01-01T00:00:00Z",
    state: "working" as const,
    delivered_up_to: 1,
  };
  expect(saidOf(draftOf(endpoint))).toEqual({
    name: "watch room",
    target: "watch@example.org",
    language: "ru",
    person: "p",
    wish,
  });
});
