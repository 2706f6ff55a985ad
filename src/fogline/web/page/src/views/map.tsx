// Map, time line and claims beside them: one choice of place, days and conditions shared by all three.
import { lazy, Suspense } from "preact/compat";
import { useMemo, useState } from "preact/hooks";
import { useAnswer, useMeta } from "../api";
import { asked } from "../filters";
import { Legend } from "../map/legend";
import type { View } from "../map/map";
import { Answer, ControlMark, Link, Nothing, Pager, useTitle, Words } from "../parts/basic";
import { ClaimRow } from "../parts/claims";
import { Filters, Holding } from "../parts/filters";
import { TimeStrip } from "../timeline/timeline";
import { plus } from "../timeline/scale";
import type { Claims, MapData, Timeline } from "../types";
import { change, changed, useWhere } from "../url";
import { day as dayWords, number, plural } from "../words";

const PlaceMap = lazy(() => import("../map/map").then((read) => read.PlaceMap));
const LIMIT = 40;

function readView(text: string | null): View | null {
  const [zoom, latitude, longitude] = (text ?? "").split("/").map(Number);
  return [zoom, latitude, longitude].every((one) => one !== undefined && Number.isFinite(one)) && Math.abs(latitude!) <= 90 && zoom! >= 0 && text!.includes("/") ? { zoom: Math.min(zoom!, 14), latitude: latitude!, longitude: longitude! } : null;
}

export function MapView() {
  const { query } = useWhere();
  const meta = useMeta().value;
  const day = query.get("day"), place = query.get("place"), from = query.get("from"), to = query.get("to"), offset = Number(query.get("offset") ?? 0);
  const [over, setOver] = useState<string | null>(null);
  useTitle(day ? `Map, ${dayWords(day)}` : "Map");

  // The day says who is said to hold what, and which claims are listed; where it runs, a week before it is shown.
  const recent: Record<string, string> = day && !from && !to ? { from: plus(day, -6), to: day } : {};
  const map = useAnswer<MapData>(asked("/map", query, { on: day ?? to, place: null, ...recent }));
  const line = useAnswer<Timeline>(asked("/timeline", query, { from: null, to: null, undated: null }));
  const list = useAnswer<Claims>(asked("/claims", query, { ...recent, sort: query.get("sort") ?? (day || from ? "time" : "-confidence"), limit: LIMIT, offset, fields: "short" }));
  const places = map.value?.places ?? null;
  const at = place && places ? places.key.indexOf(place) : -1;
  const view = useMemo(() => readView(query.get("view")), [query.get("view")]);
  const placeName = at >= 0 ? places!.name[at]! : place;

  return (
    <div class="mapview">
      <h1 class="hidden">Map of claims</h1>
      <div class="mapbox">
        <Suspense fallback={<p class="loading">Unfolding the map …</p>}>
          {meta && <PlaceMap places={places} view={view} over={over} chosen={place} onChoose={(key) => change({ place: key, offset: null })}
            onView={(next) => change({ view: `${next.zoom.toFixed(2)}/${next.latitude.toFixed(4)}/${next.longitude.toFixed(4)}` }, { replace: true })} />}
        </Suspense>
        <Legend />
        {map.error && <p class="notice" role="alert">{map.error.message}</p>}
      </div>
      <section class="beside" aria-label="Claims">
        <header>
          <Filters leave={["from", "undated", "place"]} />
          <Holding leave={["place"]} />
          {place && (
            <div class="chosen-place">
              <h2><Link to={`/places/${encodeURIComponent(place)}`}><Words>{placeName}</Words></Link></h2>
              {at >= 0 && <ControlMark holder={places!.holder[at] ?? null} basis={places!.basis[at] ?? null} />}
              <button type="button" class="quiet" onClick={() => change({ place: null, offset: null })}>all places</button>
            </div>
          )}
          <p class="count" role="status">
            {list.value ? plural(list.value.total, "claim") : "…"}
            {day && !from && !to ? ` in the week to ${dayWords(day)}` : ""}
            {map.value && map.value.without_place + map.value.without_point > 0 && !place ? <span class="unsaid"> · {number(map.value.without_place + map.value.without_point)} have no place on the map</span> : null}
            <label class="order"><span class="hidden">Order</span>
              <select value={query.get("sort") ?? (day || from ? "time" : "-confidence")} onChange={(event) => change({ sort: event.currentTarget.value, offset: null })}>
                <option value="time">oldest first</option><option value="-time">newest first</option><option value="-confidence">surest first</option><option value="confidence">least sure first</option>
              </select></label>
          </p>
        </header>
        <Answer asked={list} what="claims">
          {({ claims, total, limit }) => (
            <>
              {claims.length === 0 && <Nothing>No claim answers to this. {day && !from ? "Move the day, or clear it." : "Take a condition away."}</Nothing>}
              {claims.map((claim) => <ClaimRow key={claim.claim_id} claim={claim} place={!place} onOver={setOver} />)}
              <Pager total={total} offset={offset} limit={limit} to={(next) => changed({ offset: next ? String(next) : null })} />
            </>
          )}
        </Answer>
      </section>
      <div class="below">
        <Answer asked={line} what="the time line">
          {(data) => <TimeStrip data={data} day={day} from={from} to={to} span={query.get("span")} undated={query.get("undated")}
            onlyUndated={query.get("undated") === "only" ? changed({ undated: null, offset: null }) : changed({ undated: "only", day: null, from: null, to: null, offset: null })} />}
        </Answer>
      </div>
    </div>
  );
}
