// What the list is narrowed to; the page's address holds it, so it can be kept and shared.
import { CHECKED_VALUES } from './checks.js';
import { combo } from './combo.js';
import { h, number, shown, TYPES } from './dom.js';

const SETS = ['type', 'sub', 'country', 'status', 'checked', 'value', 'flags', 'finding', 'actor', 'source', 'article'];
const PLAIN = ['since', 'until', 'box', 'q', 'sort', 'down', 'view'];
const LOOKS = ['sort', 'down', 'view']; // change how the same events are shown
const STATUSES = ['open', 'mended', 'accepted', 'rejected'];
const FLAGS = {
  findings: 'has findings',
  low: 'low confidence',
  allegation: 'has an allegation',
  denial: 'has a denial',
};
const CHECKED = { disputed: 'disputed', reader: 'by the reader', rule: 'by a rule', both: 'by both', none: 'not said' };
const PICKED = { actor: 'Actor', source: 'Source', article: 'Article' }; // too many for boxes: searched
const MOST_COUNTRIES = 8;
const MOST_FINDINGS = 12;

// Several values as one text and back: `|` stands between them, `%` for a blank one.
const joined = (values) => values.map((one) => (one === '' ? '%' : one.replaceAll('%', '%25').replaceAll('|', '%7C'))).join('|');
const parted = (text) => text.split('|').filter(Boolean).map((one) => (one === '%' ? '' : one.replaceAll('%7C', '|').replaceAll('%25', '%')));

export function readFilters(search) {
  const query = new URLSearchParams(search);
  const made = {};
  for (const name of SETS) made[name] = parted(query.get(name) || '');
  for (const name of PLAIN) made[name] = query.get(name) || '';
  return made;
}

export function queryOf(filters) {
  const query = new URLSearchParams();
  for (const name of SETS) if (filters[name].length) query.set(name, joined(filters[name]));
  for (const name of PLAIN) if (filters[name]) query.set(name, filters[name]);
  return query.toString();
}

// Whether both find the same events.
export function sameFound(one, other) {
  const plain = (filters) => queryOf({ ...filters, ...Object.fromEntries(LOOKS.map((name) => [name, ''])) });
  return plain(one) === plain(other);
}

export function narrowed(filters) {
  return [...SETS, 'since', 'until', 'box', 'q'].some((name) => filters[name].length);
}

export class FilterPanel {
  // options: onchange(filters), choices(name, text, filters) → [{value, label, number}]
  constructor(options) {
    this.options = options;
    this.wide = false;
    this.labels = new Map();
    this.element = h('aside', { class: 'filters', 'aria-label': 'Filters' });
  }

  show(filters, counts) {
    this.filters = filters;
    const focused = this.element.contains(document.activeElement) ? document.activeElement.id : '';
    const since = h('input', { type: 'date', id: 'since', 'aria-label': 'From day', value: filters.since, onchange: () => this.set('since', since.value) });
    const until = h('input', { type: 'date', id: 'until', 'aria-label': 'To day', value: filters.until, onchange: () => this.set('until', until.value) });
    this.element.replaceChildren(
      this.group('Status', 'status', STATUSES.map((one) => [one, one]), counts.status),
      this.group('Look at', 'flags', Object.entries(FLAGS), counts.flags),
      ...this.checked(counts),
      this.findings(counts.finding || {}),
      this.types(counts),
      this.countries(counts.country),
      h('fieldset', {}, h('legend', {}, 'Date'), h('div', { class: 'days' }, since, h('span', { 'aria-hidden': 'true' }, '–'), until)),
      filters.box ? this.chip('On the map: box', 'box') : '',
      ...Object.keys(PICKED).map((name) => this.picker(name)),
      narrowed(filters) ? h('button', { type: 'button', id: 'clear', class: 'plain', onclick: () => this.clear() }, 'Clear all filters') : '');
    if (focused) document.getElementById(focused)?.focus();
  }

  chip(label, name) {
    return h('p', { class: 'chip' }, label, h('button', { type: 'button', 'aria-label': `Remove: ${label}`, onclick: () => this.set(name, '') }, '×'));
  }

  group(legend, name, choices, counts) {
    return h('fieldset', {}, h('legend', {}, legend), choices.map(([value, label]) => this.choice(name, value, label, counts[value] || 0)));
  }

  choice(name, value, label, count, extra = '') {
    const id = `f-${name}-${value}`.replace(/[^\w-]+/g, '_');
    const on = this.filters[name].includes(value);
    return h('label', { class: count || on ? 'choice' : 'choice none', for: id },
      h('input', { type: 'checkbox', id, checked: on, onchange: () => this.toggle(name, value) }),
      extra, h('span', { class: 'word', title: shown(label) }, shown(label)), h('span', { class: 'count' }, number(count)));
  }

  // Who decided the least sure value: only where there are records that say so.
  checked(counts) {
    const made = [];
    if (this.filters.checked.length || Object.keys(counts.checked || {}).some((name) => name !== 'none')) made.push(this.group('Least sure value', 'checked', Object.entries(CHECKED), counts.checked));
    const values = Object.entries(CHECKED_VALUES).filter(([name]) => counts.value?.[name] || this.filters.value.includes(name));
    if (values.length) made.push(this.group('Which value', 'value', values, counts.value || {}));
    return made;
  }

  findings(counts) {
    const codes = [...new Set([...this.filters.finding, ...Object.keys(counts).sort((a, b) => counts[b] - counts[a] || (a < b ? -1 : 1))])].slice(0, Math.max(MOST_FINDINGS, this.filters.finding.length));
    return codes.length ? this.group('Finding', 'finding', codes.map((code) => [code, `${code} ${this.options.findings?.[code] || ''}`]), counts) : '';
  }

  // A field that offers the actors, sources or articles of what is found, and what is chosen.
  picker(name) {
    const label = PICKED[name];
    const input = h('input', { type: 'text', id: `pick-${name}`, 'aria-label': `${label}: search`, placeholder: `Search ${name === 'source' ? 'sources' : `${name}s`}`, dir: 'auto' });
    const box = combo(input, {
      fetch: (text) => this.options.choices(name, text, this.filters),
      line: (one) => [h('bdi', {}, shown(one.label)), ' ', h('span', { class: 'soft' }, number(one.number))],
      choose: (one) => {
        this.labels.set(`${name} ${one.value}`, one.label);
        if (!this.filters[name].includes(one.value)) this.toggle(name, one.value);
        else input.value = '';
      },
    });
    const known = (value) => shown(this.labels.get(`${name} ${value}`) || value || 'not known');
    return h('fieldset', { class: 'picker' }, h('legend', {}, label),
      this.filters[name].map((value) => h('p', { class: 'chip' }, h('bdi', { class: 'word', title: known(value) }, known(value)), h('button', { type: 'button', 'aria-label': `Remove: ${known(value)}`, onclick: () => this.toggle(name, value) }, '×'))), box);
  }

  types(counts) {
    const box = h('fieldset', {}, h('legend', {}, 'Type'));
    for (const [type, style] of Object.entries(TYPES)) {
      box.append(this.choice('type', type, type, counts.type[type] || 0, h('span', { class: `type ${style}`, 'aria-hidden': 'true' })));
    }
    if (this.filters.sub.length) for (const sub of this.filters.sub) box.append(this.choice('sub', sub, sub, counts.sub[sub] || 0));
    return box;
  }

  countries(counts) {
    const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const chosen = this.filters.country.map((name) => [name, counts[name] || 0]);
    const others = sorted.filter(([name]) => !this.filters.country.includes(name));
    const kept = [...chosen, ...(this.wide ? others : others.slice(0, Math.max(0, MOST_COUNTRIES - chosen.length)))];
    const box = h('fieldset', {}, h('legend', {}, 'Country'), kept.map(([name, n]) => this.choice('country', name, name || 'not known', n)));
    const more = sorted.length - kept.length;
    if (more > 0 || this.wide) {
      box.append(h('button', { type: 'button', class: 'plain', id: 'more-countries', onclick: () => {
        this.wide = !this.wide;
        this.show(this.filters, this.counts || { country: counts, ...this.last });
      } }, this.wide ? 'fewer' : `${more} more`));
    }
    return box;
  }

  toggle(name, value) {
    const chosen = this.filters[name];
    this.set(name, chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  }

  // Kept at once: a second click may come before the list that answers the first.
  set(name, value) {
    this.filters = { ...this.filters, [name]: value };
    this.options.onchange(this.filters);
  }

  clear() {
    const { sort, down, view } = this.filters;
    this.options.onchange({ ...readFilters(''), sort, down, view });
  }
}
