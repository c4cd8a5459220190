// Adds to the sample until pages are as full as they become: a customer of long standing, and first pages of staff with
// as many rows as they show.

import { CUSTOMERS } from '../harness/index.mjs';

const OBLIGATIONS = 24;
const PAYMENTS = 100;
const NEIGHBOURS = 40;

const SERVICES = ['Home internet 10 Mbps, Kilimani', 'Static address', 'Router rental', 'Set-top box', 'Home telephone'];
const NAMES = ['Wambui Kariuki', 'Ochieng Were', 'Chebet Koech', 'Halima Abdi', 'Mumo Kilonzo', 'Naliaka Barasa', 'Kamande Irungu', 'Adhiambo Okoth'];

/** Writes all of it through the API. */
export async function fill(host) {
  const create = (path, body) => host.api('POST', path, body, { 'idempotency-key': crypto.randomUUID() });
  const own = [];
  for (let number = 0; number < OBLIGATIONS; number += 1) {
    const { id } = await create('/api/v1/obligations', {
      customer: CUSTOMERS.wanjiku.account,
      payee: number % 6 === 5 ? { kind: 'institution', name: 'Tumaini Academy' } : { kind: 'us' },
      description: `${SERVICES[number % SERVICES.length]}, contract ${2024 + (number % 3)}-${100 + number}`,
      amount: '3600.00',
      notify_customer: false,
      schedule: { kind: 'automatic', first_on: `2026-12-${String(9 + (number % 20)).padStart(2, '0')}`, instalment_amount: '1200.00', count: 3 },
    });
    own.push(id);
  }
  for (let number = 0; number < PAYMENTS; number += 1) {
    await create('/api/v1/payments', {
      customer: CUSTOMERS.wanjiku.account,
      amount: `${300 + ((number * 37) % 90) * 10}.00`,
      method: ['cash', 'bank', 'cheque'][number % 3],
      reference: `SLIP-${4000 + number}`,
      // What the sample owes stays as it is: pages of it are opened.
      settle: number % 4 === 0 ? { kind: 'none' } : { kind: 'chosen', obligations: [own[number % own.length]] },
    });
  }
  await Promise.all(Array.from({ length: NEIGHBOURS }, (_, number) => neighbour(create, number)));
}

/** Another customer, with one charge. */
async function neighbour(create, number) {
  const { account_number: customer } = await create('/api/v1/customers', {
    name: `${NAMES[number % NAMES.length]} ${number + 1}`,
    phones: [`0718${String(400_000 + number * 113)}`],
    emails: [`neighbour${number}@example.com`],
    language: number % 2 ? 'sw' : 'en',
  });
  await create('/api/v1/obligations', {
    customer,
    payee: { kind: 'us' },
    description: 'Home internet 5 Mbps, this month',
    amount: '1500.00',
    notify_customer: false,
    schedule: { kind: 'one_off', due_on: `2026-12-${String(8 + (number % 20)).padStart(2, '0')}` },
  });
}
