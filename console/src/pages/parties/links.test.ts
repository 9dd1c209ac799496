import { expect, test } from "vitest";
import { invitationIn } from "./links";

test("an invitation's link holds its identifier and its secret behind the sign", () => {
  expect(invitationIn("#7f3a-1.s3cret_-x")).toEqual({ invitation: "7f3a-1", secret: "s3cret_-x" });
});

test.each(["", "#", "#7f3a", "#.secret", "#id.", `#${"x".repeat(129)}.y`])("%j is no invitation", (hash) => {
  expect(invitationIn(hash)).toBeUndefined();
});
