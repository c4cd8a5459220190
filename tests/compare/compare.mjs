// A page of 1,000 rows: our server against a plain Node server that writes the same HTML, in one run.
//
//   cargo run --package tasks -- compare-page
//
// The page is the statement that a customer sees, in the very same bytes. It is compared twice: with the rows in the
// memory of both, which is what writing and sending a page costs; and as customers get it, where each request reads its
// rows from the store, ours with a session, Node's by our API with a key. A third figure there is Node's best case: rows
// in memory all the while, against ours that reads them each time. All are asked by the same program, in turns, over
// connections that stay open.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { binary, startHost } from '../browser/harness/host.mjs';
import { request } from '../browser/harness/http.mjs';
import { signInCustomer } from '../browser/harness/sessions.mjs';
import { PHONE, write } from './account.mjs';
import { load } from './load.mjs';
import { read } from './template.mjs';

const ROWS = 1000;
const CONNECTIONS = 25;
const ROUNDS = 3;
/** How long a server is asked before it is measured, and in each round. */
const WARM_UP_MS = 2_000;
const MEASURED_MS = 4_000;

const DUE_ON = '2026-12-21';
/** Everything is booked on the day of the host's clock, which is in it. */
const PERIOD = 'from=2026-12-01&to=2026-12-31';
/** Headers that belong to one answer or connection. */
const NOT_COPIED = ['date', 'connection', 'keep-alive', 'content-length', 'set-cookie'];

const PLAIN = join(dirname(fileURLToPath(import.meta.url)), 'plain.mjs');

const folder = mkdtempSync(join(tmpdir(), 'malipo-compare-'));
const ends = [() => rmSync(folder, { recursive: true })];
try {
  await fromMemory();
  await fromTheStore();
} finally {
  for (const end of ends.reverse()) {
    await end();
  }
}

/** The page with its rows in memory, on both sides. */
async function fromMemory() {
  const child = spawn(binary(), ['page', '--rows', String(ROWS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(() => child.kill());
  const ours = { name: 'ours', address: (await said(child)).trim(), path: '/statement', headers: {} };
  const page = await captured(ours);
  const theirs = await plain('Node, template strings', page);
  await compared('Rows in memory', page, [ours, theirs]);
}

/** The page as customers get it. Node has the rows from the same store: from our API, with a key instead of a session. */
async function fromTheStore() {
  const host = await startHost({ environment: { MALIPO_LOG: 'warn' } });
  ends.push(() => host.stop());
  const account = await write(host, ROWS, DUE_ON);
  const { cookies } = await signInCustomer(host, PHONE);
  const cookie = Object.entries(cookies).map((pair) => pair.join('=')).join('; ');
  const ours = { name: 'ours', address: host.address, path: `/statement?${PERIOD}`, headers: { cookie } };
  const page = await captured(ours);
  const source = {
    address: host.address,
    path: `/api/v1/customers/${account}/statement?${PERIOD}`,
    headers: { authorization: `Bearer ${host.settings.MALIPO_API_KEY}` },
  };
  const theirs = await plain('Node, template strings', page, source);
  const ahead = await plain('Node, rows in memory all the while', page);
  await compared('Rows from the store, for each request', page, [ours, theirs, ahead]);
}

/** The page as it is, in pieces, and the headers that Node shall send too. */
async function captured({ address, path, headers }) {
  const answer = await request(address, 'GET', path, { headers });
  if (answer.status !== 200) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  const sent = Object.entries(answer.headers).filter(([name]) => !NOT_COPIED.includes(name));
  return { html: answer.text, bytes: answer.bytes.length, headers: Object.fromEntries(sent), ...read(answer.text) };
}

/** Starts a plain server, and sees that it writes the very same bytes. */
async function plain(name, { html, ...page }, source) {
  const file = join(folder, `${ends.length}.json`);
  writeFileSync(file, JSON.stringify({ ...page, source }));
  const child = spawn(process.execPath, [PLAIN, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(() => child.kill());
  const address = `http://127.0.0.1:${await said(child)}`.trim();
  const answer = await request(address, 'GET', '/');
  if (answer.text !== html) {
    throw new Error(`${name} does not write the same page`);
  }
  return { name, address, path: '/', headers: {} };
}

/** The first that a program says. */
function said(child) {
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)));
    child.once('exit', (status) => reject(new Error(`a server ended with ${status}`)));
  });
}

/** Asks the servers in turns, and prints the middle round of each. */
async function compared(title, { bytes }, servers) {
  const asked = servers.map(({ address, path, headers }) => {
    return { port: Number(new URL(address).port), path, headers, bytes, connections: CONNECTIONS };
  });
  const counts = [];
  for (const one of asked) {
    const first = await load({ ...one, count: CONNECTIONS * 4 });
    const warm = await load({ ...one, count: fitting(first.perSecond, WARM_UP_MS) });
    counts.push(fitting(warm.perSecond, MEASURED_MS));
  }
  const rounds = asked.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, one] of asked.entries()) {
      rounds[index].push(await load({ ...one, count: counts[index] }));
    }
  }
  console.log(`\n${title}: ${ROWS} rows, ${bytes} bytes, ${CONNECTIONS} connections, ${cpus().length} processors`);
  print(servers, rounds.map(middle));
}

function fitting(perSecond, ms) {
  return Math.max(CONNECTIONS * 4, Math.round((perSecond * ms) / 1000));
}

function middle(rounds) {
  const sorted = [...rounds].sort((one, other) => one.perSecond - other.perSecond);
  return sorted[Math.floor(sorted.length / 2)];
}

function print(servers, results) {
  const row = (cells) => cells.map((cell, index) => (index ? cell.padStart(12) : cell.padEnd(38))).join('');
  console.log(row(['', 'requests/s', 'MB/s', 'p50 ms', 'p99 ms', 'ours : it']));
  for (const [index, it] of results.entries()) {
    const cells = [it.perSecond, it.megabytes, it.p50, it.p99].map((number) => number.toFixed(1));
    const ratio = `${(results[0].perSecond / it.perSecond).toFixed(2)} : 1`;
    console.log(row([servers[index].name, ...cells, index ? ratio : '']));
  }
}
