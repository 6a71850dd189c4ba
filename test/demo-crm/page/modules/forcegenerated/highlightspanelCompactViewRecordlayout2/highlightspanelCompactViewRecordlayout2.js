import { LightningElement, api } from 'lwc';
import { describe, layoutOf, recordName } from '../../../fields.js';

export default class extends LightningElement {
  @api view;

  get name() {
    return recordName(this.view.record);
  }

  get fields() {
    return layoutOf(this.view.record.apiName).compact.map((api) => describe(this.view.record, api));
  }
}
