// Every page there is. Whoever adds a page adds its row here; a test compares the table with the server's routes.

import { CUSTOMERS, signInCustomer, signInStaff } from './harness/index.mjs';
import { CUSTOMER } from './pages/customer.mjs';
import { PUBLIC } from './pages/public.mjs';
import { STAFF_CUSTOMERS } from './pages/staff-customers.mjs';
import { STAFF_OBLIGATIONS } from './pages/staff-obligations.mjs';
import { STAFF_OFFICE } from './pages/staff-office.mjs';
import { STAFF_PAYMENTS } from './pages/staff-payments.mjs';
import { STAFF_SETTINGS } from './pages/staff-settings.mjs';
import { STAFF_WAITING } from './pages/staff-waiting.mjs';

export { prepare } from './pages/sample.mjs';

/** All pages. */
export const PAGES = [
  ...PUBLIC,
  ...CUSTOMER,
  ...STAFF_OFFICE,
  ...STAFF_PAYMENTS,
  ...STAFF_CUSTOMERS,
  ...STAFF_OBLIGATIONS,
  ...STAFF_WAITING,
  ...STAFF_SETTINGS,
];

/** Addresses that answer no page: what they are, and where they are. */
export const FILES = [
  { route: '/payments/{number}/receipt.pdf', who: 'customer', at: () => '/payments/4/receipt.pdf', type: 'application/pdf' },
  { route: '/statement.pdf', who: 'customer', at: () => '/statement.pdf', type: 'application/pdf' },
  { route: '/statement.csv', who: 'customer', at: () => '/statement.csv', type: 'text/csv' },
  { route: '/pay/{push}/state', who: 'customer', at: (s) => `/pay/${s.paidPush}/state`, headers: { 'x-fragment': 'state' }, type: 'text/html' },
  { route: '/staff/customers/{account}/statement.pdf', who: 'administrator', at: (s) => `/staff/customers/${s.own}/statement.pdf`, type: 'application/pdf' },
  { route: '/staff/customers/{account}/statement.csv', who: 'administrator', at: (s) => `/staff/customers/${s.own}/statement.csv`, type: 'text/csv' },
  { route: '/staff/audit.csv', who: 'administrator', at: () => '/staff/audit.csv', type: 'text/csv' },
  { route: '/staff/institutions/{id}/transfers.csv', who: 'administrator', at: (s) => `/staff/institutions/${s.institution}/transfers.csv`, type: 'text/csv' },
];

/** The session that a row asks for; nothing for anyone. */
export function sessionOf(host, sample, who) {
  if (who === 'anyone') return undefined;
  if (who === 'customer') return signInCustomer(host);
  if (who in CUSTOMERS) return signInCustomer(host, CUSTOMERS[who].phone);
  return sample[who] ?? signInStaff(host, who);
}
