// Fogline's words as a reader meets them, and figures and days as they are read.

/** The kinds of happening in five families: the rows of the time line. */
export const FAMILIES: readonly { key: string; name: string; types: readonly string[] }[] = [
  { key: "ground", name: "Ground", types: ["capture", "control", "advance", "retreat", "hold", "siege", "offensive", "clash"] },
  { key: "fire", name: "Fire", types: ["shelling", "air_strike", "explosion", "attack", "equipment_loss", "damage"] },
  { key: "people", name: "People", types: ["casualties", "displacement", "abuse", "detention", "protest"] },
  { key: "support", name: "Support", types: ["arms_transfer", "aid", "deployment"] },
  { key: "politics", name: "Politics", types: ["diplomacy", "sanctions", "annexation", "information_operation"] },
];

const OWN: Readonly<Record<string, string>> = {
  single_source: "one voice",
  corroborated: "corroborated",
  cross_party: "both sides",
  contested: "contested",
  verified: "verified",
  air_strike: "air strike",
  same_party: "same party",
  buildings_share: "share of buildings",
  area_km2: "area (km²)",
  distance_km: "distance (km)",
};

/** A key as words: "arms_transfer" is "arms transfer". */
export function words(key: string | null | undefined): string {
  return key ? (OWN[key] ?? key.replaceAll("_", " ")) : "";
}

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
const dayFormat = new Intl.DateTimeFormat("en-GB", DAY);
const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** An ISO day as "24 Jun 2022"; what is no day comes back as it is. */
export function day(iso: string | null | undefined): string {
  const at = iso ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  return Number.isNaN(at) ? (iso ?? "") : dayFormat.format(at);
}

/** Two days as a stretch, as short as it can be said. */
export function stretch(start: string | null | undefined, end: string | null | undefined): string {
  if (!start && !end) return "";
  if (!start) return `until ${day(end)}`;
  if (!end) return `since ${day(start)}`;
  if (start === end) return day(start);
  const same = start.slice(0, 4) === end.slice(0, 4);
  const from = Date.parse(`${start}T00:00:00Z`);
  return `${same && !Number.isNaN(from) ? shortFormat.format(from) : day(start)} – ${day(end)}`;
}

const plain = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 4 });
export const number = (value: number): string => (Math.abs(value) >= 1e6 ? compact.format(value) : plain.format(value));

export interface Bounds { low: number | null; best: number | null; high: number | null }

/** Bounds as a reader says them: "13", "at least 24", "up to 35,000", "2–5". */
export function figure({ low, best, high }: Bounds): string {
  if (best !== null) return high !== null && high === best && low === null ? `almost ${number(best)}` : number(best);
  if (low !== null && high !== null) return low === high ? number(low) : `${number(low)}–${number(high)}`;
  if (low !== null) return `at least ${number(low)}`;
  return high !== null ? `up to ${number(high)}` : "";
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;
