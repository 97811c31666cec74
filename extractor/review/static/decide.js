// The decisions on one event and the way on to the next: methods of the event's page.
import { ask, toast } from './dom.js';
import { mergeDialog, rejectDialog, splitDialog } from './dialogs.js';

const UNSEEN = 350; // milliseconds in which nobody has read the record that a decision brought up

export const deciding = {
  // One decision at a time, and none on a record that is about to give way to the next: a key pressed
  // twice is one decision.
  async once(work) {
    if (this.busy) return;
    const mine = this.busy = work();
    try {
      await mine;
    } finally {
      this.busy = null;
    }
  },

  async decide(what) {
    const settled = this.settled();
    this.form.focus(); // the key that comes next is about the record, maybe the next one
    await settled;
    if (this.pending.unsaved && what.action !== 'reject') {
      toast('Not done: what was changed last cannot be and is not saved. Put it right first.', 'wrong');
      return null;
    }
    return this.send(() => ask('decide', { event: this.id, revision: this.revision, ...what }), '', Infinity);
  },

  accept() {
    if (!this.busy && this.element.classList.contains('fresh')) {
      toast('Not accepted: this record has only just come up. Read it, then press again.', 'wrong');
      return null;
    }
    return this.once(async () => {
      const answer = await this.decide({ action: 'accept' });
      if (answer) await this.decided(`Accepted: ${answer.record.summary}.`);
    });
  },

  reject() {
    return this.once(async () => {
      const reason = await rejectDialog(this.near.reasons); // at hand: the next key is the dialog's
      if (!reason) return;
      const answer = await this.decide({ action: 'reject', reason });
      if (answer) await this.decided(`Rejected: ${answer.record.summary}.`);
    });
  },

  reopen() {
    return this.once(() => this.decide({ action: 'reopen' }));
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
    if (next) {
      this.element.classList.toggle('fresh', Boolean(told));
      try {
        await this.options.go(next, query);
      } finally {
        setTimeout(() => this.element.classList.remove('fresh'), UNSEEN);
      }
    } else if (!told) toast(left ? 'This is the last undecided one of this list' : 'Nothing undecided is left in this list');
    else {
      near.left = left;
      this.drawSpot();
      toast(`${told} Nothing undecided is left in this list.`);
    }
  },

  split() {
    return this.once(async () => {
      await this.settled();
      const sides = await splitDialog(this.record);
      if (!sides) return;
      const answer = await this.decide({ action: 'split', sides });
      if (!answer) return;
      toast('Split in two: this is the first, the second follows');
      await this.options.go(this.id, this.query, true);
    });
  },

  merge() {
    return this.once(async () => {
      await this.settled();
      const other = await mergeDialog(this.id);
      if (!other) return;
      const answer = await this.decide({ action: 'merge', other: other.id });
      if (!answer) return;
      toast('Merged');
      await this.options.go(this.id, this.query, true);
    });
  },
};
