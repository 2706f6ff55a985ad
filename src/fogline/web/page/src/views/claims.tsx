import { useAnswer } from "../api";
import { asked } from "../filters";
import { Answer, Link, Nothing, Pager, useTitle } from "../parts/basic";
import { ClaimRow } from "../parts/claims";
import { Filters, Holding } from "../parts/filters";
import type { Claims } from "../types";
import { change, changed, useWhere } from "../url";
import { plural } from "../words";

const LIMIT = 50;

export function ClaimsView() {
  const { query } = useWhere();
  useTitle("Claims");
  const offset = Number(query.get("offset") ?? 0);
  const list = useAnswer<Claims>(asked("/claims", query, { sort: query.get("sort"), limit: LIMIT, offset, fields: "short" }));
  return (
    <div class="page listing filtered">
      <header class="head">
        <h1>Claims</h1>
        <p class="count" role="status">{list.value ? plural(list.value.total, "claim") : "…"}</p>
        <label class="field inline"><span>Order</span>
          <select value={query.get("sort") ?? "time"} onChange={(event) => change({ sort: event.currentTarget.value, offset: null })}>
            <option value="time">oldest first</option><option value="-time">newest first</option><option value="-confidence">surest first</option><option value="confidence">least sure first</option><option value="document">by document</option>
          </select></label>
        <Link class="quiet" to={asked("/map", query)}>on the map</Link>
      </header>
      <Holding />
      <Answer asked={list} what="claims">
        {({ claims, total, limit }) => (
          <div class="rows">
            {claims.length === 0 && <Nothing>No claim answers to all of this. Take a condition away.</Nothing>}
            {claims.map((claim) => <ClaimRow key={claim.claim_id} claim={claim} />)}
            <Pager total={total} offset={offset} limit={limit} to={(next) => changed({ offset: next ? String(next) : null })} />
          </div>
        )}
      </Answer>
      <Filters wide />
    </div>
  );
}
