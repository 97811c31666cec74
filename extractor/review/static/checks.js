// Who decided each value, as a mark beside it.
import { h } from './dom.js';
import { BY_NAME } from './evidence.js';

export const CHECKS = {
  disputed: 'disputed: reader and rule differ, and a warning names both',
  reader: 'reader: no rule could tell',
  rule: 'rule: not the reader',
  both: 'both: reader and rule agree',
};
export const CHECKED_VALUES = {
  sub_event_type: 'type', date: 'date', location: 'place', perpetrators: 'perpetrators', targets: 'targets', killed: 'killed', injured: 'injured', statements: 'statements',
};
// The form's parts that are no field of the record → the check's name there.
const CHECK_OF = { trigger: 'sub_event_type', claims: 'statements' };

// Nothing where nobody says: a record of version 1.0, or a value that a coder has changed.
export function checkMark(record, field) {
  const check = record.checked?.[CHECK_OF[field] || BY_NAME[field]?.check];
  if (!check) return '';
  const several = field === 'claims' || BY_NAME[field]?.kind === 'actors' ? '; of several the least sure' : '';
  return h('span', { class: `check ${check}`, title: `${CHECKS[check] || check}${several}`, 'data-check': field }, check);
}

// The form's field of a path in the record: `actors.1` → target, `denials.0` → claims.
export function checkField(path, record) {
  const [name, at] = (path || '').split('.');
  if (name === 'actors') return record.actors[Number(at)].role;
  return BY_NAME[name]?.said ? 'claims' : name;
}

export function checkName(field) {
  return CHECKED_VALUES[field] || field;
}
