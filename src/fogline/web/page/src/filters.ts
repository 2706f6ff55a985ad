// Which claims are meant: read from the address, written to it, sent on to the server.
export const MANY = ["type", "party", "modality", "certainty", "polarity", "status", "outlet", "reviewed"] as const;
export const ONE = ["place", "speaker", "min_confidence", "from", "to", "undated", "q", "document", "event", "disagreement"] as const;
export const FILTERS: readonly string[] = [...MANY, ...ONE];

/** The conditions in *query*, and nothing else of it; *without* leaves some out. */
export function conditions(query: URLSearchParams, ...without: string[]): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [key, value] of query) if (FILTERS.includes(key) && !without.includes(key) && value) kept.append(key, value);
  return kept;
}

/** *path* asked with the conditions in *query* and *more*. */
export function asked(path: string, query: URLSearchParams, more: Record<string, string | number | null> = {}): string {
  const all = conditions(query, ...Object.keys(more));
  for (const [key, value] of Object.entries(more)) if (value !== null && value !== "") all.append(key, String(value));
  const text = all.toString();
  return text ? `${path}?${text}` : path;
}
