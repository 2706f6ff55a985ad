// How the map is drawn, in light and in dark. Labels are set in the reader's own fonts: no glyphs are fetched.
import type { FeatureCollection } from "geojson";
import type { Side } from "../parties";
import type { ExpressionSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";

export const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

const INK = {
  light: { sea: "#dfe6ea", land: "#f7f4ec", coast: "#9fb0b8", border: "#8b8577", region: "#d3ccbb", water: "#b9cbd4", name: "#7b7566", strong: "#2b2a27", halo: "#f7f4ec", cluster: "#4a4740", clusterText: "#ffffff", choice: "#111111" },
  dark: { sea: "#12171b", land: "#1f2428", coast: "#3c4a52", border: "#6a6d6b", region: "#343a3d", water: "#2a3a44", name: "#8f9089", strong: "#e9e5db", halo: "#1a1f22", cluster: "#cbc6b9", clusterText: "#15181a", choice: "#ffffff" },
} as const;

const FONT = ["sans-serif"];
const zoomed = (...stops: number[]): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;

/** Icons grow with the claims of a place, slowly: four times the claims, twice the width. */
export const SIZE: ExpressionSpecification = ["interpolate", ["linear"], ["sqrt", ["get", "claims"]], 1, 0.52, 3, 0.7, 8, 1, 20, 1.35, 60, 1.8];

const data = (value: FeatureCollection = EMPTY): SourceSpecification => ({ type: "geojson", data: value, tolerance: 0.3 });

/** Which sides a cluster's places are said to be held by, as letters: "U", "R", "U R". */
function sidesOf(sides: readonly Side[]): { properties: Record<string, unknown>; letters: ExpressionSpecification; colour: ExpressionSpecification } {
  const properties = Object.fromEntries(sides.map((side) => [`side${side.slot}`, ["+", ["case", ["==", ["get", "holder"], side.key], 1, 0]]]));
  const any = (side: Side) => [">", ["get", `side${side.slot}`], 0];
  const only = (side: Side) => ["all", any(side), ["==", ["get", "contested"], 0], ...sides.filter((other) => other !== side).map((other) => ["==", ["get", `side${other.slot}`], 0])];
  const letters = ["concat", ["get", "point_count_abbreviated"], ...sides.map((side) => ["case", any(side), ` ${side.letter}`, ""]), ["case", [">", ["get", "contested"], 0], " ×", ""]];
  const colour = ["case", ...sides.flatMap((side) => [only(side), side.colour]), "__none__"];
  return { properties, letters: letters as unknown as ExpressionSpecification, colour: colour as unknown as ExpressionSpecification };
}

export function mapStyle(theme: "light" | "dark", sides: readonly Side[]): StyleSpecification {
  const clusters = sidesOf(sides);
  const ink = INK[theme];
  const clusterColour = (sides.length ? (clusters.colour as unknown as unknown[]).map((one) => (one === "__none__" ? ink.cluster : one)) : ink.cluster) as unknown as ExpressionSpecification;
  const line = (id: string, source: string, colour: string, width: ExpressionSpecification | number, more: object = {}) =>
    ({ id, type: "line" as const, source, paint: { "line-color": colour, "line-width": width, ...more } });
  return {
    version: 8,
    sources: {
      land: data(), lakes: data(), rivers: data(), regions: data(), borders: data(), disputed: data(), countryNames: data(), regionNames: data(), towns: data(),
      extents: data(), areas: data(), radii: data(), chosen: data(),
      places: {
        type: "geojson", data: EMPTY, cluster: true, clusterRadius: 22, clusterMaxZoom: 7, promoteId: "key",
        clusterProperties: { claims: ["+", ["get", "claims"]], contested: ["+", ["case", ["==", ["get", "state"], "contested"], 1, 0]], ...clusters.properties },
      },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": ink.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": ink.land } },
      { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": ink.sea } },
      line("rivers", "rivers", ink.water, zoomed(2, 0.3, 6, 1, 10, 2)),
      { ...line("regions", "regions", ink.region, zoomed(3, 0.3, 8, 1)), minzoom: 3.5 },
      line("coast", "land", ink.coast, zoomed(1, 0.4, 8, 1)),
      line("borders", "borders", ink.border, zoomed(2, 0.6, 8, 1.4)),
      line("disputed", "disputed", ink.border, zoomed(2, 0.6, 8, 1.4), { "line-dasharray": [2.5, 2] }),
      { id: "areas", type: "fill", source: "areas", maxzoom: 9, paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.07 } },
      line("area-lines", "areas", ["get", "colour"] as unknown as string, 1.1, { "line-dasharray": [3, 2], "line-opacity": 0.6 }),
      { ...line("radii", "radii", ["get", "colour"] as unknown as string, 1, { "line-dasharray": [2, 3], "line-opacity": 0.55 }), minzoom: 8 },
      { id: "extents", type: "fill", source: "extents", paint: { "fill-color": ["get", "colour"], "fill-opacity": ["get", "opacity"] } },
      line("extent-lines", "extents", ["get", "colour"] as unknown as string, 1.2, { "line-dasharray": [3, 2], "line-opacity": 0.75 }),
      {
        id: "countries", type: "symbol", source: "countryNames", maxzoom: 7,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": zoomed(2, 9, 6, 13), "text-letter-spacing": 0.12, "text-max-width": 7, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-padding": 6 },
        paint: { "text-color": ink.name, "text-halo-color": ink.halo, "text-halo-width": 1.2 },
        filter: [">=", ["*", ["get", "size"], ["^", 4, ["zoom"]]], 900] as unknown as ExpressionSpecification,
      },
      {
        id: "region-names", type: "symbol", source: "regionNames", minzoom: 5, maxzoom: 9.5,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": zoomed(5, 9, 9, 12), "text-letter-spacing": 0.08, "text-max-width": 7, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-padding": 10 },
        paint: { "text-color": ink.name, "text-opacity": 0.85, "text-halo-color": ink.halo, "text-halo-width": 1 },
      },
      {
        id: "towns", type: "symbol", source: "towns", minzoom: 4,
        filter: [">=", ["+", ["get", "size"], ["get", "capital"]], ["step", ["zoom"], 11, 5, 9, 6, 8, 7, 7, 8, 6, 9, 4]] as unknown as ExpressionSpecification,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": zoomed(4, 9.5, 10, 12), "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.4, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-padding": 4 },
        paint: { "text-color": ink.name, "text-halo-color": ink.halo, "text-halo-width": 1.2 },
      },
      { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": ["get", "radius"], "circle-color": "transparent", "circle-stroke-color": ink.choice, "circle-stroke-width": 2.2 } },
      {
        id: "clusters", type: "circle", source: "places", filter: ["has", "point_count"],
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "claims"]], 1, 11, 10, 15, 40, 22, 120, 30],
          "circle-color": clusterColour, "circle-opacity": 0.88, "circle-stroke-color": ink.halo, "circle-stroke-width": 1.5,
        },
      },
      {
        // Placed after the clusters' numbers, so that names keep clear of them; a name gives way, a sign never does.
        id: "places", type: "symbol", source: "places", filter: ["!", ["has", "point_count"]],
        layout: {
          "icon-image": ["get", "icon"], "icon-size": SIZE, "icon-allow-overlap": true, "text-optional": true,
          "text-field": ["step", ["zoom"], "", 4.5, ["get", "name"]], "text-font": FONT, "text-size": zoomed(5, 10.5, 10, 13), "text-variable-anchor": ["left", "right", "top", "bottom"],
          "text-radial-offset": ["interpolate", ["linear"], ["sqrt", ["get", "claims"]], 1, 0.7, 8, 1.1, 20, 1.6] as unknown as ExpressionSpecification,
          "symbol-sort-key": ["-", 0, ["get", "claims"]], "text-padding": 2, "text-max-width": 9,
        },
        paint: { "text-color": ink.strong, "text-halo-color": ink.halo, "text-halo-width": 1.6 },
      },
      {
        id: "cluster-counts", type: "symbol", source: "places", filter: ["has", "point_count"],
        layout: { "text-field": clusters.letters, "text-font": FONT, "text-size": 10.5, "text-allow-overlap": true, "text-padding": 7 },
        paint: { "text-color": ink.clusterText },
      },
    ],
  };
}
