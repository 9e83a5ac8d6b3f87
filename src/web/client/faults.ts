/** After a refused form: the reader is taken to what is wrong, in the order of the page, each fault under its label. */
export function enhanceFaults(): void {
  const summary = document.querySelector<HTMLElement>("[data-faults]");
  if (summary === null) return;
  const colon = document.documentElement.lang === "fr" ? " : " : ": ";
  const links = [...summary.querySelectorAll<HTMLAnchorElement>("a[href^='#']")].map((link) => ({
    link,
    field: document.getElementById(link.hash.slice(1)),
  }));
  for (const { link, field } of links) {
    const label = labelOf(field);
    if (label !== "") link.prepend(`${label}${colon}`);
    link.addEventListener("click", (event) => {
      const target = field?.matches("input, select, textarea") ? field : field?.querySelector("input");
      if (!(target instanceof HTMLElement)) return;
      event.preventDefault();
      target.focus();
    });
  }
  links.sort((a, b) => (a.field && b.field ? orderOf(a.field, b.field) : 0));
  summary.querySelector("ul")?.append(...links.map(({ link }) => link.closest("li") ?? link));
  summary.focus();
}

function orderOf(a: HTMLElement, b: HTMLElement): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** A box to tick has a sentence instead, which its fault repeats. */
function labelOf(field: HTMLElement | null): string {
  const label =
    field instanceof HTMLFieldSetElement
      ? field.querySelector("legend")
      : field && document.querySelector(`label.label[for="${CSS.escape(field.id)}"]`);
  return [...(label?.childNodes ?? [])]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent?.trim() ?? "")
    .join(" ")
    .trim();
}
