import { useMemo } from "preact/hooks";
import { PartyMark } from "../parts/basic";
import { STATES, useSides } from "../parties";
import { useTheme } from "../prefs";
import { paint } from "./icons";

/** What the signs on the map say. */
export function Legend() {
  const sides = useSides();
  const [, , theme] = useTheme();
  const pictures = useMemo(() => {
    const all = [...sides.values()];
    return STATES.map((one) => ({ ...one, picture: paint(one.key, all[0] ?? null, all, theme).toDataURL() }));
  }, [sides, theme]);
  return (
    <details class="legend" open={matchMedia("(min-width: 900px)").matches}>
      <summary>Signs</summary>
      <ul class="legend-sides">{[...sides.values()].map((side) => <li key={side.key}><PartyMark party={side.key} /></li>)}</ul>
      <ul class="legend-states">{pictures.map((one) => <li key={one.key} title={one.says}><img src={one.picture} width="22" height="22" alt="" /> {one.name} <span class="hidden">({one.says})</span></li>)}</ul>
      <p>Larger: more claims. Dashed: disputed border, or how far a place may reach.</p>
    </details>
  );
}
