// Everything that a form could change, as the API tells it: what is due in messages is left out, as that goes on by
// itself, and so do pushes.
import { api, day } from './records.mjs';

const LISTS = [
  '/customers?limit=10', '/payments?limit=10', '/obligations?limit=10', '/parked', '/receipt-claims', '/holidays', '/settings',
  '/staff', '/api-keys', '/message-texts', '/channels', '/institutions',
];

/** The newest of each list, among which is all that the tests write about, and what was done today. */
export async function stateOf(host) {
  const today = await day(host);
  const lists = [...LISTS, `/audit?from=${today}&to=${today}`];
  return new Map(await Promise.all(lists.map(async (list) => [list, JSON.stringify(await api(host, list))])));
}

/** The lists that are not as they were. */
export function changed(before, after) {
  return [...before.keys()].filter((list) => before.get(list) !== after.get(list));
}
