// Chromium, one for each test file; a context for each width, colour scheme, language and person.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The widths that pages are looked at in, with heights that go with them. */
export const SIZES = { 360: 740, 1280: 860 };

/** Where Chromium is: `MALIPO_CHROMIUM`, else the usual places. */
export function chromiumPath() {
  const given = process.env.MALIPO_CHROMIUM;
  const found = given ?? PLACES.find((place) => existsSync(place));
  if (!found) throw new Error('there is no Chromium: `apt-get install chromium`, or name one in MALIPO_CHROMIUM');
  return found;
}

/** Starts Chromium. Close it with `close()`. */
export async function openBrowser() {
  const args = ['--disable-gpu', '--disable-dev-shm-usage', '--force-prefers-reduced-motion'];
  // As root, Chromium has no sandbox to go into.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const browser = await chromium.launch({ executablePath: chromiumPath(), args });
  return new Browser(browser);
}

/** Waits until a page's live elements are attached, if it has any; answers what is wrong with them, if anything is. */
export async function attached(page) {
  const hasScript = await page.evaluate(() => document.scripts.length > 0);
  if (!hasScript) return undefined;
  try {
    await page.waitForFunction(() => document.documentElement.dataset.live);
  } catch {
    return 'the live elements are not attached';
  }
  const live = await page.evaluate(() => document.documentElement.dataset.live);
  return live === 'on' ? undefined : `live elements: ${live}`;
}

export class Browser {
  constructor(playwright) {
    this.playwright = playwright;
  }

  /**
   * A context of its own.
   * @param {{host: object, session?: object, width?: number, scheme?: 'light'|'dark', language?: 'en'|'sw',
   *   script?: boolean}} wish `session` is a visitor of `sessions.mjs`.
   */
  async context({ host, session, width = 1280, scheme = 'light', language = 'en', script = true }) {
    const state = session ? session.storageState() : { cookies: [], origins: [] };
    const { hostname } = new URL(host.address);
    const lang = { name: 'lang', value: language, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    const cookies = [...state.cookies.filter((cookie) => cookie.name !== 'lang'), lang];
    const context = await this.playwright.newContext({
      baseURL: host.address,
      viewport: { width, height: SIZES[width] ?? 860 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      javaScriptEnabled: script,
      locale: language === 'sw' ? 'sw-KE' : 'en-KE',
      timezoneId: 'Africa/Nairobi',
      storageState: { cookies, origins: [] },
    });
    context.setDefaultTimeout(30_000);
    return context;
  }

  close() {
    return this.playwright.close();
  }
}
