// What the list of a review has beyond a report's: events are selected and decided on together, and
// the list turns into a grid to write in.
import { BulkBar } from './bulk.js';
import { ask, h, toast } from './dom.js';
import { EventGrid } from './grid.js';
import { typing } from './keys.js';
import { OWN } from './own.js';

// options: start, status(counts), undo()
export function listTools(list, options) {
  const again = () => list.show(location.search);
  const all = async () => {
    try {
      list.selection.add(await list.shared.ids(0, list.total));
    } catch (error) {
      toast(error.message, 'wrong');
    }
  };
  const bar = new BulkBar({
    start: options.start,
    selection: list.selection,
    total: () => list.total || 0,
    reasons: () => list.reasons,
    all,
    country: () => (list.filters.country.length === 1 ? list.filters.country[0] : ''),
    done: (answer) => {
      options.status(answer.status);
      list.selection.renew(answer.rows);
      if (['accept', 'reject', 'reopen'].includes(answer.action)) list.selection.clear();
      again();
    },
    gone: () => { list.selection.clear(); again(); },
  });
  const turn = () => list.go({ ...list.filters, view: list.filters.view ? '' : 'grid' });
  const button = h('button', { type: 'button', class: 'tool', id: 'turn', 'aria-pressed': 'false', title: 'Write in the list as in a spreadsheet (g)', onclick: turn }, 'Grid');
  const grid = new EventGrid({
    ...list.shared,
    start: options.start,
    undo: options.undo,
    leave: () => button.focus(),
    write: async (cells, events) => {
      try {
        const answer = await ask('cells', { cells, events });
        options.status(answer.status);
        const left = answer.left.length;
        if (left) toast(`${left} ${left === 1 ? 'cell stays' : 'cells stay'} as ${left === 1 ? 'it was' : 'they were'}: ${answer.left[0][1]}: ${answer.left[0][2]}`, 'wrong');
        else if (cells.length > 1) toast(`${answer.changed} events changed`);
        return answer;
      } catch (error) {
        toast(error.message, 'wrong');
        if (error.stale) again();
        return null;
      }
    },
  });
  const keys = () => [
    ['x', 'Select the event, or no longer', () => list.table.pickAt(list.table.active)],
    ['X', 'Select all from the one last selected to this (also Shift and arrows, Shift and click)', () => list.table.pickTo(list.table.active)],
    ['A', 'Select all that are found', all],
    ['a', 'Accept all selected', () => bar.decide('accept')],
    ['R', 'Reject all selected', () => bar.reject()],
    ['r', 'Reopen all selected', () => bar.decide('reopen')],
    ['y', 'Set the type of all selected', () => bar.type()],
    ['p', 'Set the perpetrator of all selected', () => bar.actor('perpetrator')],
    ['t', 'Set the target of all selected', () => bar.actor('target')],
    ['l', 'Set the country of all selected', () => bar.country()],
    ...(OWN.length ? [['o', 'Set one of your own fields of all selected', () => bar.own()]] : []),
    ['g', 'Grid: write in the list as in a spreadsheet', turn],
    ['Escape', 'Select none', (event) => (typing(event.target) ? event.target.blur() : list.selection.clear())],
  ];
  return { bar, grid, button, keys, turned: (is) => button.setAttribute('aria-pressed', String(is)) };
}

export const gridKeys = [
  ['arrows', 'to the next cell; with Shift a range'],
  ['Enter', 'write in the cell (or begin typing); again: down'],
  ['Tab', 'while writing: to the next cell'],
  ['Delete', 'blank the cells'],
  ['Ctrl+c', 'copy'],
  ['Ctrl+v', 'paste, also from a spreadsheet; one cell fills a range'],
  ['Ctrl+d', 'fill the range down from its first row'],
  ['Ctrl+z', 'undo'],
  ['Shift+Space', 'select the event'],
];
