// The forms of settings and of transfers to institutions, in the form of `writes.mjs`.

const BOOKS = ['accountant', 'administrator'];
const HEAD = ['administrator'];

const REASON = 'The office decided it.';
const INSTITUTION = '/staff/institutions/ins_bab131505e0d0581d1673de479335f8d';
const TEXT = '/staff/settings/texts/payment_received/en/sms';

export const SETTINGS = [
  {
    route: '/staff/settings/holidays', may: BOOKS, to: () => '/staff/settings/holidays',
    fill: (world) => ({ date: world.gazetted, name: 'Day of rest', reason: REASON, step: 'confirmed' }),
  },
  {
    route: '/staff/settings/holidays/{date}/withdraw', may: BOOKS,
    to: (world) => `/staff/settings/holidays/${world.gazetted}/withdraw`, fill: { reason: REASON }, alone: true,
  },
  {
    route: '/staff/institutions/{id}/transfers/new', may: BOOKS, to: () => `${INSTITUTION}/transfers/new`,
    fill: (world) => ({ amount: '25', remitted_on: world.today, reference: 'TRF-1', confirmed: 'yes' }),
  },
  {
    route: '/staff/institutions/{id}/transfers/{number}/undo', may: BOOKS, to: () => `${INSTITUTION}/transfers/1/undo`,
    fill: { reason: REASON },
  },
  {
    route: '/staff/settings/integrations/{party}', may: HEAD, to: () => '/staff/settings/integrations/store',
    form: '/staff/settings/integrations',
  },
  {
    route: '/staff/settings/channels/{channel}/{switch}', may: HEAD, to: () => '/staff/settings/channels/sms/stop',
    fill: { reason: REASON },
  },
  {
    route: '/staff/settings/reminders', may: HEAD, to: () => '/staff/settings/reminders',
    fill: { remind_before_days: '5' },
  },
  {
    route: '/staff/settings/reminders/restore', may: HEAD, to: () => '/staff/settings/reminders/restore',
    form: '/staff/settings/reminders',
  },
  {
    route: '/staff/settings/texts/{message}/{language}/{channel}', may: HEAD, to: () => TEXT, button: 'save',
    fill: { action: 'save', body: 'We received {amount}, receipt {receipt}.' },
  },
  {
    route: '/staff/settings/texts/{message}/{language}/{channel}/restore', may: HEAD, to: () => `${TEXT}/restore`, form: TEXT,
  },
  {
    route: '/staff/settings/keys/new', may: HEAD, to: () => '/staff/settings/keys/new',
    fill: { name: 'Bookkeeping', role: 'auditor' }, done: 200,
  },
  {
    route: '/staff/settings/keys/{id}/revoke', may: HEAD, to: (world) => `/staff/settings/keys/${world.key}/revoke`,
    fill: { reason: REASON },
  },
  {
    route: '/staff/settings/staff/new', may: HEAD, to: () => '/staff/settings/staff/new',
    fill: { name: 'Joy Naliaka', email: 'joy@office.example.com', role: 'cashier' },
  },
  {
    route: '/staff/settings/staff/{id}/{change}', may: HEAD, to: (world) => `/staff/settings/staff/${world.member}/role`,
    fill: { role: 'administrator', reason: REASON },
  },
];

/** What they are about. */
export async function prepareSettings(api, day) {
  const { api_key: key } = await api('/api-keys', { method: 'POST', body: { name: 'Old till', role: 'cashier' } });
  const member = await api('/staff', {
    method: 'POST', body: { name: 'Peter Ouma', email: 'peter@office.example.com', role: 'cashier' },
  });
  return { key: key.id, member: member.id, gazetted: await day(31) };
}
