// One decision on all events chosen: accept, reject, reopen, or one value for all.
import { ask, h, number, shown, toast } from './dom.js';
import { combo } from './combo.js';
import { asked, rejectDialog, typeSelect } from './dialogs.js';
import { COLUMN, OWN, ownChoices } from './own.js';

const TOLD = { accept: 'accepted', reject: 'rejected', reopen: 'reopened', mend: 'changed' };

export class BulkBar {
  // options: start, selection, total(), reasons(), all(), country(), done(answer), gone()
  constructor(options) {
    this.options = options;
    this.count = h('strong', { role: 'status' });
    const act = (id, label, key, action, style = 'tool') => h('button', { type: 'button', id: `all-${id}`, class: style, title: `${label} (${key})`, onclick: action }, label, ' ', h('kbd', { 'aria-hidden': 'true' }, key));
    this.every = act('found', 'All found', 'A', () => options.all());
    this.element = h('div', { class: 'bulk', role: 'toolbar', 'aria-label': 'Decide on all selected', hidden: true },
      this.count, this.every,
      act('accept', 'Accept', 'a', () => this.decide('accept'), 'main'), act('reject', 'Reject', 'R', () => this.reject(), 'tool danger'), act('reopen', 'Reopen', 'r', () => this.decide('reopen')),
      act('type', 'Type', 'y', () => this.type()), act('perpetrator', 'Perpetrator', 'p', () => this.actor('perpetrator')), act('target', 'Target', 't', () => this.actor('target')), act('country', 'Country', 'l', () => this.country()), OWN.length ? act('own', 'Own field', 'o', () => this.own()) : '',
      act('none', 'Clear', 'Esc', () => options.selection.clear(), 'plain'));
  }

  show() {
    const { size } = this.options.selection;
    this.element.hidden = !size;
    this.count.textContent = size ? `${number(size)} selected` : '';
    this.every.lastChild.previousSibling.previousSibling.textContent = `All ${number(this.options.total())} found`;
  }

  some() {
    if (this.options.selection.size) return true;
    toast('Nothing is selected: x selects, with Shift a range, A all that are found');
    return false;
  }

  async decide(action, more = {}) {
    if (!this.some()) return;
    await this.send(() => ask('many', { action, events: this.options.selection.given(), ...more }));
  }

  async reject() {
    if (!this.some()) return;
    const reason = await rejectDialog(this.options.reasons(), `Reject ${number(this.options.selection.size)} events`);
    if (reason) await this.decide('reject', { reason });
  }

  async set(column, value) {
    const events = this.options.selection.given();
    await this.send(() => ask('cells', { events, cells: Object.keys(events).map((id) => [id, column, value]) }));
  }

  // A key pressed twice is one decision.
  async send(request) {
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await request();
      this.options.done(answer);
      toast(told(answer), answer.left.length ? 'wrong' : 'done');
    } catch (error) {
      toast(error.message, 'wrong');
      if (error.stale) this.options.gone();
    } finally {
      this.busy = false;
    }
  }

  title(what) {
    return `${what} of ${number(this.options.selection.size)} events`;
  }

  async type() {
    if (!this.some()) return;
    const type = typeSelect(this.options.start, '', { id: 'all-type-value', required: true, size: 12, 'aria-label': 'Sub-event type' });
    await this.chosen('type', this.title('Type'), type, type);
  }

  async country() {
    if (!this.some()) return;
    const country = h('select', { id: 'all-country-value', required: true, size: 12, 'aria-label': 'Country' }, this.options.start.countries.map((name) => h('option', { value: name }, name)));
    await this.chosen('country', this.title('Country'), country, country);
  }

  // One of the user's own fields, where there are several chosen first.
  async own() {
    if (!OWN.length || !this.some()) return;
    const field = h('select', { id: 'all-own-field', 'aria-label': 'Field' }, OWN.map(({ name }) => h('option', { value: name }, shown(name))));
    const place = h('div', {});
    const value = () => place.firstChild.value.trim();
    const draw = () => {
      const one = OWN.find(({ name }) => name === field.value);
      const choices = ownChoices(one);
      const attributes = { id: 'all-own-value', required: true, 'aria-label': `Value of ${shown(one.name)}` };
      place.replaceChildren(choices ? h('select', { ...attributes, size: Math.min(12, choices.length - 1) }, choices.slice(1).map(([is, words]) => h('option', { value: is }, words)))
        : h('input', { ...attributes, type: one.kind === 'date' ? 'date' : 'text', dir: 'auto' }));
    };
    draw();
    field.addEventListener('change', draw);
    const content = OWN.length > 1 ? [field, place] : place;
    const chosen = await asked(this.title('Own field'), [h('p', { class: 'soft' }, 'The evidence stays; one undo takes all back.'), content], 'Set', () => value() || null, (dialog) => {
      (OWN.length > 1 ? field : place.firstChild).focus();
      dialog.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && event.target.id === 'all-own-value' && value()) { event.preventDefault(); dialog.close('go'); }
      });
    });
    if (chosen) await this.set(`${COLUMN}${field.value}`, chosen);
  }

  async actor(role) {
    if (!this.some()) return;
    const name = h('input', { type: 'text', id: 'all-actor-value', required: true, dir: 'auto', 'aria-label': `Name of the ${role}` });
    const box = combo(name, {
      fetch: (q) => ask(`actors?q=${encodeURIComponent(q)}&country=${encodeURIComponent(this.options.country())}`),
      line: (one) => [h('span', {}, shown(one.name)), ' ', h('span', { class: 'soft' }, one.kind)],
      choose: (one) => { name.value = one.name; },
    });
    await this.chosen(role, this.title(role === 'target' ? 'Target' : 'Perpetrator'), box, name);
  }

  async chosen(column, title, content, control) {
    const value = await asked(title, [h('p', { class: 'soft' }, 'The evidence stays; one undo takes all back.'), content], 'Set', () => control.value.trim() || null, (dialog) => {
      control.focus();
      content.addEventListener('dblclick', () => control.value && control.size && dialog.close('go'));
      content.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && control.value && control.matches('select')) { event.preventDefault(); dialog.close('go'); }
      });
    });
    if (value) await this.set(column, value);
  }
}

// "12 accepted (2 with errors), 3 were so already; 2 left as they are: place: no place yet"
export function told(answer) {
  const { action, changed, same, left } = answer;
  const wrong = action === 'accept' ? [answer.errors ? `${number(answer.errors)} with errors` : '', answer.unchecked ? `${number(answer.unchecked)} not yet checked for findings` : ''].filter(Boolean).join(', ') : '';
  const parts = [changed ? `${number(changed)} ${TOLD[action] || 'changed'}${wrong ? ` (${wrong})` : ''}` : 'Nothing changed'];
  if (same) parts.push(`${number(same)} ${same === 1 ? 'was' : 'were'} so already`);
  const reasons = [...new Set(left.map(([, column, why]) => `${column}: ${why}`))];
  const rest = reasons.length > 2 ? ` and ${reasons.length - 2} other reasons` : '';
  return parts.join(', ') + (left.length ? `; ${number(left.length)} left as ${left.length === 1 ? 'it is' : 'they are'}: ${reasons.slice(0, 2).join('; ')}${rest}` : '');
}
