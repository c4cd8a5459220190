// Requests below the browser: exact headers, no redirects followed, bytes as they come.

import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/**
 * One request. `body` is text or bytes.
 * @returns {Promise<{status: number, headers: object, setCookies: string[], bytes: Buffer, text: string}>}
 */
export function request(address, method, path, { headers = {}, body } = {}) {
  const to = new URL(path, address);
  return new Promise((resolve, reject) => {
    const asked = http.request(to, { method, headers, agent }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          setCookies: answer.headers['set-cookie'] ?? [],
          bytes,
          text: bytes.toString('utf8'),
        });
      });
    });
    asked.setTimeout(30_000, () => asked.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Fields as a form sends them; values that are arrays are sent several times. */
export function form(fields) {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
  return new URLSearchParams(pairs).toString();
}

/** A browser without a screen: keeps cookies, sends forms from a page of the portal. */
export class Visitor {
  /** `cookies` are those of somebody who came before. */
  constructor(address, cookies = {}) {
    this.address = address;
    this.cookies = { ...cookies };
  }

  /** Another visitor with the same cookies. */
  copy() {
    return new Visitor(this.address, this.cookies);
  }

  async ask(method, path, { headers = {}, body } = {}) {
    const cookie = Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...(cookie && { cookie }), ...headers };
    const answer = await request(this.address, method, path, { headers: all, body });
    for (const set of answer.setCookies) this.keep(set);
    return answer;
  }

  keep(set) {
    const [pair, ...attributes] = set.split(';');
    const cut = pair.indexOf('=');
    const [name, value] = [pair.slice(0, cut).trim(), pair.slice(cut + 1)];
    if (attributes.some((one) => /^\s*max-age=0$/i.test(one))) delete this.cookies[name];
    else this.cookies[name] = value;
  }

  get(path, headers = {}) {
    return this.ask('GET', path, { headers });
  }

  /** Posts a form as a page of the portal does; headers that are given go before, `undefined` leaves one out. */
  post(path, fields = {}, headers = {}) {
    const all = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      origin: new URL(this.address).origin,
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return this.ask('POST', path, { headers: sent, body: form(fields) });
  }

  /** What Playwright's `storageState` takes. */
  storageState() {
    const { hostname } = new URL(this.address);
    const cookies = Object.entries(this.cookies).map(([name, value]) => ({
      name,
      value,
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: name.startsWith('__Host-'),
      sameSite: 'Lax',
    }));
    return { cookies, origins: [] };
  }
}

/** Waits until `look` answers something, looking again as often as the machine lets it; no test sleeps. */
export async function until(what, look, withinMs = 30_000) {
  const end = performance.now() + withinMs;
  let last;
  while (performance.now() < end) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ''}`);
}
