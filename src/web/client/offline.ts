/** Installs what makes the agenda readable without network, and forgets it at sign-out. */
export function startOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.dataset["signOut"] === undefined) return;
    navigator.serviceWorker.controller?.postMessage("forget");
  });
}
