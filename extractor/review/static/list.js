// The list's page: filters at the side, timeline and map above, the table below.
import { ask, h, later, number, toast } from './dom.js';
import { FilterPanel, queryOf, readFilters, sameFound } from './filters.js';
import { MapView } from './map.js';
import { Selection } from './selection.js';
import { EventTable, PLAIN } from './table.js';
import { Timeline } from './timeline.js';

const MOST_POLLED = 1000;
const downFirst = (by) => by === 'findings' || PLAIN.some((one) => one.number && one.name === by);
const sorts = () => ({ checked: 'least sure first', findings: 'findings', date: 'date', type: 'type', place: 'place', actor: 'actor', ...Object.fromEntries(PLAIN.map((one) => [one.name, one.title.toLowerCase()])), source: 'source', article: 'article', status: 'status', file: 'as in the file' });

export class ListPage {
  // options: outlines, findings, source(query, offset, limit), choices(name, text, query), open(id), tools(page) → {bar, grid} to decide on many, query(text) to put the filters in the address; none: what is said where there is no event at all
  constructor(options) {
    this.options = options;
    this.filters = readFilters('');
    this.panel = new FilterPanel({ findings: options.findings, onchange: (filters) => this.go(filters), choices: (name, text, filters) => options.choices(name, text, queryOf(filters)) });
    this.map = new MapView({
      outlines: options.outlines,
      labels: options.labels,
      label: 'Map of the events; the countries are among the filters',
      onbox: (box) => this.go({ ...this.filters, box: box.map((n) => n.toFixed(3)).join(',') }),
      oncountry: (name) => this.panel.toggle('country', name),
    });
    this.timeline = new Timeline({ onrange: (since, until) => this.go({ ...this.filters, since, until }) });
    this.selection = options.tools ? new Selection(() => { this.table.draw(); this.tools.bar.show(); }) : null;
    this.shared = {
      selection: this.selection,
      fetch: (offset, limit) => options.source(queryOf(this.filters), offset, limit),
      onopen: (id) => options.open(id),
      onsort: (by) => this.sortBy(by),
      href: options.href || ((id) => `/event/${encodeURIComponent(id)}${queryOf(this.filters) ? `?${queryOf(this.filters)}` : ''}`),
      ids: (from, to) => ask(`ids?${queryOf(this.filters)}&from=${from}&to=${to}`),
      none: options.none,
      onwrong: (error) => toast(error.message, 'wrong'),
    };
    this.list = new EventTable(this.shared);
    this.table = this.list;
    this.tools = options.tools?.(this);
    this.search = h('input', { type: 'search', id: 'search', placeholder: 'Search notes and articles', 'aria-label': 'Search notes and articles', autocomplete: 'off', spellcheck: 'false', oninput: later(120, () => this.go({ ...this.filters, q: this.search.value }, true)) });
    this.found = h('span', { class: 'found', role: 'status' });
    this.pace = h('span', { class: 'soft pace', title: 'The middle of the times your decisions took. It stays in this browser: nobody else gets it.' });
    this.sort = h('select', { id: 'sort', 'aria-label': 'Sort by', title: 'Sort by', onchange: () => this.go({ ...this.filters, sort: this.sort.value, down: downFirst(this.sort.value) ? '1' : '' }) });
    this.resort = h('button', { type: 'button', class: 'tool', id: 'resort', hidden: true, title: 'The events stand where they stood before what was changed since; sort them again (s)', onclick: () => this.sortAgain() }, 'Sort again ', h('kbd', { 'aria-hidden': 'true' }, 's'));
    this.filterButton = h('button', { type: 'button', class: 'tool narrow', 'aria-expanded': 'false', onclick: () => {
      const on = this.element.classList.toggle('filtering');
      this.filterButton.setAttribute('aria-expanded', String(on));
    } }, 'Filters');
    this.element = h('div', { class: 'listpage' },
      this.panel.element,
      h('section', { class: 'band', id: 'band', 'aria-label': 'When and where' }, this.timeline.element, this.map.element),
      h('section', { class: 'below', 'aria-label': 'Events' },
        h('div', { class: 'bar' }, this.search, this.filterButton, this.found, this.pace, h('span', { class: 'grow' }), this.resort, this.sort, this.tools?.button || '', options.actions || ''),
        this.tools?.bar.element || '', this.table.element));
  }

  // Sorted anew where it is another list, or where that is asked for; else in the order it had.
  async show(search, again = false) {
    const filters = readFilters(search);
    const moved = queryOf(filters) !== queryOf(this.filters) || !this.shownOnce;
    const anew = again || !this.shownOnce || queryOf({ ...filters, view: '' }) !== queryOf({ ...this.filters, view: '' });
    if (this.shownOnce && !sameFound(filters, this.filters)) this.selection?.clear();
    this.filters = filters;
    if (filters.sort) this.sorted = filters.sort; // a second click may come before the answer
    const turned = this.turnTo(filters.view === 'grid' && this.tools ? this.tools.grid : this.list);
    if (document.activeElement !== this.search) this.search.value = filters.q;
    const asked = this.asked = (this.asked || 0) + 1;
    let answer;
    try {
      answer = await this.options.source(queryOf(filters), 0, 100, anew);
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
    this.sort.replaceChildren(...Object.entries(sorts()).filter(([by]) => answer.checked || by !== 'checked').map(([by, label]) => h('option', { value: by, selected: by === answer.sort }, label)));
    this.table.show(answer, Boolean(filters.down));
    this.total = answer.total;
    this.reasons = answer.reasons;
    this.resort.hidden = !answer.held;
    this.tools?.bar.show();
    this.all = answer.all;
    this.told(answer.status?.unchecked);
    const pace = this.options.pace?.();
    this.pace.textContent = pace ? `${pace} a record` : '';
    if (answer.status?.unchecked) {
      clearTimeout(this.again);
      this.again = setTimeout(() => this.element.isConnected && this.poll(), 1500);
    }
    if (turned && this.shownOnce && document.activeElement === document.body) this.table.step(0); // a key did it
    this.shownOnce = true;
    this.options.status?.(answer.status);
    this.element.dataset.ready = String(asked);
  }

  // While findings are looked for: the list anew, but a grid only cell by cell, as a hand is at work.
  async poll() {
    if (this.table === this.list) {
      this.show(location.search);
      return;
    }
    let answer;
    try {
      answer = await this.options.source(queryOf(this.filters), 0, MOST_POLLED);
    } catch { return; } // said above the page
    this.table.renew(answer.rows);
    if (answer.status.unchecked) this.again = setTimeout(() => this.element.isConnected && this.poll(), 1500);
    else this.told();
  }

  told(unchecked = 0) {
    const { total, all } = this;
    this.found.textContent = (total === all ? `${number(total)} events` : `${number(total)} of ${number(all)} events`) + (unchecked ? `, ${number(unchecked)} not yet checked for findings` : '');
  }

  turnTo(table) {
    if (this.table === table) return false;
    this.table.element.replaceWith(table.element);
    table.active = this.table.active;
    this.table = table;
    this.tools?.turned(table !== this.list);
    return true;
  }

  go(filters, quietly = false) {
    this.options.query(queryOf(filters), quietly);
  }

  // One way, the other way, then as it is without any: as in the file, or what is not sure first.
  sortBy(by) {
    const first = downFirst(by) ? '1' : '';
    if (this.sorted !== by) this.go({ ...this.filters, sort: by, down: first });
    else if (this.filters.down === first) this.go({ ...this.filters, sort: by, down: first ? '' : '1' });
    else this.go({ ...this.filters, sort: by === 'checked' ? 'file' : '', down: '' });
  }

  sortAgain() {
    return this.show(location.search, true);
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
      ...(this.tools ? [['s', 'Sort again by what was changed since', () => this.sortAgain()], ...this.tools.keys()] : []),
    ];
  }
}

let countries = null; // asked once for all maps
export const servedLabels = {
  countries: () => (countries ||= ask('countries')),
  towns: (box, most) => ask(`towns?box=${box.map((n) => n.toFixed(2)).join(',')}&most=${most}`),
};

export function servedChoices(name, text, query) {
  return ask(`choices?${query ? `${query}&` : ''}of=${name}&text=${encodeURIComponent(text)}`);
}

export function served(query, offset, limit, anew = false) {
  return ask(`events?${query ? `${query}&` : ''}offset=${offset}&limit=${limit}${anew ? '&anew=1' : ''}`);
}
