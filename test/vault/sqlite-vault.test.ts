import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteVault } from "../../src/vault/sqlite-vault.ts";
import { describeVault } from "./contract.ts";

describeVault("sqlite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coventis-vault-"));
  return {
    open: async () => createSqliteVault({ file: join(folder, "coventis.db") }),
    everything: async () => {
      const names = await readdir(folder);
      const contents = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
      return contents.join("\n");
    },
    dispose: () => rm(folder, { recursive: true }),
  };
});
