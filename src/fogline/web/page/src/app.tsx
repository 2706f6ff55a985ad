import { useMemo } from "preact/hooks";
import { useMeta } from "./api";
import { Sides, sides } from "./parties";
import { Link } from "./parts/basic";
import { type Theme, useTheme } from "./prefs";
import { go, useWhere } from "./url";
import { number } from "./words";
import { MapView } from "./views/map";
import { ClaimsView } from "./views/claims";
import { ClaimView } from "./views/claim";
import { DocumentView } from "./views/document";
import { DisagreementsView, DisagreementView } from "./views/disagreements";
import { EventsView, EventView } from "./views/events";
import { PlacesView, PlaceView } from "./views/places";
import { ReviewView } from "./views/review";
import { SearchView } from "./views/search";
import { SourcesView, SourceView } from "./views/sources";

const PLACES: readonly [string, string][] = [
  ["/map", "Map"], ["/claims", "Claims"], ["/events", "Events"], ["/places", "Places"], ["/disagreements", "Disagreements"], ["/sources", "Sources"], ["/review", "Review"],
];

function View({ path }: { path: string }) {
  const [, room = "", raw] = path.split("/");
  const id = raw ? decodeURIComponent(path.split("/").slice(2).join("/")) : "";
  switch (room) {
    case "": case "map": return <MapView />;
    case "timeline": return <MapView />;
    case "claims": return id ? <ClaimView key={id} id={id} /> : <ClaimsView />;
    case "documents": return <DocumentView key={id} id={id} />;
    case "events": return id ? <EventView key={id} id={id} /> : <EventsView />;
    case "places": case "control": return id ? <PlaceView key={id} id={id} /> : <PlacesView />;
    case "disagreements": return id ? <DisagreementView key={id} id={id} /> : <DisagreementsView />;
    case "sources": return id ? <SourceView key={id} id={id} /> : <SourcesView />;
    case "search": return <SearchView />;
    case "review": return <ReviewView />;
    default: return <div class="notice" role="alert"><h1>Nothing here</h1><p>There is no such page. <Link to="/map">Back to the map</Link></p></div>;
  }
}

export function App() {
  const where = useWhere();
  const meta = useMeta().value;
  const [theme, setTheme, shown] = useTheme();
  const known = useMemo(() => sides(meta?.parties ?? [], shown), [meta, shown]);
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget as HTMLFormElement).get("q") ?? "").trim();
    if (q) go(`/search?q=${encodeURIComponent(q)}`);
  };
  const room = `/${where.path.split("/")[1] || "map"}`;
  const next: Theme = shown === "dark" ? "light" : "dark";
  return (
    <Sides.Provider value={known}>
      <a class="skip" href="#main">Skip to content</a>
      <header class="masthead">
        <Link class="name" to="/map">Fogline</Link>
        <nav aria-label="Views">{PLACES.map(([to, name]) => <Link key={to} to={to} aria-current={room === to ? "page" : undefined}>{name}</Link>)}</nav>
        <form role="search" onSubmit={search} class="search"><input key={where.query.get("q") ?? ""} type="search" name="q" aria-label="Search all text and names" placeholder="Search" defaultValue={room === "/search" ? (where.query.get("q") ?? "") : ""} /></form>
        <button type="button" class="theme" onClick={() => setTheme(next)} title={theme === "auto" ? "As the system has it" : undefined}>{next === "dark" ? "Dark" : "Light"}</button>
      </header>
      <main id="main" tabIndex={-1} class={room === "/map" || room === "/timeline" ? "wide" : ""}><View path={where.path} /></main>
      <footer class="colophon">
        {meta && <span><bdi>{meta.ledger}</bdi>: {number(meta.counts.claims)} claims in {number(meta.counts.documents)} documents, {number(meta.counts.events)} events. What is claimed, not what is known.</span>}
        <span>Map: Natural Earth; towns: GeoNames (CC BY 4.0). Borders imply no opinion on any territory's status.</span>
      </footer>
    </Sides.Provider>
  );
}
