import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexMethod, signingStage } from '../../src/domain/method.ts';
import { crmDefaultPhases } from '../../src/domain/stage-hints.ts';
import { mappingReport, mapStage, plainWords, stageOfPhase, type CrmStage } from '../../src/domain/stage-map.ts';
import { allMethods } from '../../src/methods/all.ts';
import { builtInMethodIds, type BuiltInMethodId } from '../../src/methods/labels.ts';

const map = (id: BuiltInMethodId, crm: string, label: string, more: Partial<Parameters<typeof mapStage>[0]> = {}) =>
  mapStage({ method: allMethods[id], crm, stageId: 'any', label, ...more });

const ids = (labels: string[]): CrmStage[] => labels.map((label, i) => ({ id: `s${i + 1}`, label }));

const salesforce = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Id. Decision Makers',
  'Perception Analysis',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
];

const expected: [BuiltInMethodId, crm: string, labels: string[], stages: (string | null)[]][] = [
  [
    'ssm',
    'salesforce',
    salesforce,
    ['noticing', 'identifying', 'validating', 'qualifying', 'qualifying', 'qualifying', 'conditional-agreement', 'winning', 'winning', null],
  ],
  [
    'solution-selling',
    'salesforce',
    salesforce,
    ['entry', 'interest', 'needs', 'design', 'design', 'design', 'propose', 'close', 'close', null],
  ],
  [
    'ltc',
    'salesforce',
    salesforce,
    ['validate-leads', 'nurture-leads', 'validate-opportunity', 'pre-bid', 'pre-bid', 'pre-bid', 'bid', 'negotiate-contract', 'negotiate-contract', null],
  ],
  [
    'stage-odds',
    'salesforce',
    salesforce,
    ['identify', 'identify', 'confirm', 'solution', 'solution', 'solution', 'solution', 'intent', 'sign', null],
  ],
  [
    'consultative',
    'salesforce',
    salesforce,
    ['entrance', 'entrance', 'demand', 'consulting', 'demand', 'consulting', 'consulting', 'business', 'action', null],
  ],
  ['ssm', 'odoo', ['New', 'Qualified', 'Proposition', 'Won'], ['noticing', 'validating', 'conditional-agreement', 'winning']],
  ['ltc', 'odoo', ['New', 'Qualified', 'Proposition', 'Won'], ['collect-leads', 'validate-opportunity', 'bid', 'negotiate-contract']],
  [
    'ssm',
    'tryton',
    ['Lead', 'Opportunity', 'Converted', 'Won', 'Cancelled', 'Lost'],
    ['noticing', 'identifying', 'conditional-agreement', 'winning', null, null],
  ],
  [
    'ltc',
    'tryton',
    ['Lead', 'Opportunity', 'Converted', 'Won', 'Cancelled', 'Lost'],
    ['collect-leads', 'validate-opportunity', 'bid', 'negotiate-contract', null, null],
  ],
  ['stage-odds', 'tryton', ['Lead', 'Opportunity', 'Converted', 'Won'], ['identify', 'identify', 'intent', 'sign']],
  [
    'ssm',
    'hubspot',
    ['Appointment Scheduled', 'Qualified To Buy', 'Presentation Scheduled', 'Decision Maker Bought-In', 'Contract Sent', 'Closed Won', 'Closed Lost'],
    ['identifying', 'validating', 'qualifying', 'qualifying', 'winning', 'winning', null],
  ],
  ['ssm', 'dynamics365', ['1-Qualify', '2-Develop', '3-Propose', '4-Close'], ['noticing', 'validating', 'conditional-agreement', 'winning']],
  [
    'ssm',
    'pipedrive',
    ['Lead In', 'Qualified', 'Contact Made', 'Demo Scheduled', 'Proposal Made', 'Negotiations Started'],
    ['noticing', 'identifying', 'identifying', 'qualifying', 'conditional-agreement', 'winning'],
  ],
  ['stage-odds', 'zoho', ['Identify Decision Makers', 'Closed Lost to Competition'], ['solution', null]],
  [
    'ssm',
    'salesforce',
    ['目标客户', '验证客户', '需求分析', '方案论证', '方案/报价', '谈判审核', '赢单', '输单'],
    ['noticing', 'identifying', 'validating', 'qualifying', 'conditional-agreement', 'winning', 'winning', null],
  ],
  [
    'consultative',
    'salesforce',
    ['目标客户', '验证客户', '需求分析', '方案论证', '方案/报价', '谈判审核', '赢单', '已取消'],
    ['entrance', 'entrance', 'demand', 'consulting', 'business', 'business', 'action', null],
  ],
  ['ltc', 'odoo', ['线索', '机会点', '立项', '标前引导', '投标', '合同签订', '回款', '丢单'], ['collect-leads', 'validate-opportunity', 'validate-opportunity', 'pre-bid', 'bid', 'negotiate-contract', 'invoice-collect', null]],
  ['ssm', 'tryton', ['线索', '机会', '已转换', '赢得', '已取消', '丢失'], ['noticing', 'identifying', 'conditional-agreement', 'winning', null, null]],
];

const prefix: Record<BuiltInMethodId, string> = {
  ssm: 'ssm-',
  'solution-selling': 'ss-',
  ltc: 'ltc-',
  'stage-odds': 'so-',
  consultative: 'cs-',
};

describe('default pipelines', () => {
  it.each(expected)('%s on %s: %j', (id, crm, labels, stages) => {
    const got = labels.map((label) => map(id, crm, label).stageId);
    expect(got).toEqual(stages.map((stage) => stage && prefix[id] + stage));
  });

  it.each(builtInMethodIds)('%s finds a stage for every default stage of every CRM we know', (id) => {
    for (const [crm, labels] of Object.entries(crmDefaultPhases)) {
      for (const label of Object.keys(labels)) {
        expect(map(id, crm, label).stageId, `${crm}: ${label}`).not.toBeNull();
      }
    }
  });
});

describe('the order of matching', () => {
  it('takes the own mapping before anything, also to “no stage” and on a closed stage', () => {
    const own = { a: 'ssm-winning', b: null, gone: 'ssm-retired' };
    expect(map('ssm', 'salesforce', 'Prospecting', { stageId: 'a', own })).toMatchObject({ stageId: 'ssm-winning', by: 'own' });
    expect(map('ssm', 'salesforce', 'Prospecting', { stageId: 'b', own })).toMatchObject({ stageId: null, by: 'own' });
    expect(map('ssm', 'salesforce', 'Closed Won', { stageId: 'a', own, isWon: true })).toMatchObject({ by: 'own', closed: 'won' });
    expect(map('ssm', 'salesforce', 'Prospecting', { stageId: 'gone', own })).toMatchObject({ by: 'label' });
  });

  it('takes a label before a keyword', () => {
    expect(map('ssm', 'salesforce', 'Prospecting').by).toBe('label');
    expect(map('ssm', 'odoo', 'Prospecting list').by).toBe('keyword');
  });

  it('takes the earliest of several, and names the others', () => {
    expect(map('ltc', 'dynamics365', 'Qualify')).toEqual({
      stageId: 'ltc-validate-leads',
      by: 'label',
      candidates: ['ltc-validate-leads', 'ltc-nurture-leads', 'ltc-validate-opportunity'],
      closed: null,
    });
  });

  it('sends a won deal to signing, a lost one nowhere', () => {
    for (const id of builtInMethodIds) {
      const sign = signingStage(indexMethod(allMethods[id]))?.id;
      expect(map(id, 'x', 'Anything', { isWon: true, isClosed: true })).toMatchObject({ stageId: sign, by: 'won', closed: 'won' });
      expect(map(id, 'x', 'Anything', { isWon: false, isClosed: true })).toMatchObject({ stageId: null, by: 'none', closed: 'lost' });
    }
  });

  it('believes the CRM’s flags more than the label', () => {
    expect(map('ssm', 'x', 'Won back, start again', { isClosed: false }).closed).toBeNull();
    expect(map('ssm', 'x', 'Lost and found', { isWon: true }).closed).toBe('won');
    expect(map('ssm', 'x', 'Closed Won', { isWon: false, isClosed: true }).closed).toBe('lost');
    expect(map('ssm', 'x', 'Archive', { isClosed: true }).closed).toBe('lost');
  });

  it('never decides on 发现 alone', () => {
    for (const id of builtInMethodIds) expect(map(id, 'salesforce', '发现').stageId).toBeNull();
    expect(map('ssm', 'salesforce', '发现商机').stageId).toBe('ssm-identifying');
  });

  it('knows a pipeline that is named after the method', () => {
    expect(map('ssm', 'x', 'Noticing').stageId).toBe('ssm-noticing');
    expect(map('ssm', 'x', 'Conditional agreement')).toMatchObject({ stageId: 'ssm-conditional-agreement', by: 'label' });
    expect(map('ltc', 'x', '标前引导').stageId).toBe('ltc-pre-bid');
    expect(map('ltc', 'x', 'anything', { stageId: 'ltc-bid' }).stageId).toBe('ltc-bid');
  });

  it('matches whole English words only', () => {
    expect(map('stage-odds', 'x', 'Leadership talk').stageId).toBeNull();
    expect(map('stage-odds', 'x', 'Wonderful').closed).toBeNull();
    expect(map('ssm', 'x', 'Proposals out').stageId).toBe('ssm-conditional-agreement');
  });

  it('says none for an empty, an unknown and a strange label', () => {
    for (const label of ['', '   ', '🙂', 'Blorp', '__proto__', 'constructor', 'x'.repeat(10_000)]) {
      expect(map('ssm', 'salesforce', label, { stageId: '' })).toMatchObject({ stageId: null, by: 'none', candidates: [] });
    }
    expect(map('ssm', 'constructor', 'Prospecting').stageId).toBe('ssm-noticing');
  });
});

describe('how labels are compared', () => {
  const labels = expected.flatMap(([id, crm, list]) => list.map((label) => ({ id, crm, label })));
  const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

  it('ignores case, width and spaces', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...labels),
        fc.constantFrom(
          (s: string) => s.toUpperCase(),
          (s: string) => s.toLowerCase(),
          wide,
          (s: string) => `  ${s}\u3000`,
          (s: string) => s.replaceAll(' ', '\u00a0'),
          (s: string) => `3. ${s}`,
        ),
        ({ id, crm, label }, change) => {
          expect(map(id, crm, change(label))).toEqual(map(id, crm, label));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads internal names written together', () => {
    expect(map('ssm', 'hubspot', 'appointmentscheduled').stageId).toBe('ssm-identifying');
    expect(map('ssm', 'hubspot', 'Termin vereinbart', { stageId: 'appointmentscheduled' }).stageId).toBe('ssm-identifying');
    expect(plainWords('  03 – Négociation/Ｒeview ')).toBe('négociation review');
  });
});

describe('the report on a whole pipeline', () => {
  it('warns where stages fall together, and not about won and lost', () => {
    const report = mappingReport(ids(salesforce), allMethods.ssm, undefined, 'salesforce');
    expect(report.warnings).toEqual([{ kind: 'together', stageId: 'ssm-qualifying', crmStageIds: ['s4', 's5', 's6'] }]);
    expect(report.unreached).toEqual([]);
    expect(report.rows).toHaveLength(10);
  });

  it('warns about an unmapped stage, a dead own mapping and a step back; names stages out of reach', () => {
    const stages = ids(['Proposal', 'Blorp', 'Prospecting', 'Parked', 'Won']);
    const report = mappingReport(stages, allMethods.ssm, { s4: null, s1: 'ssm-old' }, 'odoo');
    expect(report.warnings).toEqual([
      { kind: 'own-unknown', crmStageId: 's1', stageId: 'ssm-old' },
      { kind: 'unmapped', crmStageId: 's2' },
      { kind: 'backwards', crmStageId: 's3', stageId: 'ssm-noticing', after: 'ssm-conditional-agreement' },
    ]);
    expect(report.unreached).toEqual(['ssm-identifying', 'ssm-validating', 'ssm-qualifying']);
  });

  it('is silent where everything is mapped by hand', () => {
    const stages = ids(['A', 'B']);
    const own = { s1: 'cs-entrance', s2: 'cs-demand' };
    expect(mappingReport(stages, allMethods.consultative, own, 'x')).toMatchObject({ warnings: [], unreached: ['cs-consulting', 'cs-business', 'cs-action'] });
  });
});

describe('stage of a phase', () => {
  it('falls back to the last stage before it, then to the first', () => {
    const consultative = indexMethod(allMethods.consultative);
    expect(stageOfPhase(consultative, 1)?.id).toBe('cs-entrance');
    expect(stageOfPhase(consultative, 7)?.id).toBe('cs-action');
    expect(stageOfPhase(indexMethod(allMethods.ltc), 7)?.id).toBe('ltc-confirm-contract');
  });
});
