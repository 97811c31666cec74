// Allegations, denials, claims and requests as a thread: who says what of whom, in the order told.
import { h, shown } from './dom.js';
import { BY_NAME, TABLE } from './evidence.js';

export function thread(form, record) {
  const kinds = TABLE.filter((field) => field.said);
  const told = kinds.flatMap(({ name }) => record[name].map((one, i) => ({ name, one, i })));
  told.sort((a, b) => at(a.one) - at(b.one));
  const keys = kinds.map((field) => field.key);
  if (!told.length) return h('p', { class: 'soft none' }, `Nobody says anything of it. Select a sentence and press ${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}.`);
  return h('ol', { class: 'thread' }, told.map(({ name, one, i }) => card(form, name, one, i)));
}

function card(form, name, one, i) {
  const { style, label, parties } = BY_NAME[name];
  const path = `${name}.${i}`;
  return h('li', { class: `said k-${style}`, 'data-field': path, 'data-card': path },
    h('div', { class: 'row' }, h('span', { class: `badge b-${style}` }, label),
      parties.map((party, n) => form.input(`${path}.${party.name}`, party.label, { 'aria-label': `${label}: ${party.name}`, title: `Select words and press ${n + 1}`, class: 'party' })),
      h('button', { type: 'button', class: 'drop', 'aria-label': `Remove this ${label}`, onclick: () => form.options.onremove(path) }, '×')),
    one.statement ? h('blockquote', { dir: 'auto', title: 'Show in the article', onclick: () => form.options.onpath(path, one.evidence[0]) }, shown(one.statement)) : quoted(form, one, path));
}

function quoted(form, one, path) {
  const first = one.evidence[0];
  return first ? h('blockquote', { dir: 'auto', title: 'Show in the article', onclick: () => form.options.onpath(path, first) }, shown(first.text)) : '';
}

function at(one) {
  return one.evidence[0]?.start ?? 1e9;
}
