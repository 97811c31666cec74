// The article with its evidence marked, and the way from a selection back to offsets.
// Offsets count Unicode code points, as the records do; JavaScript's strings count otherwise.
import { BY_NAME, labelOf, piecesOf, styleOf } from './evidence.js';
import { day, h, shown } from './dom.js';

export class ArticleView {
  // options: onlit(paths), onpick(path)
  constructor(options = {}) {
    this.options = options;
    this.body = h('div', { class: 'text', id: 'article-text', dir: 'auto', tabindex: 0, role: 'document', 'aria-label': 'Article' });
    this.head = h('div', { class: 'articlehead' });
    this.element = h('article', { class: 'article' }, this.head, this.body);
    this.marks = [];
    this.body.addEventListener('mouseover', (event) => this.light(this.pathsAt(event.target), true));
    this.body.addEventListener('mouseout', () => this.light([], true));
    this.body.addEventListener('focusin', (event) => { if (event.target !== this.body) this.light(this.pathsAt(event.target), true); });
    this.body.addEventListener('click', (event) => {
      const paths = this.pathsAt(event.target);
      if (paths.length && getSelection().isCollapsed) options.onpick?.(innermost(paths));
    });
    this.body.addEventListener('keydown', (event) => {
      const paths = this.pathsAt(event.target);
      if (event.key === 'Enter' && paths.length) {
        event.preventDefault();
        options.onpick?.(innermost(paths));
      }
    });
  }

  show(article, record, legend = '') {
    this.article = article;
    this.letters = Array.from(article.text);
    const link = /^https?:\/\//i.test(article.url || '');
    this.head.replaceChildren(
      article.title ? h('h2', { dir: 'auto' }, shown(article.title)) : '',
      h('p', { class: 'soft' }, h('bdi', {}, shown(article.publisher || 'publisher not known')), article.published ? `, ${day(article.published)}` : '', ' ',
        link ? h('a', { href: article.url, rel: 'noopener noreferrer', target: '_blank' }, 'source') : article.url ? h('bdi', {}, shown(article.url)) : ''),
      legend);
    this.mark(record);
  }

  mark(record) {
    const pieces = piecesOf(record).filter((piece) => piece.article === this.article.id && this.fits(piece));
    const cuts = new Set([0, this.letters.length]);
    for (const { start, end } of pieces) cuts.add(start).add(end);
    this.letters.forEach((letter, i) => { if (letter === '\n') cuts.add(i).add(i + 1); });
    const points = [...cuts].sort((a, b) => a - b);
    const sorted = pieces.slice().sort((a, b) => a.start - b.start);
    this.starts = new WeakMap();
    this.marks = [];
    const paragraphs = [];
    let paragraph = h('p', { dir: 'auto' });
    let next = 0;
    let open = [];
    for (let i = 0; i + 1 < points.length; i += 1) {
      const [from, to] = [points[i], points[i + 1]];
      open = open.filter((piece) => piece.end > from);
      while (next < sorted.length && sorted[next].start <= from) open.push(sorted[next++]);
      const text = this.letters.slice(from, to).join('');
      if (text === '\n') {
        if (paragraph.childNodes.length) paragraphs.push(paragraph);
        paragraph = h('p', { dir: 'auto' });
        continue;
      }
      const node = document.createTextNode(shown(text));
      this.starts.set(node, { from, text });
      paragraph.append(open.length ? this.marked(node, open, record, from) : node);
    }
    if (paragraph.childNodes.length) paragraphs.push(paragraph);
    this.body.replaceChildren(...paragraphs);
  }

  fits({ start, end, text }) {
    return this.letters.slice(start, end).join('') === text;
  }

  marked(node, open, record, from) {
    const words = open.filter((piece) => !piece.said);
    const statements = open.filter((piece) => piece.said);
    const styles = [...new Set([...words.slice(-1).map((piece) => `word ${styleOf(piece.path, record)}`), ...statements.map((piece) => `said s-${styleOf(piece.path, record)}`)])];
    const paths = [...new Set(open.map((piece) => piece.path))];
    const begins = open.some((piece) => piece.start === from);
    const mark = h('mark', { class: styles.join(' '), 'data-paths': paths.join(' '), tabindex: begins ? -1 : null, title: paths.map((path) => labelOf(path, record)).join(', ') }, node);
    if (begins) mark.dataset.begins = open.filter((piece) => piece.start === from).map((piece) => piece.path).join(' ');
    this.marks.push(mark);
    return mark;
  }

  pathsAt(target) {
    return target.closest?.('mark')?.dataset.paths.split(' ') || [];
  }

  light(paths, told = false) {
    for (const mark of this.marks) {
      mark.classList.toggle('lit', mark.dataset.paths.split(' ').some((path) => paths.includes(path)));
    }
    if (told) this.options.onlit?.(paths);
  }

  reveal(path) {
    const mark = this.marks.find((one) => one.dataset.paths.split(' ').includes(path));
    if (!mark) return;
    const scroller = this.element.closest('.pane') || this.element;
    const box = scroller.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    if (scroller.scrollHeight > scroller.clientHeight + 1 && (at.top < box.top + 40 || at.bottom > box.bottom - 40)) {
      scroller.scrollTop += at.top - box.top - box.height / 3;
    }
  }

  // To the words that tell what happened, or else the first that are marked: a long article's event
  // may be told far down.
  revealFirst() {
    const paths = this.marks.flatMap((mark) => mark.dataset.paths.split(' '));
    if (paths.length) this.reveal(paths.includes('trigger') ? 'trigger' : paths[0]);
  }

  // To the next piece of evidence, or the one before.
  step(by) {
    const stops = this.marks.filter((mark) => mark.dataset.begins);
    if (!stops.length) return;
    const at = stops.indexOf(document.activeElement);
    stops[(at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length)].focus();
  }

  // {start, end, text, whole} of the words selected in the article: without the punctuation around
  // them, and whole with it.
  selection() {
    const selected = getSelection();
    if (!selected.rangeCount || selected.isCollapsed) return null;
    const range = selected.getRangeAt(0);
    if (!this.body.contains(range.commonAncestorContainer)) return null;
    const walker = document.createTreeWalker(this.body, NodeFilter.SHOW_TEXT);
    let start = null;
    let end = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const known = this.starts.get(node);
      if (!known || !range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : known.text.length;
      if (to <= from) continue;
      if (start === null) start = known.from + count(known.text.slice(0, from));
      end = known.from + count(known.text.slice(0, to));
    }
    if (start === null) return null;
    while (start < end && /\s/.test(this.letters[start])) start += 1;
    while (end > start && /\s/.test(this.letters[end - 1])) end -= 1;
    if (start >= end) return null;
    const piece = (from, to) => ({ start: from, end: to, text: this.letters.slice(from, to).join('') });
    return { ...piece(...bare(this.letters, start, end)), whole: piece(start, end) };
  }

  // Selecting with the keyboard: a word at first, arrows move it, Shift and arrows stretch it.
  selectWord() {
    const walker = document.createTreeWalker(this.body, NodeFilter.SHOW_TEXT);
    const scroller = this.element.closest('.pane') || this.element;
    const top = Math.max(0, scroller.getBoundingClientRect().top);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (range.getBoundingClientRect().bottom < top + 8 || !node.data.trim()) continue;
      this.body.focus({ preventScroll: true });
      getSelection().collapse(node, 0);
      getSelection().modify('extend', 'forward', 'word');
      return;
    }
  }

  moveSelection(key, stretch) {
    const selected = getSelection();
    const turn = { ArrowRight: ['right', 'word'], ArrowLeft: ['left', 'word'], ArrowDown: ['forward', 'line'], ArrowUp: ['backward', 'line'] }[key];
    if (stretch) {
      selected.modify('extend', ...turn);
    } else {
      if (key === 'ArrowRight') selected.collapseToEnd();
      else selected.collapseToStart();
      if (key !== 'ArrowRight') selected.modify('move', ...turn);
      selected.modify('extend', 'forward', 'word');
      if (!selected.toString().trim()) selected.modify('extend', 'forward', 'word');
    }
    const at = selected.focusNode?.parentElement;
    at?.scrollIntoView({ block: 'nearest' });
  }
}

const AROUND = /[\s.,;:!?…'"‘’‚“”„«»‹›()[\]{}<>–—‐\-·•¡¿،؛؟۔。、，；：！？「」『』（）《》।॥።፣၊။]/u;
const CLOSES = { ')': '(', ']': '[', '}': '{', '）': '（', '》': '《', '」': '「', '』': '『' };
const OPENS = Object.fromEntries(Object.entries(CLOSES).map(([close, open]) => [open, close]));

// Without the punctuation at both ends; a bracket stays with its other half among the words, initials
// with their dot.
function bare(letters, start, end) {
  let from = start;
  let to = end;
  const inside = (sign) => letters.slice(from + 1, to - 1).includes(sign);
  const abbreviated = () => letters[to - 1] === '.' && to - from > 1 && /\p{L}/u.test(letters[to - 2]) && (to - 2 === from || /[\s.]/.test(letters[to - 3]));
  while (to > from && AROUND.test(letters[to - 1]) && !(CLOSES[letters[to - 1]] && inside(CLOSES[letters[to - 1]])) && !abbreviated()) to -= 1;
  while (from < to && AROUND.test(letters[from]) && !(OPENS[letters[from]] && inside(OPENS[letters[from]]))) from += 1;
  return from < to ? [from, to] : [start, end];
}

function count(text) {
  return Array.from(text).length;
}

function innermost(paths) {
  return paths.find((path) => !BY_NAME[path.split('.')[0]]?.said) || paths[0];
}
