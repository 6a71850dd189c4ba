import { LightningElement, api } from 'lwc';
import { t } from '../../../boot.js';
import { formatDate, recordUrl } from '../../../fields.js';

const KINDS = {
  Task: { icon: 'task', past: 'youHadTask', next: 'youHaveTask' },
  Event: { icon: 'event', past: 'youHadEvent', next: 'youHaveEvent' },
  Call: { icon: 'log_a_call', past: 'youLoggedCall', next: 'youHaveTask' },
  Email: { icon: 'email', past: 'youSentEmail', next: 'youHaveTask' },
};

const sprite = (name) => `/_slds/icons/standard-sprite/svg/symbols.svg#${name}`;

/** The activity column: buttons and the timeline, what is due above, what happened below. */
export default class extends LightningElement {
  @api view;
  labels = { filters: t('filters'), refresh: t('refresh'), expandAll: t('expandAll'), viewAll: t('viewAll'), none: t('noUpcoming'), start: t('getStarted') };
  buttons = [['email', 'email'], ['newEvent', 'event'], ['newTask', 'task'], ['logCall', 'log_a_call']].map(([key, icon]) => ({
    key, label: t(key), href: sprite(icon), svgClass: `slds-icon slds-icon_small slds-icon-standard-${icon.replace(/_/g, '-')} composer__icon`,
  }));

  get groups() {
    const all = (this.view.related.activities ?? []).map(({ id, fields: f, kind, who }) => {
      const done = f.Status.value === 'Completed';
      const { icon, past, next } = KINDS[kind];
      const cls = icon.replace(/_/g, '-');
      return {
        key: id, done, iso: f.ActivityDate.value, date: formatDate(f.ActivityDate.value), subject: f.Subject.value, href: recordUrl('Task', id), line: t(done ? past : next),
        who: who?.fields.Name.value, whoHref: who ? recordUrl('Contact', who.id) : null, detail: f.Description.value,
        cls: `slds-timeline__item_expandable slds-is-open slds-timeline__item_${icon === 'log_a_call' ? 'call' : icon}`,
        iconClass: `slds-icon_container slds-icon-standard-${cls} slds-timeline__icon`, iconHref: sprite(icon),
      };
    });
    const next = all.filter((a) => !a.done).sort((a, b) => a.iso.localeCompare(b.iso));
    const past = all.filter((a) => a.done).sort((a, b) => b.iso.localeCompare(a.iso));
    const groups = [{ key: 'next', label: t('upcoming'), items: next, empty: !next.length }];
    if (past.length) groups.push({ key: 'past', label: t('thisMonth'), items: past, empty: false });
    return groups;
  }
}
