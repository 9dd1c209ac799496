import { expect, test } from "vitest";
import { invitationIn, whole } from "./links";

test("an invitation's link holds its identifier and its secret behind the sign", () => {
  expect(invitationIn("#7f3a-1.s3cret_-x")).toEqual({ invitation: "7f3a-1", secret: "s3cret_-x" });
});

test.each(["", "#", "#7f3a", "#.secret", "#id.", `#${"x".repeat(129)}.y`])("%j is no invitation", (hash) => {
  expect(invitationIn(hash)).toBeUndefined();
});

test("a link without an address leads to the office, and a whole one to where it says", () => {
  expect(whole("/apply#a.b", "https://office.example")).toBe("https://office.example/apply#a.b");
  expect(whole("https://public.example/apply#a.b", "http://127.0.0.1:8000")).toBe("https://public.example/apply#a.b");
});
