/**
 * A bar for each day, in which several numbers are stacked. Drawn in the pixels of the page, so that its text has the size of
 * other text, and drawn again if the width changes. Its numbers are also in a table beside it.
 */

import {axis, day, longDay, number} from './usage-words.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 240;
const LEFT = 46;
const BOTTOM = 24;
const TOP = 10;
const MOST_LINES = 5;

/** The distance of the labels of two days in pixels, at least. */
const LABEL_WIDTH = 64;

export class UsageChart {
    #root;
    #legend = document.createElement('p');
    #svg = svg('svg', {role: 'img', 'aria-labelledby': 'chart-name chart-text', height: HEIGHT});
    #days = [];
    #series = [];
    #name = '';
    #chosen = null;

    /** @param {Element} root where the chart is appended */
    constructor(root) {
        this.#root = root;
        this.#legend.className = 'legend';
        root.append(this.#svg, this.#legend);
        new ResizeObserver(() => this.#draw()).observe(root);
        root.addEventListener('pointermove', event => this.#choose(this.#indexAt(event)));
        root.addEventListener('pointerleave', () => this.#choose(null));
    }

    /**
     * @param {string} name what is shown
     * @param {object[]} days the oldest first, each with day and totals
     * @param {{name: string, className: string, value: (totals: object) => number}[]} series from the bottom to the top
     */
    update(name, days, series) {
        this.#name = name;
        this.#days = days;
        this.#series = series;
        this.#draw();
    }

    #choose(index) {
        if (index !== this.#chosen) {
            this.#chosen = index;
            this.#draw();
        }
    }

    #indexAt(event) {
        const bounds = this.#svg.getBoundingClientRect();
        const index = Math.floor((event.clientX - bounds.left - LEFT) / this.#step());
        const inside = event.clientY <= bounds.bottom && index >= 0 && index < this.#days.length;
        return inside ? index : null;
    }

    #width() {
        return Math.max(this.#root.clientWidth, 240);
    }

    #step() {
        return (this.#width() - LEFT) / Math.max(this.#days.length, 1);
    }

    #draw() {
        if (this.#days.length === 0) {
            return;
        }
        const scale = scaleOf(Math.max(...this.#days.map(({totals}) => this.#sum(totals))));
        const top = scale.at(-1);
        this.#svg.setAttribute('width', this.#width());
        this.#svg.setAttribute('viewBox', `0 0 ${this.#width()} ${HEIGHT}`);
        this.#svg.replaceChildren(...this.#texts(), ...this.#grid(scale), ...this.#bars(top), ...this.#labels());
        this.#drawLegend();
    }

    #sum(totals) {
        return this.#series.reduce((sum, {value}) => sum + value(totals), 0);
    }

    #texts() {
        const sums = this.#days.map(({totals}) => this.#sum(totals));
        const most = sums.indexOf(Math.max(...sums));
        const title = svg('title', {id: 'chart-name'});
        title.textContent = `${this.#name} on each of the last ${this.#days.length} days`;
        const text = svg('desc', {id: 'chart-text'});
        text.textContent = sums[most] === 0
            ? 'There are none.'
            : `Most on ${longDay(this.#days[most].day)}: ${number(sums[most])}. Today: ${number(sums.at(-1))}.`
                + ' A table with all numbers follows.';
        return [title, text];
    }

    #grid(scale) {
        return scale.flatMap(value => {
            const y = this.#y(value, scale.at(-1));
            const line = svg('line', {x1: LEFT, x2: this.#width(), y1: y, y2: y, class: value === 0 ? 'axis' : 'grid'});
            const label = svg('text', {x: LEFT - 8, y: y + 4, 'text-anchor': 'end'});
            label.textContent = axis(value);
            return [line, label];
        });
    }

    #bars(top) {
        const step = this.#step();
        const width = Math.max(step * 0.7, 2);
        const nodes = [];
        this.#days.forEach(({totals}, index) => {
            const left = LEFT + index * step;
            if (index === this.#chosen) {
                nodes.push(svg('rect', {x: left, y: TOP, width: step, height: HEIGHT - TOP - BOTTOM, class: 'chosen'}));
            }
            let base = 0;
            for (const {value, className} of this.#series) {
                const upper = base + value(totals);
                const y = this.#y(upper, top);
                const height = this.#y(base, top) - y;
                if (height > 0) {
                    nodes.push(svg('rect', {x: left + (step - width) / 2, y, width, height, class: className}));
                }
                base = upper;
            }
        });
        return nodes;
    }

    #labels() {
        const every = Math.max(1, Math.ceil(LABEL_WIDTH / this.#step()));
        const last = this.#days.length - 1;
        return this.#days.flatMap(({day: date}, index) => {
            if ((last - index) % every !== 0 || index * this.#step() < LABEL_WIDTH / 3) {
                return [];
            }
            const x = index === last ? this.#width() : LEFT + (index + 0.5) * this.#step();
            const label = svg('text', {x, y: HEIGHT - 6, 'text-anchor': index === last ? 'end' : 'middle'});
            label.textContent = index === last ? 'Today' : day(date);
            return [label];
        });
    }

    #y(value, top) {
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP));
    }

    /** The numbers of the day under the pointer, or of all days. */
    #drawLegend() {
        const chosen = this.#days[this.#chosen];
        const when = document.createElement('strong');
        when.textContent = chosen === undefined ? 'All days' : longDay(chosen.day);
        const parts = this.#series.map(({name, className, value}) => {
            const part = document.createElement('span');
            const key = svg('svg', {class: 'key', width: 10, height: 10, 'aria-hidden': 'true'});
            key.append(svg('rect', {width: 10, height: 10, rx: 2, class: className}));
            const sum = chosen === undefined
                ? this.#days.reduce((all, {totals}) => all + value(totals), 0)
                : value(chosen.totals);
            part.append(key, ` ${name} `, number(sum));
            return part;
        });
        this.#legend.replaceChildren(when, ...parts);
    }
}

/** The values of the lines, from 0: plain integers at the same distance. */
function scaleOf(most) {
    const part = Math.max(most / MOST_LINES, 1);
    const power = 10 ** Math.floor(Math.log10(part));
    const distance = [1, 2, 2.5, 5, 10].map(step => step * power).find(step => step >= part && Number.isInteger(step));
    const lines = Math.max(1, Math.ceil(most / distance));
    return Array.from({length: lines + 1}, (_, line) => line * distance);
}

function round(value) {
    return Math.round(value * 10) / 10;
}

function svg(name, attributes) {
    const created = document.createElementNS(SVG, name);
    for (const [attribute, value] of Object.entries(attributes)) {
        created.setAttribute(attribute, value);
    }
    return created;
}
