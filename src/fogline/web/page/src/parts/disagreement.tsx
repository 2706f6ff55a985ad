import type { Disagreement } from "../types";
import { words } from "../words";
import { Link, PartyMark, Words } from "./basic";

/** Both sides facing each other, in their own words. */
export function Facing({ one, open = false }: { one: Disagreement; open?: boolean }) {
  return (
    <article class="facing">
      <p class="kicker"><span class="type">{words(one.kind)}</span>{one.place && <Words class="where">{one.place.name}</Words>}{one.event_id && <Link class="when" to={`/events/${encodeURIComponent(one.event_id)}`}>its event</Link>}</p>
      <h3><Link to={`/disagreements/${encodeURIComponent(one.disagreement_id)}`}><Words>{one.about}</Words></Link></h3>
      <div class="two-sides">
        {one.sides.map((side, at) => (
          <section key={at} aria-label={`Side ${at + 1}: ${side.who}`}>
            <h4><PartyMark party={side.party} bare /> <Words>{side.who}</Words></h4>
            <ul>{side.claims.slice(0, open ? undefined : 3).map((claim) => <li key={claim.claim_id}><Link to={`/claims/${encodeURIComponent(claim.claim_id)}`}><q><Words>{claim.evidence ?? "…"}</Words></q></Link></li>)}</ul>
            {!open && side.claims.length > 3 && <p class="unsaid">and {side.claims.length - 3} more</p>}
          </section>
        ))}
      </div>
    </article>
  );
}
