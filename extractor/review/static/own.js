// The user's own fields of a record: a control for each kind of value, with its evidence.
import { h, shown } from './dom.js';
import { TABLE } from './evidence.js';

const YES_NO = [['', 'not told'], ['yes', 'yes'], ['no', 'no']];

// The value as it is shown and typed.
export const ownWords = (one) => (one.value === true ? 'yes' : one.value === false ? 'no' : String(one.value ?? ''));

export function own(form, record) {
  const control = (one, path) => {
    const attributes = { 'data-path': `${path}.value`, 'aria-label': shown(one.field) };
    if (one.kind === 'yes-no') return h('select', attributes, YES_NO.map(([value, words]) => h('option', { value, selected: value === ownWords(one) }, words)));
    return h('input', { type: one.kind === 'date' ? 'date' : 'text', dir: 'auto', value: ownWords(one), ...(one.kind === 'number' ? { inputmode: 'decimal' } : {}), ...attributes });
  };
  const row = (one, path) => h('div', { class: 'row thing', 'data-field': path },
    h('label', { class: 'control wide' }, h('span', {}, `${shown(one.field)} `, h('span', { class: 'soft' }, one.kind)), control(one, path)), form.evidence(one, path));
  return TABLE.filter(({ kind, name }) => kind === 'custom' && record[name]?.length)
    .map(({ name, heading }) => form.field(name, heading, record[name].map((one, i) => row(one, `${name}.${i}`))));
}
