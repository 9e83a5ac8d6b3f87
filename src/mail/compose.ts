import { escapeHtml } from "../exchange/escape-html.ts";
import type { MailContent, MailKind, MailParams, MailTexts } from "./message.ts";
import { textsEn } from "./texts-en.ts";
import { textsFr } from "./texts-fr.ts";

export type MailReader = { readonly name: string; readonly locale: "fr" | "en" };
/** Who writes: signs the mail, and says how to be reached. */
export type MailFrame = { readonly signature: string; readonly contact: string | null };
export type ComposedMail = { readonly subject: string; readonly text: string; readonly html: string };

const textsByLocale: Record<MailReader["locale"], MailTexts> = { fr: textsFr, en: textsEn };

/** One mail in the reader's language, as plain text and as HTML that says the same. */
export function composeMail<K extends MailKind>(
  kind: K,
  params: MailParams[K],
  reader: MailReader,
  frame: MailFrame,
): ComposedMail {
  const texts = textsByLocale[reader.locale];
  const write: (params: MailParams[K]) => MailContent = texts.mails[kind];
  const content = write(params);
  const parts = {
    content,
    texts,
    greeting: texts.greeting(oneLine(reader.name)),
    signature: oneLine(frame.signature),
    footer: [texts.why, ...(frame.contact === null ? [] : [texts.contact(oneLine(frame.contact))])],
  };
  return {
    subject: oneLine(content.subject).slice(0, 200),
    text: toText(parts),
    html: toHtml(parts, reader.locale),
  };
}

type Parts = {
  readonly content: MailContent;
  readonly texts: MailTexts;
  readonly greeting: string;
  readonly signature: string;
  readonly footer: readonly string[];
};

function toText({ content, texts, greeting, signature, footer }: Parts): string {
  const blocks = [greeting, ...content.paragraphs.map(oneLine)];
  if (content.facts?.length) {
    blocks.push(content.facts.map(({ term, value }) => `${term}${texts.colon}${oneLine(value)}`).join("\n"));
  }
  if (content.quote) {
    const quoted = content.quote.text.trim().split(/\r\n?|\n/);
    blocks.push(
      [
        `${oneLine(content.quote.from)}${texts.colon}`.trimEnd(),
        ...quoted.map((line) => `> ${oneLine(line)}`),
      ].join("\n"),
    );
  }
  if (content.list) {
    blocks.push([content.list.title, ...content.list.items.map((item) => `- ${oneLine(item)}`)].join("\n"));
  }
  if (content.action)
    blocks.push(`${`${content.action.label}${texts.colon}`.trimEnd()}\n${content.action.url}`);
  if (content.note) blocks.push(content.note);
  blocks.push(`${texts.closing}\n${signature}`, `-- \n${footer.join("\n")}`);
  return `${blocks.join("\n\n")}\n`;
}

// Colours of the site; inline, because mail readers drop style sheets. No image, nothing from elsewhere.
const ink = "#17302a";
const paper = "#faf6ee";
const card = "#fffdf8";
const soft = "#4d625b";
const rule = "#d9d3c3";
const leaf = "#1f6b4f";
const font = "'Atkinson Hyperlegible Next','Atkinson Hyperlegible',Verdana,Arial,sans-serif";

function toHtml(parts: Parts, locale: string): string {
  const { content, texts, greeting, signature, footer } = parts;
  const body = [
    `<h1 style="margin:0 0 20px;font-size:24px;line-height:1.2;color:${ink}">${inline(content.heading)}</h1>`,
    paragraph(greeting),
    ...content.paragraphs.map(paragraph),
    factsHtml(content.facts ?? []),
    content.quote ? quoteHtml(content.quote) : "",
    content.list ? listHtml(content.list) : "",
    content.action ? actionHtml(content.action, texts.linkHint) : "",
    content.note ? `<p style="margin:0 0 16px;font-size:15px;color:${soft}">${inline(content.note)}</p>` : "",
    `<p style="margin:24px 0 0">${inline(texts.closing)}<br>${inline(signature)}</p>`,
  ].join("");
  const small = footer.map((line) => `<p style="margin:0 0 4px">${inline(line)}</p>`).join("");
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">` +
    `<title>${inline(content.subject)}</title></head>` +
    `<body style="margin:0;padding:0;background:${paper};color:${ink};font-family:${font};font-size:17px;line-height:1.5">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${paper}"><tr>` +
    `<td align="center" style="padding:24px 12px">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left">` +
    `<tr><td style="padding:28px 24px;background:${card};border:1px solid ${rule};border-top:4px solid ${leaf}">` +
    `${body}</td></tr>` +
    `<tr><td style="padding:16px 24px;font-size:14px;color:${soft}">${small}</td></tr>` +
    `</table></td></tr></table></body></html>`
  );
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${inline(text)}</p>`;
}

function factsHtml(facts: NonNullable<MailContent["facts"]>): string {
  if (facts.length === 0) return "";
  const rows = facts.map(
    ({ term, value }) =>
      `<tr><th scope="row" align="left" valign="top" style="padding:4px 16px 4px 0;font-weight:normal;color:${soft}">` +
      `${inline(term)}</th><td style="padding:4px 0;font-weight:bold">${inline(value)}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" style="margin:0 0 16px">${rows.join("")}</table>`;
}

function quoteHtml({ from, text }: NonNullable<MailContent["quote"]>): string {
  const lines = text
    .trim()
    .split(/\r\n?|\n/)
    .map(inline)
    .join("<br>");
  return (
    `<p style="margin:0 0 4px;color:${soft}">${inline(from)}</p>` +
    `<blockquote style="margin:0 0 16px;padding:4px 0 4px 14px;border-left:4px solid ${rule}">${lines}</blockquote>`
  );
}

function listHtml({ title, items }: NonNullable<MailContent["list"]>): string {
  const lines = items.map((item) => `<li style="margin:0 0 6px">${inline(item)}</li>`).join("");
  return (
    `<h2 style="margin:0 0 8px;font-size:18px">${inline(title)}</h2>` +
    `<ul style="margin:0 0 16px;padding-left:22px">${lines}</ul>`
  );
}

function actionHtml({ label, url }: NonNullable<MailContent["action"]>, hint: string): string {
  const href = escapeHtml(url);
  return (
    `<p style="margin:24px 0 12px"><a href="${href}" style="display:inline-block;padding:12px 22px;` +
    `background:${leaf};color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px">${inline(label)}</a></p>` +
    `<p style="margin:0 0 16px;font-size:14px;color:${soft}">${inline(hint)}<br>` +
    `<a href="${href}" style="color:${leaf};word-break:break-all">${href}</a></p>`
  );
}

function inline(text: string): string {
  return escapeHtml(oneLine(text));
}

/** No text of ours or of a user brings a line break, or another control character, into a line. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}
