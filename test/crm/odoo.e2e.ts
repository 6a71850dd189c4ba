// Odoo in the browser on a look-alike (test/lookalike/odoo): not Odoo itself.
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inHost, openPanel, panel, panelBox, restingTab, until, withExtension, type Extension } from '../e2e/support.ts';
import { en, eventsOf, pictured, settings, shown, ssm, type Deal } from '../e2e/way.ts';
import { serve, type OdooServer } from '../lookalike/odoo/serve.mjs';

let server: OdooServer;
let ext: Extension;
let page: Page;
const NAMES: Record<number, string> = { 360: '二期产线', 377: 'Old pilot', 341: 'Line 4 refit', 352: 'Press shop analytics', 381: 'Locked by finance', 390: 'Warehouse gates', 358: 'Service contract' };
const deal = (id: number) => ({ key: `odoo:localhost:${server.port}:${id}`, name: NAMES[id] }) as Deal;
const lead = (id: number) => server.state.leads.find((l) => l.id === id)!;
const at = (path: string) => `${server.url}${path}`;
const moves = async (id: number) => (await eventsOf(ext, deal(id))).filter((e) => e.type === 'stage.moved').map((e) => e.data as { to: { id: string; closed?: string }; seen: string; verdict?: string });
const fieldsOf = async (id: number) => Object.assign({}, ...(await eventsOf(ext, deal(id))).filter((e) => e.type === 'deal.read').map((e) => (e.data as { fields: object }).fields)) as Record<string, { value: unknown; from: string }>;

beforeAll(async () => {
  server = await serve();
  ext = await withExtension({ locale: 'en-US' });
  const stages = Object.fromEntries(['11', '14', '12', '17'].map((id, i) => [id, ssm.stages[i]!.id]));
  await settings(ext, { policy: 'warn', minimum: 'confirmed', lang: 'en', role: 'rep', name: 'Maya Lindqvist', method: 'ssm', stageMaps: { [`odoo:localhost:${server.port}:ssm`]: stages } });
});
afterAll(async () => {
  await ext?.close();
  await server?.close();
});
beforeEach(async (one) => {
  server.reset();
  page = await ext.newPage();
  page.setDefaultTimeout(20_000);
  return async () => {
    if (one.task.result?.state === 'fail') await pictured(page, `odoo ${one.task.name}`);
    await page.close();
  };
});

async function open(id: number, path = `/odoo/crm/${id}`): Promise<void> {
  await page.goto(at(path));
  await restingTab(page, 20_000);
}
async function held(): Promise<Frame> {
  const frame = await panel(page, 20_000) as Frame;
  await frame.getByRole('alertdialog').waitFor();
  return frame;
}
/** Gives a reason and lets the move go on. */
async function override(frame: Frame): Promise<void> {
  await frame.locator('summary', { hasText: en.gate.override }).click();
  await frame.getByLabel(en.gate.why).fill('The customer signs on Friday.');
  const button = frame.locator('.guarded').getByRole('button', { name: en.gate.overrideGo });
  await until(async () => {
    if (!await button.count()) return true;
    await button.click({ timeout: 2_000 }).catch(() => {});
    return !await button.count();
  }, 'the move to go on');
}
const arrow = (stage: number) => page.locator(`.o_arrow_button[data-value="${stage}"]`);

test('an address that says nothing: the open page tells which CRM it is, and is read from then on', async () => {
  await page.goto(at('/odoo/crm/341'));
  await page.locator('.o_form_renderer').waitFor();
  const options = await ext.openOwn('options.html');
  await options.getByLabel(en.settings.address).fill(server.url);
  await options.getByRole('button', { name: en.settings.enable, exact: true }).click();
  await options.getByText(`Odoo · localhost:${server.port}`).first().waitFor();
  await options.close();
  await restingTab(page, 20_000);
});

describe('a record', () => {
  test('is read from the page, then from the API, in another language too', async () => {
    server.state.lang = 'de_DE';
    await open(352);
    const frame = await openPanel(page);
    await frame.locator('h1.deal', { hasText: NAMES[352] }).waitFor();
    const fields = await until(async () => { const f = await fieldsOf(352); return f['created']?.from === 'api' ? f : null; }, 'the API to be read');
    expect(fields).toMatchObject({
      name: { value: 'Press shop analytics' }, account: { value: { label: 'Nordwerk GmbH, Jörg Kern' } }, amount: { value: { value: 96500.5, currency: 'EUR' } },
      closeDate: { value: '2027-03-04' }, probability: { value: 20 }, owner: { value: { id: '9', label: 'Maya Lindqvist' } }, stage: { value: { id: '11', label: 'Erkunden' } },
    });
  });

  test('is followed within the page, and known where the address names no model', async () => {
    await open(341);
    await shown(page, deal(341));
    await page.locator('.o_pager_next').click();
    const frame = await shown(page, deal(352));
    await page.goBack();
    await frame.locator('h1.deal', { hasText: NAMES[341] }).waitFor();
    await page.goto(at('/odoo/action-312/390'));
    await shown(page, deal(390));
    await until(async () => (await fieldsOf(390))['stage'], 'the record to be written down');
  });

  test('of another model is none, though its fields have the same names', async () => {
    await page.goto(at('/odoo/helpdesk/352'));
    await page.locator('.o_ticket_form textarea').waitFor();
    await page.locator('a', { hasText: 'List' }).click();
    await page.locator('.o_data_row').first().waitFor();
    expect((await inHost(page, 'button'))?.box ?? null).toBeNull();
    await page.goto(at('/odoo/crm/402'));
    await page.locator('.o_form_renderer textarea').waitFor(); // a lead, no opportunity yet
    await page.goto(at('/odoo/crm/341'));
    await restingTab(page, 20_000);
    expect(await eventsOf(ext, deal(402))).toEqual([]);
  });
});

describe('a move', () => {
  test('on the bar is held, and made after a reason', async () => {
    await open(341);
    await arrow(12).click();
    const frame = await held();
    expect(lead(341).stage_id).toBe(14);
    await override(frame);
    await until(() => lead(341).stage_id === 12, 'Odoo to take the stage');
    await until(async () => (await moves(341)).some((m) => m.to.id === '12' && m.seen === 'gate' && m.verdict === 'warn'), 'the move to be written down');
  });

  test('from the menu of folded stages is known by the API’s ids', async () => {
    await open(360);
    const frame = await shown(page, deal(360));
    await until(async () => (await fieldsOf(360))['created']?.from === 'api', 'the API to be read');
    await page.locator('.dropdown-toggle.o_first').click();
    await page.locator('.o-dropdown-item', { hasText: 'Contract' }).click();
    await frame.getByRole('alertdialog').waitFor();
    expect(lead(360).stage_id).toBe(12);
  });

  test('to Won is held as the won stage', async () => {
    await open(352);
    await page.locator('button[name=action_set_won_rainbowman]').click();
    await override(await held());
    await until(() => lead(352).stage_id === 19, 'Odoo to win it');
    await until(async () => (await moves(352)).some((m) => m.to.id === '19' && m.to.closed === 'won' && m.seen === 'gate'), 'the move to be written down');
  });

  test('to Lost asks for no proof, and is written down once the dialog is confirmed', async () => {
    await open(377);
    await shown(page, deal(377));
    await page.locator('.o_statusbar_buttons button[type=action], .o_statusbar_buttons button[name="198"]').first().click();
    expect(await moves(377)).toEqual([]);
    await page.locator('.modal button[name=action_lost_reason_apply]').click();
    await until(() => !lead(377).active, 'Odoo to lose it');
    await until(async () => (await moves(377)).some((m) => m.to.id === 'lost' && m.seen === 'gate'), 'the move to be written down');
  });

  test('that Odoo refuses is not written down', async () => {
    await open(381);
    await arrow(12).click();
    const frame = await held();
    await override(frame);
    await page.locator('.o_error_dialog').waitFor();
    await frame.getByText('Finance has locked this opportunity.').waitFor();
    expect(await moves(381)).toEqual([]);
  });

  test('of a card is held in the air, and passes the second time', async () => {
    await open(358);
    await shown(page, deal(358));
    await until(async () => (await fieldsOf(358))['stage'], 'the record to be written down');
    await page.goto(at('/odoo/crm'));
    const card = page.locator('.o_kanban_record', { hasText: 'Harbor Mills' }).filter({ hasText: 'Service contract' });
    await card.waitFor();
    const drag = async (): Promise<void> => {
      const [from, to] = [(await card.boundingBox())!, (await page.locator('.o_kanban_group[data-fake="17"]').boundingBox())!];
      await page.mouse.move(from.x + 40, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(to.x + 60, to.y + 90, { steps: 12 });
      await page.mouse.up();
    };
    // The badge stands once the list is read, and with it the cards' records.
    await until(async () => (await inHost(page, '[role=listitem],[role=img],.b')) !== null, 'a badge on the board');
    await drag();
    const frame = await held();
    expect(lead(358).stage_id).toBe(12);
    expect(await page.locator('.o_dragged').count()).toBe(0);
    await override(frame);
    await frame.getByText(en.gate.oneMoreTitle).waitFor();
    await drag();
    await until(() => lead(358).stage_id === 17, 'Odoo to take the stage');
    expect(await panelBox(page)).not.toBeNull();
  });
});
