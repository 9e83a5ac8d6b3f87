import type { RoomId } from "../../domain/ids.ts";
import { roomIdSchema } from "../../domain/ids.ts";
import type { FairVisit } from "./visit.ts";

export type PastScan = {
  readonly badge: string;
  readonly roomId: RoomId;
  readonly direction: "in" | "out";
  readonly scannedAt: string;
};

/** Every scan of the fair, from its journal. */
export async function listScans({ services, fairId }: FairVisit): Promise<PastScan[]> {
  const scans: PastScan[] = [];
  for await (const commit of services.runtime.journal.read(fairId, 0))
    for (const event of commit.events) {
      if (event.type !== "BadgeScanned") continue;
      const { badge, roomId, direction, scannedAt } = event;
      const room = roomIdSchema.safeParse(roomId);
      if (room.success && typeof badge === "string" && typeof scannedAt === "string")
        scans.push({ badge, roomId: room.data, direction: direction === "out" ? "out" : "in", scannedAt });
    }
  return scans;
}
