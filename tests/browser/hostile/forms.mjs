// The forms of a page as a browser would send them. It reads what our own server writes, not any HTML there may be:
// attributes are quoted, and what people typed is escaped.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#x27': "'", '#39': "'", nbsp: '\u00a0' };

export function unescaped(text) {
  return text.replace(/&(#?\w+);/g, (whole, name) => {
    if (name in ENTITIES) return ENTITIES[name];
    if (/^#x[0-9a-f]+$/i.test(name)) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)));
    return whole;
  });
}

// The attributes of a tag; one without a value is there with an empty one.
export function attributes(tag) {
  const found = {};
  for (const [, name, value] of tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/gi)) {
    found[name.toLowerCase()] = unescaped(value ?? '');
  }
  return found;
}

/** The form of an answer that posts to this path; of several the one with this button. */
export function formTo(answer, action, button) {
  const forms = formsOf(answer.text).filter((form) => form.method === 'post' && form.action === action);
  const form = forms.find((form) => !button || form.buttons.some((one) => one.value === button));
  if (!form) throw new Error(`${answer.status}: no form posts to ${action} ${button ?? ''}`);
  return form;
}

/** What a form would send if nothing was touched, by name. */
export function asItStands(form) {
  const fields = {};
  for (const [name, value] of form.fields) fields[name] = [...(fields[name] ?? []), value];
  return fields;
}

export function formsOf(html) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head, inside]) => {
    const { action = '', method = 'get' } = attributes(head);
    return { action, method: method.toLowerCase(), fields: fieldsOf(inside), buttons: buttonsOf(inside) };
  });
}

// What would be sent if nothing was touched, as [name, value], and every text field even if it is empty.
function fieldsOf(html) {
  const fields = [];
  for (const [tag, kind, rest] of html.matchAll(/<(input|textarea|select)\b((?:"[^"]*"|[^">])*)>/g)) {
    const { name, type = 'text', value = 'on', checked, disabled } = attributes(` ${rest}`);
    if (!name || disabled !== undefined) continue;
    const after = html.slice(html.indexOf(tag) + tag.length);
    if (kind === 'textarea') fields.push([name, unescaped(after.split('</textarea>')[0]).replace(/^\n/, '')]);
    else if (kind === 'select') fields.push([name, chosen(after.split('</select>')[0])]);
    else if (type !== 'checkbox' && type !== 'radio') fields.push([name, value === 'on' ? '' : value]);
    else if (checked !== undefined) fields.push([name, value]);
  }
  return fields;
}

function chosen(options) {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, head]) => attributes(` ${head}`));
  return (all.find((option) => option.selected !== undefined) ?? all[0])?.value ?? '';
}

function buttonsOf(html) {
  return [...html.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].map(([, head, words]) => ({
    ...attributes(` ${head}`),
    words: unescaped(words.replace(/<[^>]*>/g, '')).trim(),
  }));
}
