import { useMemo } from "preact/hooks";
import { useAnswer } from "../api";
import { Answer, Out, useTitle, Words } from "../parts/basic";
import { ClaimRow, documentTitle, published } from "../parts/claims";
import { Facing } from "../parts/disagreement";
import { OriginGroup } from "../parts/origin";
import { MarkedText } from "../parts/text";
import type { DocumentPage } from "../types";
import { plural } from "../words";

export function DocumentView({ id }: { id: string }) {
  const page = useAnswer<DocumentPage>(`/documents/${encodeURIComponent(id)}`);
  const claims = useMemo(() => (page.value?.claims ?? []).map(({ claim }) => ({ id: claim.claim_id, start: claim.evidence.start, end: claim.evidence.end })), [page.value]);
  useTitle(page.value ? documentTitle(page.value.document) : "Document");
  return (
    <Answer asked={page} what="the document">
      {({ document, origin, claims: read, disagreements }) => (
        <div class="page claimpage">
          <header class="head"><p class="kicker"><span class="type">document</span><Words class="where">{document.outlet ?? document.name}</Words><span class="when">{published(document)}</span></p>
            <h1><Words>{documentTitle(document)}</Words></h1>
            <p class="byline">{document.author && <Words>{document.author}</Words>}{document.wire_credit && <span>credits <Words>{document.wire_credit}</Words></span>}{document.url && <Out href={document.url}>Original</Out>}{document.published_evidence && <span class="unsaid">dated by “<Words>{document.published_evidence}</Words>”</span>}</p></header>
          <div class="evidence">
            <section class="reading" aria-label="Text"><MarkedText text={document.text} marks={[]} others={claims} titleEnd={document.title_end} scroll={false} label="The document; each underlined stretch opens its claim" /></section>
            <aside aria-label="Claims of this document"><h2>{plural(read.length, "claim")}</h2>{read.map(({ claim }) => <ClaimRow key={claim.claim_id} claim={claim} />)}<h2>Origin</h2><OriginGroup origin={origin} here={document.document_id} /></aside>
          </div>
          {disagreements.length > 0 && <section class="block"><h2>In dispute</h2>{disagreements.map((one) => <Facing key={one.disagreement_id} one={one} />)}</section>}
        </div>
      )}
    </Answer>
  );
}
