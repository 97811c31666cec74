// Making elements and asking the server. Text goes in as text nodes, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

// h('p', {class: 'x', onclick: f, 'data-path': 'date'}, 'text', child, …)
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

// Direction overrides, control characters and lone surrogates as visible signs, one for one, so
// that what is read is what is there and offsets still fit. Newlines and tabs stay.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function shown(text) {
  return String(text ?? '').replace(HIDDEN, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  }).replace(/\r/g, ' ');
}

export class Refused extends Error {
  constructor(message, status, answer) {
    super(message);
    this.status = status;
    this.stale = Boolean(answer && answer.stale);
  }
}

const GONE = 'The server does not answer. What was saved is kept: start `extract review` again and open its new address.';

export async function ask(address, body) {
  let response;
  let answer = null;
  try {
    response = await fetch(`/api/${address}`, body === undefined ? {} : {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text(); // an answer that breaks off is none
    try { answer = JSON.parse(text); } catch { /* not JSON: the guard's plain words */ }
  } catch {
    gone(true);
    throw new Refused(GONE, 0);
  }
  gone(false);
  if (!response.ok) {
    throw new Refused((answer && answer.error) || `The server refused (${response.status}); open the address of the terminal again.`, response.status, answer);
  }
  return answer;
}

// What nobody caught is said; where the server is gone, the banner says so already.
window.addEventListener('unhandledrejection', (event) => {
  if (!(event.reason instanceof Refused)) return;
  event.preventDefault();
  if (event.reason.status) toast(event.reason.message, 'wrong');
});

function gone(is) {
  let banner = document.getElementById('gone');
  if (is && !banner) {
    banner = h('p', { id: 'gone', role: 'alert' }, 'The server does not answer. Every decision made so far is in the journal. Start ', h('code', {}, 'extract review'), ' again and open the address it prints.');
    document.body.prepend(banner);
  } else if (!is && banner) banner.remove();
}

export function toast(message, kind = 'done') {
  const box = document.getElementById('toasts');
  const note = h('p', { class: `toast ${kind}` }, shown(message));
  box.replaceChildren(note);
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => note.remove(), kind === 'wrong' ? 9000 : 4500);
}

export function later(milliseconds, action) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

export function number(value) {
  return Number(value).toLocaleString('en').replaceAll(',', '\u202f');
}

export const TYPES = {
  'Battles': 'battles',
  'Protests': 'protests',
  'Riots': 'riots',
  'Explosions/Remote violence': 'explosions',
  'Violence against civilians': 'civilians',
  'Strategic developments': 'strategic',
};

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function day(iso) {
  if (!iso) return '';
  const [year, month, date] = iso.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
