// Each role tries each form of the staff's pages, with a form that is complete. What is refused changed nothing; and the
// same form is then done for somebody who may send it, so what was refused was not refused for another reason.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAFF, Visitor, signInCustomer, signInStaff, world as started } from '../harness/index.mjs';
import { asItStands, formTo, formsOf } from './forms.mjs';
import { postRoutes } from './routes.mjs';
import { changed, stateOf } from './state.mjs';
import { CUSTOMERS, DOORS, OWN, PUBLIC, WRITES, prepare } from './writes.mjs';

const ROLES = Object.keys(STAFF);
const REFUSED = 403;
const TO_SIGN_IN = 303;

const staff = {};
let customer;
let world;

const { host } = started({
  browser: false,
  async prepare(host) {
    world = await prepare(host);
    for (const role of ROLES) staff[role] = await signInStaff(host, role);
    customer = await signInCustomer(host);
  },
});

test('every form that the server takes is in one of the tables', () => {
  const tried = [...WRITES.map((write) => write.route), ...OWN, ...DOORS, ...CUSTOMERS, ...PUBLIC];
  assert.deepEqual(postRoutes(), tried.sort());
});

test('each role gets done what it may, and changes nothing else', async () => {
  const rows = [];
  let state = await stateOf(host());
  for (const write of WRITES) {
    const row = await tried(write, state);
    rows.push(row);
    state = row.state;
  }
  console.log(drawn(rows));
});

test('what colleagues did is read by administrators and auditors', async () => {
  for (const path of ['/staff/audit', '/staff/audit.csv']) {
    for (const role of ROLES) {
      const { status } = await staff[role].get(path);
      assert.equal(status, ['administrator', 'auditor'].includes(role) ? 200 : REFUSED, `${role} ${path}`);
    }
    assert.equal((await new Visitor(host().address).get(path)).status, TO_SIGN_IN, path);
  }
});

test('sessions are ended by whose they are', async () => {
  // The last code was asked for when this file began, which on a quick machine is less than a minute ago.
  await host().advance('PT2M');
  const other = await signInStaff(host(), 'administrator', { again: true });
  const ending = (page) => formsOf(page.text).find((form) => form.action === '/staff/profile/end');
  const { session } = asItStands(ending(await staff.administrator.get('/staff/profile')));
  for (const role of ROLES.filter((role) => role !== 'administrator')) {
    await staff[role].post('/staff/profile/end', { session });
    await staff[role].copy().post('/staff/profile/end-all');
    assert.equal((await staff[role].get('/staff')).status, TO_SIGN_IN, `${role} is out`);
    assert.equal((await other.get('/staff')).status, 200, `but not by the ${role}`);
  }
  await staff.administrator.post('/staff/profile/end', { session });
  assert.equal((await other.get('/staff')).status, TO_SIGN_IN);
  assert.equal((await staff.administrator.get('/staff')).status, 200);
});

async function tried(write, state) {
  const to = write.to(world);
  const doer = staff[write.may[0]];
  const fields = await complete(write, to, doer);
  const row = { route: write.route, nobody: TO_SIGN_IN };
  for (const role of ROLES.filter((role) => !write.may.includes(role))) {
    row[role] = (await staff[role].post(to, fields)).status;
    assert.equal(row[role], REFUSED, `${role} ${to}`);
    const page = await staff[role].get(to);
    assert.ok(!formsOf(page.text).some((form) => form.action === to), `the ${role} finds a form at ${to}`);
  }
  for (const [who, visitor] of strangers()) {
    const { status, headers } = await visitor.post(to, fields);
    assert.deepEqual([status, headers.location], [TO_SIGN_IN, '/staff/sign-in'], `${who} ${to}`);
  }
  assert.deepEqual(changed(state, await stateOf(host())), [], `refused at ${to}`);
  for (const role of write.alone ? [] : write.may.slice(1)) {
    row[role] = (await staff[role].post(to, {})).status;
    assert.equal(row[role], write.empty ?? 422, `${role} ${to} with nothing in the form`);
  }
  const answer = await doer.post(to, fields);
  row[write.may[0]] = answer.status;
  assert.equal(answer.status, write.done ?? 303, `${write.may[0]} ${to}: ${problems(answer)}`);
  if (write.queued) await host().advance('PT1S');
  row.state = await stateOf(host());
  if (write.changes !== false) assert.notDeepEqual(changed(state, row.state), [], `nothing was done at ${to}`);
  return row;
}

// The form as the page has it, filled in.
async function complete(write, to, doer) {
  const fill = typeof write.fill === 'function' ? write.fill(world) : (write.fill ?? {});
  if (write.form === false) return { once: crypto.randomUUID(), ...fill };
  const form = typeof write.form === 'function' ? await write.form(world, doer) : (write.form ?? to);
  const page = typeof form === 'string' ? await doer.get(form) : form;
  return { ...asItStands(formTo(page, to, write.button)), ...fill };
}

// Those whom no page of staff lets in: nobody, a customer, and a customer who calls their session one of staff.
function strangers() {
  const disguised = new Visitor(host().address, { '__Host-staff': customer.cookies['__Host-customer'] });
  return [['nobody', new Visitor(host().address)], ['a customer', customer], ['a customer in disguise', disguised]];
}

function problems(answer) {
  return [...answer.text.matchAll(/class="error"[^>]*>([^<]*)/g)].map((found) => found[1]).join(' ');
}

function drawn(rows) {
  const wide = Math.max(...rows.map((row) => row.route.length));
  const line = (route, cells) => `${route.padEnd(wide)}  ${cells.map((cell) => String(cell).padEnd(14)).join('')}`.trimEnd();
  const who = ['nobody', ...ROLES];
  return [line('POST', who), ...rows.map((row) => line(row.route, who.map((role) => row[role] ?? 'may')))].join('\n');
}
