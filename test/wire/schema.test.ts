// What worker and panel accept, and what they drop.
import { describe, expect, test } from 'vitest';
import { EVENT_DATA } from '../../src/domain/event.ts';
import { hostToWorker, panelToWorker, readSettings, workerToPanel } from '../../src/wire/schema.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';

const place = { crm: 'tryton', org: 'crm.example/crm', record: '1' };
const url = 'https://crm.example/';
const stage = { id: 'lead', label: 'Lead' };

describe('from the page', () => {
  test.each([
    { t: 'hello', url, v: 1 },
    { t: 'hello', url, v: 1, open: true },
    { t: 'place', place, url },
    { t: 'place', place: null, url },
    { t: 'reading', url, reading: { kind: 'deal', place, fields: { stage: { value: stage, from: 'page' }, amount: { value: { value: 1, currency: 'EUR' }, from: 'page', rounded: true } }, missing: ['owner'], stages: [stage] } },
    { t: 'reading', url, reading: { kind: 'elsewhere', view: 'kanban' } },
    { t: 'move', n: 1, to: 'next', how: 'path', verdict: 'warn', held: true, replayable: true },
    { t: 'move', n: 1, to: { id: 'won', closed: 'won' }, how: 'kanban', record: '006', verdict: 'pass', held: false, replayable: false },
    { t: 'moved', n: 1, result: 'refused', to: stage, from: null, detail: 'no' },
    { t: 'api', place, ok: false, why: 'signed-out' },
    { t: 'prefs', tabTop: 0.5, side: 'left' },
  ])('accepts %j', (message) => expect(hostToWorker(message)).toEqual(message));

  test.each([
    null, 'hello', [], { t: 'nothing' }, { t: 'hello', url, v: 2 },
    { t: 'place', place: { ...place, crm: 'evil' }, url },
    { t: 'place', place: { ...place, record: '__proto__' }, url },
    { t: 'reading', url, reading: { kind: 'deal', place, fields: { stage: { value: stage, from: 'guess' } }, missing: [] } },
    { t: 'reading', url, reading: { kind: 'deal', place, fields: { unheard: { value: 'x', from: 'page' } }, missing: [] } },
    { t: 'reading', url, reading: { kind: 'deal', place, fields: { name: { value: 'x'.repeat(20_001), from: 'page' } }, missing: [] } },
    { t: 'prefs', tabTop: 7 },
    { t: 'move', n: -1, to: 'next', how: 'path', verdict: 'warn', held: true, replayable: true },
    { t: 'append', n: 1, key: 'tryton:x:1', drafts: [] },
  ])('drops %j', (message) => expect(hostToWorker(message)).toBeNull());
});

describe('from a panel', () => {
  test.each([
    { t: 'ask', n: 1, what: { q: 'write-now', key: 'tryton:x:1' } },
    { t: 'ask', n: 1, what: { q: 'write', key: 'tryton:x:1', once: 'a', field: 'stage', from: stage, to: { id: 'won', label: 'Won', closed: 'won' }, override: { reason: 'x' } } },
    { t: 'settings', n: 4, change: { writeBack: { 'crm.example:8000': ['stage', 'note'] } } },
    { t: 'hello' },
    { t: 'append', n: 1, key: 'tryton:x:1', once: 'a', drafts: [{ type: 'item.ticked', data: { item: 'i', done: true } }] },
    { t: 'ask', n: 2, what: { q: 'restore', chunk: 'AAAA', last: true, id: 'x' } },
    { t: 'ask', n: 2, what: { q: 'crm-on', origin: 'https://crm.example', crm: 'tryton' } },
    { t: 'gate', n: 3, move: 7, go: true, override: { reason: 'because', until: '2026-12-01' } },
    { t: 'settings', n: 4, change: { lang: 'zh-CN' } },
    { t: 'draft', key: 'a', text: null },
  ])('accepts %j', (message) => expect(panelToWorker(message)).toEqual(message));

  test.each([
    { t: 'append', n: 1, key: 'tryton:x:1', drafts: [{ type: 'unheard.of', data: {} }] },
    { t: 'append', n: 1, key: 'tryton:x:1', drafts: [{ type: 'item.ticked', data: { item: 'i', done: 'yes' } }] },
    { t: 'append', n: 1, key: 'x', drafts: [{ type: 'item.ticked', data: { item: 'i', done: true } }] },
    { t: 'append', n: 1, key: 'tryton:x:1', drafts: [] },
    { t: 'ask', n: 1, what: { q: 'write', key: 'tryton:x:1', once: 'a', field: 'owner', from: null, to: 'x' } },
    { t: 'ask', n: 1, what: { q: 'write', key: 'tryton:x:1', field: 'note', from: null, to: 'x' } },
    { t: 'settings', n: 4, change: { writeBack: { 'crm.example': ['owner'] } } },
    { t: 'settings', n: 4, change: { policy: 'none' } },
    { t: 'ask', n: 2, what: { q: 'crm-on', origin: 'javascript:alert(1)' } },
    { t: 'host', cmd: 'eval' },
    { t: 'open' },
  ])('drops %j', (message) => expect(panelToWorker(message)).toBeNull());

  test('takes no event without data in its type’s shape', () => {
    const taken = Object.keys(EVENT_DATA).filter((type) => panelToWorker({ t: 'append', n: 1, key: 'a:b:c', drafts: [{ type, data: null }] }) !== null);
    expect(taken).toEqual([]);
    expect(Object.keys(EVENT_DATA)).toContain('deal.read');
  });
});

test('settings of the wrong shape are left out one by one', () => {
  expect(readSettings({ lang: 'fr', side: 'left', width: '400', role: 'manager', more: 1 })).toEqual({ side: 'left', role: 'manager' });
  expect(readSettings(null)).toEqual({});
  expect(readSettings(defaultSettings('zh-CN'))).toEqual(defaultSettings('zh-CN'));
});

test('what the worker says is checked as well', () => {
  expect(workerToPanel({ t: 'ping' })).toEqual({ t: 'ping' });
  expect(workerToPanel({ t: 'answer', n: 1, ok: false, error: { code: 'disk-full' } })).not.toBeNull();
  expect(workerToPanel({ t: 'answer', n: 1, ok: 'yes', value: 1 })).toBeNull();
  expect(workerToPanel({ t: 'deal' })).toBeNull();
});
