// axe on every page, in English, in both widths and colour schemes: nothing serious or critical.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { SIZES, world } from './harness/index.mjs';
import { PAGES, prepare, sessionOf } from './pages.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS = [
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
];

let sample;
const { host, browser } = world({ prepare: async (started) => { sample = await prepare(started); } });
const tabs = new Map();

for (const row of PAGES) {
  test(row.title, async () => {
    const address = await row.at(sample);
    const page = await pageOf(row.who);
    const wrong = [];
    await page.goto(address);
    await page.evaluate(AXE);
    for (const { width, colorScheme } of LOOKS) {
      await page.setViewportSize({ width, height: SIZES[width] });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const violations = await page.evaluate(examine, TAGS);
      const grave = violations.filter((one) => GRAVE.includes(one.impact));
      wrong.push(...grave.map((one) => `${width} px, ${colorScheme}: ${one.impact} ${one.id}: ${one.help}\n    ${one.nodes.join('\n    ')}`));
    }
    assert.equal(wrong.length, 0, `\n${address}\n${wrong.join('\n')}`);
  });
}

/** Runs in the page. */
async function examine(tags) {
  const runOnly = { type: 'tag', values: tags };
  const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ['violations'], elementRef: false });
  return violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact,
    help,
    nodes: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary.split('\n').at(-1).trim().slice(0, 200)}`),
  }));
}

async function pageOf(who) {
  if (!tabs.has(who)) {
    const context = await browser().context({ host: host(), session: await sessionOf(host(), sample, who) });
    tabs.set(who, await context.newPage());
  }
  return tabs.get(who);
}
