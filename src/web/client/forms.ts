/** What scripts add to plain forms: one sending at a time, a question before what cannot be undone. */
export function enhanceForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const question = form.dataset["confirm"];
    if (question !== undefined && !window.confirm(question)) return event.preventDefault();
    if (form.dataset["sent"] === "yes") return event.preventDefault();
    if (form.method === "post") form.dataset["sent"] = "yes";
  });
  // Coming back with the browser's arrow finds the form as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]"))
      delete form.dataset["sent"];
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLElement && field.dataset["submits"] === "yes")
      field.closest("form")?.requestSubmit();
  });
  const reload = document.querySelector<HTMLElement>("[data-reload-after]")?.dataset["reloadAfter"];
  if (reload !== undefined) setTimeout(() => location.reload(), Number(reload) * 1_000);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-print]") : null;
    if (button !== null) window.print();
  });
}
