// The decisions on one event and the way on to the next: methods of the event's page.
import { ask, toast } from './dom.js';
import { mergeDialog, rejectDialog, splitDialog } from './dialogs.js';

export const deciding = {
  async decide(what) {
    const settled = this.settled();
    this.form.focus(); // the key that comes next is about the record, maybe the next one
    await settled;
    if (this.unsaved && what.action !== 'reject') {
      toast('Not done: what was changed last cannot be and is not saved. Put it right first.', 'wrong');
      return null;
    }
    return this.send(() => ask('decide', { event: this.id, revision: this.revision, ...what }));
  },

  async accept() {
    const answer = await this.decide({ action: 'accept' });
    if (answer) await this.decided(`Accepted: ${answer.record.summary}.`);
  },

  async reject() {
    const reason = await rejectDialog(await ask('reasons'));
    if (!reason) return;
    const answer = await this.decide({ action: 'reject', reason });
    if (answer) await this.decided(`Rejected: ${answer.record.summary}.`);
  },

  async decided(told) {
    this.options.watch.decided(this.id);
    toast(told);
    await this.nextUndecided(told);
  },

  // The next undecided one of the list as it is filtered, asked anew: what was decided meanwhile,
  // here or in another tab, may have left it.
  async nextUndecided(told = '') {
    await this.settled();
    const { query, near } = this;
    const at = near?.at ?? '';
    const { next, left } = await ask(`next/${encodeURIComponent(this.id)}${query || '?'}${query ? '&' : ''}at=${at}`);
    if (next) this.options.go(next, query);
    else if (!told) toast(left ? 'This is the last undecided one of this list' : 'Nothing undecided is left in this list');
    else {
      near.left = left;
      this.drawSpot();
      toast(`${told} Nothing undecided is left in this list.`);
    }
  },

  async split() {
    await this.settled();
    const sides = await splitDialog(this.record);
    if (!sides) return;
    const answer = await this.decide({ action: 'split', sides });
    if (!answer) return;
    toast('Split in two: this is the first, the second follows');
    this.options.go(this.id, this.query, true);
  },

  async merge() {
    await this.settled();
    const other = await mergeDialog(this.id);
    if (!other) return;
    const answer = await this.decide({ action: 'merge', other: other.id });
    if (!answer) return;
    toast('Merged');
    this.options.go(this.id, this.query, true);
  },
};
