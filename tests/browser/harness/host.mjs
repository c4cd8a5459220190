// The one-machine host as a process of its own, with its sample, on a free port and in a folder of its own.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { form, request, until } from './http.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The program: `MALIPO_BINARY`, else what `cargo build` made. */
export function binary() {
  const given = process.env.MALIPO_BINARY ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'debug/malipo');
  if (!existsSync(given)) throw new Error(`${given} is missing: build it with \`cargo build --workspace\``);
  return given;
}

const READY_WITHIN_MS = 90_000;
const LOG_LINES_KEPT = 400;

/**
 * Starts a host and answers when it is ready. Without `clock` it goes by this fixed one, so that every run sees the
 * same days.
 * @param {{clock?: string|null, demo?: boolean, environment?: object}} options `clock: null` is the machine's.
 */
export async function startHost({ clock = '2026-12-07T09:00:00+03:00', demo = true, environment = {} } = {}) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'malipo-browser-'));
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].filter((name) => name in process.env);
  const env = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  const child = spawn(binary(), ['serve', '--port', '0', '--data', data, ...(demo ? [] : ['--no-demo'])], {
    env: { ...env, ...(clock ? { MALIPO_CLOCK: clock } : {}), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const host = new Host(child, data);
  process.once('SIGTERM', () => process.exit(143));
  process.once('exit', () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });
  try {
    await host.ready();
  } catch (error) {
    await host.stop();
    throw error;
  }
  return host;
}

export class Host {
  #child;
  #log = [];
  #ended;

  constructor(child, data) {
    this.#child = child;
    this.data = data;
    this.#ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => this.#note(text));
    }
  }

  #note(text) {
    this.#log.push(text);
    if (this.#log.length > LOG_LINES_KEPT) this.#log.splice(0, this.#log.length - LOG_LINES_KEPT);
  }

  /** The last of what the host said: to be shown when a test failed. */
  log() {
    return this.#log.join('');
  }

  async ready() {
    const isReady = until('the host', () => /^ready\s*$/m.test(this.log()), READY_WITHIN_MS);
    const ended = this.#ended.then((how) => { throw new Error(`the host ended (${how}):\n${this.log()}`); });
    ended.catch(() => {});
    await Promise.race([isReady, ended]);
    this.settings = JSON.parse(readFileSync(path.join(this.data, 'settings.json'), 'utf8'));
    const running = JSON.parse(readFileSync(path.join(this.data, 'running.json'), 'utf8'));
    this.shortCode = running.short_code;
    this.address = `http://127.0.0.1:${running.port}`;
  }

  /** Ends this very process and takes its folder away. */
  async stop() {
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
    await this.#ended;
    clearTimeout(late);
    rmSync(this.data, { recursive: true, force: true });
  }

  /** GET without cookies. */
  get(where, headers = {}) {
    return request(this.address, 'GET', where, { headers });
  }

  /** POST without cookies. An object is sent as JSON unless the headers name a form. */
  post(where, body = {}, headers = {}) {
    const type = headers['content-type'] ?? 'application/json';
    const isForm = type.includes('urlencoded');
    const sent = typeof body === 'string' ? body : isForm ? form(body) : JSON.stringify(body);
    return request(this.address, 'POST', where, { headers: { 'content-type': type, ...headers }, body: sent });
  }

  async #json(answer, what) {
    if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.text ? JSON.parse(answer.text) : undefined;
  }

  /** The API with the administrator's key: `api('POST', '/api/v1/customers', {…})`. */
  async api(method, where, body, headers = {}) {
    const all = { authorization: `Bearer ${this.settings.MALIPO_API_KEY}`, accept: 'application/json', ...headers };
    if (body !== undefined) all['content-type'] ??= 'application/json';
    const sent = body === undefined ? undefined : JSON.stringify(body);
    return this.#json(await request(this.address, method, where, { headers: all, body: sent }), `${method} ${where}`);
  }

  /** Moves the clock, as in `P1D` or `PT2M`; everything that falls due has run when this answers. */
  async advance(period) {
    return this.#json(await this.post('/dev/clock', { advance: period }), `advance ${period}`);
  }

  /** The host's time. */
  async now() {
    return new Date((await this.#json(await this.get('/dev/clock'), 'clock')).now);
  }

  /** What was sent, newest first: `{sequence, channel, to, subject, text, html, …}`. */
  async mailbox(limit = 100) {
    const answer = await this.get(`/dev/mailbox?limit=${limit}`, { accept: 'application/json' });
    return (await this.#json(answer, 'mailbox')).items;
  }

  /** The sequence of the newest message; to be asked before what sends one. */
  async newest() {
    return (await this.mailbox(1))[0]?.sequence ?? 0;
  }

  /** The first message after `sequence` that fits. */
  message(sequence, fits = () => true) {
    return until('a message', async () => (await this.mailbox()).reverse().find((one) => one.sequence > sequence && fits(one)));
  }

  /** The code of six digits that was sent to `contact` after `sequence`. */
  async code(sequence, contact) {
    const digits = /^(?:[^\n]*: )?(\d{6}) (?:is|ni) /;
    const to = (one) => !contact || one.to.some((it) => it.endsWith(contact.replace(/^0|\s/g, '')));
    const message = await this.message(sequence, (one) => to(one) && digits.test(one.text));
    return message.text.match(digits)[1];
  }

  /** What the authenticator of a member of the sample shows; each code works once. */
  async authenticator(email) {
    const shown = async () => {
      const all = await this.#json(await this.get('/dev/authenticator', { accept: 'application/json' }), 'authenticator');
      return all.find((one) => one.email === email);
    };
    const one = await shown();
    if (one?.code) return one.code;
    await this.advance('PT30S');
    return (await shown()).code;
  }

  /** What was done with the prompt that is (or soon will be) on a phone: `pay`, `wrong_pin`, `cancel`, `ignore`, `no_money`. */
  async answerPhone(msisdn, action, { pin } = {}) {
    return until(`a prompt on ${msisdn}`, async () => {
      const answer = await this.post(`/dev/phone/${msisdn}`, { action, ...(pin && { pin }) }, { accept: 'application/json' });
      if (answer.status === 409) return undefined;
      return this.#json(answer, `phone ${action}`);
    });
  }

  /** Pays by Pay Bill from a phone, as a person would; answers when M-PESA has it. */
  async payBill(msisdn, account, amount, name) {
    const body = { action: 'pay_bill', account, amount, ...(name && { name }) };
    return this.#json(await this.post(`/dev/phone/${msisdn}`, body, { accept: 'application/json' }), 'pay bill');
  }

  /** Posts a callback to a hook, as in `hook('c2b/confirmation', {…})`. */
  hook(name, body) {
    return this.post(`/hooks/${this.settings.MALIPO_HOOK_TOKEN}/${name}`, body);
  }
}
