// What was changed in the form and is not yet in the record as the server has it. An answer draws the
// record anew, and coders type on while it is under way: what came after the request is done again.
export class Pending {
  constructor() {
    this.changes = []; // [number, change(record)], in order
    this.made = 0; // the number of the latest
    this.refused = 0; // up to here the server has refused them: they stand in the form alone
  }

  add(change) {
    this.made += 1;
    this.changes.push([this.made, change]);
    return change;
  }

  // The record with the changes up to that number.
  on(record, until = Infinity) {
    for (const [number, change] of this.changes) if (number <= until) change(record);
    return record;
  }

  // The server has those up to that number, or they are given up.
  drop(until = Infinity) {
    this.changes = this.changes.filter(([number]) => number > until);
  }

  get unsaved() {
    return this.changes.some(([number]) => number <= this.refused);
  }
}
