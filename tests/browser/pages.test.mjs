// Every page, for whom it is, in both widths, colour schemes and languages, with JavaScript and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SIZES, world } from './harness/index.mjs';
import { routes } from './hostile/routes.mjs';
import { FILES, PAGES, prepare, sessionOf } from './pages.mjs';
import { Tab } from './pages/look.mjs';

let sample;
const { host, browser } = world({ prepare: async (started) => { sample = await prepare(started); } });

const LANGUAGES = ['en', 'sw'];
const tabs = new Map();
let looks = 0;
let begun;

before(() => { begun = performance.now(); });
after(() => { console.log(`${PAGES.length} pages, looked at ${looks} times in ${Math.round((performance.now() - begun) / 1000)} s`); });

test('the table has every address that the server answers', () => {
  const known = new Set([...PAGES, ...FILES].map((row) => row.route));
  const served = new Set(routes().filter((route) => route.method === 'GET').map((route) => route.path));
  const missing = [...served].filter((route) => !known.has(route));
  assert.deepEqual(missing, [], 'addresses without a row in pages.mjs');
  const gone = [...known].filter((route) => !served.has(route) && route !== '/no-such-page');
  assert.deepEqual(gone, [], 'rows of pages.mjs without an address');
});

for (const row of PAGES) {
  test(`${row.title}`, async () => {
    const address = await row.at(sample);
    const session = await sessionOf(host(), sample, row.who);
    const browsers = LANGUAGES.flatMap((language) => [true, false].map((script) => ({ language, script })));
    const wrong = await Promise.all(browsers.map((one) => lookFrom(one, row, address, session)));
    const list = wrong.flat();
    assert.equal(list.length, 0, `\n${address}\n${[...new Set(list)].join('\n')}`);
  });
}

// The other roles see the same pages, or are told that they may not: one look for each.
const ROLES = {
  cashier: { width: 360, colorScheme: 'light', language: 'sw', script: true },
  accountant: { width: 1280, colorScheme: 'dark', language: 'en', script: false },
  auditor: { width: 360, colorScheme: 'dark', language: 'en', script: true },
};
const REFUSED = { role: 'heading', name: { en: 'Your role does not allow this', sw: 'Wadhifa wako hauruhusu hili' } };

for (const row of PAGES.filter((one) => one.who === 'administrator')) {
  test(`${row.title}, for the other roles`, async () => {
    const address = await row.at(sample);
    const looked = Object.entries(ROLES).map(async ([role, settings]) => {
      const tab = await tabOf(role, settings, await sessionOf(host(), sample, role));
      await tab.page.setViewportSize({ width: settings.width, height: SIZES[settings.width] });
      await tab.page.emulateMedia({ colorScheme: settings.colorScheme, reducedMotion: 'reduce' });
      looks += 1;
      const isRefused = row.refused.includes(role);
      const expected = { ...row, status: isRefused ? 403 : 200, found: isRefused ? [REFUSED] : row.found.slice(0, 1) };
      const found = await tab.look(expected, address, settings);
      return found.map((one) => `${role}: ${one}`);
    });
    const list = (await Promise.all(looked)).flat();
    assert.equal(list.length, 0, `\n${address}\n${list.join('\n')}`);
  });
}

/** All widths and colour schemes, one after the other, in the tab for this person, language and script. */
async function lookFrom(settings, row, address, session) {
  const tab = await tabOf(row.who, settings, session);
  const wrong = [];
  for (const width of Object.keys(SIZES).map(Number)) {
    const where = (scheme) => `${width} px, ${scheme}, ${settings.language}, script ${settings.script ? 'on' : 'off'}`;
    await tab.page.setViewportSize({ width, height: SIZES[width] });
    await tab.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const inLight = await tab.look(row, address, settings);
    const inTheDark = await tab.lookInTheDark(settings.script);
    looks += 2;
    wrong.push(...inLight.map((one) => `${where('light')}: ${one}`), ...inTheDark.map((one) => `${where('dark')}: ${one}`));
  }
  return wrong;
}

async function tabOf(who, { language, script }, session) {
  const key = `${who} ${language} ${script}`;
  if (!tabs.has(key)) {
    const context = await browser().context({ host: host(), session, language, script });
    tabs.set(key, await Tab.open(context, host().address));
  }
  return tabs.get(key);
}

for (const file of FILES) {
  test(`${file.route} is a file for ${file.who}`, async () => {
    const session = await sessionOf(host(), sample, file.who);
    const answer = await session.get(file.at(sample), file.headers);
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'], new RegExp(`^${file.type}`));
    assert.ok(answer.bytes.length > 0);
  });
}
