// What leaves the review: which records, in which format, to the file of -o or as a download.
import { ask, h, number, toast } from './dom.js';
import { asked } from './dialogs.js';

export async function outDialog(start, counts) {
  const kept = counts.open + counts.mended + counts.accepted;
  const which = { accepted: `accepted only (${number(counts.accepted)})`, kept: `all but the rejected (${number(kept)})`, all: `all, each with its status (${number(kept + counts.rejected)})` };
  const to = Object.fromEntries(Object.entries(start.formats).map(([ending, name]) => [ending, `Download ${name}`]));
  const where = start.output ? { file: `Write ${start.output}`, ...to } : to;
  const chosen = await asked('Out', [group('Records', 'only', which, counts.accepted ? 'accepted' : 'kept'), group('To', 'to', where, Object.keys(to)[0])], 'Go',
    () => ({ only: value('only'), to: value('to') }), (dialog) => dialog.querySelector('input:checked').focus());
  if (!chosen) return;
  try {
    if (chosen.to === 'file') tell(await ask('save', { only: chosen.only }), start);
    else await download(chosen);
  } catch (error) {
    toast(error.message, 'wrong');
  }
}

function group(legend, name, choices, first) {
  return h('fieldset', { class: 'outs' }, h('legend', {}, legend), Object.entries(choices).map(([one, label]) => h('label', { class: 'choice', for: `out-${name}-${one}` },
    h('input', { type: 'radio', id: `out-${name}-${one}`, name: `out-${name}`, value: one, checked: one === first }), label)));
}

function value(name) {
  return document.querySelector(`dialog input[name="out-${name}"]:checked`).value;
}

export function tell({ written, left, output }) {
  toast(`${number(written)} record${Number(written) === 1 ? '' : 's'} written to ${output}${left ? `; ${left}` : ''}`, left ? 'wrong' : 'done');
}

async function download({ only, to }) {
  const answer = await fetch(`/download/${only}.${to}`);
  if (!answer.ok) throw new Error(`The server refused (${answer.status}).`);
  const file = decodeURIComponent(answer.headers.get('content-disposition').split("''")[1]);
  const address = URL.createObjectURL(await answer.blob());
  h('a', { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  tell({ written: answer.headers.get('x-written'), left: JSON.parse(answer.headers.get('x-left')), output: file });
}
