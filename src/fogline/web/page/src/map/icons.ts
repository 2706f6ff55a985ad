// What a place is drawn with: the side's shape, colour and letter; how it is filled says on whose word.
import type { Map as MapLibre } from "maplibre-gl";
import { NOBODY, type Shape, type Side, type State } from "../parties";

const SIZE = 44;

function trace(pen: CanvasRenderingContext2D, shape: Shape, inset: number): void {
  const low = inset, high = SIZE - inset, middle = SIZE / 2;
  pen.beginPath();
  if (shape === "circle") pen.arc(middle, middle, middle - inset, 0, 2 * Math.PI);
  else if (shape === "square") pen.rect(low + 2, low + 2, high - low - 4, high - low - 4);
  else if (shape === "diamond") { pen.moveTo(middle, low - 2); pen.lineTo(high + 2, middle); pen.lineTo(middle, high + 2); pen.lineTo(low - 2, middle); pen.closePath(); }
  else { pen.moveTo(middle, low); pen.lineTo(high, high - 2); pen.lineTo(low, high - 2); pen.closePath(); }
}

function hatch(pen: CanvasRenderingContext2D, colour: string, gap: number, width: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  for (let at = -SIZE; at < SIZE * 2; at += gap) { pen.beginPath(); pen.moveTo(at, SIZE); pen.lineTo(at + SIZE, 0); pen.stroke(); }
}

/** One icon, on a canvas of its own. *held*: full. *conceded*: full, with a ring left open. *claimed*: hatched. */
export function paint(state: State, side: Side | null, sides: readonly Side[], theme: "light" | "dark", area = false): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d")!;
  const paper = theme === "dark" ? "#1a1f22" : "#fdfbf5", grey = NOBODY[theme], ink = theme === "dark" ? "#e9e5db" : "#2b2a27";
  const shape = side?.shape ?? "circle", colour = side?.colour ?? grey;
  if (state === "none" && area) {
    trace(pen, "circle", 8); pen.fillStyle = `${paper}b0`; pen.fill(); pen.setLineDash([4, 4]); pen.strokeStyle = grey; pen.lineWidth = 3; pen.stroke();
    return canvas;
  }
  if (state === "none") {
    trace(pen, "circle", 10); pen.fillStyle = grey; pen.fill(); pen.strokeStyle = paper; pen.lineWidth = 3; pen.stroke();
    return canvas;
  }
  if (state === "unknown") {
    trace(pen, "circle", 6); pen.fillStyle = paper; pen.fill(); pen.setLineDash([5, 4]); pen.strokeStyle = grey; pen.lineWidth = 3.5; pen.stroke();
    letter(pen, "?", grey, 0);
    return canvas;
  }
  if (state === "contested") {
    const [first, second] = [sides[0]?.colour ?? grey, sides[1]?.colour ?? ink];
    trace(pen, "circle", 4); pen.save(); pen.clip();
    pen.fillStyle = first; pen.fillRect(0, 0, SIZE / 2, SIZE); pen.fillStyle = second; pen.fillRect(SIZE / 2, 0, SIZE / 2, SIZE);
    pen.fillStyle = paper; pen.fillRect(SIZE / 2 - 2, 0, 4, SIZE); pen.restore();
    trace(pen, "circle", 4); pen.strokeStyle = ink; pen.lineWidth = 3; pen.stroke();
    return canvas;
  }
  trace(pen, shape, 3); pen.fillStyle = paper; pen.fill();
  trace(pen, shape, 5);
  if (state === "claimed") {
    pen.save(); pen.clip(); hatch(pen, colour, 8, 2.6); pen.restore();
    trace(pen, shape, 5); pen.strokeStyle = colour; pen.lineWidth = 3.5; pen.stroke();
    pen.beginPath(); pen.arc(SIZE / 2, SIZE / 2 + (shape === "triangle" ? 5 : 0), 10, 0, 2 * Math.PI); pen.fillStyle = paper; pen.fill();
    letter(pen, side?.letter ?? "", theme === "dark" ? colour : colour, shape === "triangle" ? 5 : 0);
    return canvas;
  }
  pen.fillStyle = colour; pen.fill();
  if (state === "conceded") { trace(pen, shape, 10); pen.strokeStyle = paper; pen.lineWidth = 2.6; pen.stroke(); }
  letter(pen, side?.letter ?? "", theme === "dark" ? "#14181b" : "#ffffff", shape === "triangle" ? 5 : 0);
  return canvas;
}

function letter(pen: CanvasRenderingContext2D, text: string, colour: string, down: number): void {
  pen.fillStyle = colour;
  pen.font = "700 17px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, SIZE / 2, SIZE / 2 + 1 + down);
}

export const iconName = (state: State, holder: string | null, area = false): string => state === "none" && area ? "area/" : `${state}/${state === "contested" || state === "unknown" || state === "none" ? "" : (holder ?? "")}`;

/** Put every icon into *map*; again after a change of theme. */
export function addIcons(map: MapLibre, sides: Map<string, Side>, theme: "light" | "dark"): void {
  const all = [...sides.values()];
  const wanted: [State, Side | null, boolean?][] = [["none", null], ["none", null, true], ["unknown", null], ["contested", null], ...all.flatMap((side): [State, Side][] => [["held", side], ["conceded", side], ["claimed", side]])];
  for (const [state, side, area = false] of wanted) {
    const name = iconName(state, side?.key ?? null, area);
    const pen = paint(state, side, all, theme, area).getContext("2d")!;
    const image = pen.getImageData(0, 0, SIZE, SIZE);
    if (map.hasImage(name)) map.updateImage(name, image); else map.addImage(name, image, { pixelRatio: 1.5 });
  }
}
