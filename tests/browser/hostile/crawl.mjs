// Follows every link of a visitor's pages, by GET and without a browser.
import { attributes } from './forms.mjs';

const IDS = /(?<=\/)(?:[a-z]{3}_[\w-]+|\d[\d-]*)(?=\/|\.|$)/g;

/** The answers by address, as they were found. Of addresses that differ in their ids only, so many are opened. */
export async function crawl(visitor, starts, ofAKind = 3) {
  const answers = new Map();
  const kinds = new Map();
  const waiting = [...starts];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const kind = kindOf(path);
    const seen = kinds.get(kind) ?? 0;
    if (answers.has(path) || seen >= ofAKind) continue;
    kinds.set(kind, seen + 1);
    const answer = await visitor.get(path);
    answers.set(path, answer);
    if (answer.headers['content-type']?.startsWith('text/html')) waiting.push(...linksOf(answer.text, path));
  }
  return answers;
}

/** The address with its ids left out. */
export function kindOf(path) {
  const [where, query = ''] = path.split('?');
  const names = [...new URLSearchParams(query).keys()].sort().join('&');
  return `${where.replace(IDS, '…')}${names && `?${names}`}`;
}

function linksOf(html, base) {
  const hrefs = [...html.matchAll(/<a\b((?:"[^"]*"|[^">])*)>/g)].map(([, head]) => attributes(head).href ?? '');
  const here = new URL(base, 'http://here');
  const links = hrefs.map((href) => new URL(href, here)).filter((link) => link.origin === here.origin);
  const paths = links.filter((link) => !link.searchParams.has('lang')).map((link) => link.pathname + link.search);
  return paths.filter((path) => !path.startsWith('/dev') && !path.startsWith('/api'));
}
