// The list as a spreadsheet: cells are edited where they stand, copied, cleared, pasted into.
import { ask, h, number, shown, toast, TYPES } from './dom.js';
import { combo } from './combo.js';
import { placeLine } from './form.js';
import { COLUMN, OWN, ownChoices } from './own.js';
import { EventTable, SIGNS } from './table.js';

// [column, heading, sorted by, text of a row]; without the last it is not written in
const CELLS = [
  ['status', 'Status', ''],
  ['date', 'Date', 'date', (row) => row.day],
  ['type', 'Type', 'type', (row) => row.sub_event_type],
  ['place', 'Place', 'place', (row) => row.place],
  ['admin1', 'Admin1', '', (row) => row.admin1],
  ['country', 'Country', '', (row) => row.country],
  ['perpetrator', 'Perpetrators', 'actor', (row) => row.first],
  ['target', 'Targets', '', (row) => row.second],
  ['killed', 'Killed', 'killed', (row) => String(row.killed ?? '')],
  ['injured', 'Injured', '', (row) => String(row.injured ?? '')],
  ['findings', 'Findings', 'findings'],
];
const TEXT = {};
const WIDTH = 1180, OWN_WIDTH = 108; // pixels of the table without the user's own fields, and of each
const FIRST = 1; // the column left of it picks rows
const MOST_ROWS = 5000; // that one paste may write, as the server has it

// The user's own fields stand behind the others.
function useOwnCells() {
  CELLS.push(...OWN.map(({ name }) => [`${COLUMN}${name}`, name, '', (row) => row.own?.[name] ?? '']));
  for (const [name, , , text] of CELLS) TEXT[name] = text;
}

export class EventGrid extends EventTable {
  // options: as the table's, and start, write(cells, events), undo(), leave()
  constructor(options) {
    useOwnCells();
    super(options);
    this.table.className = 'cells';
    if (OWN.length) this.table.style.minWidth = `${WIDTH + OWN_WIDTH * OWN.length}px`;
    this.table.setAttribute('aria-label', 'Events as a grid');
    this.element.id = 'grid';
    this.element.classList.add('wide');
    this.column = FIRST + 1;
    this.corner = null; // the other end of a range: [row, column]
    this.wrong = new Map();
    this.writing = Promise.resolve();
    this.mine = new Map(); // the decision with which this grid last wrote into a row
    const list = (id, values) => h('datalist', { id }, values.map((value) => h('option', { value })));
    this.element.append(list('grid-types', Object.values(options.start.types).flat()), list('grid-countries', options.start.countries), ...OWN.map((one) => [ownChoices(one), `grid-${one.name}`]).filter(([choices]) => choices).map(([choices, id]) => list(id, choices.map(([value]) => value).filter(Boolean))));
    this.table.addEventListener('copy', (event) => this.copied(event));
    this.table.addEventListener('paste', (event) => this.pasted(event));
    this.table.addEventListener('dblclick', (event) => { if (event.target.closest('td[data-column]')) this.edit(); });
    this.table.addEventListener('mouseover', (event) => { if (event.buttons === 1 && this.dragging) this.drag(event); });
    window.addEventListener('pointerup', () => { this.dragging = false; });
  }

  columnsFor() {
    return [['pick', 'Select', ''], ...CELLS];
  }

  show(answer, down) {
    this.editor = null;
    this.wrong.clear();
    super.show(answer, down);
  }

  draw() {
    if (this.editor) return; // drawn when the cell is left
    super.draw();
  }

  line(index) {
    const row = this.row(index);
    if (!row) return h('tr', { class: 'line', 'aria-rowindex': index + 2 }, h('td', { colspan: this.columns.length, class: 'wait' }, '…'));
    const chosen = this.chosen(row);
    return h('tr', { class: `line ${row.status}${chosen ? ' chosen' : ''}`, 'aria-rowindex': index + 2, 'aria-selected': String(chosen), 'data-index': index, 'data-id': row.id },
      this.pick(row, index), CELLS.map(([name], i) => this.cell(row, index, name, i + FIRST)));
  }

  cell(row, index, name, column) {
    const active = index === this.active && column === this.column;
    const wrong = this.wrong.get(`${row.id} ${name}`);
    const content = {
      status: () => h('a', { href: this.options.href(row.id), tabindex: -1, title: `Open: ${row.status}` }, h('span', { class: `sign ${row.status}` }, SIGNS[row.status] || '', h('span', { class: 'quiet' }, `open the event, ${row.status}`))),
      findings: () => (row.findings ? h('span', { class: 'flag finding' }, `! ${row.findings}`) : ''),
      type: () => [h('span', { class: `type ${TYPES[row.event_type]}`, 'aria-hidden': 'true' }), row.sub_event_type],
    }[name] || (() => h('bdi', {}, shown(TEXT[name](row))));
    return h('td', {
      class: `c-${name.replace('.', '-')}${active ? ' here' : ''}${this.inRange(index, column) ? ' ranged' : ''}${wrong ? ' wrong' : ''}`,
      tabindex: active ? 0 : -1, 'data-column': column, 'aria-readonly': TEXT[name] ? null : 'true', 'aria-invalid': wrong ? 'true' : null, title: wrong || null,
    }, content(), name === 'date' && row.precision > 1 ? h('span', { class: 'soft', title: row.precision === 2 ? 'the week is known' : 'the month is known' }, ' ±') : '');
  }

  get range() {
    const [row, column] = this.corner || [this.active, this.column];
    return { top: Math.min(row, this.active), bottom: Math.max(row, this.active), left: Math.min(column, this.column), right: Math.max(column, this.column) };
  }

  inRange(row, column) {
    if (!this.corner) return false;
    const { top, bottom, left, right } = this.range;
    return row >= top && row <= bottom && column >= left && column <= right;
  }

  // Moving about

  focus(scroll) {
    const cell = this.body.querySelector('td.here');
    if (!cell) return;
    cell.focus({ preventScroll: true });
    if (scroll) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  move(down, right, stretch) {
    if (stretch) this.corner ||= [this.active, this.column];
    else this.corner = null;
    this.column = Math.max(FIRST, Math.min(this.columns.length - 1, this.column + right));
    this.step(down);
  }

  keyed(event) {
    if (this.editor || !event.target.closest('tbody')) return;
    const inView = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 2);
    const held = event.ctrlKey || event.metaKey;
    const far = held ? this.total : 1;
    const steps = {
      ArrowDown: [far, 0], ArrowUp: [-far, 0], ArrowRight: [0, held ? 99 : 1], ArrowLeft: [0, held ? -99 : -1], PageDown: [inView, 0], PageUp: [-inView, 0], Home: [held ? -this.total : 0, -99], End: [held ? this.total : 0, 99],
    };
    const actions = {
      Enter: () => (this.column === FIRST ? this.open() : this.edit()), F2: () => this.edit(), Delete: () => this.clear(), Backspace: () => this.clear(),
      Escape: () => { if (this.corner) { this.corner = null; this.draw(); this.focus(false); } else this.options.leave(); },
    };
    if (event.key in steps) this.move(...steps[event.key], event.shiftKey);
    else if (event.key === ' ' && event.shiftKey) this.pickAt(this.active);
    else if (held && event.key.toLowerCase() === 'd') this.fillDown();
    else if (held && event.key.toLowerCase() === 'z') this.writing.then(() => this.options.undo());
    else if (held || event.altKey || event.isComposing) return;
    else if (event.key in actions) actions[event.key]();
    else if (event.key.length === 1) this.edit(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  clicked(event) {
    const cell = event.target.closest('td[data-column]');
    if (event.target.closest('.choose')) {
      super.clicked(event);
    } else if (event.target.closest('a') && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      this.options.onopen(cell.parentElement.dataset.id);
    }
  }

  pressed(event) {
    const cell = event.target.closest('td[data-column]');
    if (!cell || event.button || (this.editor && this.editor.cell === cell)) return;
    if (this.editor) this.leave(true);
    if (event.shiftKey) this.corner ||= [this.active, this.column];
    else this.corner = null;
    this.dragging = true;
    if (!event.target.closest('a')) event.preventDefault();
    this.at(cell);
  }

  drag(event) {
    const cell = event.target.closest('td[data-column]');
    if (!cell || this.editor) return;
    this.corner ||= [this.active, this.column];
    this.at(cell);
  }

  at(cell) {
    this.active = Number(cell.parentElement.dataset.index);
    this.column = Number(cell.dataset.column);
    this.draw();
    this.focus(false);
  }

  // Writing

  name(column) {
    return CELLS[column - FIRST][0];
  }

  edit(typed = null) {
    const row = this.row(this.active);
    const name = this.name(this.column);
    const cell = this.body.querySelector('td.here');
    if (!row || !cell || !TEXT[name]) return;
    this.corner = null;
    const input = h('input', { type: 'text', value: typed ?? TEXT[name](row), 'aria-label': `${CELLS[this.column - FIRST][1]} of ${shown(row.summary)}`, dir: 'auto', spellcheck: 'false', list: { type: 'grid-types', country: 'grid-countries' }[name] || (name.startsWith(COLUMN) ? `grid-${name.slice(COLUMN.length)}` : null) });
    const country = encodeURIComponent(row.country);
    const offers = {
      place: [(q) => ask(`places?q=${encodeURIComponent(q)}&country=${country}`), placeLine, (one) => one],
      perpetrator: [(q) => ask(`actors?q=${encodeURIComponent(q)}&country=${country}&on=${row.day}`), (one) => h('span', {}, shown(one.name)), (one) => one.name],
    };
    const [fetch, line, value] = offers[name === 'target' ? 'perpetrator' : name] || [];
    const box = fetch ? combo(input, { fetch, line, choose: (one) => this.leave(true, 1, 0, value(one)) }) : input;
    this.editor = { cell, input, row, name };
    cell.classList.add('editing');
    cell.replaceChildren(box);
    input.focus();
    if (typed === null) input.select();
    input.addEventListener('blur', () => { if (this.editor?.input === input) this.leave(true); });
    cell.addEventListener('keydown', (event) => {
      const goes = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1], Escape: [0, 0] }[event.key];
      event.stopPropagation();
      if (!goes || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      this.leave(event.key !== 'Escape', ...goes);
    });
  }

  // Out of the cell: with what was typed, or as it was; and on to another.
  leave(keep, down = null, right = 0, chosen = null) {
    const { input, row, name } = this.editor;
    const value = chosen ?? input.value;
    this.editor = null;
    if (down === null) this.draw();
    else this.move(down, right, false);
    if (keep && (chosen || value.trim() !== TEXT[name](row).trim())) this.write([[row, name, value]]);
  }

  // One after the other: what this grid has written into a row is no change from elsewhere, even where
  // the next cell was begun before the answer.
  write(cells) {
    if (!cells.length) return this.writing;
    this.writing = this.writing.then(() => this.written(cells));
    return this.writing;
  }

  async written(cells) {
    const events = Object.fromEntries(cells.map(([row]) => [row.id, Math.max(row.revision, this.mine.get(row.id) ?? 0)]));
    for (const [row, name] of cells) this.wrong.delete(`${row.id} ${name}`);
    const answer = await this.options.write(cells.map(([row, name, value]) => [row.id, name, value]), events);
    if (!answer) return;
    for (const row of answer.rows) this.mine.set(row.id, row.revision);
    for (const [id, name, why] of answer.left) this.wrong.set(`${id} ${name}`, why);
    this.renew(answer.rows);
  }

  async rowsOf(from, to) {
    const asked = [];
    for (let n = Math.floor(from / this.pageSize); n <= Math.floor(Math.min(to, this.total - 1) / this.pageSize); n += 1) asked.push(this.page(n * this.pageSize));
    await Promise.all(asked);
    const rows = [];
    for (let index = from; index <= Math.min(to, this.total - 1); index += 1) rows.push(this.row(index));
    return rows.filter(Boolean);
  }

  async clear() {
    const { top, bottom, left, right } = this.range;
    const names = this.names(left, right);
    await this.block(await this.rowsOf(top, bottom), names, () => '');
  }

  async fillDown() {
    const { top, bottom, left, right } = this.range;
    const rows = await this.rowsOf(top, bottom);
    const names = this.names(left, right);
    await this.block(rows.slice(1), names, (i, name) => TEXT[name](rows[0]));
  }

  names(left, right) {
    const names = [];
    for (let column = left; column <= right; column += 1) names.push(TEXT[this.name(column)] ? this.name(column) : null);
    return names;
  }

  // value(row's number, column's name, column's number) → text, or undefined for none
  async block(rows, names, value) {
    const cells = [];
    rows.forEach((row, i) => names.forEach((name, j) => {
      const text = name ? value(i, name, j) : undefined;
      if (text !== undefined && text.trim() !== TEXT[name](row).trim()) cells.push([row, name, text]);
    }));
    await this.write(cells);
    return cells.length;
  }

  async copied(event) {
    if (this.editor) return;
    event.preventDefault();
    const { top, bottom, left, right } = this.range;
    const rows = [];
    for (let index = top; index <= bottom; index += 1) rows.push(this.row(index));
    if (!rows.every(Boolean)) {
      toast('Not all of these rows are loaded: scroll over them first', 'wrong');
      return;
    }
    const text = rows.map((row) => this.columns.slice(left, right + 1).map(([name]) => quoted(TEXT[name] ? TEXT[name](row) : String(row[name] ?? ''))).join('\t')).join('\n');
    event.clipboardData.setData('text/plain', text);
    toast(`${number(rows.length)} × ${right - left + 1} cells copied`);
  }

  // What a spreadsheet puts on the clipboard goes into the cells from here on; one cell fills a range.
  async pasted(event) {
    if (this.editor) return;
    event.preventDefault();
    const lines = parsed(event.clipboardData.getData('text/plain'));
    if (!lines.length) return;
    const { top, bottom, left, right } = this.range;
    const single = lines.length === 1 && lines[0].length === 1;
    const last = single ? bottom : top + lines.length - 1;
    if (last - top >= MOST_ROWS) {
      toast(`${number(last - top + 1)} rows are more than the ${number(MOST_ROWS)} that can be pasted at once`, 'wrong');
      return;
    }
    const wide = single ? right : left + Math.max(...lines.map((line) => line.length)) - 1;
    const rows = await this.rowsOf(top, last);
    const names = this.names(left, Math.min(wide, this.columns.length - 1));
    const written = await this.block(rows, names, (i, name, j) => (single ? lines[0][0] : lines[i][j]));
    const beyond = [last >= this.total ? `${number(last - this.total + 1)} rows went past the end` : '', wide >= this.columns.length ? 'columns went past the last' : '', names.includes(null) ? 'columns that follow from others are not written' : ''].filter(Boolean);
    if (!written || beyond.length) toast([written ? '' : 'Nothing differs', ...beyond].filter(Boolean).join('; '));
  }
}

function quoted(text) {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Tab-separated lines as spreadsheets copy them: a cell with a tab, a newline or a quote is quoted.
export function parsed(text) {
  const lines = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    lines.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"').replace(/\s+/g, ' '));
    if (!found[3]) break;
    if (found[3] !== '\t') lines.push([]);
  }
  if (lines.at(-1).every((one) => !one)) lines.pop(); // the newline at the end
  return lines;
}
