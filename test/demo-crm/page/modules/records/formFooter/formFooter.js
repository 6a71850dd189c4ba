import { LightningElement, api } from 'lwc';

export default class extends LightningElement {
  @api mode;

  get footerClass() {
    return this.mode === 'modal' ? 'footer-modal slds-text-align_center slds-p-top_medium' : 'footer active slds-text-align_center slds-p-around_x-small';
  }
}
