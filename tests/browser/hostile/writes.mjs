// Every form of the staff's pages: who may send it, and one that is complete. A form is taken from the page that has it,
// so what is sent is what a browser would send.

import { signInCustomer, until } from '../harness/index.mjs';
import { all, api, day, newCustomer, newObligation, paid, payment, transactionTime } from './records.mjs';
import { SETTINGS, prepareSettings } from './settings.mjs';

const COUNTER = ['cashier', 'accountant', 'administrator'];
const BOOKS = ['accountant', 'administrator'];
const EVERYBODY = ['cashier', 'accountant', 'administrator', 'auditor'];

// A form that only asks, posted so that what is typed stands in no address.
const READS = { empty: 200, done: 200, changes: false };

const REASON = 'It was agreed on the phone.';
const payments = (step) => (world) => `/staff/payments/${world.payment}${step}`;
const obligation = (step) => (world) => `/staff/obligations/${world.obligation}${step}`;
const account = (step) => (world) => `/staff/customers/${world.account}${step}`;
const claim = (which, step) => (world) => `/staff/waiting/claims/${world.claims[which]}${step}`;
const parked = (which, step) => (world) => `/staff/waiting/parked/${world.parked[which]}${step}`;
const letter = (which, step) => (world) => `/staff/waiting/notifications/${world.letters[which]}${step}`;

// In this order: what one does, the next finds.
// - `route`: the address as the server has it; `to`: the same with ids.
// - `may`: the roles it is for. Everybody else is refused.
// - `form`: the page that has the form, where it is not at `to`; false where a page has it in another state only.
// - `fill`: what is typed into it. `button`: what is pressed, where the page has several forms.
// - `empty`: the status of a form without anything in it, from somebody who may send it; 422 unless it says.
// - `done`: the status once it is done; 303 unless it says. `changes`: false where even that changes nothing.
// - `queued`: whether more follows from it by itself. `alone`: an empty form does it too, so nobody else sends one.
export const WRITES = [
  { route: '/staff/overdue', may: EVERYBODY, to: () => '/staff/overdue', form: '/staff', empty: 303, changes: false },
  { route: '/staff/payments', may: EVERYBODY, to: () => '/staff/payments', fill: { q: '0712345601' }, ...READS },
  { route: '/staff/customers', may: EVERYBODY, to: () => '/staff/customers', fill: { q: 'Wanjiku' }, ...READS },
  {
    route: '/staff/customers/{account}/debts', may: EVERYBODY, to: account('/debts'),
    fill: { action: 'total' }, ...READS,
  },
  {
    route: '/staff/customers/new', may: BOOKS, to: () => '/staff/customers/new',
    fill: { name: 'Zuhura Said', phones: '0798 000 222' },
  },
  { route: '/staff/customers/{account}/edit', may: COUNTER, to: account('/edit'), fill: { emails: 'zawadi@example.com' }, empty: 303 },
  {
    route: '/staff/customers/{account}/reachable', may: COUNTER, to: account('/reachable'),
    form: (world) => `/staff/customers/${world.account}`, empty: 303,
  },
  { route: '/staff/customers/{account}/ask', may: COUNTER, to: account('/ask'), fill: { amount: '120' } },
  {
    route: '/staff/obligations/new', may: BOOKS, to: () => '/staff/obligations/new',
    form: (world, doer) => doer.post('/staff/obligations/new', newObligationForm(world)),
    button: 'create', fill: { action: 'create' },
  },
  { route: '/staff/obligations/{id}/edit', may: BOOKS, to: obligation('/edit'), fill: { description: 'Internet, two parts' } },
  {
    route: '/staff/obligations/{id}/instalments/{number}', may: BOOKS, to: obligation('/instalments/2'),
    fill: (world) => ({ due_on: world.later, reason: REASON, step: 'confirmed' }),
  },
  { route: '/staff/obligations/{id}/cancel', may: BOOKS, to: obligation('/cancel'), fill: { reason: REASON } },
  { route: '/staff/obligations/{id}/restore', may: BOOKS, to: obligation('/restore'), fill: { reason: REASON } },
  {
    route: '/staff/payments/new', may: COUNTER, to: () => '/staff/payments/new',
    fill: (world) => ({
      customer: world.account, amount: '75', method: 'cash', received_on: world.today, till: 'Front desk', step: 'record',
    }),
  },
  {
    route: '/staff/payments/{id}/annotate', may: COUNTER, to: (world) => `/staff/payments/${world.cash}/annotate`,
    fill: { remark: 'Counted twice.' }, empty: 303,
  },
  {
    route: '/staff/payments/{id}/allocations/{number}/undo', may: COUNTER, to: payments('/allocations/1/undo'),
    fill: { reason: REASON }, empty: 409,
  },
  {
    route: '/staff/payments/{id}/reallocate', may: COUNTER, to: payments('/reallocate'),
    fill: (world) => ({ [`${world.obligation}/1`]: '50', [`${world.obligation}/2`]: '50', reason: REASON, step: 'confirm' }),
  },
  { route: '/staff/payments/{id}/unmap', may: COUNTER, to: payments('/unmap'), fill: { reason: REASON }, empty: 409 },
  {
    route: '/staff/customers/{account}/debts/settle', may: COUNTER, to: account('/debts/settle'), form: false,
    fill: (world) => ({ charge: `${world.obligation}/1` }), empty: 303,
  },
  { route: '/staff/payments/{id}/disassociate', may: COUNTER, to: payments('/disassociate'), fill: { reason: REASON }, empty: 409 },
  {
    route: '/staff/payments/{id}/associate', may: COUNTER, to: payments('/associate'),
    form: (world) => `/staff/payments/${world.payment}/associate?customer=${world.account}`, fill: { reason: REASON },
  },
  { route: '/staff/payments/{id}/reverse', may: BOOKS, to: payments('/reverse'), fill: { reason: REASON }, empty: 409 },
  {
    route: '/staff/payments/{id}/verify', may: BOOKS, to: (world) => `/staff/payments/${world.unverified}/verify`,
    fill: { reason: REASON }, empty: 409, queued: true,
  },
  {
    route: '/staff/waiting/claims/{id}/give', may: COUNTER, to: claim(0, '/give'), form: claim(0, ''),
    fill: { reason: REASON }, empty: 404, queued: true,
  },
  {
    route: '/staff/waiting/claims/{id}/close', may: COUNTER, to: claim(1, '/close'), form: claim(1, ''),
    fill: { closing: REASON },
  },
  {
    route: '/staff/waiting/parked/{id}/replay', may: BOOKS, to: parked(0, '/replay'), form: parked(0, ''), empty: 303, changes: false,
  },
  {
    route: '/staff/waiting/parked/{id}/dismiss', may: BOOKS, to: parked(1, '/dismiss'), form: parked(1, ''),
    fill: { reason: REASON },
  },
  {
    route: '/staff/waiting/pushes/{id}/review', may: COUNTER, to: (world) => `/staff/waiting/pushes/${world.push}/review`,
    form: (world) => `/staff/waiting/pushes/${world.push}`, fill: { reason: REASON },
  },
  {
    route: '/staff/waiting/notifications/{id}/again', may: COUNTER, to: letter(0, '/again'), form: letter(0, ''), empty: 303,
  },
  {
    route: '/staff/waiting/notifications/{id}/aside', may: COUNTER, to: letter(1, '/aside'), form: letter(1, ''),
    fill: { reason: REASON }, empty: 303,
  },
  ...SETTINGS,
];

// Forms about one's own sessions: for each role, and never about somebody else's.
export const OWN = ['/staff/profile/end', '/staff/profile/end-all', '/staff/sign-out'];

// Before anybody is known.
export const DOORS = [
  '/staff/sign-in', '/staff/sign-in/code', '/staff/sign-in/again', '/staff/sign-in/second-factor',
  '/sign-in', '/sign-in/code', '/sign-in/again', '/sign-in/account',
];

// Forms of customers' pages. The one of `/` is for everybody and writes nothing.
export const CUSTOMERS = [
  '/calendar/feed', '/calendar/feed/end', '/calendar/feed/replace', '/missing-payment', '/pay', '/profile',
  '/profile/end', '/profile/end-all', '/sign-out',
];
export const PUBLIC = ['/'];

function newObligationForm(world) {
  return {
    action: 'preview', customer: world.account, payee: 'us', income: 'service', description: 'Internet, January',
    amount: '900', kind: 'one_off', due_on: world.later, notify: 'yes',
  };
}

// An address that takes no mail.
const COMES_BACK = 'bounce@simulator.amazonses.com';

/** What the forms are about, made anew: nothing of it is anybody else's. */
export async function prepare(host) {
  const [zawadi, baraka] = [
    await newCustomer(host, { name: 'Zawadi Mrema', phones: ['0798 000 111'], emails: [COMES_BACK] }),
    await newCustomer(host, { name: 'Baraka Mrema', emails: [COMES_BACK] }),
  ];
  const world = await prepareSettings((path, request) => api(host, path, request), (days) => day(host, days));
  Object.assign(world, { account: zawadi.account_number, today: await day(host), later: await day(host, 40) });
  const owed = await newObligation(host, {
    customer: world.account, description: 'Internet', amount: '2000',
    schedule: { kind: 'automatic', first_on: await day(host, 7), every: 'monthly', instalment_amount: '1000', count: 2 },
  });
  world.obligation = owed.id;
  await paid(host, { reference: baraka.account_number, amount: 30 });
  world.payment = (await paid(host, { reference: world.account, amount: 300 })).id;
  world.cash = (await all(host, '/payments?limit=100')).find((one) => one.channel === 'manual').id;
  world.claims = await claims(host);
  world.push = await doubtedPush(host);
  world.unverified = (await payment(host, FORGED)).id;
  world.parked = (await all(host, '/parked')).map((one) => one.id);
  world.letters = await until('two messages to come back', async () => {
    const undelivered = await all(host, '/notifications?status=undelivered');
    return undelivered.length === 2 && undelivered.map((one) => one.id);
  });
  return world;
}

// Two receipts that were paid from phones of nobody's, quoted by a customer.
async function claims(host) {
  const customer = await signInCustomer(host);
  for (const [reference, amount] of [['garden', 110], ['gate', 120]]) {
    const { receipt } = await paid(host, { reference, amount });
    await customer.post('/missing-payment', { message: receipt, once: crypto.randomUUID() });
  }
  return (await all(host, '/receipt-claims')).map((one) => one.id);
}

const FORGED = 'UKFORGED01';

// A push of which somebody said that another amount was paid.
async function doubtedPush(host) {
  const { id } = await api(host, '/stk-pushes', { method: 'POST', body: { customer: '17330589', amount: '60' } });
  const push = await api(host, `/stk-pushes/${id}`);
  const item = (Name, Value) => ({ Name, Value });
  const result = {
    MerchantRequestID: '1', CheckoutRequestID: push.checkout_request, ResultCode: 0, ResultDesc: 'Done.',
    CallbackMetadata: {
      Item: [
        item('Amount', 30_000), item('MpesaReceiptNumber', FORGED), item('PhoneNumber', 254711345604),
        item('TransactionDate', Number(await transactionTime(host))),
      ],
    },
  };
  await host.hook('stk', { Body: { stkCallback: result } });
  await host.advance('PT1S');
  return id;
}
