// A map of points over country outlines, drawn as SVG: drag and wheel, buttons, a box to filter.
import { h, number, shown, svg, TYPES } from './dom.js';
import { Labels } from './labels.js';

const CELL = 22; // pixels: points nearer than this are one circle
const MOST = 400; // times the whole world
const TOP = 76; // degrees north and south that the whole world shows
const BOTTOM = -56;
const RADII = { 1: 5, 2: 25, 3: 100 }; // kilometres around a point that its geo precision leaves open
const KM = 111.32; // of a degree

function mercator(latitude) {
  const angle = Math.max(-85, Math.min(85, latitude)) * Math.PI / 180;
  return -Math.log(Math.tan(Math.PI / 4 + angle / 2)) * 180 / Math.PI;
}

function latitudeOf(y) {
  return (2 * Math.atan(Math.exp(-y * Math.PI / 180)) - Math.PI / 2) * 180 / Math.PI;
}

function outlinePaths(outlines) {
  const scale = outlines.scale;
  const arcs = outlines.arcs.map((flat) => {
    const points = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x / scale, mercator(y / scale)]);
    }
    return points;
  });
  return outlines.countries.map(({ name, rings }) => ({
    name,
    d: rings.map((ring) => path(ring.flatMap((at, i) => {
      const points = at >= 0 ? arcs[at] : arcs[~at].slice().reverse();
      return i ? points.slice(1) : points;
    }))).join(''),
  }));
}

// A ring as a path; where it leaps over the 180th meridian it is two, each closed for itself.
function path(ring) {
  const leaps = ring.findIndex(([x], i) => i && Math.abs(x - ring[i - 1][0]) > 180);
  const points = leaps < 0 ? ring : [...ring.slice(leaps), ...ring.slice(1, leaps)];
  let before = null;
  const steps = points.map(([x, y]) => {
    const leap = before === null || Math.abs(x - before) > 180;
    before = x;
    return `${leap ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `${steps.join('')}Z`;
}

export class MapView {
  // options: outlines, labels, small, onbox([w, s, e, n] or null), oncountry(name), label
  constructor(options) {
    this.options = options;
    this.points = [];
    this.k = 1; // pixels a degree
    this.x = 0; // the centre, in degrees and Mercator units
    this.y = 0;
    this.box = null;
    this.land = svg('g', { class: 'land' });
    for (const { name, d } of outlinePaths(options.outlines)) {
      const path = svg('path', { d, 'data-country': name }, svg('title', {}, name));
      this.land.append(path);
    }
    this.rings = svg('g', { class: 'rings' });
    this.dots = svg('g', { class: 'dots' });
    this.labels = options.labels ? new Labels(this, options.labels) : null;
    this.kept = [];
    this.frame = svg('rect', { class: 'brush' });
    this.frame.style.display = 'none';
    this.picture = svg('svg', { class: 'map', role: 'img', 'aria-label': options.label || 'Map' }, this.land, this.rings, this.labels?.element || '', this.dots, this.frame);
    this.element = h('div', { class: options.small ? 'mapbox small' : 'mapbox' }, this.picture);
    if (!options.small) this.element.append(this.buttons());
    this.listen();
    new ResizeObserver(() => this.resized()).observe(this.element);
  }

  buttons() {
    const boxing = h('button', { type: 'button', class: 'tool', title: 'Draw a box to filter (or hold Shift and drag)', 'aria-pressed': 'false', onclick: () => {
      this.boxing = !this.boxing;
      boxing.setAttribute('aria-pressed', String(this.boxing));
      this.picture.classList.toggle('boxing', this.boxing);
    } }, 'Box');
    this.boxButton = boxing;
    return h('div', { class: 'mapbuttons' },
      h('button', { type: 'button', class: 'tool', 'aria-label': 'Zoom in', title: 'Zoom in', onclick: () => this.zoom(1.8) }, '+'),
      h('button', { type: 'button', class: 'tool', 'aria-label': 'Zoom out', title: 'Zoom out', onclick: () => this.zoom(1 / 1.8) }, '−'),
      h('button', { type: 'button', class: 'tool', title: 'Show all points', onclick: () => this.fit() }, 'Fit'),
      boxing);
  }

  resized() {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height) return;
    const first = !this.width;
    this.width = width;
    this.height = height;
    this.picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    if (first) this.fit();
    else this.draw();
  }

  // points: [longitude, latitude, type, number, geo precision]
  show(points, box = null, fit = true) {
    this.points = points.map(([lon, lat, type, count, precision]) => ({ lon, lat, y: mercator(lat), type, count, precision }));
    this.box = box;
    if (!this.width) return;
    if (fit) this.fit();
    else this.draw();
  }

  fit() {
    if (!this.width) return;
    const least = this.leastScale();
    if (!this.points.length) {
      this.k = least;
      this.x = 10;
      this.y = (mercator(TOP) + mercator(BOTTOM)) / 2;
    } else {
      const xs = this.points.map((p) => p.lon);
      const ys = this.points.map((p) => p.y);
      const [west, east, north, south] = [min(xs), max(xs), min(ys), max(ys)];
      const margin = this.options.small ? 14 : 34;
      const wide = (this.width - 2 * margin) / Math.max(east - west, 1e-6);
      const high = (this.height - 2 * margin) / Math.max(south - north, 1e-6);
      const closest = this.options.small ? this.width / 5 : this.width / 5; // degrees at most
      this.k = Math.max(this.wholeScale(), Math.min(wide, high, closest));
      this.x = (west + east) / 2;
      this.y = (north + south) / 2;
    }
    this.draw();
  }

  leastScale() {
    return Math.max(this.width / 360, this.height / (mercator(BOTTOM) - mercator(TOP)) * 0.9);
  }

  // The least zoom: the whole world is to be seen, and there is no more of it.
  wholeScale() {
    return Math.min(this.width / 360, this.height / (mercator(BOTTOM) - mercator(TOP)));
  }

  // No farther than the world goes.
  held() {
    const within = (at, low, high, half) => (high - low <= 2 * half ? (low + high) / 2 : Math.max(low + half, Math.min(high - half, at)));
    this.x = within(this.x, -180, 180, this.width / 2 / this.k);
    this.y = within(this.y, mercator(85), mercator(-85), this.height / 2 / this.k);
  }

  zoom(by, at = [this.width / 2, this.height / 2]) {
    const k = Math.max(this.wholeScale(), Math.min(this.leastScale() * MOST, this.k * by));
    const [x, y] = this.place(at);
    this.k = k;
    this.x = x - (at[0] - this.width / 2) / k;
    this.y = y - (at[1] - this.height / 2) / k;
    this.draw();
  }

  place([px, py]) {
    return [this.x + (px - this.width / 2) / this.k, this.y + (py - this.height / 2) / this.k];
  }

  pixel(lon, y) {
    return [(lon - this.x) * this.k + this.width / 2, (y - this.y) * this.k + this.height / 2];
  }

  // West, south, east and north of what is shown.
  bounds() {
    const [west, top] = this.place([0, 0]);
    const [east, bottom] = this.place([this.width, this.height]);
    return [Math.max(-180, west), latitudeOf(bottom), Math.min(180, east), latitudeOf(top)];
  }

  pixelOf(lon, lat) {
    return this.pixel(lon, mercator(lat));
  }

  // Where no name may stand: boxes of the points drawn.
  taken() {
    return this.kept.map((cell) => {
      const [x, y, r] = [cell.x / cell.n, cell.y / cell.n, this.radius(cell) + 1];
      return [x - r, y - r, x + r, y + r];
    });
  }

  draw() {
    if (!this.width) return;
    this.held();
    const shift = `translate(${this.width / 2} ${this.height / 2}) scale(${this.k}) translate(${-this.x} ${-this.y})`;
    this.land.setAttribute('transform', shift);
    const cells = new Map();
    for (const point of this.points) {
      const [px, py] = this.pixel(point.lon, point.y);
      if (px < -20 || py < -20 || px > this.width + 20 || py > this.height + 20) continue;
      const key = `${Math.round(px / CELL)} ${Math.round(py / CELL)}`;
      const cell = { precision: point.precision, n: point.count, x: px * point.count, y: py * point.count, types: { [point.type]: point.count }, west: point.lon, east: point.lon, south: point.lat, north: point.lat };
      const known = cells.get(key);
      if (known) take(known, cell);
      else cells.set(key, cell);
    }
    const kept = [];
    for (const cell of [...cells.values()].sort((a, b) => b.n - a.n)) {
      const near = kept.find((one) => Math.hypot(one.x / one.n - cell.x / cell.n, one.y / one.n - cell.y / cell.n) < (this.radius(one) + this.radius(cell)) * 0.85);
      if (near) take(near, cell);
      else kept.push(cell);
    }
    this.kept = kept;
    this.rings.replaceChildren(...kept.map((cell) => this.ring(cell)).filter(Boolean));
    this.dots.replaceChildren(...kept.map((cell) => this.dot(cell)));
    this.labels?.draw();
    if (this.box) {
      const [w, s, e, n] = this.box;
      this.drawBox(this.pixel(w, mercator(n)), this.pixel(e, mercator(s)));
    } else this.frame.style.display = 'none';
  }

  radius(cell) {
    return this.options.small ? 5 : Math.min(4 + Math.sqrt(cell.n) * 0.9, CELL * 0.75);
  }

  // How exact the place is known, as a circle around it; not where places stand for several.
  ring(cell) {
    const km = RADII[cell.precision];
    if (!km || cell.west !== cell.east || cell.south !== cell.north) return null;
    const r = km / KM / Math.cos(Math.min(80, Math.abs(cell.south)) * Math.PI / 180) * this.k;
    if (r < this.radius(cell) + 2) return null;
    return svg('circle', { class: `ring p${cell.precision}`, cx: (cell.x / cell.n).toFixed(1), cy: (cell.y / cell.n).toFixed(1), r: r.toFixed(1) }, svg('title', {}, `geo precision ${cell.precision}: about ${km} km`));
  }

  dot(cell) {
    const types = Object.entries(cell.types).sort((a, b) => b[1] - a[1]);
    const radius = this.radius(cell);
    const [x, y] = [cell.x / cell.n, cell.y / cell.n];
    const told = types.map(([type, n]) => `${number(n)} ${type}`).join('\n');
    const group = svg('g', { class: `dot ${TYPES[types[0][0]] || 'none'}` },
      svg('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1) }),
      svg('title', {}, shown(told)));
    if (cell.n > 9 && !this.options.small) {
      group.append(svg('text', { x: x.toFixed(1), y: (y + 3.5).toFixed(1) }, cell.n > 999 ? `${Math.round(cell.n / 1000)}k` : cell.n));
    }
    group.addEventListener('click', () => {
      if (this.moved || !this.options.onbox) return;
      const pad = Math.max(0.02, (cell.east - cell.west) * 0.05);
      this.options.onbox([cell.west - pad, cell.south - pad, cell.east + pad, cell.north + pad]);
    });
    return group;
  }

  drawBox([left, top], [right, bottom]) {
    const frame = this.frame;
    frame.style.display = '';
    frame.setAttribute('x', Math.min(left, right));
    frame.setAttribute('y', Math.min(top, bottom));
    frame.setAttribute('width', Math.abs(right - left));
    frame.setAttribute('height', Math.abs(bottom - top));
  }

  listen() {
    const at = (event) => {
      const box = this.picture.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.picture.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * 0.0016), at(event));
    }, { passive: false });
    this.picture.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      const from = at(event);
      const boxing = !this.options.small && this.options.onbox && (event.shiftKey || this.boxing);
      const [x, y] = [this.x, this.y];
      this.moved = false;
      const move = (now) => {
        const to = at(now);
        if (Math.hypot(to[0] - from[0], to[1] - from[1]) > 3) this.moved = true;
        if (!this.moved) return;
        if (boxing) this.drawBox(from, to);
        else {
          this.x = x - (to[0] - from[0]) / this.k;
          this.y = y - (to[1] - from[1]) / this.k;
          this.draw();
        }
      };
      const up = (last) => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        if (boxing && this.moved) this.boxed(from, at(last));
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
    });
    this.land.addEventListener('click', (event) => {
      const name = event.target.getAttribute('data-country');
      if (name && !this.moved && this.options.oncountry) this.options.oncountry(name);
    });
  }

  boxed(from, to) {
    const [west, top] = this.place([Math.min(from[0], to[0]), Math.min(from[1], to[1])]);
    const [east, bottom] = this.place([Math.max(from[0], to[0]), Math.max(from[1], to[1])]);
    if (this.boxing) this.boxButton.click();
    this.options.onbox([west, latitudeOf(bottom), east, latitudeOf(top)]);
  }
}

function take(cell, other) {
  cell.precision = Math.max(cell.precision || 0, other.precision || 0);
  cell.n += other.n;
  cell.x += other.x;
  cell.y += other.y;
  for (const [type, n] of Object.entries(other.types)) cell.types[type] = (cell.types[type] || 0) + n;
  cell.west = Math.min(cell.west, other.west);
  cell.east = Math.max(cell.east, other.east);
  cell.south = Math.min(cell.south, other.south);
  cell.north = Math.max(cell.north, other.north);
}

function min(values) {
  return values.reduce((a, b) => (b < a ? b : a));
}

function max(values) {
  return values.reduce((a, b) => (b > a ? b : a));
}
