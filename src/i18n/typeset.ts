const beforeSign = / (?=[:;!?»%€])/g;
const afterOpening = /« /g;
const beforeUnit = /(?<=\d) (?=(?:min|km|Mo)\b)/g;

/** French typography: no line may break before : ; ! ? » % € or a unit, nor after «. */
export function typesetFrench(text: string): string {
  return text.replace(beforeSign, "\u00a0").replace(afterOpening, "«\u00a0").replace(beforeUnit, "\u00a0");
}

/** The same catalogue with French typography applied to its strings and to what its functions return. */
export function typeset<T extends object>(area: T): T {
  const entries = Object.entries(area).map(([key, value]) => [key, typesetValue(value)]);
  return Object.fromEntries(entries) as T;
}

function typesetValue(value: unknown): unknown {
  if (typeof value === "string") return typesetFrench(value);
  if (typeof value === "function") return (...args: unknown[]) => typesetValue(value(...args));
  if (Array.isArray(value)) return value.map(typesetValue);
  if (value !== null && typeof value === "object") return typeset(value);
  return value;
}
