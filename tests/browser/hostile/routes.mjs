// Every address of the portal with its methods, read from the sources of its server, so that one that is added is missed
// by no test. An address that is put together when the server starts is named in COMPUTED, by its file and how it is
// written there.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PORTAL = fileURLToPath(new URL('../../../portal/', import.meta.url));
const SERVER = path.join(PORTAL, 'server/src');

const DOORS = ['/sign-in', '/staff/sign-in'];
const COMPUTED = {
  'sign_in.rs path': DOORS,
  'sign_in/code.rs &format!("{path}/code")': DOORS.map((door) => `${door}/code`),
  'sign_in/code.rs &format!("{path}/again")': DOORS.map((door) => `${door}/again`),
  'staff/payment/correct.rs &path': ['disassociate', 'unmap', 'reverse', 'verify'].map(
    (correction) => `/staff/payments/{id}/${correction}`,
  ),
};

// Files of a page: made when building, and public.
const ASSETS = 'assets.rs';

// { method: 'GET' | 'POST', path: '/staff/payments/{id}' }, one for each.
export function routes() {
  const files = fs.readdirSync(SERVER, { recursive: true }).filter((name) => name.endsWith('.rs') && name !== ASSETS);
  return files.sort().flatMap((name) => routesOf(name));
}

export function postRoutes() {
  return [...new Set(routes().filter((route) => route.method === 'POST').map((route) => route.path))].sort();
}

function routesOf(name) {
  const [source] = fs.readFileSync(path.join(SERVER, name), 'utf8').split('#[cfg(test)]');
  const found = [];
  for (const { index } of source.matchAll(/\.route\(/g)) {
    const [written, handlers] = argumentsAt(source, index + '.route('.length);
    for (const address of COMPUTED[`${name} ${written}`] ?? [addressOf(name, source, written)]) {
      for (const [, method] of handlers.matchAll(/\b(get|post|put|patch|delete|any)\(/g)) {
        found.push({ method: method.toUpperCase(), path: address });
      }
    }
  }
  return found;
}

function addressOf(name, source, written) {
  const quoted = written.match(/^"([^"]*)"$/)?.[1];
  const joined = written.match(/^&?format!\("([^"]*)"\)$/)?.[1];
  const address = joined ? joinedOf(source, joined) : (quoted ?? named(source, written));
  if (address === undefined) throw new Error(`${name}: which address is ${written}? Name it in COMPUTED.`);
  return address;
}

// What `format!` makes of it, where all that it puts in are constants.
function joinedOf(source, pattern) {
  const parts = pattern.split(/(?<!\{)\{(\w+)\}(?!\})/);
  const texts = parts.map((part, at) => (at % 2 === 0 ? part.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : named(source, part)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function named(source, name) {
  const text = name.replace(/^&/, '');
  return textOf(source, text) ?? imported(source, text);
}

function textOf(source, name) {
  return source.match(new RegExp(`(?:const|let) ${name}(?:: &str)? =\\s+"([^"]*)";`))?.[1];
}

// The text of a constant of another module.
function imported(source, name) {
  const from = source.match(new RegExp(`use ([\\w:]+)::(?:${name}|\\{[^{}]*\\b${name}\\b[^{}]*\\});`))?.[1];
  if (!from) return undefined;
  const [crate, ...modules] = from.split('::');
  const folder = { crate: 'server', portal_app: 'app' }[crate];
  return textOf(fs.readFileSync(path.join(PORTAL, folder, 'src', `${modules.join('/')}.rs`), 'utf8'), name);
}

// The two arguments of a call, as they are written.
function argumentsAt(source, start) {
  let depth = 0;
  let quoted = false;
  const parts = [''];
  for (let at = start; at < source.length; at += 1) {
    const letter = source[at];
    if (letter === '"') quoted = !quoted;
    if (!quoted && '([{'.includes(letter)) depth += 1;
    if (!quoted && ')]}'.includes(letter)) {
      if (depth === 0) return parts.map((part) => part.trim());
      depth -= 1;
    }
    if (letter === ',' && depth === 0 && !quoted && parts.length < 2) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  throw new Error('a call that does not end');
}
