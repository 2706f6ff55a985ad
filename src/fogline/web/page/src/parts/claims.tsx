// A claim wherever it is shown: who says so, in which words, what of it is plain and what is not.
import type { Claim, Event, Quantity } from "../types";
import { capital, day, figure, plural, stretch, words } from "../words";
import { Link, PartyMark, Tag, Words } from "./basic";

export const speakerName = (claim: Claim): string =>
  claim.speaker ? (claim.speaker.name ?? claim.speaker.role ?? claim.speaker.organisation ?? claim.speaker.text) : `${claim.document.outlet ?? "The outlet"}, in its own voice`;

export const documentTitle = (document: { title: string | null; name: string }): string => document.title ?? document.name;

export function Figures({ quantities }: { quantities: readonly Quantity[] }) {
  return <>{quantities.map((one, at) => <Tag key={at} kind="figure"><b>{figure(one)}</b> {one.measure === "money" && one.unit ? <Words>{one.unit}</Words> : words(one.measure)}{one.unit && one.unit !== "people" && one.measure !== "money" ? <> (<Words>{one.unit}</Words>)</> : null}</Tag>)}</>;
}

/** Only what is out of the ordinary is said: a plain affirmed statement of what happened has no tags. */
export function Doubts({ claim, event = true }: { claim: Claim; event?: boolean }) {
  return (
    <>
      {claim.polarity === "denied" && <Tag kind="denied">denied</Tag>}
      {claim.modality !== "occurred" && <Tag>{words(claim.modality)}</Tag>}
      {claim.certainty === "hedged" && <Tag kind="hedged">hedged</Tag>}
      {claim.verification && <Tag kind={claim.verification}>{words(claim.verification)}</Tag>}
      {claim.against_interest && <Tag kind="against">against own interest</Tag>}
      {claim.headline && <Tag>headline</Tag>}
      {event && claim.event_status === "contested" && <Tag kind="denied">contested</Tag>}
      {claim.review && claim.review.decision !== "note" && <Tag kind="reviewed">{claim.review.decision === "accept" ? "accepted" : claim.review.decision === "correct" ? "corrected" : words(claim.review.decision)}</Tag>}
    </>
  );
}

export function ClaimRow({ claim, chosen = false, place = true, onOver }: { claim: Claim; chosen?: boolean; place?: boolean; onOver?: (key: string | null) => void }) {
  const key = claim.place ? String(claim.place.geonameid ?? claim.place.key ?? "") : null;
  return (
    <article class={chosen ? "claim chosen" : "claim"} onMouseEnter={() => onOver?.(key)} onMouseLeave={() => onOver?.(null)}>
      <p class="kicker">
        <span class="type">{words(claim.event_type)}</span>
        {place && claim.place && <Words class="where">{claim.place.name}</Words>}
        <span class="when">{claim.time ? stretch(claim.time.start, claim.time.end) || <Words>{claim.time.text}</Words> : <span class="unsaid">day not told</span>}</span>
      </p>
      <p class="words"><Link to={`/claims/${encodeURIComponent(claim.claim_id)}`}><Words>{claim.evidence.text}</Words></Link></p>
      <p class="byline">
        <PartyMark party={claim.speaker?.party} bare /> <Words class="who">{speakerName(claim)}</Words>
        <Figures quantities={claim.quantities} /><Doubts claim={claim} />
        <Confidence value={claim.confidence} />
      </p>
    </article>
  );
}

export const Confidence = ({ value }: { value: number }) => (
  <span class="confidence" title={`Confidence ${value.toFixed(2)}: how sure Fogline is that it read this rightly`}>
    <span class="hidden">confidence </span><meter min={0} max={1} value={value} aria-label="confidence" />{Math.round(value * 100)}
  </span>
);

export function StatusTag({ status }: { status: string | null }) {
  return status ? <Tag kind={status === "contested" ? "denied" : status}>{words(status)}</Tag> : null;
}

export function EventRow({ event }: { event: Event }) {
  return (
    <article class="claim event">
      <p class="kicker">
        <span class="type">{words(event.event_type)}</span>
        {event.place && <Words class="where">{event.place.name}</Words>}
        <span class="when">{stretch(event.time.start, event.time.end) || <span class="unsaid">day not told</span>}</span>
      </p>
      <p class="words"><Link to={`/events/${encodeURIComponent(event.event_id)}`}>{event.words ? <Words>{event.words}</Words> : `${capital(words(event.event_type))}${event.place ? ` at ${event.place.name}` : ""}`}</Link></p>
      <p class="byline">
        {[...new Set(event.parties ?? event.voices.map((voice) => voice.party))].map((party) => <PartyMark key={party ?? ""} party={party} bare />)}
        <span>{plural(event.claims.length, "claim")}</span><span>{plural(event.independent, "independent voice")}</span>
        <StatusTag status={event.status} />
      </p>
    </article>
  );
}

export const published = (document: { published: string | null; published_basis: string | null }): string =>
  document.published ? `${day(document.published)}${document.published_basis && document.published_basis !== "metadata" && document.published_basis !== "user" ? ` (${document.published_basis === "inferred" ? "inferred" : "from its text"})` : ""}` : "no date";
