/** La Poste numbers its establishments outside Luhn: there the plain sum of the digits divides by 5. */
const laPosteSiren = "356000000";

/** Whether 14 digits are a SIRET: Luhn on all 14, on the first 9 too, or La Poste's own rule. */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false;
  if (siret.startsWith(laPosteSiren) && digitSum(siret) % 5 === 0) return true;
  return passesLuhn(siret) && passesLuhn(siret.slice(0, 9));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

function digitSum(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0);
}
