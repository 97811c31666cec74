// Which events are chosen, for one decision on all of them: id → the decision that last touched it.

export class Selection {
  // changed() is called after every change
  constructor(changed) {
    this.events = new Map();
    this.anchor = 0; // the row a range begins at
    this.changed = changed;
  }

  get size() {
    return this.events.size;
  }

  has(id) {
    return this.events.has(id);
  }

  toggle(row, index) {
    if (!this.events.delete(row.id)) this.events.set(row.id, row.revision);
    this.anchor = index;
    this.changed();
  }

  add(pairs) {
    for (const [id, revision] of pairs) this.events.set(id, revision);
    this.changed();
  }

  // Rows that were drawn or written anew: what is chosen is what is seen now.
  renew(rows) {
    for (const row of rows) if (this.events.has(row.id)) this.events.set(row.id, row.revision);
  }

  clear() {
    if (!this.size) return;
    this.events.clear();
    this.changed();
  }

  given() {
    return Object.fromEntries(this.events);
  }
}
