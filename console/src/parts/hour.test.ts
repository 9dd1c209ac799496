import { expect, test } from "vitest";
import { readHour } from "./hour";

test.each([
  ["14:30", 870],
  ["1430", 870],
  ["1430Z", 870],
  [" 9:05 ", 545],
  ["14.30", 870],
  ["00:00", 0],
  ["23:59", 1439],
  ["١٤:٣٠", 870],
  ["۱۴:۳۰", 870],
])("%s is an hour", (text, minutes) => expect(readHour(text)).toBe(minutes));

test.each(["", "24:00", "12:60", "930", "2 pm", "14:3", "12:30:15", "-1:30"])("%s is none", (text) =>
  expect(readHour(text)).toBeUndefined(),
);
