import { LightningElement, api } from 'lwc';

/** Chooses the real output component for a field; light DOM, so it adds no shadow of its own. */
export default class extends LightningElement {
  static renderMode = 'light';
  @api field;

  get has() {
    return this.field.value !== null && this.field.value !== undefined;
  }

  get isLookup() {
    return this.field.type === 'lookup' && !!this.field.href;
  }

  get isBy() {
    return this.field.type === 'by' && !!this.field.href;
  }

  get isMoney() {
    return this.field.type === 'currency' && this.has;
  }

  get isPercent() {
    return this.field.type === 'percent' && this.has;
  }

  get isUrl() {
    return this.field.type === 'url' && this.has;
  }

  get isEmail() {
    return this.field.type === 'email' && this.has;
  }

  get isPhone() {
    return this.field.type === 'phone' && this.has;
  }
}
