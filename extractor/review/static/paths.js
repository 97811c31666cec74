// Values of a record by their path (`actors.0.name`), as the form's fields name them.
import { PATHS, TABLE, valueOf } from './evidence.js';

// The form's own names of parts that lie deeper.
export const FORM_FIELD = PATHS;
const EMPTY = {
  date: () => ({ start: null, end: null, precision: 1, text: null, evidence: [] }),
  location: () => ({ name: '', admin1: null, admin2: null, admin3: null, country: null, iso: null, region: null, latitude: null, longitude: null, precision: 1, gazetteer_id: null, text: null, evidence: [] }),
  toll: () => ({ low: null, high: null, coded: 0, text: null, evidence: [] }),
};
const NUMBERS = ['precision', 'latitude', 'longitude', 'low', 'high', 'coded'];

function isToll(path) {
  return TABLE.some((field) => field.path === path && field.kind === 'toll');
}

export function get(record, path) {
  return path.split('.').reduce((part, step) => part?.[step], record);
}

function put(record, path, value) {
  const steps = path.split('.');
  const last = steps.pop();
  let part = record;
  for (const [i, step] of steps.entries()) {
    if (part[step] === null || part[step] === undefined) {
      const make = EMPTY[step] || (isToll(steps.slice(0, i + 1).join('.')) ? EMPTY.toll : null);
      part[step] = make ? make() : {};
    }
    part = part[step];
  }
  part[last] = value;
}

// Puts in what somebody typed, and what goes with it: the coded number with the lowest, no entry of
// the gazetteer where the coordinates are others.
export function enter(record, path, text) {
  const before = get(record, path);
  const own = TABLE.some((field) => field.kind === 'custom' && path.startsWith(`${field.name}.`));
  const value = own ? ofKind(get(record, path.replace(/value$/, 'kind')), text) : typed(path, text);
  put(record, path, value);
  const toll = path.replace(/\.\w+$/, '');
  if (isToll(toll)) {
    const numbers = get(record, toll);
    if (path.endsWith('.low') && (!numbers.coded || numbers.coded === before)) numbers.coded = value;
    if (value === null && numbers.low === null && numbers.high === null && !numbers.coded) numbers.coded = null;
  }
  if (path === 'location.latitude' || path === 'location.longitude') put(record, 'location.gazetteer_id', null);
}

// What a typed value is in the record: blank is null, numbers are numbers.
function typed(path, value) {
  const text = String(value);
  const name = path.split('.').pop();
  if (name === 'associated') return text.split(';').map((one) => one.trim()).filter(Boolean);
  if (NUMBERS.includes(name) || TABLE.some((field) => field.path === path && field.number)) {
    return text.trim() ? Number(text) : null;
  }
  if (name === 'notes') return text;
  return text.trim() ? (path.endsWith('.name') || path === 'summary' ? text.trim() : text) : null;
}

// What is typed as a value of the user's own field; what is none is sent as it is, and refused.
function ofKind(kind, value) {
  const text = String(value).trim();
  if (!text) return null;
  if (kind === 'yes-no') return text === 'yes' ? true : text === 'no' ? false : text;
  return kind === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
}

// Values that leave nothing behind: a date without a day, a toll without a number. A toll coded 0 may
// be words that give no number; one coded null was blanked, and its words go with it, as in the grid.
export function tidied(record) {
  const { date, location } = record;
  for (const field of TABLE) {
    const value = valueOf(record, field);
    if (field.kind === 'words' && value && !value.evidence.length) record[field.name] = null;
    if (field.kind !== 'toll' || !value) continue;
    if (value.low === null && value.high === null && (value.coded === null || (!value.coded && !value.evidence.length))) put(record, field.path, null);
    else value.coded ??= value.low ?? 0;
  }
  if (date && !date.start && !date.end && !date.evidence.length) record.date = null;
  if (date && !date.start) Object.assign(date, { end: null, precision: null });
  // A time longer than a month has no precision: that is no missing one.
  if (date && date.start && !date.end && date.precision === null) date.precision = 1;
  if (date && date.start && (!date.end || date.precision === 1 || date.end < date.start)) date.end = date.start;
  if (location && !location.name) record.location = null;
  return record;
}

export function part(record, path) {
  return get(record, FORM_FIELD[path] || path);
}

export function remove(record, path) {
  const steps = path.split('.');
  const at = Number(steps.pop());
  get(record, steps.join('.')).splice(at, 1);
}

export function choosePlace(record, place) {
  const { kind, population, ...values } = place; // these two tell offers apart
  record.location = { text: null, evidence: [], ...record.location, ...values };
}
