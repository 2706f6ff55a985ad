import type { Origin } from "../types";
import { day, words } from "../words";
import { Link, Out, Words } from "./basic";
import { documentTitle } from "./claims";

/** The documents that descend from one text: together they are one voice. */
export function OriginGroup({ origin, here }: { origin: Origin | null; here: string }) {
  if (!origin || origin.documents.length < 2) return <p class="unsaid">No other document of this ledger descends from the same text.</p>;
  return (
    <ol class="origin">
      {origin.documents.map((one) => (
        <li key={one.document_id} class={one.document_id === here ? "chosen" : ""}>
          <Link to={`/documents/${encodeURIComponent(one.document_id)}`}><Words>{documentTitle(one)}</Words></Link>
          <span class="unsaid"> {[one.outlet, day(one.published), one.kind && words(one.kind), one.share !== null && `${Math.round(one.share * 100)}% the same words`].filter(Boolean).join(" · ")}</span>
          {one.url && <> <Out href={one.url}>original</Out></>}
        </li>
      ))}
    </ol>
  );
}
