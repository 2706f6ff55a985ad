// A text and the stretches marked in it, cut into pieces that do not overlap. No browser is needed here.
export interface Stretch { kind: string; start: number; end: number; target?: string }
export interface Piece { text: string; kinds: string[]; targets: string[]; start: number }

/** Where code points begin in a JavaScript string: the server counts code points, the browser halves of pairs. */
export function codePoints(text: string): (at: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (at) => Math.min(Math.max(at, 0), text.length);
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) starts.push(at);
  return (at) => (at <= 0 ? 0 : (starts[at] ?? text.length));
}

/** *text* from *from* on in pieces, each with the kinds of all marks over it. Marks outside the text are left out. */
export function cut(text: string, marks: readonly Stretch[], from = 0): Piece[] {
  const at = codePoints(text);
  const placed = marks.map((mark) => ({ ...mark, start: at(mark.start), end: at(mark.end) })).filter((mark) => mark.end > mark.start && mark.start >= from);
  const edges = [...new Set([from, text.length, ...placed.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let k = 1; k < edges.length; k++) {
    const start = edges[k - 1]!, end = edges[k]!;
    const over = placed.filter((mark) => mark.start <= start && mark.end >= end);
    pieces.push({
      text: text.slice(start, end), start,
      kinds: [...new Set(over.map((mark) => mark.kind))],
      targets: [...new Set(over.flatMap((mark) => (mark.target ? [mark.target] : [])))],
    });
  }
  return pieces;
}
