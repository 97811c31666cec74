// The few questions a decision needs: why rejected, what goes where, merged with which.
import { ask, day, h, later, shown, TYPES } from './dom.js';
import { rangeWords } from './counts.js';
import { labelOf, TABLE, valueOf } from './evidence.js';
import { keysOn } from './keys.js';

let serial = 0;

// Shows a dialog and resolves with what `result` gives, or null when it is left.
export function asked(title, content, button, result, ready) {
  serial += 1;
  const id = `dialog-${serial}`;
  return new Promise((resolve) => {
    const go = h('button', { class: 'main', value: 'go' }, button);
    const form = h('form', { method: 'dialog' }, h('h2', { id }, title), content,
      h('div', { class: 'row end' }, h('button', { type: 'button', class: 'plain', onclick: () => dialog.close('') }, 'Cancel'), button ? go : ''));
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': id }, form);
    form.addEventListener('submit', (event) => {
      if (result() === null) event.preventDefault();
      else if (event.submitter !== go) { event.preventDefault(); dialog.close('go'); }
    });
    dialog.addEventListener('close', () => {
      const value = dialog.returnValue === 'go' ? result() : null;
      dialog.remove();
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
    ready?.(dialog);
  });
}

// Why rejected: a number takes the reason beside it at once, letters begin one of one's own.
export function rejectDialog(reasons, title = 'Reject this event') {
  const reason = h('textarea', { id: 'reason', rows: 3, required: true, maxlength: 2000 });
  let take = () => {};
  const list = h('div', { class: 'reasons', role: 'group', 'aria-label': 'Reasons', tabindex: -1 }, reasons.map((words, i) => h('button', { type: 'button', class: 'reason', title: shown(words), onclick: () => take(words) },
    h('kbd', { 'aria-hidden': 'true' }, String(i + 1)), h('bdi', {}, shown(words)))));
  return asked(title, [list, h('label', { for: 'reason' }, 'or in your own words'), reason], 'Reject', () => reason.value.trim() || null, (dialog) => {
    take = (words) => { reason.value = words; dialog.close('go'); };
    list.focus();
    dialog.addEventListener('keydown', (event) => {
      if (event.target === reason || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const words = /^[1-9]$/.test(event.key) && keysOn() ? reasons[Number(event.key) - 1] : null;
      if (words) { event.preventDefault(); take(words); }
      else if (event.key.length === 1 && event.key !== ' ') reason.focus(); // the letter goes there
    });
    reason.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && reason.value.trim()) { event.preventDefault(); dialog.close('go'); }
    });
  });
}

// What a value of each kind that can go to one of two events is told by.
const WORTH = {
  date: (date) => date.start || date.text || '',
  place: (place) => place.name,
  actors: (actor) => actor.name,
  toll: (toll) => String(toll.coded),
  counts: (one) => `${rangeWords(one) || one.text || ''} by ${one.teller || 'the article itself'}`,
  things: (thing) => thing.text,
  statements: (one, { parties }) => one.statement || one[parties[0].name] || '',
};

export function splitDialog(record) {
  const rows = [];
  const row = (part, label, value) => {
    const name = `split-${part}`;
    const choices = ['both', 'first', 'second'].map((side) => h('label', { class: 'side' }, h('input', { type: 'radio', name, value: side, checked: side === 'both' }), side));
    rows.push([part, h('fieldset', { class: 'splitrow' }, h('legend', {}, label), h('bdi', { class: 'value' }, shown(value)), h('span', { class: 'sides' }, choices))]);
  };
  for (const field of TABLE.filter(({ kind }) => kind in WORTH)) {
    const value = valueOf(record, field);
    if (Array.isArray(value)) value.forEach((one, i) => row(`${field.name}.${i}`, labelOf(`${field.path}.${i}`, record), WORTH[field.kind](one, field)));
    else if (value) row(field.name, field.label, WORTH[field.kind](value, field));
  }
  return asked('Split into two events', [
    h('p', { class: 'soft' }, 'Say what belongs to the first and what to the second; both keep the rest. You mend them afterwards.'),
    h('div', { class: 'splits' }, rows.map(([, line]) => line)),
  ], 'Split', () => Object.fromEntries(rows.map(([part, line]) => [part, line.querySelector('input:checked').value])));
}

function eventLine(row) {
  return [h('span', { class: `type ${TYPES[row.event_type]}` }), `${row.sub_event_type} `, h('span', { class: 'soft' }, `${day(row.day) || 'no date'}, `), h('bdi', {}, shown(row.place || 'no place')), ' ', h('bdi', { class: 'soft' }, shown(row.first))];
}

function pickDialog(title, hint, label, fetch, line) {
  let chosen = null;
  const box = h('div', { class: 'picks', role: 'listbox', 'aria-label': label, tabindex: -1 });
  const search = h('input', { type: 'search', id: `pick-${serial}`, 'aria-label': label, placeholder: 'Search' });
  const fill = async () => {
    const found = await fetch(search.value);
    box.replaceChildren(...(found.length ? found.map((item) => h('button', { type: 'button', role: 'option', 'aria-selected': 'false', class: 'pick', onclick: (event) => {
      chosen = item;
      event.target.closest('dialog').close('go');
    } }, line(item))) : [h('p', { class: 'soft' }, 'Nothing found.')]));
  };
  search.addEventListener('input', later(120, fill));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); box.querySelector('button')?.click(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); box.querySelector('button')?.focus(); }
  });
  box.addEventListener('keydown', (event) => {
    const next = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (next) { event.preventDefault(); (document.activeElement[next] || search).focus(); }
  });
  return asked(title, [h('p', { class: 'soft' }, hint), search, box], '', () => chosen, () => { search.focus(); fill(); });
}

export function mergeDialog(event) {
  return pickDialog('Merge with another event', 'This event stays and takes in what the other adds; the other goes. Undo brings both back.', 'Events to merge with',
    (q) => ask(`candidates/${encodeURIComponent(event)}?q=${encodeURIComponent(q)}`), eventLine);
}

// Which article, and which type of event; {article, type}
export async function addDialog(start, article) {
  let of = article;
  if (!of) {
    const chosen = await pickDialog('Add an event the machine missed', 'To which article? Those without an event stand first.', 'Articles',
      (q) => ask(`articles?q=${encodeURIComponent(q)}`),
      (one) => [h('bdi', {}, shown(one.title)), ' ', h('span', { class: 'soft' }, `${shown(one.publisher || '')} ${day(one.published)} · ${one.events} event${one.events === 1 ? '' : 's'}`)]);
    if (!chosen) return null;
    of = chosen.id;
  }
  const type = typeSelect(start, '', { id: 'add-type', required: true, size: 12 });
  const chosen = await asked('What happened?', [h('label', { for: 'add-type' }, 'Type of the event'), type], 'Add', () => type.value || null, (dialog) => {
    type.focus();
    type.addEventListener('dblclick', () => type.value && dialog.close('go'));
    type.addEventListener('keydown', (event) => { if (event.key === 'Enter' && type.value) { event.preventDefault(); dialog.close('go'); } });
  });
  return chosen ? { article: of, type: chosen } : null;
}

export function typeSelect(start, value, attributes) {
  return h('select', attributes, Object.entries(start.types).map(([type, subs]) => h('optgroup', { label: type }, subs.map((sub) => h('option', { value: sub, selected: sub === value }, sub)))));
}
