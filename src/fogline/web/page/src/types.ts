// What the server says, in the words of docs/api.md and of the claim record.

export interface Span { start: number; end: number; text: string }
export interface Mark extends Span { kind: string }

export interface DocumentHead {
  document_id: string; name: string; title: string | null; outlet: string | null; url: string | null;
  published: string | null; published_basis: string | null; language: string | null; origin_id: string | null;
}
export interface Document extends DocumentHead {
  text: string; title_end: number | null; author: string | null; wire_credit: string | null; published_evidence: string | null;
}
export interface Speaker {
  text: string; name: string | null; role: string | null; organisation: string | null; kind: string | null;
  party: string | null; country: string | null; start: number | null; end: number | null;
}
export interface Actor { text: string; name: string | null; party: string | null; country: string | null; start: number | null; end: number | null }
export interface Place {
  text?: string; name: string; geonameid: number | null; latitude: number | null; longitude: number | null; country: string | null;
  admin1: string | null; feature_code: string | null; radius_km: number | null; geo_precision: number | null; key?: string | null;
}
export interface When { text: string; timex3: string | null; edtf: string | null; start: string | null; end: string | null; time_precision: number | null }
export interface Quantity {
  text: string; measure: string; unit: string | null; low: number | null; best: number | null; high: number | null;
  approximate: boolean; rate: string | null; of: string | null; party: string | null; start: number; end: number;
}
export interface Review {
  review_id: string; target: string; decision: string; author: string; at: string;
  changes?: Record<string, unknown>; reason: string | null; revokes?: string | null; taken_back_by?: string | null;
}
export interface Claim {
  claim_id: string; document: DocumentHead; evidence: Span; trigger: Span; headline: boolean; speaker: Speaker | null; channel: string | null;
  event_type: string; agent?: Actor | null; patient?: Actor | null; place: Place | null; time: When | null; quantities: Quantity[];
  polarity: string; modality: string; certainty: string; verification: string | null; against_interest: boolean | null; confidence: number;
  extractor?: string; acled?: { event_type: string | null; sub_event_type: string | null } | null; plover?: string | null;
  event_id: string | null; event_status: string | null; disagreements: string[]; review: Review | null;
}
export interface Voice { speaker: string | null; party: string | null; claims: string[]; origins: string[]; conceded: boolean; denies: boolean }
export interface FigureSum { measure: string; unit: string | null; party: string | null; low: number | null; best: number | null; high: number | null }
export interface Event {
  event_id: string; event_type: string; types: string[]; place: Place | null; time: { start: string | null; end: string | null };
  status: string; independent: number; voices: Voice[]; figures: FigureSum[]; claims: string[]; words?: string | null; parties?: (string | null)[];
}
export interface Side { who: string; party: string | null; claims: { claim_id: string; evidence: string | null }[] }
export interface Disagreement { disagreement_id: string; kind: string; about: string; event_id: string | null; place: Place | null; sides: Side[] }
export interface Origin {
  origin_id: string;
  documents: { document_id: string; name: string; title: string | null; outlet: string | null; published: string | null; url: string | null; kind: string | null; share: number | null; reason: string | null }[];
}
export interface Party { party: string; name: string; colour: number; claims: number }
export interface Meta {
  ledger: string; version: string; revision: string; read_only: boolean; author: string | null;
  counts: Record<"documents" | "claims" | "events" | "disagreements" | "reviews" | "places", number>;
  days: { first: string | null; last: string | null };
  parties: Party[];
  types: { type: string; label: string; claims: number }[];
  outlets: { outlet: string | null; claims: number }[];
  modalities: { modality: string; claims: number }[];
  certainties: { certainty: string; claims: number }[];
  statuses: { status: string; events: number }[];
  kinds: { kind: string; disagreements: number }[];
  measures: string[]; event_types: string[];
}
export interface Claims { total: number; offset: number; limit: number; claims: Claim[] }
export interface ClaimPage {
  claim: Claim; extracted: Claim | null; marks: Mark[]; reasons: { about: string; rule: string; detail: string | null; weight: number | null }[];
  document: Document; origin: Origin | null; event: Event | null; others: { party: string | null; claims: Claim[] }[];
  disagreements: Disagreement[]; reviews: Review[];
}
export interface DocumentPage { document: Document; origin: Origin | null; claims: { claim: Claim; marks: Mark[] }[]; disagreements: Disagreement[] }
export interface Events { total: number; offset: number; limit: number; events: Event[] }
export interface Comparison { aspect: string; score: number; reason: string }
export interface Why { like: string | null; score: number; by: string | null; comparisons: Comparison[] }
export interface EventPage {
  event: Event; claims: (Claim & { why: Why | null })[]; by_party: { party: string | null; claims: string[] }[];
  disagreements: Disagreement[]; reviews: Review[];
}
export interface Control { holder: string; basis: string | null; since: string; last_told: string; claims: string[] }
export interface PlaceLine {
  key: string; name: string; country: string | null; admin1: string | null; claims: number; control: Control | null;
  feature_code: string | null; latitude: number | null; longitude: number | null;
}
export interface Spell extends Control {
  until: string | null;
  words: { claim_id: string; text: string; who: string | null; party: string | null; document: string | null; through: string | null }[];
}
export interface PlacePage {
  place: Place & { key: string }; names: string[]; claims: number; types: { type: string; claims: number }[]; parties: { party: string | null; claims: number }[];
  spells: Spell[]; events: Event[]; disagreements: Disagreement[];
}
export interface MapColumns {
  key: string[]; name: string[]; latitude: number[]; longitude: number[]; radius_km: (number | null)[]; country: (string | null)[];
  feature_code: (string | null)[]; geo_precision: (number | null)[]; claims: number[]; holder: (string | null)[]; basis: (string | null)[];
  since: (string | null)[]; last_told: (string | null)[];
}
export interface MapData { on: string | null; total: number; without_place: number; without_point: number; places: MapColumns }
export interface Timeline {
  first: string | null; last: string | null; days: string[]; types: string[]; counts: number[][]; events: number[];
  stretches: { start: string | null; end: string | null; claims: number; types: Record<string, number> }[];
  undated: { claims: number; types: Record<string, number> }; total: number;
}
export interface Tally { key: string; [column: string]: unknown }
export interface Found {
  q: string; total: number;
  places: { key: string; name: string; country: string | null; admin1: string | null; claims: number }[];
  speakers: { name: string; party: string | null; claims: number }[];
  documents: { document_id: string; name: string; title: string | null; outlet: string | null; published: string | null; claims: number; snippet: { text: string; marks: [number, number][] } | null }[];
}
export interface Reason { kind: string; words: string; points: number }
export interface QueueEntry { claim: Claim; why: Reason[]; seen: string | null }
export interface Gazetteer { q: string; places: { geonameid: number; name: string; country: string | null; admin1: string | null; feature_code: string | null; population: number | null }[] }
export interface Queue { total: number; offset: number; limit: number; queue: QueueEntry[]; authors: string[] }
export interface Decided { review: Review; claim: Claim | null; event: Event | null }
