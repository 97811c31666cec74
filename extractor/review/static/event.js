// One event: the article on the left, the record on the right, and the decisions above.
import { ask, h, later, same, shown, toast } from './dom.js';
import { ArticleView } from './article.js';
import { deciding } from './decide.js';
import { BY_NAME, FIELDS, labelOf, PARTIES, piecesOf, SHOWN, styleOf } from './evidence.js';
import { RecordForm } from './form.js';
import { typing } from './keys.js';
import { MapView } from './map.js';
import { withOwn, withoutBlank } from './own.js';
import { choosePlace, enter, FORM_FIELD, get, part, remove, tidied } from './paths.js';
import { Pending } from './pending.js';
import { WordsBar } from './wordsbar.js';

export class EventPage {
  // options: start, outlines, watch, go(id, query, replace), decided(answer), list(search), add(article)
  constructor(options) {
    this.options = options;
    this.id = null;
    this.saving = Promise.resolve();
    this.pending = new Pending();
    this.busy = null; // the decision that is being made, until what follows it is shown
    this.map = new MapView({ outlines: options.outlines, labels: options.labels, small: true, label: 'Where the place lies' });
    this.view = new ArticleView({ onlit: (paths) => this.lightForm(paths), onpick: (path) => this.focusField(path) });
    this.form = new RecordForm({
      start: options.start,
      map: this.map.element,
      saved: (path) => get(this.record, path),
      ontype: (path, value) => this.typed(path, value),
      oncommit: () => this.commit(),
      onfocus: (path, reveal) => this.lightArticle(path, reveal),
      onpath: (path, piece) => this.showPiece(path, piece),
      ondrop: (path, i) => this.change((record) => part(record, path).evidence.splice(i, 1)),
      onremove: (path) => this.change((record) => remove(record, path)),
      onadd: (role) => this.addActor(role),
      onplace: (place) => this.change((record) => choosePlace(record, place), 'location.name'),
      onactor: (i, one) => this.change((record) => Object.assign(record.actors[i], { name: one.name, kind: one.kind }), `actors.${i}.name`),
      onrewrite: (name, words) => this.change((record) => { record[name] = words; }),
    });
    this.bar = new WordsBar({ onfield: (name, more) => this.words(name, more), onparty: (n) => this.party(n) });
    this.check = later(110, () => this.draft());
    this.title = h('h1', { dir: 'auto' });
    this.chip = h('span', { class: 'statuschip' });
    this.spot = h('span', { class: 'soft spot' });
    this.saved = h('span', { class: 'soft saved', role: 'status' });
    this.time = h('span', { class: 'soft time', title: 'Your time on this record. It stays in this browser: no journal, no file and nobody else gets it.' });
    this.told = h('button', { type: 'button', class: 'tool toldcount', id: 'told', title: 'To the first finding', onclick: () => this.form.toFirstFinding() });
    this.acts = h('div', { class: 'acts', role: 'toolbar', 'aria-label': 'Decisions' });
    this.tabs = h('div', { class: 'tabs' });
    this.left = h('section', { class: 'pane left', 'aria-label': 'Article', id: 'left' }, this.tabs, this.view.element);
    this.quotes = h('div', { class: 'noarticle' });
    this.right = h('section', { class: 'pane right', 'aria-label': 'Record', id: 'right' }, this.form.element);
    this.element = h('div', { class: 'eventpage' },
      h('div', { class: 'eventhead' },
        h('button', { type: 'button', class: 'tool', title: 'To the list (Esc)', onclick: () => options.list() }, '← List'),
        h('button', { type: 'button', class: 'tool icon', 'aria-label': 'Event before', title: 'Event before (k)', onclick: () => this.turn('before') }, '↑'),
        h('button', { type: 'button', class: 'tool icon', 'aria-label': 'Next event', title: 'Next event (j)', onclick: () => this.turn('after') }, '↓'),
        this.spot, this.title, this.chip, this.saved, this.time, h('span', { class: 'grow' }), this.told, this.acts),
      h('div', { class: 'panes' }, this.left, this.right), this.bar.element);
    document.addEventListener('selectionchange', later(60, () => this.selected()));
    this.form.element.addEventListener('focusin', (event) => { this.card = event.target.closest('[data-card]')?.dataset.card || this.card; });
    this.view.body.addEventListener('keydown', (event) => {
      if (event.key.startsWith('Arrow') && !getSelection().isCollapsed && !event.ctrlKey) {
        event.preventDefault();
        this.view.moveSelection(event.key, event.shiftKey);
      }
    });
  }

  async open(id, query) {
    await this.settled();
    let answer;
    try {
      answer = await ask(`event/${encodeURIComponent(id)}${query}`);
    } catch (error) {
      toast(error.message, 'wrong');
      if (error.status === 422) this.options.list();
      return;
    }
    const other = this.id !== id;
    this.id = id;
    this.query = query;
    this.near = answer;
    this.articles = answer.articles;
    if (other || !this.articles.some((one) => one.id === this.article?.id)) this.article = this.articles[0] || null;
    this.card = null;
    this.pending.drop();
    this.take(answer);
    if (other) {
      this.left.scrollTop = this.right.scrollTop = 0;
      if (this.article) this.view.revealFirst();
      getSelection().removeAllRanges();
      this.form.focus();
    }
    this.drawSpot();
    this.options.watch.on(id, this.time);
    this.element.dataset.ready = `${id} ${answer.revision}`;
  }

  // The record as the server has it, with what was changed since it was asked.
  take(answer, focus = '') {
    this.record = answer.record;
    this.revision = answer.revision;
    this.answer = answer;
    this.working = this.pending.on(withOwn(structuredClone(answer.record)));
    this.form.show(this.working, answer, answer.record.review?.status === 'rejected');
    this.drawHead();
    this.drawCount();
    this.drawArticle();
    this.drawMap();
    this.element.dataset.ready = `${answer.record.id} ${answer.revision}`;
    if (document.activeElement === document.body) this.form.focus(); // so that PageDown scrolls it
    if (focus) this.form.element.querySelector(`[data-path="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  // Where it stands in the list as it is filtered, and how many there wait for a decision.
  drawSpot() {
    const { at, total, left } = this.near;
    const query = new URLSearchParams(this.query);
    for (const name of ['sort', 'down', 'view']) query.delete(name);
    this.spot.textContent = `${at === null ? '' : `${at + 1} of ${total}`}${String(query) ? ' filtered' : ''}${left === total ? '' : `, ${left} undecided`}`.replace(/^[ ,]+/, '');
    this.spot.title = [...query].map(([name, value]) => `${name}: ${shown(value)}`).join('\n') || 'all events';
  }

  drawHead() {
    const { record } = this;
    const review = record.review;
    const status = review?.status || 'open';
    this.title.textContent = this.title.title = shown(record.summary);
    if (this.element.isConnected) document.title = `${record.summary} · extract review`;
    this.chip.className = `statuschip ${status}`;
    this.chip.textContent = review?.reason ? `${status}: ${shown(review.reason)}` : status;
    this.chip.title = review ? `${status} by ${review.coder}, ${review.at}` : 'nobody has decided';
    const decided = status === 'accepted' || status === 'rejected';
    const act = (id, label, key, action, style = 'tool') => h('button', { type: 'button', id, class: style, onclick: action, title: `${label} (${key})` }, label, ' ', h('kbd', { 'aria-hidden': 'true' }, key));
    this.acts.replaceChildren(
      act('split', 'Split', 'S', () => this.split()), act('merge', 'Merge', 'M', () => this.merge()),
      decided ? act('reopen', 'Reopen', 'r', () => this.reopen()) : act('reject', 'Reject', 'x', () => this.reject(), 'tool danger'),
      act('accept', 'Accept', 'a', () => this.accept(), 'main'));
    this.acts.querySelector('#accept').disabled = status === 'accepted';
  }

  // How much is wrong, beside Accept: the findings themselves may be out of sight.
  drawCount() {
    const words = this.form.count();
    this.told.hidden = !words;
    this.told.textContent = words;
    this.told.classList.toggle('wrong', words.includes('error'));
  }

  drawArticle() {
    const articles = this.articles || [];
    this.tabs.replaceChildren(...(articles.length > 1 ? articles.map((one) => h('button', { type: 'button', class: 'tab', 'aria-pressed': String(one.id === this.article.id), onclick: () => { this.article = one; this.drawArticle(); } }, h('bdi', {}, shown(one.publisher || one.id)))) : []));
    if (this.article) {
      if (!this.view.element.isConnected || this.view.article !== this.article) {
        this.left.replaceChildren(this.tabs, this.view.element);
        this.view.show(this.article, this.working, this.legend());
      } else {
        this.view.mark(this.working);
        this.view.head.querySelector('.legend')?.replaceWith(this.legend());
      }
      return;
    }
    const pieces = piecesOf(this.record);
    this.quotes.replaceChildren(h('p', {}, 'The article is not at hand. Start with ', h('code', {}, '--articles FILE'), ' to read it here. The words the record quotes:'),
      h('dl', {}, pieces.map((piece) => [h('dt', { class: 'soft' }, `${labelOf(piece.path, this.record)} ${piece.start}–${piece.end}`), h('dd', { dir: 'auto' }, h('mark', { class: `word ${styleOf(piece.path, this.record)}` }, shown(piece.text)))])));
    this.left.replaceChildren(this.tabs, this.quotes);
  }

  legend() {
    const used = new Set(piecesOf(this.working).map((piece) => styleOf(piece.path, this.working)));
    return h('p', { class: 'legend', 'aria-label': 'Colours' }, SHOWN.filter((field) => used.has(field.style)).map((field) => h('span', { class: `key ${field.said ? `said s-${field.style}` : `word ${field.style}`}` }, field.label)));
  }

  drawMap() {
    const where = this.working.location;
    const known = where && typeof where.latitude === 'number' && typeof where.longitude === 'number';
    const at = known ? [[where.longitude, where.latitude, this.answer.derived?.event_type || '', 1, Number(where.precision) || 0]] : [];
    if (!same(at, this.mapped)) this.map.show(at);
    this.mapped = at;
  }

  lightForm(paths) {
    for (const field of this.form.element.querySelectorAll('[data-field]')) field.classList.toggle('lit', paths.includes(field.dataset.field));
  }

  lightArticle(path, reveal) {
    this.view.light(path ? [path] : []);
    this.lightForm(path ? [path] : []);
    if (path && reveal) this.view.reveal(path);
  }

  focusField(path) {
    const field = this.form.element.querySelector(`[data-field="${CSS.escape(path)}"]`);
    enterField(field?.querySelector('input, select, textarea, button'));
  }

  showPiece(path, piece) {
    if (!piece) return;
    const other = this.articles.find((one) => one.id === (piece.article_id || this.record.source.article_id));
    if (other && other !== this.article) { this.article = other; this.drawArticle(); }
    this.lightArticle(path, true);
  }

  // Typing and mending

  typed(path, value) {
    this.pending.add((record) => enter(record, path, value))(this.working);
    this.check();
  }

  async draft() {
    const mine = this.checks = (this.checks || 0) + 1;
    const record = this.given();
    try {
      const answer = await ask('draft', { event: this.id, record });
      if (mine === this.checks) {
        this.form.follow(answer);
        this.drawCount();
        this.drawMap();
      }
    } catch { /* the commit will say */ }
  }

  // The form's record as it is sent, with the changes up to that number.
  given(until) {
    return withoutBlank(tidied(this.pending.on(withOwn(structuredClone(this.record)), until)), this.record);
  }

  change(action, focus = '') {
    this.pending.add(action)(this.working);
    return this.commit(focus);
  }

  commit(focus = '') {
    this.checks = (this.checks || 0) + 1;
    const until = this.pending.made;
    return this.send(() => ask('decide', { action: 'mend', event: this.id, revision: this.revision, record: this.given(until) }), focus, until);
  }

  // One request after the other: each builds on what the one before has made. It holds the changes up
  // to a number, if any.
  send(request, focus = '', until = 0) {
    const work = this.saving.then(async () => {
      this.saved.textContent = 'saving …';
      try {
        const answer = await request();
        if (answer.status) this.options.decided(answer);
        this.saved.textContent = answer.action ? 'saved' : '';
        if (answer.record) {
          this.pending.drop(until);
          this.take(answer, focus);
        }
        return answer;
      } catch (error) {
        this.saved.textContent = 'not saved';
        if (error.stale) await this.reload();
        else if (error.status === 422) {
          this.pending.refused = until;
          this.draft();
        }
        toast(error.message, 'wrong');
        return null;
      }
    });
    this.saving = work;
    return work;
  }

  settled() {
    this.form.keep(document.activeElement);
    return this.saving;
  }

  // When what was decided or mended is done, and what follows it is shown.
  async idle() {
    await this.settled();
    await this.busy?.catch(() => {});
    await this.saving;
  }

  async reload() {
    this.pending.drop();
    this.take(await ask(`event/${encodeURIComponent(this.id)}${this.query}`));
  }

  addActor(role) {
    const country = this.working.location?.country;
    const name = role === 'target' ? 'Civilians' : 'Unidentified Armed Group';
    const kind = role === 'target' ? 'Civilians' : 'Political militia';
    this.change((record) => record.actors.push({ role, name: country ? `${name} (${country})` : name, kind, associated: [], text: null, attribution: 'unattributed', evidence: [] }),
      `actors.${this.working.actors.length}.name`);
  }

  // Words of the article

  selected() {
    if (!this.element.isConnected || !this.article) return;
    this.bar.show(this.view.selection(), this.view.body, this.card ? PARTIES[this.card.split('.')[0]] : null);
  }

  async words(name, more) {
    const words = this.view.selection();
    if (!words) return;
    const chosen = BY_NAME[name].said ? words.whole : words; // a sentence keeps its full stop
    await this.settled();
    const told = this.card && this.card.startsWith(`${name}.`) && more ? this.card : name;
    const answer = await this.send(() => ask('words', { event: this.id, revision: this.revision, article: this.article.id, field: told, start: chosen.start, end: chosen.end, more }));
    if (!answer) return;
    getSelection().removeAllRanges();
    this.bar.hide();
    toast(`“${chosen.text.slice(0, 60)}” is evidence of the ${BY_NAME[name].label}`);
    if (BY_NAME[name].said && !more) {
      this.form.element.querySelector(`[data-card="${name}.${answer.record[name].length - 1}"] input`)?.focus();
    } else this.lightArticle(`${name}`, false);
  }

  // Selected words as the first, second or third party of the statement worked on.
  async party(n) {
    const chosen = this.view.selection();
    const party = this.card && PARTIES[this.card.split('.')[0]][n];
    if (!chosen || !party) return;
    await this.settled();
    const piece = { start: chosen.start, end: chosen.end, text: chosen.text };
    if (this.article.id !== this.record.source.article_id) piece.article_id = this.article.id;
    const { card } = this;
    await this.change((record) => {
      const one = get(record, card);
      one[party] = chosen.text;
      one.evidence.push(piece);
    });
    getSelection().removeAllRanges();
    this.bar.hide();
  }

  // Going on

  async turn(way) {
    await this.idle();
    if (!this.near) return; // the first record is still to come: where it stands is not known
    const id = this.near?.[way];
    if (id) this.options.go(id, this.query);
    else toast(way === 'after' ? 'This is the last event of the list' : 'This is the first event of the list');
  }

  // Keys

  keys() {
    if (!this.record) return this.decisionKeys().filter(([key]) => key === '/' || key === 'Escape');
    const chosen = this.view.selection();
    const fields = FIELDS.flatMap((field) => (chosen
      ? [[field.key, '', () => this.words(field.name, false)], [field.key.toUpperCase(), '', () => this.words(field.name, true)]]
      : [[field.key, '', () => this.goField(field.name)]]));
    const parties = chosen && this.card ? [0, 1, 2].map((n) => [String(n + 1), '', () => this.party(n)]) : [];
    return [...fields, ...parties, ...this.decisionKeys()];
  }

  decisionKeys() {
    return [
      ['a', 'Accept, and on to the next that is open', () => this.accept()],
      ['x', 'Reject, with a reason', () => this.reject()],
      ['r', 'Reopen', () => this.reopen()],
      ['S', 'Split into two', () => this.split()],
      ['M', 'Merge with another', () => this.merge()],
      ['J', 'Next undecided one of the list as it is filtered', () => this.once(() => this.nextUndecided())],
      ['j', 'Next event', () => this.turn('after')],
      ['k', 'Event before', () => this.turn('before')],
      ['e', 'Next piece of evidence', () => this.view.step(1)],
      ['E', 'Piece of evidence before', () => this.view.step(-1)],
      ['s', 'Select words: arrows move, Shift and arrows stretch', () => this.view.selectWord()],
      ['/', 'To the list, and search', () => this.options.list(true)],
      ['o', 'To the notes', () => this.form.element.querySelector('#notes').focus()],
      ['Ctrl+Enter', 'Accept, from within a field', () => this.accept()],
      ['Escape', 'Leave the field; drop the selection; to the list', (event) => this.escape(event)],
    ];
  }

  escape(event) {
    if (typing(event.target)) this.form.focus();
    else if (!getSelection().isCollapsed) { getSelection().removeAllRanges(); this.bar.hide(); }
    else this.options.list();
  }

  goField(name) {
    if (name === 'trigger') {
      enterField(this.form.element.querySelector('#type'));
      return;
    }
    if (name === 'perpetrator' || name === 'target') {
      const at = this.working.actors.findIndex((actor) => actor.role === name);
      enterField(this.form.element.querySelector(at >= 0 ? `[data-path="actors.${at}.name"]` : `#add-${name}`));
      return;
    }
    const path = FORM_FIELD[name] || name;
    const field = this.form.element.querySelector(`[data-path^="${path}."]`);
    if (field) enterField(field);
    else toast(`No ${BY_NAME[name].label} yet: select its words in the article and press ${BY_NAME[name].key}`);
  }

  keyGroups() {
    return [
      ['In an event', this.decisionKeys()],
      ['Fields: go there, or with words selected make them its evidence (Shift adds)', FIELDS.map((field) => [field.key, field.label])],
      ['With words selected, of the statement last worked on', [['1', 'first party: speaker, requester'], ['2', 'second: accused, addressee'], ['3', 'third: investigator']]],
    ];
  }
}

// As Tab does: what stands in a line of text is selected, and typing replaces it.
function enterField(control) {
  control?.focus();
  if (control?.matches('input')) control.select();
}

Object.assign(EventPage.prototype, deciding);
