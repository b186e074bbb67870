/**
 * The blocks of Markdown that contain text. Each one collects its text, and shows it: show() is called after each
 * piece, close() at its end.
 */

import {inline} from './inline.js';

/** Longer paragraphs show new text as it is until they are complete: each piece would format all of it again. */
const LIVE_LENGTH = 4000;

/** Text with marks. It is formatted again with each piece, because a later mark can change what is before it. */
class FormattedText {
    text;
    #shown = 0;

    constructor(parent, tag, text) {
        this.element = document.createElement(tag);
        this.text = text;
        parent.append(this.element);
    }

    add(text) {
        this.text += text;
    }

    show() {
        if (this.#shown === this.text.length) {
            return;
        }
        if (this.text.length <= LIVE_LENGTH) {
            this.element.replaceChildren(inline(this.text));
        } else {
            this.element.append(this.text.slice(this.#shown));
        }
        this.#shown = this.text.length;
    }

    close() {
        this.element.replaceChildren(inline(this.text.trim()));
    }
}

export class Paragraph extends FormattedText {
    isOneLine = true;

    constructor(parent, text) {
        super(parent, 'p', text);
    }

    takes() {
        // the line can begin another block
        return false;
    }

    addLine(line) {
        this.text += '\n' + line;
        this.isOneLine = false;
    }
}

export class Heading extends FormattedText {
    endsWithLine = true;

    /** The page and its parts have the first two levels. */
    constructor(parent, level, text) {
        super(parent, `h${Math.min(level + 2, 6)}`, text);
    }

    takes() {
        return false;
    }

    close() {
        this.text = withoutClosingMarks(this.text.trim());
        super.close();
    }
}

/** Fenced code, with a button that copies it. */
export class Code {
    endsWithLine = false;
    #indent;
    #fence;
    #code = document.createElement('code');
    #pending = '';
    #isEmpty = true;

    /**
     * @param indent of the fence, which is not part of the code
     * @param fence the characters that begin the block; as many of them end it
     * @param info the text after the fence, which begins with the language
     */
    constructor(parent, indent, fence, info) {
        this.#indent = indent;
        this.#fence = fence;
        const block = create('div', 'code');
        const head = create('div', 'code-head');
        const language = create('span', 'code-language');
        language.textContent = info.split(/\s/, 1)[0];
        head.append(language);
        // a page without TLS has no clipboard
        if (navigator.clipboard) {
            head.append(copyButton(this.#code));
        }
        const text = create('pre', 'code-text');
        text.tabIndex = 0;
        text.append(this.#code);
        block.append(head, text);
        parent.append(block);
    }

    takes() {
        return true;
    }

    addLine(line) {
        if (this.#isClosedBy(line.trim())) {
            this.endsWithLine = true;
            return;
        }
        this.#pending += (this.#isEmpty ? '' : '\n') + withoutIndent(line, this.#indent);
        this.#isEmpty = false;
    }

    add(text) {
        this.#pending += text;
    }

    show() {
        if (this.#pending !== '') {
            this.#code.append(this.#pending);
            this.#pending = '';
        }
    }

    close() {
        this.show();
    }

    #isClosedBy(text) {
        return text.startsWith(this.#fence) && text === this.#fence[0].repeat(text.length);
    }
}

/** A table that replaces its header, which was a paragraph. */
export class Table {
    wantsWholeLines = true;
    #body = document.createElement('tbody');
    #alignments;

    /**
     * @param {Element} paragraph what is replaced
     * @param {string[]} header cells of the header
     * @param {string[]} dashes cells of the row of dashes, with colons where the columns are aligned
     */
    constructor(paragraph, header, dashes) {
        this.#alignments = dashes.map(alignment);
        const head = document.createElement('thead');
        head.append(this.#row('th', header));
        const table = document.createElement('table');
        table.append(head, this.#body);
        // wide tables scroll for themselves, also by keyboard
        const frame = create('div', 'table-frame');
        frame.tabIndex = 0;
        frame.append(table);
        paragraph.replaceWith(frame);
    }

    takes(line) {
        return line.includes('|');
    }

    addLine(line) {
        this.#body.append(this.#row('td', cellsOf(line)));
    }

    show() {}

    close() {}

    #row(tag, cells) {
        const row = document.createElement('tr');
        this.#alignments.forEach((align, column) => {
            const cell = create(tag, align);
            cell.append(inline(cells[column] ?? ''));
            row.append(cell);
        });
        return row;
    }
}

/** Splits a row of a table. A backslash makes a bar part of the text. */
export function cellsOf(row) {
    const cells = [];
    let cell = '';
    const text = row.trim();
    for (let at = text.startsWith('|') ? 1 : 0; at < text.length; at++) {
        if (text[at] === '\\' && text[at + 1] === '|') {
            cell += '|';
            at++;
        } else if (text[at] === '|') {
            cells.push(cell.trim());
            cell = '';
        } else {
            cell += text[at];
        }
    }
    if (cell !== '' || !text.endsWith('|')) {
        cells.push(cell.trim());
    }
    return cells;
}

/** Removes at most so many columns of spaces and tabs. */
export function withoutIndent(line, columns) {
    let removed = 0;
    let at = 0;
    for (; removed < columns && (line[at] === ' ' || line[at] === '\t'); at++) {
        removed += line[at] === '\t' ? 4 : 1;
    }
    return ' '.repeat(Math.max(0, removed - columns)) + line.slice(at);
}

function alignment(dashes) {
    if (!dashes.endsWith(':')) {
        return '';
    }
    return dashes.startsWith(':') ? 'align-center' : 'align-right';
}

/** In "# Title #" the marks at the end are not part of the title. */
function withoutClosingMarks(text) {
    let end = text.length;
    while (text[end - 1] === '#') {
        end--;
    }
    return end === 0 || text[end - 1] === ' ' ? text.slice(0, end) : text;
}

function copyButton(code) {
    const button = create('button', 'copy');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
        try {
            await navigator.clipboard.writeText(code.textContent);
            button.textContent = 'Copied';
        } catch {
            button.textContent = 'Not allowed';
        }
    });
    return button;
}

function create(tag, className) {
    const element = document.createElement(tag);
    if (className !== '') {
        element.className = className;
    }
    return element;
}
