// Nobody is offered what they may not do: what each role finds on the main pages, and that no link or form on any page of
// theirs is refused to them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAFF, signInStaff, world as started } from '../harness/index.mjs';
import { crawl } from '../hostile/crawl.mjs';
import { formsOf } from '../hostile/forms.mjs';
import { OWN, WRITES, prepare } from '../hostile/writes.mjs';

const COUNTER = ['cashier', 'accountant', 'administrator'];
const BOOKS = ['accountant', 'administrator'];

const staff = {};
let world;

const { host, browser } = started({
  async prepare(host) {
    world = await prepare(host);
    for (const role of Object.keys(STAFF)) staff[role] = await signInStaff(host, role);
  },
});

// For each page what stands on it by role and name, and whose it is. Everybody sees the rest of the page.
const OFFERED = [
  ['/staff/payments', [['link', 'Make payment', COUNTER], ['link', /^Allocate /, COUNTER]]],
  [(world) => `/staff/payments/${world.payment}`, [
    ['link', 'Move to another customer', COUNTER], ['link', 'Disassociate', COUNTER], ['link', 'Reallocate', COUNTER],
    ['link', 'Unmap everything', COUNTER], ['link', /^Undo /, COUNTER], ['link', 'Record that it went back', BOOKS],
  ]],
  [(world) => `/staff/payments/${world.cash}`, [['link', 'Edit what was written', COUNTER], ['link', 'Void this payment', BOOKS]]],
  [(world) => `/staff/payments/${world.unverified}`, [['link', 'Confirm this payment', BOOKS]]],
  ['/staff/customers', [['link', 'New customer', BOOKS]]],
  [(world) => `/staff/customers/${world.account}`, [
    ['link', 'Make payment', COUNTER], ['link', 'New obligation', BOOKS], ['link', 'Change contacts and status', BOOKS],
    ['link', 'Change contacts', ['cashier']], ['button', /^Try .* again$/, COUNTER],
  ]],
  ['/staff/obligations', [['link', 'New obligation', BOOKS]]],
  [(world) => `/staff/obligations/${world.obligation}`, [
    ['link', 'Change the description', BOOKS], ['link', 'Cancel what is unpaid', BOOKS],
  ]],
  [(world) => `/staff/waiting/claims/${world.claims[0]}`, [
    ['button', 'Give the payment and close', COUNTER], ['button', 'Close this quoted receipt', COUNTER],
  ]],
  [(world) => `/staff/waiting/parked/${world.parked[0]}`, [
    ['button', 'Take this callback in again', BOOKS], ['button', 'Put this callback aside', BOOKS],
  ]],
  [(world) => `/staff/waiting/pushes/${world.push}`, [['button', 'Note that you looked at it', COUNTER]]],
  [(world) => `/staff/waiting/notifications/${world.letters[0]}`, [
    ['button', 'Send this message again', COUNTER], ['button', 'Put this message aside', COUNTER],
  ]],
];

for (const role of Object.keys(STAFF)) {
  test(`what is there for the ${role}`, async () => {
    const context = await browser().context({ host: host(), session: staff[role], script: false });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    for (const [where, offers] of OFFERED) {
      const path = typeof where === 'function' ? where(world) : where;
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      for (const [kind, name, whose] of offers) {
        const there = await page.getByRole('main').getByRole(kind, { name, exact: typeof name === 'string' }).count();
        assert.equal(there > 0, whose.includes(role), `${kind} ${name} on ${path}`);
      }
    }
    await context.close();
  });

  test(`no link and no form is refused to the ${role}`, async () => {
    const pages = await crawl(staff[role], ['/staff', '/staff/payments?show=unassociated', `/staff/customers/${world.account}`], 2);
    let forms = 0;
    for (const [path, answer] of pages) {
      assert.notEqual(answer.status, 403, `a link leads to ${path}`);
      assert.ok(answer.status < 500, `${path}: ${answer.status}`);
      for (const { action, method } of formsOf(answer.text).filter((form) => form.method === 'post')) {
        const route = action.split('?')[0];
        const write = WRITES.find((write) => isOf(write.route, route));
        assert.ok(write || OWN.includes(route), `${method} ${route} on ${path} is in no table`);
        assert.ok(!write || write.may.includes(role), `a form for ${route} on ${path}`);
        forms += 1;
      }
    }
    console.log(`${role}: ${pages.size} pages, ${forms} forms`);
  });
}

// Whether an address is one of a route. A fixed part goes before a name: `new` is no account number.
function isOf(route, path) {
  const parts = route.split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at]);
}
