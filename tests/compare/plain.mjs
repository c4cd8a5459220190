// A plain Node server that writes one page by template strings: `node plain.mjs PAGE.json`.
//
// PAGE.json holds the pieces that `template.mjs` reads from a page, the headers to send, and, where the rows are not to
// be held in memory, from where to read them for each request.

import { readFileSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';

import { compiled } from './template.mjs';

const page = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = Object.entries(page.headers);
const templates = compiled(page.templates);

function write(rows) {
  let html = page.before;
  for (const row of rows) {
    html += templates[row.shape](row.values);
  }
  return html + page.after;
}

const agent = new Agent({ keepAlive: true });

/** The rows with the days, texts and amounts that the API tells now. */
function readRows() {
  const { address, path, headers } = page.source;
  return new Promise((resolve, reject) => {
    get(new URL(path, address), { agent, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const { lines } = JSON.parse(Buffer.concat(chunks));
        const [opening, ...rows] = page.rows;
        const closing = rows.pop();
        resolve([opening, ...rows.map((row, index) => filled(row, lines[index])), closing]);
      });
    }).on('error', reject);
  });
}

/** A row of the table with what a line of the API says. Words and receipts, which it has not, stay. */
function filled({ shape, values }, { date, description, obligation, debit, credit, balance }) {
  const day = [Number(date.slice(8)), Number(date.slice(5, 7)) - 1, Number(date.slice(0, 4))];
  const middle = debit === null ? values.slice(1, -2) : [`/obligations/${obligation}`, description];
  return { shape, values: [day, ...middle, cents(debit ?? credit), cents(balance)] };
}

function cents(amount) {
  return Math.round(Number(amount) * 100);
}

const server = createServer(async (request, response) => {
  const rows = page.source ? await readRows() : page.rows;
  for (const [name, value] of headers) {
    response.setHeader(name, value);
  }
  response.end(write(rows));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
