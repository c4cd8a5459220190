// Loads a page in one browser and tells what is wrong with it.

import { attached } from '../harness/index.mjs';

/** Keeps one tab for each context, and what its pages complain about. */
export class Tab {
  static async open(context, origin) {
    const tab = new Tab();
    tab.origin = origin;
    tab.complaints = [];
    tab.page = await context.newPage();
    tab.page.on('console', (message) => {
      // A page that is not found, or refused, is said to be so here too.
      const isPageItself = message.text().includes('status of 40') && message.location().url === tab.asked;
      if (message.type() === 'error' && !isPageItself) tab.complaints.push(`console: ${message.text()}`);
    });
    tab.page.on('pageerror', (error) => tab.complaints.push(`error: ${error.message}`));
    tab.page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // What the page before asked for when it was left.
      if (reason !== 'net::ERR_ABORTED') tab.complaints.push(`failed: ${request.url()} ${reason}`);
    });
    tab.page.on('response', (response) => {
      const isPage = response.request().isNavigationRequest();
      if (response.status() >= 400 && !isPage) tab.complaints.push(`${response.status()}: ${response.url()}`);
    });
    return tab;
  }

  /** Loads the page of a row; answers what is wrong, as sentences. */
  async look(row, address, { language, script }) {
    this.complaints.length = 0;
    this.asked = new URL(address, this.origin).href;
    const answer = await this.page.goto(address, { waitUntil: 'load' });
    const wrong = [];
    if (answer.status() !== row.status) wrong.push(`status ${answer.status()}`);
    const notLive = script ? await attached(this.page) : undefined;
    if (notLive) wrong.push(notLive);
    const facts = await this.page.evaluate(measure, script);
    if (facts.lang !== language) wrong.push(`lang="${facts.lang}"`);
    if (facts.headings !== 1) wrong.push(`${facts.headings} h1`);
    if (facts.overflow > 0) wrong.push(`wider than the window by ${facts.overflow} px: ${facts.widest}`);
    if (facts.shift > 0) wrong.push(`layout shift of ${facts.shift}`);
    if (facts.encoded) wrong.push(`leads to ${facts.encoded}, which arrives as another path`);
    if (row.refreshes && !script && !facts.refreshes) wrong.push('does not refresh without a script');
    wrong.push(...(await this.missing(row, { language, script })));
    return [...wrong, ...this.complaints];
  }

  /** Turns the page that is shown from light to dark; answers what is wrong then. Nothing is loaded for that. */
  async lookInTheDark(script) {
    this.complaints.length = 0;
    const light = await this.page.evaluate(colours);
    await this.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const facts = await this.page.evaluate(measure, script);
    const dark = await this.page.evaluate(colours);
    const wrong = [];
    if (facts.overflow > 0) wrong.push(`wider than the window by ${facts.overflow} px: ${facts.widest}`);
    for (const name of Object.keys(light)) {
      if (light[name] === dark[name]) wrong.push(`${name} is ${dark[name]} in the dark too`);
    }
    return [...wrong, ...this.complaints];
  }

  /** What is in the table and not on the page, by role and name, as those find it who hear the page. */
  async missing(row, { language, script }) {
    const heard = parse(await this.page.getByRole('main').ariaSnapshot());
    const wanted = row.found.filter((one) => script || !one.live);
    const isFound = ({ role, name }, index) => heard.some((one) => one.role === role
      && (typeof name[language] === 'string' ? one.name === name[language] : name[language].test(one.name))
      && (index > 0 || role !== 'heading' || one.level === 1));
    return wanted.filter((one, index) => !isFound(one, index)).map(({ role, name }) => `no ${role} “${name[language]}”`);
  }
}

/** Roles and names of a snapshot, one of them on each line: `- heading "Pay" [level=1]`. */
export function parse(snapshot) {
  const line = /^\s*- ('?)(\w+) "((?:[^"\\]|\\.)*)"(?:.*?\[level=(\d)\])?/gm;
  return [...snapshot.matchAll(line)].map(([, quoted, role, written, level]) => {
    const name = JSON.parse(`"${quoted ? written.replaceAll("''", "'") : written}"`);
    return { role, name, level: Number(level) };
  });
}

/** Runs in the page. */
function colours() {
  const { color, backgroundColor } = getComputedStyle(document.documentElement);
  return { text: color, background: backgroundColor };
}

/** Runs in the page. */
async function measure(script) {
  const root = document.documentElement;
  const overflow = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  const outside = (one) => one.getBoundingClientRect().right > root.clientWidth + 1;
  const isContained = (one) => one && one !== root && (getComputedStyle(one).overflowX !== 'visible' || isContained(one.parentElement));
  const all = overflow > 0 ? [...document.querySelectorAll('main *, header *, footer *')] : [];
  const culprit = all.filter((one) => outside(one) && !isContained(one.parentElement)).at(-1);
  const shift = !script ? 0 : await new Promise((resolve) => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    // Entries of frames that were drawn are there after the next one.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      resolve(observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0));
    }));
  });
  return {
    lang: root.lang,
    headings: document.querySelectorAll('h1').length,
    overflow,
    widest: culprit?.outerHTML.slice(0, 120),
    shift,
    // API Gateway decodes a path before a function sees it, so none may need that.
    encoded: [...document.links].find((link) => link.origin === location.origin && link.pathname.includes('%'))?.pathname,
    refreshes: Boolean(document.querySelector('meta[http-equiv=refresh]')),
  };
}
