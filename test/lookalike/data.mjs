// The deals that every look-alike shows, in a shape of their own; each CRM says them its way.

/** @returns {{n: number, name: string, account: string|null, contact: string|null, amount: number|null, currency: string, close: string|null, stage: number, status: 'open'|'won'|'lost', odds: number|null, owner: string, next: string|null, type: string|null, created: string, changed: number}[]} */
export const deals = () => [
  {n: 1, name: 'Plant analytics rollout', account: 'Acme Robotics', contact: 'Helen Brandt', amount: 420000, currency: 'EUR', close: '2027-02-26', stage: 1, status: 'open', odds: 40, owner: 'Maya Lindqvist', next: 'Site visit in Rotterdam', type: 'New Business', created: '2026-09-14', changed: 1},
  {n: 2, name: 'Fleet telemetry 2027', account: 'Corvid Logistics', contact: 'Agata Nowak', amount: 268000.5, currency: 'EUR', close: '2026-12-18', stage: 2, status: 'open', odds: 80, owner: 'Maya Lindqvist', next: null, type: 'Existing Business', created: '2026-08-03', changed: 1},
  {n: 3, name: '华东产线数据平台 <b>&"\'', account: '启明精密制造', contact: '赵敏', amount: 3200000, currency: 'CNY', close: '2027-03-19', stage: 0, status: 'open', odds: 10, owner: 'Priya Raman', next: '与赵总确认试点产线', type: 'New Business', created: '2026-10-21', changed: 1},
  // Refused by the fake's own rule when it is moved: no amount.
  {n: 4, name: 'Referral from Hannover fair', account: null, contact: null, amount: null, currency: 'EUR', close: null, stage: 0, status: 'open', odds: null, owner: 'Maya Lindqvist', next: null, type: null, created: '2026-11-02', changed: 1},
  {n: 5, name: 'Line 4 retrofit', account: 'Acme Robotics', contact: 'Helen Brandt', amount: 78000, currency: 'EUR', close: '2026-10-30', stage: 3, status: 'won', odds: 100, owner: 'Maya Lindqvist', next: null, type: 'Existing Business', created: '2026-05-11', changed: 1},
];

export const ME = 'Maya Lindqvist';
export const RULE = 'An amount is needed before this deal can move.';
