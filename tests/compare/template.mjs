// Reads a page with one long table back into data and the template strings that write it.
//
// What stands between the tags of a row, and in its addresses, is data: days, amounts and texts, kept as a program
// would hold them. The tags are the template. Rows with the same tags share one.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})$/;
const AMOUNT = /^−?\d{1,3}(,\d{3})*\.\d{2}$/;

/** The page in pieces: what stands before and after the rows, the rows' data, and one template for each kind of row. */
export function read(html) {
  const body = /<tbody[^>]*>/.exec(html);
  const [start, end] = [body.index + body[0].length, html.indexOf('</tbody>')];
  const shapes = new Map();
  const rows = html
    .slice(start, end)
    .split(/(?<=<\/tr>)/)
    .map((row) => {
      const { tags, values } = pieces(row);
      const key = JSON.stringify([tags, values.map((value) => value.kind)]);
      if (!shapes.has(key)) {
        shapes.set(key, { number: shapes.size, tags, kinds: values.map((value) => value.kind) });
      }
      return { shape: shapes.get(key).number, values: values.map((value) => value.is) };
    });
  const templates = [...shapes.values()].map(source);
  return { before: html.slice(0, start), after: html.slice(end), rows, templates };
}

/** A row's tags, and what stands between them. */
function pieces(row) {
  const tags = [''];
  const values = [];
  for (const [, text, tag] of row.matchAll(/([^<]*)(<[^>]*>)?/g)) {
    if (text) {
      values.push(value(text));
      tags.push('');
    }
    const [opening, address, closing] = /^(.* href=")([^"]*)(".*)$/s.exec(tag ?? '')?.slice(1) ?? [tag ?? ''];
    tags[tags.length - 1] += opening;
    if (address !== undefined) {
      values.push(value(address));
      tags.push(closing);
    }
  }
  return { tags, values };
}

/** What a text says, as data. */
function value(text) {
  const day = DAY.exec(text);
  if (day) {
    return { kind: 'day', is: [Number(day[1]), MONTHS.indexOf(day[2]), Number(day[3])] };
  }
  if (AMOUNT.test(text)) {
    return { kind: 'amount', is: Number(text.replace('−', '-').replace(/[,.]/g, '')) };
  }
  return { kind: 'text', is: unescaped(text) };
}

/** A template string that writes a row's values between its tags. */
function source({ tags, kinds }) {
  const quoted = tags.map((tag) => tag.replace(/[`\\$]/g, '\\$&'));
  const filled = kinds.map((kind, index) => `\${${kind}(values[${index}])}${quoted[index + 1]}`);
  return `\`${quoted[0]}${filled.join('')}\``;
}

/** The function of a row's values that the sources of templates make. */
export function compiled(templates) {
  const names = { day, amount, text };
  return templates.map((source) => {
    const make = new Function(...Object.keys(names), `return (values) => ${source};`);
    return make(...Object.values(names));
  });
}

function day([day, month, year]) {
  return `${day} ${MONTHS[month]} ${year}`;
}

function amount(cents) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  let whole = digits.slice(0, -2);
  for (let end = whole.length - 3; end > 0; end -= 3) {
    whole = `${whole.slice(0, end)},${whole.slice(end)}`;
  }
  return `${cents < 0 ? '−' : ''}${whole}.${digits.slice(-2)}`;
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function text(value) {
  return /[&<>"]/.test(value) ? value.replace(/[&<>"]/g, (sign) => ESCAPES[sign]) : value;
}

function unescaped(text) {
  return text.replace(/&(amp|lt|gt|quot);/g, (escape) => Object.keys(ESCAPES).find((sign) => ESCAPES[sign] === escape));
}
