// Addresses come from articles: only what leads to the web is ever made a link.
export function safeHref(address: string | null | undefined): string | null {
  if (!address) return null;
  try {
    const found = new URL(address);
    return found.protocol === "http:" || found.protocol === "https:" ? found.href : null;
  } catch {
    return null;
  }
}
