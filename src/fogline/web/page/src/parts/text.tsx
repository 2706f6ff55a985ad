// A document's words with what was read in them marked, each kind in its own colour and line.
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Mark } from "../types";
import { go } from "../url";
import { cut, type Stretch } from "./marks";

export const MARKED: readonly [string, string][] = [["trigger", "what happened"], ["speaker", "who says so"], ["place", "where"], ["time", "when"], ["quantity", "how many"], ["actor", "who, to whom"], ["cue", "how sure"]];
const AS: Readonly<Record<string, string>> = { agent: "actor", patient: "actor", attribution: "cue", polarity: "cue", modality: "cue", certainty: "cue", verification: "cue" };
const ORDER = ["trigger", "quantity", "time", "place", "speaker", "cue", "actor"];
export const markKind = (kind: string): string => AS[kind] ?? kind;

interface Props { text: string; marks: readonly Mark[]; others?: readonly { id: string; start: number; end: number }[]; titleEnd?: number | null; scroll?: boolean; label: string }

export function MarkedText({ text, marks, others = [], titleEnd, scroll = true, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => cut(text, [
    ...marks.map((mark): Stretch => ({ ...mark, kind: markKind(mark.kind) })),
    ...others.map((one): Stretch => ({ kind: "other", start: one.start, end: one.end, target: one.id })),
    ...(titleEnd ? [{ kind: "title", start: 0, end: titleEnd }] : []),
  ]), [text, marks, others, titleEnd]);
  useEffect(() => {
    const mark = box.current?.querySelector(".m-trigger") ?? box.current?.querySelector(".m-evidence");
    if (scroll && mark && box.current) {
      const inner = mark.getBoundingClientRect(), outer = box.current.getBoundingClientRect();
      box.current.scrollTop += inner.top - outer.top - box.current.clientHeight / 2.6;
    }
  }, [pieces, scroll]);
  return (
    <div class="document-text" ref={box} dir="auto" tabIndex={0} role="region" aria-label={label}>
      {pieces.map((piece) => {
        const kind = ORDER.find((one) => piece.kinds.includes(one));
        const names = [kind && `m-${kind}`, piece.kinds.includes("evidence") && "m-evidence", piece.kinds.includes("title") && "m-title", !kind && piece.targets.length > 0 && "m-other"].filter(Boolean).join(" ");
        if (!names) return piece.text;
        const target = piece.targets[0];
        if (!kind && target) return <a key={piece.start} class={names} href={`/claims/${encodeURIComponent(target)}`} onClick={(event) => { event.preventDefault(); go(`/claims/${encodeURIComponent(target)}`); }}>{piece.text}</a>;
        return kind ? <mark key={piece.start} class={names} data-kind={kind}>{piece.text}</mark> : <span key={piece.start} class={names}>{piece.text}</span>;
      })}
    </div>
  );
}

export function MarkLegend({ marks }: { marks: readonly Mark[] }) {
  const there = new Set(marks.map((mark) => markKind(mark.kind)));
  return <ul class="mark-legend" aria-label="What the marks say">{MARKED.filter(([kind]) => there.has(kind)).map(([kind, name]) => <li key={kind}><mark class={`m-${kind}`}>{name}</mark></li>)}</ul>;
}
