// The conditions over every list: which claims are meant.
import { useState } from "preact/hooks";
import { useMeta } from "../api";
import { FILTERS, MANY } from "../filters";
import { change, useWhere } from "../url";
import { words } from "../words";

interface Choice { value: string; name: string; count?: number }

function Many({ name, label, choices, query }: { name: string; label: string; choices: Choice[]; query: URLSearchParams }) {
  const chosen = new Set(query.getAll(name));
  const set = (value: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(value); else next.delete(value);
    change({ [name]: [...next], offset: null });
  };
  if (!choices.length) return null;
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class="choices">
        {choices.map((one) => (
          <label key={one.value}>
            <input type="checkbox" name={name} value={one.value} checked={chosen.has(one.value)} onChange={(event) => set(one.value, event.currentTarget.checked)} />
            <bdi dir="auto">{one.name}</bdi>{one.count !== undefined && <small>{one.count.toLocaleString("en-GB")}</small>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Text({ name, label, query, date = false, placeholder }: { name: string; label: string; query: URLSearchParams; date?: boolean; placeholder?: string }) {
  const set = (value: string) => change({ [name]: value, offset: null });
  return (
    <label class="field">
      <span>{label}</span>
      {date ? <input type="date" name={name} value={query.get(name) ?? ""} onChange={(event) => set(event.currentTarget.value)} />
        : <input type="search" name={name} value={query.get(name) ?? ""} placeholder={placeholder} onChange={(event) => set(event.currentTarget.value)} />}
    </label>
  );
}

/** How many conditions hold now. */
export const countConditions = (query: URLSearchParams): number => [...query.keys()].filter((key) => FILTERS.includes(key)).length;

/** *leave* names conditions that make no sense here; *wide*: there is room to leave it open where the window is wide. */
export function Filters({ leave = [], wide = false }: { leave?: readonly string[]; wide?: boolean }) {
  const { query } = useWhere();
  const meta = useMeta().value;
  const count = countConditions(query);
  const [open, setOpen] = useState(wide && matchMedia("(min-width: 1000px)").matches);
  const has = (name: string) => !leave.includes(name);
  return (
    <details class="filters" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Filter{count > 0 && <b> · {count}</b>}</summary>
      {open && (
        <form role="search" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
          {count > 0 && <button type="button" class="quiet" onClick={() => change(Object.fromEntries([...FILTERS, "offset"].map((key) => [key, null])))}>Clear all</button>}
          {has("q") && <Text name="q" label="Words in the text" query={query} />}
          {has("place") && <Text name="place" label="Place, in any spelling" query={query} />}
          {has("speaker") && <Text name="speaker" label="Speaker or role" query={query} placeholder="narrator: the outlet itself" />}
          {has("from") && <div class="two"><Text name="from" label="From" date query={query} /><Text name="to" label="To" date query={query} /></div>}
          {has("undated") && (
            <label class="field"><span>Day not told</span>
              <select name="undated" value={query.get("undated") ?? ""} onChange={(event) => change({ undated: event.currentTarget.value, offset: null })}>
                <option value="">leave out where days are asked for</option><option value="with">with the others</option><option value="only">only these</option>
              </select></label>
          )}
          {has("min_confidence") && (
            <label class="field"><span>Confidence at least {Number(query.get("min_confidence") ?? 0).toFixed(2)}</span>
              <input type="range" name="min_confidence" min="0" max="0.95" step="0.05" value={query.get("min_confidence") ?? "0"} onChange={(event) => change({ min_confidence: Number(event.currentTarget.value) ? event.currentTarget.value : null, offset: null })} /></label>
          )}
          {meta && (
            <>
              <Many name="party" label="Side of the speaker" query={query} choices={[...meta.parties.map((one) => ({ value: one.party, name: one.name, count: one.claims })), { value: "none", name: "no side" }]} />
              <Many name="type" label="Kind" query={query} choices={meta.types.map((one) => ({ value: one.type, name: words(one.type), count: one.claims }))} />
              {has("modality") && <Many name="modality" label="Happened, or said to come" query={query} choices={meta.modalities.map((one) => ({ value: one.modality, name: words(one.modality), count: one.claims }))} />}
              {has("certainty") && <Many name="certainty" label="Certainty" query={query} choices={meta.certainties.map((one) => ({ value: one.certainty, name: words(one.certainty), count: one.claims }))} />}
              {has("polarity") && <Many name="polarity" label="Affirmed or denied" query={query} choices={["affirmed", "denied"].map((value) => ({ value, name: value }))} />}
              <Many name="status" label="Standing of its event" query={query} choices={meta.statuses.map((one) => ({ value: one.status, name: words(one.status), count: one.events }))} />
              {has("reviewed") && <Many name="reviewed" label="Reviewed" query={query} choices={[["none", "not yet"], ["accept", "accepted"], ["correct", "corrected"], ["reject", "rejected"]].map(([value, name]) => ({ value: value!, name: name! }))} />}
              {has("outlet") && <Many name="outlet" label="Outlet" query={query} choices={meta.outlets.slice(0, 60).map((one) => ({ value: one.outlet ?? "none", name: one.outlet ?? "not given", count: one.claims }))} />}
            </>
          )}
        </form>
      )}
    </details>
  );
}

/** The conditions that hold, each with a way out of it. */
export function Holding({ leave = [] }: { leave?: readonly string[] }) {
  const { query } = useWhere();
  const meta = useMeta().value;
  const shown = [...query].filter(([key, value]) => FILTERS.includes(key) && !leave.includes(key) && value);
  if (!shown.length) return null;
  const drop = (key: string, value: string) => change({ [key]: (MANY as readonly string[]).includes(key) ? query.getAll(key).filter((one) => one !== value) : null, offset: null });
  return (
    <ul class="holding" aria-label="Conditions">
      {shown.map(([key, value]) => (
        <li key={key + value}><button type="button" onClick={() => drop(key, value)}>
          <span class="key">{words(key)}</span> <bdi dir="auto">{key === "party" ? (meta?.parties.find((one) => one.party === value)?.name ?? value) : key === "q" || key === "outlet" || key === "speaker" || key === "place" ? value : words(value)}</bdi> <span aria-hidden="true">×</span><span class="hidden"> (remove)</span>
        </button></li>
      ))}
    </ul>
  );
}
