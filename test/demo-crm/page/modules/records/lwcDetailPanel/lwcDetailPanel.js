import { LightningElement, api } from 'lwc';
import { objectLabel, t } from '../../../boot.js';
import { toast } from '../../../aura/toast.js';
import { recordName, sections } from '../../../fields.js';
import { save } from '../../../records.js';

/** The details of a record: read-only until a pencil is pressed, then the whole form is editable, as in Lightning. */
export default class extends LightningElement {
  /** {record, related, layout} */
  @api view;
  /** 'inline' on the page, 'modal' in the New and Edit dialogs. */
  @api mode = 'inline';
  /** In a dialog: saves the changed fields, or throws. */
  @api save = null;
  @api cancel = null;

  labels = { cancel: t('cancel'), save: t('save'), snag: t('snag'), required: t('required') };
  inEdit = false;
  saving = false;
  errors = '';
  draft = {};

  get isModal() {
    return this.mode === 'modal';
  }

  get editing() {
    return this.isModal || this.inEdit;
  }

  get dynamic() {
    return this.view.layout === 'dynamic';
  }

  get bodyClass() {
    return this.isModal ? 'record-layout-container' : 'record-layout-container slds-p-around_small';
  }

  get sections() {
    return sections(this.view.record, this.isModal && !this.view.record.id).map((s) => ({
      ...s, rows: s.rows.map((row) => ({ ...row, fields: row.fields.map((f) => (f.api in this.draft ? { ...f, value: this.draft[f.api] } : f)) })),
    }));
  }

  startEdit() {
    this.draft = {};
    this.errors = '';
    this.inEdit = true;
  }

  change(event) {
    const { api: field, value } = event.detail;
    this.draft = { ...this.draft, [field]: value };
  }

  cancelEdit() {
    if (this.isModal) this.cancel();
    this.inEdit = false;
    this.draft = {};
  }

  async saveEdit() {
    const { record } = this.view;
    const changed = Object.fromEntries(Object.entries(this.draft).filter(([api, value]) => value !== (record.fields[api]?.value ?? null)));
    this.saving = true;
    this.errors = '';
    try {
      if (this.isModal) await this.save(changed);
      else {
        if (Object.keys(changed).length) {
          await save(record.id, changed);
          toast('success', t('saved', objectLabel(record.apiName), changed.Name ?? recordName(record)));
        }
        this.inEdit = false;
        this.draft = {};
      }
    } catch (error) {
      this.errors = error.messages?.join(' ') ?? error.message;
      toast('error', t('snag'), this.errors);
    } finally {
      this.saving = false;
    }
  }
}
