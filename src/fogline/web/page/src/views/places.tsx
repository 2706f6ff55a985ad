import { useState } from "preact/hooks";
import { useAnswer } from "../api";
import { Answer, ControlMark, Link, Nothing, PartyMark, useTitle, Words } from "../parts/basic";
import { EventRow } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import { stateOf, useSides } from "../parties";
import { at, DAY } from "../timeline/scale";
import type { PlaceLine, PlacePage, Spell } from "../types";
import { change, useWhere } from "../url";
import { capital, day as dayWords, number, plural, stretch, words } from "../words";

const SHOWN = 300;

export function PlacesView() {
  const { query } = useWhere();
  useTitle("Places");
  const on = query.get("on"), part = (query.get("name") ?? "").toLocaleLowerCase();
  const list = useAnswer<{ on: string | null; places: PlaceLine[] }>(on ? `/places?on=${encodeURIComponent(on)}` : "/places");
  return (
    <div class="page listing">
      <header class="head"><h1>Places</h1>
        <label class="field inline"><span>Held on</span><input type="date" value={on ?? ""} onChange={(event) => change({ on: event.currentTarget.value })} /></label>
        <label class="field inline"><span>Name</span><input type="search" value={query.get("name") ?? ""} onInput={(event) => change({ name: event.currentTarget.value }, { replace: true })} /></label>
        <label class="inline"><input type="checkbox" checked={query.get("control") === "told"} onChange={(event) => change({ control: event.currentTarget.checked ? "told" : null })} /> only where somebody is said to hold it</label>
      </header>
      <Answer asked={list} what="places">
        {({ places }) => {
          const found = places.filter((one) => (!part || one.name.toLocaleLowerCase().includes(part)) && (query.get("control") !== "told" || one.control)).sort((a, b) => b.claims - a.claims);
          return (
            <>
              <p class="count" role="status">{plural(found.length, "place")}</p>
              {found.length === 0 && <Nothing>No place answers to this.</Nothing>}
              <div class="scroll" tabIndex={0} role="region" aria-label="Table of places"><table class="plain"><thead><tr><th>Place</th><th>Region</th><th class="num">Claims</th><th>Said to be held by</th><th>Since</th></tr></thead>
                <tbody>{found.slice(0, SHOWN).map((one) => <tr key={one.key}><td><Link to={`/places/${encodeURIComponent(one.key)}`}><Words>{one.name}</Words></Link></td><td class="unsaid">{[one.admin1 !== one.name && one.admin1, one.country].filter(Boolean).join(", ")}</td><td class="num">{number(one.claims)}</td><td>{one.control ? <ControlMark holder={one.control.holder} basis={one.control.basis} /> : <span class="unsaid">no word</span>}</td><td>{one.control ? dayWords(one.control.since) : ""}</td></tr>)}</tbody></table></div>
              {found.length > SHOWN && <p class="unsaid">and {number(found.length - SHOWN)} more: narrow by name.</p>}
            </>
          );
        }}
      </Answer>
    </div>
  );
}

/** The control history as a band: a stretch a spell, as wide as it lasted, and its words beneath. */
function ControlBand({ spells }: { spells: readonly Spell[] }) {
  const sides = useSides();
  const [chosen, choose] = useState(spells.length - 1);
  const first = at(spells[0]!.since);
  const last = Math.max(...spells.map((one) => at(one.last_told)), ...spells.map((one) => at(one.since)));
  const end = last + Math.max(3 * DAY, (last - first) * 0.06);
  const open = spells[chosen];
  return (
    <div class="control">
      <div class="band" role="group" aria-label="Control history">
        {spells.map((spell, index) => {
          const until = spell.until ? at(spell.until) + DAY : end;
          const state = stateOf(spell.holder, spell.basis), side = sides.get(spell.holder);
          return (
            <button type="button" key={spell.since} class={`spell spell-${state}`} aria-pressed={index === chosen} onClick={() => choose(index)}
              style={{ flexGrow: Math.max(until - at(spell.since), (end - first) * 0.05) / DAY, "--side": side?.colour ?? "var(--grey)", "--other": [...sides.values()][1]?.colour ?? "var(--grey)", "--one": [...sides.values()][0]?.colour ?? "var(--grey)" }}>
              <span class="spell-label"><b>{side ? `${side.letter} · ` : ""}{side?.name ?? capital(words(spell.holder))}</b><small>{dayWords(spell.since)}</small></span>
            </button>
          );
        })}
      </div>
      {open && (
        <div class="spell-words">
          <h3><ControlMark holder={open.holder} basis={open.basis} /> <span class="when">{open.until ? stretch(open.since, open.until) : `since ${dayWords(open.since)}, last told ${dayWords(open.last_told)}`}</span></h3>
          <ul>{open.words.map((one) => <li key={one.claim_id}><PartyMark party={one.party} bare /> <Words class="who">{one.who ?? "the outlet"}</Words>: <Link to={`/claims/${encodeURIComponent(one.claim_id)}`}><q><Words>{one.text}</Words></q></Link>{one.through && <span class="unsaid"> said of <Words>{one.through}</Words></span>}</li>)}</ul>
        </div>
      )}
    </div>
  );
}

const otherNames = (names: readonly string[], name: string): string[] => names.filter((one) => one.toLocaleLowerCase() !== name.toLocaleLowerCase());

export function PlaceView({ id }: { id: string }) {
  const page = useAnswer<PlacePage>(`/places/${encodeURIComponent(id)}`);
  useTitle(page.value?.place.name ?? "Place");
  return (
    <Answer asked={page} what="the place">
      {({ place, names, claims, types, parties, spells, events, disagreements }) => (
        <div class="page">
          <header class="head"><p class="kicker"><span class="type">place</span><span class="where">{[place.admin1 !== place.name && place.admin1, place.country].filter(Boolean).join(", ")}</span></p>
            <h1><Words>{place.name}</Words></h1>
            <p class="byline">{otherNames(names, place.name).length > 0 && <span>also written <Words>{otherNames(names, place.name).join(", ")}</Words></span>}
              <Link to={`/map?place=${encodeURIComponent(place.key)}${place.latitude !== null ? `&view=9.00/${place.latitude}/${place.longitude}` : ""}`}>on the map</Link><Link to={`/claims?place=${encodeURIComponent(place.key)}`}>{plural(claims, "claim")}</Link></p></header>
          <section class="block"><h2>Who is said to hold it</h2>{spells.length ? <ControlBand spells={spells} key={place.key} /> : <Nothing>Nobody says who holds it.</Nothing>}</section>
          <div class="columns">
            <section class="block"><h2>What is told of it</h2><ul class="bars">{types.map((one) => <li key={one.type}><Link to={`/claims?place=${encodeURIComponent(place.key)}&type=${one.type}`}>{words(one.type)}</Link><i style={{ width: `${(60 * one.claims) / Math.max(1, types[0]!.claims)}%` }} /><span>{number(one.claims)}</span></li>)}</ul></section>
            <section class="block"><h2>By whom</h2><ul class="bars">{parties.map((one) => <li key={one.party ?? ""}><PartyMark party={one.party} /><i style={{ width: `${(60 * one.claims) / Math.max(1, ...parties.map((each) => each.claims))}%` }} /><span>{number(one.claims)}</span></li>)}</ul></section>
          </div>
          {disagreements.length > 0 && <section class="block"><h2>In dispute</h2>{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}</section>}
          <section class="block"><h2>{plural(events.length, "event")}</h2><div class="rows">{events.slice(0, 60).map((event) => <EventRow key={event.event_id} event={event} />)}</div>{events.length > 60 && <p><Link to={`/events?place=${encodeURIComponent(place.key)}`}>all events here</Link></p>}</section>
        </div>
      )}
    </Answer>
  );
}
