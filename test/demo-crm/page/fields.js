/** How each object's record page is laid out, and a field's value made ready for a component. */
import { boot, fieldLabel, locale, optionLabel, options, t } from './boot.js';

const TYPES = {
  Amount: 'currency', ExpectedRevenue: 'currency', CloseDate: 'date', ActivityDate: 'date', Probability: 'percent',
  StageName: 'picklist', Type: 'picklist', LeadSource: 'picklist', ForecastCategoryName: 'picklist', Status: 'picklist', Priority: 'picklist',
  AccountId: 'lookup', OwnerId: 'lookup', WhatId: 'lookup', CreatedById: 'by', LastModifiedById: 'by',
  Description: 'textarea', Website: 'url', Email: 'email', Phone: 'phone',
};
const READ_ONLY = new Set(['ExpectedRevenue', 'ForecastCategoryName', 'AccountId', 'OwnerId', 'WhatId', 'CreatedById', 'LastModifiedById']);
const REQUIRED = new Set(['Name', 'CloseDate', 'StageName', 'Subject']);

const LAYOUTS = {
  Opportunity: {
    compact: ['AccountId', 'CloseDate', 'Amount', 'OwnerId'],
    sections: [
      ['oppInfo', [['OwnerId', 'Amount'], ['Name', 'CloseDate'], ['AccountId', 'StageName'], ['Type', 'Probability'], ['LeadSource', 'NextStep'], ['ExpectedRevenue', 'ForecastCategoryName']]],
      ['descInfo', [['Description']]],
      ['sysInfo', [['CreatedById', 'LastModifiedById']]],
    ],
    create: [['oppInfo', [['Name', 'Amount'], ['CloseDate', 'StageName'], ['Type', 'LeadSource'], ['NextStep']]]],
  },
  Account: { compact: ['Industry', 'Phone', 'Website', 'OwnerId'], sections: [['accInfo', [['Name', 'OwnerId'], ['Industry', 'Phone'], ['BillingCity', 'Website']]], ['descInfo', [['Description']]]] },
  Contact: { compact: ['Title', 'AccountId', 'Phone', 'Email'], sections: [['conInfo', [['Name', 'OwnerId'], ['AccountId', 'Title'], ['Phone', 'Email']]]] },
  Task: { compact: ['ActivityDate', 'Status', 'WhatId', 'OwnerId'], sections: [['taskInfo', [['Subject', 'OwnerId'], ['ActivityDate', 'Status'], ['WhatId', 'Priority']]], ['descInfo', [['Description']]]] },
  User: { compact: ['Title', 'Email'], sections: [['userInfo', [['Name', 'Title'], ['Email']]]] },
};

/** A page whose layout leaves out amount, stage, owner and close date. */
const SPARSE = { ...LAYOUTS.Opportunity, compact: ['AccountId'], sections: [['oppInfo', [['Name', 'AccountId'], ['Type', 'LeadSource'], ['NextStep']]], ['descInfo', [['Description']]]] };
export const layoutOf = (object) => (object === 'Opportunity' && boot.layout === 'sparse' ? SPARSE : LAYOUTS[object]);

export const recordName = (record) => record.fields.Name?.value ?? record.fields.Subject?.value ?? '';
export const recordUrl = (object, id) => `/lightning/r/${object}/${id}/view`;

export function formatDate(iso) {
  if (!iso) return '';
  const day = iso.length === 10;
  return new Intl.DateTimeFormat(locale, day ? { timeZone: 'UTC' } : { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(new Date(day ? `${iso}T00:00:00Z` : iso));
}

export function formatMoney(value, currency, digits = 2) {
  if (value === null || value === undefined) return '';
  return new Intl.NumberFormat(locale, { style: 'currency', currency: currency ?? 'EUR', currencyDisplay: boot.currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

function lookup(record, api) {
  const target = record.fields[api.replace(/Id$/, '')]?.value;
  return target ? { text: recordName(target), href: recordUrl(target.apiName, target.id) } : { text: '', href: null };
}

/** One field of a record (a UI API representation) for display and edit. A record that is being made has no id. */
export function describe(record, api) {
  const object = record.apiName;
  const type = (api === 'Type' && object !== 'Opportunity' ? null : TYPES[api]) ?? 'text';
  const value = record.fields[api]?.value ?? null;
  const label = fieldLabel(object, api);
  const field = {
    api, key: api, object, label, type, value, text: value === null ? '' : String(value), href: null,
    editable: !READ_ONLY.has(api) && ['Opportunity', 'Account', 'Task'].includes(object), required: REQUIRED.has(api),
    currency: record.fields.CurrencyIsoCode?.value ?? 'EUR', currencyDisplay: boot.currency,
    fieldId: `Record${api}Field`, editTitle: t('editField', label), options: [], stamp: '',
  };
  if (type === 'date') field.text = formatDate(value);
  if (type === 'picklist') {
    field.text = value === null ? '' : optionLabel(api, value);
    field.options = [...(field.required ? [] : [{ value: '', label: t('none') }]), ...options(api)];
  }
  if (type === 'lookup' || type === 'by') Object.assign(field, lookup(record, api));
  if (type === 'by') field.stamp = `, ${formatDate(record.fields[api.replace('ById', 'Date')]?.value)}`;
  return field;
}

export function sections(record, creating = false) {
  const layout = layoutOf(record.apiName);
  return ((creating && layout.create) || layout.sections).map(([name, rows], s) => ({
    key: name, label: t(name),
    rows: rows.map((row, r) => ({ key: `${s}.${r}`, fields: row.map((api) => describe(record, api)) })),
  }));
}
