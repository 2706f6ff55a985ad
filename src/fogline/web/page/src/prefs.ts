// What belongs to this reader and this browser, not to what is in view: theme, and the name on decisions.
import { useEffect, useState } from "preact/hooks";

export type Theme = "auto" | "light" | "dark";

function read(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
function keep(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing still shows the page */ }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let theme = (read("fogline.theme") as Theme | null) ?? "auto";

export const shownTheme = (): "light" | "dark" => (theme === "auto" ? (dark.matches ? "dark" : "light") : theme);

function show(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}
dark.addEventListener("change", show);
show();

export function useTheme(): [Theme, (next: Theme) => void, "light" | "dark"] {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  const set = (next: Theme) => { theme = next; keep("fogline.theme", next); show(); };
  return [theme, set, shownTheme()];
}

export const author = (): string => read("fogline.author") ?? "";
export const keepAuthor = (name: string): void => keep("fogline.author", name);
export const stillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
