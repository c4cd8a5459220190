// What is not one's own: another customer's ids in every address, form and feed; forms that another site sends; pages
// that are only read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visitor, signInCustomer, signInStaff, world } from '../harness/index.mjs';
import { pdfText } from '../journeys/pdf.mjs';
import { crawl } from './crawl.mjs';
import { asItStands, formsOf } from './forms.mjs';
import { api, newCustomer, newObligation, day, paid } from './records.mjs';
import { postRoutes, routes } from './routes.mjs';
import { changed, stateOf } from './state.mjs';
import { CUSTOMERS } from './writes.mjs';

const OWNER = '0798000333';
const STRANGER = '0798000444';
const OWNERS_NAME = 'Neema Kilonzo';
const NOT_THERE = 404;

let owner;
let stranger;
let staff;
let ids;

const { host } = world({
  browser: false,
  async prepare(host) {
    const neema = await newCustomer(host, { name: OWNERS_NAME, phones: [OWNER] });
    await newCustomer(host, { name: 'Pendo Mutiso', phones: [STRANGER] });
    ids = await belongings(host, neema.account_number);
    owner = await signInCustomer(host, OWNER);
    stranger = await signInCustomer(host, STRANGER);
    staff = await signInStaff(host, 'administrator');
    ids.payment = (await owner.get('/payments')).text.match(/href="\/payments\/(\d+)"/)[1];
    await owner.post('/calendar/feed');
    await host.advance('PT61S');
    await signInCustomer(host, OWNER, { again: true });
    ids.session = sessionOf(await owner.get('/profile'));
    await owner.post('/missing-payment', { message: 'UKQ7NOBODY', once: crypto.randomUUID() });
    [ids.claim] = (await api(host, '/receipt-claims')).items.map((one) => one.id);
  },
});

async function belongings(host, account) {
  const owed = await newObligation(host, {
    customer: account, description: 'Borehole share', amount: '4000', schedule: { kind: 'one_off', due_on: await day(host, 9) },
  });
  const { receipt } = await paid(host, { reference: account, amount: 500, name: 'NEEMA' });
  const push = await api(host, '/stk-pushes', { method: 'POST', body: { customer: account, amount: '70' } });
  return { account, obligation: owed.id, receipt, push: push.id };
}

// The one session that is not this one has a form that ends it.
function sessionOf(page) {
  const forms = formsOf(page.text).filter((form) => form.action === '/profile/end');
  return asItStands(forms[0]).session[0];
}

// Each address of customers that names something, with what it names.
const ADDRESSES = {
  '/obligations/{id}': () => `/obligations/${ids.obligation}`,
  '/pay/{push}': () => `/pay/${ids.push}`,
  '/pay/{push}/state': () => `/pay/${ids.push}/state`,
  '/payments/{number}': () => `/payments/${ids.payment}`,
  '/payments/{number}/receipt.pdf': () => `/payments/${ids.payment}/receipt.pdf`,
  '/missing-payment/{claim}': () => `/missing-payment/${ids.claim}`,
};
// An address with a proof in it is for everybody whom the owner shows it to.
const BY_PROOF = '/receipts/{payment}/{proof}';

const headers = { 'x-fragment': 'state' };

test('another customer\'s ids are not found in any address', async () => {
  const naming = routes().filter(({ method, path }) => method === 'GET' && path.includes('{') && !path.startsWith('/staff'));
  const listed = [...Object.keys(ADDRESSES), BY_PROOF];
  assert.deepEqual(naming.map((route) => route.path).sort(), listed.sort());
  for (const address of Object.values(ADDRESSES)) {
    assert.equal((await owner.get(address(), headers)).status, 200, `the owner at ${address()}`);
    const answer = await stranger.get(address(), headers);
    assert.equal(answer.status, NOT_THERE, address());
    assert.doesNotMatch(answer.text, /Neema|Borehole|NEEMA/);
  }
  const chosen = await stranger.get(`/pay?obligation=${ids.obligation}`);
  assert.equal(chosen.status, NOT_THERE, 'what to pay, in the query');
});

test('nothing of another customer is on any page of one\'s own', async () => {
  const pages = await crawl(stranger, ['/', '/statement.csv', '/statement.pdf']);
  assert.ok(pages.size > 8, [...pages.keys()].join(' '));
  for (const [path, answer] of pages) {
    assert.ok(answer.status < 400, `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.text, new RegExp(`Neema|Borehole|${ids.receipt}|${ids.account}`), path);
  }
  const own = await crawl(owner, ['/']);
  assert.ok([...own.values()].some((answer) => answer.text.includes('Borehole')), 'the owner sees it');
});

test('another customer\'s ids are not found in any form', async () => {
  const before = await stateOf(host());
  const once = crypto.randomUUID();
  const push = await stranger.post('/pay', { once, what: ids.obligation, amount: '50', from: '0', phone: '' });
  assert.equal(push.status, NOT_THERE);
  await stranger.post('/profile/end', { session: ids.session });
  assert.equal(sessionOf(await owner.get('/profile')), ids.session, 'the session goes on');
  const claim = await stranger.post('/missing-payment', { once, message: ids.receipt });
  assert.doesNotMatch(claim.text, /Neema|Borehole|NEEMA|500/);
  const after = await stateOf(host());
  assert.deepEqual(changed(before, after).filter((list) => !/audit|claims/.test(list)), []);
});

test('a feed is its secret: one that is nearly right shows nothing, and one that was ended no more', async () => {
  const address = (await owner.get('/calendar')).text.match(/\/feeds\/[^"<\s&]+/)[0];
  const feed = await host().get(address);
  assert.equal(feed.status, 200);
  assert.match(feed.text, /Borehole share/);
  assert.doesNotMatch((await stranger.get('/calendar')).text, /\/feeds\//);
  const last = address.match(/(\w)(?=\.ics|$)/);
  const near = address.slice(0, last.index) + (last[1] === 'a' ? 'b' : 'a') + address.slice(last.index + 1);
  assert.equal((await host().get(near)).status, NOT_THERE);
  await stranger.post('/calendar/feed/end');
  assert.equal((await host().get(address)).status, 200, 'ended by somebody else');
  await owner.post('/calendar/feed/replace');
  assert.equal((await host().get(address)).status, NOT_THERE, 'replaced');
  const replaced = (await owner.get('/calendar')).text.match(/\/feeds\/[^"<\s&]+/)[0];
  await owner.post('/calendar/feed/end');
  assert.equal((await host().get(replaced)).status, NOT_THERE, 'ended');
});

test('a receipt is checked by its proof, and by no other payment\'s', async () => {
  const payments = (await api(host(), '/payments')).items;
  const own = payments.find((one) => one.receipt === ids.receipt).id;
  const [other] = payments.filter((one) => one.id !== own);
  const paper = await owner.get(`/payments/${ids.payment}/receipt.pdf`);
  const text = await pdfText(paper.bytes);
  const proof = text.replace(/\s/g, '').match(/\/receipts\/pay_\w+\/([0-9a-f]{32})/)[1];
  const nobody = new Visitor(host().address);
  assert.equal((await nobody.get(`/receipts/${own}/${proof}`)).status, 200);
  assert.equal((await nobody.get(`/receipts/${other.id}/${proof}`)).status, NOT_THERE);
  assert.equal((await nobody.get(`/receipts/${own}/${proof.replace(/.$/, (it) => (it === '0' ? '1' : '0'))}`)).status, NOT_THERE);
});

test('forms of customers are for customers', async () => {
  const before = await stateOf(host());
  const disguised = new Visitor(host().address, { '__Host-customer': staff.cookies['__Host-staff'] });
  for (const path of CUSTOMERS) {
    for (const [who, visitor] of [['nobody', new Visitor(host().address)], ['staff', staff], ['staff in disguise', disguised]]) {
      const { status, headers: said } = await visitor.post(path, { once: crypto.randomUUID(), message: 'UKQ7NOBODX' });
      assert.deepEqual([status, said.location], [303, '/sign-in'], `${who} ${path}`);
    }
  }
  assert.deepEqual(changed(before, await stateOf(host())), []);
});

// What is for everybody: the first page, the doors, and receipts by their proof.
const OPEN = ['/', '/sign-in', '/sign-in/code', BY_PROOF, '/staff/sign-in', '/staff/sign-in/code', '/staff/sign-in/second-factor'];

test('pages are for those who have signed in, each at their own door', async () => {
  const nobody = new Visitor(host().address);
  const closed = routes().filter(({ method, path }) => method === 'GET' && !OPEN.includes(path));
  assert.ok(closed.length > 60, `${closed.length} addresses`);
  for (const { path } of closed) {
    const isStaff = path.startsWith('/staff');
    const door = isStaff ? '/staff/sign-in' : '/sign-in';
    for (const visitor of [nobody, isStaff ? owner : staff]) {
      const { status, headers: said } = await visitor.get(path.replace(/\{\w+\}/g, '1'));
      assert.equal(status, 303, path);
      assert.equal(said.location.split('?')[0], door, path);
    }
  }
});

const FROM_ELSEWHERE = [
  { origin: 'https://evil.example', 'sec-fetch-site': undefined },
  { origin: 'null', 'sec-fetch-site': undefined },
  { origin: undefined, 'sec-fetch-site': undefined },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
];

test('no form is taken that another site sends', async () => {
  const before = await stateOf(host());
  const paths = postRoutes().map((path) => path.replace(/\{\w+\}/g, '1'));
  for (const path of paths) {
    const visitor = path.startsWith('/staff') ? staff : owner;
    for (const head of FROM_ELSEWHERE) {
      const { status } = await visitor.post(path, { once: crypto.randomUUID(), reason: 'Because.' }, head);
      assert.equal(status, 403, `${path} ${JSON.stringify(head)}`);
    }
  }
  assert.deepEqual(changed(before, await stateOf(host())), []);
  assert.equal((await owner.get('/profile')).status, 200, 'nobody was signed out');
  assert.equal((await staff.get('/staff')).status, 200, 'nobody was signed out');
});

test('nothing is changed by reading, whatever is read', async () => {
  const before = await stateOf(host());
  const pages = [...await crawl(staff, ['/staff', '/staff/profile']), ...await crawl(owner, ['/'])];
  for (const [path, answer] of pages) assert.ok(answer.status < 400 || answer.status === 409, `${path}: ${answer.status}`);
  const readable = new Set(routes().filter((route) => route.method === 'GET').map((route) => route.path));
  for (const path of postRoutes().filter((path) => !readable.has(path))) {
    const answer = await (path.startsWith('/staff') ? staff : owner).get(path.replace(/\{\w+\}/g, '1'));
    assert.equal(answer.status, NOT_THERE, `GET ${path}`);
  }
  assert.deepEqual(changed(before, await stateOf(host())), []);
  console.log(`${pages.length} addresses were read`);
});

test('what every answer tells the browser', async () => {
  const pages = [
    ...await crawl(staff, ['/staff']), ...await crawl(owner, ['/', '/statement.csv']),
    ['/nowhere', await owner.get('/nowhere')], ['/sign-in', await new Visitor(host().address).get('/sign-in')],
  ];
  for (const [path, { headers: said, status }] of pages) {
    const told = `${path} ${status}`;
    assert.equal(said['x-content-type-options'], 'nosniff', told);
    assert.equal(said['cache-control'], 'no-store', told);
    assert.equal(said['referrer-policy'], 'no-referrer', told);
    const policy = said['content-security-policy'];
    assert.match(policy, /^default-src 'none';/, told);
    assert.match(policy, /frame-ancestors 'none'/, told);
    assert.match(policy, /base-uri 'none'/, told);
    assert.match(policy, /form-action 'self'/, told);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/, told);
  }
});
