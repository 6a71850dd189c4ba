import { createElement } from 'lwc';
import RecordHome from 'one/recordHomeFlexipage2';
import { boot, t } from '../boot.js';
import { h } from '../dom.js';
import { navigate } from '../router.js';
import { load, watch } from '../records.js';

/** The record page: an Aura wrapper with the LWC record home in it. Reloads whenever it is shown again. */
export function recordView({ id }) {
  const element = h('div.oneRecordHomeFlexipage2Wrapper', { 'data-aura-class': 'oneRecordHomeFlexipage2Wrapper' });
  const view = { element, record: null, show, title: () => '', onTitle() {}, onRecord() {} };
  let home = null;
  watch(id, draw);

  function draw(next) {
    view.record = next.record;
    home ??= createElement('one-record-home-flexipage2', { is: RecordHome });
    home.view = { ...next, layout: boot.layout };
    if (!home.isConnected) element.replaceChildren(home);
    view.onRecord(next.record);
    view.onTitle();
  }

  async function show(route) {
    const found = await load(id);
    if (found) {
      // The short form is completed, as Lightning does.
      if (location.pathname === `/lightning/r/${id}/view`) navigate(`/lightning/r/${found.record.apiName}/${id}/view${location.search}`, { replace: true });
      return;
    }
    view.missing = route;
    element.replaceChildren(h('div.slds-illustration.slds-p-around_xx-large.slds-text-align_center', {}, h('h3.slds-text-heading_medium', {}, t('noAccess')), h('p.slds-text-body_regular.slds-m-top_small', {}, t('noAccessHint'))));
  }
  return view;
}
