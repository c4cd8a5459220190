// How soon the largest part of a page can be read on a bad network, and whether anything moves afterwards.

/**
 * Lighthouse's "slow 3G" in terms of the DevTools protocol: 400 kbit/s each way, 400 ms from a request to its answer.
 * What opening a connection takes is not in it, since the protocol slows requests and not connections.
 */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Milliseconds until the largest part is painted, the sum of all shifts, and what was loaded, with a cold cache. */
export async function readable({ browser, host, session, width, path }) {
  const context = await browser.context({ host, session, width });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.emulateNetworkConditions', SLOW_3G);
  await page.addInitScript(observe);
  await page.goto(path, { waitUntil: 'load', timeout: 60_000 });
  if (await page.locator('script[src]').count()) {
    await page.locator('html[data-live=on]').waitFor({ timeout: 60_000 });
  }
  // A busy machine tells of what was painted some time after it was.
  await page.waitForFunction(() => window.seen.largest > 0);
  const seen = await page.evaluate(settled);
  await context.close();
  return seen;
}

function observe() {
  window.seen = { largest: 0, shifts: 0 };
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => { window.seen.largest = entry.startTime; });
  watch('layout-shift', (entry) => { window.seen.shifts += entry.value; });
}

/** What was seen once two more frames were painted. */
function settled() {
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname);
  const after = (frames) => new Promise((resolve) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve({ ...window.seen, loaded }));
    next(frames);
  });
  return after(2);
}
