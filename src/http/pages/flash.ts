import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { z } from "zod";
import type { Notice } from "../../web/frame.ts";

const cookie = "coventis-notice";
const noticesSchema = z
  .array(z.object({ tone: z.enum(["success", "info", "warning", "error"]), text: z.string().max(500) }))
  .max(3);

/** Notices that the next page shows once, carried by a signed cookie. */
export type Flash = {
  put(c: Context, notice: Notice): Promise<void>;
  take(c: Context): Promise<readonly Notice[]>;
};

export function createFlash(secret: string, isHttps: boolean): Flash {
  const key = createHmac("sha256", secret).update("notice").digest("base64url");
  return {
    async put(c, notice) {
      const value = Buffer.from(JSON.stringify([notice])).toString("base64url");
      await setSignedCookie(c, cookie, value, key, {
        path: "/",
        httpOnly: true,
        sameSite: "Lax",
        secure: isHttps,
        maxAge: 60,
      });
    },
    async take(c) {
      const value = await getSignedCookie(c, key, cookie);
      if (typeof value !== "string") return [];
      deleteCookie(c, cookie, { path: "/", secure: isHttps });
      const parsed = noticesSchema.safeParse(readJson(value));
      return parsed.success ? parsed.data : [];
    },
  };
}

function readJson(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
