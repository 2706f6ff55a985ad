// Days and where they stand on the strip. No browser is needed here.
import { utcDay, utcMonday, utcMonth, type TimeInterval } from "d3-time";
import { FAMILIES } from "../words";
import type { Timeline } from "../types";

export const DAY = 86_400_000;
export const at = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
export const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const plus = (day: string, days: number): string => iso(at(day) + days * DAY);

/** From the first to the last day that holds the middle 98 of a hundred dated claims: stray dates of old wars would
 * press everything else into a corner. */
export function mainDays(data: Timeline): [string, string] | null {
  const per = data.days.map((_, index) => data.counts.reduce((sum, row) => sum + (row[index] ?? 0), 0));
  const total = per.reduce((sum, one) => sum + one, 0);
  if (!total) return data.first && data.last ? [data.first, data.last] : null;
  let sum = 0, first: string | null = null, last = data.days[0]!;
  for (const [index, count] of per.entries()) {
    sum += count;
    if (first === null && sum > total * 0.02) first = data.days[index]!;
    if (count && sum - count <= total * 0.98) last = data.days[index]!;
  }
  return [first ?? data.days[0]!, last];
}

export interface Bar { start: number; end: number; count: number }
export interface Line { start: number | null; end: number | null; claims: number }
/** *stretches* are drawn one by one where they are few, else *spread* says how many claims may be of each bar's days;
 * *long* counts those that say next to nothing of when: open at an end, or longer than most of what is shown. */
export interface Row { key: string; name: string; bars: Bar[]; most: number; stretches: Line[]; spread: Bar[]; long: number; undated: number }

const FEW = 14;

/** Bars as wide as can be seen: of days, weeks or months. */
export function interval(span: number, width: number): { of: TimeInterval; name: string } {
  const pixels = (width * DAY) / Math.max(span, DAY);
  return pixels >= 2.5 ? { of: utcDay, name: "day" } : pixels >= 0.4 ? { of: utcMonday, name: "week" } : { of: utcMonth, name: "month" };
}

function binned(step: TimeInterval, counts: Map<number, number>): Bar[] {
  return [...counts].sort((a, b) => a[0] - b[0]).map(([start, count]) => ({ start, end: step.offset(new Date(start), 1).getTime(), count }));
}

/** How many of *lines* each bar's days lie in. */
function spread(lines: readonly Line[], from: number, to: number, step: TimeInterval): Bar[] {
  const counts = new Map<number, number>();
  for (const line of lines) {
    for (let time = step.floor(new Date(Math.max(from, line.start!))); +time < Math.min(to, line.end!); time = step.offset(time, 1)) counts.set(+time, (counts.get(+time) ?? 0) + line.claims);
  }
  return binned(step, counts);
}

/** The rows of the strip: families of kinds, each with its bars, its stretches and how many have no day. */
export function rows(data: Timeline, from: number, to: number, step: TimeInterval): Row[] {
  return FAMILIES.map((family) => {
    const counts = new Map<number, number>();
    data.types.forEach((type, row) => {
      if (!family.types.includes(type)) return;
      data.counts[row]!.forEach((count, index) => {
        const time = at(data.days[index]!);
        if (!count || time < from || time > to) return;
        const start = step.floor(new Date(time)).getTime();
        counts.set(start, (counts.get(start) ?? 0) + count);
      });
    });
    const bars = binned(step, counts);
    const of = (types: Record<string, number>) => family.types.reduce((sum, type) => sum + (types[type] ?? 0), 0);
    const lines = data.stretches
      .map((one): Line => ({ start: one.start ? at(one.start) : null, end: one.end ? at(one.end) + DAY : null, claims: of(one.types) }))
      .filter((one) => one.claims > 0 && (one.end ?? to) > from && (one.start ?? from) < to);
    const short = lines.filter((one) => one.start !== null && one.end !== null && one.end - one.start < (to - from) * 0.6);
    const few = lines.length <= FEW;
    return {
      key: family.key, name: family.name, bars, most: Math.max(0, ...bars.map((bar) => bar.count)),
      stretches: few ? lines : [], spread: few ? [] : spread(short, from, to, step), long: few ? 0 : lines.filter((one) => !short.includes(one)).reduce((sum, one) => sum + one.claims, 0),
      undated: of(data.undated.types),
    };
  }).filter((row) => row.bars.length || row.stretches.length || row.spread.length || row.long || row.undated);
}

/** The events that begin in each bar's days. */
export function happenings(data: Timeline, from: number, to: number, step: TimeInterval): Bar[] {
  const counts = new Map<number, number>();
  data.days.forEach((one, index) => {
    const time = at(one), count = data.events[index] ?? 0;
    if (!count || time < from || time > to) return;
    const start = step.floor(new Date(time)).getTime();
    counts.set(start, (counts.get(start) ?? 0) + count);
  });
  return binned(step, counts);
}
