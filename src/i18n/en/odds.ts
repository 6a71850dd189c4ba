/** Odds on the Now screen: what is declared, what can be seen. */
export const odds = {
  title: 'Odds',
  summary: (declared: string, supported: string, most: string): string => `declared ${declared} · seen ${supported} · at most ${most}`,
  declare: 'We declare',
  none: 'none',
  statements: 'What can be observed',
  holds: 'holds',
  byProof: 'said by a proof',
  cap: (odds: number): string => `not above ${odds} %`,
  supports: (odds: number): string => `supports ${odds} %`,
  next: (text: string): string => `Next to find out: ${text}`,
  agree: 'Declared odds agree with what can be seen.',
};
