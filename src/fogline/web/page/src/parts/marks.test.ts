import { expect, test } from "vitest";
import { safeHref } from "../safe";
import { figure, stretch } from "../words";
import { codePoints, cut } from "./marks";

test("marks are cut where they overlap, and nothing of the text is lost", () => {
  const text = "Troops left the town on Friday.";
  const pieces = cut(text, [{ kind: "evidence", start: 0, end: 20 }, { kind: "trigger", start: 7, end: 11 }]);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces.find((piece) => piece.text === "left")?.kinds).toEqual(["evidence", "trigger"]);
});

test("offsets count code points, not halves of pairs", () => {
  const text = "😀 Херсон fell";
  expect(text.slice(codePoints(text)(2), codePoints(text)(8))).toBe("Херсон");
  expect(cut(text, [{ kind: "place", start: 2, end: 8 }]).find((piece) => piece.kinds.length)?.text).toBe("Херсон");
});

test("only addresses of the web become links", () => {
  expect(safeHref("javascript:alert(1)")).toBeNull();
  expect(safeHref("data:text/html,x")).toBeNull();
  expect(safeHref("//host/path")).toBeNull();
  expect(safeHref("https://news.example/a?b=1")).toBe("https://news.example/a?b=1");
});

test("figures and stretches are said as people say them", () => {
  expect(figure({ low: 24, best: null, high: null })).toBe("at least 24");
  expect(figure({ low: 2, best: null, high: 5 })).toBe("2–5");
  expect(figure({ low: null, best: 35000, high: 35000 })).toBe("almost 35,000");
  expect(stretch("2022-06-24", "2022-06-26")).toBe("24 Jun – 26 Jun 2022");
  expect(stretch("2022-02-24", null)).toBe("since 24 Feb 2022");
});
