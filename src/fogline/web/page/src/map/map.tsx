// The map: places sized by claims, drawn by who is said to hold them, over a base map that decides nothing.
import type { Feature, FeatureCollection } from "geojson";
import { type GeoJSONSource, LngLatBounds, Map as MapLibre, type MapGeoJSONFeature, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "preact/hooks";
import { stateOf, useSides } from "../parties";
import { stillness, useTheme } from "../prefs";
import type { MapColumns } from "../types";
import { baseMap, circle, regionAt, regionMap, regionNames, type Regions, townMap } from "./basemap";
import { addIcons, iconName } from "./icons";
import { mapStyle } from "./style";

setWorkerUrl(workerUrl);

export interface View { longitude: number; latitude: number; zoom: number }
export const viewText = (view: View): string => `${view.zoom.toFixed(2)}/${view.latitude.toFixed(4)}/${view.longitude.toFixed(4)}`;
export function readView(text: string | null): View | null {
  const [zoom, latitude, longitude] = (text ?? "").split("/").map(Number);
  return [zoom, latitude, longitude].every((one) => one !== undefined && Number.isFinite(one)) && Math.abs(latitude!) <= 90 && zoom! >= 0 ? { zoom: Math.min(zoom!, 16), latitude: latitude!, longitude: longitude! } : null;
}

const COARSE = /^(ADM1|PCL|RGN|TERR|SEA|OCN|CONT)/;
const coarse = (code: string | null, radius: number | null): boolean => COARSE.test(code ?? "") || (radius ?? 0) > 60;

function placePoints(places: MapColumns): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: places.key.map((key, at): Feature => {
      const state = stateOf(places.holder[at] ?? null, places.basis[at] ?? null);
      return {
        type: "Feature", geometry: { type: "Point", coordinates: [places.longitude[at]!, places.latitude[at]!] },
        properties: { key, name: places.name[at], claims: places.claims[at], state, holder: places.holder[at] ?? "", icon: iconName(state, places.holder[at] ?? null, coarse(places.feature_code[at] ?? null, places.radius_km[at] ?? null)) },
      };
    }),
  };
}

/** Where most of the claims are: around their middle, as far as two thirds of them reach. */
function frame(places: MapColumns): LngLatBounds | null {
  const exact = places.key.flatMap((_, at) => (coarse(places.feature_code[at] ?? null, places.radius_km[at] ?? null) ? [] : [at]));
  const all = exact.length ? exact : [...places.key.keys()];
  if (!all.length) return null;
  const total = all.reduce((sum, at) => sum + places.claims[at]!, 0);
  const middle = (values: number[]): number => {
    let sum = 0;
    return values[[...all].sort((a, b) => values[a]! - values[b]!).find((at) => (sum += places.claims[at]!) >= total / 2)!]!;
  };
  const [x, y] = [middle(places.longitude), middle(places.latitude)];
  const far = (at: number) => Math.hypot((places.longitude[at]! - x) * Math.cos((y * Math.PI) / 180), places.latitude[at]! - y);
  const bounds = new LngLatBounds([x - 0.2, y - 0.15], [x + 0.2, y + 0.15]);
  let sum = 0;
  for (const at of all.sort((a, b) => far(a) - far(b))) {
    if (sum > total * 0.66) break;
    sum += places.claims[at]!;
    bounds.extend([places.longitude[at]!, places.latitude[at]!]);
  }
  return bounds;
}

interface Props {
  places: MapColumns | null;
  view: View | null;
  onView: (view: View) => void;
  chosen: string | null;
  over: string | null;
  onChoose: (key: string | null) => void;
}

export function PlaceMap({ places, view, onView, chosen, over, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const latest = useRef({ places, onView, onChoose });
  latest.current = { places, onView, onChoose };
  const [ready, setReady] = useState(0);
  const [regions, setRegions] = useState<Regions | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [label, setLabel] = useState<{ x: number; y: number; text: string } | null>(null);
  const framed = useRef(view !== null);
  const own = useRef(view ? viewText(view) : "");
  const [, , theme] = useTheme();
  const sides = useSides();

  useEffect(() => {
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: box.current!, style: mapStyle(theme, [...sides.values()]), center: view ? [view.longitude, view.latitude] : [32, 48.5], zoom: view?.zoom ?? 4.5,
        minZoom: 1, maxZoom: 14, attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: stillness() ? 0 : 120, renderWorldCopies: false,
      });
    } catch {
      setFault("This browser shows no WebGL, which the map needs. Everything on it is also in the lists.");
      return;
    }
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.keyboard.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-right");
    made.on("error", ({ error }) => console.error(`map: ${error.message}`));
    made.on("style.load", () => setReady((count) => count + 1));
    made.on("moveend", (event) => {
      if (!event.originalEvent && !("byReader" in event)) return;
      const { lng, lat } = made.getCenter();
      const now = { longitude: lng, latitude: lat, zoom: made.getZoom() };
      own.current = viewText(now);
      latest.current.onView(now);
    });
    const at = (point: { x: number; y: number }) => made.queryRenderedFeatures([[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]], { layers: ["places", "clusters"] })[0] as MapGeoJSONFeature | undefined;
    made.on("click", (event) => {
      const hit = at(event.point);
      if (!hit) return latest.current.onChoose(null);
      if (hit.properties.point_count) {
        const source = made.getSource("places") as GeoJSONSource;
        void source.getClusterExpansionZoom(hit.properties.cluster_id as number).then((zoom) =>
          made.easeTo({ center: (hit.geometry as GeoJSON.Point).coordinates as [number, number], zoom: zoom + 0.3, duration: stillness() ? 0 : 400 }, { byReader: true }));
        return;
      }
      latest.current.onChoose(hit.properties.key as string);
    });
    made.on("mousemove", (event) => {
      const hit = at(event.point);
      made.getCanvas().style.cursor = hit ? "pointer" : "";
      setLabel(hit ? { x: event.point.x, y: event.point.y, text: hit.properties.point_count ? `${hit.properties.point_count} places, ${hit.properties.claims} claims: open` : `${hit.properties.name}: ${hit.properties.claims} claim${hit.properties.claims === 1 ? "" : "s"}, ${hit.properties.state === "none" ? "no word on who holds it" : hit.properties.state}` } : null);
    });
    made.on("mouseout", () => setLabel(null));
    // Tests and the curious ask where a place is drawn.
    (box.current as HTMLElement & { map?: MapLibre }).map = made;
    const grown = new ResizeObserver(() => made.resize());
    grown.observe(box.current!);
    return () => { grown.disconnect(); made.remove(); map.current = null; };
  }, []);

  const drawn = useRef("");
  useEffect(() => {
    const now = `${theme} ${[...sides.keys()].join(" ")}`;
    if (ready && map.current && drawn.current !== now) map.current.setStyle(mapStyle(theme, [...sides.values()]), { diff: false });
    drawn.current = now;
  }, [theme, sides]);

  // The base map, into every new style.
  useEffect(() => {
    const made = map.current;
    if (!made || !ready) return;
    const put = (source: string, value: Feature | FeatureCollection) => (made.getSource(source) as GeoJSONSource | undefined)?.setData(value);
    let gone = false;
    addIcons(made, sides, theme);
    baseMap().then((base) => {
      if (gone) return;
      for (const name of ["land", "lakes", "rivers", "borders", "disputed"] as const) put(name, base[name]);
      put("countryNames", base.countries);
      return Promise.all([regionMap(), townMap()]);
    }).then((both) => {
      if (gone || !both) return;
      put("regions", both[0].lines);
      put("regionNames", regionNames(both[0]));
      put("towns", both[1]);
      setRegions(both[0]);
    }).catch((error: unknown) => setFault(String(error)));
    return () => { gone = true; };
  }, [ready]);

  // The places, at every change of day or condition.
  useEffect(() => {
    const made = map.current;
    if (!made || !ready || !places) return;
    addIcons(made, sides, theme);
    const points = placePoints(places);
    (made.getSource("places") as GeoJSONSource | undefined)?.setData(points);
    if (!framed.current) {
      const bounds = frame(places);
      if (bounds) { framed.current = true; made.fitBounds(bounds, { padding: 48, maxZoom: 8.5, duration: 0 }); }
    }
  }, [places, ready, sides, theme, regions]);

  // How far what is said may reach: of regions that somebody is said to hold their outline, of towns their radius.
  useEffect(() => {
    const made = map.current;
    if (!made || !ready || !places || !regions) return;
    const areas: Feature[] = [], radii: Feature[] = [];
    places.key.forEach((_, at) => {
      const colour = sides.get(places.holder[at] ?? "")?.colour ?? (theme === "dark" ? "#cbc6b9" : "#4a4740");
      const [x, y, code, radius] = [places.longitude[at]!, places.latitude[at]!, places.feature_code[at] ?? null, places.radius_km[at] ?? null];
      if (/^ADM1$/.test(code ?? "") && places.holder[at]) {
        const region = regionAt(regions, x, y);
        if (region) areas.push({ ...region, properties: { colour } });
      } else if (radius && !coarse(code, radius)) radii.push({ ...circle(x, y, radius, 32), properties: { colour } });
    });
    (made.getSource("areas") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: areas });
    (made.getSource("radii") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: radii });
  }, [places, ready, regions, sides, theme]);

  // The same, filled, for the place that is chosen or pointed at.
  useEffect(() => {
    const made = map.current;
    if (!made || !ready || !places) return;
    const extents: Feature[] = [];
    const rings: Feature[] = [];
    for (const key of new Set([chosen, over])) {
      const at = key === null ? -1 : places.key.indexOf(key);
      if (at < 0) continue;
      const [x, y] = [places.longitude[at]!, places.latitude[at]!];
      const colour = sides.get(places.holder[at] ?? "")?.colour ?? (theme === "dark" ? "#cbc6b9" : "#4a4740");
      const region = regions && /^ADM1/.test(places.feature_code[at] ?? "") ? regionAt(regions, x, y) : null;
      const extent = region ?? (places.radius_km[at] ? circle(x, y, places.radius_km[at]!) : null);
      if (extent) extents.push({ ...extent, properties: { colour, opacity: 0.14 } });
      rings.push({ type: "Feature", properties: { radius: 8 + 5 * Math.min(5, Math.sqrt(places.claims[at]!) / 3) }, geometry: { type: "Point", coordinates: [x, y] } });
    }
    (made.getSource("extents") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: extents });
    (made.getSource("chosen") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: rings });
  }, [chosen, over, places, ready, regions, sides, theme]);

  // An address that was gone to moves the map; the map's own movements do not come back to it.
  useEffect(() => {
    if (!view || !map.current || viewText(view) === own.current) return;
    own.current = viewText(view);
    map.current.jumpTo({ center: [view.longitude, view.latitude], zoom: view.zoom });
  }, [view && viewText(view)]);

  return (
    <div class="map" role="region" aria-label="Map of the places that claims are about">
      {fault && <p class="notice">{fault}</p>}
      <div class="canvas" ref={box} data-ready={ready && regions && places ? "yes" : undefined} />
      {label && <div class="tip" style={{ left: `${label.x}px`, top: `${label.y}px` }} aria-hidden="true">{label.text}</div>}
    </div>
  );
}
