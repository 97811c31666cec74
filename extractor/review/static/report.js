// The page for sharing: list, map, timeline and articles with their evidence, all in one file.
import { day, h, shown, TYPES } from './dom.js';
import { ArticleView } from './article.js';
import { checkField, checkMark } from './checks.js';
import { countWords, rangeWords, tellerWords } from './counts.js';
import { FIELDS, labelOf, piecesOf, SHOWN, styleOf, TABLE, useFields, valueOf } from './evidence.js';
import { ownWords } from './own.js';
import { readFilters } from './filters.js';
import { help, listen } from './keys.js';
import { ListPage } from './list.js';
import { PLAIN, useColumns } from './table.js';

const FLAGS = {
  low: (row) => row.low,
  findings: (row) => row.findings > 0,
  allegation: (row) => row.allegations > 0,
  denial: (row) => row.denials > 0,
};
const LONG = { actor: (row) => row.actors, source: (row) => [row.source], article: (row) => [row.article] };
const MOST_CHOICES = 30;
const SORTS = {
  date: (row) => row.day, type: (row) => row.event_type + row.sub_event_type, place: (row) => row.country + row.place,
  checked: (row) => row.doubt, source: (row) => row.source, article: (row) => row.article, status: (row) => row.status, actor: (row) => row.first, findings: (row) => row.findings,
};

function compared(a, b) {
  if (!Array.isArray(a)) return a < b ? -1 : a > b ? 1 : 0;
  const at = a.findIndex((one, i) => one !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

function folded(text) {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

// What the server of `extract review` does, here over the rows in the file.
function localSource(data) {
  const texts = new Map(data.articles.map((one) => [one.id, folded(one.text)]));
  const words = data.rows.map((row, i) => folded([row.summary, row.place, row.country, row.first, row.second, data.records[i].notes, data.records[i].source.publisher || ''].join('\n')));
  const indexed = data.rows.map((row, i) => ({ ...row, words: words[i] }));
  const titles = new Map(data.articles.map((one) => [one.id, one.title]));
  const checked = data.rows.some((row) => row.checked !== 'none');
  const search = (filters) => {
    const terms = folded(filters.q).split(/\s+/).filter(Boolean);
    const box = filters.box ? filters.box.split(',').map(Number) : null;
    const tests = {
      type: (row) => !(filters.type.length + filters.sub.length) || filters.type.includes(row.event_type) || filters.sub.includes(row.sub_event_type),
      country: (row) => !filters.country.length || filters.country.includes(row.country),
      status: (row) => !filters.status.length || filters.status.includes(row.status),
      checked: (row) => !filters.checked.length || filters.checked.includes(row.checked),
      value: (row) => !filters.value.length || row.weakest.some((one) => filters.value.includes(one)),
      finding: (row) => !filters.finding.length || row.codes.some((one) => filters.finding.includes(one)),
      flags: (row) => filters.flags.every((name) => FLAGS[name]?.(row)),
      when: (row) => (!filters.since && !filters.until) || (row.day && row.day >= filters.since && row.day <= (filters.until || '9999')),
      box: (row) => !box || (row.longitude !== null && row.longitude >= box[0] && row.longitude <= box[2] && row.latitude >= box[1] && row.latitude <= box[3]),
      ...Object.fromEntries(Object.entries(LONG).map(([name, of]) => [name, (row) => !filters[name].length || of(row).some((one) => filters[name].includes(one))])),
      q: (row) => terms.every((term) => row.words.includes(term) || texts.get(row.article)?.includes(term)),
    };
    const counts = { type: {}, sub: {}, country: {}, status: {}, checked: {}, value: {}, flags: {}, finding: {} };
    const add = (name, value) => { counts[name][value] = (counts[name][value] || 0) + 1; };
    const days = new Map();
    const points = [];
    const found = [];
    for (const row of indexed) {
      const failed = Object.keys(tests).filter((name) => !tests[name](row));
      const only = (name) => !failed.length || (failed.length === 1 && failed[0] === name);
      if (!failed.length) { found.push(row); add('sub', row.sub_event_type); }
      if (only('type')) add('type', row.event_type);
      if (only('country')) add('country', row.country);
      if (only('status')) add('status', row.status);
      if (only('checked')) add('checked', row.checked);
      if (only('value')) for (const name of row.weakest) add('value', name);
      if (only('finding')) for (const code of new Set(row.codes)) add('finding', code);
      if (only('flags')) for (const name of Object.keys(FLAGS)) if (FLAGS[name](row)) add('flags', name);
      if (only('when') && row.day) days.set(row.day, (days.get(row.day) || 0) + 1);
      if (only('box') && row.longitude !== null) points.push([row.longitude, row.latitude, row.event_type, 1, row.geo_precision]);
    }
    const sort = filters.sort || (checked ? 'checked' : 'file');
    const plain = PLAIN.find((one) => one.name === sort);
    const by = plain ? (row) => row[sort] ?? (plain.number ? -1 : '') : SORTS[sort];
    if (by) found.sort((a, b) => compared(by(a), by(b)));
    if (filters.down) found.reverse();
    return { found, sort, counts, days: [...days].sort((a, b) => (a[0] < b[0] ? -1 : 1)), points };
  };
  return {
    rows: async (query, offset, limit) => {
      const { found, ...whole } = search(readFilters(query));
      return { total: found.length, checked, all: indexed.length, rows: found.slice(offset, offset + limit), ...whole };
    },
    choices: async (name, text, query) => {
      const terms = folded(text).split(/\s+/).filter(Boolean);
      const counts = new Map();
      for (const row of search({ ...readFilters(query), [name]: [] }).found) for (const one of new Set(LONG[name](row))) counts.set(one, (counts.get(one) || 0) + 1);
      return [...counts].map(([value, n]) => ({ value, number: n, label: (name === 'article' && titles.get(value)) || value || 'not known' }))
        .filter((one) => terms.every((term) => folded(`${one.label} ${one.value}`).includes(term)))
        .sort((a, b) => b.number - a.number || compared(a.value, b.value)).slice(0, MOST_CHOICES);
    },
  };
}

class EventReport {
  // turn(by) goes to another event of the list, list() back to it
  constructor(data, { list, turn }) {
    this.data = data;
    this.list = list;
    this.turn = turn;
    this.view = new ArticleView({ onlit: (paths) => this.light(paths), onpick: (path) => this.element.querySelector(`[data-field="${CSS.escape(path)}"]`)?.scrollIntoView({ block: 'nearest' }) });
    this.title = h('h1', { dir: 'auto' });
    this.left = h('section', { class: 'pane left', 'aria-label': 'Article' });
    this.right = h('section', { class: 'pane right', 'aria-label': 'Record' });
    this.spot = h('span', { class: 'soft spot' });
    this.element = h('div', { class: 'eventpage' }, h('div', { class: 'eventhead' }, h('button', { type: 'button', class: 'tool', title: 'To the list (Esc)', onclick: list }, '← List'),
      h('button', { type: 'button', class: 'tool icon', 'aria-label': 'Event before', title: 'Event before (k)', onclick: () => turn(-1) }, '↑'), h('button', { type: 'button', class: 'tool icon', 'aria-label': 'Next event', title: 'Next event (j)', onclick: () => turn(1) }, '↓'),
      this.spot, this.title), h('div', { class: 'panes' }, this.left, this.right));
    for (const [name, path] of [['mouseover', null], ['focusin', null]]) {
      this.right.addEventListener(name, (event) => {
        const field = event.target.closest('[data-field]')?.dataset.field;
        this.view.light(field ? [field] : []);
        this.light(field ? [field] : []);
        if (field && name === 'focusin') this.view.reveal(field);
        return path;
      });
    }
  }

  light(paths) {
    for (const field of this.right.querySelectorAll('[data-field]')) field.classList.toggle('lit', paths.includes(field.dataset.field));
  }

  keys() {
    const go = (name) => this.right.querySelector(`.k-${name}[data-field]`)?.focus();
    return [
      ['j', 'Next event', () => this.turn(1)],
      ['k', 'Event before', () => this.turn(-1)],
      ['e', 'Next piece of evidence', () => this.view.step(1)],
      ['E', 'Piece of evidence before', () => this.view.step(-1)],
      ...FIELDS.map((field) => [field.key, `To: ${field.label}`, () => go(field.style)]),
      ['o', 'To the notes', () => this.right.querySelector('.k-notes')?.scrollIntoView({ block: 'nearest' })],
      ['Escape', 'To the list', () => this.list()],
    ];
  }

  show(record, at, total) {
    this.spot.textContent = at < 0 ? '' : `${at + 1} of ${total}`;
    this.title.textContent = shown(record.summary);
    const article = this.data.articles.find((one) => one.sha256 === record.source.sha256);
    const legend = h('p', { class: 'legend' }, SHOWN.filter((field) => piecesOf(record).some((piece) => styleOf(piece.path, record) === field.style)).map((field) => h('span', { class: `key ${field.said ? `said s-${field.style}` : `word ${field.style}`}` }, field.label)));
    if (article) {
      this.left.replaceChildren(this.view.element);
      this.view.show({ ...article, id: record.source.article_id }, record, legend);
    } else {
      this.left.replaceChildren(h('div', { class: 'noarticle' }, h('p', {}, 'The article is not part of this report. The words the record quotes:'),
        h('dl', {}, piecesOf(record).map((piece) => [h('dt', { class: 'soft' }, labelOf(piece.path, record)), h('dd', { dir: 'auto' }, h('mark', { class: `word ${styleOf(piece.path, record)}` }, shown(piece.text)))]))));
    }
    this.right.replaceChildren(...this.fields(record));
    this.left.scrollTop = this.right.scrollTop = 0;
    if (article) this.view.revealFirst();
  }

  fields(record) {
    const line = (path, label, style, ...value) => h('section', { class: `field told k-${style}`, 'data-field': path, tabindex: path ? 0 : null }, h('div', { class: 'fieldhead' }, h('h3', {}, label), checkMark(record, checkField(path, record))), h('div', { class: 'controls' }, h('p', { dir: 'auto' }, value)));
    const { date, location } = record;
    const toll = (one) => (rangeWords(one) || 'a number not said') + (one.coded === one.low ? '' : `, coded ${one.coded}`);
    const said = ({ name, short, style, verb, parties }, one, i) => line(`${name}.${i}`, short, style, h('strong', {}, shown(one[parties[0].name] || 'not said who')), ` ${verb} `, shown((parties.length > 1 && one[parties.at(-1).name]) || ''), h('span', { class: 'soft' }, h('br'), shown(one.statement || one.evidence[0]?.text || '')));
    // The lines of a field, by its kind of value; those told of anyway are above.
    const lines = {
      toll: (field, value) => line(field.name, field.short, field.style, toll(value)),
      counts: (field, one, i) => line(`${field.path}.${i}`, 'told', styleOf(`${field.path}.${i}`, record), countWords(one), h('span', { class: 'soft' }, ` according to ${tellerWords(one)}`)),
      things: (field, one, i) => line(`${field.name}.${i}`, field.short, field.style, shown(one.text)),
      statements: said,
      custom: (field, one, i) => line(`${field.name}.${i}`, shown(one.field), field.style, shown(ownWords(one)) || 'not told'),
      value: (field, value) => line(null, field.short, field.style, shown(value)),
    };
    const drawn = (field) => {
      const value = valueOf(record, field);
      if (!lines[field.kind] || value === null || value === undefined) return [];
      return Array.isArray(value) ? value.map((one, i) => lines[field.kind](field, one, i)) : [lines[field.kind](field, value)];
    };
    return [
      line('trigger', 'what', 'trigger', h('span', { class: `type ${TYPES[record.event_type]}` }), `${record.sub_event_type} `, h('span', { class: 'soft' }, `${record.event_type} · ${record.disorder_type}`)),
      line('date', 'when', 'date', date?.start ? `${day(date.start)}${date.end === date.start ? '' : ` to ${day(date.end)}`} ` : 'not known ', h('span', { class: 'soft' }, shown(date?.text || ''))),
      line('location', 'where', 'location', location ? [shown(location.name), h('span', { class: 'soft' }, ` ${[location.admin2, location.admin1, location.country].filter(Boolean).map(shown).join(', ')} ${location.latitude === null ? '' : `${location.latitude}, ${location.longitude}`}`)] : 'not known'),
      ...record.actors.map((actor, i) => line(`actors.${i}`, actor.role, actor.role, shown(actor.name), h('span', { class: 'soft' }, ` ${actor.kind}, ${actor.attribution.replaceAll('_', ' ')}${actor.attributed_by ? `, according to ${shown(actor.attributed_by)}` : ''}${actor.associated.length ? `, with ${actor.associated.map(shown).join('; ')}` : ''}`))),
      ...TABLE.flatMap(drawn),
      line(null, 'notes', 'notes', shown(record.notes)),
      line(null, 'source', 'source', shown([record.source.publisher, record.source.published, record.source.article_id].filter(Boolean).join(', ')), record.review ? h('span', { class: 'soft' }, h('br'), shown(`${record.review.status} by ${record.review.coder}, ${record.review.at}${record.review.reason ? `: ${record.review.reason}` : ''}`)) : ''),
    ];
  }
}

const data = JSON.parse(document.getElementById('data').textContent);
useFields(data.fields);
useColumns(data.columns);
const main = document.getElementById('main');
const source = localSource(data);
const list = new ListPage({
  outlines: data.outlines,
  findings: data.findings,
  source: source.rows,
  choices: source.choices,
  labels: { countries: async () => data.labels.countries, towns: async ([west, south, east, north], most) => data.labels.towns.filter(([, lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north).slice(0, most) },
  open: (id) => { location.hash = `event/${encodeURIComponent(id)}`; },
  href: (id) => `#event/${encodeURIComponent(id)}`,
  query: (query, quietly) => { if (quietly) { history.replaceState(null, '', `#${query}`); route(); } else location.hash = query; },
});
const byId = new Map(data.records.map((record) => [record.id, record]));
let query = ''; // of the list, while an event is shown
let id = null;
const found = async () => (await source.rows(query, 0, data.rows.length)).rows.map((row) => row.id);
const event = new EventReport(data, {
  list: () => { location.hash = query; },
  turn: async (by) => {
    const ids = await found();
    const next = ids[ids.indexOf(id) + by];
    if (next) location.hash = `event/${encodeURIComponent(next)}`;
  },
});

async function route() {
  const at = location.hash.slice(1);
  const record = at.startsWith('event/') ? byId.get(decodeURIComponent(at.slice(6))) : null;
  const view = record ? event : list;
  if (main.firstChild !== view.element) main.replaceChildren(view.element);
  if (record) {
    id = record.id;
    const ids = await found();
    event.show(record, ids.indexOf(id), ids.length);
    return;
  }
  const left = id;
  id = null;
  query = at.startsWith('event/') ? '' : at;
  await list.show(query);
  if (left) {
    list.table.goTo(left);
    list.table.step(0);
  }
}

const everywhere = [['?', 'These keys', showHelp]];

function showHelp() {
  help([['In the list', list.keys()], ['In an event', event.keys()], ['Everywhere', everywhere]]);
}

document.querySelector('header.top').append(h('span', { class: 'grow' }), h('button', { type: 'button', class: 'tool icon', 'aria-label': 'Keys', title: 'Keys (?)', onclick: showHelp }, '?'));
window.addEventListener('hashchange', route);
listen(() => [...(id ? event : list).keys(), ...everywhere]);
route();
