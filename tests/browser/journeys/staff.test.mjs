// An accountant finds a payment whose account number was mistyped, gives it to its owner, puts it to what is owed,
// thinks better of it, and takes it back: each time told before what will happen, and all of it kept.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInStaff, world } from '../harness/index.mjs';
import { api, day, newCustomer, newObligation, paid } from '../hostile/records.mjs';

const WHO = 'Daniel Kiptoo';
const OWNER = 'Zawadi Mrema';

const { host, browser } = world();

// As people write an account number: 5114 3750.
const spaced = (account) => `${account.slice(0, 4)} ${account.slice(4)}`;

async function owes(customer, description, amount, days) {
  const schedule = { kind: 'one_off', due_on: await day(host(), days) };
  return newObligation(host(), { customer, description, amount, schedule });
}

// What a confirmation says will happen, sentence by sentence, without what depends on the day.
async function foretold(page) {
  const sentences = await page.locator('form ul.consequences > li').allInnerTexts();
  return sentences.map((text) => text.replace(/\u00a0/g, ' ').replace(/, due \d+ \w+ \d{4}/, ''));
}

const press = (page, name) => page.getByRole('button', { name }).click();
const follow = (page, name) => page.getByRole('link', { name }).first().click();
const told = (page, text) => page.getByText(text, { exact: true }).first().waitFor();

test('a mistyped payment is found, given, put to use, taken back, and all of it is kept', async () => {
  const { account_number: account } = await newCustomer(host(), { name: OWNER, phones: ['0798000111'] });
  const internet = await owes(account, 'Internet, December', '600', 3);
  const router = await owes(account, 'Router', '500', 10);
  const mistyped = account.slice(0, 6) + account[7] + account[6];
  const payment = await paid(host(), { reference: mistyped, amount: 800, name: 'PETER' });
  const session = await signInStaff(host(), 'accountant');
  const context = await browser().context({ host: host(), session });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();

  // Found: among those that nobody owns, with whom it fits and why.
  await page.goto('/staff/payments');
  await page.getByRole('link', { name: /^Unassociated/ }).click();
  const row = page.getByRole('row').filter({ hasText: payment.receipt });
  const reason = `The reference is nearly account number ${account}.`;
  assert.match(await row.innerText(), new RegExp(`${mistyped}[^]*${OWNER}[^]*${reason}`));
  await row.getByRole('link', { name: payment.receipt, exact: true }).click();
  await page.getByRole('heading', { name: `Payment ${payment.receipt}` }).waitFor();
  await page.getByRole('link', { name: `Associate with ${OWNER}` }).click();

  // Given: told before, with the reason that the rules found.
  const balance = (from, to) => `The balance of ${spaced(account)} ${OWNER} goes from KES ${from} to KES ${to}.`;
  assert.deepEqual(await foretold(page), [
    balance('−1,100.00', '−300.00'),
    'KES 600.00 pays Internet, December, 1 of 1, to the end.',
    'KES 200.00 pays part of Router, 1 of 1; KES 300.00 is left to pay.',
    'This is change 1 of 5 of whose payment this is.',
    `${OWNER} gets the receipt by SMS.`,
  ]);
  assert.equal((await page.getByLabel('Reason').inputValue()).trim(), reason);
  await press(page, 'Associate and allocate');
  await told(page, 'The payment is associated, and allocated to what was due.');

  // Reallocated: more of it to the router.
  await follow(page, 'Reallocate');
  await page.getByLabel('Amount for Internet, December, 1 of 1').fill('300');
  await page.getByLabel('Amount for Router, 1 of 1').fill('500');
  await page.getByLabel('Reason').fill('She wants the router paid first.');
  await press(page, 'See what would happen');
  assert.deepEqual(await foretold(page), [
    'Internet, December, 1 of 1, is open again by KES 300.00; KES 300.00 is then to be paid.',
    'KES 300.00 pays Router, 1 of 1, to the end.',
    'No message goes out.',
  ]);
  await press(page, 'Reallocate this payment');
  assert.deepEqual(await parts(payment.id), { [internet.id]: '300.00', [router.id]: '500.00' });

  // Unmapped: put to nothing, still hers.
  await follow(page, 'Unmap everything');
  assert.deepEqual(await foretold(page), [
    'Internet, December, 1 of 1, is open again by KES 300.00; KES 600.00 is then to be paid.',
    'Router, 1 of 1, is open again by KES 500.00; KES 500.00 is then to be paid.',
    'KES 800.00 is put to nothing and stays as credit.',
    'No message goes out.',
  ]);
  await page.getByLabel('Reason').fill('She has not agreed yet.');
  await press(page, 'Take everything back');
  assert.deepEqual(await parts(payment.id), {});

  // Allocated over two charges that are ticked, whose total is told.
  await page.goto(`/staff/customers/${account}/debts`);
  for (const what of ['Internet, December', 'Router']) {
    await page.getByRole('row').filter({ hasText: what }).getByRole('checkbox').check();
  }
  await page.getByText('KES 1,100.00').nth(1).waitFor();
  await press(page, 'Put the unallocated credit to these');
  assert.deepEqual(await foretold(page), [
    'Internet, December, 1 of 1: KES 600.00 is put to it, and it is settled.',
    'Router, 1 of 1: KES 200.00 is put to it, and KES 300.00 stays unpaid.',
    'The unallocated credit goes from KES 800.00 to KES 0.00.',
    'The balance stays at KES −300.00: no money moves, it is only put to use.',
    'No message goes out.',
  ]);
  await press(page, 'Put the credit to these charges');
  assert.deepEqual(await parts(payment.id), { [internet.id]: '600.00', [router.id]: '200.00' });

  // Taken back: the balance, what opens again, and that the rules leave it alone.
  await page.goto(`/staff/payments/${payment.id}`);
  await follow(page, 'Disassociate');
  assert.deepEqual(await foretold(page), [
    balance('−300.00', '−1,100.00'),
    'Internet, December, 1 of 1, is open again by KES 600.00; KES 600.00 is then to be paid.',
    'Router, 1 of 1, is open again by KES 200.00; KES 500.00 is then to be paid.',
    'This is change 2 of 5 of whose payment this is.',
    'No message goes out.',
    'The payment is unassociated again. The rules leave it to people from then on.',
  ]);
  await press(page, 'Disassociate this payment');
  await page.getByText('Error:').or(page.getByRole('alert')).first().waitFor();
  assert.match(page.url(), /disassociate/, 'without a reason it is not done');
  await page.getByLabel('Reason').fill('He paid for his brother.');
  await press(page, 'Disassociate this payment');
  await told(page, 'The payment is unassociated again.');
  const balanceNow = await api(host(), `/customers/${account}/balance`);
  assert.match(JSON.stringify(balanceNow), /-1100\.00/);

  await isKeptInTheHistory(page);
  await context.close();
  await isKeptInTheAudit(payment, account);
});

// By obligation, what a payment is put to.
async function parts(id) {
  const { allocations } = await api(host(), `/payments/${id}`);
  return Object.fromEntries(allocations.map((one) => [one.obligation, one.amount]));
}

async function isKeptInTheHistory(page) {
  const text = (await page.locator('main').innerText()).replace(/\u00a0/g, ' ');
  const steps = [
    'Associated with', 'Allocated by itself', 'Reallocated', 'She wants the router paid first.', 'Unmapped',
    'She has not agreed yet.', 'Reallocated', 'KES 600.00 put to Internet, December, 1 of 1', 'Taken from', 'He paid for his brother.',
  ];
  let at = text.indexOf('What happened');
  for (const step of steps) {
    const found = text.indexOf(step, at);
    assert.ok(found > at, `${step} in ${text.slice(at)}`);
    at = found;
  }
  assert.ok(text.slice(at).includes(`· ${WHO}`), 'who did it');
}

// An auditor reads who did what, when and why, narrowed to this one payment.
async function isKeptInTheAudit(payment, account) {
  const session = await signInStaff(host(), 'auditor');
  const context = await browser().context({ host: host(), session });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto('/staff/audit');
  await page.getByRole('row').filter({ hasText: payment.receipt }).getByRole('link', { name: /^only this/ }).first().click();
  await page.waitForURL(/subject=/);
  const rows = page.getByRole('table').getByRole('row').filter({ hasText: payment.receipt });
  const kept = (await rows.allInnerTexts()).reverse().map((text) => text.replace(/\s+/g, ' '));
  const expected = [
    ['Gave a payment an owner', `The reference is nearly account number ${account}.`],
    ['Said what a payment is for', 'She wants the router paid first.'],
    ['Undid what a payment is for', 'She has not agreed yet.'],
    ['Said what a payment is for', ''],
    ['Took a payment from its owner', 'He paid for his brother.'],
  ];
  assert.equal(kept.length, expected.length, kept.join('\n'));
  expected.forEach(([did, why], at) => {
    for (const part of ['7 Dec 2026, 09:00', WHO, 'Accountant', did, OWNER, why]) {
      assert.ok(kept[at].includes(part), `${part} in ${kept[at]}`);
    }
  });
  await context.close();
}
