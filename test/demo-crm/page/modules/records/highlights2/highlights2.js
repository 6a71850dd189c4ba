import { LightningElement, api } from 'lwc';
import { objectLabel } from '../../../boot.js';

export default class extends LightningElement {
  @api view;

  get entity() {
    return objectLabel(this.view.record.apiName);
  }

  get iconName() {
    return this.view.record.apiName.toLowerCase();
  }

  get iconClass() {
    return `slds-icon_container slds-icon-standard-${this.iconName} slds-no-flex slds-align-middle`;
  }

  get iconHref() {
    return `/_slds/icons/standard-sprite/svg/symbols.svg#${this.iconName}`;
  }
}
