// What the server says: asked for once, kept while it holds, asked again when the ledger changed.
import { useEffect, useState } from "preact/hooks";
import type { Meta, Review } from "./types";

export class Refused extends Error {
  constructor(readonly status: number, message: string, readonly review: Review | null = null) {
    super(message);
  }
}

const KEPT = 60;
const answers = new Map<string, { etag: string | null; value: unknown }>();
const changes = new Set<() => void>();

/** Every view asks again: a decision changes what is derived from it. */
export function forget(): void {
  underWay.clear();
  for (const listener of changes) listener();
}

async function refused(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => ({}))) as { error?: string; review?: Review };
  return new Refused(response.status, body.error ?? `the server answered ${response.status}`, body.review ?? null);
}

const underWay = new Map<string, Promise<unknown>>();

/** The JSON at *address*; the copy kept is given again while the server says that it holds. Asked once however many ask. */
export function get<T>(address: string): Promise<T> {
  const now = underWay.get(address);
  if (now) return now as Promise<T>;
  const answer = ask<T>(address).finally(() => underWay.delete(address));
  underWay.set(address, answer);
  return answer;
}

async function ask<T>(address: string): Promise<T> {
  const kept = answers.get(address);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (kept?.etag) headers["If-None-Match"] = kept.etag;
  let response: Response;
  try {
    response = await fetch(address, { headers, cache: "no-store" });
  } catch {
    throw new Refused(0, "Fogline does not answer. Is `fogline serve` still running?");
  }
  if (response.status === 304 && kept) return kept.value as T;
  if (!response.ok) throw await refused(response);
  const value = (await response.json()) as T;
  answers.delete(address);
  answers.set(address, { etag: response.headers.get("ETag"), value });
  if (answers.size > KEPT) answers.delete(answers.keys().next().value!);
  return value;
}

export async function post<T>(address: string, body: unknown): Promise<T> {
  underWay.clear();
  const response = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await refused(response);
  const value = (await response.json()) as T;
  forget();
  return value;
}

export interface Asked<T> { value: T | null; error: Refused | null; busy: boolean }

/** The answer at *address* (none: nothing is asked). While the next is on its way the last one stays, marked busy. */
export function useAnswer<T>(address: string | null): Asked<T> {
  const kept = (): T | null => (address === null ? null : ((answers.get(address)?.value as T | undefined) ?? null));
  const [asked, set] = useState<Asked<T>>(() => ({ value: kept(), error: null, busy: address !== null }));
  const [turn, again] = useState(0);
  useEffect(() => {
    const listener = () => again((count) => count + 1);
    changes.add(listener);
    return () => void changes.delete(listener);
  }, []);
  useEffect(() => {
    if (address === null) return set({ value: null, error: null, busy: false });
    let gone = false;
    set((before) => ({ value: kept() ?? before.value, error: before.error, busy: true }));
    get<T>(address).then(
      (value) => gone || set({ value, error: null, busy: false }),
      (error) => gone || set({ value: null, error: error instanceof Refused ? error : new Refused(0, String(error)), busy: false }),
    );
    return () => { gone = true; };
  }, [address, turn]);
  return asked;
}

export const useMeta = (): Asked<Meta> => useAnswer<Meta>("/meta");
