import { LightningElement, api } from 'lwc';
import { mountPath } from '../../../aura/path.js';
import { t } from '../../../boot.js';

/** Lightning generates this component per page layout; its name carries the time it was made. */
export default class extends LightningElement {
  @api view;
  labels = { details: t('details'), related: t('related'), activity: t('activity'), chatter: t('chatter'), post: t('postUpdate') };
  drawPath = null;

  renderedCallback() {
    this.drawPath ??= mountPath(this.refs.path);
    this.drawPath(this.view.record);
  }
}
