import type { Review } from "../types";
import { words } from "../words";
import { Words } from "./basic";

const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
export const moment = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : when.format(Date.parse(at)));

/** Every decision, who took it and when; what was taken back stays, struck out. */
export function Decisions({ reviews, onUndo }: { reviews: readonly Review[]; onUndo?: (review: Review) => void }) {
  if (!reviews.length) return <p class="unsaid">Nobody has decided anything here yet.</p>;
  const revoked = new Set([...reviews.map((one) => one.revokes), ...reviews.filter((one) => one.taken_back_by).map((one) => one.review_id)].filter(Boolean));
  return (
    <ol class="decisions">
      {reviews.map((one) => (
        <li key={one.review_id} class={revoked.has(one.review_id) ? "revoked" : ""}>
          <b>{one.revokes ? "took back" : words(one.decision)}</b> <Words>{one.author}</Words> <time dateTime={one.at}>{moment(one.at)}</time>
          {one.reason && <q><Words>{one.reason}</Words></q>}
          {one.changes && Object.keys(one.changes).length > 0 && <span class="unsaid"> {Object.entries(one.changes).map(([key, value]) => `${words(key)}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`).join("; ")}</span>}
          {onUndo && !one.revokes && !revoked.has(one.review_id) && <button type="button" class="quiet" onClick={() => onUndo(one)}>undo</button>}
        </li>
      ))}
    </ol>
  );
}
