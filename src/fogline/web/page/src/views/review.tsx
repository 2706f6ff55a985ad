// Review, keyboard first: a queue, one claim at a time, decisions kept apart from what was read.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { forget, get, post, Refused, useAnswer, useMeta } from "../api";
import { asked } from "../filters";
import { Answer, Nothing, useTitle, Words } from "../parts/basic";
import { documentTitle, Doubts, Figures, published, speakerName } from "../parts/claims";
import { Filters, Holding } from "../parts/filters";
import { Decisions, moment } from "../parts/reviews";
import { MarkedText, MarkLegend } from "../parts/text";
import { author as keptAuthor, keepAuthor } from "../prefs";
import { actOf, type Act, changesOf, current, decided, type Form, formOf, KEYS, more, move, open as openOf, type Place, renewed, start, undone } from "../review/queue";
import type { Claim, ClaimPage, Decided, Event, EventPage, Events, Gazetteer, Meta, Queue, QueueEntry, Review } from "../types";
import { go, useWhere } from "../url";
import { capital, plural, stretch, words } from "../words";

type Panel = "correct" | "reject" | "note" | "merge" | "split" | "help" | null;
const LIMIT = 50;
const FORMS: ReadonlySet<Panel> = new Set<Panel>(["correct", "reject", "note", "merge", "split"]);
const SPEAKER_KINDS = ["official", "military", "government", "occupation_official", "armed_group", "intelligence", "international_organisation", "journalist", "analyst", "media", "witness", "social_media", "anonymous_official", "public"];

export function ReviewView() {
  const { query } = useWhere();
  useTitle("Review");
  const meta = useMeta().value;
  const only = query.get("claim");
  const [place, setPlace] = useState<Place | null>(null);
  const [total, setTotal] = useState(0);
  const [fault, setFault] = useState<Refused | null>(null);
  const [said, setSaid] = useState("");
  const [panel, setPanel] = useState<Panel>(null);
  const [name, setName] = useState(keptAuthor());
  const [made, setMade] = useState<Review[]>([]);
  const [busy, setBusy] = useState(false);
  const nameBox = useRef<HTMLInputElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  // The name may have been written while the ledger's answer was on its way: what stands there now counts.
  useEffect(() => { if (meta?.author) setName((now) => now || meta.author || ""); }, [meta]);

  const address = asked("/review", query, { limit: LIMIT });
  const load = async (): Promise<void> => {
    try {
      if (only) {
        const entry = await entryOf(only);
        setPlace(start([entry])); setTotal(1);
      } else {
        const queue = await get<Queue>(address);
        setPlace(start(queue.queue)); setTotal(queue.total);
      }
      setFault(null);
    } catch (error) { setFault(error instanceof Refused ? error : new Refused(0, String(error))); }
  };
  useEffect(() => { setPanel(null); void load(); }, [address, only]);

  const entry = place ? current(place) : null;
  useEffect(() => { setPanel((now) => (now === "help" ? now : null)); setFault(null); }, [entry?.claim.claim_id]);
  useEffect(() => {
    if (!place || only || place.entries.length >= total || place.at < place.entries.length - 5) return;
    get<Queue>(asked("/review", query, { limit: LIMIT })).then((queue) => setPlace((now) => now && more(now, queue.queue)), () => undefined);
  }, [place?.at]);

  const signed = (): boolean => {
    if (name.trim()) return true;
    setFault(new Refused(0, "Say who decides: write your name first."));
    nameBox.current?.focus();
    return false;
  };

  const send = async (decision: string, more: { target?: string; seen?: string | null; changes?: Record<string, unknown>; reason?: string | null } = {}): Promise<boolean> => {
    if (!entry || busy || !signed()) return false;
    setBusy(true);
    const id = entry.claim.claim_id;
    try {
      const answer = await post<Decided>("/reviews", { target: more.target ?? id, decision, author: name.trim(), changes: more.changes ?? {}, reason: more.reason ?? null, seen: more.seen === undefined ? entry.seen : more.seen });
      setMade((before) => [...before, answer.review]);
      setSaid(`${SAID[decision] ?? words(decision)}: “${entry.claim.evidence.text.slice(0, 70)}”`);
      setPanel(null); setFault(null);
      if (decision === "merge" || decision === "split" || decision === "note") {
        const now = await entryOf(id);
        setPlace((before) => before && renewed(before, now));
      } else {
        setPlace((before) => before && decided(renewed(before, { ...entry, claim: answer.claim ?? entry.claim, seen: answer.review.review_id }), id, decision));
      }
      desk.current?.focus();
      return true;
    } catch (error) {
      setFault(error instanceof Refused ? error : new Refused(0, String(error)));
      return false;
    } finally { setBusy(false); }
  };

  const undo = async (review: Review | undefined = made.at(-1)): Promise<void> => {
    if (!review) return setSaid("There is nothing of yours to undo here.");
    if (busy || !signed()) return;
    setBusy(true);
    try {
      await post<Decided>(`/reviews/${encodeURIComponent(review.review_id)}/undo`, { author: name.trim(), reason: null, seen: review.target === entry?.claim.claim_id ? entry.seen : review.review_id });
      setMade((before) => before.filter((one) => one.review_id !== review.review_id));
      setSaid(`Taken back: ${words(review.decision)}`);
      setFault(null);
      const claim = place?.entries.find((one) => one.claim.claim_id === review.target)?.claim.claim_id ?? entry?.claim.claim_id;
      if (claim) { const now = await entryOf(claim); setPlace((before) => before && undone(renewed(before, now), claim)); }
    } catch (error) { setFault(error instanceof Refused ? error : new Refused(0, String(error))); } finally { setBusy(false); }
  };

  const again = async (): Promise<void> => {
    if (!entry) return;
    const now = await entryOf(entry.claim.claim_id);
    forget();
    setPlace((before) => before && renewed(before, now));
    setFault(null);
  };

  const act = (what: Act): void => {
    if (meta?.read_only && !["next", "previous", "help", "open", "leave"].includes(what)) return setSaid("This ledger is shown for reading only.");
    switch (what) {
      case "next": return setPlace((now) => now && move(now, 1));
      case "previous": return setPlace((now) => now && move(now, -1));
      case "accept": return void send("accept");
      case "undo": return void undo();
      case "open": return entry ? go(`/claims/${encodeURIComponent(entry.claim.claim_id)}`) : undefined;
      case "leave": setPanel(null); desk.current?.focus(); return;
      case "help": return setPanel((now) => (now === "help" ? null : "help"));
      default: if (signed()) { shown.current = what as Panel; setPanel((now) => (now === what ? null : (what as Panel))); }
    }
  };
  const shown = useRef<Panel>(null);
  shown.current = panel;
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
      const scrolling = target.classList?.contains("document-text") && event.key.startsWith("Arrow");
      // Between a key that opens a form and the form's first field, letters decide nothing.
      const what = scrolling ? null : actOf(event.key, writing || FORMS.has(shown.current), event.ctrlKey || event.metaKey || event.altKey);
      if (!what) return;
      event.preventDefault();
      latest.current(what);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

  return (
    <div class="page">
      <header class="listing"><div class="head">
        <h1>Review</h1>
        <p class="count" role="status">{place ? `${plural(Math.max(0, total - place.decided.size), "claim")} open${place.decided.size ? `, ${place.decided.size} decided just now` : ""}` : "…"}</p>
        <label class="field inline"><span>Your name</span><input ref={nameBox} value={name} autocomplete="name" onInput={(event) => { setName(event.currentTarget.value); keepAuthor(event.currentTarget.value); }} /></label>
        <button type="button" class="quiet" onClick={() => act("help")} aria-expanded={panel === "help"}>keys <kbd>?</kbd></button>
      </div></header>
      {panel === "help" && <ul class="keys" aria-label="Keys">{KEYS.map((one) => <li key={one.act}>{one.keys.map((key) => <kbd key={key}>{key === "ArrowDown" ? "↓" : key === "ArrowUp" ? "↑" : key}</kbd>)} {one.says}</li>)}</ul>}
      {!only && <><Filters leave={["reviewed", "undated"]} /><Holding /></>}
      {fault && (
        <div class="notice" role="alert">
          {fault.status === 409 ? <><strong>Somebody else decided meanwhile.</strong> {fault.review ? <><Words>{fault.review.author}</Words>: {words(fault.review.decision)}, {moment(fault.review.at)}{fault.review.reason ? <>, “<Words>{fault.review.reason}</Words>”</> : null}. </> : null}Nothing of theirs was overwritten, and yours was not written down. <button type="button" onClick={() => void again()}>Show the claim as it stands</button></> : <Words>{fault.message}</Words>}
        </div>
      )}
      <p class={said ? "said" : "hidden"} role="status" aria-live="polite">{said}</p>
      {!place ? !fault && <p class="loading">Reading the queue …</p> : place.entries.length === 0 ? <Nothing>Nothing is open: every claim that answers to this has a decision.</Nothing> : (
        <div class="review">
          <nav class="queue" aria-label="Queue"><ol>
            {place.entries.map((one, index) => <QueueRow key={one.claim.claim_id} entry={one} here={index === place.at} done={place.decided.get(one.claim.claim_id)} choose={() => setPlace({ ...place, at: index })} />)}
          </ol></nav>
          {entry && (
            <div class="desk" ref={desk} tabIndex={-1}>
              <div class="actions" role="toolbar" aria-label="Decisions">
                {(["accept", "correct", "reject", "merge", "split", "note", "undo"] as const).map((what) => <button type="button" key={what} disabled={busy || (meta?.read_only ?? false) || (what === "undo" && made.length === 0)} aria-expanded={what === "accept" || what === "undo" ? undefined : panel === what} onClick={() => act(what)}>{capital(what)} <kbd>{KEYS.find((one) => one.act === what)!.keys[0]}</kbd></button>)}
              </div>
              {panel === "correct" && meta && <Correct key={entry.claim.claim_id} claim={entry.claim} meta={meta} send={(changes, reason) => send("correct", { changes, reason })} leave={() => act("leave")} />}
              {(panel === "reject" || panel === "note") && <Reason key={panel} what={panel} send={(reason) => send(panel, { reason })} leave={() => act("leave")} />}
              {(panel === "merge" || panel === "split") && entry.claim.event_id && <Together key={panel} what={panel} claim={entry.claim} send={(changes, seen) => send(panel, { target: entry.claim.event_id!, changes, seen })} leave={() => act("leave")} />}
              {(panel === "merge" || panel === "split") && !entry.claim.event_id && <Nothing>This claim is in no event.</Nothing>}
              <Opened key={entry.claim.claim_id} entry={entry} undo={(review) => void undo(review)} />
            </div>
          )}
        </div>
      )}
      {place && openOf(place) === 0 && place.entries.length > 0 && !only && <p><button type="button" onClick={() => void load()}>Go on with the queue</button></p>}
    </div>
  );
}

const SAID: Readonly<Record<string, string>> = { accept: "Accepted", reject: "Rejected", correct: "Corrected", merge: "Merged", split: "Split", note: "Noted" };

async function entryOf(id: string): Promise<QueueEntry> {
  const [page, reviews] = await Promise.all([get<ClaimPage>(`/claims/${encodeURIComponent(id)}`), get<{ reviews: Review[] }>(`/reviews?target=${encodeURIComponent(id)}`)]);
  return { claim: page.claim, why: [], seen: reviews.reviews[0]?.review_id ?? null };
}

function QueueRow({ entry, here, done, choose }: { entry: QueueEntry; here: boolean; done: string | undefined; choose: () => void }) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (here) row.current?.scrollIntoView({ block: "nearest" }); }, [here]);
  return (
    <li><button type="button" ref={row} aria-current={here ? "true" : undefined} onClick={choose}>
      <span class="kicker"><span class="type">{words(entry.claim.event_type)}</span>{entry.claim.place && <Words class="where">{entry.claim.place.name}</Words>}{done && <span class="tag reviewed">{SAID[done] ?? done}</span>}</span>
      <span class="words"><Words>{entry.claim.evidence.text}</Words></span>
      <span class="why">{entry.why.map((one) => one.words).join(" · ")}</span>
    </button></li>
  );
}

function Opened({ entry, undo }: { entry: QueueEntry; undo: (review: Review) => void }) {
  const id = entry.claim.claim_id;
  const page = useAnswer<ClaimPage>(`/claims/${encodeURIComponent(id)}`);
  return (
    <>
      <p class="kicker"><span class="type">{words(entry.claim.event_type)}</span>{entry.claim.place && <Words class="where">{entry.claim.place.name}</Words>}<span class="when">{entry.claim.time ? stretch(entry.claim.time.start, entry.claim.time.end) : "day not told"}</span></p>
      <p class="byline"><Words class="who">{speakerName(entry.claim)}</Words><Figures quantities={entry.claim.quantities} /><Doubts claim={entry.claim} /></p>
      {entry.why.length > 0 && <p class="unsaid">{capital(entry.why.map((one) => one.words).join("; "))}.</p>}
      <Answer asked={page} what="its document">
        {({ document, marks, reviews }) => <><p class="source"><b><Words>{documentTitle(document)}</Words></b> <span class="unsaid"><Words>{document.outlet ?? ""}</Words> {published(document)}</span></p><MarkLegend marks={marks} />
          <MarkedText text={document.text} marks={marks} titleEnd={document.title_end} label="The document, with the words of this claim marked" /><h2 class="hidden">Decisions</h2><Decisions reviews={reviews} onUndo={undo} /></>}
      </Answer>
    </>
  );
}

function Reason({ what, send, leave }: { what: "reject" | "note"; send: (reason: string) => Promise<boolean>; leave: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <form class="correcting" onSubmit={(event) => { event.preventDefault(); void send(box.current!.value); }}>
      <label class="field wide"><span>{what === "reject" ? "Why is this no claim, or not what the text says?" : "Note"}</span><input ref={box} required list="reasons" /></label>
      {what === "reject" && <datalist id="reasons">{["not in the text", "wrong event type", "wrong speaker", "wrong place", "background, not news", "said twice"].map((one) => <option key={one} value={one} />)}</datalist>}
      <div class="wide"><button>{what === "reject" ? "Reject" : "Keep the note"} <kbd>↵</kbd></button> <button type="button" class="quiet" onClick={leave}>leave</button></div>
    </form>
  );
}

function Correct({ claim, meta, send, leave }: { claim: Claim; meta: Meta; send: (changes: Record<string, unknown>, reason: string | null) => Promise<boolean>; leave: () => void }) {
  const before = useRef(formOf(claim)).current;
  const [form, setForm] = useState<Form>(() => structuredClone(before));
  const [reason, setReason] = useState("");
  const box = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>("select, input")?.focus(), []);
  const set = (key: string, value: string) => setForm((now) => ({ ...now, fields: { ...now.fields, [key]: value } }));
  const changes = changesOf(before, form);
  const field = (key: string, label: string, choices?: readonly (readonly [string, string])[], note?: string) => {
    const value = form.fields[key] ?? "", differs = value !== before.fields[key];
    return (
      <label class={differs ? "field changed" : "field"}><span>{label}</span>
        {choices ? <select name={key} value={value} onChange={(event) => set(key, event.currentTarget.value)}>{!choices.some(([one]) => one === value) && <option value={value}>{words(value) || "–"}</option>}{choices.map(([one, text]) => <option key={one} value={one}>{text}</option>)}</select>
          : <input name={key} dir="auto" value={value} onInput={(event) => set(key, event.currentTarget.value)} />}
        {differs ? <small class="was">was: <Words>{words(before.fields[key]) || "nothing"}</Words></small> : note ? <small class="was">{note}</small> : null}
      </label>
    );
  };
  const plain = (values: readonly string[], none = false): (readonly [string, string])[] => [...(none ? [["", "not told"] as const] : []), ...values.map((one) => [one, words(one)] as const)];
  const parties: (readonly [string, string])[] = [["", "no side"], ...meta.parties.map((one) => [one.party, one.name] as const)];
  const setQuantity = (at: number, key: string, value: string) => setForm((now) => ({ ...now, quantities: now.quantities.map((one, index) => (index === at ? { ...one, [key]: value } : one)) }));
  const submit = (event: SubmitEvent) => { event.preventDefault(); if (Object.keys(changes).length) void send(changes, reason || null); };
  return (
    <form class="correcting" ref={box} onSubmit={submit} aria-label="Correct this claim">
      {field("event_type", "Kind", plain(meta.event_types))}
      <PlaceField value={form.fields.place ?? ""} before={claim.place ? `${claim.place.name}` : ""} set={(value) => set("place", value)} />
      {field("time", "When (EDTF)", undefined, "2022-06-24, 2022-06, 2022-06-01/2022-06-30")}
      {field("polarity", "Affirmed or denied", plain(["affirmed", "denied"]))}
      {field("modality", "Modality", plain(["occurred", "ongoing", "planned", "expected", "requested"]))}
      {field("certainty", "Certainty", plain(["stated", "hedged"]))}
      {field("verification", "Verification", plain(["verified", "unverified"], true))}
      {field("against_interest", "Against own interest", [["true", "yes"], ["false", "no"]])}
      {field("headline", "Headline", [["true", "yes"], ["false", "no"]])}
      {field("speaker.name", "Speaker", undefined, "all empty: the outlet itself")}{field("speaker.role", "Role")}{field("speaker.organisation", "Organisation")}{field("speaker.kind", "Kind of speaker", plain(SPEAKER_KINDS, true))}{field("speaker.party", "Speaker's side", parties)}{field("channel", "Channel")}
      {field("agent.name", "Who did it")}{field("agent.party", "Their side", parties)}{field("patient.name", "To whom")}{field("patient.party", "Their side", parties)}
      {field("trigger", "Word that tells it", undefined, "as the text has it")}
      <div class="wide">{field("evidence", "Words it stands on", undefined, "as the text has them")}</div>
      <fieldset class="wide"><legend class="unsaid">Figures</legend>
        {form.quantities.map((one, at) => (
          <div class="correcting" key={at}>
            <label class="field"><span>Measure</span><select value={one.measure} onChange={(event) => setQuantity(at, "measure", event.currentTarget.value)}>{meta.measures.map((each) => <option key={each} value={each}>{words(each)}</option>)}</select></label>
            {(["low", "best", "high", "unit", "text"] as const).map((key) => <label class="field" key={key}><span>{{ low: "At least", best: "Best", high: "At most", unit: "Unit", text: "As written" }[key]}</span><input value={one[key]} disabled={key === "text" && one.start !== null} inputMode={key === "unit" || key === "text" ? undefined : "decimal"} onInput={(event) => setQuantity(at, key, event.currentTarget.value)} /></label>)}
            <label class="field"><span>Whose</span><select value={one.party} onChange={(event) => setQuantity(at, "party", event.currentTarget.value)}>{parties.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</select></label>
            <button type="button" class="quiet" onClick={() => setForm((now) => ({ ...now, quantities: now.quantities.filter((_, index) => index !== at) }))}>take out</button>
          </div>
        ))}
        <button type="button" class="quiet" onClick={() => setForm((now) => ({ ...now, quantities: [...now.quantities, { measure: meta.measures[0] ?? "killed", low: "", best: "", high: "", unit: "", party: "", text: "", of: "", start: null, end: null, approximate: false, rate: null }] }))}>add a figure</button>
      </fieldset>
      <label class="field wide"><span>Why (may stay empty)</span><input value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label>
      <div class="wide"><button disabled={Object.keys(changes).length === 0}>Keep {plural(Object.keys(changes).length, "correction")} <kbd>↵</kbd></button> <button type="button" class="quiet" onClick={leave}>leave</button></div>
    </form>
  );
}

/** A place by name or by GeoNames id; what the world's gazetteer has for the name is offered. */
function PlaceField({ value, before, set }: { value: string; before: string; set: (value: string) => void }) {
  const [asking, setAsking] = useState("");
  useEffect(() => { const timer = setTimeout(() => setAsking(/^-?\d*$/.test(value) || value === before ? "" : value), 250); return () => clearTimeout(timer); }, [value]);
  const found = useAnswer<Gazetteer>(asking ? `/gazetteer?q=${encodeURIComponent(asking)}` : null);
  return (
    <label class={value !== before ? "field changed" : "field"}><span>Place</span>
      <input name="place" dir="auto" list="places" value={value} onInput={(event) => set(event.currentTarget.value)} />
      <datalist id="places">{(found.value?.places ?? []).map((one) => <option key={one.geonameid} value={String(one.geonameid)}>{[one.name, one.admin1, one.country].filter(Boolean).join(", ")}</option>)}</datalist>
      <small class="was">{value !== before ? <>was: <Words>{before || "nothing"}</Words></> : "a name, or a GeoNames number; empty: nowhere"}</small>
    </label>
  );
}

function Together({ what, claim, send, leave }: { what: "merge" | "split"; claim: Claim; send: (changes: Record<string, unknown>, seen: string | null) => Promise<boolean>; leave: () => void }) {
  const event = useAnswer<EventPage>(`/events/${encodeURIComponent(claim.event_id!)}`);
  const seen = useAnswer<{ reviews: Review[] }>(`/reviews?target=${encodeURIComponent(claim.event_id!)}`);
  const [part, setPart] = useState(claim.place?.name ?? "");
  const near = useAnswer<Events>(what === "merge" ? asked("/events", new URLSearchParams(), { place: part, limit: 40, sort: "claims" }) : null);
  const [picked, setPicked] = useState<Set<string>>(() => new Set(what === "split" ? [claim.claim_id] : []));
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("input[type=checkbox]")?.focus(), [event.value, near.value]);
  const toggle = (id: string) => setPicked((now) => { const next = new Set(now); if (!next.delete(id)) next.add(id); return next; });
  const pick = (id: string, text: Event | Claim, label: string) => <label key={id}><input type="checkbox" checked={picked.has(id)} onChange={() => toggle(id)} /><span><Words>{label}</Words> <span class="unsaid">{"evidence" in text ? speakerName(text) : `${words(text.event_type)}, ${stretch(text.time.start, text.time.end) || "day not told"}, ${plural(text.claims.length, "claim")}`}</span></span></label>;
  const submit = (submitted: SubmitEvent) => { submitted.preventDefault(); if (picked.size) void send(what === "merge" ? { events: [...picked] } : { claims: [...picked] }, seen.value?.reviews[0]?.review_id ?? null); };
  return (
    <form class="correcting" ref={box} onSubmit={submit}>
      {what === "merge" && <label class="field wide"><span>Events at</span><input value={part} onChange={(changed) => setPart(changed.currentTarget.value)} /></label>}
      <fieldset class="wide picks"><legend>{what === "merge" ? "Which of these is the same happening?" : "Which of its claims are of another happening?"}</legend>
        {what === "split" && <Answer asked={event}>{({ claims }) => claims.length < 2 ? <Nothing>The event has only this claim.</Nothing> : claims.map((one) => pick(one.claim_id, one, one.evidence.text))}</Answer>}
        {what === "merge" && <Answer asked={near}>{({ events }) => { const others = events.filter((one) => one.event_id !== claim.event_id); return others.length ? others.map((one) => pick(one.event_id, one, one.words ?? words(one.event_type))) : <Nothing>No other event there.</Nothing>; }}</Answer>}
      </fieldset>
      <div class="wide"><button disabled={!picked.size || !seen.value}>{what === "merge" ? `Merge ${plural(picked.size, "event")} into its own` : `Split off ${plural(picked.size, "claim")}`} <kbd>↵</kbd></button> <button type="button" class="quiet" onClick={leave}>leave</button></div>
    </form>
  );
}
