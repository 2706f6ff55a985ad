// A claim opened to its document, with what stands against it and beside it.
import { useMemo } from "preact/hooks";
import { useAnswer } from "../api";
import { Answer, Link, Out, PartyMark, Tag, useTitle, Words } from "../parts/basic";
import { Confidence, documentTitle, Doubts, published, speakerName, StatusTag } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import { OriginGroup } from "../parts/origin";
import { Decisions } from "../parts/reviews";
import { SideBySide } from "../parts/side-by-side";
import { MarkedText, MarkLegend } from "../parts/text";
import type { Claim, ClaimPage, DocumentPage } from "../types";
import { address } from "../url";
import { capital, figure, stretch, words } from "../words";

function Facts({ claim, was }: { claim: Claim; was: Claim | null }) {
  const actor = (one: Claim["agent"]) => (one ? <><PartyMark party={one.party} bare /> <Words>{one.name && one.name !== one.text ? `${one.text} (${one.name})` : one.text}</Words></> : null);
  const speaker = claim.speaker;
  const before = (text: string | null | undefined) => (text ? <del title="As it was read before a person corrected it">{text}</del> : null);
  return (
    <dl class="facts">
      <dt>Says so</dt><dd><PartyMark party={speaker?.party} bare /> <Words>{speakerName(claim)}</Words>{speaker?.role && speaker.role !== speakerName(claim) && <span class="unsaid"> <Words>{speaker.role}</Words></span>}{speaker?.organisation && <span class="unsaid"> <Words>{speaker.organisation}</Words></span>}{claim.channel && <span class="unsaid"> via <Words>{claim.channel}</Words></span>}</dd>
      <dt>What</dt><dd>{was && was.event_type !== claim.event_type && before(words(was.event_type))} {capital(words(claim.event_type))}{claim.acled?.sub_event_type && <span class="unsaid"> ACLED: {claim.acled.sub_event_type}</span>}</dd>
      {claim.agent && <><dt>By</dt><dd>{actor(claim.agent)}</dd></>}
      {claim.patient && <><dt>To</dt><dd>{actor(claim.patient)}</dd></>}
      <dt>Where</dt><dd>{was && was.place?.name !== claim.place?.name && before(was.place?.name ?? "not told")} {claim.place ? <><Link to={`/places/${encodeURIComponent(String(claim.place.key ?? claim.place.geonameid ?? `~${claim.place.name.toLowerCase()}`))}`}><Words>{claim.place.name}</Words></Link>{claim.place.text && claim.place.text !== claim.place.name && <span class="unsaid"> as “<Words>{claim.place.text}</Words>”</span>}<span class="unsaid"> {[claim.place.admin1, claim.place.country].filter(Boolean).join(", ")}{claim.place.radius_km ? `, within ${claim.place.radius_km} km` : ""}</span></> : <span class="unsaid">not told</span>}</dd>
      <dt>When</dt><dd>{claim.time ? <>{stretch(claim.time.start, claim.time.end) || <Words>{claim.time.text}</Words>}{claim.time.text && <span class="unsaid"> from “<Words>{claim.time.text}</Words>”</span>}</> : <span class="unsaid">not told; published {published(claim.document)}</span>}</dd>
      {claim.quantities.length > 0 && <><dt>How many</dt><dd>{claim.quantities.map((one, at) => <span key={at} class="quantity"><b>{figure(one)}</b> {words(one.measure)} <span class="unsaid">“<Words>{one.text}</Words>”{one.of ? <> of <Words>{one.of}</Words></> : null}</span></span>)}</dd></>}
      <dt>How sure</dt><dd><Tag>{words(claim.polarity)}</Tag><Tag>{words(claim.modality)}</Tag><Tag>{words(claim.certainty)}</Tag>{claim.verification && <Tag kind={claim.verification}>{claim.verification}</Tag>}{claim.against_interest && <Tag kind="against">against own interest</Tag>} <Confidence value={claim.confidence} /></dd>
    </dl>
  );
}

export function ClaimView({ id }: { id: string }) {
  const page = useAnswer<ClaimPage>(`/claims/${encodeURIComponent(id)}`);
  const of = page.value?.document.document_id;
  const whole = useAnswer<DocumentPage>(of ? `/documents/${encodeURIComponent(of)}` : null);
  const others = useMemo(() => (whole.value?.claims ?? []).filter((one) => one.claim.claim_id !== id).map(({ claim }) => ({ id: claim.claim_id, start: claim.evidence.start, end: claim.evidence.end })), [whole.value, id]);
  useTitle(page.value ? `${capital(words(page.value.claim.event_type))}: ${page.value.claim.evidence.text.slice(0, 60)}` : "Claim");
  return (
    <Answer asked={page} what="the claim">
      {({ claim, extracted, marks, reasons, document, origin, event, others: beside, disagreements, reviews }) => {
        const groups = beside.filter((group) => group.claims.length > 0);
        return (
          <div class="page claimpage">
            <header class="head">
              <p class="kicker"><span class="type">{words(claim.event_type)}</span>{claim.place && <Words class="where">{claim.place.name}</Words>}<span class="when">{claim.time ? stretch(claim.time.start, claim.time.end) : "day not told"}</span></p>
              <h1><q><Words>{claim.evidence.text}</Words></q></h1>
              <p class="byline"><PartyMark party={claim.speaker?.party} bare /> <Words class="who">{speakerName(claim)}</Words><Doubts claim={claim} /><Link class="quiet" to={address("/review", { claim: claim.claim_id })}>Review this claim</Link></p>
            </header>
            <div class="evidence">
              <section class="reading" aria-label="Document">
                <p class="source"><b><Link to={`/documents/${encodeURIComponent(document.document_id)}`}><Words>{documentTitle(document)}</Words></Link></b> <span class="unsaid"><Words>{[document.outlet, document.author].filter(Boolean).join(" · ")}</Words> {published(document)}</span> {document.url && <Out href={document.url}>Original</Out>}</p>
                <MarkLegend marks={marks} />
                <MarkedText text={document.text} marks={marks} others={others} titleEnd={document.title_end} label="The document, with the words of this claim marked" />
              </section>
              <aside aria-label="What was read">
                <h2>As it was read</h2>
                <Facts claim={claim} was={extracted} />
                {reasons.length > 0 && <details class="reasons"><summary>Why it reads so</summary><ul>{reasons.map((one, at) => <li key={at}><b>{words(one.about)}</b> {words(one.rule)}{one.detail ? <>: <Words>{one.detail}</Words></> : null}</li>)}</ul></details>}
                <h2>Decisions</h2><Decisions reviews={reviews} />
                <h2>Origin</h2><OriginGroup origin={origin} here={document.document_id} />
              </aside>
            </div>
            {event && groups.length > 0 && (
              <section class="block"><h2>The same happening, by side <StatusTag status={event.status} /> <Link class="quiet" to={`/events/${encodeURIComponent(event.event_id)}`}>the event</Link></h2>
                <SideBySide groups={groups} here={id} /></section>
            )}
            {disagreements.length > 0 && <section class="block"><h2>In dispute</h2>{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}</section>}
          </div>
        );
      }}
    </Answer>
  );
}
