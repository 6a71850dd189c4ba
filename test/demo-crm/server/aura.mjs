/**
 * `POST /aura`: the page's own channel, shaped like Lightning's (form field `message` with actions; each action
 * answers with a state). Our own descriptors stand where Lightning's are not public.
 */
import { Refused } from './store.mjs';
import { recordError } from './api.mjs';

const actions = {
  getRecord: (store, { recordId }, lang) => {
    const row = store.get(recordId);
    return row ? { record: store.represent(row, null, lang), related: related(store, row, lang) } : null;
  },
  updateRecord: (store, { recordId, recordInput }, lang) => store.represent(store.update(recordId, recordInput.fields), null, lang),
  createRecord: (store, { recordInput }, lang) => store.represent(store.create(recordInput.apiName, recordInput.fields), null, lang),
  getList: (store, { object }, lang) => store.all(object).map((row) => store.represent(row, null, lang)),
};

function related(store, row, lang) {
  const rep = (r) => store.represent(r, null, lang);
  const of = (object, field) => store.all(object).filter((r) => r[field] === row.Id);
  if (row.apiName === 'Opportunity') {
    const roles = of('OpportunityContactRole', 'OpportunityId').map((r) => ({ ...rep(r), contact: rep(store.get(r.ContactId)) }));
    const activities = of('Task', 'WhatId').map((r) => ({ ...rep(r), kind: r.kind ?? 'Task', who: r.WhoId ? rep(store.get(r.WhoId)) : null }));
    return { roles, activities, history: of('OpportunityHistory', 'OpportunityId').map(rep).reverse() };
  }
  if (row.apiName === 'Account') return { opportunities: of('Opportunity', 'AccountId').map(rep), contacts: of('Contact', 'AccountId').map(rep) };
  return {};
}

/** Answers the whole message; a refused save is an action in state ERROR, as Lightning does, with HTTP 200. */
export async function aura(store, form, lang) {
  if (store.switches.pageDelay) await new Promise((r) => setTimeout(r, store.switches.pageDelay));
  const message = JSON.parse(new URLSearchParams(form).get('message'));
  const answers = message.actions.map(({ id, descriptor, params }) => {
    const name = descriptor.split('ACTION$')[1];
    if (name.startsWith('update') || name.startsWith('create')) {
      store.note({ via: 'page', method: name, path: '/aura', id: params.recordId, fields: params.recordInput.fields });
    }
    try {
      return { id, state: 'SUCCESS', returnValue: actions[name](store, params, lang), error: [] };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { id, state: 'ERROR', returnValue: null, error: [{ message: error.message, event: { attributes: { values: { error: { data: recordError(error) } } } } }] };
    }
  });
  return { actions: answers, context: { mode: 'PROD' } };
}
