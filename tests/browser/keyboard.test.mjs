// Every page by keyboard alone: everything is reached once and in the order of the page, what has the focus shows it,
// and where a form comes back with errors, the focus is where they are told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attached, world } from './harness/index.mjs';
import { PAGES, prepare, sessionOf } from './pages.mjs';
import { ERRORS } from './pages/errors.mjs';
import { marked, walk } from './pages/walk.mjs';

let sample;
const { host, browser } = world({ prepare: async (started) => { sample = await prepare(started); } });
const tabs = new Map();

for (const row of PAGES) {
  test(`${row.title}: Tab reaches everything, in order`, async () => {
    const address = await row.at(sample);
    const page = await pageOf(row.who, true);
    await page.goto(address);
    await attached(page);
    const expected = await marked(page);
    const { reached, unseen } = await walk(page, expected.length);
    const named = (index) => expected.find((one) => one.index === index)?.html ?? `something unexpected (${index})`;
    assert.deepEqual(reached.map(named), expected.map((one) => one.html));
    assert.deepEqual(unseen.map(named), [], 'the focus does not show');
  });
}

for (const [who, at] of [['anyone', '/sign-in'], ['customer', '/'], ['administrator', '/staff']]) {
  for (const script of [true, false]) {
    test(`the way past the navigation of ${at} works with the script ${script ? 'on' : 'off'}`, async () => {
      const page = await pageOf(who, script);
      await page.goto(at);
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      assert.ok(await skip.evaluate((link) => link === document.activeElement), 'it is the first that Tab reaches');
      const { y } = await skip.boundingBox();
      assert.ok(y >= 0, 'it is seen while it has the focus');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const inMain = await page.evaluate(() => document.querySelector('main').contains(document.activeElement)
        || document.activeElement.closest('footer') !== null);
      assert.ok(inMain, 'Tab goes on after the navigation');
    });
  }
}

for (const form of ERRORS) {
  for (const script of [true, false]) {
    test(`${form.title}, wrongly filled in, script ${script ? 'on' : 'off'}: the focus is on what is wrong`, async () => {
      const page = await pageOf(form.who, script);
      await page.goto(await form.at(sample));
      await form.fill?.(page);
      const answered = page.waitForResponse((response) => response.request().isNavigationRequest());
      await page.getByRole('main').getByRole('button', { name: form.button, exact: true }).first().press('Enter');
      assert.equal((await answered).status(), 422);
      await page.waitForLoadState('load');
      const summary = page.getByRole('alert').or(page.locator('[aria-labelledby][tabindex="-1"]')).first();
      assert.ok(await summary.evaluate((one) => one.contains(document.activeElement)), 'the summary of errors has the focus');
      assert.match(await page.title(), /^Error: /);
      const links = summary.getByRole('link');
      if (form.general) return;
      const link = links.first();
      const target = (await link.getAttribute('href')).slice(1);
      await link.focus();
      await page.keyboard.press('Enter');
      const focused = await page.evaluate(() => document.activeElement.id);
      assert.equal(focused, target, 'its link leads to the field');
      const described = await page.evaluate(() => {
        const field = document.activeElement;
        const group = field.closest('fieldset');
        return [field, group].some((one) => one?.getAttribute('aria-invalid') === 'true' || one?.hasAttribute('aria-describedby'));
      });
      assert.ok(described, 'the field says what is wrong with it');
    });
  }
}

async function pageOf(who, script) {
  const key = `${who} ${script}`;
  if (!tabs.has(key)) {
    const session = await sessionOf(host(), sample, who);
    const context = await browser().context({ host: host(), session, script });
    tabs.set(key, await context.newPage());
  }
  return tabs.get(key);
}
