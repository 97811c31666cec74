// Events a day, a week or a month, as bars; drag over them to filter by date.
import { day, h, MONTHS, number, svg } from './dom.js';

const DAY = 86400000;
const BAR = 5; // pixels a bar takes at least

function stamp(iso) {
  return Date.parse(`${iso}T00:00:00Z`);
}

function iso(time) {
  return new Date(time).toISOString().slice(0, 10);
}

export class Timeline {
  // options: onrange(since, until) with ISO days, empty for open
  constructor(options) {
    this.options = options;
    this.days = [];
    this.range = ['', ''];
    this.picture = svg('svg', { class: 'timeline', role: 'img', 'aria-label': 'Events over time' });
    this.element = h('div', { class: 'timebox' }, this.picture);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(days, since, until) {
    this.days = days;
    this.range = [since, until];
    this.draw();
  }

  draw() {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height) return;
    this.picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    if (!this.days.length) {
      this.picture.replaceChildren(svg('text', { x: 8, y: height / 2, class: 'axis' }, 'No dated events'));
      this.bins = null;
      return;
    }
    const low = height - 16;
    const bins = this.binned(width - 2);
    const most = Math.max(...bins.map((bin) => bin.n));
    const wide = (width - 2) / bins.length;
    const parts = [];
    const [since, until] = this.range;
    let labelled = -100;
    bins.forEach((bin, i) => {
      const x = 1 + i * wide;
      const chosen = (!since || iso(bin.to - DAY) >= since) && (!until || iso(bin.from) <= until);
      if (bin.n) {
        const tall = Math.max(2, (low - 6) * bin.n / most);
        parts.push(svg('rect', { class: chosen ? 'bar' : 'bar off', x: (x + 0.5).toFixed(1), y: (low - tall).toFixed(1), width: Math.max(1.5, Math.min(wide - 1, 26)).toFixed(1), height: tall.toFixed(1) },
          svg('title', {}, `${this.name(bin)}: ${number(bin.n)}`)));
      }
      if (bin.label && x - labelled > 46 && x < width - 40) {
        labelled = x;
        parts.push(svg('line', { class: 'tick', x1: x, x2: x, y1: low, y2: low + 4 }), svg('text', { class: 'axis', x: (x + 3).toFixed(1), y: height - 4 }, bin.label));
      }
    });
    this.bins = bins;
    this.wide = wide;
    this.brush = svg('rect', { class: 'brush', y: 1, height: low - 1 });
    this.brush.style.display = 'none';
    if (since || until) {
      const a = since ? Math.max(0, bins.findIndex((bin) => iso(bin.to - DAY) >= since)) : 0;
      let b = bins.length - 1;
      if (until) while (b > a && iso(bins[b].from) > until) b -= 1;
      this.drawBrush(1 + a * wide, 1 + (b + 1) * wide);
    }
    this.picture.replaceChildren(svg('line', { class: 'base', x1: 0, x2: width, y1: low, y2: low }), ...parts, this.brush);
  }

  // Bars of one day, one week (from Monday) or one month, the finest that fits.
  binned(width) {
    const first = stamp(this.days[0][0]);
    const last = stamp(this.days.at(-1)[0]);
    const span = (last - first) / DAY + 1;
    const unit = span * BAR <= width ? 'day' : span / 7 * BAR <= width ? 'week' : 'month';
    this.unit = unit;
    const begin = (time) => {
      const date = new Date(time);
      if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
      return unit === 'week' ? time - ((date.getUTCDay() + 6) % 7) * DAY : time;
    };
    const next = (time) => {
      const date = new Date(time);
      if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
      return time + (unit === 'week' ? 7 : 1) * DAY;
    };
    const counts = new Map();
    for (const [date, n] of this.days) {
      const at = begin(stamp(date));
      counts.set(at, (counts.get(at) || 0) + n);
    }
    const bins = [];
    let before = null;
    const least = Math.max(8, Math.floor(width / 40));
    let from = begin(first);
    const short = least - (last - from) / DAY / (unit === 'day' ? 1 : unit === 'week' ? 7 : 30);
    for (let i = 0; i < short / 2; i += 1) from = begin(from - DAY);
    for (let time = from; time <= last || bins.length < least; time = next(time)) {
      const date = new Date(time);
      const month = date.getUTCMonth();
      const turned = !before || before.getUTCMonth() !== month;
      const years = unit === 'month' && last - first > 3 * 365 * DAY;
      const label = !turned || (years && month) ? '' : !before || !month || years ? `${years ? '' : `${MONTHS[month]} `}${date.getUTCFullYear()}` : MONTHS[month];
      bins.push({ from: time, to: next(time), n: counts.get(time) || 0, label });
      before = date;
      if (bins.length > 4000) break;
    }
    return bins;
  }

  name(bin) {
    const from = iso(bin.from);
    if (this.unit === 'day') return day(from);
    if (this.unit === 'week') return `week from ${day(from)}`;
    return `${MONTHS[new Date(bin.from).getUTCMonth()]} ${from.slice(0, 4)}`;
  }

  drawBrush(from, to) {
    this.brush.style.display = '';
    this.brush.setAttribute('x', Math.min(from, to));
    this.brush.setAttribute('width', Math.max(1, Math.abs(to - from)));
  }

  listen() {
    const at = (event) => event.clientX - this.picture.getBoundingClientRect().left;
    this.picture.addEventListener('pointerdown', (event) => {
      if (event.button || !this.bins) return;
      const from = at(event);
      const move = (now) => this.drawBrush(from, at(now));
      const up = (last) => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        const index = (x) => Math.max(0, Math.min(this.bins.length - 1, Math.floor((x - 1) / this.wide)));
        const [a, b] = [from, at(last)].sort((x, y) => x - y).map(index);
        const since = iso(this.bins[a].from);
        const until = iso(this.bins[b].to - DAY);
        const again = since === this.range[0] && until === this.range[1];
        this.options.onrange(again ? '' : since, again ? '' : until);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
    });
  }
}
