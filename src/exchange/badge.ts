import { escapeHtml } from "./escape-html.ts";
import type { Language } from "./number-text.ts";
import { toQrSvg } from "./qr.ts";

/** What a badge shows. `code` is opaque (it tells nothing of the person); `role` is already a word. */
export type Badge = {
  readonly name: string;
  readonly organisation: string;
  readonly role: string;
  readonly fair: string;
  readonly code: string;
};

const texts = {
  fr: { qr: (name: string) => `Code du badge de ${name}`, sheet: "Badges", code: "Code" },
  en: { qr: (name: string) => `Code of the badge of ${name}`, sheet: "Badges", code: "Code" },
} as const satisfies Record<Language, unknown>;

/** One badge as HTML, 90 × 55 mm with `badgeCss`; the code is also readable when a camera fails. */
export function renderBadge(badge: Badge, language: Language): string {
  return (
    `<article class="badge"><p class="badge-fair">${escapeHtml(badge.fair)}</p>` +
    `<div class="badge-who"><p class="badge-name${badge.name.length > 22 ? " is-long" : ""}">${escapeHtml(badge.name)}</p>` +
    `<p class="badge-organisation">${escapeHtml(badge.organisation)}</p>` +
    `<p class="badge-role">${escapeHtml(badge.role)}</p></div>` +
    `<div class="badge-qr">${toQrSvg(badge.code, texts[language].qr(badge.name))}` +
    `<p class="badge-code"><span class="badge-code-word">${texts[language].code} </span>${escapeHtml(badge.code)}</p>` +
    `</div></article>`
  );
}

/** A page of badges to print, ten on an A4 sheet; the style sheet is linked when the page forbids inline styles. */
export function renderBadgeSheet(
  badges: readonly Badge[],
  options: { readonly language: Language; readonly stylesheet?: string },
): string {
  const { language, stylesheet } = options;
  const title = [...new Set([texts[language].sheet, ...badges.slice(0, 1).map(({ fair }) => fair)])].join(
    " · ",
  );
  const style =
    stylesheet === undefined
      ? `<style>${badgeCss}</style>`
      : `<link rel="stylesheet" href="${escapeHtml(stylesheet)}">`;
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>${style}</head>` +
    `<body><main class="badge-sheet" aria-label="${escapeHtml(title)}">` +
    `${badges.map((badge) => renderBadge(badge, language)).join("")}</main></body></html>`
  );
}

export const badgeCss = `@page{size:A4;margin:11mm 12mm}
.badge-sheet{display:grid;grid-template-columns:repeat(2,90mm);gap:0 6mm;justify-content:center}
.badge{box-sizing:border-box;width:90mm;height:55mm;padding:5mm;display:grid;grid-template-columns:1fr 30mm;grid-template-rows:auto minmax(0,1fr);gap:2mm 4mm;border:.2mm dashed #4d625b;background:#fff;color:#17302a;font-family:"Atkinson Hyperlegible Next Variable","Atkinson Hyperlegible Next",system-ui,sans-serif;break-inside:avoid;overflow:hidden}
.badge p{margin:0;overflow-wrap:anywhere}
.badge-fair{grid-column:1/-1;font-size:8.5pt;padding-bottom:1.5mm;border-bottom:.6mm solid #1f6b4f}
.badge-who{display:flex;flex-direction:column;gap:1.5mm;min-width:0}
.badge-name{font-family:"Bricolage Grotesque Variable","Bricolage Grotesque",system-ui,sans-serif;font-weight:700;font-size:17pt;line-height:1.05}
.badge-name.is-long{font-size:12.5pt}
.badge-organisation{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;font-size:10.5pt;line-height:1.2}
.badge-role{margin-top:auto!important;align-self:start;padding:.6mm 2mm;border:.3mm solid #1f6b4f;border-radius:1mm;font-size:9pt;font-weight:600}
.badge-qr{align-self:end}.badge-qr svg{display:block;width:30mm;height:30mm}
.badge-code{font-family:ui-monospace,monospace;font-size:7pt;text-align:center}
.badge-code-word{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;
