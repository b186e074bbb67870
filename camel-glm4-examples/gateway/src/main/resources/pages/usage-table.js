/**
 * A table that the reader can sort and filter. Rows are updated in place: nothing moves or loses its selection if only
 * numbers change. All text is set as text.
 */

import {number} from './usage-words.js';

const FIRST_ROWS = 10;

/**
 * @typedef {object} Column
 * @property {string} label
 * @property {string} [group] a heading above columns that follow each other
 * @property {(row: object) => number | string} value what the table is sorted by
 * @property {(cell: Element, row: object) => void} [show] fills the cell; without it, the value is shown
 */
export class UsageTable {
    #columns;
    #options;
    #rows = [];
    #shown = new Map();
    #sort;
    #filter = '';
    #all = false;
    #headers = [];
    #body = element('tbody');
    #search = null;
    #status = element('p', {className: 'muted', role: 'status'});
    #more = element('button', {className: 'quiet', type: 'button'});
    #empty = element('p', {className: 'empty'});
    #scroll;

    /**
     * @param {Element} root where the table is appended; the element before it is the head of the panel
     * @param {Column[]} columns the first one is the name of the row
     * @param {{label: string, noun: string, empty: string, sort: number, ascending?: boolean, filter?: boolean}} options
     *     with filter, a search field is added to the head of the panel
     */
    constructor(root, columns, options) {
        this.#columns = columns;
        this.#options = options;
        this.#sort = {column: options.sort, ascending: options.ascending === true};
        this.#scroll = element('div', {className: 'table-frame', tabIndex: 0, role: 'region', ariaLabel: options.label});
        const table = element('table');
        table.append(element('caption', {className: 'visually-hidden'}, options.label), this.#head(), this.#body);
        this.#scroll.append(table);
        this.#more.addEventListener('click', () => {
            this.#all = !this.#all;
            this.#render();
        });
        if (options.filter) {
            root.previousElementSibling.append(this.#searchField());
        }
        root.append(this.#empty, this.#scroll, element('div', {className: 'table-foot'}, this.#status, this.#more));
        this.#showOrder();
    }

    /** @param {object[]} rows each with a name that no other row has */
    update(rows) {
        this.#rows = rows;
        this.#render();
    }

    #head() {
        const head = element('thead');
        if (this.#columns.some(column => column.group)) {
            head.append(this.#groups());
        }
        const line = element('tr');
        this.#columns.forEach((column, index) => {
            const button = element('button', {type: 'button', className: 'sort'}, column.label);
            button.addEventListener('click', () => this.#sortBy(index));
            const header = element('th', {scope: 'col', className: index === 0 ? 'name' : ''}, button);
            this.#headers.push(header);
            line.append(header);
        });
        head.append(line);
        return head;
    }

    #groups() {
        const line = element('tr', {className: 'groups'});
        let last = null;
        for (const {group = ''} of this.#columns) {
            if (last !== null && last.textContent === group) {
                last.colSpan++;
            } else {
                last = group === '' ? element('td') : element('th', {scope: 'colgroup'}, group);
                line.append(last);
            }
        }
        return line;
    }

    #searchField() {
        const {noun} = this.#options;
        const label = element('label', {className: 'filter'}, element('span', {className: 'visually-hidden'}, `Find a ${noun}`));
        const input = element('input', {type: 'search', placeholder: `Find a ${noun}`, autocomplete: 'off'});
        input.addEventListener('input', () => {
            this.#filter = input.value.trim().toLowerCase();
            this.#render();
        });
        label.append(input);
        this.#search = label;
        return label;
    }

    #sortBy(column) {
        const same = this.#sort.column === column;
        this.#sort = {column, ascending: same ? !this.#sort.ascending : column === 0};
        this.#showOrder();
        this.#render();
    }

    #showOrder() {
        this.#headers.forEach((header, index) => {
            const order = this.#sort.ascending ? 'ascending' : 'descending';
            header.ariaSort = index === this.#sort.column ? order : null;
        });
    }

    #ordered() {
        const {column, ascending} = this.#sort;
        const value = this.#columns[column].value;
        const direction = ascending ? 1 : -1;
        return this.#rows
            .filter(row => row.name.toLowerCase().includes(this.#filter))
            .sort((one, other) => direction * compare(value(one), value(other)) || compare(one.name, other.name));
    }

    #render() {
        const found = this.#ordered();
        const visible = this.#all ? found : found.slice(0, FIRST_ROWS);
        this.#show(visible);
        const isEmpty = this.#rows.length === 0;
        this.#empty.textContent = isEmpty ? this.#options.empty : '';
        this.#empty.hidden = !isEmpty;
        this.#scroll.hidden = isEmpty;
        if (this.#search !== null) {
            this.#search.hidden = this.#rows.length <= FIRST_ROWS && this.#filter === '';
        }
        setText(this.#status, this.#filter === '' ? '' : `${number(found.length)} of ${number(this.#rows.length)} found`);
        this.#more.hidden = found.length <= FIRST_ROWS;
        setText(this.#more, this.#all ? `Show the first ${FIRST_ROWS}` : `Show all ${number(found.length)}`);
    }

    #show(rows) {
        const before = this.#shown;
        this.#shown = new Map();
        rows.forEach((row, index) => {
            const line = before.get(row.name) ?? this.#line(row);
            this.#columns.forEach((column, cell) => fill(line.cells[cell], column, row));
            this.#shown.set(row.name, line);
            if (this.#body.rows[index] !== line) {
                this.#body.insertBefore(line, this.#body.rows[index] ?? null);
            }
        });
        while (this.#body.rows.length > rows.length) {
            this.#body.deleteRow(-1);
        }
    }

    #line(row) {
        const line = element('tr');
        line.append(element('th', {scope: 'row', className: 'name', title: row.name}));
        for (let i = 1; i < this.#columns.length; i++) {
            line.append(element('td'));
        }
        return line;
    }
}

function fill(cell, column, row) {
    if (column.show) {
        column.show(cell, row);
        return;
    }
    const value = column.value(row);
    setText(cell, typeof value === 'number' ? number(value) : value);
    cell.classList.toggle('zero', value === 0);
}

/** Changes the text only if it is another one: a selection of the reader remains. */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

/** Creates an element. Attributes that are no properties of an element, such as role, are set as attributes. */
export function element(name, properties = {}, ...content) {
    const created = document.createElement(name);
    Object.assign(created, properties);
    created.append(...content);
    return created;
}

function compare(one, other) {
    if (typeof one === 'string') {
        return one.localeCompare(other);
    }
    return one - other;
}
