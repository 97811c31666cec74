// The list of events: a table that draws only the rows in view and fetches them a page at a time.
import { CHECKS, checkName } from './checks.js';
import { h, shown, TYPES, day } from './dom.js';

const PAGE = 100;
const QUIET = ['pick', 'status', 'marks']; // headings that are only read out
const AROUND = 12; // rows drawn above and below those in view

// Plain columns, of `columns.py`: {name, title, number}
export const PLAIN = [];

export function useColumns(columns) {
  PLAIN.splice(0, PLAIN.length, ...columns);
}

const columns = () => [
  ['pick', 'Select', ''],
  ['status', 'Status', ''],
  ['date', 'Date', 'date'],
  ['type', 'Type', 'type'],
  ['place', 'Place', 'place'],
  ['actor', 'Actors', 'actor'],
  ...PLAIN.map(({ name, title }) => [name, title, name]),
  ['checked', 'Checked', 'checked'],
  ['marks', 'Flags', 'findings'],
];

export const SIGNS = { open: '', mended: '✎', accepted: '✓', rejected: '✕' };

export class EventTable {
  // options: fetch(offset, limit) → {rows}, onopen(id), onsort(name), href(id); where events can be
  // selected also selection and ids(from, to) → [[id, revision]]
  constructor(options) {
    this.options = options;
    this.pages = new Map();
    this.coming = new Map(); // pages that were asked for
    this.total = 0;
    this.active = 0;
    this.asked = 0;
    this.body = h('tbody');
    this.columns = columns();
    this.head = h('tr', { 'aria-rowindex': 1 });
    this.table = h('table', { class: 'events', role: 'grid', 'aria-label': 'Events' }, h('thead', {}, this.head), this.body);
    this.element = h('div', { class: 'scroll', id: 'list' }, this.table);
    this.element.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.table.addEventListener('keydown', (event) => this.keyed(event));
    this.table.addEventListener('click', (event) => this.clicked(event));
    this.table.addEventListener('mousedown', (event) => this.pressed(event));
    if (options.selection) this.table.setAttribute('aria-multiselectable', 'true');
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  // `checked`: there are records that say who decided their values.
  show({ total, all, rows, sort, checked }, down) {
    this.all = all;
    this.columns = this.columnsFor(checked);
    this.total = total;
    this.pages = new Map([[0, rows]]);
    this.coming.clear();
    this.options.selection?.renew(rows);
    this.asked += 1;
    this.sort = sort;
    this.down = down;
    this.head.replaceChildren(...this.columns.map(([name, label, by]) => {
      const sorted = by && by === sort;
      const turn = sorted ? (down ? 'descending' : 'ascending') : null;
      return h('th', { class: `c-${name.replace('.', '-')} ${kindOf(name)}`, scope: 'col', 'aria-sort': turn }, by
        ? h('button', { type: 'button', onclick: () => this.options.onsort(by) }, label, h('span', { class: 'turn', 'aria-hidden': 'true' }, sorted ? (down ? ' ↓' : ' ↑') : ''))
        : h('span', { class: QUIET.includes(name) ? 'quiet' : null }, label));
    }));
    this.table.setAttribute('aria-rowcount', total + 1);
    this.active = Math.min(this.active, Math.max(0, total - 1));
    this.draw();
  }

  columnsFor(checked) {
    return columns().filter(([name]) => (checked || name !== 'checked') && (this.options.selection || name !== 'pick'));
  }

  get pageSize() {
    return PAGE;
  }

  // Rows that are other now, in the place they have: the list is not sorted anew under a hand at work.
  renew(rows) {
    const known = new Map(rows.map((row) => [row.id, row]));
    this.options.selection?.renew(rows);
    for (const [number, page] of this.pages) if (page !== 'asked') this.pages.set(number, page.map((row) => known.get(row.id) || row));
    this.draw();
  }

  get height() {
    return parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 30;
  }

  row(index) {
    const page = this.pages.get(Math.floor(index / PAGE));
    return page && page !== 'asked' ? page[index % PAGE] : null;
  }

  page(index) {
    const number = Math.floor(index / PAGE);
    if (index >= this.total || index < 0 || this.pages.has(number)) return this.coming.get(number);
    this.pages.set(number, 'asked');
    const work = this.load(number);
    this.coming.set(number, work);
    return work;
  }

  async load(number) {
    const asked = this.asked;
    try {
      const { rows } = await this.options.fetch(number * PAGE, PAGE);
      if (asked !== this.asked) return;
      this.pages.set(number, rows);
      this.draw();
    } catch {
      this.pages.delete(number);
    }
  }

  scrolled() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  draw() {
    const tall = this.height;
    const inView = Math.ceil((this.element.clientHeight || 400) / tall);
    const top = Math.floor(this.element.scrollTop / tall);
    const first = Math.max(0, top - AROUND);
    const last = Math.min(this.total, top + inView + AROUND);
    this.page(first);
    this.page(last - 1);
    const focused = this.body.contains(document.activeElement);
    const rows = [];
    for (let index = first; index < last; index += 1) rows.push(this.line(index));
    const spacer = (n) => {
      const cell = h('td', { colspan: this.columns.length });
      cell.style.height = `${n * tall}px`;
      cell.style.padding = '0';
      return h('tr', { class: 'space', 'aria-hidden': 'true' }, cell);
    };
    // Where nothing in it can be focused, it is scrolled by keys itself.
    if (this.total) this.element.removeAttribute('tabindex');
    else this.element.tabIndex = 0;
    if (!this.total) {
      if (this.all === undefined) this.body.replaceChildren(); // nothing has come yet
      else this.body.replaceChildren(h('tr', {}, h('td', { colspan: this.columns.length, class: 'nothing' }, this.all === 0 ? this.options.none || 'There are no events.' : 'No event fits these filters.')));
      return;
    }
    this.body.replaceChildren(...(first ? [spacer(first)] : []), ...rows, ...(last < this.total ? [spacer(this.total - last)] : []));
    if (focused) this.focus(false);
  }

  line(index) {
    const row = this.row(index);
    const active = index === this.active;
    if (!row) return h('tr', { class: `line${active ? ' active' : ''}`, 'aria-rowindex': index + 2, tabindex: active ? 0 : -1 }, h('td', { colspan: this.columns.length, class: 'wait' }, '…'));
    const both = row.second ? [h('span', { class: 'arrow', 'aria-label': ' against ' }, ' → '), h('bdi', {}, shown(row.second))] : [];
    const marks = [
      row.findings ? h('span', { class: 'flag finding', title: `${row.findings} finding${row.findings > 1 ? 's' : ''} against the codebook` }, `! ${row.findings}`) : null,
      row.allegations ? h('span', { class: 'flag allegation', title: `${row.allegations} allegation${row.allegations > 1 ? 's' : ''}` }, `alleged ${row.allegations}`) : null,
      row.denials ? h('span', { class: 'flag denial', title: `${row.denials} denial${row.denials > 1 ? 's' : ''}` }, `denied ${row.denials}`) : null,
      row.low ? h('span', { class: 'flag low', title: row.confidence === null ? 'Low confidence: the day or the place is not exact' : `Low confidence: ${row.confidence.toFixed(2)}` }, 'unsure') : null,
    ];
    const chosen = this.chosen(row);
    return h('tr', { class: `line ${row.status}${active ? ' active' : ''}${chosen ? ' chosen' : ''}`, 'aria-rowindex': index + 2, 'aria-selected': String(this.options.selection ? chosen : active), tabindex: active ? 0 : -1, 'data-index': index, 'data-id': row.id },
      this.pick(row, index),
      h('td', { class: 'c-status' }, h('span', { class: `sign ${row.status}`, title: row.coder ? `${row.status} by ${shown(row.coder)}` : row.status }, SIGNS[row.status], h('span', { class: 'quiet' }, row.status))),
      h('td', { class: 'c-date' }, day(row.day) || 'no date', row.precision > 1 ? h('span', { class: 'soft', title: row.precision === 2 ? 'the week is known' : 'the month is known' }, ' ±') : null),
      h('td', { class: 'c-type' }, h('span', { class: `type ${TYPES[row.event_type]}`, title: row.event_type }), h('a', { href: this.options.href(row.id), tabindex: -1 }, row.sub_event_type)),
      h('td', { class: 'c-place' }, h('bdi', {}, shown(row.place || 'no place')), row.country ? h('span', { class: 'soft' }, ` ${shown(row.country)}`) : null),
      h('td', { class: 'c-actor' }, h('bdi', {}, shown(row.first || '—')), ...both),
      ...PLAIN.map(({ name }) => h('td', { class: `c-${name} ${kindOf(name)}` }, h('bdi', {}, shown(String(row[name] ?? ''))))),
      this.columns.some(([name]) => name === 'checked') ? h('td', { class: 'c-checked' }, check(row)) : null,
      h('td', { class: 'c-marks' }, ...marks));
  }

  // Selecting

  chosen(row) {
    return Boolean(this.options.selection?.has(row.id));
  }

  pick(row, index) {
    if (!this.options.selection) return null;
    return h('td', { class: 'c-pick' }, h('label', { class: 'choose' }, h('input', { type: 'checkbox', tabindex: -1, checked: this.chosen(row), 'data-index': index, 'aria-label': `Select ${shown(row.summary)}` })));
  }

  pickAt(index) {
    const row = this.row(index);
    if (row) this.options.selection?.toggle(row, index);
  }

  // All from the row last picked to this one.
  async pickTo(index) {
    const { selection } = this.options;
    const [from, to] = [selection.anchor, index].sort((a, b) => a - b);
    try {
      selection.add(await this.options.ids(from, to + 1));
    } catch (error) {
      this.options.onwrong?.(error);
    }
  }

  // Before a click: Shift must not select words.
  pressed(event) {
    if (event.shiftKey && this.options.selection) event.preventDefault();
  }

  picked(event) {
    const index = Number(event.target.closest('tr.line').dataset.index);
    event.preventDefault();
    this.active = index;
    if (event.shiftKey) this.pickTo(index);
    else this.pickAt(index);
  }

  clicked(event) {
    const line = event.target.closest('tr.line');
    if (line?.dataset.id && this.options.selection && (event.target.closest('.choose') || event.shiftKey)) {
      this.picked(event);
      return;
    }
    if (!line || !line.dataset.id || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.active = Number(line.dataset.index);
    this.options.onopen(line.dataset.id);
  }

  keyed(event) {
    const inView = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: inView, PageUp: -inView, Home: -this.total, End: this.total };
    if (event.key in steps && event.target.closest('tbody')) {
      event.preventDefault();
      const { selection } = this.options;
      if (selection && event.shiftKey && !selection.size) selection.anchor = this.active;
      this.step(steps[event.key]);
      if (selection && event.shiftKey) this.pickTo(this.active);
    } else if (event.key === 'Enter' && event.target.closest('tr.line')) {
      event.preventDefault();
      this.open();
    }
  }

  step(by) {
    if (!this.total) return;
    this.active = Math.max(0, Math.min(this.total - 1, this.active + by));
    const tall = this.height;
    const top = this.active * tall;
    const box = this.element;
    const head = this.head.offsetHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + tall + head > box.scrollTop + box.clientHeight) box.scrollTop = top + tall + head - box.clientHeight;
    this.draw();
    this.focus(true);
  }

  focus(scroll) {
    const line = this.body.querySelector('tr.active');
    if (line) line.focus({ preventScroll: !scroll });
  }

  open() {
    const row = this.row(this.active);
    if (row) this.options.onopen(row.id);
  }

  // To the event, or to where it stood if it has left the list or is not loaded.
  goTo(id, stood = null) {
    for (const [number, rows] of this.pages) {
      const at = rows === 'asked' ? -1 : rows.findIndex((row) => row.id === id);
      if (at >= 0) {
        this.active = number * PAGE + at;
        return;
      }
    }
    if (stood !== null) this.active = Math.max(0, Math.min(this.total - 1, stood));
  }
}

function kindOf(name) {
  const plain = PLAIN.find((one) => one.name === name);
  return plain ? (plain.number ? 'c-plain c-number' : 'c-plain') : '';
}

// Who decided the least sure value; of disputed ones, which they are.
function check(row) {
  if (!CHECKS[row.checked]) return '';
  const names = row.disputed.map(checkName).join(', ');
  return h('span', { class: `check ${row.checked}`, title: names ? `disputed: ${names}` : `the least sure value is by ${CHECKS[row.checked]}` }, row.checked, names ? h('span', { class: 'quiet' }, `: ${names}`) : '');
}
