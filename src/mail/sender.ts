export type Sender = { readonly name: string; readonly address: string };

/** Reads `Coventis <rdv@example.org>` or a bare address; null when it is neither. */
export function parseSender(text: string): Sender | null {
  const found = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/u.exec(text.trim());
  if (!found) return null;
  const address = found[2] ?? found[3] ?? "";
  return { name: (found[1] ?? "").trim(), address };
}
