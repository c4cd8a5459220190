// What a test needs. The documentation stands beside each function.
//
//   import { world } from './harness/index.mjs';
//   const { host, browser } = world();           // in a test file: starts before its tests, ends after them
//   const session = await signInCustomer(host());
//   const context = await browser().context({ host: host(), session, width: 360 });

import { after, afterEach, before } from 'node:test';
import { openBrowser } from './browser.mjs';
import { startHost } from './host.mjs';

export { SIZES, attached, openBrowser } from './browser.mjs';
export { startHost } from './host.mjs';
export { form, request, until, Visitor } from './http.mjs';
export { CUSTOMERS, STAFF, signInCustomer, signInOnPage, signInStaff } from './sessions.mjs';

/**
 * One host and one Chromium for the tests of a file. When a test fails, the end of the host's log is shown.
 * `prepare(host)` runs once before the tests.
 */
export function world({ prepare, browser: wantsBrowser = true, ...options } = {}) {
  const made = {};
  let failed = false;
  before(async () => {
    [made.host, made.browser] = await Promise.all([startHost(options), wantsBrowser ? openBrowser() : undefined]);
    await prepare?.(made.host);
  }, { timeout: 180_000 });
  afterEach((test) => {
    failed ||= test?.passed === false || Boolean(test?.error);
  });
  after(async () => {
    if (failed && made.host) console.error(`--- the host said last:\n${made.host.log()}`);
    await made.browser?.close();
    await made.host?.stop();
  });
  return { host: () => made.host, browser: () => made.browser };
}

// The whole run may end at this time, in milliseconds since 1970: then so does every file, with what it started.
const end = Number(process.env.MALIPO_TESTS_UNTIL ?? 0);
if (end > 0) {
  const late = () => {
    console.error('the tests took longer than they may');
    process.exit(1);
  };
  setTimeout(late, Math.max(0, end - Date.now())).unref();
}
