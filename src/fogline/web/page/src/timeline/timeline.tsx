// When it is said to have happened: bars for days, lines for stretches that are not exact, a brush, and a day that runs.
import { scaleUtc } from "d3-scale";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { shownTheme } from "../prefs";
import { change } from "../url";
import type { Timeline } from "../types";
import { day as dayWords, FAMILIES, number, stretch } from "../words";
import { Link } from "../parts/basic";
import { at, DAY, happenings, interval, iso, mainDays, plus, rows } from "./scale";

interface Props { data: Timeline; day: string | null; from: string | null; to: string | null; span: string | null; undated: string | null; onlyUndated: string }

const LEFT = 62, RIGHT = 8, TOP = 12, FOOT = 18, STEP_MS = 650;

export function TimeStrip({ data, day, from, to, span, undated, onlyUndated }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => setWidth(Math.max(260, Math.floor(entry!.contentRect.width))));
    seen.observe(box.current!);
    return () => seen.disconnect();
  }, []);

  const main = useMemo(() => mainDays(data), [data]);
  const [first, last] = useMemo((): [string, string] => {
    const [a, b] = (span ?? "").split("..");
    if (a && b && at(a) < at(b)) return [a, b];
    if (span === "all" && data.first && data.last) return [data.first, data.last];
    const [low, high] = main ?? ["2022-01-01", "2022-12-31"];
    const margin = Math.max(2, Math.round((at(high) - at(low)) / DAY / 40));
    return [plus(low, -margin), plus(high, margin)];
  }, [span, main, data.first, data.last]);

  const low = at(first), high = at(last) + DAY;
  const x = scaleUtc([low, high], [LEFT, width - RIGHT]);
  const step = interval(high - low, width - LEFT - RIGHT);
  const lines = useMemo(() => rows(data, low, high, step.of), [data, low, high, step.name]);
  const rowHeight = 23, height = TOP + Math.max(1, lines.length) * rowHeight + FOOT;
  const begun = useMemo(() => happenings(data, low, high, step.of), [data, low, high, step.name]);
  const most = Math.max(1, ...lines.map((row) => row.most)), wide = Math.max(most, ...lines.flatMap((row) => row.spread.map((one) => one.count)));
  const inside = (time: number) => Math.min(high, Math.max(low, time));
  const dayAt = (clientX: number): number => {
    const left = box.current!.getBoundingClientRect().left;
    return Math.floor(inside(+x.invert(clientX - left)) / DAY) * DAY;
  };
  const setDay = (next: string | null, replace = true) => change({ day: next }, { replace });

  // Playing steps through the days on which something is told.
  useEffect(() => {
    if (!playing) return;
    const told = [...new Set([...data.days, last])].filter((one) => one >= first && one <= last && (!from || one >= from) && (!to || one <= to)).sort();
    const timer = setTimeout(() => {
      const next = told.find((one) => one > (day ?? ""));
      if (next) setDay(next); else setPlaying(false);
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, day, data, first, last, from, to]);

  const play = () => {
    if (!playing && (!day || day >= (to ?? last))) setDay(from ?? (data.days.find((one) => one >= first) ?? first));
    setPlaying(!playing);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const time = dayAt(event.clientX);
    setDrag([time, time]);
  };
  const move = (event: PointerEvent) => drag && setDrag([drag[0], dayAt(event.clientX)]);
  const up = () => {
    if (!drag) return;
    const [a, b] = [Math.min(...drag), Math.max(...drag)];
    setDrag(null);
    if (a === b) setDay(iso(a), false); else change({ from: iso(a), to: iso(b), day: iso(b) });
  };
  const key = (event: KeyboardEvent) => {
    const now = day ?? last, many = event.shiftKey ? 7 : 1;
    const next = { ArrowRight: plus(now, many), ArrowLeft: plus(now, -many), ArrowUp: plus(now, many), ArrowDown: plus(now, -many), PageUp: plus(now, 30), PageDown: plus(now, -30), Home: first, End: last }[event.key];
    if (!next) return;
    event.preventDefault();
    setDay(next < first ? first : next > last ? last : next);
  };

  const ticks = x.ticks(Math.max(2, Math.floor(width / 110)));
  const ticker = x.tickFormat(Math.max(2, Math.floor(width / 110)));
  const brush = drag ? [Math.min(...drag), Math.max(...drag) + DAY] : from || to ? [from ? inside(at(from)) : low, to ? inside(at(to) + DAY) : high] : null;
  const strong = shownTheme() === "dark" ? "#e9e5db" : "#2b2a27";
  const dayX = day ? x(inside(at(day) + DAY / 2)) : null;

  return (
    <section class="timeline" aria-label="Time line">
      <div class="timeline-bar">
        <button type="button" onClick={play} aria-pressed={playing} class="play" title="Step through the days">{playing ? "❚❚ Pause" : "▶ Play"}</button>
        <label><span>Day</span> <input type="date" value={day ?? ""} onChange={(event) => setDay(event.currentTarget.value || null, false)} /></label>
        <label><span>From</span> <input type="date" value={from ?? ""} onChange={(event) => change({ from: event.currentTarget.value })} /></label>
        <label><span>to</span> <input type="date" value={to ?? ""} onChange={(event) => change({ to: event.currentTarget.value })} /></label>
        {(from || to) && <button type="button" onClick={() => change({ span: `${from ?? first}..${to ?? last}` })}>Zoom to range</button>}
        {span !== null && <button type="button" onClick={() => change({ span: null })}>Main days</button>}
        {span !== "all" && <button type="button" onClick={() => change({ span: "all" })}>All days</button>}
        {(from || to) && <button type="button" onClick={() => change({ from: null, to: null })}>Clear range</button>}
        {data.undated.claims > 0 && <Link class={undated === "only" ? "undated chosen" : "undated"} to={onlyUndated}>{number(data.undated.claims)} without a day</Link>}
      </div>
      <div class="strip" ref={box}>
        <svg width={width} height={height} role="slider" tabindex={0} aria-label="Day shown on the map. Arrow keys: a day; with Shift: a week; drag: a range."
          aria-valuemin={Math.round(low / DAY)} aria-valuemax={Math.round(high / DAY)} aria-valuenow={Math.round(at(day ?? last) / DAY)} aria-valuetext={dayWords(day ?? last)}
          onPointerDown={down} onPointerMove={move} onPointerUp={up} onKeyDown={key}>
          {ticks.map((tick) => <g key={+tick} class="tick"><line x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - FOOT} /><text x={x(tick)} y={height - 5} text-anchor="middle">{ticker(tick)}</text></g>)}
          {brush && <rect class="brush" x={x(brush[0]!)} y={TOP - 8} width={Math.max(1, x(brush[1]!) - x(brush[0]!))} height={height - FOOT - TOP + 8} />}
          {begun.map((one) => { const middle = (x(one.start) + x(Math.min(one.end, high))) / 2; return <path key={one.start} class="happening" d={`M${middle} 2l2.6 3.2-2.6 3.2-2.6-3.2z`} opacity={Math.min(1, 0.3 + 0.1 * one.count)}><title>{`${step.name === "day" ? "" : `${step.name} of `}${dayWords(iso(one.start))}: ${one.count} event(s)`}</title></path>; })}
          {lines.map((row, index) => {
            const floor = TOP + (index + 1) * rowHeight;
            return (
              <g key={row.key} class={`row row-${row.key}`}>
                <text class="row-name" x={0} y={floor - 6}>{row.name}</text>
                <line class="floor" x1={LEFT} x2={width - RIGHT} y1={floor} y2={floor} />
                {row.spread.map((one) => <rect key={`s${one.start}`} class="spread" x={x(one.start)} width={Math.max(0.5, x(Math.min(one.end, high)) - x(one.start))} y={floor - Math.sqrt(one.count / wide) * (rowHeight - 3)} height={Math.sqrt(one.count / wide) * (rowHeight - 3)}><title>{`${one.count} claim(s) of stretches that ${dayWords(iso(one.start))} lies in`}</title></rect>)}
                {row.long > 0 && <line class="stretch open" x1={LEFT} x2={width - RIGHT} y1={floor - rowHeight + 4} y2={floor - rowHeight + 4}><title>{`${number(row.long)} claim(s) open at an end, or of longer times`}</title></line>}
                {row.stretches.map((one, lane) => {
                  const a = x(inside(one.start ?? low)), b = Math.max(a + 2, x(inside(one.end ?? high)));
                  const y = floor - 3.5 - (lane % 5) * 3.4;
                  return <line key={lane} class={one.start === null || one.end === null ? "stretch open" : "stretch"} x1={a} x2={b} y1={y} y2={y} stroke-width={Math.min(3, 1.1 + Math.log2(one.claims) * 0.5)}><title>{`${stretch(one.start === null ? null : iso(one.start), one.end === null ? null : iso(one.end - DAY))}: ${one.claims} claim(s), not exact`}</title></line>;
                })}
                {row.bars.map((bar) => {
                  const tall = Math.max(2, Math.sqrt(bar.count / most) * (rowHeight - 3));
                  const broad = Math.max(1.4, x(Math.min(bar.end, high)) - x(bar.start) - (step.name === "day" ? 1 : 0.6));
                  return <rect key={bar.start} class="bar" x={x(bar.start) + 0.4} y={floor - tall} width={Math.min(broad, 22)} height={tall}><title>{`${step.name === "day" ? "" : `${step.name} of `}${dayWords(iso(bar.start))}: ${bar.count} claim(s), ${row.name.toLowerCase()}`}</title></rect>;
                })}
              </g>
            );
          })}
          {dayX !== null && <g class="now"><line x1={dayX} x2={dayX} y1={2} y2={height - FOOT} stroke={strong} /><path d={`M${dayX - 5} 0h10l-5 7z`} fill={strong} /></g>}
        </svg>
      </div>
      <p class="hidden">Rows: {FAMILIES.map((one) => `${one.name}: ${one.types.join(", ").replaceAll("_", " ")}`).join("; ")}.</p>
    </section>
  );
}
