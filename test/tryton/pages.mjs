// Tryton's pages as a person uses them. `page` is Playwright's.

/** Logs in by the form, unless this browser is logged in already. */
export async function trytonLogin(page, env, login = 'rep') {
  await page.goto(`${env.base}/#${env.database}`);
  // Two elements have the id "database"; the input is ready once the names have arrived, and the dialog a moment later.
  await page.waitForFunction(name => document.querySelector('input#database')?.value === name || document.querySelector('#menu tr'), env.database);
  if (await page.$('#menu tr')) return;
  await page.waitForTimeout(300);
  await page.fill('#login', login);
  await page.click('.modal-dialog button.btn-primary');
  await page.fill('#ask-dialog-entry', env.logins[login]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#menu tr', {state: 'attached'});
}

/** Opens a seeded opportunity by its address and waits until its values are there. */
export async function openOpportunity(page, env, ref) {
  const opportunity = env.opportunities[ref];
  if (!opportunity) throw new Error(`no seeded opportunity ${ref}`);
  await page.goto(env.record_url.replace('{id}', String(opportunity.id)));
  await page.waitForFunction(r => document.querySelector('.tab-pane.active input[name=reference]')?.value === r, ref);
  await page.waitForFunction(() => !document.querySelector('#processing')?.offsetParent);
}
