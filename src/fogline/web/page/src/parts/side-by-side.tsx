import type { Claim } from "../types";
import { Link, PartyMark, Words } from "./basic";
import { documentTitle, Doubts, Figures, speakerName } from "./claims";

export interface Group { party: string | null; claims: readonly Claim[] }

/** What each side says of one happening, next to each other. */
export function SideBySide({ groups, here }: { groups: readonly Group[]; here?: string }) {
  return (
    <div class="side-by-side">
      {groups.map((group) => (
        <section key={group.party ?? ""} aria-label={group.party ?? "no side"}>
          <h3><PartyMark party={group.party} /></h3>
          <ul>
            {group.claims.map((claim) => (
              <li key={claim.claim_id} class={claim.claim_id === here ? "chosen" : ""}>
                <Link to={`/claims/${encodeURIComponent(claim.claim_id)}`}><q><Words>{claim.evidence.text}</Words></q></Link>
                <p class="byline"><Words class="who">{speakerName(claim)}</Words><Words class="unsaid">{documentTitle(claim.document)}</Words><Figures quantities={claim.quantities} /><Doubts claim={claim} event={false} /></p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
