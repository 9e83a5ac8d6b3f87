import { encodeQR } from "qr";
import { escapeHtml } from "./escape-html.ts";

/** The path data of a QR code, black modules only, and the side of its square with the quiet zone of four. */
export function toQrPath(text: string): { readonly path: string; readonly size: number } {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = modules.flatMap((row, y) =>
    runsOf(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { path: path.join(""), size: modules.length };
}

/**
 * A QR code as one SVG element without styles or scripts, black on white with the quiet zone of four
 * modules that scanners need; `label` says to a screen reader what it holds.
 */
export function toQrSvg(text: string, label: string): string {
  const { path, size } = toQrPath(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" ` +
    `aria-label="${escapeHtml(label)}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}

function runsOf(row: readonly boolean[]): { x: number; length: number }[] {
  const runs: { x: number; length: number }[] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (dark && last && last.x + last.length === x) last.length += 1;
    else if (dark) runs.push({ x, length: 1 });
  }
  return runs;
}
