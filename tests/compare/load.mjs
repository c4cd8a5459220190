// Asks one server for one page again and again over connections that stay open, and takes the time.
// It reads sockets itself, so that it costs less than either server.

import { connect } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const READ_BYTES = 256 * 1024;

/** `count` answers over `connections`; every one must be a 200 of `bytes`. */
export async function load({ port, path, headers, bytes, connections, count }) {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const question = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const took = [];
  let left = count;
  const take = () => (left > 0 ? ((left -= 1), true) : false);
  const begin = process.hrtime.bigint();
  const one = () => connection({ port, question, bytes, take, took });
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  took.sort((one, other) => one - other);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  return { perSecond: count / seconds, megabytes: (count * bytes) / seconds / 1e6, p50: at(0.5), p99: at(0.99) };
}

/** One connection, until nothing is left to ask. */
function connection({ port, question, bytes, take, took }) {
  return new Promise((resolve, reject) => {
    let asked;
    let head;
    let missing;
    const ask = () => {
      if (!take()) {
        socket.end();
        resolve();
        return;
      }
      asked = process.hrtime.bigint();
      head = Buffer.alloc(0);
      missing = undefined;
      socket.write(question);
    };
    const fail = (why) => {
      socket.destroy();
      reject(why instanceof Error ? why : new Error(why));
    };
    const read = (size, buffer) => {
      let rest = size;
      if (missing === undefined) {
        head = Buffer.concat([head, buffer.subarray(0, size)]);
        const end = head.indexOf(END_OF_HEAD);
        if (end < 0) {
          return true;
        }
        const text = head.toString('latin1', 0, end);
        if (!text.startsWith('HTTP/1.1 200')) {
          fail(`an answer was not 200: ${text.split('\r\n', 1)[0]}`);
          return false;
        }
        const length = Number(/^content-length: (\d+)$/im.exec(text)?.[1]);
        if (length !== bytes) {
          fail(`an answer had ${length} bytes instead of ${bytes}`);
          return false;
        }
        missing = length;
        rest = head.length - end - END_OF_HEAD.length;
      }
      missing -= rest;
      if (missing === 0) {
        took.push(Number(process.hrtime.bigint() - asked) / 1e6);
        ask();
      }
      return true;
    };
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: Buffer.alloc(READ_BYTES), callback: read },
    });
    socket.on('connect', ask);
    socket.on('error', fail);
    socket.on('close', () => fail('a connection was closed'));
  });
}
