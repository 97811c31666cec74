// The bar that stands by selected words: each field with its key.
import { h } from './dom.js';
import { FIELDS } from './evidence.js';

export class WordsBar {
  // options: onfield(name, more), onparty(number)
  constructor(options) {
    this.options = options;
    this.element = h('div', { class: 'wordsbar', role: 'toolbar', 'aria-label': 'Make the selected words evidence of', hidden: true });
    this.element.addEventListener('mousedown', (event) => event.preventDefault()); // keep the selection
  }

  show(chosen, article, parties) {
    if (!chosen) {
      this.hide();
      return;
    }
    const choice = (label, key, style, action) => h('button', { type: 'button', class: `w-${style}`, onclick: action }, h('kbd', { 'aria-hidden': 'true' }, key), label);
    this.element.replaceChildren(
      ...FIELDS.map((field) => choice(field.label, field.key, field.style, (event) => this.options.onfield(field.name, event.shiftKey))),
      ...(parties || []).map((party, n) => choice(party, String(n + 1), 'party', () => this.options.onparty(n))));
    this.element.hidden = false;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const own = this.element.getBoundingClientRect();
    const around = article.closest('.pane').getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, around.right - own.width - 8, innerWidth - own.width - 8));
    const above = box.top - own.height - 8;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${above > around.top ? above : Math.min(box.bottom + 8, innerHeight - own.height - 8)}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}
