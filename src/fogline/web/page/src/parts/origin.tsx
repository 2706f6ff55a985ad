import type { Origin } from "../types";
import { day, words } from "../words";
import { Link, Out, Words } from "./basic";
import { documentTitle } from "./claims";

/** The documents that descend from one text: together they are one voice. */
export function OriginGroup({ origin, here }: { origin: Origin | null; here: string }) {
  const others = (origin?.documents ?? []).filter((one) => one.document_id !== here);
  if (!others.length) return <p class="unsaid">No other document of this ledger descends from the same text.</p>;
  return (
    <>
    <p class="unsaid">Tells what these tell, in much the same words; together they are one voice.</p>
    <ol class="origin">
      {others.map((one) => (
        <li key={one.document_id}>
          <Link to={`/documents/${encodeURIComponent(one.document_id)}`}><Words>{documentTitle(one)}</Words></Link>
          <span class="unsaid"> {[one.outlet, day(one.published), one.kind && words(one.kind), one.share !== null && `${Math.round(one.share * 100)}% the same words`].filter(Boolean).join(" · ")}</span>
          {one.url && <> <Out href={one.url}>original</Out></>}
        </li>
      ))}
    </ol>
    </>
  );
}
