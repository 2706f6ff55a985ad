// What is in view stands in the address, all of it: a view can be bookmarked, sent, and gone back to.
import { useEffect, useState } from "preact/hooks";

export interface Where {
  readonly path: string;
  readonly query: URLSearchParams;
}

type Values = Readonly<Record<string, string | readonly string[] | null | undefined>>;

const here = (): Where => ({ path: location.pathname, query: new URLSearchParams(location.search) });
let current = here();
const listeners = new Set<(where: Where) => void>();

function tell(): void {
  current = here();
  for (const listener of listeners) listener(current);
}

addEventListener("popstate", tell);

/** Where the reader is, now and whenever that changes. */
export function useWhere(): Where {
  const [where, set] = useState(current);
  useEffect(() => {
    listeners.add(set);
    set(current);
    return () => void listeners.delete(set);
  }, []);
  return where;
}

/** *path* with *values* as its query; what is null or empty is left out. */
export function address(path: string, values: Values = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(key, String(one));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Go to *to*. Steps of one movement (a day that runs) *replace* the address, so that Back leads out of it at once. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  const full = new URL(to, location.href);
  if (full.pathname + full.search === location.pathname + location.search) return;
  const elsewhere = full.pathname !== current.path;
  history[options.replace ? "replaceState" : "pushState"](null, "", full);
  tell();
  if (!elsewhere) return;
  // Another view: who reads by keyboard or by ear begins at its beginning, too.
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** The address here with some of its values changed. */
export function changed(values: Values): string {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(values)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(key, String(one));
  }
  const text = query.toString();
  return text ? `${location.pathname}?${text}` : location.pathname;
}

export const change = (values: Values, options: { replace?: boolean } = {}): void => go(changed(values), options);

/** Whether a click on a link is meant for this page, not for a new tab. */
export function plainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
