// The record as a form: typed fields, each with its evidence and its findings beside it.
import { ask, h, number, shown, toast } from './dom.js';
import { BY_NAME, TABLE } from './evidence.js';
import { checkMark } from './checks.js';
import { combo } from './combo.js';
import { counts } from './counts.js';
import { typeSelect } from './dialogs.js';
import { own } from './own.js';
import { get } from './paths.js';
import { thread } from './thread.js';

const DATE_PRECISION = [['', 'not known'], ['1', '1 the day'], ['2', '2 the week'], ['3', '3 the month']];
const PLACE_PRECISION = [['', 'not known'], ['1', '1 the town'], ['2', '2 near it'], ['3', '3 the region']];

const SPELLED = 'select, input[type=date]';
const CONTROLS = 'input, select, textarea, button, summary';

export class RecordForm {
  // options: start, saved(path) → the value as it is kept, ontype(path, value), oncommit(), onfocus(path), onpath(path, place), onremove(path), onadd(role), onrebuild(name), onparty
  constructor(options) {
    this.options = options;
    this.element = h('form', { class: 'record', id: 'record', tabindex: -1, autocomplete: 'off', onsubmit: (event) => event.preventDefault() });
    this.element.addEventListener('input', (event) => this.typing(event));
    this.element.addEventListener('change', (event) => this.changed(event));
    this.element.addEventListener('focusout', (event) => { this.spelling = false; this.keep(event.target); });
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.element.addEventListener('pointerdown', () => { this.spelling = false; });
    this.element.addEventListener('focusin', (event) => this.lit(event));
    this.element.addEventListener('mouseover', (event) => this.lit(event));
    this.element.addEventListener('mouseleave', () => options.onfocus(null));
  }

  lit(event) {
    this.options.onfocus(event.target.closest('[data-field]')?.dataset.field || null, event.type === 'focusin');
  }

  typing(event) {
    const path = event.target.dataset.path;
    if (!path || event.target.disabled) return;
    event.target.dataset.dirty = '1';
    this.options.ontype(path, event.target.value);
  }

  changed(event) {
    if (!this.spelling || !event.target.matches(SPELLED)) this.keep(event.target);
  }

  // Each letter or arrow changes the value of a list, each digit that of a day, and more may follow: it
  // is kept when the control is left or Enter is pressed; what is chosen in the opened list, at once.
  pressed(event) {
    const { key, target } = event;
    if (!target.matches(SPELLED)) return;
    const opens = ['Enter', 'F4'].includes(key) || (key === ' ' && !target.dataset.dirty) || (event.altKey && key.startsWith('Arrow'));
    this.spelling = !opens;
    if (key === 'Enter') this.keep(target);
  }

  // Saves what was typed into a field, once.
  keep(control) {
    if (!control?.dataset?.dirty || !this.element.contains(control)) return;
    delete control.dataset.dirty;
    if (control.validity.badInput) { // a day without its month, say: that is no day, and not none
      const { path } = control.dataset;
      control.value = this.options.saved(path) ?? '';
      this.options.ontype(path, control.value);
      toast('Not kept: half a day was typed. It stays as it was.', 'wrong');
      return;
    }
    this.options.oncommit();
  }

  // The keys are the record's, not a field's.
  focus() {
    this.element.focus({ preventScroll: true });
  }

  // Draws all of it, keeping focus and what is half typed where it is the same record.
  show(record, answer, readOnly) {
    const held = document.activeElement;
    const kept = record.id === this.record?.id && this.element.contains(held) ? { ...this.placeOf(held), value: held.dataset.dirty ? held.value : null, selected: selectionOf(held) } : null;
    if (kept) delete held.dataset.dirty; // it is not left, only drawn anew
    this.record = record;
    this.parts = {};
    this.element.replaceChildren(
      this.what(record, answer), this.when(record), this.where(record), this.actors(record),
      ...this.tolls(record), counts(this, record), ...this.things(record), ...this.values(), ...own(this, record),
      this.field('claims', 'Who says what', thread(this, record)),
      this.words(record, answer), this.facts(record));
    this.follow(answer);
    if (readOnly) for (const control of this.element.querySelectorAll('input, select, textarea, button')) control.disabled = true;
    if (kept) {
      const again = this.controlAt(kept);
      again?.focus({ preventScroll: true });
      if (document.activeElement !== again) this.focus();
      else {
        if (kept.value !== null) { again.value = kept.value; again.dataset.dirty = '1'; }
        if (kept.selected) again.setSelectionRange(...kept.selected);
      }
    }
  }

  // A control by the nearest before it that has a name, and how far behind that it stands: a drawn
  // form has other buttons (of evidence, of cards), and Tab goes on from where it was.
  placeOf(held) {
    const controls = [...this.element.querySelectorAll(CONTROLS)];
    const at = controls.indexOf(held);
    const named = controls.slice(0, at + 1).findLastIndex(nameOf);
    return { name: nameOf(controls[named]), behind: at - named };
  }

  controlAt({ name, behind }) {
    const controls = [...this.element.querySelectorAll(CONTROLS)];
    const named = controls.findIndex((control) => name && nameOf(control) === name);
    return named < 0 ? null : controls[named + behind];
  }

  // What follows from the values, and the findings: redrawn as one types.
  follow({ derived, findings = [], errors = [] }) {
    if (derived && this.derived) {
      const joined = (...parts) => parts.filter(Boolean).map(shown).join(' · ');
      this.parts.where.textContent = joined(derived.region, derived.iso ? `ISO ${derived.iso}` : '');
      this.parts.actors.textContent = joined(derived.interaction, derived.civilian_targeting);
      this.parts.type.textContent = `${derived.event_type || ''} · ${derived.disorder_type || ''}`;
      this.derived.replaceChildren(...[
        ['event_date', 'event date'], ['interaction', 'interaction'], ['civilian_targeting', 'civilian targeting'], ['region', 'region'], ['iso', 'ISO'], ['fatalities', 'fatalities'],
      ].map(([name, label]) => h('div', {}, h('dt', {}, label), h('dd', { 'data-derived': name }, shown(derived[name] ?? '') || '—'))));
    }
    for (const slot of this.element.querySelectorAll('.findings')) slot.replaceChildren();
    this.told = [...errors.map(([path, message]) => ({ field: fieldOf(path, this.record), message, wrong: true })), ...findings];
    for (const one of this.told) {
      const slot = this.element.querySelector(`[data-findings="${CSS.escape(one.field)}"]`) || this.element.querySelector('[data-findings="record"]');
      slot?.append(h('p', { class: one.wrong ? 'finding wrong' : one.likely === false ? 'finding unlikely' : 'finding', 'data-code': one.code || 'invalid', title: one.source ? `${one.code}: ${one.title}. ${one.source}` : null }, h('span', { 'aria-hidden': 'true' }, one.wrong ? '✕ ' : '! '), shown(one.message)));
    }
  }

  // "2 errors, 1 warning"
  count() {
    const words = (number, word) => (number ? [`${number} ${word}${number === 1 ? '' : 's'}`] : []);
    const warnings = this.told.filter((one) => one.likely === false).length;
    return [...words(this.told.length - warnings, 'error'), ...words(warnings, 'warning')].join(', ');
  }

  toFirstFinding() {
    const first = this.element.querySelector('.finding');
    first?.scrollIntoView({ block: 'center' });
    first?.closest('.field').querySelector(CONTROLS)?.focus({ preventScroll: true });
  }

  slot(name) {
    return h('div', { class: 'findings', 'data-findings': name, role: 'status' });
  }

  field(name, label, ...content) {
    const known = BY_NAME[name];
    return h('section', { class: `field ${known ? `k-${known.style}` : ''}`, 'data-field': known ? name : null, id: `field-${name}` },
      this.head(name, label, known?.key ? [known.key] : []), h('div', { class: 'controls' }, content, this.slot(name)));
  }

  // The field's name with its keys and who decided its value.
  head(name, label, keys = []) {
    const kbd = (key, i) => h('kbd', { class: i ? 'fieldkey t' : 'fieldkey', 'aria-hidden': 'true' }, key);
    return h('div', { class: 'fieldhead' }, h('h3', {}, keys.map(kbd), label), checkMark(this.record, name));
  }

  input(path, label, attributes = {}) {
    const value = get(this.record, path);
    return h('label', { class: `control ${attributes.class || ''}` }, h('span', {}, label),
      h('input', { type: 'text', value: Array.isArray(value) ? value.join('; ') : value ?? '', dir: 'auto', ...attributes, class: null, 'data-path': path }));
  }

  select(path, label, choices, attributes = {}) {
    const value = String(get(this.record, path) ?? '');
    return h('label', { class: `control ${attributes.class || ''}` }, h('span', {}, label),
      h('select', { ...attributes, class: null, 'data-path': path }, choices.map(([one, words]) => h('option', { value: one, selected: one === value }, words))));
  }

  evidence(part, path) {
    const pieces = part?.evidence || [];
    return h('div', { class: 'quotes' }, pieces.map((piece, i) => h('span', { class: 'quote' },
      h('button', { type: 'button', class: 'words', title: 'Show in the article', onclick: () => this.options.onpath(path, piece) }, h('bdi', {}, `“${shown(clipped(piece.text))}”`)),
      h('button', { type: 'button', class: 'drop', 'aria-label': `Remove the evidence “${clipped(shown(piece.text))}”`, onclick: () => this.options.ondrop(path, i) }, '×'))),
    pieces.length ? '' : h('span', { class: 'soft none' }, 'no evidence'));
  }

  what(record) {
    const type = typeSelect(this.options.start, record.sub_event_type, { 'data-path': 'sub_event_type', 'aria-label': 'Sub-event type', id: 'type' });
    this.parts.type = h('span', { class: 'soft', 'data-derived': 'event_type' });
    return h('section', { class: 'field k-trigger', id: 'field-type', 'data-field': 'trigger' }, this.head('trigger', 'What', ['y']),
      h('div', { class: 'controls' }, h('div', { class: 'row wrap' }, type, this.parts.type), record.trigger ? this.evidence(record.trigger, 'trigger') : '', this.slot('type'), this.slot('record')));
  }

  when(record) {
    const { date } = record;
    const ranged = date && date.precision !== 1;
    return this.field('date', 'When', h('div', { class: 'row' },
      this.input('date.start', ranged ? 'from' : 'day', { type: 'date' }),
      ranged && date.start ? this.input('date.end', 'to', { type: 'date' }) : '',
      this.select('date.precision', 'precision', DATE_PRECISION), this.evidence(date, 'date')));
  }

  where(record) {
    const name = h('input', { type: 'text', value: record.location?.name || '', 'aria-label': 'Place', id: 'place', dir: 'auto', 'data-path': 'location.name', placeholder: 'Search the gazetteer' });
    const place = combo(name, {
      fetch: (q) => ask(`places?q=${encodeURIComponent(q)}&country=${encodeURIComponent(this.record.location?.country || '')}`),
      line: placeLine,
      choose: (one) => this.options.onplace(one),
    });
    const countries = h('datalist', { id: 'countries' }, this.options.start.countries.map((country) => h('option', { value: country })));
    return this.field('location', 'Where',
      h('div', { class: 'row place' }, h('div', { class: 'placefields' },
        h('div', { class: 'row' }, h('label', { class: 'control wide' }, h('span', {}, 'place'), place), this.select('location.precision', 'precision', PLACE_PRECISION)),
        h('div', { class: 'row' }, this.input('location.admin1', 'admin1', { class: 'half' }), this.input('location.country', 'country', { list: 'countries', class: 'half' }), countries),
        h('details', { open: this.wide || null, ontoggle: (event) => { this.wide = event.target.open; } }, h('summary', {}, 'more', this.parts.where = h('span', { class: 'soft beside', 'data-follows': 'where' })),
          h('div', { class: 'row' }, this.input('location.admin2', 'admin2', { class: 'half' }), this.input('location.admin3', 'admin3', { class: 'half' })),
          h('div', { class: 'row' }, this.input('location.latitude', 'latitude', { inputmode: 'decimal', class: 'half' }), this.input('location.longitude', 'longitude', { inputmode: 'decimal', class: 'half' }), this.input('location.gazetteer_id', 'gazetteer id', { class: 'half' }))),
        this.evidence(record.location, 'location')),
      this.options.map || ''));
  }

  actors(record) {
    const rows = record.actors.map((actor, i) => {
      const name = h('input', { type: 'text', value: actor.name, dir: 'auto', 'aria-label': `${actor.role} ${i + 1}: name`, 'data-path': `actors.${i}.name` });
      const offered = combo(name, {
        fetch: (q) => ask(`actors?q=${encodeURIComponent(q)}&country=${encodeURIComponent(this.record.location?.country || '')}&on=${this.record.date?.start || ''}`),
        line: (one) => [h('span', {}, shown(one.name)), ' ', h('span', { class: 'soft' }, one.kind, one.alias ? ` · ${one.alias}` : '')],
        choose: (one) => this.options.onactor(i, one),
      });
      return h('div', { class: `actor k-${actor.role}`, 'data-field': `actors.${i}` },
        h('div', { class: 'row' }, this.select(`actors.${i}.role`, 'role', [['perpetrator', 'perpetrator'], ['target', 'target']]), h('label', { class: 'control wide' }, h('span', {}, 'name'), offered),
          h('button', { type: 'button', class: 'drop', 'aria-label': `Remove ${actor.role} ${shown(actor.name)}`, onclick: () => this.options.onremove(`actors.${i}`) }, '×')),
        h('div', { class: 'row' }, this.select(`actors.${i}.kind`, 'kind', this.options.start.kinds.map((kind) => [kind, kind])),
          this.select(`actors.${i}.attribution`, 'attribution', this.options.start.attributions.map((one) => [one, one.replaceAll('_', ' ')])),
          this.input(`actors.${i}.associated`, 'associated', { placeholder: 'A; B', class: 'wide' })),
        h('div', { class: 'row' }, actor.attributed_by ? this.input(`actors.${i}.attributed_by`, 'according to', { class: 'party', 'aria-label': `${actor.role} ${i + 1}: according to` }) : '', this.evidence(actor, `actors.${i}`), checkMark(record, actor.role)));
    });
    const add = (role) => h('button', { type: 'button', class: 'plain', id: `add-${role}`, onclick: () => this.options.onadd(role) }, `add ${role}`);
    return h('section', { class: 'field', id: 'field-actors' }, this.head('actors', 'Actors', ['p', 't']),
      h('div', { class: 'controls' }, rows, h('div', { class: 'row' }, add('perpetrator'), add('target'), this.parts.actors = h('span', { class: 'soft beside', 'data-follows': 'actors' })), this.slot('perpetrator'), this.slot('target')));
  }

  tolls(record) {
    return of('toll').map(({ name, path, label, heading }) => this.field(name, heading,
      h('div', { class: 'row' }, ['low', 'high', 'coded'].map((part) => this.input(`${path}.${part}`, part === 'coded' ? 'coded' : part === 'low' ? 'at least' : 'at most', { inputmode: 'numeric', class: 'short', 'aria-label': `${label}: ${part}` })),
        this.evidence(get(record, path), name))));
  }

  values() {
    return of('value').map(({ name, path, label, heading, number }) => this.field(name, heading, this.input(path, label, number ? { inputmode: 'decimal', class: 'short' } : { class: 'wide' })));
  }

  things(record) {
    return of('things').filter((field) => record[field.name]?.length).map(({ name, heading }) => this.field(name, heading,
      record[name].map((one, i) => h('div', { class: 'row thing', 'data-field': `${name}.${i}` }, this.input(`${name}.${i}.text`, 'words', { class: 'wide', 'aria-label': BY_NAME[name].label }), this.evidence(one, `${name}.${i}`),
        h('button', { type: 'button', class: 'drop', 'aria-label': `Remove ${BY_NAME[name].label} ${clipped(shown(one.text))}`, onclick: () => this.options.onremove(`${name}.${i}`) }, '×')))));
  }

  words(record, answer) {
    const stale = (name) => (answer.written && answer.written[name] !== record[name] ? h('button', { type: 'button', class: 'plain', onclick: () => this.options.onrewrite(name, answer.written[name]) }, 'write anew from the fields') : '');
    return h('section', { class: 'field', id: 'field-notes' }, this.head('notes', 'Notes', ['o']), h('div', { class: 'controls' },
      h('label', { class: 'control wide' }, h('span', {}, 'summary ', stale('summary')), h('input', { type: 'text', dir: 'auto', value: record.summary, 'data-path': 'summary' })), this.slot('summary'),
      h('label', { class: 'control wide' }, h('span', {}, 'notes ', stale('notes')), h('textarea', { rows: 5, dir: 'auto', value: record.notes, 'data-path': 'notes', id: 'notes' })), this.slot('notes')));
  }

  facts(record) {
    this.derived = h('dl', { class: 'derived', 'aria-label': 'What follows from the fields', 'aria-live': 'off' });
    const { source, extraction, confidence } = record;
    const made = extraction ? `${extraction.model}, ${extraction.reader} ${extraction.prompt_version}` : '';
    const sure = confidence ? Object.entries(confidence).filter(([, value]) => value !== null).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value.toFixed(2)}`).join(', ') : '';
    return h('section', { class: 'field facts' }, this.head('facts', 'Follows'), h('div', { class: 'controls' }, this.derived,
      h('p', { class: 'soft' }, h('bdi', {}, shown([source.publisher, source.published, source.article_id].filter(Boolean).join(', '))), h('br'), shown(made), sure ? [h('br'), `confidence: ${sure}`] : ''),
      extraction?.warnings?.length ? h('ul', { class: 'warnings soft', 'aria-label': 'Warnings of the extraction' }, extraction.warnings.map((words) => h('li', {}, h('bdi', {}, shown(words))))) : ''));
  }
}

function of(kind) {
  return TABLE.filter((field) => field.kind === kind);
}

// "Mopti  town in Mopti, Mali · 114 296": which of several of that name it is.
export function placeLine(one) {
  const within = [one.kind === 'town' && one.admin2 !== one.admin1 ? one.admin2 : null, one.kind === 'admin1' ? null : one.admin1, one.country === one.name && one.kind === 'country' ? null : one.country];
  const where = [...new Set(within.filter(Boolean))].map(shown).join(', ');
  return [h('span', {}, shown(one.name)), ' ', h('span', { class: 'soft' }, `${one.kind}${where ? ` in ${where}` : ''}${one.population ? ` · ${number(one.population)}` : ''}`)];
}

export function clipped(text, most = 60) {
  const letters = Array.from(text.replace(/\s+/g, ' '));
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}

function nameOf(control) {
  return control?.dataset.path || control?.id || '';
}

// None of a control without text.
function selectionOf({ selectionStart, selectionEnd }) {
  return typeof selectionStart === 'number' ? [selectionStart, selectionEnd] : null;
}

function fieldOf(path, record) {
  const [name, at] = path.split('.');
  if (name === 'casualties') return at;
  if (name === 'actors') return record.actors[Number(at)]?.role || 'perpetrator';
  if (name === 'sub_event_type') return 'type';
  if (BY_NAME[name]?.said) return 'claims';
  return name;
}
