import { clean } from '../assess/values.ts';

/** rates[i]: share of the customers in stage i that reach stage i+1, 0 < r ≤ 1; the last one is 1. */
export interface FunnelInput {
  rates?: readonly number[] | null;
  wins?: number | null;
  visits?: number | null;
  deals?: readonly number[] | null;
  plannedNew?: number | null;
  targetWins?: number | null;
}

/** Product of the rates from each stage to the end. */
function chances(rates: readonly number[]): number[] {
  const result: number[] = [];
  let product = 1;
  for (let i = rates.length - 1; i >= 0; i--) {
    product *= rates[i] ?? 0;
    result.unshift(product);
  }
  return result;
}

/** Customers needed for so many wins; null where a rate of 0 makes it impossible. */
function neededFor(wins: number, rates: readonly number[]): (number | null)[] {
  return chances(rates).map((chance) => (chance > 0 ? Math.ceil(clean(wins / chance)) : null));
}

/** Deck 3: wins that so many visits bring. */
export function funnelForward(input: FunnelInput): { wins: number } {
  return { wins: clean((input.visits ?? 0) * (chances(input.rates ?? [])[0] ?? 0)) };
}

/** Deck 3: customers needed per stage for so many wins. */
export function funnelBackward(input: FunnelInput): { needed: (number | null)[]; visits: number | null } {
  const needed = neededFor(input.wins ?? 0, input.rates ?? []);
  return { needed, visits: needed[0] ?? null };
}

export interface FunnelOutlook {
  /** Expected customers per stage with what is in the funnel now. */
  available: number[];
  expectedWins: number;
  gap: number;
  /** More customers needed per stage to close the gap; null where a rate of 0 makes it impossible. */
  extra: (number | null)[];
}

/** Deck 3 (proposed for the part that counts today's deals): what today's funnel yields and what is missing. */
export function funnelAvailable(input: FunnelInput): FunnelOutlook {
  const rates = input.rates ?? [];
  const available: number[] = [];
  rates.forEach((_, i) => {
    const here = input.deals?.[i] ?? 0;
    available.push(clean(i === 0 ? here + (input.plannedNew ?? 0) : here + (available[i - 1] ?? 0) * (rates[i - 1] ?? 0)));
  });
  const expectedWins = available.at(-1) ?? 0;
  const gap = Math.max(0, clean((input.targetWins ?? 0) - expectedWins));
  return { available, expectedWins, gap, extra: neededFor(gap, rates) };
}
