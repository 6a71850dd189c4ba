/** The demo org: fictional companies and people, fixed dates. A fresh copy for every call. */
import { STAGES } from '../labels.mjs';
import { makeId } from './ids.mjs';

export const ORG = {
  id: makeId('Organization', 'DEMO1'),
  name: 'Northlight Systems',
  myDomain: 'northlight-demo',
  defaultCurrency: 'EUR',
};
export const OTHER_ORG = { id: makeId('Organization', 'OTHR2'), name: 'Someone Else Ltd' };
export const MASTER_RECORD_TYPE = '012000000000000AAA';

const user = (tail, Name, Title, Email) => ({ apiName: 'User', Id: makeId('User', tail), Name, Title, Email });
const USERS = [
  user('MAYAL', 'Maya Lindqvist', 'Account Executive', 'maya.lindqvist@northlight.example'),
  user('DANOK', 'Daniel Okoro', 'Account Executive', 'daniel.okoro@northlight.example'),
  user('PRIYA', 'Priya Raman', 'Regional Sales Manager', 'priya.raman@northlight.example'),
];
export const CURRENT_USER = USERS[0].Id;
export const OTHER_USER = USERS[1].Id;

const account = (tail, Name, Industry, BillingCity, owner = 0) => ({
  apiName: 'Account', Id: makeId('Account', tail), Name, Industry, BillingCity,
  Phone: '+49 30 5550 1' + (100 + tail.charCodeAt(0)), Website: `https://${tail.toLowerCase()}.example`,
  OwnerId: USERS[owner].Id, Description: null,
});
const ACCOUNTS = [
  account('ACME1', 'Acme Robotics', 'Machinery', 'Rotterdam'),
  account('HARBR', 'Harbour & Vale Clinics', 'Healthcare', 'Bristol', 1),
  account('LUMEN', 'Lumen Freight', 'Transportation', 'Antwerp'),
  account('QIMNG', '启明精密制造', 'Manufacturing', '苏州', 2),
  account('TSSRA', 'Tessera Energy', 'Energy', 'Lyon'),
  account('CORVD', 'Corvid Logistics', 'Transportation', 'Gdańsk'),
  account('WESSX', 'Wessex Mutual', 'Insurance', 'Winchester', 1),
  account('FJELL', 'Fjellmat AS', 'Food & Beverage', 'Bergen'),
  account('AUROR', 'Aurora Utilities', 'Utilities', 'Tampere', 2),
  account('MERID', 'Meridian Outdoor', 'Retail', 'Innsbruck', 1),
];

const contact = (tail, Name, Title, acc) => ({
  apiName: 'Contact', Id: makeId('Contact', tail), Name, Title, AccountId: makeId('Account', acc),
  Phone: null, Email: `${tail.toLowerCase()}@${acc.toLowerCase()}.example`, OwnerId: CURRENT_USER,
});
const CONTACTS = [
  contact('HELEN', 'Helen Park', 'VP Operations', 'ACME1'),
  contact('TOMAS', 'Tomás Reyes', 'Head of Data', 'ACME1'),
  contact('INGRD', 'Ingrid Maas', 'Chief Financial Officer', 'ACME1'),
  contact('OWENB', 'Owen Baptiste', 'Clinical Director', 'HARBR'),
  contact('SARAL', 'Sara Lindholm', 'Warehouse Manager', 'LUMEN'),
  contact('ZHAOW', '赵文博', '生产副总裁', 'QIMNG'),
  contact('LINXU', '林旭', '信息总监', 'QIMNG'),
  contact('CLRMO', 'Claire Moreau', 'Grid Director', 'TSSRA'),
  contact('PIOTR', 'Piotr Zielinski', 'Fleet Director', 'CORVD'),
  contact('AGATA', 'Agata Nowak', 'Procurement Lead', 'CORVD'),
  contact('JOHNM', 'Johanna Mbeki', 'Chief Information Security Officer', 'WESSX'),
  contact('LARSH', 'Lars Haugen', 'Plant Manager', 'FJELL'),
  contact('EEVAK', 'Eeva Korhonen', 'Programme Manager', 'AUROR'),
];

const deal = (tail, Name, acc, Amount, CurrencyIsoCode, CloseDate, StageName, owner, more = {}) => {
  const stage = STAGES.find((s) => s.api === StageName);
  return {
    apiName: 'Opportunity', Id: makeId('Opportunity', tail), Name, AccountId: acc ? makeId('Account', acc) : null,
    Amount, CurrencyIsoCode, CloseDate, StageName, Probability: stage.probability, OwnerId: USERS[owner].Id,
    NextStep: null, Type: 'New Customer', LeadSource: null, Description: null,
    CreatedDate: '2026-09-14T08:12:00.000Z', CreatedById: USERS[owner].Id,
    LastModifiedDate: '2026-11-18T15:41:00.000Z', LastModifiedById: USERS[owner].Id, ...more,
  };
};
const DEALS = [
  deal('ACME1', 'Plant analytics rollout', 'ACME1', 420000, 'EUR', '2027-02-26', 'Needs Analysis', 0, {
    NextStep: 'Site visit in Rotterdam with Helen and the line leads', LeadSource: 'Trade Show',
    Description: 'Three plants, 41 lines. Unplanned stops cost about 2.1 M a year by their own count.',
  }),
  deal('HARBR', 'Patient intake portal', 'HARBR', 64000, 'GBP', '2026-12-11', 'Value Proposition', 1, { LeadSource: 'Web' }),
  deal('LUMEN', 'Warehouse vision pilot', 'LUMEN', 85500, 'EUR', '2027-04-30', 'Prospecting', 0, { LeadSource: 'Partner Referral' }),
  deal('QIMNG', '华东产线数据平台', 'QIMNG', 3200000, 'CNY', '2027-03-19', 'Qualification', 2, { NextStep: '与赵总确认试点产线' }),
  deal('TSSRA', 'Grid forecasting renewal', 'TSSRA', 1150000, 'EUR', '2027-01-29', 'Proposal/Price Quote', 0, { Type: 'Existing Customer - Upgrade' }),
  deal('CORVD', 'Fleet telemetry 2027', 'CORVD', 268000, 'EUR', '2026-12-18', 'Negotiation/Review', 0, { NextStep: 'Order form with Agata by Friday' }),
  deal('WESSX', 'Identity rollout', 'WESSX', 96500, 'GBP', '2027-02-12', 'Id. Decision Makers', 1, {}),
  deal('FJELL', 'Cold-chain monitoring', 'FJELL', 142300, 'EUR', '2027-03-05', 'Value Proposition', 0, {}),
  deal('AUROR', 'Smart metering, phase 2', 'AUROR', 310750, 'EUR', '2027-01-15', 'Perception Analysis', 2, {}),
  deal('ACME2', 'Line 4 retrofit', 'ACME1', 78000, 'EUR', '2026-10-30', 'Closed Won', 0, { Type: 'Existing Customer - Upgrade' }),
  deal('MERID', 'Data lake migration', 'MERID', 205000, 'EUR', '2026-11-06', 'Closed Lost', 1, {}),
  deal('TSSR2', 'Substation sensors', 'TSSRA', 188400, 'EUR', '2027-05-21', 'Qualification', 0, {}),
  deal('NOAMT', 'Referral from Hannover fair', null, null, 'EUR', '2027-06-30', 'Prospecting', 0, { LeadSource: 'Trade Show' }),
  deal('MRKUP', '<b>Röntgen</b> & "Søn" 🚀 مشروع التحليلات', 'FJELL', 51200.5, 'EUR', '2027-02-05', 'Needs Analysis', 0, {}),
];

const role = (n, opp, con, Role, IsPrimary = false) => ({
  apiName: 'OpportunityContactRole', Id: makeId('OpportunityContactRole', `ROL${String(n).padStart(2, '0')}`),
  OpportunityId: makeId('Opportunity', opp), ContactId: makeId('Contact', con), Role, IsPrimary,
});
const ROLES = [
  role(1, 'ACME1', 'HELEN', 'Executive Sponsor', true), role(2, 'ACME1', 'TOMAS', 'Technical Buyer'),
  role(3, 'ACME1', 'INGRD', 'Economic Buyer'), role(4, 'HARBR', 'OWENB', 'Business User', true),
  role(5, 'LUMEN', 'SARAL', 'Evaluator', true), role(6, 'QIMNG', 'ZHAOW', 'Economic Decision Maker', true),
  role(7, 'QIMNG', 'LINXU', 'Technical Buyer'), role(8, 'TSSRA', 'CLRMO', 'Economic Buyer', true),
  role(9, 'CORVD', 'PIOTR', 'Decision Maker', true), role(10, 'CORVD', 'AGATA', 'Evaluator'),
  role(11, 'WESSX', 'JOHNM', 'Technical Buyer', true), role(12, 'FJELL', 'LARSH', 'Business User', true),
  role(13, 'AUROR', 'EEVAK', 'Influencer', true), role(14, 'ACME2', 'HELEN', 'Decision Maker', true),
];

const task = (n, opp, Subject, ActivityDate, done, kind = 'Task', con = null, Description = null) => ({
  apiName: 'Task', Id: makeId('Task', `TSK${String(n).padStart(2, '0')}`), Subject, ActivityDate, kind,
  Status: done ? 'Completed' : 'Not Started', Priority: 'Normal', WhatId: makeId('Opportunity', opp),
  WhoId: con && makeId('Contact', con), OwnerId: CURRENT_USER, Description,
});
const TASKS = [
  task(1, 'ACME1', 'Send the agenda for the Rotterdam site visit', '2026-11-24', false, 'Task', 'HELEN'),
  task(2, 'ACME1', 'Site visit: lines 1 to 3', '2026-12-02', false, 'Event', 'HELEN'),
  task(3, 'ACME1', 'Call with Tomás about the data they keep', '2026-11-17', true, 'Call', 'TOMAS', 'Historian from 2019, no downtime codes before 2023. He wants read-only access for the pilot.'),
  task(4, 'ACME1', 'Email: what an unplanned stop costs you', '2026-11-12', true, 'Email', 'HELEN', 'Helen sent the sheet: 2.1 M a year over three plants.'),
  task(5, 'ACME1', 'First meeting with Helen Park', '2026-11-05', true, 'Event', 'HELEN'),
  task(6, 'CORVD', 'Chase the signed order form', '2026-11-27', false, 'Task', 'AGATA'),
  task(7, 'CORVD', 'Price call with Agata', '2026-11-16', true, 'Call', 'AGATA'),
  task(8, 'TSSRA', 'Walk Claire through the proposal', '2026-11-25', false, 'Event', 'CLRMO'),
  task(9, 'QIMNG', '准备试点方案', '2026-11-26', false, 'Task', 'LINXU'),
  task(10, 'HARBR', 'Demo for the intake team', '2026-11-13', true, 'Event', 'OWENB'),
];

/** Stage history: one row per stage reached, oldest first, ending at the current stage. */
function history(opp, dealNumber) {
  const open = STAGES.filter((s) => !s.closed);
  const index = open.findIndex((s) => s.api === opp.StageName);
  const names = index >= 0 ? open.slice(0, index + 1).map((s) => s.api) : ['Prospecting', 'Proposal/Price Quote', opp.StageName];
  return names.map((StageName, i) => ({
    apiName: 'OpportunityHistory', Id: makeId('OpportunityHistory', `H${String(dealNumber).padStart(2, '0')}${String(i).padStart(2, '0')}`),
    OpportunityId: opp.Id, StageName, Amount: opp.Amount, CloseDate: opp.CloseDate, CurrencyIsoCode: opp.CurrencyIsoCode,
    Probability: STAGES.find((s) => s.api === StageName).probability, CreatedById: opp.OwnerId,
    CreatedDate: new Date(Date.UTC(2026, 8, 14 + i * 9, 8, 12)).toISOString(),
  }));
}

const STAGE_ROWS = STAGES.map((s, i) => ({
  apiName: 'OpportunityStage', Id: makeId('OpportunityStage', `ST${i}`), ApiName: s.api, MasterLabel: s.api,
  IsActive: true, IsClosed: !!s.closed, IsWon: !!s.won, DefaultProbability: s.probability, SortOrder: i + 1,
  ForecastCategoryName: { BestCase: 'Best Case', Forecast: 'Commit' }[s.category] ?? s.category,
}));

const ORG_ROW = { apiName: 'Organization', Id: ORG.id, Name: ORG.name, IsSandbox: false, OrganizationType: 'Developer Edition' };

/** All rows by id, in reading order. */
export function seed() {
  const rows = [ORG_ROW, ...USERS, ...ACCOUNTS, ...CONTACTS, ...DEALS, ...ROLES, ...TASKS, ...STAGE_ROWS, ...DEALS.flatMap(history)];
  return new Map(structuredClone(rows).map((r) => [r.Id, r]));
}

/** Validation rules of the org: deal id → the stage it refuses and the administrator's words. */
export const VALIDATION_RULES = [
  {
    id: makeId('Opportunity', 'CORVD'), refuses: 'Closed Won',
    message: 'A signed order form must be attached before this opportunity can be won.',
  },
];
