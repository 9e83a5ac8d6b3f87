import { describe, expect, it } from "vitest";
import { type Action, access, nobody, type Principal, roleFor } from "../../src/domain/access.ts";
import { fairIdSchema, organisationIdSchema, personIdSchema } from "../../src/domain/ids.ts";

const fairId = fairIdSchema.parse("fair_here");
const elsewhere = fairIdSchema.parse("fair_elsewhere");
const mine = organisationIdSchema.parse("org_mine");
const theirs = organisationIdSchema.parse("org_theirs");
const personId = personIdSchema.parse("per_me");
const delegate: Principal = { personId, roles: [], organisations: [mine] };
const staff = (role: "organiser" | "steward"): Principal => ({
  personId,
  roles: [{ fairId, role }],
  organisations: [],
});
const actions = Object.keys(access).filter((action): action is Action => action in access);

describe("who may do what", () => {
  it("[X1] somebody not signed in does only what the table gives to visitors", () => {
    const given = actions.filter((action) => roleFor(nobody, action, { fairId, organisations: [theirs] }));
    const public_ = actions.filter(
      (action) => "visitor" in access[action] && access[action].visitor === "any",
    );
    expect(given).toEqual(public_);
  });
  it("[X1] a steward neither books nor organises", () => {
    for (const action of ["meeting.ask", "fair.prepare", "participant.validate", "agenda.publish"] as const)
      expect(roleFor(staff("steward"), action, { fairId, organisations: [mine] }), action).toBeUndefined();
    expect(roleFor(staff("steward"), "scan.record", { fairId })).toBe("steward");
  });
  it("[X2] a role reaches its own fair only", () => {
    for (const action of actions) {
      const there = roleFor(staff("organiser"), action, { fairId: elsewhere, organisations: [theirs] });
      if (there !== undefined) expect(there, action).not.toBe("organiser");
    }
    expect(roleFor(staff("organiser"), "fair.prepare", { fairId })).toBe("organiser");
  });
  it("[X2] a delegate reaches their own organisation only", () => {
    expect(roleFor(delegate, "meeting.ask", { fairId, organisations: [mine] })).toBe("delegate");
    expect(roleFor(delegate, "meeting.ask", { fairId, organisations: [theirs] })).toBeUndefined();
    expect(roleFor(delegate, "meeting.ask", { fairId })).toBeUndefined();
    expect(roleFor(delegate, "person.export", { personId })).toBe("delegate");
    expect(roleFor(delegate, "person.export", { personId: personIdSchema.parse("per_you") })).toBeUndefined();
  });
  it("[X2] a token does what its scopes say", () => {
    const reader: Principal = { ...delegate, tokenScopes: ["read"] };
    expect(roleFor(reader, "agenda.read", { fairId, organisations: [mine] })).toBe("delegate");
    expect(roleFor(reader, "meeting.ask", { fairId, organisations: [mine] })).toBeUndefined();
  });
});
