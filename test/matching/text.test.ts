import { expect, test } from "vitest";
import { readDirection, readNeed, readSignals } from "../../src/matching/reading.ts";
import { createSpeller } from "../../src/matching/spelling.ts";
import { fold, tokenize, toStem, toTextKey } from "../../src/matching/text.ts";

const none = new Map<string, readonly string[]>();
const readTrades = (text: string) => [...readNeed(text, [], none).concepts.keys()];

test("elision, accents, ligatures and plurals leave one root", () => {
  expect(toStem(fold("l'Œuvre".slice(2)))).toBe(toStem("oeuvres"));
  expect(tokenize("l'entretien d'espaces qu'on aime").map((token) => token.word)).toEqual([
    "entretien",
    "espaces",
    "on",
    "aime",
  ]);
  expect(toStem("velos")).toBe(toStem("velo"));
  expect(toStem("nettoyage")).toBe(toStem("nettoyer"));
  expect(toStem("livraisons")).toBe(toStem("livrer"));
});

test("words that look alike but differ keep different roots", () => {
  expect(toStem("livres")).not.toBe(toStem("livraison"));
  expect(toStem("isolement")).not.toBe(toStem("isolation"));
  expect(toStem("departement")).not.toBe(toStem("depart"));
});

test("a trade is found whatever the inflection and the order of its words", () => {
  expect(readTrades("faire laver nos draps")[0]).toBe("blanchisserie");
  expect(readTrades("des panneaux solaires sur le toit")).toContain("photovoltaique");
  expect(readTrades("bulletins de salaire à externaliser")).toContain("comptabilite");
});

test("a compound means one thing: « lave-linge » is not laundry", () => {
  const trades = readTrades("deux lave-linge d'occasion");
  expect(trades).toContain("deee-reconditionne");
  expect(trades).not.toContain("blanchisserie");
});

test("typing errors in long words are forgiven", () => {
  expect(readTrades("une blanchiserie pour nos nappes")).toContain("blanchisserie");
  expect(readTrades("cherche imprimmerie engagée")).toContain("imprimerie");
  const speller = createSpeller(new Set(["restaurant", "compostag"]));
  expect(speller.correct("restaurnat")).toBe("restaurant");
  expect(speller.correct("restaurants-x")).toBeUndefined();
});

test("what is refused is not what is sought", () => {
  const reading = readNeed("Livrer nos colis en ville, sans camion.", [], none);
  expect(reading.exclusions[0]).toMatchObject({ firm: true, extract: "sans camion" });
  expect(reading.words.has(toStem("camion"))).toBe(false);
  const soft = readNeed("Repas pour des sites sans cuisine équipée", [], none);
  expect(soft.exclusions[0]?.firm).toBe(false);
  const plain = readNeed("Assiettes non plastiques pour une cantine", [], none);
  expect(plain.exclusions).toMatchObject([{ extract: "non plastiques", firm: false }]);
  const list = readNeed("Des modèles à copier (hors papier, traiteur et véhicules électriques)", [], none);
  expect(list.exclusions.map((each) => each.stems.length)).toEqual([1, 1, 2]);
  expect([...list.concepts.keys()]).not.toContain("traiteur");
});

test("roles are read: who sells, who leases, who gives away", () => {
  expect(readDirection("sell", "Trouver des clients réguliers")).toBe("customer");
  expect(readDirection("sell", "Trouver preneur pour 40 tonnes de vêtements")).toBe("taker");
  expect(readDirection("buy", "Prendre à bail 5 000 m² de toits")).toBe("customer");
  expect(readDirection("buy", "Laver nos draps")).toBe("supplier");
  expect(readSignals("Répondre à plusieurs à un appel d'offres").has("bidding")).toBe(true);
});

test("« prêts à » is grammar, « prêts solidaires » a trade", () => {
  expect(readTrades("des propriétaires prêts à s'engager")).not.toContain("financement");
  expect(readTrades("obtenir des prêts solidaires")).toContain("financement");
});

test("a correction is found again whatever the case and the spaces", () => {
  expect(toTextKey("  Ménage de BUREAUX ! ")).toBe(toTextKey("menage de bureaux"));
});

test("an empty, an enormous and a strange text are read without harm", () => {
  expect(readTrades("   ")).toEqual([]);
  expect(readTrades("🙂🙂 \u0000 ½ ² ---")).toEqual([]);
  // Read letter by letter again at each letter, it would outlast the test.
  expect(readNeed("nettoyage de bureaux, ".repeat(2_300), [], none)).toBeDefined();
});
