import type { Page } from "playwright-core";

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function walkTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 120; step += 1) {
    const isThere = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}
