import { useAnswer, useMeta } from "../api";
import { Answer, Link, Nothing, Pager, PartyMark, useTitle, Words } from "../parts/basic";
import { ClaimRow, EventRow } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import type { Claim, Disagreement, Event } from "../types";
import { address, change, changed, useWhere } from "../url";
import { capital, plural, words } from "../words";

const LIMIT = 30;
const SAYS: Readonly<Record<string, string>> = {
  control: "Both sides say that they hold it.", denial: "One denies what the other says.", figure: "Their figures do not meet.", framing: "The same happening in words that take sides.",
  headline: "A headline says more than its text.", same_party: "Voices of one side contradict each other.", revision: "One voice changes its account.",
};

export function DisagreementsView() {
  const { query } = useWhere();
  useTitle("Disagreements");
  const meta = useMeta().value;
  const offset = Number(query.get("offset") ?? 0), kinds = query.getAll("kind");
  const list = useAnswer<{ total: number; limit: number; disagreements: Disagreement[] }>(address("/disagreements", { kind: kinds, place: query.get("place"), party: query.getAll("party"), q: query.get("q"), limit: String(LIMIT), offset: offset ? String(offset) : null }));
  return (
    <div class="page listing">
      <header class="head"><h1>Disagreements</h1><p class="count" role="status">{list.value ? plural(list.value.total, "disagreement") : "…"}</p>
        <label class="field inline"><span>Place</span><input type="search" value={query.get("place") ?? ""} onChange={(event) => change({ place: event.currentTarget.value, offset: null })} /></label></header>
      <ul class="kinds" aria-label="Kinds">
        <li><Link to={changed({ kind: null, offset: null })} aria-current={kinds.length === 0 ? "true" : undefined}>all</Link></li>
        {(meta?.kinds ?? []).map((one) => <li key={one.kind}><Link to={changed({ kind: one.kind, offset: null })} aria-current={kinds.includes(one.kind) ? "true" : undefined} title={SAYS[one.kind]}>{words(one.kind)} <small>{one.disagreements}</small></Link></li>)}
      </ul>
      {kinds.length === 1 && <p class="unsaid">{SAYS[kinds[0]!]}</p>}
      <Answer asked={list} what="disagreements">
        {({ disagreements, total, limit }) => <>{disagreements.length === 0 && <Nothing>No disagreement of this kind.</Nothing>}{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}
          <Pager total={total} offset={offset} limit={limit} to={(next) => changed({ offset: next ? String(next) : null })} /></>}
      </Answer>
    </div>
  );
}

export function DisagreementView({ id }: { id: string }) {
  const page = useAnswer<{ disagreement: Disagreement; sides: { who: string; party: string | null; claims: Claim[] }[]; event: Event | null }>(`/disagreements/${encodeURIComponent(id)}`);
  useTitle(page.value?.disagreement.about ?? "Disagreement");
  return (
    <Answer asked={page} what="the disagreement">
      {({ disagreement, sides, event }) => (
        <div class="page">
          <header class="head"><p class="kicker"><span class="type">{words(disagreement.kind)}</span>{disagreement.place && <Words class="where">{disagreement.place.name}</Words>}</p>
            <h1><Words>{capital(disagreement.about)}</Words></h1><p class="unsaid">{SAYS[disagreement.kind]}</p></header>
          <div class="two-sides large">{sides.map((side, at) => <section key={at} aria-label={`Side ${at + 1}: ${side.who}`}><h2><PartyMark party={side.party} bare /> <Words>{side.who}</Words></h2>{side.claims.map((claim) => <ClaimRow key={claim.claim_id} claim={claim} />)}</section>)}</div>
          {event && <section class="block"><h2>The event</h2><EventRow event={event} /></section>}
        </div>
      )}
    </Answer>
  );
}
