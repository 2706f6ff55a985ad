import { useAnswer } from "../api";
import { Answer, Link, Nothing, PartyMark, useTitle, Words } from "../parts/basic";
import { documentTitle } from "../parts/claims";
import { cut } from "../parts/marks";
import type { Found } from "../types";
import { go, useWhere } from "../url";
import { day, plural } from "../words";

export function SearchView() {
  const { query } = useWhere();
  const q = query.get("q") ?? "";
  useTitle(q ? `“${q}”` : "Search");
  const page = useAnswer<Found>(q ? `/search?q=${encodeURIComponent(q)}` : null);
  return (
    <div class="page listing">
      <header class="head"><h1>Search</h1>
        <form role="search" aria-label="Search the ledger" onSubmit={(event) => { event.preventDefault(); go(`/search?q=${encodeURIComponent(String(new FormData(event.currentTarget).get("q") ?? ""))}`); }}>
          <input key={q} class="large" type="search" name="q" defaultValue={q} aria-label="Words, names, places in any spelling" placeholder="Words, names, places in any spelling" /> <button>Search</button>
        </form></header>
      {!q ? <Nothing>Words of any text, names of speakers, names of places in any spelling or script.</Nothing> : (
        <Answer asked={page} what="the texts">
          {(found) => (
            <>
              {found.places.length + found.speakers.length + found.documents.length === 0 && <Nothing>Nothing in this ledger has these words.</Nothing>}
              {found.places.length > 0 && <section class="block"><h2>Places</h2><ul class="hits">{found.places.map((one) => <li key={one.key}><Link to={`/places/${encodeURIComponent(one.key)}`}><Words>{one.name}</Words></Link> <span class="unsaid">{[one.admin1, one.country].filter(Boolean).join(", ")} · {plural(one.claims, "claim")}</span></li>)}</ul></section>}
              {found.speakers.length > 0 && <section class="block"><h2>Speakers</h2><ul class="hits">{found.speakers.map((one) => <li key={one.name}><PartyMark party={one.party} bare /> <Link to={`/claims?speaker=${encodeURIComponent(one.name)}`}><Words>{one.name}</Words></Link> <span class="unsaid">{plural(one.claims, "claim")}</span></li>)}</ul></section>}
              {found.documents.length > 0 && <section class="block"><h2>{plural(found.total, "document")}</h2>{found.documents.map((one) => <article key={one.document_id} class="claim">
                <p class="kicker"><Words class="where">{one.outlet ?? one.name}</Words><span class="when">{day(one.published)}</span></p>
                <p class="words"><Link to={`/documents/${encodeURIComponent(one.document_id)}`}><Words>{documentTitle(one)}</Words></Link></p>
                {one.snippet && <p class="snippet" dir="auto">{cut(one.snippet.text, one.snippet.marks.map(([start, end]) => ({ kind: "hit", start, end }))).map((piece) => (piece.kinds.length ? <mark key={piece.start}>{piece.text}</mark> : piece.text))}</p>}
                <p class="byline"><Link to={`/claims?document=${encodeURIComponent(one.document_id)}`}>{plural(one.claims, "claim")}</Link></p></article>)}
                <p><Link to={`/claims?q=${encodeURIComponent(q)}`}>Claims in all documents with these words</Link></p></section>}
            </>
          )}
        </Answer>
      )}
    </div>
  );
}
