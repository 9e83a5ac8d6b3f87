/** After a refused form: the reader is taken to what is wrong, each fault named by the label of its field. */
export function enhanceFaults(): void {
  const summary = document.querySelector<HTMLElement>("[data-faults]");
  if (summary === null) return;
  for (const link of summary.querySelectorAll<HTMLAnchorElement>("a[href^='#']")) {
    const field = document.getElementById(link.hash.slice(1));
    const label = labelOf(field);
    if (label !== "") link.prepend(`${label} : `);
    link.addEventListener("click", (event) => {
      const target = field?.matches("input, select, textarea") ? field : field?.querySelector("input");
      if (!(target instanceof HTMLElement)) return;
      event.preventDefault();
      target.focus();
    });
  }
  summary.focus();
}

function labelOf(field: HTMLElement | null): string {
  const label =
    field instanceof HTMLFieldSetElement
      ? field.querySelector("legend")
      : field && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  return [...(label?.childNodes ?? [])]
    .filter((node) => node.nodeType === Node.TEXT_NODE || node.nodeName === "SPAN")
    .filter((node) => !(node instanceof Element && node.classList.contains("soft")))
    .map((node) => node.textContent?.trim() ?? "")
    .join(" ")
    .trim();
}
