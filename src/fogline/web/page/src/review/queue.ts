// What a reviewer does, without a browser: where they stand in the queue, what they decided, what a key means, and
// what of a form was changed. The page is a shell around this.
import type { Claim, QueueEntry } from "../types";

export interface Place { entries: readonly QueueEntry[]; at: number; decided: ReadonlyMap<string, string> }

export const start = (entries: readonly QueueEntry[]): Place => ({ entries, at: 0, decided: new Map() });
export const current = (place: Place): QueueEntry | null => place.entries[place.at] ?? null;

export function move(place: Place, steps: number): Place {
  const at = Math.min(Math.max(place.at + steps, 0), Math.max(place.entries.length - 1, 0));
  return { ...place, at };
}

/** After a decision: on to the next claim nobody has decided on here; where there is none, it stays. */
export function decided(place: Place, claim: string, decision: string): Place {
  const done = new Map(place.decided).set(claim, decision);
  const order = [...place.entries.keys()];
  const open = (index: number) => !done.has(place.entries[index]!.claim.claim_id);
  const next = order.slice(place.at + 1).find(open) ?? order.slice(0, place.at).find(open) ?? place.at;
  return { ...place, decided: done, at: next };
}

/** Taken back: the claim is open again, and in front of the reader. */
export function undone(place: Place, claim: string): Place {
  const done = new Map(place.decided);
  done.delete(claim);
  const at = place.entries.findIndex((one) => one.claim.claim_id === claim);
  return { ...place, decided: done, at: at < 0 ? place.at : at };
}

/** More of the queue: what is there already keeps its place, whatever order the server has now. */
export function more(place: Place, entries: readonly QueueEntry[]): Place {
  const there = new Set(place.entries.map((one) => one.claim.claim_id));
  return { ...place, entries: [...place.entries, ...entries.filter((one) => !there.has(one.claim.claim_id))] };
}

/** The same entry as it is now: after somebody else's decision, or one's own correction. */
export function renewed(place: Place, entry: QueueEntry): Place {
  return { ...place, entries: place.entries.map((one) => (one.claim.claim_id === entry.claim.claim_id ? entry : one)) };
}

export const open = (place: Place): number => place.entries.filter((one) => !place.decided.has(one.claim.claim_id)).length;

export type Act = "next" | "previous" | "accept" | "reject" | "correct" | "merge" | "split" | "note" | "undo" | "help" | "open" | "leave";
export const KEYS: readonly { keys: readonly string[]; act: Act; says: string }[] = [
  { keys: ["j", "ArrowDown"], act: "next", says: "next claim" },
  { keys: ["k", "ArrowUp"], act: "previous", says: "claim before" },
  { keys: ["a"], act: "accept", says: "accept" },
  { keys: ["r"], act: "reject", says: "reject, with a reason" },
  { keys: ["c"], act: "correct", says: "correct any field" },
  { keys: ["m"], act: "merge", says: "merge its event with others" },
  { keys: ["s"], act: "split", says: "split claims from its event" },
  { keys: ["n"], act: "note", says: "leave a note" },
  { keys: ["u"], act: "undo", says: "undo the last decision" },
  { keys: ["o"], act: "open", says: "open the claim's page" },
  { keys: ["?"], act: "help", says: "these keys" },
  { keys: ["Escape"], act: "leave", says: "leave a form" },
];

/** What a key asks for; nothing while the reviewer writes, but for leaving the form. */
export function actOf(key: string, writing: boolean, held: boolean): Act | null {
  if (held) return null;
  const found = KEYS.find((one) => one.keys.includes(key))?.act ?? null;
  return writing && found !== "leave" ? null : found;
}

export interface QuantityForm { measure: string; low: string; best: string; high: string; unit: string; party: string; text: string; of: string; start: number | null; end: number | null; approximate: boolean; rate: string | null }
export interface Form { fields: Record<string, string>; quantities: QuantityForm[] }

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** The claim as the form shows it: flat, every value as it is written. */
export function formOf(claim: Claim): Form {
  const { speaker, agent, patient, place, time } = claim;
  return {
    fields: {
      event_type: claim.event_type, polarity: claim.polarity, modality: claim.modality, certainty: claim.certainty,
      verification: text(claim.verification), against_interest: text(claim.against_interest), headline: text(claim.headline), channel: text(claim.channel),
      "speaker.name": text(speaker?.name), "speaker.role": text(speaker?.role), "speaker.organisation": text(speaker?.organisation), "speaker.kind": text(speaker?.kind), "speaker.party": text(speaker?.party),
      "agent.name": text(agent?.name), "agent.party": text(agent?.party), "patient.name": text(patient?.name), "patient.party": text(patient?.party),
      place: text(place?.name), time: text(time?.edtf), trigger: claim.trigger.text, evidence: claim.evidence.text,
    },
    quantities: claim.quantities.map((one) => ({
      measure: one.measure, low: text(one.low), best: text(one.best), high: text(one.high), unit: text(one.unit), party: text(one.party),
      text: one.text, of: text(one.of), start: one.start, end: one.end, approximate: one.approximate, rate: one.rate,
    })),
  };
}

const whole = (value: string): string | null => (value.trim() === "" ? null : value.trim());
const figure = (value: string): number | string | null => {
  const written = value.trim().replace(/,/g, "");
  return written === "" ? null : Number.isFinite(Number(written)) ? Number(written) : value;
};

/** Only what differs, in the words of the record; an emptied field is null. A speaker emptied is the outlet itself. */
export function changesOf(before: Form, after: Form): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after.fields)) {
    if (value === before.fields[key]) continue;
    changes[key] = key === "against_interest" || key === "headline" ? value === "true" : whole(value);
  }
  for (const role of ["speaker", "agent", "patient"]) {
    if (`${role}.name` in changes && changes[`${role}.name`] === null && !whole(after.fields[`${role}.role`] ?? "") && !whole(after.fields[`${role}.organisation`] ?? "")) {
      for (const key of Object.keys(changes)) if (key.startsWith(`${role}.`)) delete changes[key];
      changes[role] = null;
    }
  }
  if (JSON.stringify(before.quantities) !== JSON.stringify(after.quantities)) {
    changes.quantities = after.quantities.map(({ start: begins, end, text: said, ...one }) => ({
      measure: one.measure, low: figure(one.low), best: figure(one.best), high: figure(one.high), unit: whole(one.unit), party: whole(one.party), of: whole(one.of),
      approximate: one.approximate, rate: one.rate, ...(begins !== null && end !== null ? { start: begins, end, text: said } : said.trim() ? { text: said.trim() } : {}),
    }));
  }
  return changes;
}
