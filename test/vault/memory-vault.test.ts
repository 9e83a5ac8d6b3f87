import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { describeVault } from "./contract.ts";

describeVault("memory", async () => {
  const vault = createMemoryVault();
  return { open: async () => vault, dispose: async () => {} };
});
