import { startClocks } from "./clock.ts";
import { startCounters } from "./counters.ts";
import { enhanceFaults } from "./faults.ts";
import { enhanceForms } from "./forms.ts";
import { hydrateIslands } from "./hydrate.ts";
import { startOffline } from "./offline.ts";
import { watchRecommendations } from "./recommendations.ts";

startClocks();
enhanceForms();
enhanceFaults();
startOffline();
startCounters();
watchRecommendations();
void hydrateIslands();
