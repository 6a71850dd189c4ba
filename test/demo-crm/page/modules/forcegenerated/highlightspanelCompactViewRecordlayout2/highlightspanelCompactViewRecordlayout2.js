import { LightningElement, api } from 'lwc';
import { LAYOUTS, describe, recordName } from '../../../fields.js';

export default class extends LightningElement {
  @api view;

  get name() {
    return recordName(this.view.record);
  }

  get fields() {
    return LAYOUTS[this.view.record.apiName].compact.map((api) => describe(this.view.record, api));
  }
}
