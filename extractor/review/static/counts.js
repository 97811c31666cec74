// How many, as each teller says: beside the one number that is coded.
import { h, shown } from './dom.js';

const STATES = ['killed', 'injured', 'abducted', 'arrested', 'missing', 'displaced'];

export function rangeWords({ low, high }) {
  if (low === null) return high === null ? '' : `up to ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? `${low}` : `${low} to ${high}`;
}

// "killed 4 to 6", or the article's words where no number is said
export function countWords(one) {
  return `${one.state} ${rangeWords(one) || (one.text ? `“${shown(one.text)}”` : 'a number not said')}`;
}

export function tellerWords(one) {
  return one.teller ? shown(one.teller) : 'the article itself';
}

export function counts(form, record) {
  const told = record.casualties.told || [];
  if (!told.length) return '';
  return form.field('told', 'Told', told.map((one, i) => count(form, one, `casualties.told.${i}`)));
}

function count(form, one, path) {
  const name = `${countWords(one)}, told by ${tellerWords(one)}`;
  const short = (part, label) => form.input(`${path}.${part}`, label, { inputmode: 'numeric', class: 'short', 'aria-label': `${name}: ${label}` });
  return h('div', { class: 'count row', 'data-field': path },
    form.select(`${path}.state`, 'people', STATES.map((state) => [state, state]), { 'aria-label': `${name}: people` }),
    short('low', 'at least'), short('high', 'at most'),
    form.input(`${path}.teller`, 'according to', { placeholder: 'the article itself', class: 'party', 'aria-label': `${name}: according to` }),
    form.evidence(one, path),
    h('button', { type: 'button', class: 'drop', 'aria-label': `Remove ${name}`, onclick: () => form.options.onremove(path) }, '×'));
}
