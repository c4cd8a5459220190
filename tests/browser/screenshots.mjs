// Takes the pictures of the six main pages: `cargo run --package tasks -- screenshots`.
//
// The clock begins at the same morning, the sample is always the same, and so is the week that is lived after it: a
// picture changes only when its page does, or the fonts of the machine.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import UPNG from 'upng-js';
import { CUSTOMERS, openBrowser, signInCustomer, signInStaff, startHost, until } from './harness/index.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../portal/pictures');
const CLOCK = '2026-11-19T09:00:00+03:00';
/** A week later. What the machine takes until then is less than half an hour. */
const PICTURED_AT = '2026-11-26T09:30:00+03:00';
/** Few enough to be small, enough for the edges of letters. */
const COLOURS = 32;
const BYTES_MAX = 60 * 1024;

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 960 };

/** Who has most to show on the page of what is overdue. */
const DEBTOR = '17330589';

/** Who pays by Pay Bill on each day of the week: at what time, which receipt, phone, name, account, shillings. */
const WEEK = [
  [
    ['0812', 'TKK4B7Q1XA', '254722345602', 'OTIENO', CUSTOMERS.otieno.account, 3500],
    ['1147', 'TKK8D2M5RC', '254745345607', 'NAFULA', '28173456', 2500],
    ['1530', 'TKK1F9T7ZE', '254729345605', 'FATUMA', CUSTOMERS.fatuma.account, 1500],
  ],
  [
    ['0905', 'TKL3G6W2YN', '254714345606', 'KIPRONO', '23618728', 9500],
    ['1622', 'TKL7H4P8QS', '254707345612', 'TUMAINI', '48651903', 12000],
  ],
  [['1040', 'TKM5J1V3BU', '254720345603', 'AKINYI', '14809267', 2500]],
  [],
  [
    ['0718', 'TKO2K8X6DW', '254701345611', 'GREENFIELD', '44170633', 15000],
    ['0931', 'TKO6L3R9FY', '254757345609', 'BAKARI', '39025876', 1500],
    ['1313', 'TKO9M5S4HJ', '254710345608', 'MUTUA', '31507296', 4000],
  ],
  [
    ['0859', 'TKP4N7C1KL', '254711345604', 'MWANGI', DEBTOR, 3000],
    ['1226', 'TKP8P2E5MN', '254745345607', 'NAFULA', '28173456', 1200],
    ['1745', 'TKP1Q6G9PR', '254712345601', 'WANJIKU', CUSTOMERS.wanjiku.account, 1000],
  ],
  [
    ['0641', 'TKQ3R9H2ST', '254714345606', 'KIPRONO', '23618728', 3000],
    ['0807', 'TKQ7S4J6UV', '254711345604', 'MWANGI', DEBTOR, 1500],
  ],
];

/** Of a phone the whole page, of a desk what fits on it. */
const PICTURES = [
  { name: 'home', size: PHONE, path: '/' },
  { name: 'pay', size: PHONE, show: asked },
  { name: 'calendar', size: PHONE, path: '/calendar' },
  { name: 'today', size: DESK, staff: true, path: '/staff' },
  { name: 'payments', size: DESK, staff: true, path: '/staff/payments' },
  { name: 'debtors', size: DESK, staff: true, show: ticked },
];

/** A prompt is on the customer's phone, and the page follows it. */
async function asked(page) {
  await page.goto('/pay');
  await page.getByRole('button', { name: 'Ask M-PESA for the payment' }).click();
  await page.waitForURL(/\/pay\/./);
  await page.locator('html[data-live=on]').waitFor();
}

/** Two charges are ticked, and their total is told. */
async function ticked(page) {
  await page.goto(`/staff/customers/${DEBTOR}/debts`);
  await page.locator('html[data-live=on]').waitFor();
  for (const box of (await page.getByRole('row').getByRole('checkbox').all()).slice(0, 2)) {
    await box.check();
  }
}

/** A plan of the customer's whose dates move, and a week of payments. */
async function live(host) {
  const router = {
    customer: CUSTOMERS.wanjiku.account,
    payee: { kind: 'us' },
    description: 'Router, in three parts',
    amount: '4500.00',
    notify_customer: false,
    schedule: {
      kind: 'manual',
      instalments: ['2026-11-30', '2026-12-12', '2026-12-27'].map((due_on) => ({ due_on, amount: '1500.00' })),
    },
  };
  await host.api('POST', '/api/v1/obligations', router, { 'idempotency-key': 'router' });
  for (const day of WEEK) {
    await host.advance('P1D');
    const date = (await host.now()).toISOString().slice(0, 10).replaceAll('-', '');
    for (const [time, receipt, phone, name, account, shillings] of day) {
      await host.hook('c2b/confirmation', {
        TransactionType: 'Pay Bill',
        TransID: receipt,
        TransTime: `${date}${time}00`,
        TransAmount: `${shillings}.00`,
        BusinessShortCode: host.shortCode,
        BillRefNumber: account,
        InvoiceNumber: '',
        OrgAccountBalance: '',
        ThirdPartyTransID: '',
        MSISDN: phone,
        FirstName: name,
        MiddleName: '',
        LastName: '',
      });
      await settled(host, receipt);
    }
  }
  const left = new Date(PICTURED_AT) - (await host.now());
  await host.advance(`PT${Math.ceil(left / 1000)}S`);
}

/** Waits until the payment has its owner and settled what it could, so that all are booked alike each time. */
function settled(host, receipt) {
  return until(`the end of ${receipt}`, async () => {
    const { items } = await host.api('GET', '/api/v1/payments?association=associated&limit=20');
    const payment = items.find((one) => one.receipt === receipt);
    if (!payment || payment.allocation_status === 'allocated') return payment;
    const balance = await host.api('GET', `/api/v1/customers/${payment.association.customer}/balance`);
    return balance.outstanding === '0.00';
  });
}

async function taken({ browser, host, session }, { size, path, show }) {
  const context = await browser.context({ host, session, width: size.width });
  const page = await context.newPage();
  await page.setViewportSize(size);
  await (show ? show(page) : page.goto(path));
  await page.mouse.move(0, 0);
  const png = await page.screenshot({ fullPage: size === PHONE, animations: 'disabled', caret: 'hide' });
  await context.close();
  return png;
}

/** The same picture with few colours. */
function small(png) {
  const image = UPNG.decode(png);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
}

const [host, browser] = await Promise.all([startHost({ clock: CLOCK }), openBrowser()]);
try {
  await live(host);
  const [customer, staff] = [await signInCustomer(host), await signInStaff(host)];
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of PICTURES) {
    const png = small(await taken({ browser, host, session: picture.staff ? staff : customer }, picture));
    if (png.length > BYTES_MAX) {
      throw new Error(`${picture.name}.png has ${png.length} bytes, more than ${BYTES_MAX}`);
    }
    writeFileSync(join(FOLDER, `${picture.name}.png`), png);
    console.log(`${picture.name.padEnd(10)} ${String(png.length).padStart(6)} bytes`);
  }
} finally {
  await browser.close();
  await host.stop();
}
