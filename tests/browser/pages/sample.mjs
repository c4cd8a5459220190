// What the pages are about: the sample, and what is added to it so that every address has something to show.

import { CUSTOMERS, STAFF, Visitor, signInCustomer, signInStaff, until } from '../harness/index.mjs';

/** Fills a host and answers the ids that addresses are made of. */
export async function prepare(host) {
  const own = CUSTOMERS.wanjiku.account;
  const customer = await signInCustomer(host);
  const staff = await signInStaff(host);
  const [obligations, payments, parked, letters] = await Promise.all([
    all(host, '/api/v1/obligations'),
    all(host, '/api/v1/payments'),
    all(host, '/api/v1/parked'),
    all(host, `/api/v1/customers/${own}/notifications`),
  ]);
  const sample = { own, parked: parked[0].id, notification: named(letters, 'about', 'payment_received').id };
  sample.obligation = named(obligations, 'description', 'Home internet 10 Mbps, Kilimani, this month').id;
  sample.settledObligation = named(obligations, 'description', 'Home internet 10 Mbps, Kilimani, last month').id;
  sample.payment = named(payments, 'reference', '10000012').id;
  sample.unassociated = named(payments, 'reference', '31507269').id;
  sample.unverified = payments.find((one) => one.amount === '2000.00' && !one.association).id;
  sample.byHand = payments.find((one) => one.amount === '1200.00').id;
  sample.cancelled = named(obligations, 'description', 'Single business permit').id;
  await post(staff, `/staff/obligations/${sample.cancelled}/cancel`, { reason: 'Entered twice.' });
  await customer.post('/missing-payment', { once: crypto.randomUUID(), message: 'TLC7QX81ZP' });
  sample.claim = (await customer.get('/missing-payment')).text.match(/"\/missing-payment\/([^"]+)"/)[1];
  sample.staffClaim = (await all(host, '/api/v1/receipt-claims'))[0].id;
  const receipt = await customer.get('/payments/4/receipt.pdf');
  sample.check = new URL(receipt.bytes.toString('latin1').match(/\/URI\((http[^)]*)\)/)[1]).pathname;
  await office(host, sample);
  await visitors(host, sample);
  // Nobody is sent two codes in the same minute.
  await host.advance('PT2M');
  await pushes(host, sample, customer, staff);
  return sample;
}

/** What the settings are about: a key, somebody of staff, a gazetted day, and money that an institution was sent. */
async function office(host, sample) {
  await write(host, '/api/v1/api-keys', { name: 'Router at the exchange', role: 'auditor' });
  sample.key = (await all(host, '/api/v1/api-keys', false))[0].id;
  sample.member = named(await all(host, '/api/v1/staff', false), 'email', 'daniel@office.example.com').id;
  sample.holiday = '2027-06-15';
  await write(host, '/api/v1/holidays', { date: sample.holiday, name: 'Day of the county' });
  sample.institution = named(await all(host, '/api/v1/institutions', false), 'name', 'Tumaini Academy').id;
  const remittance = { amount: '500', reference: 'TLC88XA1Q2', paid_from: `assets:mpesa:${host.shortCode}` };
  const sent = await write(host, `/api/v1/institutions/${sample.institution}/remittances`, remittance);
  sample.remittance = sent.number ?? 1;
}

/** One push in each state that a customer and the office see. */
async function pushes(host, sample, customer, staff) {
  const own = (who, amount) => post(who, '/pay', { what: 'due', amount, from: '0', phone: '' });
  sample.cancelledPush = nameOf(await own(customer, '50'));
  await host.answerPhone(CUSTOMERS.wanjiku.phone, 'cancel');
  await ended(host, sample.cancelledPush);
  sample.paidPush = nameOf(await own(customer, '70'));
  await host.answerPhone(CUSTOMERS.wanjiku.phone, 'pay');
  await ended(host, sample.paidPush);
  const other = await signInCustomer(host, CUSTOMERS.otieno.phone);
  const fields = { amount: '60', phone: '0', other_phone: '' };
  sample.waitingPush = waiting(host, () => own(other, '50'));
  sample.staffPush = waiting(host, () => post(staff, `/staff/customers/${CUSTOMERS.fatuma.account}/ask`, fields));
}

/** Asks again each time it is wanted: a prompt ends after a minute, and a customer has one at a time. */
function waiting(host, ask) {
  return async () => {
    await host.advance('PT2M');
    return nameOf(await ask());
  };
}

function nameOf(path) {
  return path.split('/').at(-1);
}

function ended(host, push) {
  return until(`the end of ${push}`, async () => {
    const { status } = await host.api('GET', `/api/v1/stk-pushes/${push}`);
    return !['requested', 'accepted'].includes(status);
  });
}

/** Those who are in the middle of signing in. */
async function visitors(host, sample) {
  sample.atCode = new Visitor(host.address);
  await post(sample.atCode, '/sign-in', { contact: '0720345603', next: '' });
  sample.atSecondFactor = await atSecondFactor(host, STAFF.auditor);
  const newcomer = { name: 'Achieng Were', email: 'achieng@office.example.com', role: 'cashier' };
  await write(host, '/api/v1/staff', newcomer);
  sample.atEnrolment = await atSecondFactor(host, newcomer.email);
}

async function atSecondFactor(host, contact) {
  const visitor = new Visitor(host.address);
  const before = await host.newest();
  await post(visitor, '/staff/sign-in', { contact, next: '' });
  const code = await host.code(before, contact);
  await post(visitor, '/staff/sign-in/code', { code, next: '' });
  return visitor;
}

/** Posts a form and answers where it leads. */
async function post(visitor, path, fields) {
  const answer = await visitor.post(path, { once: crypto.randomUUID(), ...fields });
  if (answer.status !== 303) throw new Error(`POST ${path}: ${answer.status}\n${messages(answer.text)}`);
  return answer.headers.location.split('?')[0];
}

function messages(html) {
  return html.replace(/[^]*<main/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 600);
}

function write(host, path, body) {
  return host.api('POST', path, body, { 'idempotency-key': crypto.randomUUID() });
}

async function all(host, path, isLong = true) {
  const items = [];
  let cursor;
  do {
    const page = await host.api('GET', isLong ? `${path}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}` : path);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

function named(items, field, value) {
  const found = items.find((one) => one[field] === value);
  if (!found) throw new Error(`the sample has nothing with the ${field} ${value}`);
  return found;
}
