import { halfUp } from '../assess/values.ts';

/** Deck 0, weighting proposed: eight yes/no answers → 0..5, at least 3 for someone who can change the rules. */
export function influenceTest(input: { yes?: readonly string[] | null }): { influence: number } {
  const yes = new Set(input.yes ?? []);
  const suggested = halfUp((5 * Math.min(yes.size, 8)) / 8);
  return { influence: yes.has('it-policy-change') ? Math.max(3, suggested) : suggested };
}

export interface FishboneInput {
  /** Department, 1 = nearest the head. */
  order?: number | null;
  /** Person, 1 = nearest the spine. */
  distance?: number | null;
  status?: string | null;
}

/** Deck 2, formula proposed: the nearer to head and spine, the more important; doubled while work is needed. */
export function fishbonePriority(input: FishboneInput): { priority: number | null } {
  const { order, distance } = input;
  if (!order || !distance) return { priority: null };
  return { priority: (1 / (order * distance)) * (input.status === 'needs-work' ? 2 : 1) };
}

export type Zone = 'outside' | 'political' | 'inner';

/** Proposed default of the political position; a user may override it with a reason. */
export function zoneFromInfluence(input: { influence?: number | null }): { zone: Zone | null } {
  const { influence } = input;
  if (influence === null || influence === undefined) return { zone: null };
  return { zone: influence >= 4 ? 'inner' : influence >= 3 ? 'political' : 'outside' };
}

export type Attitude = '*' | '+' | '=' | '-' | 'X';
export type RelationshipStrategy = 'neutralise' | 'motivate' | 'leverage';

/** Deck 1 (pairing of “-” and “+” inferred): what to do about someone who thinks so of us. */
export function strategyFromAttitude(input: { attitude?: string | null }): { strategy: RelationshipStrategy | null } {
  const table: Record<string, RelationshipStrategy> = {
    X: 'neutralise',
    '-': 'neutralise',
    '=': 'motivate',
    '+': 'motivate',
    '*': 'leverage',
  };
  return { strategy: table[input.attitude ?? ''] ?? null };
}

/** Proposed conversion of a relationship strength −3..3 into an attitude. */
export function attitudeFromStrength(input: { strength?: number | null }): { attitude: Attitude | null } {
  const { strength } = input;
  if (strength === null || strength === undefined) return { attitude: null };
  if (strength >= 3) return { attitude: '*' };
  if (strength > 0) return { attitude: '+' };
  if (strength === 0) return { attitude: '=' };
  return { attitude: strength <= -3 ? 'X' : '-' };
}
