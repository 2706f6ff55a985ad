// Sides: each has a colour of a set that colour-blind readers tell apart (Okabe and Ito 2008), a shape and a letter,
// so that colour is never the only sign.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Party } from "./types";

export type Shape = "circle" | "square" | "diamond" | "triangle";
export interface Side { key: string; name: string; letter: string; colour: string; shape: Shape; slot: number }

// Blue, vermilion, bluish green, reddish purple, orange, sky blue; lighter where the ground is dark.
const LIGHT = ["#0072B2", "#D55E00", "#009E73", "#B8568F", "#C98500", "#3A94C9"];
const DARK = ["#4FA8DE", "#F0853F", "#2FC79B", "#DE93BE", "#F0B93A", "#7CC8F0"];
const SHAPES: readonly Shape[] = ["circle", "square", "diamond", "triangle"];
export const NOBODY = { light: "#6d6a63", dark: "#a09c93" };

export function sides(parties: readonly Party[], theme: "light" | "dark"): Map<string, Side> {
  const taken = new Set<string>();
  return new Map(parties.map(({ party, name, colour }) => {
    const slot = colour % LIGHT.length;
    const letter = [...name.toLocaleUpperCase()].find((one) => /\p{L}/u.test(one) && !taken.has(one)) ?? String(colour + 1);
    taken.add(letter);
    return [party, { key: party, name, letter, colour: (theme === "dark" ? DARK : LIGHT)[slot]!, shape: SHAPES[colour % SHAPES.length]!, slot }];
  }));
}

export const Sides = createContext<Map<string, Side>>(new Map());
export const useSides = (): Map<string, Side> => useContext(Sides);

export const STATES: readonly { key: State; name: string; says: string }[] = [
  { key: "held", name: "held", says: "both sides say so, or it was verified" },
  { key: "conceded", name: "conceded", says: "the side that lost it says so" },
  { key: "claimed", name: "claimed", says: "only the holder, or somebody without a side, says so" },
  { key: "contested", name: "contested", says: "accounts differ" },
  { key: "unknown", name: "unknown", says: "only who does not hold it is told" },
  { key: "none", name: "no word", says: "nobody is said to hold it" },
];
export type State = "held" | "conceded" | "claimed" | "contested" | "unknown" | "none";

/** What a holder and its basis come to. */
export function stateOf(holder: string | null, basis: string | null): State {
  if (!holder) return "none";
  if (holder === "contested" || holder === "unknown") return holder;
  if (basis === "conceded" || basis === "claimed") return basis;
  return "held";
}
