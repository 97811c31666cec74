// The list's page: filters at the side, timeline and map above, the table below.
import { ask, h, later, number, toast } from './dom.js';
import { FilterPanel, queryOf, readFilters } from './filters.js';
import { MapView } from './map.js';
import { EventTable } from './table.js';
import { Timeline } from './timeline.js';

const DESCENDING_FIRST = ['killed', 'findings'];
const SORTS = { checked: 'least sure first', findings: 'findings', date: 'date', type: 'type', place: 'place', actor: 'actor', killed: 'killed', source: 'source', article: 'article', status: 'status', file: 'as in the file' };

export class ListPage {
  // options: outlines, findings, source(query, offset, limit), choices(name, text, query), open(id), query(text) to put the filters in the address
  constructor(options) {
    this.options = options;
    this.filters = readFilters('');
    this.panel = new FilterPanel({ findings: options.findings, onchange: (filters) => this.go(filters), choices: (name, text, filters) => options.choices(name, text, queryOf(filters)) });
    this.map = new MapView({
      outlines: options.outlines,
      label: 'Map of the events; the countries are among the filters',
      onbox: (box) => this.go({ ...this.filters, box: box.map((n) => n.toFixed(3)).join(',') }),
      oncountry: (name) => this.panel.toggle('country', name),
    });
    this.timeline = new Timeline({ onrange: (since, until) => this.go({ ...this.filters, since, until }) });
    this.table = new EventTable({
      fetch: (offset, limit) => options.source(queryOf(this.filters), offset, limit),
      onopen: (id) => options.open(id),
      onsort: (by) => this.sortBy(by),
      href: options.href || ((id) => `/event/${encodeURIComponent(id)}${queryOf(this.filters) ? `?${queryOf(this.filters)}` : ''}`),
    });
    this.search = h('input', { type: 'search', id: 'search', placeholder: 'Search notes and articles', 'aria-label': 'Search notes and articles', autocomplete: 'off', spellcheck: 'false', oninput: later(120, () => this.go({ ...this.filters, q: this.search.value }, true)) });
    this.found = h('span', { class: 'found', role: 'status' });
    this.pace = h('span', { class: 'soft pace', title: 'The middle of the times your decisions took. It stays in this browser: nobody else gets it.' });
    this.sort = h('select', { id: 'sort', 'aria-label': 'Sort by', title: 'Sort by', onchange: () => this.go({ ...this.filters, sort: this.sort.value, down: DESCENDING_FIRST.includes(this.sort.value) ? '1' : '' }) });
    this.filterButton = h('button', { type: 'button', class: 'tool narrow', 'aria-expanded': 'false', onclick: () => {
      const on = this.element.classList.toggle('filtering');
      this.filterButton.setAttribute('aria-expanded', String(on));
    } }, 'Filters');
    this.element = h('div', { class: 'listpage' },
      this.panel.element,
      h('section', { class: 'band', id: 'band', 'aria-label': 'When and where' }, this.timeline.element, this.map.element),
      h('section', { class: 'below', 'aria-label': 'Events' },
        h('div', { class: 'bar' }, this.search, this.filterButton, this.found, this.pace, h('span', { class: 'grow' }), this.sort, options.actions || ''),
        this.table.element));
  }

  async show(search) {
    const filters = readFilters(search);
    const moved = queryOf(filters) !== queryOf(this.filters) || !this.shownOnce;
    this.filters = filters;
    if (document.activeElement !== this.search) this.search.value = filters.q;
    const asked = this.asked = (this.asked || 0) + 1;
    let answer;
    try {
      answer = await this.options.source(queryOf(filters), 0, 100);
    } catch (error) {
      toast(error.message, 'wrong');
      return;
    }
    if (asked !== this.asked) return;
    if (moved && this.shownOnce) {
      this.table.element.scrollTop = 0;
      this.table.active = 0;
    }
    this.panel.counts = answer.counts;
    this.panel.show(filters, answer.counts);
    this.timeline.show(answer.days, filters.since, filters.until);
    const box = filters.box ? filters.box.split(',').map(Number) : null;
    this.map.show(answer.points, box, moved && !box);
    this.sorted = answer.sort;
    this.sort.replaceChildren(...Object.entries(SORTS).filter(([by]) => answer.checked || by !== 'checked').map(([by, label]) => h('option', { value: by, selected: by === answer.sort }, label)));
    this.table.show(answer, Boolean(filters.down));
    this.found.textContent = answer.total === answer.all ? `${number(answer.total)} events` : `${number(answer.total)} of ${number(answer.all)} events`;
    const pace = this.options.pace?.();
    this.pace.textContent = pace ? `${pace} a record` : '';
    if (answer.status?.unchecked) {
      this.found.textContent += `, ${number(answer.status.unchecked)} not yet checked for findings`;
      clearTimeout(this.again);
      this.again = setTimeout(() => this.element.isConnected && this.show(location.search), 1500);
    }
    this.shownOnce = true;
    this.options.status?.(answer.status);
    this.element.dataset.ready = String(asked);
  }

  go(filters, quietly = false) {
    this.options.query(queryOf(filters), quietly);
  }

  // One way, the other way, then as it is without any: as in the file, or what is not sure first.
  sortBy(by) {
    const first = DESCENDING_FIRST.includes(by) ? '1' : '';
    if (this.sorted !== by) this.go({ ...this.filters, sort: by, down: first });
    else if (this.filters.down === first) this.go({ ...this.filters, sort: by, down: first ? '' : '1' });
    else this.go({ ...this.filters, sort: by === 'checked' ? 'file' : '', down: '' });
  }

  toggleMap() {
    this.element.classList.toggle('nomap');
  }

  keys() {
    return [
      ['j', 'Next event', () => this.table.step(document.activeElement.closest?.('tbody') ? 1 : 0)],
      ['k', 'Event before', () => this.table.step(document.activeElement.closest?.('tbody') ? -1 : 0)],
      ['Enter', 'Open the event', () => this.table.open()],
      ...(this.options.next ? [['J', 'Open the next undecided', () => this.options.next('-', this.table.active)]] : []),
      ['/', 'Search', () => { this.search.focus(); this.search.select(); }],
      ['f', 'To the filters', () => this.panel.element.querySelector('input')?.focus()],
      ['v', 'Show or hide map and timeline', () => this.toggleMap()],
      ['c', 'Clear all filters', () => this.panel.clear()],
    ];
  }
}

export function servedChoices(name, text, query) {
  return ask(`choices?${query ? `${query}&` : ''}of=${name}&text=${encodeURIComponent(text)}`);
}

export function served(query, offset, limit) {
  return ask(`events?${query ? `${query}&` : ''}offset=${offset}&limit=${limit}`);
}
