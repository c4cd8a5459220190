// Who signs in: once for each person and host, below the browser, so that pages do not wait for it.

import { Visitor } from './http.mjs';

/** The staff of the sample, by role. */
export const STAFF = {
  administrator: 'grace@office.example.com',
  accountant: 'daniel@office.example.com',
  cashier: 'mercy@office.example.com',
  auditor: 'hassan@office.example.com',
};

/** Customers of the sample: the one whom most pages are shown for, one who reads Kiswahili, and somebody else. */
export const CUSTOMERS = {
  wanjiku: { phone: '0712345601', account: '10000012' },
  otieno: { phone: '0722345602', account: '12744309' },
  fatuma: { phone: '0729345605', account: '20956149' },
};

const remembered = new WeakMap();

function once(host, key, make) {
  if (!remembered.has(host)) remembered.set(host, new Map());
  const all = remembered.get(host);
  if (!all.has(key)) all.set(key, make());
  return all.get(key);
}

/**
 * A visitor who is signed in as the customer with this phone; `again` makes another session instead of the kept one.
 * For a page: `browser.context({session: await signInCustomer(host, phone)})`.
 */
export function signInCustomer(host, phone = CUSTOMERS.wanjiku.phone, { again = false } = {}) {
  const enter = async () => {
    const visitor = new Visitor(host.address);
    await sendCode(host, visitor, '/sign-in', phone);
    if (!visitor.cookies['__Host-customer']) throw new Error(`${phone} is not signed in`);
    return visitor;
  };
  return again ? enter() : once(host, phone, enter);
}

/** A visitor who is signed in as a member of staff: a role of the sample, or an address. */
export function signInStaff(host, member = 'administrator', { again = false } = {}) {
  const email = STAFF[member] ?? member;
  const enter = async () => {
    const visitor = new Visitor(host.address);
    await sendCode(host, visitor, '/staff/sign-in', email);
    const code = await host.authenticator(email);
    const answer = await visitor.post('/staff/sign-in/second-factor', { code });
    if (!visitor.cookies['__Host-staff']) throw new Error(`${email} is not signed in: ${answer.status}`);
    return visitor;
  };
  return again ? enter() : once(host, email, enter);
}

async function sendCode(host, visitor, entrance, contact) {
  const before = await host.newest();
  const asked = await visitor.post(entrance, { contact, next: '' });
  if (asked.status !== 303) throw new Error(`${entrance}: ${asked.status}`);
  const code = await host.code(before, contact);
  const entered = await visitor.post(`${entrance}/code`, { code, next: '' });
  if (entered.status !== 303) throw new Error(`${entrance}/code: ${entered.status}`);
}

/** Signs in by hand, on the pages themselves. */
export async function signInOnPage(page, host, phone = CUSTOMERS.wanjiku.phone) {
  const before = await host.newest();
  await page.goto(`${host.address}/sign-in?lang=en`);
  await page.getByLabel('Your phone number or e-mail').fill(phone);
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await page.getByLabel('Code of six digits').fill(await host.code(before, phone));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${host.address}/`);
}
