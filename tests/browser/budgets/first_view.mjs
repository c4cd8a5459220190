// What a browser that comes for the first time loads for a page, in bytes as they are sent.

import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const ACCEPTED = { 'accept-encoding': 'gzip, deflate, br' };

/** Bytes of the page itself, its stylesheet, and its script with the wasm; `whole` is the HTML unpacked, `islands` its live elements. */
export async function firstView(visitor, path, status = 200) {
  const page = await visitor.get(path, { ...ACCEPTED, accept: 'text/html' });
  if (page.status !== status) throw new Error(`${path}: ${page.status}`);
  if (!page.headers['content-encoding']) throw new Error(`${path} is not compressed`);
  const html = unpacked(page).toString();
  const [css, live] = await Promise.all([weigh(visitor, styles(html)), weigh(visitor, scripts(html, page.headers))]);
  const islands = html.split('<leptos-island').length - 1;
  return { html: page.bytes.length, whole: html.length, css, live, islands, total: page.bytes.length + css + live };
}

function styles(html) {
  return [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, path]) => path);
}

/** The scripts that the page names, and the wasm that a header announces before the script asks for it. */
function scripts(html, { link = '' }) {
  const named = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, path]) => path);
  const announced = [...link.matchAll(/<([^>]+)>; rel=preload/g)].map(([, path]) => path);
  return [...new Set([...named, ...announced])];
}

async function weigh(visitor, paths) {
  let bytes = 0;
  for (const path of paths) {
    const answer = await visitor.get(path, ACCEPTED);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    bytes += answer.bytes.length;
  }
  return bytes;
}

function unpacked({ bytes, headers }) {
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes);
}
