import { startClocks } from "./clock.ts";
import { enhanceForms } from "./forms.ts";
import { hydrateIslands } from "./hydrate.ts";
import { startOffline } from "./offline.ts";

startClocks();
enhanceForms();
startOffline();
void hydrateIslands();
