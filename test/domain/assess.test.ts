import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import {
  type PartyAnswers,
  answerFromLog,
  assess,
  assessments,
  groupsWeakestFirst,
  questionsOf,
  scoreCra,
  scoreDemandResearch,
  scoreFourConditions,
  scoreLeadGrading,
  scoreLeadImportance,
  scoreOpportunity,
  scorePowerSponsor,
  scoreUbv,
} from '../../src/domain/assess/index.ts';
import { parseInstruments } from '../../src/domain/assess/schema.ts';

const instruments = parseInstruments(file);
const ctx = { today: '2025-06-16', instruments };
const ssm = instruments['ssm-opportunity-assessment']!;
const tas = instruments['tas-opportunity-qualification']!;

function all(def: typeof ssm, value: '+' | '?' | '-' | null): Record<string, '+' | '?' | '-' | null> {
  return Object.fromEntries((def.groups ?? []).flatMap((group) => questionsOf(group).map((q) => [q.id, value])));
}

describe('the instruments file', () => {
  it('has exactly the instruments of the registry', () => {
    expect(Object.keys(instruments).toSorted()).toEqual(Object.keys(assessments).toSorted());
  });
  it('is refused when a text lacks a language', () => {
    const broken = structuredClone(file) as unknown as { assessments: { name: { zh?: string } }[] };
    delete broken.assessments[0]!.name.zh;
    expect(() => parseInstruments(broken)).toThrow();
  });
  it('holds 22 questions, 20 factors and 84 probes', () => {
    const count = (def: typeof ssm): number => (def.groups ?? []).flatMap((g) => questionsOf(g)).length;
    expect([count(ssm), count(tas)]).toEqual([22, 20]);
    expect((tas.groups ?? []).flatMap((g) => questionsOf(g)).flatMap((f) => f.probes ?? []).length).toBe(84);
  });
  it('scores nothing for an unknown id', () => {
    expect(() => assess('no-such-form', {}, ctx)).toThrow(RangeError);
  });
});

describe('opportunity assessment', () => {
  const score = (us: PartyAnswers, more: Record<string, PartyAnswers> = {}) => scoreOpportunity(ssm, { us, ...more }, { today: ctx.today });

  it('rates an empty form as insufficient, not as no-go', () => {
    const result = score({});
    expect(result.verdict).toEqual(['not-rated', 'not-rated', 'not-rated', 'not-rated']);
    expect([result.coverage, result.unknowns, result.overall]).toEqual([0, 22, 'insufficient']);
    expect(result.groupScore['us']).toEqual([null, null, null, null]);
    expect(result.gap).toBeUndefined();
  });
  it('goes with one amber group and improves with two', () => {
    const us = all(ssm, '+');
    expect(score({ ...us, 'ssm-oa-2-business-fit': '?' }).overall).toBe('go');
    expect(score({ ...us, 'ssm-oa-2-business-fit': '?', 'ssm-oa-3-right-people': null }).overall).toBe('improve');
  });
  it('changes strategy when a knock-out of group 2 or 3 is lost', () => {
    expect(score({ ...all(ssm, '+'), 'ssm-oa-3-right-people': '-' }).overall).toBe('change-strategy');
  });
  it('puts a lost knock-out before too many unknowns, and unknowns before a red group', () => {
    const unknown = all(ssm, '?');
    expect(score({ ...unknown, 'ssm-oa-4-risk': '-' }).overall).toBe('no-go');
    expect(score({ ...unknown, 'ssm-oa-1-budget': '-' }).overall).toBe('insufficient');
  });
  it('needs half of a group rated for green', () => {
    const us: PartyAnswers = { ...all(ssm, null), 'ssm-oa-1-need-initiative': '+', 'ssm-oa-1-cra': '+' };
    expect(score(us).verdict[0]).toBe('amber');
    expect(score({ ...us, 'ssm-oa-1-budget': '+' }).verdict[0]).toBe('green');
  });
  it('keeps “not yet” apart from unknown and no until its date has passed', () => {
    const us = all(ssm, '+');
    const later = (askBy: string) => score({ ...us, 'ssm-oa-1-budget': { notYet: true, askBy } });
    expect(later('2025-06-16')).toMatchObject({ unknowns: 0, coverage: 21 / 22, notYet: [{ overdue: false }] });
    expect(later('2025-06-15')).toMatchObject({ unknowns: 1, notYet: [{ overdue: true }] });
    expect(later('2025-06-16').groupScore['us']?.[0]).toBe(1);
    expect(answerFromLog({ value: 'later', askBy: '2025-07-01' })).toEqual({ notYet: true, askBy: '2025-07-01' });
    expect(answerFromLog({ value: 7 })).toBeNull();
  });
  it('does not turn a group green on a knock-out that cannot be known yet', () => {
    expect(score({ ...all(ssm, '+'), 'ssm-oa-1-cra': { notYet: true, askBy: '2025-09-01' } }).verdict[0]).toBe('amber');
  });
  it('reads an unreadable answer as not rated', () => {
    expect(score({ ...all(ssm, '+'), 'ssm-oa-1-budget': 'yes' as '+' }).unknowns).toBe(1);
  });
  it('gives the gap per rival when there are several, and null for an unrated one', () => {
    const result = score(all(ssm, '+'), { a: { 'ssm-oa-2-ubv': '-' }, b: {} });
    expect(result.gap).toEqual({ '2': { a: 2, b: null }, '3': { a: null, b: null } });
  });
  it('averages a pack’s own form by its weights and judges it without the four questions', () => {
    const question = (id: string, weight?: number, knockout = false) => ({ id, text: { en: id, zh: id }, weight, knockout });
    const form = { id: 'own', groups: [{ id: 'g1', name: { en: 'a', zh: 'a' }, weight: 3, questions: [question('a1', 3), question('a2')] }, { id: 'g2', name: { en: 'b', zh: 'b' }, questions: [question('b1', 1, true)] }] };
    const own = (us: PartyAnswers) => scoreOpportunity(form, { us });
    expect(own({ a1: '+', a2: '-', b1: '+' })).toMatchObject({ groupScore: { us: [0.5, 1] }, average: 0.625, overall: 'go' });
    expect(own({ a1: '+', a2: '+', b1: '-' }).overall).toBe('no-go');
    expect(own({ a1: '-', a2: '+', b1: '+' }).overall).toBe('change-strategy');
    expect(own({ a1: '+', a2: '?', b1: '?' }).overall).toBe('insufficient');
    expect(own({ b1: '+' })).toMatchObject({ average: 1, overall: 'insufficient' });
  });
  it('lists what hurts most first and the groups from the weakest', () => {
    const result = score({ ...all(ssm, '+'), 'ssm-oa-4-reuse': '?', 'ssm-oa-3-criteria': '-', 'ssm-oa-2-business-fit': '-' });
    expect(result.weakestFirst).toEqual(['ssm-oa-2-business-fit', 'ssm-oa-3-criteria', 'ssm-oa-4-reuse']);
    expect(groupsWeakestFirst(result).map((group) => group.order)).toEqual([2, 3, 4, 1]);
    expect(result.knockouts.map((knockout) => knockout.id)).toEqual(['ssm-oa-2-business-fit']);
  });
  it('says when a snapshot is stale', () => {
    const at = (date: string, stageEnteredAt = '2025-01-01') =>
      scoreOpportunity(ssm, { us: {} }, { at: date, stageEnteredAt, today: ctx.today }).stale;
    expect([at('2025-05-17'), at('2025-05-16'), at('2025-06-01', '2025-06-02'), at('2025-06-02', '2025-06-02')]).toEqual([false, true, true, false]);
  });
});

describe('4×5 qualification', () => {
  const score = (us: PartyAnswers, rivals: Record<string, PartyAnswers> = {}) => scoreOpportunity(tas, { us, ...rivals });

  it('sums with unrated as 0 and has no lead without a rated rival', () => {
    const result = score(all(tas, '+'), { empty: {} });
    expect([result.total, result.lead, result.recommendation]).toEqual([20, null, 'pursue']);
  });
  it('leads over the best rival on comparative factors only', () => {
    const result = score(all(tas, '+'), { a: { 'tas-2-relationship': '+', 'tas-1-budget': '+' }, b: { 'tas-3-culture': '-' } });
    expect([result.comparable, result.lead]).toEqual([{ us: 9, a: 1, b: -1 }, 8]);
  });
  it('takes the first line of the recommendation that holds', () => {
    expect(score({ ...all(tas, '?'), 'tas-2-solution-fit': '-' }).recommendation).toBe('no-go');
    expect(score(all(tas, '?')).recommendation).toBe('insufficient');
    const weak = { ...all(tas, '+'), 'tas-1-project': '-', 'tas-1-profile': '-', 'tas-1-finance': '-' } as const;
    expect(score(weak).recommendation).toBe('no-go');
    const thin = { ...all(tas, '+'), 'tas-2-formal-criteria': '-', 'tas-3-culture': '-', 'tas-3-informal-criteria': '-', 'tas-4-short-revenue': '-', 'tas-4-future-revenue': '-', 'tas-4-profitability': '-', 'tas-1-profile': '?' } as const;
    expect(score(thin)).toMatchObject({ total: 7, recommendation: 'improve' });
  });
  it('compares total, groups and lead with the snapshot before', () => {
    const us = all(tas, '+');
    const rival = { 'tas-2-relationship': '+' } as const;
    const result = scoreOpportunity(tas, { us, a: rival }, { previous: { us: { ...us, 'tas-2-relationship': '-' }, a: rival } });
    expect(result).toMatchObject({ trend: [0, 2, 0, 0], totalChange: 2, leadChange: 2 });
    expect(scoreOpportunity(tas, { us }, { previous: { us } }).leadChange).toBeNull();
  });
  it('tells a plus without evidence', () => {
    const us: PartyAnswers = { 'tas-1-project': '+', 'tas-1-profile': '+' };
    const result = scoreOpportunity(tas, { us }, { probes: { 'tas-1-project': { 'tas-1-project-p1': 'said in May', 'tas-1-project-p2': '' } } });
    expect(result.unsupported).toEqual(['tas-1-profile']);
    expect(result.suggestUnknown).not.toContain('tas-1-project');
    expect(result.suggestUnknown).toContain('tas-1-profile');
  });
});

describe('the smaller instruments', () => {
  it.each([
    [{ need: 'refuted', authority: 'verified', budget: 'verified', timeline: 'verified' }, 'drop', 0.75],
    [{ need: 'verified' }, 'nurture', 0.25],
    [{}, 'open', 0],
  ] as const)('four conditions %j → %s', (input, result, readiness) => {
    expect(scoreFourConditions(input)).toMatchObject({ result, readiness, qualified: false });
  });
  it('grades no lead without an answer', () => {
    expect(scoreLeadGrading({}).grade).toBeNull();
    expect(scoreLeadGrading({ 'lg-decision-maker': true, 'lg-investment-plan': true, 'lg-time-window': true, 'lg-clear-need': null }).grade).toBe('opportunity-lead');
  });
  it('needs size, position and a flag for the company class', () => {
    const big = { 'li-scale': 'high', 'li-position': 'important-customer' };
    expect(scoreLeadImportance({ ...big, strategicFlags: ['li-business-model'] }).class).toBe('company-major');
    expect(scoreLeadImportance({ 'li-scale': 'high' }).class).toBe('important');
  });
  it('grade II asks for an A customer with an effect', () => {
    const input = { 'pg-customer-class': 'A', 'pg-customer-impact': ['major-risk'] };
    expect(assess('project-grading', input, ctx)).toMatchObject({ grade: 'grade-2', fixed: ['department-director', 'industry-head', 'industry-chief-engineer'] });
  });
  it('problem level: none in phase 1, four at most, unknown stays unknown', () => {
    expect(assess('problem-recognition', { level: 1, unifiedPhase: 1 }, ctx)).toEqual({ required: null, behind: false, pain: 'latent-pain' });
    expect(assess('problem-recognition', { level: 3, unifiedPhase: 6 }, ctx)).toEqual({ required: 4, behind: true, pain: 'buying-vision' });
    expect(assess('problem-recognition', { level: null, unifiedPhase: 3 }, ctx)).toEqual({ required: 3, behind: null, pain: null });
  });
  const cra = { 'cra-reason': 'a', 'cra-deadline': '2025-06-16', 'cra-delay': 'b', 'cra-payback': 'c', 'cra-impact': { value: 3, unit: 'd' }, confirmedBy: 'x' };
  it.each([
    [cra, 'strong'],
    [{ ...cra, 'cra-deadline': '2025-06-15' }, 'complete'],
    [{ ...cra, 'cra-impact': 'much' }, 'complete'],
    [{ ...cra, 'cra-impact': { value: null, unit: 'd' } }, 'incomplete'],
    [{ ...cra, 'cra-delay': '  ' }, 'incomplete'],
    [{}, 'incomplete'],
  ])('reason to act %#', (input, state) => {
    expect(scoreCra(input, ctx.today).state).toBe(state);
  });
  it('value needs a number with a unit', () => {
    const good = { 'ubv-value': { value: 0, unit: '%' }, 'ubv-difference': 'x', 'ubv-confirmed': { contact: 'c' } };
    expect(scoreUbv(good).valid).toBe(true);
    expect(scoreUbv({ ...good, 'ubv-value': { value: 3, unit: '' } }).valid).toBe(false);
    expect(scoreUbv({ ...good, 'ubv-confirmed': {} }).valid).toBe(false);
  });
  it('demand research: no goal on an empty sheet, and counts over all rows of a member', () => {
    expect(scoreDemandResearch({ rows: [{ member: 'a' }] })).toMatchObject({ goals: { 'dr-wide': false }, coverage: null });
    expect(scoreDemandResearch({ members: ['a'], rows: [] })).toMatchObject({ met: 0, score: 0, coverage: 0 });
    const rows = [
      { member: 'a', officialNeed: 'n', aware: true, priority: 1, inScope: true },
      { member: 'a', personalWish: 'w', aware: false, priority: 2, inScope: true },
    ];
    expect(scoreDemandResearch({ members: ['a', 'b'], rows })).toEqual({
      goals: { 'dr-wide': false, 'dr-deep': true, 'dr-both': true, 'dr-ranked': true, 'dr-scope': true }, met: 4, score: 0.8, coverage: 0.5,
    });
  });
  it('power sponsor needs influence and two more signs', () => {
    expect(scorePowerSponsor({ yes: ['ps-k2', 'ps-k3', 'ps-k4'] }).result).toEqual([]);
    expect(scorePowerSponsor({ yes: ['ps-d1', 'ps-k1', 'ps-k2', 'ps-k5', 'ps-s1', 'ps-s2'] }).result).toEqual(['sponsor', 'power-sponsor', 'decision-maker']);
  });
});
