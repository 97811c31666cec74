// How long a coder has had each record before him: for himself alone. The seconds are kept in this
// browser, by journal; they are in no request, no journal and no file.

const IDLE = 30000; // milliseconds without a key or the pointer after which nobody is at work
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll'];

export class Stopwatch {
  constructor(journal) {
    this.store = `extract-time ${journal}`;
    this.times = read(this.store); // id → [seconds, decided]
    this.id = null;
    this.last = Date.now();
    for (const name of SIGNS) window.addEventListener(name, () => this.sign(), { passive: true, capture: true });
    document.addEventListener('visibilitychange', () => { this.add(); this.keep(); });
    window.addEventListener('pagehide', () => { this.add(); this.keep(); });
    setInterval(() => this.tick(), 1000);
  }

  // From now on time is this record's, told in the element; without a record, nobody's.
  on(id, element = null) {
    if (id !== this.id) {
      this.add();
      this.keep();
      this.id = id;
      this.signed = Date.now();
    }
    this.element = element;
    this.tell();
  }

  decided(id) {
    this.add();
    const [seconds] = this.times[id] || [0];
    this.times[id] = [seconds, 1];
    this.keep();
  }

  // The middle of the times of the records decided, in seconds; null before there is one.
  middle() {
    const all = Object.values(this.times).filter(([, decided]) => decided).map(([seconds]) => seconds).sort((a, b) => a - b);
    return all.length ? all[Math.floor((all.length - 1) / 2)] : null;
  }

  sign() {
    if (Date.now() - this.signed > IDLE) this.last = Date.now(); // nobody was there
    this.signed = Date.now();
  }

  tick() {
    this.add();
    this.tell();
  }

  // What has passed since the last look goes to the record, if somebody was there.
  add() {
    const now = Date.now();
    const passed = now - this.last;
    this.last = now;
    if (!this.id || this.away || now - this.signed > IDLE) {
      this.away = document.hidden;
      return;
    }
    this.away = document.hidden;
    const [seconds, decided] = this.times[this.id] || [0, 0];
    this.times[this.id] = [seconds + Math.min(passed, IDLE) / 1000, decided];
  }

  tell() {
    if (this.element) this.element.textContent = clock((this.times[this.id] || [0])[0]);
  }

  keep() {
    try {
      const whole = { ...read(this.store) };
      for (const [id, [seconds, decided]] of Object.entries(this.times)) whole[id] = [Math.round(seconds * 10) / 10, decided];
      localStorage.setItem(this.store, JSON.stringify(whole));
    } catch { /* storage is closed or full: for this page only, then */ }
  }
}

export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function read(store) {
  try {
    const kept = JSON.parse(localStorage.getItem(store) || '{}');
    return Object.fromEntries(Object.entries(kept).filter(([, one]) => Array.isArray(one) && Number.isFinite(one[0])));
  } catch { return {}; }
}
