// The page: which view is shown, what stands in its head, and the keys of both.
import { ask, h, number, toast } from './dom.js';
import { EventPage } from './event.js';
import { useFields } from './evidence.js';
import { useColumns } from './table.js';
import { help, listen } from './keys.js';
import { ListPage, served, servedChoices, servedLabels } from './list.js';
import { outDialog, tell } from './outdialog.js';
import { useOwn } from './own.js';
import { clock, Stopwatch } from './timing.js';
import { addDialog } from './dialogs.js';
import { gridKeys, listTools } from './listtools.js';

const main = document.getElementById('main');
const state = { start: null, list: null, event: null, view: null };

async function begin() {
  let outlines;
  try {
    [state.start, outlines] = await Promise.all([ask('start'), fetch('/static/outlines.json').then((answer) => answer.json())]);
  } catch (error) {
    main.replaceChildren(h('p', { class: 'wait' }, error.message));
    return;
  }
  useFields(state.start.fields);
  useColumns(state.start.columns);
  useOwn(state.start.own);
  const add = h('button', { type: 'button', class: 'tool', title: 'Add an event the machine missed (N)', onclick: () => addMissed() }, 'Add event');
  state.list = new ListPage({ outlines, none: state.start.team && 'No event is dealt to you. What two people have coded is under Team, at the top of the page.', open: openEvent, source: served, choices: servedChoices, labels: servedLabels, findings: state.start.findings, next: nextUndecided, pace, status, actions: state.start.articles ? add : '', tools: (list) => listTools(list, { start: state.start, status, undo }), query: (query, quietly) => {
    history[quietly ? 'replaceState' : 'pushState'](null, '', query ? `/?${query}` : '/');
    route();
  } });
  state.watch = new Stopwatch(state.start.journal);
  state.event = new EventPage({ start: state.start, outlines, labels: servedLabels, watch: state.watch, go, decided, list: backToList, add: addMissed });
  tools();
  document.getElementById('home').addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    backToList();
  });
  window.addEventListener('popstate', () => {
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close(''); // it asked about what is left
    route();
  });
  listen(allKeys);
  route();
}

function route() {
  const path = location.pathname;
  if (path.startsWith('/event/')) {
    put(state.event);
    return state.event.open(decodeURIComponent(path.slice('/event/'.length)), location.search);
  }
  put(state.list);
  state.watch.on(null);
  document.title = `${state.start.name} · extract review`;
  return state.list.show(location.search);
}

function put(view) {
  if (state.view === view) return;
  state.view = view;
  main.replaceChildren(view.element);
  document.body.dataset.view = view === state.list ? 'list' : 'event';
}

function go(id, query = location.search, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', `/event/${encodeURIComponent(id)}${query}`);
  return route();
}

function openEvent(id) {
  go(id, location.pathname === '/' ? location.search : '');
}

async function nextUndecided(id, at) {
  const { next } = await ask(`next/${encodeURIComponent(id)}?${location.search.slice(1)}&at=${at}`);
  if (next) openEvent(next);
  else toast('Nothing undecided is left in this list');
}

// For the coder alone: the middle of the times his decisions took.
function pace() {
  const middle = state.watch.middle();
  return middle === null ? '' : clock(middle);
}

// To the event's line, at once and again when the list has come: lines may have left it.
async function backToList(search = false) {
  const { id, near } = state.event;
  history.pushState(null, '', `/${location.search}`);
  const shown = route();
  if (search === true) state.list.search.focus();
  if (!id || search === true) return;
  const toLine = () => {
    state.list.table.goTo(id, near?.at ?? null);
    state.list.table.step(0);
  };
  toLine();
  const { active } = state.list.table;
  await shown;
  if (state.view === state.list && state.list.table.active === active) toLine();
}

function status(counts) {
  state.counts = counts;
  const done = counts.accepted + counts.rejected;
  const all = done + counts.open + counts.mended;
  const part = all ? done / all : 0;
  const meter = h('span', { class: 'meter', 'aria-hidden': 'true' }, h('span'));
  meter.firstChild.style.width = `${(part * 100).toFixed(1)}%`;
  document.getElementById('progress').replaceChildren(meter, h('span', { title: `${counts.accepted} accepted, ${counts.rejected} rejected, ${counts.mended} mended, ${counts.open} open` }, `${number(done)} of ${number(all)} decided`));
  const undo = document.getElementById('undo');
  if (undo) {
    undo.disabled = !counts.undo;
    undo.title = counts.undo ? `Undo: ${counts.undo} (u)` : 'Nothing to undo';
  }
}

// One decision was made here, or taken back: how far it is, and what is selected was not changed elsewhere.
function decided({ status: counts, made = [], revision }) {
  status(counts);
  state.list.selection.renew(made.map((id) => ({ id, revision })));
}

function tools() {
  const theme = h('button', { type: 'button', class: 'tool icon', id: 'theme', 'aria-label': 'Light or dark', title: 'Light or dark', onclick: turnTheme }, '◐');
  document.getElementById('tools').replaceChildren(
    h('button', { type: 'button', class: 'tool', id: 'undo', onclick: undo }, 'Undo'),
    state.start.output ? h('button', { type: 'button', class: 'tool', id: 'save', title: `Write ${state.start.output} (Ctrl+S)`, onclick: save }, 'Write') : '',
    h('button', { type: 'button', class: 'tool', id: 'out', title: 'Write or download: accepted only, or all (O)', onclick: out }, 'Out'),
    theme,
    h('button', { type: 'button', class: 'tool icon', id: 'help', 'aria-label': 'Keys', title: 'Keys (?)', onclick: showHelp }, '?'));
  status(state.start.status);
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('extract-theme', root.dataset.theme); } catch { /* this page only */ }
}

async function undo() {
  await state.event.idle();
  try {
    const answer = await ask('undo', {});
    decided(answer);
    toast(`Undone: ${answer.undone}${answer.number > 1 ? ` of ${number(answer.number)} events` : ''}`);
    if (answer.record && state.view === state.event) go(answer.record.id, location.search, answer.record.id === state.event.id);
    else if (state.view === state.event) backToList();
    else state.list.show(location.search);
  } catch (error) {
    toast(error.message, 'wrong');
  }
}

async function save() {
  await state.event.settled();
  try {
    tell(await ask('save', {}));
  } catch (error) {
    toast(error.message, 'wrong');
  }
}

async function out() {
  await state.event.settled();
  await outDialog(state.start, state.counts);
}

async function addMissed(article) {
  const chosen = await addDialog(state.start, article);
  if (!chosen) return;
  try {
    const answer = await ask('decide', { action: 'add', ...chosen });
    status(answer.status);
    go(answer.record.id, '');
    toast('Added. Select words in the article and press a field’s key.');
  } catch (error) {
    toast(error.message, 'wrong');
  }
}

const everywhere = [
  ['u', 'Undo the last decision', undo],
  ['Ctrl+s', 'Write the reviewed records', save],
  ['O', 'Out: write or download, accepted only or all', out],
  ['N', 'Add an event the machine missed', () => addMissed(state.view === state.event ? state.event.article?.id : null)],
  ['?', 'These keys', showHelp],
];

function allKeys() {
  return [...state.view.keys(), ...everywhere];
}

function showHelp() {
  help([
    ['In the list', state.list.keys()],
    ['In the grid', gridKeys],
    ...state.event.keyGroups(),
    ['Everywhere', everywhere],
  ]);
}

begin();
