import { expect, test } from "vitest";
import type { Claim, QueueEntry } from "../types";
import { actOf, changesOf, current, decided, formOf, more, move, start, undone } from "./queue";

const claim = (id: string): Claim => ({
  claim_id: id, event_type: "shelling", polarity: "affirmed", modality: "occurred", certainty: "stated", verification: null, against_interest: false, headline: false, channel: null,
  speaker: { text: "the mayor", name: null, role: "mayor", organisation: null, kind: "official", party: "north", country: null, start: 0, end: 9 },
  place: { name: "Northford", geonameid: 7 }, time: { text: "Friday", edtf: "2022-06-24", start: "2022-06-24", end: "2022-06-24" },
  trigger: { start: 3, end: 9, text: "shelled" }, evidence: { start: 0, end: 20, text: "they shelled Northford" },
  quantities: [{ measure: "killed", low: 3, best: null, high: null, unit: "people", party: null, text: "three or more", of: null, start: 1, end: 4, approximate: false, rate: null }],
}) as unknown as Claim;
const entry = (id: string): QueueEntry => ({ claim: claim(id), why: [], seen: null });

test("a decision leads to the next open claim, and at the end back to one that was passed over", () => {
  let place = move(start([entry("a"), entry("b"), entry("c")]), 1);
  place = decided(place, "b", "accept");
  expect(current(place)?.claim.claim_id).toBe("c");
  place = decided(place, "c", "reject");
  expect(current(place)?.claim.claim_id).toBe("a");
});

test("undo brings the claim back in front of the reader", () => {
  const place = undone(decided(start([entry("a"), entry("b")]), "a", "accept"), "a");
  expect(current(place)?.claim.claim_id).toBe("a");
  expect(place.decided.size).toBe(0);
});

test("more of the queue neither doubles a claim nor moves the reader", () => {
  const place = more(move(start([entry("a"), entry("b")]), 1), [entry("c"), entry("b")]);
  expect(place.entries.map((one) => one.claim.claim_id)).toEqual(["a", "b", "c"]);
  expect(current(place)?.claim.claim_id).toBe("b");
});

test("keys mean nothing while the reviewer writes, but Escape leaves", () => {
  expect(actOf("a", false, false)).toBe("accept");
  expect(actOf("a", true, false)).toBeNull();
  expect(actOf("Escape", true, false)).toBe("leave");
  expect(actOf("r", false, true)).toBeNull();
});

test("only what was changed is sent, in the words of the record", () => {
  const before = formOf(claim("a"));
  const after = structuredClone(before);
  expect(changesOf(before, after)).toEqual({});
  after.fields.event_type = "air_strike";
  after.fields["speaker.party"] = "";
  after.fields.time = "";
  after.quantities[0]!.low = "1,200";
  expect(changesOf(before, after)).toEqual({
    event_type: "air_strike", "speaker.party": null, time: null,
    quantities: [{ measure: "killed", low: 1200, best: null, high: null, unit: "people", party: null, of: null, approximate: false, rate: null, start: 1, end: 4, text: "three or more" }],
  });
});

test("a speaker emptied altogether is the outlet itself", () => {
  const before = formOf({ ...claim("a"), speaker: { ...claim("a").speaker!, name: "Ann Mayor" } });
  const after = structuredClone(before);
  after.fields["speaker.name"] = "";
  after.fields["speaker.role"] = "";
  expect(changesOf(before, after)).toEqual({ speaker: null });
});
