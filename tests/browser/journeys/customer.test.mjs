// A customer comes, sees what is owed, pays from the phone, and finds it settled everywhere: with JavaScript, which
// follows the payment live, and without it, where the page looks again by itself.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { signInCustomer, signInOnPage, world } from '../harness/index.mjs';
import { api, day, newCustomer, newObligation } from '../hostile/records.mjs';
import { pdfText } from './pdf.mjs';

const OWED = 'Home internet';
const SCRIPTS = [true, false];
// A busy machine takes its time; what never comes is still told before the prompt would end.
const PATIENCE_MS = 30_000;

const { host, browser } = world();
let people = 0;

// Somebody who owes KES 1,250 in five days, which Jamhuri Day and a Sunday make seven; with a page open and no session yet.
async function somebody(script, name = 'Rehema Auma') {
  people += 1;
  const phone = `07990001${String(people).padStart(2, '0')}`;
  const { account_number: account } = await newCustomer(host(), { name, phones: [phone] });
  const { id: obligation } = await newObligation(host(), {
    customer: account, description: OWED, amount: '1250', schedule: { kind: 'one_off', due_on: await day(host(), 5) },
  });
  return { phone, account, obligation, script };
}

async function open(who, session) {
  const context = await browser().context({ host: host(), session, script: who.script, width: 360 });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.refused = [];
  page.on('console', (message) => message.type() === 'error' && page.refused.push(message.text()));
  page.on('pageerror', (error) => page.refused.push(String(error)));
  return page;
}

async function close(page) {
  assert.deepEqual(page.refused, [], 'what the console says');
  await page.context().close();
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const named = (script) => (script ? 'with JavaScript' : 'without JavaScript');

// From the first page to the prompt on the phone.
async function asked(page, who) {
  await page.goto('/');
  await heading(page, 'You owe');
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await heading(page, 'Pay');
  await page.getByRole('button', { name: 'Ask M-PESA for the payment' }).click();
  await heading(page, /^Check your phone/);
  const text = await page.locator('main').innerText();
  assert.match(text, /Enter your M-PESA PIN/);
  assert.match(text, /1,250/);
  assert.ok(!text.includes(who.phone.slice(4, 8)), 'the number is masked');
  if (!who.script) assert.ok(await page.locator('meta[http-equiv=refresh]').count() > 0, 'it looks again by itself');
  if (who.script) await page.evaluate(() => { window.stayed = true; });
}

// With JavaScript the page shows it without being loaded again.
async function followed(page, who) {
  if (who.script) assert.equal(await page.evaluate(() => window.stayed), true, 'the page was loaded again');
}

const feedOf = async (page) => {
  await page.goto('/calendar');
  await page.getByRole('button', { name: 'Make my calendar address' }).click();
  await page.getByText('Your calendar address is ready.').waitFor();
  return (await page.content()).match(/\/feeds\/[\w-]+\/calendar\.ics/)[0];
};

const obligationPage = async (page) => {
  await page.goto('/obligations');
  await page.getByRole('link', { name: new RegExp(OWED) }).first().click();
  await heading(page, new RegExp(OWED));
};

const summaries = (ics) => [...ics.replace(/\r\n /g, '').matchAll(/^SUMMARY[^:]*:(.*)$/gm)].map((found) => found[1].trim());

async function pays(script) {
  const who = await somebody(script);
  const page = await open(who);
  await signInOnPage(page, host(), who.phone);
  const answer = await page.locator('section.answer').innerText();
  assert.match(answer, /You owe\s+KES\s*1,250/);
  assert.match(answer, /Next: 1,250\.00 on Monday 14 December for Home internet\./);
  const feed = await feedOf(page);
  assert.deepEqual(summaries((await host().get(feed)).text), ['Pay KES 1\\,250: Home internet']);

  await asked(page, who);
  const { receipt } = await host().answerPhone(who.phone, 'pay', { pin: '4711' });
  await heading(page, `Paid, receipt ${receipt}`);
  await page.getByText('You now owe nothing.').waitFor();
  await followed(page, who);

  await page.getByRole('link', { name: 'See the receipt' }).click();
  await heading(page, `Payment ${receipt}`);
  assert.match(await page.locator('main').innerText(), /Home internet/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Receipt (PDF)' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), `receipt-${receipt}.pdf`);
  const paper = await readFile(await download.path());
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  const text = await pdfText(paper);
  for (const part of [`Receipt ${receipt}`, 'KES 1,250.00', 'Rehema Auma', OWED]) assert.ok(text.includes(part), `${part} in ${text}`);

  await obligationPage(page);
  await page.getByText('All KES 1,250.00 is paid.').waitFor();
  assert.match(await page.locator('main').innerText(), new RegExp(receipt));
  assert.deepEqual(summaries((await host().get(feed)).text), ['Paid KES 1\\,250: Home internet']);
  await page.goto('/');
  await heading(page, 'You owe nothing. Thank you.');
  await close(page);
}

// What the phone does, what the page then says, and whether one may try again.
const NOT_PAID = [
  { does: 'cancel', says: 'You cancelled on the phone.' },
  { does: 'wrong_pin', says: 'The PIN was wrong.' },
  { does: 'no_money', says: /There is not enough/ },
];

async function doesNotPay(script, { does, says }) {
  const who = await somebody(script);
  const page = await open(who, await signInCustomer(host(), who.phone));
  await asked(page, who);
  await host().answerPhone(who.phone, does);
  await heading(page, says);
  await followed(page, who);
  await page.getByText('No money was taken').first().waitFor();
  await page.getByRole('link', { name: 'Try again' }).click();
  await heading(page, 'Pay');
  assert.equal(await page.locator('input[name=amount]').inputValue(), '1250', 'the amount is kept');
  await page.goto(`/obligations/${who.obligation}`);
  await page.getByText('0.00 of KES 1,250.00 is paid.').waitFor();
  await close(page);
}

describe('a customer pays from the phone', { concurrency: 2 }, () => {
  for (const script of SCRIPTS) test(`and it is paid everywhere, ${named(script)}`, () => pays(script));
  for (const script of SCRIPTS) {
    for (const outcome of NOT_PAID) test(`and does not, by ${outcome.does}, ${named(script)}`, () => doesNotPay(script, outcome));
  }
});

const UNKNOWN = 'We do not know yet. Please do not pay again.';

// The clock is everybody's, so all of them wait at the same time. Two leave the prompt alone, two pay; of none does M-PESA
// tell anything, neither by itself nor when it is asked.
test('what nobody tells is not known, and is told once M-PESA does', async () => {
  const cases = SCRIPTS.flatMap((script) => [{ script, does: 'ignore' }, { script, does: 'pay' }]);
  const waiting = await Promise.all(cases.map(async ({ script, does }) => {
    const who = await somebody(script);
    const page = await open(who, await signInCustomer(host(), who.phone));
    await asked(page, who);
    return { who, page, does };
  }));
  await silence({ callback_lost: 'next 4', c2b_lost: 'next 4', query_failing: 'always' });
  for (const { who, does } of waiting) await host().answerPhone(who.phone, does);
  await host().advance('PT70S');
  for (const { who, page } of waiting) {
    await looksAgain(page, who);
    await heading(page, UNKNOWN);
    await followed(page, who);
    assert.match(await page.locator('main').innerText(), /We are asking, and this page will show it\./);
    await offersNoSecondPayment(page, who);
  }
  await silence({ action: 'all_off' });
  await host().advance('PT15M');
  for (const { who, page, does } of waiting) {
    await looksAgain(page, who);
    await heading(page, does === 'pay' ? /^Paid/ : 'M-PESA did not reach your phone.');
    await followed(page, who);
    await page.goto(`/obligations/${who.obligation}`);
    await page.getByText(does === 'pay' ? 'All KES 1,250.00 is paid.' : '0.00 of KES 1,250.00 is paid.').waitFor();
    await close(page);
  }
});

// What the simulated M-PESA keeps to itself.
async function silence(switches) {
  const answer = await host().post('/dev/mpesa', switches, { accept: 'application/json' });
  assert.equal(answer.status, 200, answer.text);
}

// Without JavaScript it looks again after fifteen seconds, or when one says so.
async function looksAgain(page, who) {
  if (who.script) return;
  assert.ok(await page.locator('meta[http-equiv=refresh]').count() > 0, 'the page looks again by itself');
  await page.getByRole('link', { name: 'Look again' }).click();
}

// In another window the pay page says first that this is not known.
async function offersNoSecondPayment(page, who) {
  const other = await page.context().newPage();
  await other.goto('/pay');
  await other.getByText('We do not know yet whether this was paid. Please do not pay again.').waitFor();
  await other.close();
}
