// The real hub on fake ports: who is let in, who is paired with whom, and who is thrown out.
import { beforeEach, expect, test } from 'vitest';
import { Hub, type Hears } from '../../src/worker/hub.ts';
import { fakePort, framePort, hostPort, ID, NONCE, OWN } from './fakes.ts';

let now = 0;
let hub: Hub;
let seen: string[];
const hello = { t: 'hello', url: 'https://crm.example/', v: 1 };
const place = { t: 'place', place: null, url: 'https://crm.example/' };

beforeEach(() => {
  now = 1_000;
  seen = [];
  const hears: Hears = {
    host: (link, m) => seen.push(`host ${link.tab} ${m.t}`),
    hostGone: (link) => seen.push(`host ${link.tab} gone`),
    panel: (link, m) => seen.push(`${link.kind} ${link.tab} ${m.t}`),
    panelGone: (link) => seen.push(`${link.kind} gone`),
  };
  hub = new Hub(OWN, ID, hears, () => now);
});

test('a panel is heard once its host has said where it is', () => {
  const frame = framePort();
  hub.connect(frame);
  frame.say({ t: 'hello' });
  expect(seen).toEqual([]);
  const host = hostPort();
  hub.connect(host);
  host.say(hello);
  host.say(place);
  expect(seen).toEqual(['host 1 hello', 'host 1 place', 'frame 1 hello']);
});

test.each([
  ['another nonce', () => framePort(1, 'f'.repeat(32))],
  ['another tab', () => framePort(2)],
])('a frame with %s gets nothing', (_, make) => {
  const host = hostPort();
  hub.connect(host);
  host.say(hello);
  host.say(place);
  const frame = make();
  hub.connect(frame);
  frame.say({ t: 'hello' });
  frame.say({ t: 'append', n: 1, key: 'tryton:x:1', drafts: [{ type: 'stage.placed', data: { stage: null } }] });
  expect(seen.filter((s) => s.startsWith('frame'))).toEqual([]);
  expect(frame.heard).toEqual([]);
});

test.each([
  ['a page that calls itself a panel', () => framePort(1, NONCE, 'https://crm.example/panel.html')],
  ['an extension page that calls itself a host', () => hostPort(1, NONCE, `${OWN}options.html`)],
  ['another extension', () => fakePort(`host:${NONCE}`, { id: 'p'.repeat(32), url: 'https://crm.example/', frameId: 0, tab: { id: 1 } })],
  ['a host in a frame of the page', () => fakePort(`host:${NONCE}`, { id: ID, url: 'https://crm.example/', frameId: 3, tab: { id: 1 } })],
  ['a panel opened as a tab of its own', () => fakePort(`panel:${NONCE}`, { id: ID, url: `${OWN}panel.html`, frameId: 0, tab: { id: 1 } })],
  ['a nonce of another shape', () => hostPort(1, 'nonce')],
  ['a web page that asks for the side panel’s line', () => fakePort('side:', { id: ID, url: 'https://crm.example/', frameId: 0, tab: { id: 1 } })],
])('%s is refused', (_, make) => {
  const port = make();
  hub.connect(port);
  expect(port.closed).toBe(true);
  port.say(hello);
  expect(seen).toEqual([]);
  expect(hub.refused.ports).toBe(1);
});

test('each of the two stands once; after it went, another may come', () => {
  const [host, again] = [hostPort(), hostPort()];
  hub.connect(host);
  hub.connect(again);
  expect([host.closed, again.closed]).toEqual([false, true]);
  host.gone();
  const third = hostPort();
  hub.connect(third);
  expect(third.closed).toBe(false);
  const [frame, second] = [framePort(), framePort()];
  hub.connect(frame);
  hub.connect(second);
  expect([frame.closed, second.closed]).toEqual([false, true]);
});

test('a flood closes the port, and the same page does not come back at once', () => {
  const host = hostPort();
  hub.connect(host);
  for (let i = 0; i < 500; i++) host.say(place);
  expect(host.closed).toBe(true);
  expect(seen.filter((s) => s.endsWith('place'))).toHaveLength(120);
  expect(seen.at(-1)).toBe('host 1 gone');
  const again = hostPort();
  hub.connect(again);
  expect(again.closed).toBe(true);
  now += 11_000;
  const later = hostPort();
  hub.connect(later);
  expect(later.closed).toBe(false);
});

test('as many messages at an ordinary pace are heard', () => {
  const host = hostPort();
  hub.connect(host);
  for (let i = 0; i < 500; i++) {
    now += 50;
    host.say(place);
  }
  expect(seen).toHaveLength(500);
});

test('wrong messages are dropped and counted; too many close the port', () => {
  const host = hostPort();
  hub.connect(host);
  for (let i = 0; i < 20; i++) host.say({ t: 'delete-everything', i });
  expect([seen, hub.refused.messages, host.closed]).toEqual([[], 20, false]);
  host.say(null);
  expect(host.closed).toBe(true);
});
