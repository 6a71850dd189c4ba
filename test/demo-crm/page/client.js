let counter = 0;

/** A save the org refused; `messages` are what the user should read. */
export class RefusedByOrg extends Error {
  constructor(data) {
    const fields = Object.values(data.output.fieldErrors).flat();
    const messages = [...data.output.errors, ...fields].map((e) => e.message);
    super(messages.join(' '));
    this.messages = messages;
  }
}

/** One action over the page's own channel, shaped like Lightning's: form post to /aura. */
async function call(name, params) {
  counter += 1;
  const message = { actions: [{ id: `${counter};a`, descriptor: `aura://DemoController/ACTION$${name}`, callingDescriptor: 'UNKNOWN', params }] };
  const response = await fetch(`/aura?r=${counter}&aura.Demo.${name}=1`, {
    method: 'POST', body: new URLSearchParams({ message: JSON.stringify(message), 'aura.context': '{"mode":"PROD"}', 'aura.token': 'null' }),
  });
  const [action] = (await response.json()).actions;
  if (action.state === 'SUCCESS') return action.returnValue;
  throw new RefusedByOrg(action.error[0].event.attributes.values.error.data);
}

export const getRecord = (recordId) => call('getRecord', { recordId });
export const getList = (object) => call('getList', { object });
export const updateRecord = (recordId, fields) => call('updateRecord', { recordId, recordInput: { fields } });
export const createRecord = (apiName, fields) => call('createRecord', { recordInput: { apiName, fields } });
