/** `/services/…`: the part of Salesforce's REST and UI API that the demo answers, in the documented shapes. */
import { FIELDS, PICKLISTS, optionLabel } from '../labels.mjs';
import { CURRENT_USER, MASTER_RECORD_TYPE, ORG, OTHER_ORG, OTHER_USER } from './data.mjs';
import { makeId, to18 } from './ids.mjs';
import { BadQuery, query } from './soql.mjs';
import { Refused } from './store.mjs';

const json = (status, body, headers = {}) => ({ status, body, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers } });
const fail = (status, errorCode, message) => json(status, [{ errorCode, message }]);
const INVALID_SESSION = () => json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }], { 'www-authenticate': 'Bearer realm="Salesforce"' });
const NOT_FOUND = () => fail(404, 'NOT_FOUND', 'The requested resource does not exist');

/** The UI API's error for a refused save: one object, field errors apart from record errors. */
export function recordError(refused) {
  const item = (e) => ({ constituentField: null, duplicateRecordError: null, errorCode: e.errorCode, field: e.field ?? null, fieldLabel: e.field ?? null, message: e.message });
  const fieldErrors = {};
  for (const e of refused.errors.filter((x) => x.field)) (fieldErrors[e.field] ??= []).push(item(e));
  return {
    message: 'An error occurred while trying to update the record. Please try again.', statusCode: 400,
    enhancedErrorType: 'RecordError', output: { errors: refused.errors.filter((x) => !x.field).map(item), fieldErrors },
  };
}

/** Why this request has no access, as an answer, or null. */
function denied(store, req) {
  const token = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (store.switches.auth === 'api-disabled') return fail(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner');
  if (!token || store.switches.auth === 'expired') return INVALID_SESSION();
  const valid = store.switches.auth === 'other-org' ? otherToken(store) : store.token;
  return token === valid ? null : INVALID_SESSION();
}

/** The session id of another org, which a stale cookie of a second login would carry. */
export const otherToken = (store) => store.token.replace(ORG.id.slice(0, 15), OTHER_ORG.id.slice(0, 15));

/** Answers one request: {status, headers, body}. `body` is a value for JSON, a string, or undefined. */
export async function api(store, req, url, readBody, lang) {
  const entry = { via: 'api', method: req.method, path: url.pathname + url.search };
  store.note(entry);
  if (store.switches.delay) await new Promise((r) => setTimeout(r, store.switches.delay));
  if (url.pathname === '/services/data') return json(200, [{ label: 'Spring ’26', url: '/services/data/v66.0', version: '66.0' }]);
  const no = denied(store, req);
  if (no) return no;
  if (store.switches.shape === 'html') return { status: 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: '<!doctype html><title>Login</title>' };
  if (url.pathname === '/services/oauth2/userinfo') return json(200, userinfo(store, url));
  const m = /^\/services\/data\/(v\d+\.0)\/(.*)$/.exec(url.pathname);
  if (!m) return NOT_FOUND();
  const [, version, path] = m;
  const body = req.method === 'GET' || req.method === 'DELETE' ? null : parse(await readBody());
  if (body === undefined) return fail(400, 'JSON_PARSER_ERROR', 'Unexpected character in JSON');
  Object.assign(entry, body ? { fields: body.fields ?? body } : {});
  try {
    return route(store, req, path, url, version, body, lang) ?? NOT_FOUND();
  } catch (error) {
    if (error instanceof BadQuery) return fail(400, error.errorCode, error.message);
    if (!(error instanceof Refused)) throw error;
    return path.startsWith('ui-api/')
      ? json(400, recordError(error))
      : json(400, error.errors.map((e) => ({ message: e.message, errorCode: e.errorCode, fields: e.field ? [e.field] : [] })));
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function route(store, req, path, url, version, body, lang) {
  const { method } = req;
  if (path === 'query' && method === 'GET') return json(200, query(store, url.searchParams.get('q'), version));
  if (path === 'chatter/users/me' && method === 'GET') return json(200, chatterMe(store));
  let m = /^ui-api\/object-info\/(\w+)$/.exec(path);
  if (m && method === 'GET') return objectInfo(store, m[1]);
  m = /^ui-api\/object-info\/(\w+)\/picklist-values\/(\w+)\/(\w+)$/.exec(path);
  if (m && method === 'GET') return picklist(m[1], m[2], m[3], path, version, lang);
  m = /^ui-api\/records(?:\/(\w+))?$/.exec(path);
  if (m) return record(store, req, m[1], url, body, lang);
  m = /^sobjects\/(\w+)(?:\/(\w+))?$/.exec(path);
  if (m) return sobject(store, method, m[1], m[2], url, body, version);
  return null;
}

/** What of an object this user may edit. */
function objectInfo(store, object) {
  const known = FIELDS[object];
  if (!known) return NOT_FOUND();
  const fields = Object.fromEntries(Object.keys(known).map((name) => [name, { apiName: name, label: name, updateable: !store.switches.locked.includes(name) }]));
  return json(200, { apiName: object, createable: true, updateable: true, deletable: true, fields });
}

function record(store, req, id, url, body, lang) {
  const { method } = req;
  if (method === 'POST' && !id) return json(201, changed(store, store.represent(store.create(body.apiName, body.fields), null, lang)));
  const row = id && hiddenFrom(store, id) ? null : id && store.get(id);
  if (!row) return fail(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (method === 'PATCH') {
    const others = store.switches.race;
    store.switches.race = null;
    if (others) store.update(row.Id, others);
    // Seconds: a date of HTTP has no finer ones.
    const since = Date.parse(req.headers['if-modified-since'] ?? '');
    if (Math.floor(Date.parse(row.LastModifiedDate ?? 0) / 1000) * 1000 > since) return fail(412, 'PRECONDITION_FAILED', 'The record has been modified since it was read.');
    store.update(row.Id, body?.fields ?? {});
  } else if (method !== 'GET') return fail(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed.`);
  const names = [];
  for (const list of ['fields', 'optionalFields']) {
    for (const path of url.searchParams.get(list)?.split(',') ?? []) {
      const [object, ...rest] = path.trim().split('.');
      const known = object === row.apiName && isField(store, row, rest);
      if (known) names.push(rest.join('.'));
      else if (list === 'fields') return fail(400, 'INVALID_FIELD', `No such column '${rest.join('.')}' on entity '${object}'.`);
    }
  }
  return json(200, changed(store, store.represent(row, names.length ? names : null, lang)));
}

const COMPUTED = ['IsClosed', 'IsWon', 'ExpectedRevenue', 'ForecastCategoryName'];
function isField(store, row, [head, sub]) {
  if (!head) return false;
  if (sub) return `${head}Id` in row;
  return head in row || (row.apiName === 'Opportunity' && COMPUTED.includes(head));
}

/** Under 'other-org' none of this org's records exist. */
const hiddenFrom = (store) => store.switches.auth === 'other-org';

/** The same record in a shape the reader did not expect: amount as text, stage gone, fields renamed. */
function changed(store, rep) {
  if (store.switches.shape !== 'changed') return rep;
  const { StageName: _gone, Amount, ...fields } = rep.fields;
  return { ...rep, fields: { ...fields, Amount: { displayValue: null, value: String(Amount?.value ?? '') }, Stage__c: { value: 7 } } };
}

function picklist(object, recordType, field, path, version, lang) {
  if (!PICKLISTS[field] || !['Opportunity', 'OpportunityContactRole'].includes(object)) return NOT_FOUND();
  if (to18(recordType) !== MASTER_RECORD_TYPE) return fail(400, 'INVALID_RECORD_TYPE', `Invalid record type ${recordType}`);
  const values = PICKLISTS[field].map(([value]) => ({
    attributes: field === 'StageName' ? { picklistAtrributesValueType: 'Stage', closed: value.startsWith('Closed'), defaultProbability: null, forecastCategoryName: null, won: value === 'Closed Won' } : null,
    label: optionLabel(lang, field, value), validFor: [], value,
  }));
  return json(200, { controllerValues: {}, defaultValue: null, eTag: 'a1b2c3', url: `/services/data/${version}/${path}`, values });
}

function sobject(store, method, object, id, url, body, version) {
  if (method === 'POST' && !id) return json(201, { id: createAny(store, object, body).Id, success: true, errors: [] });
  const row = id && store.get(id);
  if (!row || row.apiName !== object || hiddenFrom(store)) return fail(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + id);
  if (method === 'PATCH') {
    store.update(row.Id, body);
    return { status: 204, headers: {}, body: undefined };
  }
  if (method === 'DELETE' && object === 'ContentNote') {
    store.rows.delete(row.Id);
    return { status: 204, headers: {}, body: undefined };
  }
  if (method !== 'GET') return fail(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed.`);
  const fields = url.searchParams.get('fields')?.split(',').join(', ') ?? Object.keys(row).filter((k) => k !== 'apiName').join(', ');
  return json(200, query(store, `SELECT ${fields} FROM ${object} WHERE Id = '${row.Id}'`, version).records[0]);
}

const WRITABLE = ['Opportunity', 'Task', 'ContentNote', 'ContentDocumentLink', 'FeedItem'];
function createAny(store, object, fields) {
  if (!WRITABLE.includes(object)) throw new Refused([{ errorCode: 'NOT_FOUND', message: `${object} cannot be made here` }]);
  if (object === 'Opportunity') return store.create(object, fields);
  const linked = object === 'ContentDocumentLink' && store.switches.unlinkable;
  if (linked) throw new Refused([{ errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message: 'insufficient access rights on cross-reference id' }]);
  const row = { apiName: object, Id: makeId(object, `W${String(++store.counter).padStart(4, '0')}`), OwnerId: CURRENT_USER, ...fields };
  store.rows.set(row.Id, row);
  return row;
}

function who(store) {
  const auth = store.switches.auth;
  return { user: store.get(auth === 'other-user' ? OTHER_USER : CURRENT_USER), org: auth === 'other-org' ? OTHER_ORG : ORG };
}

function userinfo(store, url) {
  const { user, org } = who(store);
  return {
    sub: `https://login.salesforce.com/id/${org.id}/${user.Id}`, user_id: user.Id, organization_id: org.id,
    preferred_username: user.Email, nickname: user.Name.split(' ')[0].toLowerCase(), name: user.Name, email: user.Email,
    email_verified: true, given_name: user.Name.split(' ')[0], family_name: user.Name.split(' ').at(-1),
    zoneinfo: 'Europe/Berlin', locale: 'en_US', language: 'en_US', active: true, user_type: 'STANDARD',
    urls: { rest: `${url.origin}/services/data/v{version}/`, custom_domain: url.origin },
  };
}

function chatterMe(store) {
  const { user, org } = who(store);
  return { id: user.Id, name: user.Name, displayName: user.Name, email: user.Email, username: user.Email, title: user.Title, companyName: org.name, isActive: true, type: 'User', userType: 'Internal', url: `/services/data/v66.0/chatter/users/${user.Id}` };
}
