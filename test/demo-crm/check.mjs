/**
 * Drives the demo CRM in Chromium and fails loudly when it no longer does what its README says.
 *
 *   node test/demo-crm/check.mjs
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { makeId } from './server/ids.mjs';
import { serve } from './server.mjs';

const ACME = makeId('Opportunity', 'ACME1');
const CORVID = makeId('Opportunity', 'CORVD');
const HARBOUR = makeId('Opportunity', 'HARBR');
const LUMEN = makeId('Opportunity', 'LUMEN');
const QIMING = makeId('Opportunity', 'QIMNG');
const MARKUP = makeId('Opportunity', 'MRKUP');
const LIST = '/lightning/o/Opportunity/list?filterName=AllOpportunities';
const record = (id, query = '') => `/lightning/r/Opportunity/${id}/view${query}`;

const demo = await serve();
const host = 'northlight-demo.lightning.force.com';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-quic', '--disable-background-networking',
    `--host-resolver-rules=MAP *.lightning.force.com 127.0.0.1:${demo.port},MAP *.my.salesforce.com 127.0.0.1:${demo.port}`],
});

const stageOf = (id) => demo.state.get(id).StageName;
const active = (page) => page.locator('div.oneContent.active');
const toast = (page) => page.locator('.forceToastMessage .forceActionsText').first();
const errors = [];

async function step(name, run) {
  demo.reset();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const broken = [];
  page.on('pageerror', (error) => broken.push(error.stack));
  try {
    await run(page, context);
    assert.deepEqual(broken, [], 'the page threw');
    console.log(`ok   ${name}`);
  } catch (error) {
    errors.push(name);
    console.log(`FAIL ${name}\n     ${error.stack}`);
  } finally {
    await context.close();
  }
}

const open = async (page, path) => {
  await page.goto(demo.url + path);
  await page.locator('records-highlights2, tbody tr, .missing').first().waitFor();
};

for (const shadow of ['synthetic', 'native']) {
  const q = `?shadow=${shadow}`;

  await step(`${shadow}: reads as the shadow mode says`, async (page) => {
    await open(page, record(ACME, q));
    // Under native shadow a slot's content is no text of the element around it, so ask the innermost component.
    const amount = page.locator('records-highlights2 lightning-formatted-number');
    assert.equal(await amount.evaluate((el) => el.shadowRoot.textContent), '€420,000.00');
    const stage = page.locator('records-record-layout-item[field-label="Stage"] lightning-formatted-text');
    assert.equal(await stage.evaluate((el) => el.shadowRoot.textContent), 'Needs Analysis');
    const flat = await page.evaluate(() => document.querySelectorAll('records-highlights-details-item').length);
    const nested = await page.evaluate(() => !!document.querySelector('one-record-home-flexipage2').shadowRoot);
    assert.equal(flat, 0, 'nothing at document level in the page world');
    assert.equal(nested, true);
    assert.equal(await page.title(), 'Plant analytics rollout | Opportunity | Salesforce');
  });

  await step(`${shadow}: path moves the stage`, async (page) => {
    await open(page, record(ACME, q));
    const button = page.locator('div.runtime_sales_pathassistantPathAssistantHeader > button.slds-path__mark-complete.stepAction.uiButton');
    assert.match(await button.innerText(), /Mark Stage as Complete/);
    await page.locator('ul.slds-path__nav > li[data-name="Perception Analysis"] > a[title="Perception Analysis"]').click();
    assert.match(await button.innerText(), /Mark as Current Stage/);
    assert.match(await button.getAttribute('class'), /active/);
    assert.equal(stageOf(ACME), 'Needs Analysis', 'picking alone moves nothing');
    await button.click();
    await toast(page).filter({ hasText: 'Stage changed successfully.' }).waitFor();
    assert.equal(stageOf(ACME), 'Perception Analysis');
    await button.filter({ hasText: 'Mark Stage as Complete' }).click();
    await page.locator('li.slds-is-current[data-name="Proposal/Price Quote"]').waitFor();
    assert.equal(stageOf(ACME), 'Proposal/Price Quote');
  });

  await step(`${shadow}: closed dialog, refused by the org, keeps the stage`, async (page) => {
    await open(page, record(CORVID, q));
    await page.locator('li[data-name="Closed"] a').click();
    await page.locator('button.stepAction', { hasText: 'Select Closed Stage' }).click();
    await page.locator('select.stepAction').selectOption('Closed Won');
    await page.locator('.slds-modal button', { hasText: 'Save' }).click();
    await page.locator('.forceToastMessage.slds-theme_error', { hasText: 'signed order form' }).waitFor();
    assert.equal(stageOf(CORVID), 'Negotiation/Review');
    await page.locator('select.stepAction').selectOption('Closed Lost');
    await page.locator('.slds-modal button', { hasText: 'Save' }).click();
    await page.locator('.slds-modal').waitFor({ state: 'detached' });
    assert.equal(stageOf(CORVID), 'Closed Lost');
    await page.locator('li.slds-is-lost[data-name="Closed Lost"]').waitFor();
  });

  await step(`${shadow}: inline edit of stage and amount`, async (page) => {
    await open(page, record(HARBOUR, q));
    await page.locator('button.test-id__inline-edit-trigger[title="Edit Stage"]').click();
    await page.locator('button[name="StageName"]').click();
    await page.locator('lightning-base-combobox-item', { hasText: 'Id. Decision Makers' }).click();
    // The input shows another text once it has the focus, so focus before filling.
    await page.locator('input[name="Amount"]').focus();
    await page.locator('input[name="Amount"]').fill('70000');
    await page.locator('button[name="SaveEdit"]').click();
    await page.locator('button[name="SaveEdit"]').waitFor({ state: 'detached' });
    assert.equal(stageOf(HARBOUR), 'Id. Decision Makers');
    assert.equal(demo.state.get(HARBOUR).Amount, 70000);
    await page.locator('li.slds-is-current[data-name="Id. Decision Makers"]').waitFor();
    await page.locator('button[title="Edit Opportunity Name"]').click();
    await page.locator('input[name="Name"]').fill('');
    await page.locator('button[name="SaveEdit"]').click();
    await page.locator('.record-edit-error').waitFor();
    await page.locator('button[name="CancelEdit"]').click();
    assert.equal(demo.state.get(HARBOUR).Name, 'Patient intake portal');
  });

  await step(`${shadow}: edit dialog`, async (page) => {
    await open(page, record(LUMEN, q));
    await page.locator('button[name="Edit"]').click();
    const dialog = page.locator('.slds-modal');
    await dialog.locator('button[name="StageName"]').click();
    await dialog.locator('lightning-base-combobox-item', { hasText: 'Qualification' }).click();
    await dialog.locator('button[name="SaveEdit"]').click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(stageOf(LUMEN), 'Qualification');
  });

  await step(`${shadow}: visited records stay in the DOM, hidden`, async (page) => {
    await open(page, LIST + (`&shadow=${shadow}`));
    await page.locator('a[title="Patient intake portal"]').click();
    await active(page).locator('records-highlights2', { hasText: 'Patient intake portal' }).waitFor();
    assert.equal(new URL(page.url()).pathname, record(HARBOUR));
    await page.goBack();
    await active(page).locator('a[title="Plant analytics rollout"]').click();
    await active(page).locator('records-highlights2', { hasText: 'Plant analytics rollout' }).waitFor();
    assert.equal(await page.locator('one-record-home-flexipage2').count(), 2);
    assert.equal(await page.locator('div.oneContent.active').count(), 1);
    assert.equal(await page.locator('one-record-home-flexipage2').filter({ visible: true }).count(), 1);
  });
}

await step('kanban: drop moves the deal, a refused drop goes back', async (page) => {
  // Wide enough for all ten columns: a drag that must scroll is another thing to test.
  await page.setViewportSize({ width: 2400, height: 900 });
  await open(page, LIST);
  await page.locator('button[title="Select list display"]').click();
  await page.locator('[data-display="kanban"]').click();
  assert.equal(new URL(page.url()).search, '?filterName=AllOpportunities', 'the display is no part of the URL');
  const card = (id) => page.locator(`.pipelineViewCard[class*="${id}"]`);
  const column = (stage) => page.locator(`.runtime_sales_pipelineboardPipelineViewColumn[data-name="${stage}"]`);
  await card(LUMEN).dragTo(column('Qualification').locator('.listContent'));
  await toast(page).filter({ hasText: 'Stage changed successfully.' }).waitFor();
  assert.equal(stageOf(LUMEN), 'Qualification');
  await column('Qualification').locator(`[data-recordid="${LUMEN}"]`).waitFor();
  await column('Qualification').getByText('(3)').waitFor();
  await card(CORVID).dragTo(column('Closed Won').locator('.listContent'));
  await page.locator('.forceToastMessage.slds-theme_error', { hasText: 'signed order form' }).waitFor();
  assert.equal(stageOf(CORVID), 'Negotiation/Review');
  await column('Negotiation/Review').locator(`[data-recordid="${CORVID}"]`).waitFor();
});

await step('short form, 15-character id, markup in a name, dynamic forms', async (page) => {
  await open(page, `/lightning/r/${ACME}/view`);
  await page.waitForURL(demo.url + record(ACME));
  await open(page, record(ACME.slice(0, 15)));
  await open(page, record(MARKUP, '?layout=dynamic'));
  assert.match(await page.locator('records-highlights2 h1').innerText(), /<b>Röntgen<\/b> & "Søn"/);
  assert.equal(await page.locator('flexipage-field[data-field-id="RecordStageNameField"] .test-id__field-value').innerText(), 'Needs Analysis');
  assert.equal(await page.locator('records-record-layout-item').count(), 0);
});

await step('renamed and sparse layouts, a stage nobody knows, no amount', async (page) => {
  await open(page, record(ACME, '?layout=renamed'));
  assert.equal(await page.locator('p[title="Deal Value"]').count(), 1);
  assert.equal(await page.locator('p[title="Amount"]').count(), 0);
  await open(page, record(ACME, '?layout=sparse'));
  assert.equal(await page.locator('[field-label="Stage"], p[title="Amount"]').count(), 0);
  demo.state.get(ACME).StageName = 'Pilot Running';
  await open(page, record(ACME, '?layout=standard'));
  assert.equal(await page.locator('li.slds-is-current').count(), 0);
  await open(page, record(makeId('Opportunity', 'NOAMT')));
  assert.equal((await page.locator('p[title="Amount"] + p').innerText()).trim(), '');
});

await step('Chinese labels, API names unchanged, other currencies', async (page) => {
  await open(page, record(QIMING, '?lang=zh'));
  const labels = await page.locator('.test-id__field-label').allInnerTexts();
  for (const label of ['业务机会名称', '客户名', '金额', '结束日期', '阶段', '可能性 (%)', '业务机会所有人']) assert.ok(labels.includes(label), label);
  assert.match(await page.locator('button.stepAction').innerText(), /将阶段标记为已完成/);
  assert.equal(await page.locator('li.slds-is-current').getAttribute('data-name'), 'Qualification');
  assert.equal((await page.locator('p[title="金额"] + p').innerText()).trim(), '¥3,200,000.00');
  assert.equal(await page.title(), '华东产线数据平台 | 业务机会 | Salesforce');
});

await step('console: workspace tabs and subtabs stay in the DOM', async (page) => {
  await open(page, record(ACME, '?app=console'));
  await page.locator('sales-activity-panel h3 a').first().click();
  await page.waitForURL(/\/lightning\/r\/Task\/00T\w+\/view\?ws=%2Flightning%2Fr%2FOpportunity%2F006\w+%2Fview/);
  await page.locator('records-highlights2', { hasText: 'Send the agenda' }).waitFor();
  const deep = page.url();
  await page.locator('.demo-console-object a').click();
  await page.locator('a[title="Identity rollout"]').click();
  await page.locator('records-highlights2', { hasText: 'Identity rollout' }).filter({ visible: true }).waitFor();
  assert.equal(await page.locator('li.oneConsoleTabItem').count(), 2);
  assert.equal(await page.locator('one-record-home-flexipage2').count(), 3);
  assert.equal(await page.locator('one-record-home-flexipage2').filter({ visible: true }).count(), 1);
  await page.goto(deep);
  await page.locator('records-highlights2', { hasText: 'Send the agenda' }).waitFor();
  assert.equal(await page.locator('li.oneConsoleTabItem').count(), 1);
});

if (spawnSync('openssl', ['version']).error) console.log('skip Lightning host by name: openssl is not installed, and those hosts need https');
else await step('Lightning host by name: session cookies of both hosts', async (page, context) => {
  await page.goto(`https://${host}${record(ACME)}`);
  await page.locator('records-highlights2').waitFor();
  const sid = async (url) => (await context.cookies(url)).find((c) => c.name === 'sid');
  const my = await sid('https://northlight-demo.my.salesforce.com/');
  const ui = await sid(`https://${host}/`);
  assert.ok(my.httpOnly && my.value.startsWith('00D') && my.value.includes('!'));
  assert.notEqual(my.value, ui.value);
});

await step('API: shapes, refusal, 401, 403, switches', async () => {
  const call = (path, { token = demo.state.token, ...init } = {}) => fetch(demo.url + path, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
  const ui = (id) => `/services/data/v66.0/ui-api/records/${id}`;
  const toggle = (body) => fetch(`${demo.url}/__demo/switch`, { method: 'POST', body: JSON.stringify(body) });
  const got = await (await call(`${ui(ACME)}?fields=Opportunity.Name,Opportunity.Account.Name,Opportunity.Amount,Opportunity.StageName,Opportunity.Owner.Name`)).json();
  assert.deepEqual(got.fields.Amount, { displayValue: '€420,000.00', value: 420000 });
  assert.equal(got.fields.Account.value.fields.Name.value, 'Acme Robotics');
  assert.deepEqual(Object.keys(got.fields).sort(), ['Account', 'Amount', 'Name', 'Owner', 'StageName']);
  assert.equal((await call(`${ui(ACME)}?fields=Opportunity.Nonsense`)).status, 400);
  const patched = await call(ui(ACME), { method: 'PATCH', body: JSON.stringify({ fields: { StageName: 'Value Proposition' } }) });
  assert.equal((await patched.json()).fields.StageName.value, 'Value Proposition');
  const refused = await call(ui(CORVID), { method: 'PATCH', body: JSON.stringify({ fields: { StageName: 'Closed Won' } }) });
  assert.equal(refused.status, 400);
  assert.equal((await refused.json()).output.errors[0].errorCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  const stages = await (await call('/services/data/v66.0/ui-api/object-info/Opportunity/picklist-values/012000000000000AAA/StageName')).json();
  assert.equal(stages.values.length, 10);
  const soql = async (q) => (await call(`/services/data/v66.0/query?q=${encodeURIComponent(q)}`)).json();
  assert.equal((await soql('SELECT ApiName, IsClosed, IsWon, DefaultProbability FROM OpportunityStage WHERE IsActive = true ORDER BY SortOrder')).totalSize, 10);
  const roles = await soql(`SELECT ContactId, Contact.Name, Role, IsPrimary FROM OpportunityContactRole WHERE OpportunityId = '${ACME}'`);
  assert.equal(roles.records[0].Contact.Name, 'Helen Park');
  assert.equal((await soql('SELECT Id FROM Nothing'))[0].errorCode, 'INVALID_TYPE');
  assert.equal((await (await call('/services/oauth2/userinfo')).json()).name, 'Maya Lindqvist');
  const stale = await call(ui(ACME), { token: '00Dxx!stale' });
  assert.equal(stale.status, 401);
  assert.deepEqual(await stale.json(), [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  await toggle({ auth: 'api-disabled' });
  const off = await call(ui(ACME));
  assert.equal(off.status, 403);
  assert.equal((await off.json())[0].errorCode, 'API_DISABLED_FOR_ORG');
  await toggle({ auth: 'ok', shape: 'changed' });
  assert.equal((await (await call(ui(ACME))).json()).fields.StageName, undefined);
  await fetch(`${demo.url}/__demo/reset`, { method: 'POST' });
  assert.equal(stageOf(ACME), 'Needs Analysis');
});

await browser.close();
await demo.close();
console.log(errors.length ? `${errors.length} failed` : 'the demo CRM is sound');
process.exit(errors.length ? 1 : 0);
