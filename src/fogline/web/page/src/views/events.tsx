import { useAnswer } from "../api";
import { asked } from "../filters";
import { Answer, Link, Nothing, Pager, PartyMark, Tag, useTitle, Words } from "../parts/basic";
import { ClaimRow, EventRow, StatusTag } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import { Filters, Holding } from "../parts/filters";
import { Decisions } from "../parts/reviews";
import { SideBySide } from "../parts/side-by-side";
import type { Claim, EventPage, Events } from "../types";
import { change, changed, useWhere } from "../url";
import { capital, figure, plural, stretch, words } from "../words";

const LIMIT = 50;

export function EventsView() {
  const { query } = useWhere();
  useTitle("Events");
  const offset = Number(query.get("offset") ?? 0);
  const list = useAnswer<Events>(asked("/events", query, { sort: query.get("sort") ?? "claims", min_claims: query.get("min_claims"), limit: LIMIT, offset }));
  return (
    <div class="page listing filtered">
      <header class="head"><h1>Events</h1><p class="count" role="status">{list.value ? plural(list.value.total, "event") : "…"}</p>
        <label class="field inline"><span>Order</span>
          <select value={query.get("sort") ?? "claims"} onChange={(event) => change({ sort: event.currentTarget.value, offset: null })}><option value="claims">most told first</option><option value="time">oldest first</option><option value="-time">newest first</option></select></label>
        <label class="field inline"><span>Told at least</span>
          <select value={query.get("min_claims") ?? ""} onChange={(event) => change({ min_claims: event.currentTarget.value, offset: null })}><option value="">once</option><option value="2">twice</option><option value="3">3 times</option><option value="5">5 times</option></select></label>
      </header>
      <Holding />
      <Answer asked={list} what="events">
        {({ events, total, limit }) => <div class="rows">{events.length === 0 && <Nothing>No event answers to all of this.</Nothing>}{events.map((event) => <EventRow key={event.event_id} event={event} />)}
          <Pager total={total} offset={offset} limit={limit} to={(next) => changed({ offset: next ? String(next) : null })} /></div>}
      </Answer>
      <Filters wide />
    </div>
  );
}

export function EventView({ id }: { id: string }) {
  const page = useAnswer<EventPage>(`/events/${encodeURIComponent(id)}`);
  const event = page.value?.event;
  useTitle(event ? `${capital(words(event.event_type))}${event.place ? ` at ${event.place.name}` : ""}` : "Event");
  return (
    <Answer asked={page} what="the event">
      {({ event, claims, by_party, disagreements, reviews }) => {
        const of = new Map<string, Claim>(claims.map((claim) => [claim.claim_id, claim]));
        const groups = by_party.map(({ party, claims: ids }) => ({ party, claims: ids.flatMap((one) => of.get(one) ?? []) }));
        return (
          <div class="page">
            <header class="head">
              <p class="kicker"><span class="type">event</span><span class="when">{stretch(event.time.start, event.time.end) || "day not told"}</span></p>
              <h1>{capital(words(event.event_type))}{event.place && <> at <Link to={`/places/${encodeURIComponent(String(event.place.key ?? event.place.geonameid ?? ""))}`}><Words>{event.place.name}</Words></Link></>}</h1>
              <p class="byline"><StatusTag status={event.status} /><span>{plural(event.claims.length, "claim")}</span><span>{plural(event.independent, "independent voice")}</span>{event.types.length > 1 && <span class="unsaid">also told as {event.types.filter((one) => one !== event.event_type).map(words).join(", ")}</span>}</p>
            </header>
            {event.figures.length > 0 && <section class="block"><h2>Figures</h2><table class="plain"><thead><tr><th>Measure</th><th>Whose</th><th>Lowest</th><th>Most voices say</th><th>Highest</th></tr></thead><tbody>
              {event.figures.map((one, at) => <tr key={at}><td>{words(one.measure)}{one.unit && one.unit !== "people" ? ` (${one.unit})` : ""}</td><td>{one.party ? <PartyMark party={one.party} /> : <span class="unsaid">not told</span>}</td><td>{figure({ low: null, best: one.low, high: null })}</td><td><b>{figure({ low: null, best: one.best, high: null })}</b></td><td>{figure({ low: null, best: one.high, high: null })}</td></tr>)}</tbody></table></section>}
            <section class="block"><h2>What each side says</h2><SideBySide groups={groups} /></section>
            {disagreements.length > 0 && <section class="block"><h2>In dispute</h2>{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}</section>}
            <section class="block"><h2>Who tells it</h2><ul class="voices">{event.voices.map((voice, at) => <li key={at}><PartyMark party={voice.party} bare /> <Words>{voice.speaker ?? "in an outlet's own words"}</Words> <span class="unsaid">{plural(voice.claims.length, "claim")} in {plural(voice.origins.length, "origin")}</span>{voice.denies && <Tag kind="denied">denies</Tag>}{voice.conceded && <Tag kind="against">against own interest</Tag>}</li>)}</ul></section>
            <section class="block"><h2>Why these are one</h2>
              {claims.map((claim) => <div key={claim.claim_id} class="member"><ClaimRow claim={claim} place={false} />
                {claim.why && <p class="why">{claim.why.by ? <>Put here by <Words>{claim.why.by}</Words>.</> : claim.why.like ? <>Most like <Link to={`/claims/${encodeURIComponent(claim.why.like)}`}>{of.has(claim.why.like) ? <>“<Words>{of.get(claim.why.like)!.evidence.text.slice(0, 60)}</Words>”</> : claim.why.like}</Link>: {claim.why.comparisons.map((one) => `${one.aspect} ${one.reason}`).join("; ")}</> : "The event began with this one."}</p>}</div>)}
            </section>
            <section class="block"><h2>Decisions</h2><Decisions reviews={reviews} /><p><Link to={`/review?event=${encodeURIComponent(id)}`}>Merge or split in review</Link></p></section>
          </div>
        );
      }}
    </Answer>
  );
}
