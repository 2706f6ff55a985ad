import { useAnswer } from "../api";
import { Answer, Link, Nothing, PartyMark, useTitle, Words } from "../parts/basic";
import { ClaimRow } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import type { Claims, Disagreement, Tally } from "../types";
import { change, useWhere } from "../url";
import { capital, number, plural, stretch, words } from "../words";

const HIDDEN = new Set(["key", "party", "name", "outlet", "speaker", "kind", "source"]);
const nameOf = (one: Tally): string => String(one.name ?? one.outlet ?? one.speaker ?? one.key);
const shown = (value: unknown): string => (typeof value === "number" ? number(value) : value === null || value === undefined ? "" : String(value));

function Table({ title, rows, part }: { title: string; rows: readonly Tally[]; part: string }) {
  const { query } = useWhere();
  const told = rows.some((one) => one.party);
  const columns = Object.keys(rows[0] ?? {}).filter((key) => !HIDDEN.has(key) && rows.some((one) => typeof one[key] === "number"));
  const by = columns.includes(query.get("by") ?? "") ? query.get("by")! : (columns.find((one) => one === "claims") ?? columns[0]!);
  const found = rows.filter((one) => !part || nameOf(one).toLocaleLowerCase().includes(part)).sort((a, b) => Number(b[by] ?? 0) - Number(a[by] ?? 0));
  return (
    <section class="block"><h2>{title} <small class="unsaid">{number(found.length)}</small></h2>
      {found.length === 0 ? <Nothing>None.</Nothing> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={title}><table class="plain"><thead><tr><th>Name</th>{columns.map((column) => <th key={column} class="num" aria-sort={column === by ? "descending" : undefined}><button type="button" class="quiet" onClick={() => change({ by: column })}>{capital(words(column))}{column === by ? " ↓" : ""}</button></th>)}</tr></thead>
          <tbody>{found.slice(0, 150).map((one) => <tr key={one.key}><td>{told && <PartyMark party={one.party as string | null} bare />} <Link to={`/sources/${encodeURIComponent(one.key)}`}><Words>{nameOf(one)}</Words></Link></td>{columns.map((column) => <td key={column} class="num">{shown(one[column])}</td>)}</tr>)}</tbody></table></div>
      )}
    </section>
  );
}

export function SourcesView() {
  const { query } = useWhere();
  useTitle("Sources");
  const page = useAnswer<{ outlets: Tally[]; voices: Tally[] }>("/sources");
  const part = (query.get("name") ?? "").toLocaleLowerCase();
  return (
    <div class="page listing">
      <header class="head"><h1>Sources</h1><label class="field inline"><span>Name</span><input type="search" value={query.get("name") ?? ""} onInput={(event) => change({ name: event.currentTarget.value }, { replace: true })} /></label></header>
      <p class="unsaid">Counts, not a score of credibility: how much each has told, of how much that others tell of, too, it told first or the other side confirmed, and how often it is in a dispute.</p>
      <Answer asked={page} what="sources">{({ outlets, voices }) => <><Table title="Outlets" rows={outlets} part={part} /><Table title="Voices" rows={voices} part={part} /></>}</Answer>
    </div>
  );
}

export function SourceView({ id }: { id: string }) {
  const page = useAnswer<{ source: Tally & { kind: string }; types: { type: string; claims: number }[]; places: { key: string; name: string; claims: number }[]; days: { first: string | null; last: string | null }; disagreements: Disagreement[] }>(`/sources/${encodeURIComponent(id)}`);
  const source = page.value?.source;
  const outlet = source?.kind === "outlet";
  const claims = useAnswer<Claims>(source ? `/claims?${outlet ? "outlet" : "speaker"}=${encodeURIComponent(nameOf(source))}&sort=-time&limit=20&fields=short` : null);
  useTitle(source ? nameOf(source) : "Source");
  return (
    <Answer asked={page} what="the source">
      {({ source, types, places, days, disagreements }) => (
        <div class="page">
          <header class="head"><p class="kicker"><span class="type">{source.kind}</span><span class="when">{stretch(days.first, days.last)}</span></p><h1>{source.party ? <><PartyMark party={source.party as string} bare /> </> : null}<Words>{nameOf(source)}</Words></h1></header>
          <dl class="tally">{Object.entries(source).filter(([key, value]) => !HIDDEN.has(key) && typeof value === "number").map(([key, value]) => <div key={key}><dt>{capital(words(key))}</dt><dd>{shown(value)}</dd></div>)}</dl>
          <div class="columns">
            <section class="block"><h2>Tells of</h2><ul class="bars">{types.slice(0, 12).map((one) => <li key={one.type}><span>{words(one.type)}</span><i style={{ width: `${(60 * one.claims) / Math.max(1, types[0]!.claims)}%` }} /><span>{number(one.claims)}</span></li>)}</ul></section>
            <section class="block"><h2>Places</h2><ul class="bars">{places.slice(0, 12).map((one) => <li key={one.key}><Link to={`/places/${encodeURIComponent(one.key)}`}><Words>{one.name}</Words></Link><i style={{ width: `${(60 * one.claims) / Math.max(1, places[0]!.claims)}%` }} /><span>{number(one.claims)}</span></li>)}</ul></section>
          </div>
          {disagreements.length > 0 && <section class="block"><h2>In dispute</h2>{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}</section>}
          <section class="block"><h2>Latest claims</h2><Answer asked={claims} what="claims">{(list) => <div class="rows">{list.claims.map((claim) => <ClaimRow key={claim.claim_id} claim={claim} />)}<p><Link to={`/claims?${outlet ? "outlet" : "speaker"}=${encodeURIComponent(nameOf(source))}`}>all {plural(list.total, "claim")}</Link></p></div>}</Answer></section>
        </div>
      )}
    </Answer>
  );
}
