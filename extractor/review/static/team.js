// A team's page: how far it is, which articles two have coded, how far they agree.
import { ask, h, number, shown, toast } from './dom.js';
import { help, listen } from './keys.js';
import { ComparePage } from './teamcompare.js';

const main = document.getElementById('main');
const state = { start: null, compare: null, only: 'open', lines: [] };
const MOST = 300; // lines drawn; the filter shows the others

async function begin() {
  try {
    state.start = await ask('team/start');
  } catch (error) {
    main.replaceChildren(h('p', { class: 'wait' }, error.message));
    return;
  }
  state.compare = new ComparePage({ back: () => go(''), next: nextOpen, onchange: reload });
  tools();
  window.addEventListener('popstate', route);
  document.getElementById('home').addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go('');
  });
  listen(keys);
  route();
}

async function reload() {
  state.start = await ask('team/start');
}

function go(article) {
  history.pushState(null, '', article ? `/team?article=${encodeURIComponent(article)}` : '/team');
  route();
}

async function route() {
  const article = new URLSearchParams(location.search).get('article');
  state.article = article;
  if (article) {
    main.replaceChildren(state.compare.element);
    await state.compare.open(article);
  } else {
    await reload();
    overview();
  }
}

function nextOpen(after) {
  const open = state.start.articles.filter((one) => stateOf(one) === 'open' && one.article !== after);
  go(open.length ? open[0].article : '');
}

function tools() {
  document.getElementById('tools').replaceChildren(
    h('button', { type: 'button', class: 'tool', id: 'leave', onclick: leave }, 'Sign out'),
    h('button', { type: 'button', class: 'tool icon', id: 'help', 'aria-label': 'Keys', title: 'Keys (?)', onclick: showHelp }, '?'));
}

async function leave() {
  await ask('team/leave', {});
  location.assign('/');
}

// open: waits for an adjudicator; same: nothing differs; done: adjudicated
function stateOf(one) {
  if (one.adjudicator) return 'done';
  return one.differs === 0 ? 'same' : 'open';
}

function overview() {
  const { start } = state;
  document.title = `Team · ${start.name} · extract review`;
  main.replaceChildren(h('div', { class: 'teampage', 'data-ready': '1' },
    h('section', { 'aria-labelledby': 'people-title' }, h('h2', { id: 'people-title' }, start.adjudicates ? 'People' : 'You'), people(start.people)),
    comparisons(),
    start.adjudicates ? h('section', { 'aria-labelledby': 'alpha-title', id: 'alpha' }, h('h2', { id: 'alpha-title' }, 'Agreement'),
      h('button', { type: 'button', class: 'tool', id: 'agreement', onclick: agreement }, 'Krippendorff’s alpha of each field')) : ''));
}

function people(list) {
  return h('table', { class: 'plaintable' },
    h('thead', {}, h('tr', {}, ['name', 'role', 'decided', 'open'].map((word) => h('th', { scope: 'col' }, word)))),
    h('tbody', {}, list.map((one) => h('tr', {},
      h('th', { scope: 'row' }, h('bdi', {}, shown(one.name)), one.full_name ? h('bdi', { class: 'soft full' }, shown(one.full_name)) : ''),
      h('td', {}, one.role),
      h('td', {}, number(one.accepted + one.rejected)),
      h('td', {}, number(one.open + one.mended))))));
}

function comparisons() {
  const { articles, adjudicates } = state.start;
  const groups = { open: adjudicates ? 'to adjudicate' : 'not adjudicated yet', same: 'the same', done: 'adjudicated' };
  const inGroup = (name) => articles.filter((one) => stateOf(one) === name);
  const chosen = inGroup(state.only);
  state.lines = chosen.slice(0, MOST);
  const tabs = Object.entries(groups).map(([name, label]) => h('button', { type: 'button', class: 'tool', 'aria-pressed': String(name === state.only), onclick: () => { state.only = name; overview(); } }, `${label} ${number(inGroup(name).length)}`));
  return h('section', { 'aria-labelledby': 'compare-title' }, h('h2', { id: 'compare-title' }, 'Coded by two'),
    h('p', { class: 'soft' }, adjudicates ? 'Articles that both have done. Opening one closes it for its coders.' : 'Your articles that another coder has done too. Opening one closes it: you change nothing in it afterwards.'),
    h('div', { class: 'row wrap', role: 'group', 'aria-label': 'Which articles' }, tabs),
    state.lines.length ? h('ul', { class: 'comparisons' }, state.lines.map(line)) : h('p', { class: 'soft none' }, 'None.'),
    chosen.length > MOST ? h('p', { class: 'soft' }, `${number(chosen.length - MOST)} more`) : '');
}

function line(one) {
  const differ = one.differs === null ? '' : one.differs === 0 ? 'nothing differs' : `${one.differs} ${one.differs === 1 ? 'value differs' : 'values differ'}`;
  return h('li', {}, h('a', { href: `/team?article=${encodeURIComponent(one.article)}`, onclick: (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(one.article);
  } }, h('bdi', {}, shown(one.title))), ' ', h('span', { class: 'soft' }, h('bdi', {}, one.coders.map(shown).join(', ')), `, ${one.events} ${one.events === 1 ? 'event' : 'events'}`, differ ? `, ${differ}` : '', one.adjudicator ? [', by ', h('bdi', {}, shown(one.adjudicator))] : ''));
}

async function agreement() {
  let found;
  try {
    found = await ask('team/agreement');
  } catch (error) {
    toast(error.message, 'wrong');
    return;
  }
  const cell = (value) => h('td', {}, value === null ? '–' : value.toFixed(2));
  document.getElementById('alpha').replaceChildren(h('h2', { id: 'alpha-title' }, 'Agreement'),
    h('p', { class: 'soft' }, `Krippendorff’s alpha over the articles that both have done: ${number(found.articles)}, with ${number(found.waiting)} more to come. 0.8 and more is reliable, below 0.667 not even for tentative conclusions.`),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Agreement by field' }, h('table', { class: 'plaintable', id: 'alphas' },
      h('thead', {}, h('tr', {}, ['field', 'alpha', '95 %', 'the same', 'events'].map((word) => h('th', { scope: 'col' }, word)))),
      h('tbody', {}, found.fields.map((one) => h('tr', { 'data-alpha': one.name }, h('th', { scope: 'row' }, one.title), cell(one.alpha),
        h('td', {}, one.alpha_interval ? one.alpha_interval.map((bound) => bound.toFixed(2)).join(' to ') : '–'), cell(one.same), h('td', {}, number(one.events))))))));
}

function step(by) {
  const links = [...document.querySelectorAll('.comparisons a')];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))].focus();
}

const inList = [
  ['j', 'Next article', () => step(1)],
  ['k', 'Article before', () => step(-1)],
  ['Escape', 'To the records', () => location.assign('/')],
];

function keys() {
  return [...(state.article ? state.compare.keys() : inList), ['?', 'These keys', showHelp]];
}

function showHelp() {
  help([['In the list', [...inList, ['Enter', 'Compare']]], ['In a comparison', state.compare.keys()]]);
}

begin();
