// One row of the table of pages.

/**
 * @param {string} route the address as the server's router writes it.
 * @param {string} who whose session: `anyone`, `customer`, `otieno`, a role of staff, or a visitor of the sample.
 * @param {string|function} at the address, or what makes it of the sample, at once or in a while.
 * @param {Array} found what is found by role and name: role, name in English, name in Kiswahili. The first is the
 *   h1; one with `{ live: true }` is of use, and there, only with a script.
 * @param {{status?: number, refreshes?: boolean, refused?: string[]}} more `refreshes`: without a script the page loads itself
 *   again; `refused`: the roles of staff that are told they may not.
 */
export function page(route, who, at, found, more = {}) {
  return {
    route,
    who,
    at: typeof at === 'function' ? at : () => at,
    title: `${typeof at === 'function' ? route : at} for ${who}`,
    found: found.map(([role, en, sw, more]) => ({ role, name: { en, sw }, ...more })),
    status: 200,
    refreshes: false,
    refused: [],
    ...more,
  };
}
