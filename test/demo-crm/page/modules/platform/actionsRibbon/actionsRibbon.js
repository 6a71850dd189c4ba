import { LightningElement, api } from 'lwc';
import { openRecordForm } from '../../../aura/recordForm.js';
import { t } from '../../../boot.js';

export default class extends LightningElement {
  @api view;
  labels = { follow: t('follow'), newNote: t('newNote'), edit: t('edit'), more: t('moreActions') };

  edit() {
    if (['Opportunity', 'Account', 'Task'].includes(this.view.record.apiName)) openRecordForm(this.view.record);
  }
}
