import { LightningElement, api } from 'lwc';
import { t } from '../../../boot.js';

export default class extends LightningElement {
  @api view;
  labels = { details: t('details'), related: t('related') };
}
