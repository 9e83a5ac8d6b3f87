import { createMemoryJournal, createMemoryJournalStore } from "../../src/journal/memory-journal.ts";
import { describeJournal } from "./contract.ts";

describeJournal("memory", async () => {
  const store = createMemoryJournalStore();
  return {
    open: async () => createMemoryJournal(store),
    damage: async (stream, version, text) => {
      const texts = store.textsByStream.get(stream);
      if (!texts) throw new Error(`no stream ${stream}`);
      texts[version - 1] = text;
    },
    dispose: async () => {},
  };
});
