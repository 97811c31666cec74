// Fields that point into the article: their names, keys and colours; the pieces of a record.

// [name in the record, label, key, colour's class, kind]
export const FIELDS = [
  { name: 'trigger', label: 'what happened', key: 'y', style: 'trigger' },
  { name: 'date', label: 'date', key: 'd', style: 'date' },
  { name: 'location', label: 'place', key: 'l', style: 'location' },
  { name: 'perpetrator', label: 'perpetrator', key: 'p', style: 'perpetrator' },
  { name: 'target', label: 'target', key: 't', style: 'target' },
  { name: 'killed', label: 'killed', key: 'f', style: 'killed' },
  { name: 'injured', label: 'injured', key: 'i', style: 'injured' },
  { name: 'victims', label: 'victim by name', key: 'v', style: 'victim' },
  { name: 'physical_targets', label: 'thing hit', key: 'h', style: 'thing' },
  { name: 'weapons', label: 'weapon', key: 'w', style: 'weapon' },
  { name: 'allegations', label: 'allegation', key: 'g', style: 'allegation', said: true },
  { name: 'denials', label: 'denial', key: 'n', style: 'denial', said: true },
  { name: 'claims_of_responsibility', label: 'claim', key: 'c', style: 'claim', said: true },
  { name: 'requested_investigations', label: 'request', key: 'q', style: 'request', said: true },
];

// What the text is coloured for: the fields, and counts of people who are neither dead nor hurt.
export const SHOWN = [...FIELDS, { label: 'other count', style: 'counted' }];
export const BY_NAME = Object.fromEntries(FIELDS.map((field) => [field.name, field]));
export const PARTIES = {
  allegations: ['speaker', 'accused'],
  denials: ['speaker'],
  claims_of_responsibility: ['speaker'],
  requested_investigations: ['requester', 'addressee', 'investigator'],
};

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
  add('trigger', record.trigger);
  add('date', record.date);
  add('location', record.location);
  record.actors.forEach((actor, i) => add(`actors.${i}`, actor));
  add('killed', record.casualties.killed);
  add('injured', record.casualties.injured);
  (record.casualties.told || []).forEach((told, i) => add(`casualties.told.${i}`, told));
  for (const { name, said, style } of FIELDS) {
    if (said || ['thing', 'weapon', 'victim'].includes(style)) (record[name] || []).forEach((part, i) => add(`${name}.${i}`, part));
  }
  return found;
}
