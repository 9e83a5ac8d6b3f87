import { Temporal } from "temporal-polyfill";
import { type Instant, instantSchema } from "../../domain/ids.ts";

/** The instant of a wall time such as `2027-03-09T14:20` in a zone; undefined when it is not one. */
export function fromLocalInput(text: string, timeZone: string): Instant | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone);
    return instantSchema.parse(new Date(zoned.epochMilliseconds).toISOString());
  } catch {
    return undefined;
  }
}
