import { createElement } from 'lwc';
import DetailPanel from 'records/lwcDetailPanel';
import { objectLabel, t } from '../boot.js';
import { createRecord } from '../client.js';
import { h } from '../dom.js';
import { recordName, recordUrl } from '../fields.js';
import { navigate } from '../router.js';
import { save } from '../records.js';
import { openModal } from './modal.js';
import { toast } from './toast.js';

const BLANK = { apiName: 'Opportunity', id: null, fields: {} };

/** The New or Edit dialog of a record; `record` null makes a new opportunity. */
export function openRecordForm(record) {
  const panel = createElement('records-lwc-detail-panel', { is: DetailPanel });
  const name = objectLabel(record?.apiName ?? 'Opportunity');
  panel.mode = 'modal';
  panel.view = { record: record ?? BLANK, related: {} };
  panel.save = async (fields) => {
    if (record) {
      await save(record.id, fields);
      close();
      toast('success', t('saved', name, fields.Name ?? recordName(record)));
      return;
    }
    const made = await createRecord('Opportunity', fields);
    close();
    toast('success', t('created', name, recordName(made)));
    navigate(recordUrl('Opportunity', made.id));
  };
  panel.cancel = () => close();
  const title = record ? t('editObject', recordName(record)) : t('newObject', name);
  const close = openModal(title, h('div.recordlayout-modal.actionBody', {}, panel), null, { size: 'slds-modal_medium' });
}
