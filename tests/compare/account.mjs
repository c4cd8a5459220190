// A customer with a long account, made through the API.

export const PHONE = '0722618033';

const NAME = 'Greenfield Wholesalers Ltd';
const PLACES = ['Kilimani', 'South B', 'Umoja', 'Eastleigh', 'Kahawa West', 'Langata', 'Syokimau'];

/** Writes the customer with so many movements, charges and payments in turn; answers the account number. */
export async function write(host, movements, dueOn) {
  const create = (path, key, body) => host.api('POST', path, body, { 'idempotency-key': `compare-${key}` });
  const person = { name: NAME, phones: [PHONE], emails: [], language: 'en' };
  const { account_number: customer } = await create('/api/v1/customers', 'customer', person);
  for (let number = 0; number < movements; number += 2) {
    const flat = number / 2 + 1;
    const shillings = 1500 + ((number * 37) % 90) * 50;
    await create('/api/v1/obligations', `charge-${flat}`, {
      customer,
      payee: { kind: 'us' },
      description: `Home internet ${5 + (flat % 4) * 5} Mbps, ${PLACES[flat % PLACES.length]}, flat ${flat}`,
      amount: `${shillings}.00`,
      notify_customer: false,
      schedule: { kind: 'one_off', due_on: dueOn },
    });
    await create('/api/v1/payments', `payment-${flat}`, {
      customer,
      amount: `${shillings - 50}.00`,
      method: 'cash',
      settle: { kind: 'none' },
    });
  }
  return customer;
}
