// What a test needs to be there, written by the API and by the callback address.

let receipts = 0;

/** The API under its base, with the administrator's key. */
export function api(host, path, { method = 'GET', body } = {}) {
  const headers = method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() };
  return host.api(method, `/api/v1${path}`, body, headers);
}

/** Every page of a list of the API. */
export async function all(host, path) {
  const items = [];
  let cursor = '';
  do {
    const joint = path.includes('?') ? '&' : '?';
    const page = await api(host, `${path}${cursor && `${joint}cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next ?? '';
  } while (cursor);
  return items;
}

/** A receipt that nobody has. */
export function newReceipt() {
  receipts += 1;
  return `UK${String(receipts).padStart(2, '0')}Q4H7ZX`;
}

/** M-PESA reports a payment by Pay Bill. */
export async function confirmed(host, { reference, amount, name = 'JOHN', receipt = newReceipt(), phone = '2547 ***** 999' }) {
  const answer = await host.hook('c2b/confirmation', {
    TransactionType: 'Pay Bill', TransID: receipt, TransTime: await transactionTime(host),
    TransAmount: String(amount), BusinessShortCode: host.shortCode, BillRefNumber: reference,
    InvoiceNumber: '', OrgAccountBalance: '', ThirdPartyTransID: '', MSISDN: phone,
    FirstName: name, MiddleName: '', LastName: '',
  });
  if (answer.status !== 200) throw new Error(`the callback address answers ${answer.status}`);
  return receipt;
}

/** The same, and answers the payment as it is once the queues are empty, which moving the clock waits for. */
export async function paid(host, report) {
  const receipt = await confirmed(host, report);
  await host.advance('PT1S');
  return payment(host, receipt);
}

/** The payment with this receipt. */
export async function payment(host, receipt) {
  const { items } = await api(host, '/payments?limit=50');
  const found = items.find((one) => one.receipt === receipt);
  return found && api(host, `/payments/${found.id}`);
}

/** The host's time as M-PESA writes it: in Nairobi, digits only. */
export async function transactionTime(host) {
  return nairobi(await host.now()).replace(/\D/g, '').slice(0, 14);
}

/** The day in Nairobi, so many days from today. */
export async function day(host, days = 0) {
  const now = await host.now();
  return nairobi(new Date(now.getTime() + days * 86_400_000)).slice(0, 10);
}

function nairobi(instant) {
  return new Date(instant.getTime() + 3 * 3_600_000).toISOString();
}

export function newCustomer(host, customer) {
  return api(host, '/customers', { method: 'POST', body: { language: 'en', ...customer } });
}

export function newObligation(host, obligation) {
  const usual = { payee: { kind: 'us' }, notify_customer: false };
  return api(host, '/obligations', { method: 'POST', body: { ...usual, ...obligation } });
}
