import { LightningElement, api } from 'lwc';

/** One field of the details: its label and value with a pencil, or its input while the form is edited. */
export default class RecordLayoutItem extends LightningElement {
  /** A field as fields.js describes it. */
  @api field;
  @api editing = false;
  @api fieldLabel;

  connectedCallback() {
    // Real record pages carry the label as an attribute of the item.
    this.setAttribute('field-label', this.field.label);
  }

  get readOnly() {
    return !this.editing || !this.field.editable;
  }

  get hasPencil() {
    return !this.editing && this.field.editable;
  }

  get formClass() {
    return this.readOnly ? 'slds-form-element slds-form-element_stacked slds-form-element_readonly slds-form-element_edit slds-hint-parent' : 'slds-form-element slds-form-element_stacked';
  }

  get selection() {
    return `sfdc:RecordField.${this.field.object}.${this.field.api}`;
  }

  get inputValue() {
    return this.field.value ?? '';
  }

  get isPicklist() {
    return this.field.type === 'picklist';
  }

  get isTextarea() {
    return this.field.type === 'textarea';
  }

  get isDate() {
    return this.field.type === 'date';
  }

  get isNumber() {
    return this.field.type === 'currency' || this.field.type === 'percent';
  }

  edit() {
    this.dispatchEvent(new CustomEvent('edit', { detail: this.field.api }));
  }

  change(event) {
    event.stopPropagation();
    const raw = event.detail.value;
    const value = raw === '' || raw === null ? null : this.isNumber ? Number(raw) : raw;
    this.dispatchEvent(new CustomEvent('fieldchange', { detail: { api: this.field.api, value } }));
  }
}
