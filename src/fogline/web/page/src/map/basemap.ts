// The base map: files that ship with the page, read once. Nothing is ever asked of another machine.
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

const from = (name: string): Promise<unknown> => fetch(`${import.meta.env.BASE_URL}basemap/${name}`).then((response) => {
  if (!response.ok) throw new Error(`the base map's ${name} is not there`);
  return response.json();
});

export interface Base { land: Feature; borders: Feature; disputed: Feature; rivers: Feature; lakes: Feature; countries: FeatureCollection }
interface RegionIs { n: string; c: string | null; at: [number, number]; size: number }
/** *lines* are those between regions of one country: its outer borders are drawn from other data. */
export type Regions = FeatureCollection<Polygon | MultiPolygon, RegionIs> & { lines: Feature };

let base: Promise<Base> | null = null;
let regions: Promise<Regions> | null = null;
let towns: Promise<FeatureCollection> | null = null;

const point = (coordinates: [number, number], properties: Record<string, unknown>): Feature => ({ type: "Feature", properties, geometry: { type: "Point", coordinates } });

export const baseMap = (): Promise<Base> => (base ??= from("base.json").then((read) => {
  const { topology, countries } = read as { topology: Topology; countries: [string, string, number, number, number][] };
  const layer = (name: string) => feature(topology, topology.objects[name]!) as Feature;
  return {
    land: layer("land"), borders: layer("borders"), disputed: layer("disputed"), rivers: layer("rivers"), lakes: layer("lakes"),
    countries: { type: "FeatureCollection", features: countries.map(([iso, name, x, y, size]) => point([x, y], { iso, name: name.toLocaleUpperCase(), size })) },
  };
}));

export const regionMap = (): Promise<Regions> => (regions ??= from("regions.json").then((read) => {
  const topology = read as Topology;
  const object = topology.objects.regions as GeometryCollection<RegionIs>;
  const lines = mesh(topology, object, (a, b) => a !== b && (a as { properties?: RegionIs }).properties?.c === (b as { properties?: RegionIs }).properties?.c);
  return { ...(feature(topology, object) as FeatureCollection<Polygon | MultiPolygon, RegionIs>), lines: { type: "Feature", properties: {}, geometry: lines } };
}));

export const townMap = (): Promise<FeatureCollection> => (towns ??= from("towns.json").then((read) => ({
  type: "FeatureCollection",
  features: (read as [string, number, number, number, number][]).map(([name, x, y, size, capital]) => point([x, y], { name, size, capital })),
})));

export const regionNames = (found: Regions): FeatureCollection => ({
  type: "FeatureCollection",
  features: found.features.map((one) => point(one.properties.at, { name: one.properties.n, size: one.properties.size })),
});

/** The region that holds a point, to draw what is said of all of it. */
export function regionAt(found: Regions, longitude: number, latitude: number): Feature<Polygon | MultiPolygon> | null {
  return found.features.find((one) => holds(one.geometry, longitude, latitude)) ?? null;
}

function holds(geometry: Geometry, x: number, y: number): boolean {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  return polygons.some((rings) => rings.reduce((odd, ring) => (crosses(ring, x, y) ? !odd : odd), false));
}

function crosses(ring: number[][], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as [number, number], [xj, yj] = ring[j] as [number, number];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

/** A circle of *radius* kilometres on the ground. */
export function circle(longitude: number, latitude: number, radius: number, steps = 48): Feature<Polygon> {
  const ring: [number, number][] = [];
  const wide = radius / (111.32 * Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
  for (let step = 0; step <= steps; step++) {
    const angle = (2 * Math.PI * step) / steps;
    ring.push([longitude + wide * Math.cos(angle), latitude + (radius / 110.57) * Math.sin(angle)]);
  }
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}
