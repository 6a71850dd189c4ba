import { LightningElement, api } from 'lwc';

export default class extends LightningElement {
  /** {record, related, layout} */
  @api view;

  get isOpportunity() {
    return this.view?.record.apiName === 'Opportunity';
  }
}
