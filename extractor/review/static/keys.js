// Single keys for everything; they rest while one types, and can be turned off as a whole.
import { h } from './dom.js';

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';
const STORE = 'extract-keys';

export function keysOn() {
  try { return localStorage.getItem(STORE) !== 'off'; } catch { return true; }
}

export function setKeys(on) {
  try { localStorage.setItem(STORE, on ? 'on' : 'off'); } catch { /* for this page only, then */ }
}

export function typing(target) {
  return Boolean(target.closest && target.closest(TYPING));
}

// keys(): [[key, what, action], …] as they are at the moment; ones with Ctrl+ or Esc always work
export function listen(keys) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    const held = event.ctrlKey || event.metaKey;
    // Shift decides between a letter's two, so that Caps Lock does not.
    const letter = /^[a-z]$/i.test(event.key);
    const key = !letter ? event.key : event.shiftKey && !held ? event.key.toUpperCase() : event.key.toLowerCase();
    const name = held ? `Ctrl+${key}` : key;
    const found = keys().find(([key]) => key === name);
    if (!found) return;
    if (!held && event.key !== 'Escape' && (typing(event.target) || !keysOn())) return;
    if (event.key === 'Enter' && event.target.closest('a, button, summary, [role=button]')) return;
    event.preventDefault();
    found[2](event);
  });
}

export function help(groups) {
  const on = h('input', { type: 'checkbox', id: 'keys-on', checked: keysOn(), onchange: () => setKeys(on.checked) });
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title', tabindex: -1, autofocus: true }, 'Keys'), // the focus at the end would scroll it there
    h('div', { class: 'keygroups' }, groups.map(([title, keys]) => h('section', {}, h('h3', {}, title),
      h('dl', {}, keys.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]))))),
    h('label', { class: 'choice', for: 'keys-on' }, on, ' Single-letter keys are on'),
    h('form', { method: 'dialog' }, h('button', { class: 'main' }, 'Close')));
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
}
