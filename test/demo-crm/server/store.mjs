import { randomBytes } from 'node:crypto';
import { FIELDS, PICKLISTS, STAGES, optionLabel } from '../labels.mjs';
import { CURRENT_USER, MASTER_RECORD_TYPE, VALIDATION_RULES, seed } from './data.mjs';
import { makeId, to18 } from './ids.mjs';

/** A save the org refuses: `errors` as [{errorCode, message, field}]. */
export class Refused extends Error {
  constructor(errors) {
    super(errors.map((e) => e.message).join(' '));
    this.name = 'Refused';
    this.errors = errors;
  }
}

const DEFAULT_SWITCHES = {
  /** 'ok' | 'expired' (401) | 'api-disabled' (403) | 'other-org' | 'other-user' */
  auth: 'ok',
  /** 'ok' | 'changed' (fields missing or of other types) | 'html' (a login page with status 200) */
  shape: 'ok',
  /** Milliseconds before any API answer. */
  delay: 0,
  /** Milliseconds before the page's own saves and reads are answered. */
  pageDelay: 0,
  /** A message with which every save is refused, or null. */
  refuse: null,
  /** Fields that this user may not edit. */
  locked: [],
  /** Fields that somebody else saves just before the next PATCH; then null again. */
  race: null,
  /** Notes cannot be linked to records. */
  unlinkable: false,
};

/** The demo org's state: rows, switches, and a log of what was asked of it. */
export class Store {
  constructor() {
    const secret = () => randomBytes(24).toString('hex');
    /** The session ids: `token` is the API's (on my.salesforce.com and on loopback), `uiToken` the Lightning host's. */
    this.token = `${MASTER_ORG15}!AQ0AQ${secret()}`;
    this.uiToken = `${MASTER_ORG15}!AQ0UI${secret()}`;
    this.reset();
  }

  /** Data, switches and log as at the start; sessions stay. */
  reset() {
    this.rows = seed();
    this.switches = { ...DEFAULT_SWITCHES };
    /** Every request to the API and every save: {at, via, method, path, fields?, id?}, newest last, at most 500. */
    this.log = [];
    this.counter = 0;
  }

  note(entry) {
    this.log.push(Object.assign(entry, { at: Date.now() }));
    if (this.log.length > 500) this.log.shift();
  }

  get(id) {
    return this.rows.get(to18(id));
  }

  all(object) {
    return [...this.rows.values()].filter((r) => r.apiName === object);
  }

  /** Follows a lookup: `related(opp, 'Account')` is the account row or undefined. */
  related(row, name) {
    const id = row[`${name}Id`];
    return id ? this.rows.get(id) : undefined;
  }

  create(object, fields) {
    this.counter += 1;
    const id = makeId(object, `N${String(this.counter).padStart(4, '0')}`);
    const now = new Date().toISOString();
    const row = { apiName: object, Id: id, ...(object === 'Opportunity' ? BLANK_DEAL : {}), OwnerId: CURRENT_USER, CreatedById: CURRENT_USER, CreatedDate: now };
    this.rows.set(id, row);
    try {
      this.update(id, fields);
    } catch (error) {
      this.rows.delete(id);
      throw error;
    }
    return row;
  }

  /** Saves fields after the org's checks. Throws Refused; on refusal nothing changes. */
  update(id, fields) {
    const row = this.get(id);
    if (!row) throw new Refused([{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }]);
    const errors = this.problems(row, fields);
    if (errors.length) throw new Refused(errors);
    const moved = fields.StageName !== undefined && fields.StageName !== row.StageName;
    Object.assign(row, fields);
    if (moved && fields.Probability === undefined) {
      row.Probability = STAGES.find((s) => s.api === row.StageName)?.probability ?? row.Probability;
    }
    row.LastModifiedDate = new Date(Math.max(Date.now(), Date.parse(row.LastModifiedDate ?? 0) + 1)).toISOString();
    row.LastModifiedById = CURRENT_USER;
    if (moved && row.apiName === 'Opportunity') this.addHistory(row);
    return row;
  }

  problems(row, fields) {
    const errors = [];
    if (this.switches.refuse) errors.push({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: this.switches.refuse });
    const next = { ...row, ...fields };
    for (const field of Object.keys(fields).filter((f) => this.switches.locked.includes(f))) errors.push({ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', message: `Unable to create/update fields: ${field}. Please check the security settings of this field.`, field });
    for (const field of Object.keys(fields)) {
      const known = FIELDS[row.apiName]?.[field] || row[field] !== undefined;
      if (!known && FIELDS[row.apiName]) {
        errors.push({ errorCode: 'INVALID_FIELD', message: `No such column '${field}' on sobject of type ${row.apiName}`, field });
      }
    }
    if (row.apiName === 'Opportunity') {
      for (const field of ['Name', 'CloseDate', 'StageName']) {
        if (!next[field]) errors.push({ errorCode: 'REQUIRED_FIELD_MISSING', message: `Required fields are missing: [${field}]`, field });
      }
      if (fields.StageName && !PICKLISTS.StageName.some(([api]) => api === fields.StageName)) {
        errors.push({ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message: `Stage: bad value for restricted picklist field: ${fields.StageName}`, field: 'StageName' });
      }
      for (const rule of VALIDATION_RULES) {
        if (rule.id === row.Id && next.StageName === rule.refuses && row.StageName !== rule.refuses) {
          errors.push({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: rule.message });
        }
      }
    }
    return errors;
  }

  addHistory(row) {
    this.counter += 1;
    const id = makeId('OpportunityHistory', `N${String(this.counter).padStart(4, '0')}`);
    const { StageName, Amount, CloseDate, Probability, CurrencyIsoCode } = row;
    this.rows.set(id, { apiName: 'OpportunityHistory', Id: id, OpportunityId: row.Id, StageName, Amount, CloseDate, Probability, CurrencyIsoCode, CreatedById: CURRENT_USER, CreatedDate: row.LastModifiedDate });
  }

  /** A UI API record representation. `names` are field paths without the object ("Account.Name"); null = all fields. */
  represent(row, names = null, lang = 'en') {
    const fields = {};
    const wanted = names ?? [...Object.keys(row).filter((k) => k !== 'apiName'), ...(row.apiName === 'Opportunity' ? COMPUTED : []), ...DEFAULT_RELATED.filter((n) => `${n.split('.')[0]}Id` in row)];
    for (const name of wanted) {
      const [head, ...rest] = name.split('.');
      if (rest.length) {
        const target = this.related(row, head);
        const nested = target ? this.represent(target, ['Id', rest.join('.')], lang) : null;
        const before = fields[head]?.value;
        if (nested && before) Object.assign(before.fields, nested.fields);
        else fields[head] = { displayValue: target?.Name ?? target?.Subject ?? null, value: nested };
      } else {
        fields[head] = { displayValue: display(row, head, lang), value: computed(row, head) };
      }
    }
    const stamp = Date.parse(row.LastModifiedDate ?? '2026-09-14T08:12:00.000Z');
    return {
      apiName: row.apiName, childRelationships: {}, eTag: `${row.Id}${stamp.toString(16)}`, fields, id: row.Id,
      lastModifiedById: row.LastModifiedById ?? null, lastModifiedDate: row.LastModifiedDate ?? null,
      recordTypeId: row.apiName === 'Opportunity' ? MASTER_RECORD_TYPE : null, recordTypeInfo: null,
      systemModstamp: row.LastModifiedDate ?? null, weakEtag: stamp,
    };
  }
}

const MASTER_ORG15 = makeId('Organization', 'DEMO1').slice(0, 15);
const COMPUTED = ['IsClosed', 'IsWon', 'ExpectedRevenue', 'ForecastCategoryName'];
const DEFAULT_RELATED = ['Account.Name', 'Owner.Name', 'CreatedBy.Name', 'LastModifiedBy.Name', 'What.Name', 'Who.Name'];
const BLANK_DEAL = {
  Name: null, AccountId: null, Amount: null, CurrencyIsoCode: 'EUR', CloseDate: null, StageName: null, Probability: null,
  NextStep: null, Type: null, LeadSource: null, Description: null,
};
const LOCALE = { en: 'en-US', zh: 'zh-CN' };

/** A field's value, with the fields Salesforce computes. */
export function computed(row, field) {
  if (row.apiName === 'Opportunity') {
    const stage = STAGES.find((s) => s.api === row.StageName);
    if (field === 'IsClosed') return !!stage?.closed;
    if (field === 'IsWon') return !!stage?.won;
    if (field === 'ExpectedRevenue') return row.Amount === null ? null : (row.Amount * (row.Probability ?? 0)) / 100;
    if (field === 'ForecastCategoryName') return { BestCase: 'Best Case', Forecast: 'Commit' }[stage?.category] ?? stage?.category ?? null;
  }
  return row[field] ?? null;
}

/** UI API `displayValue`: formatted for currency, date, percent and picklists; null for plain text. */
export function display(row, field, lang) {
  const value = computed(row, field);
  if (value === null) return null;
  const locale = LOCALE[lang];
  if (field === 'Amount' || field === 'ExpectedRevenue') {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: row.CurrencyIsoCode ?? 'EUR' }).format(value);
  }
  if (field === 'Probability') return `${value}%`;
  if (field.endsWith('Date')) {
    const date = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
    return new Intl.DateTimeFormat(locale, value.length === 10 ? { timeZone: 'UTC' } : { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' }).format(date);
  }
  if (PICKLISTS[field]) return optionLabel(lang, field, value);
  return null;
}
