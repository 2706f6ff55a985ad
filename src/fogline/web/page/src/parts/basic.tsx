// Small things that every view draws with.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Asked } from "../api";
import { NOBODY, stateOf, useSides, STATES, type Shape } from "../parties";
import { shownTheme } from "../prefs";
import { safeHref } from "../safe";
import { go, plainClick } from "../url";

interface LinkProps {
  to: string; replace?: boolean; children?: ComponentChildren; class?: string; rel?: string; title?: string;
  onClick?: (event: MouseEvent) => void; "aria-current"?: "page" | "true";
}

/** A link within the page. */
export function Link({ to, replace, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    onClick?.(event);
    if (event.defaultPrevented || !plainClick(event)) return;
    event.preventDefault();
    go(to, { replace });
  };
  return <a {...rest} href={to} onClick={follow} />;
}

/** A link out, where the address leads to the web at all. */
export function Out({ href, children }: { href: string | null | undefined; children: ComponentChildren }) {
  const safe = safeHref(href);
  return safe ? <a href={safe} target="_blank" rel="noopener noreferrer" class="out">{children}<span class="hidden"> (opens in a new tab)</span></a> : <>{children}</>;
}

/** Words from articles: of whatever script, in its own direction. */
export const Words = ({ children, class: name }: { children: ComponentChildren; class?: string }) => <bdi dir="auto" class={name}>{children}</bdi>;

export function Glyph({ shape, colour, size = 14, letter, hollow = false }: { shape: Shape; colour: string; size?: number; letter?: string; hollow?: boolean }) {
  const common = { fill: hollow ? "none" : colour, stroke: colour, "stroke-width": 2 };
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      {shape === "circle" && <circle cx="10" cy="10" r="8.6" {...common} />}
      {shape === "square" && <rect x="1.6" y="1.6" width="16.8" height="16.8" rx="1.5" {...common} />}
      {shape === "diamond" && <path d="M10 .6 19.4 10 10 19.4.6 10Z" {...common} />}
      {shape === "triangle" && <path d="M10 1 19.4 18.4H.6Z" {...common} />}
      {letter && <text x="10" y={shape === "triangle" ? 16.4 : 14.4} text-anchor="middle" font-size={shape === "triangle" ? 9.5 : 12} font-weight="700" fill={hollow ? colour : "var(--on-mark)"}>{letter}</text>}
    </svg>
  );
}

/** A side: its shape, its letter, its name. No side: an open circle. */
export function PartyMark({ party, bare = false }: { party: string | null | undefined; bare?: boolean }) {
  const side = useSides().get(party ?? "");
  const name = side?.name ?? (party ? party : "no side");
  const glyph = side ? <Glyph shape={side.shape} colour={side.colour} letter={side.letter} /> : <Glyph shape="circle" colour={NOBODY[shownTheme()]} hollow size={11} />;
  return <span class="party" title={bare ? name : undefined}>{glyph}{bare ? <span class="hidden">{name}</span> : <Words>{name}</Words>}</span>;
}

/** Who holds a place, and on whose word. */
export function ControlMark({ holder, basis }: { holder: string | null; basis: string | null }) {
  const state = stateOf(holder, basis);
  const known = STATES.find((one) => one.key === state)!;
  if (state === "contested" || state === "unknown" || state === "none") return <span class={`state state-${state}`} title={known.says}><i aria-hidden="true" />{known.name}</span>;
  return <span class={`state state-${state}`} title={known.says}><PartyMark party={holder} /> <em>{basis ? basis.replaceAll("_", " ") : known.name}</em></span>;
}

export const Tag = ({ children, kind = "" }: { children: ComponentChildren; kind?: string }) => <span class={`tag ${kind}`}>{children}</span>;

/** What is shown while an answer is on its way, was refused, or is there. */
export function Answer<T>({ asked, children, what = "" }: { asked: Asked<T>; children: (value: T) => ComponentChildren; what?: string }) {
  if (asked.error) return <div class="notice" role="alert"><strong>{asked.error.status === 404 ? "Not in this ledger." : "That did not work."}</strong> <Words>{asked.error.message}</Words></div>;
  if (asked.value === null) return <p class="loading" role="status">Reading {what || "the ledger"} …</p>;
  return <div class={asked.busy ? "answer busy" : "answer"} aria-busy={asked.busy}>{children(asked.value)}</div>;
}

export const Nothing = ({ children }: { children: ComponentChildren }) => <p class="nothing">{children}</p>;

export function useTitle(title: string): void {
  useEffect(() => { document.title = title ? `${title} · Fogline` : "Fogline"; }, [title]);
}

export function Pager({ total, offset, limit, to }: { total: number; offset: number; limit: number; to: (offset: number) => string }) {
  if (total <= limit) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {offset > 0 ? <Link to={to(Math.max(0, offset - limit))} rel="prev">Previous</Link> : <span />}
      <span>{(offset + 1).toLocaleString("en-GB")}–{Math.min(total, offset + limit).toLocaleString("en-GB")} of {total.toLocaleString("en-GB")}</span>
      {offset + limit < total ? <Link to={to(offset + limit)} rel="next">Next</Link> : <span />}
    </nav>
  );
}
