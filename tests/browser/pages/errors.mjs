// Forms, each filled in wrongly in a way that only the server finds.

const form = (title, who, at, button, fill) => ({ title, who, at: typeof at === 'function' ? at : () => at, button, fill });

const write = (...values) => async (page) => {
  for (const [label, value] of values) await page.getByLabel(label, { exact: true }).fill(value);
};

export const ERRORS = [
  form('signing in', 'anyone', '/sign-in', 'Send me the code', write(['Your phone number or e-mail address', 'nobody'])),
  form('the code', 'atCode', '/sign-in/code', 'Sign in', write(['Code of six digits', '12'])),
  form('signing in to work', 'anyone', '/staff/sign-in', 'Send me the code'),
  form('the authenticator', 'atSecondFactor', '/staff/sign-in/second-factor', 'Sign in', write(['Code that the authenticator shows', '12'])),
  form('paying', 'customer', '/pay', 'Ask M-PESA for the payment', write(['Another amount in shillings', 'a lot'])),
  form('a payment that is missing', 'customer', '/missing-payment', 'Look for my payment', write(['The M-PESA code, or the whole message', 'hello'])),
  form('making a payment', 'administrator', '/staff/payments/new', 'See what would happen'),
  form('associating', 'administrator', (s) => `/staff/payments/${s.unassociated}/associate`, 'See what would happen', write(['Account number', '123'])),
  form('disassociating', 'administrator', (s) => `/staff/payments/${s.payment}/disassociate`, 'Disassociate this payment'),
  form('a new customer', 'administrator', '/staff/customers/new', 'Create customer', write(['Phone numbers', 'none'])),
  form('changing a customer', 'administrator', (s) => `/staff/customers/${s.own}/edit`, 'Save changes', write(['Name', ''])),
  form('asking to pay', 'administrator', (s) => `/staff/customers/${s.own}/ask`, 'Ask M-PESA', write(['Amount', 'much'])),
  form('a new obligation', 'administrator', '/staff/obligations/new', 'Preview'),
  form('describing an obligation', 'administrator', (s) => `/staff/obligations/${s.obligation}/edit`, 'Save changes', write(['What it is for', ''])),
  form('an instalment', 'administrator', (s) => `/staff/obligations/${s.obligation}/instalments/1`, 'See what follows', write(['Amount', 'x'])),
  form('cancelling an obligation', 'administrator', (s) => `/staff/obligations/${s.obligation}/cancel`, 'Cancel what is unpaid'),
  form('closing a quoted receipt', 'administrator', (s) => `/staff/waiting/claims/${s.staffClaim}`, 'Close this quoted receipt'),
  form('putting a callback aside', 'administrator', (s) => `/staff/waiting/parked/${s.parked}`, 'Put this callback aside'),
  form('somebody new', 'administrator', '/staff/settings/staff/new', 'Add to the staff'),
  form('a new key', 'administrator', '/staff/settings/keys/new', 'Issue key'),
  form('a gazetted day', 'administrator', '/staff/settings/holidays', 'See what follows'),
  form('reminders', 'administrator', '/staff/settings/reminders', 'Save reminders', write(['Days before the due date', 'soon'])),
  form('the text of a message', 'administrator', '/staff/settings/texts/payment_received/en/sms', 'Save text', write(['Text', '{nothing}'])),
  form('a transfer', 'administrator', (s) => `/staff/institutions/${s.institution}/transfers/new`, 'See what will happen'),
];
