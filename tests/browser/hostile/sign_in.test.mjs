// Getting in without being let in: sessions that somebody else has chosen, codes that are not one's own, guessing,
// and addresses that lead away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAFF, Visitor, signInCustomer, signInStaff, world } from '../harness/index.mjs';

const CUSTOMER = '__Host-customer';
const DOOR = '/sign-in';
const FLAGS = ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'];

const { host } = world({ browser: false });

// Asks for a code at the customers' door, and answers it.
async function asks(visitor, contact, next = '') {
  const before = await host().newest();
  const asked = await visitor.post(DOOR, { contact, next });
  return { asked, code: await host().code(before, contact) };
}

const enters = (visitor, code, next = '') => visitor.post(`${DOOR}/code`, { code, next });
const stranger = () => new Visitor(host().address);

async function isIn(visitor, path = '/profile') {
  return (await visitor.get(path)).status === 200;
}

test('signing in replaces whatever session the browser had before', async () => {
  const chosen = 'a'.repeat(64);
  const visitor = new Visitor(host().address, { [CUSTOMER]: chosen });
  const { asked, code } = await asks(visitor, '0720345603');
  const attempt = visitor.cookies['__Host-sign-in'];
  const entered = await enters(visitor, code);
  assert.equal(entered.status, 303);
  assert.notEqual(visitor.cookies[CUSTOMER], chosen);
  assert.ok(await isIn(visitor));
  assert.ok(!await isIn(new Visitor(host().address, { [CUSTOMER]: chosen })), 'what was chosen before is no session');
  assert.ok(!await isIn(new Visitor(host().address, { [CUSTOMER]: attempt })), 'nor is the attempt');
  for (const set of [...asked.setCookies, ...entered.setCookies]) {
    const flags = set.split('; ').slice(1);
    for (const flag of FLAGS) assert.ok(flags.includes(flag), `${set} says ${flag}`);
    assert.match(set, /^__Host-[a-z-]+=/);
  }
});

test('a code works in the browser that asked for it, and nowhere else', async () => {
  const own = stranger();
  const { code } = await asks(own, '0711345604');
  const elsewhere = stranger();
  await asks(elsewhere, '0714345606');
  assert.equal((await enters(elsewhere, code)).status, 422, 'with an attempt of its own');
  assert.equal((await enters(stranger(), code)).status, 422, 'without one');
  assert.equal((await enters(own, code)).status, 303);
  assert.ok(!await isIn(elsewhere));
});

test('a code works once', async () => {
  const visitor = stranger();
  const { code } = await asks(visitor, '0745345607');
  const again = visitor.copy();
  assert.equal((await enters(visitor, code)).status, 303);
  assert.equal((await enters(again, code)).status, 422);
  assert.ok(!await isIn(again));
});

test('the right code lets in after four wrong ones, and not after five', async () => {
  for (const [wrong, contact, status] of [[4, '0712345601', 303], [5, '0710345608', 422]]) {
    const visitor = stranger();
    const { code } = await asks(visitor, contact);
    for (let tries = 1; tries <= wrong; tries += 1) {
      const other = String((Number(code) + tries) % 1_000_000).padStart(6, '0');
      assert.equal((await enters(visitor, other)).status, 422);
    }
    assert.equal((await enters(visitor, code)).status, status, `after ${wrong}`);
    assert.equal(await isIn(visitor), status === 303);
  }
});

test('a code of staff is refused at the door of customers, and does not end with the second factor left out', async () => {
  const visitor = stranger();
  const before = await host().newest();
  await visitor.post('/staff/sign-in', { contact: STAFF.auditor });
  const code = await host().code(before);
  assert.equal((await enters(visitor, code)).status, 422, 'at the door of customers');
  const half = await visitor.post('/staff/sign-in/code', { code });
  assert.equal(half.headers.location, '/staff/sign-in/second-factor');
  assert.equal((await visitor.get('/staff')).status, 303, 'with half of it');
  const forged = new Visitor(host().address, { '__Host-staff': visitor.cookies['__Host-staff-sign-in'] });
  assert.equal((await forged.get('/staff')).status, 303, 'with the attempt as session');
  const totp = await host().authenticator(STAFF.auditor);
  const thief = visitor.copy();
  assert.equal((await visitor.post('/staff/sign-in/second-factor', { code: totp })).status, 303);
  assert.ok(await isIn(visitor, '/staff'));
  await thief.post('/staff/sign-in/second-factor', { code: totp });
  assert.ok(!await isIn(thief, '/staff'), 'the same code of the authenticator a second time');
});

test('a contact that nobody has gets the same answer', async () => {
  const [known, unknown] = await Promise.all(
    ['0701345611', '0701999888'].map((contact) => stranger().post(DOOR, { contact, next: '' })),
  );
  const shape = (answer) => ({
    status: answer.status,
    location: answer.headers.location,
    body: answer.text,
    cookies: answer.setCookies.map((set) => set.replace(/=[^;]*/, '')),
  });
  assert.deepEqual(shape(known), shape(unknown));
});

test('one of two who share a phone cannot choose a third', async () => {
  const visitor = stranger();
  const { code } = await asks(visitor, '0757345609');
  const choice = await enters(visitor, code);
  assert.equal(choice.status, 200);
  assert.match(choice.text, /Amina Juma/);
  assert.match(choice.text, /Bakari Juma/);
  const chosen = await visitor.copy().post('/sign-in/account', { account: '10000012', next: '' });
  assert.ok(!chosen.setCookies.some((set) => set.startsWith(CUSTOMER)), 'Wanjiku is neither of them');
  assert.notEqual(chosen.status, 303);
  const own = await visitor.post('/sign-in/account', { account: '36482019', next: '' });
  assert.equal(own.status, 303);
  assert.match((await visitor.get('/profile')).text, /Amina Juma/);
});

test('signing out, here or everywhere, ends the session and not only its cookie', async () => {
  const phone = '0707345612';
  const first = await signInCustomer(host(), phone, { again: true });
  await host().advance('PT61S');
  const second = await signInCustomer(host(), phone, { again: true });
  const kept = [first.copy(), second.copy()];
  assert.equal((await first.post('/sign-out')).status, 303);
  assert.deepEqual([await isIn(kept[0]), await isIn(kept[1])], [false, true]);
  await host().advance('PT61S');
  const third = await signInCustomer(host(), phone, { again: true });
  assert.equal((await third.post('/profile/end-all')).status, 303);
  assert.deepEqual([await isIn(second), await isIn(third)], [false, false]);
});

test('staff who sign out everywhere are out everywhere', async () => {
  const first = await signInStaff(host(), 'cashier', { again: true });
  await host().advance('PT61S');
  const second = await signInStaff(host(), 'cashier', { again: true });
  assert.deepEqual([await isIn(first, '/staff'), await isIn(second, '/staff')], [true, true]);
  await second.copy().post('/staff/profile/end-all');
  assert.deepEqual([await isIn(first, '/staff'), await isIn(second, '/staff')], [false, false]);
});

const AWAY = [
  '//evil.example', '/\\evil.example', 'https://evil.example/', '\\\\evil.example', 'javascript:alert(1)', '/\t/evil.example',
  '/staff/payments',
];

test('nobody is led to another site', async () => {
  for (const next of AWAY) {
    await host().advance('PT61M');
    const visitor = stranger();
    const page = await visitor.get(`${DOOR}?next=${encodeURIComponent(next)}`);
    assert.equal(page.status, 200);
    const { asked, code } = await asks(visitor, '0701345611', next);
    assert.match(asked.headers.location, /^\/sign-in\/code/);
    const entered = await enters(visitor, code, next);
    assert.deepEqual([entered.status, entered.headers.location], [303, '/'], next);
  }
});

test('a desk that is left alone is signed out after half an hour, a phone in a pocket is not', async () => {
  const desk = await signInStaff(host(), 'accountant', { again: true });
  const phone = await signInCustomer(host(), '0733345602', { again: true });
  assert.deepEqual([await isIn(desk, '/staff'), await isIn(phone)], [true, true]);
  await host().advance('PT31M');
  assert.deepEqual([await isIn(desk, '/staff'), await isIn(phone)], [false, true]);
});

test('a session goes on under a new name, and the old one ends', async () => {
  const phone = await signInCustomer(host(), '0733345602');
  const stolen = phone.copy();
  await host().advance('PT13H');
  assert.ok(await isIn(phone));
  assert.notEqual(phone.cookies[CUSTOMER], stolen.cookies[CUSTOMER]);
  assert.ok(await isIn(phone), 'with the new one, which is now known to have arrived');
  await host().advance('PT61S');
  assert.deepEqual([await isIn(phone), await isIn(stolen)], [true, false]);
});
