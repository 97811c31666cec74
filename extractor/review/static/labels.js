// Names on the map: countries while they are large, the largest towns of what is shown nearer by.
// None stands on another; the more people, the sooner a name is placed.
import { later, shown, svg } from './dom.js';

const LETTER = 6.9; // pixels a letter takes at most, as names are drawn
const HIGH = 13;
const TOWNS_FROM = 7; // pixels a degree from which towns are named
const COUNTRIES_TO = 130;
const PEOPLE = 2.5e7; // of a country that is named at one pixel a degree; nearer by, smaller ones are
const MOST = 60;

export class Labels {
  // source: countries() and towns(box, most), each a promise of [name, longitude, latitude, people]
  constructor(map, source) {
    this.map = map;
    this.source = source;
    this.element = svg('g', { class: 'labels' });
    this.towns = [];
    this.countries = [];
    this.ask = later(160, () => this.fetch());
    source.countries().then((found) => { this.countries = found; this.draw(); }, () => {});
  }

  async fetch() {
    const { map } = this;
    if (map.k < TOWNS_FROM || !map.width) return;
    const box = map.bounds();
    const key = box.map((n) => n.toFixed(1)).join(',');
    if (key === this.key) return;
    this.key = key;
    try {
      const found = await this.source.towns(box, MOST);
      if (key !== this.key) return;
      if (found) {
        this.towns = found;
        this.draw();
      } else { // the server is still reading them
        this.key = '';
        setTimeout(() => this.fetch(), 1000);
      }
    } catch { /* the map is a map without them */ }
  }

  draw() {
    const { map } = this;
    if (!map.width) return;
    this.ask();
    const taken = map.taken();
    const made = [];
    const place = (names, style, from) => {
      for (const [name, lon, lat] of names) {
        const [x, y] = map.pixelOf(lon, lat);
        const wide = name.length * LETTER * (style === 'country' ? 1.1 : 1);
        const left = style === 'country' ? x - wide / 2 : x + 5;
        const box = [left, y - HIGH / 2, left + wide, y + HIGH / 2];
        if (box[0] < 1 || box[1] < 1 || box[2] > map.width - 1 || box[3] > map.height - 1 || taken.some((one) => meets(one, box))) continue;
        taken.push(box);
        if (from) made.push(svg('circle', { class: 'town', cx: x.toFixed(1), cy: y.toFixed(1), r: 1.8 }));
        made.push(svg('text', { class: style, x: (style === 'country' ? x : left).toFixed(1), y: (y + 4).toFixed(1) }, shown(name)));
      }
    };
    if (map.k <= COUNTRIES_TO) place(this.countries.filter(([, , , people]) => people * map.k >= PEOPLE), 'country', false);
    if (map.k >= TOWNS_FROM) place(this.towns, 'place', true);
    this.element.replaceChildren(...made);
  }
}

function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
