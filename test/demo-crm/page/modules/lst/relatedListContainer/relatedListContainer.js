import { LightningElement, api } from 'lwc';
import { fieldLabel, optionLabel, t } from '../../../boot.js';
import { formatDate, formatMoney, recordName, recordUrl } from '../../../fields.js';

const rowsOf = (records, cells) => records.map((r) => ({ key: r.id, cells: cells(r).map((c, i) => ({ key: `${i}`, text: '', href: null, ...c })) }));
const linkTo = (record) => ({ text: recordName(record), href: recordUrl(record.apiName, record.id) });
const text = (value) => ({ text: value ?? '' });

/** The related lists of a record, each in its own container as on a Lightning page. */
export default class extends LightningElement {
  @api view;

  get lists() {
    const { roles, history, opportunities, contacts } = this.view.related;
    const lists = [];
    if (roles) lists.push(['contactRoles', [fieldLabel('Contact', 'Name'), t('role'), t('primary'), fieldLabel('Contact', 'Title')], rowsOf(roles, (r) => [linkTo(r.contact), text(optionLabel('Role', r.fields.Role.value)), text(r.fields.IsPrimary.value ? '✓' : ''), text(r.contact.fields.Title.value)])]);
    if (history) lists.push(['stageHistory', ['StageName', 'Amount', 'Probability', 'CloseDate'].map((f) => fieldLabel('Opportunity', f)), rowsOf(history, ({ fields: f }) => [text(optionLabel('StageName', f.StageName.value)), text(formatMoney(f.Amount.value, f.CurrencyIsoCode.value)), text(`${f.Probability.value}%`), text(formatDate(f.CloseDate.value))])]);
    if (opportunities) lists.push(['opportunities', ['Name', 'StageName', 'Amount', 'CloseDate'].map((f) => fieldLabel('Opportunity', f)), rowsOf(opportunities, (o) => [linkTo(o), text(optionLabel('StageName', o.fields.StageName.value)), text(formatMoney(o.fields.Amount.value, o.fields.CurrencyIsoCode.value)), text(formatDate(o.fields.CloseDate.value))])]);
    if (contacts) lists.push(['contacts', ['Name', 'Title', 'Email'].map((f) => fieldLabel('Contact', f)), rowsOf(contacts, (c) => [linkTo(c), text(c.fields.Title.value), text(c.fields.Email.value)])]);
    return lists.map(([key, columns, rows]) => ({ key, label: t(key), heading: `${t(key)} (${rows.length})`, columns, rows }));
  }
}
