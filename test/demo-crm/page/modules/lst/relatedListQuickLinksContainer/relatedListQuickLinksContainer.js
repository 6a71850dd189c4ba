import { LightningElement, api } from 'lwc';
import { t } from '../../../boot.js';

export default class extends LightningElement {
  @api view;
  title = t('quickLinks');

  get links() {
    const { roles = [], history = [] } = this.view.related;
    const rows = [['contactRoles', 'contact', roles.length], ['stageHistory', 'opportunity', history.length], ['products', 'product', 0], ['notes', 'note', 0], ['files', 'file', 0], ['partners', 'partners', 0]];
    return rows.map(([name, icon, count]) => ({
      key: name, text: `${t(name)} (${count})`, iconClass: `slds-icon_container slds-icon-standard-${icon}`, href: `/_slds/icons/standard-sprite/svg/symbols.svg#${icon}`,
    }));
  }
}
