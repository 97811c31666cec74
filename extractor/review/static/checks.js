// Who decided each value, as a mark beside it.
import { h } from './dom.js';
import { BY_NAME } from './evidence.js';

export const CHECKS = {
  disputed: 'disputed: reader and rule differ, and a warning names both',
  reader: 'reader: no rule could tell',
  rule: 'rule: not the reader',
  both: 'both: reader and rule agree',
};
// The form's field → the check's name in the record.
const CHECK_OF = {
  trigger: 'sub_event_type', date: 'date', location: 'location', perpetrator: 'perpetrators', target: 'targets', killed: 'killed', injured: 'injured', claims: 'statements',
};
const SEVERAL = ['perpetrator', 'target', 'claims'];

// Nothing where nobody says: a record of version 1.0, or a value that a coder has changed.
export function checkMark(record, field) {
  const check = record.checked?.[CHECK_OF[field]];
  if (!check) return '';
  const several = SEVERAL.includes(field) ? '; of several the least sure' : '';
  return h('span', { class: `check ${check}`, title: `${CHECKS[check] || check}${several}`, 'data-check': field }, check);
}

// The form's field of a path in the record: `actors.1` → target, `denials.0` → claims.
export function checkField(path, record) {
  const [name, at] = (path || '').split('.');
  if (name === 'actors') return record.actors[Number(at)].role;
  return BY_NAME[name]?.said ? 'claims' : name;
}

export function checkName(field) {
  return field === 'sub_event_type' ? 'type' : field;
}
