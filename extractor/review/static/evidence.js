// Fields that point into the article: their names, keys and colours; the pieces of a record.

// The server sends them (extractor/records/fields.py, through review/fields.py): {name, path, kind,
// check, label, key, style, heading, short, said, parties, verb, sides}. Empty until they are here.
export const TABLE = []; // in the order of the record
export const FIELDS = []; // those that words of the article can be made evidence of, actors by side
export const SHOWN = []; // what the text is coloured for
export const BY_NAME = {};
export const PARTIES = {};
export const PATHS = {}; // where a field lies that the form names by its last step

export function useFields(table) {
  TABLE.push(...table);
  const shown = table.flatMap((field) => field.sides || [field]).filter((field) => field.label && field.kind !== 'value');
  FIELDS.push(...shown.filter((field) => field.key));
  // Counts of people who are neither dead nor hurt have no field of their own.
  SHOWN.push(...shown, { label: 'other count', style: 'counted' });
  for (const field of [...table, ...FIELDS]) if (field.label) BY_NAME[field.name] = field;
  for (const { name, path, parties } of table) {
    if (parties) PARTIES[name] = parties.map((party) => party.name);
    if (path !== name) PATHS[name] = path;
  }
}

export function valueOf(record, field) {
  return field.path.split('.').reduce((part, step) => part?.[step], record);
}

export function styleOf(path, record) {
  const [name, at, n] = path.split('.');
  if (name === 'casualties') return BY_NAME[record.casualties.told?.[Number(n)]?.state]?.style || 'counted';
  if (name === 'actors') return record.actors[Number(at)]?.role || 'target';
  return BY_NAME[name]?.style || 'date';
}

export function labelOf(path, record) {
  const [name, at, n] = path.split('.');
  if (name === 'casualties') return `${record.casualties.told?.[Number(n)]?.state}, as told`;
  if (name === 'actors') return record.actors[Number(at)]?.role || 'actor';
  if (BY_NAME[name]?.kind === 'custom') return record[name][Number(at)]?.field || BY_NAME[name].label;
  return BY_NAME[name]?.label || name;
}

// Every piece of evidence: {path, start, end, text, article, said}
export function piecesOf(record) {
  const found = [];
  const add = (path, part) => {
    for (const piece of part?.evidence || []) {
      found.push({ path, ...piece, article: piece.article_id || record.source.article_id, said: BY_NAME[path.split('.')[0]]?.said || false });
    }
  };
  for (const field of TABLE) {
    const value = field.kind === 'value' ? null : valueOf(record, field);
    if (Array.isArray(value)) value.forEach((part, i) => add(`${field.path}.${i}`, part));
    else add(field.name, value);
  }
  return found;
}
