// Allegations, denials, claims and requests as a thread: who says what of whom, in the order told.
import { h, shown } from './dom.js';
import { PARTIES } from './evidence.js';

const TOLD = {
  allegations: ['allegation', 'alleges', { speaker: 'says', accused: 'of' }],
  denials: ['denial', 'denies', { speaker: 'denies' }],
  claims_of_responsibility: ['claim', 'claims it', { speaker: 'claims it' }],
  requested_investigations: ['request', 'asks', { requester: 'asks', addressee: 'of', investigator: 'to be made by' }],
};

export function thread(form, record) {
  const told = Object.keys(TOLD).flatMap((name) => record[name].map((one, i) => ({ name, one, i })));
  told.sort((a, b) => at(a.one) - at(b.one));
  if (!told.length) return h('p', { class: 'soft none' }, 'Nobody says anything of it. Select a sentence and press g, n, c or q.');
  return h('ol', { class: 'thread' }, told.map(({ name, one, i }) => card(form, name, one, i)));
}

function card(form, name, one, i) {
  const [style, , labels] = TOLD[name];
  const path = `${name}.${i}`;
  return h('li', { class: `said k-${style}`, 'data-field': path, 'data-card': path },
    h('div', { class: 'row' }, h('span', { class: `badge b-${style}` }, style),
      PARTIES[name].map((party, n) => form.input(`${path}.${party}`, labels[party], { 'aria-label': `${style}: ${party}`, title: `Select words and press ${n + 1}`, class: 'party' })),
      h('button', { type: 'button', class: 'drop', 'aria-label': `Remove this ${style}`, onclick: () => form.options.onremove(path) }, '×')),
    one.statement ? h('blockquote', { dir: 'auto', title: 'Show in the article', onclick: () => form.options.onpath(path, one.evidence[0]) }, shown(one.statement)) : quoted(form, one, path));
}

function quoted(form, one, path) {
  const first = one.evidence[0];
  return first ? h('blockquote', { dir: 'auto', title: 'Show in the article', onclick: () => form.options.onpath(path, first) }, shown(first.text)) : '';
}

function at(one) {
  return one.evidence[0]?.start ?? 1e9;
}
