// The user's own fields of a record: a control for each kind of value, with its evidence.
import { h, shown } from './dom.js';
import { TABLE } from './evidence.js';

// The user's own fields: {name, description, kind, values, asked}; `asked` of a file that says which
// there are, so that every record can have them.
export const OWN = [];

export function useOwn(fields) {
  OWN.splice(0, OWN.length, ...fields);
}

export const COLUMN = 'custom.'; // before the name of such a field where it names a column
const ownNamed = (name) => OWN.find((one) => one.name === name);

// The record with a blank value for each field of the file that it does not hold.
export function withOwn(record) {
  const held = record.custom || [];
  const blank = OWN.filter((field) => field.asked && !held.some((one) => one.field === field.name))
    .map(({ name, kind }) => ({ field: name, kind, value: null, text: null, evidence: [] }));
  if (blank.length) record.custom = [...held, ...blank];
  return record;
}

// Those that are still blank are no part of it: what was opened has none of them.
export function withoutBlank(record, opened) {
  const held = new Set((opened.custom || []).map((one) => one.field));
  if (record.custom) record.custom = record.custom.filter((one) => held.has(one.field) || one.value !== null || one.evidence.length);
  return record;
}

// What a value can be, as [value, words]: nothing, yes and no, or the list of the file; null of free text.
export function ownChoices({ name, kind }, value = '') {
  if (kind === 'yes-no') return YES_NO;
  const values = kind === 'choice' ? ownNamed(name)?.values || [] : [];
  if (!values.length) return null;
  const strange = value && !values.includes(value) ? [[value, `${shown(value)} (not on the list)`]] : [];
  return [['', 'not told'], ...strange, ...values.map((one) => [one, shown(one)])];
}

const YES_NO = [['', 'not told'], ['yes', 'yes'], ['no', 'no']];

// The value as it is shown and typed.
export const ownWords = (one) => (one.value === true ? 'yes' : one.value === false ? 'no' : String(one.value ?? ''));

export function own(form, record) {
  const control = (one, path) => {
    const attributes = { 'data-path': `${path}.value`, 'aria-label': shown(one.field) };
    const choices = ownChoices({ name: one.field, kind: one.kind }, ownWords(one));
    if (choices) return h('select', attributes, choices.map(([value, words]) => h('option', { value, selected: value === ownWords(one) }, words)));
    return h('input', { type: one.kind === 'date' ? 'date' : 'text', dir: 'auto', value: ownWords(one), ...(one.kind === 'number' ? { inputmode: 'decimal' } : {}), ...attributes });
  };
  const row = (one, path) => h('div', { class: 'row thing', 'data-field': path },
    h('label', { class: 'control wide', title: ownNamed(one.field)?.description || null }, h('span', {}, `${shown(one.field)} `, h('span', { class: 'soft' }, one.kind)), control(one, path)), form.evidence(one, path));
  return TABLE.filter(({ kind, name }) => kind === 'custom' && record[name]?.length)
    .map(({ name, heading }) => form.field(name, heading, record[name].map((one, i) => row(one, `${name}.${i}`))));
}
