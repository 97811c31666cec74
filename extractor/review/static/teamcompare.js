// Two codings of one article side by side, and what an adjudicator chooses of them.
import { ArticleView } from './article.js';
import { ask, h, shown, toast } from './dom.js';

const SIDES = ['left', 'right'];

export class ComparePage {
  // options: back(), next(after), onchange()
  constructor(options) {
    this.options = options;
    this.view = new ArticleView();
    this.title = h('h1', { dir: 'auto' });
    this.chip = h('span', { class: 'statuschip' });
    this.acts = h('div', { class: 'acts', role: 'toolbar', 'aria-label': 'Decisions' });
    this.left = h('section', { class: 'pane left', 'aria-label': 'Article' });
    this.right = h('section', { class: 'pane right', 'aria-label': 'The two codings' });
    this.element = h('div', { class: 'eventpage comparepage' },
      h('div', { class: 'eventhead' }, h('button', { type: 'button', class: 'tool', title: 'To the list (Esc)', onclick: () => options.back() }, '← Team'),
        this.title, this.chip, h('span', { class: 'grow' }), this.acts),
      h('div', { class: 'panes' }, this.left, this.right));
  }

  async open(article) {
    let answer;
    try {
      answer = await ask(`team/compare?article=${encodeURIComponent(article)}`);
    } catch (error) {
      toast(error.message, 'wrong');
      this.options.back();
      return;
    }
    this.answer = answer;
    this.choices = answer.pairs.map(() => ({}));
    this.title.textContent = shown(answer.title);
    this.title.title = shown(answer.title);
    document.title = `${shown(answer.title)} · extract review`;
    this.drawArticle();
    this.right.replaceChildren(
      h('p', { class: 'soft sidenames' }, 'Left ', h('bdi', {}, shown(answer.coders[0])), ', right ', h('bdi', {}, shown(answer.coders[1]))),
      ...answer.pairs.map((pair, i) => this.pair(pair, i)),
      answer.adjudicator ? this.final() : '');
    this.drawHead();
    this.right.scrollTop = 0;
    this.element.dataset.ready = article;
    (this.groups()[0] || this.right.querySelector('summary'))?.querySelector('input')?.focus();
  }

  drawArticle() {
    const { text, pairs } = this.answer;
    if (!text) {
      this.left.replaceChildren(h('p', { class: 'soft' }, 'The article is not at hand. Start with ', h('code', {}, '--articles FILE'), ' to read it here.'));
      return;
    }
    const first = pairs.map((pair) => (pair.left || pair.right).record)[0];
    this.left.replaceChildren(this.view.element);
    this.view.show(text, first || emptyRecord());
    this.left.scrollTop = 0;
  }

  drawHead() {
    const { adjudicator, may, coders } = this.answer;
    const wanted = this.missing();
    this.chip.className = `statuschip ${adjudicator ? 'accepted' : ''}`;
    this.chip.textContent = adjudicator ? `adjudicated by ${shown(adjudicator)}` : may && wanted ? `${wanted} to choose` : '';
    this.chip.hidden = !this.chip.textContent;
    const act = (id, label, key, action, style = 'tool') => h('button', { type: 'button', id, class: style, onclick: action, title: `${label} (${key})` }, h('bdi', {}, label), ' ', h('kbd', { 'aria-hidden': 'true' }, key));
    this.acts.replaceChildren(...(may ? [
      act('all-left', `All of ${shown(coders[0])}`, 'L', () => this.all('left')), act('all-right', `All of ${shown(coders[1])}`, 'R', () => this.all('right')),
      act('adjudicate', 'Adjudicate', 'a', () => this.adjudicate(), 'main')] : []));
    const decide = this.acts.querySelector('#adjudicate');
    if (decide) decide.disabled = wanted > 0;
  }

  pair(pair, i) {
    const summary = shown((pair.left || pair.right).summary);
    const differ = pair.fields.filter((field) => !field.same);
    const alike = pair.fields.filter((field) => field.same);
    const compared = SIDES.every((side) => pair[side] && pair[side].status !== 'rejected');
    return h('section', { class: 'pair', 'aria-label': `Event ${i + 1}` }, h('h2', {}, `${i + 1}. `, h('bdi', {}, summary)),
      pair.differs.includes('status') ? this.choice(i, 'status', 'kept?', SIDES.map((side) => this.kept(pair[side]))) : h('p', { class: 'soft' }, this.kept(pair.left || pair.right), ' by both'),
      compared ? differ.map((field) => this.choice(i, field.name, field.title, [field.left, field.right])) : '',
      compared && alike.length ? h('details', { open: !differ.length || null }, h('summary', {}, `${alike.length} fields are the same`), h('dl', { class: 'alike' }, alike.map((field) => [h('dt', {}, field.title), lines(field.left, 'dd')]))) : '',
      compared ? '' : h('div', { class: 'sides2' }, SIDES.map((side) => h('dl', { class: 'alike' }, pair.fields.filter((field) => field[side].length).map((field) => [h('dt', {}, field.title), lines(field[side], 'dd')])))));
  }

  kept(side) {
    if (!side) return ['has no such event'];
    return [side.reason ? `${side.status}: ${side.reason}` : side.status];
  }

  // A value in which the two differ: a radio button each for who may choose.
  choice(i, name, title, values) {
    const { coders, may } = this.answer;
    const group = `choice-${i}-${name}`;
    return h('fieldset', { class: 'choice2', 'data-pair': i, 'data-choice': name, onfocusin: (event) => this.light(i, name, event.target.value) },
      h('legend', {}, title),
      SIDES.map((side, n) => h('label', { class: 'side2', onmouseover: () => this.light(i, name, side) },
        h('span', { class: 'soft who' }, may ? h('input', { type: 'radio', name: group, value: side, onchange: () => this.choose(i, name, side) }) : '', h('bdi', {}, shown(coders[n]))),
        lines(values[n].length ? values[n] : ['—'], 'span'))));
  }

  final() {
    const { final, adjudicator } = this.answer;
    return h('section', { class: 'pair final', 'aria-label': 'As adjudicated' }, h('h2', {}, 'As adjudicated by ', h('bdi', {}, shown(adjudicator))),
      final.length ? final.map(({ left, fields }) => [h('h3', {}, h('bdi', {}, shown(left.summary)), ' ', h('span', { class: 'soft' }, left.status)),
        h('dl', { class: 'alike' }, fields.map((field) => [h('dt', {}, field.title), lines(field.left, 'dd')]))]) : h('p', { class: 'soft' }, 'No event.'));
  }

  light(i, name, side) {
    const made = this.answer.pairs[i][side];
    if (!made || !this.answer.text) return;
    this.view.mark(made.record);
    const paths = pathsOf(name, made.record);
    this.view.light(paths);
    if (paths.length) this.view.reveal(paths[0]);
  }

  choose(i, name, side) {
    this.choices[i][name] = side;
    this.drawHead();
  }

  set(group, side) {
    const input = group.querySelector(`input[value=${side}]`);
    if (!input) return;
    input.checked = true;
    this.choose(Number(group.dataset.pair), group.dataset.choice, side);
  }

  groups() {
    return [...this.right.querySelectorAll('.choice2')].filter((group) => group.querySelector('input'));
  }

  missing() {
    return this.groups().filter((group) => !group.querySelector('input:checked')).length;
  }

  all(side) {
    for (const group of this.groups()) this.set(group, side);
  }

  // The value in focus gets this side; on to the next that nobody has chosen.
  pick(side) {
    const groups = this.groups();
    const at = Math.max(0, groups.findIndex((group) => group.contains(document.activeElement)));
    if (!groups[at]) return;
    this.set(groups[at], side);
    const next = [...groups.slice(at + 1), ...groups.slice(0, at)].find((group) => !group.querySelector('input:checked'));
    (next || groups[at]).querySelector(next ? 'input' : 'input:checked').focus();
  }

  step(by) {
    const groups = this.groups();
    if (!groups.length) return;
    const at = groups.findIndex((group) => group.contains(document.activeElement));
    const to = groups[at < 0 ? 0 : Math.max(0, Math.min(groups.length - 1, at + by))];
    (to.querySelector('input:checked') || to.querySelector('input')).focus();
    to.scrollIntoView({ block: 'nearest' });
  }

  async adjudicate() {
    if (!this.answer.may) return;
    if (this.missing()) {
      toast(`${this.missing()} values are to be chosen first: 1 left, 2 right`, 'wrong');
      return;
    }
    const choices = this.answer.pairs.map((pair, i) => ({
      keep: this.choices[i].status || (pair.left ? 'left' : 'right'),
      fields: pair.differs.filter((name) => name !== 'status' && this.choices[i][name] === 'right'),
    }));
    const { article } = this.answer;
    try {
      await ask('team/adjudicate', { article, choices });
    } catch (error) {
      toast(error.message, 'wrong');
      if (error.stale) await this.open(article);
      return;
    }
    await this.options.onchange();
    toast('Adjudicated. What is still wrong is mended among the records.');
    this.options.next(article);
  }

  keys() {
    return [
      ['1', 'Left is right, and on', () => this.pick('left')],
      ['2', 'Right is right, and on', () => this.pick('right')],
      ['j', 'Next value that differs', () => this.step(1)],
      ['k', 'Value before', () => this.step(-1)],
      ['L', 'All of the left', () => this.all('left')],
      ['R', 'All of the right', () => this.all('right')],
      ['a', 'Adjudicate, and on to the next', () => this.adjudicate()],
      ['Escape', 'To the list', () => this.options.back()],
    ];
  }
}

function lines(texts, tag) {
  return h(tag, { class: 'lines' }, texts.map((text) => h('span', { dir: 'auto' }, shown(text))));
}

// The paths of a compared field in a record, as evidence is marked by them.
function pathsOf(name, record) {
  const roles = { perpetrators: 'perpetrator', targets: 'target' };
  if (roles[name]) return record.actors.flatMap((actor, i) => (actor.role === roles[name] ? [`actors.${i}`] : []));
  if (name === 'type' || name === 'status') return ['trigger'];
  if (name === 'told') return (record.casualties.told || []).map((_, i) => `casualties.told.${i}`);
  return Array.isArray(record[name]) ? record[name].map((_, i) => `${name}.${i}`) : [name];
}

function emptyRecord() {
  return { source: {}, actors: [], casualties: {} };
}
