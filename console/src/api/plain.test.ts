import { describe, expect, it } from "vitest";
import { plain, plainAnswer, plainJson } from "./plain";

const TURNED = "Convoy \u2069\u202eat 12:30";

describe("what others have written", () => {
  it("turns nothing around that stands beside it", () => {
    expect(plain(TURNED)).toBe("Convoy at 12:30");
    expect(plain("\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g")).toBe("abcdefg");
  });

  it("keeps what Arabic, Persian and families of signs need", () => {
    for (const text of ["السَّلَامُ عَلَيْكُمْ", "نمی\u200cخواهم", "\u200fA-1\u200e", "👨\u200d👩\u200d👧", "Вы́ход", "café"]) {
      expect(plain(text)).toBe(text);
    }
  });

  it("does not lie over other lines", () => {
    expect(plain("Z" + "\u0301".repeat(150))).toBe("Z" + "\u0301".repeat(4));
  });

  it("is plain in a whole document, however it is written there", () => {
    const spelt = '{"title":"Convoy \\u2069\\u202Eat 12:30","path":"C:\\\\u202e","z":"Z' + "\\u0301".repeat(9) + '"}';
    expect(JSON.parse(plainJson(spelt))).toEqual({ title: "Convoy at 12:30", path: "C:\\u202e", z: "Ź́́́" });
    expect(JSON.parse(plainJson(JSON.stringify({ items: [{ title: TURNED }] })))).toEqual({
      items: [{ title: "Convoy at 12:30" }],
    });
  });

  it("is so in every answer in JSON, and what is none is left as it is", async () => {
    const answer = (body: string, type: string) =>
      new Response(body, { status: 409, headers: { "Content-Type": type } });
    const problem = await plainAnswer(answer(JSON.stringify({ detail: TURNED }), "application/problem+json"));
    expect(problem.status).toBe(409);
    expect(await problem.json()).toEqual({ detail: "Convoy at 12:30" });
    expect(await (await plainAnswer(answer("\u202e", "text/plain"))).text()).toBe("\u202e");
    expect(await (await plainAnswer(answer("{\u202e\\u202e", "application/json"))).text()).toBe("{\u202e\\u202e");
  });
});
