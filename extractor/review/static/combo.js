// A text field that offers: a combobox with a list below it, driven by the keyboard or the mouse.
import { h, later } from './dom.js';

let made = 0;

// options: fetch(text) → [item], line(item) → nodes, choose(item)
export function combo(input, options) {
  made += 1;
  const id = `offers-${made}`;
  const list = h('ul', { class: 'offers', id, role: 'listbox', 'aria-label': `${input.getAttribute('aria-label') || 'Offers'}: offers`, hidden: true });
  const box = h('div', { class: 'combo' }, input, list);
  for (const [name, value] of Object.entries({ role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-expanded': 'false', 'aria-controls': id, 'aria-autocomplete': 'list' })) input.setAttribute(name, value);
  let items = [];
  let at = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const point = (to) => {
    at = to;
    [...list.children].forEach((line, i) => line.setAttribute('aria-selected', String(i === at)));
    const line = list.children[at];
    if (line) {
      input.setAttribute('aria-activedescendant', line.id);
      line.scrollIntoView({ block: 'nearest' });
    }
  };
  const choose = (item) => {
    close();
    options.choose(item);
  };
  const offer = async () => {
    const mine = asked += 1;
    let found = [];
    try { found = await options.fetch(input.value); } catch { /* said elsewhere */ }
    if (mine !== asked || document.activeElement !== input) return;
    items = found;
    list.replaceChildren(...items.map((item, i) => h('li', { role: 'option', id: `${id}-${i}`, 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); choose(item); } }, options.line(item))));
    list.hidden = !items.length;
    input.setAttribute('aria-expanded', String(Boolean(items.length)));
    at = -1;
  };
  input.addEventListener('input', later(90, offer));
  input.addEventListener('blur', () => { asked += 1; close(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) offer();
      else point((at + (event.key === 'ArrowDown' ? 1 : -1) + items.length + (at < 0 && event.key === 'ArrowUp' ? 1 : 0)) % items.length);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !list.hidden && items.length) {
      event.preventDefault();
      event.stopPropagation();
      choose(items[Math.max(0, at)]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  return box;
}
