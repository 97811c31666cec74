// What the list is narrowed to; the page's address holds it, so it can be kept and shared.
import { h, number, shown, TYPES } from './dom.js';

const SETS = ['type', 'sub', 'country', 'status', 'checked', 'flags'];
const PLAIN = ['since', 'until', 'box', 'article', 'q', 'sort', 'down'];
const STATUSES = ['open', 'mended', 'accepted', 'rejected'];
const FLAGS = {
  findings: 'has findings',
  low: 'low confidence',
  allegation: 'has an allegation',
  denial: 'has a denial',
};
const CHECKED = { disputed: 'disputed', reader: 'by the reader', rule: 'by a rule', both: 'by both', none: 'not said' };
const MOST_COUNTRIES = 8;

export function readFilters(search) {
  const query = new URLSearchParams(search);
  const made = {};
  for (const name of SETS) made[name] = (query.get(name) || '').split('|').filter(Boolean);
  for (const name of PLAIN) made[name] = query.get(name) || '';
  return made;
}

export function queryOf(filters) {
  const query = new URLSearchParams();
  for (const name of SETS) if (filters[name].length) query.set(name, filters[name].join('|'));
  for (const name of PLAIN) if (filters[name]) query.set(name, filters[name]);
  return query.toString();
}

export function narrowed(filters) {
  return [...SETS, 'since', 'until', 'box', 'article', 'q'].some((name) => filters[name].length);
}

export class FilterPanel {
  // options: onchange(filters)
  constructor(options) {
    this.options = options;
    this.wide = false;
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
      this.checked(counts.checked || {}),
      this.types(counts),
      this.countries(counts.country),
      h('fieldset', {}, h('legend', {}, 'Date'), h('div', { class: 'days' }, since, h('span', { 'aria-hidden': 'true' }, '–'), until)),
      filters.box ? this.chip('On the map: box', 'box') : '',
      filters.article ? this.chip('One article', 'article') : '',
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
    if (!this.filters.checked.length && !Object.keys(counts).some((name) => name !== 'none')) return '';
    return this.group('Least sure value', 'checked', Object.entries(CHECKED), counts);
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

  set(name, value) {
    this.options.onchange({ ...this.filters, [name]: value });
  }

  clear() {
    const { sort, down } = this.filters;
    this.options.onchange({ ...readFilters(''), sort, down });
  }
}
