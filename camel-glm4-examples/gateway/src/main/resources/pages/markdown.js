import {Code, Heading, Paragraph, Table, cellsOf, withoutIndent} from './blocks.js';

/**
 * Shows Markdown while it arrives. Text can be cut anywhere. A block that is complete is not touched again, so that the
 * time is linear in the length of the text. Only elements and text nodes are created, never markup.
 *
 * Understood: paragraphs, headings, lists, quotes, fenced code, tables, rules, and what inline.js describes. HTML, and
 * code that is marked by indentation only, are shown as text.
 */

/** Nested quotes and lists beyond this depth are text. */
const MAX_DEPTH = 12;

/** A line of this length is begun, whatever it is. */
const MAX_HELD = 1000;

/** The marks in front of the content of a line. */
const MARK = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;
/** What can still become a mark, a rule, a row of dashes, or a fence with the name of a language. */
const OPEN_END = /^(?:\d{0,9}[.)]?|#{0,6}|`{1,2}|~{1,2}|(?:```|~~~).*|[-*_=:|+ \t]*)$/;

const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const FENCE = /^( *)(`{3,}|~{3,})(.*)$/;

export class Markdown {
    #containers;
    #leaf = null;
    /** The beginning of a line, until it shows what the line is; null after that. */
    #held = '';

    /** @param {Element} root where the blocks are appended */
    constructor(root) {
        this.#containers = [{element: root}];
    }

    /** Adds text, and shows it. */
    append(text) {
        const lines = text.replaceAll('\r', '').split('\n');
        this.#addToLine(lines[0]);
        for (const line of lines.slice(1)) {
            this.#endLine();
            this.#addToLine(line);
        }
        this.#leaf?.show();
    }

    /** Shows what is still held back. Nothing must be appended after it. */
    end() {
        this.#endLine();
        this.#closeLeaf();
    }

    #addToLine(text) {
        if (this.#held === null) {
            this.#leaf.add(text);
            return;
        }
        this.#held += text;
        if (this.#isDecided()) {
            this.#beginLine(this.#held);
            this.#held = this.#leaf === null ? '' : null;
        }
    }

    #isDecided() {
        if (this.#leaf?.wantsWholeLines) {
            return false;
        }
        return this.#held.length > MAX_HELD || !OPEN_END.test(withoutMarks(this.#held));
    }

    #endLine() {
        if (this.#held !== null) {
            this.#beginLine(this.#held);
        }
        this.#held = '';
        if (this.#leaf?.endsWithLine) {
            this.#closeLeaf();
        }
    }

    /** Finds the blocks that a line continues, ends and begins. The line is complete, or its rest is added later. */
    #beginLine(line) {
        let rest = line;
        let depth = 1;
        for (; depth < this.#containers.length; depth++) {
            const continued = this.#containers[depth].continues(rest);
            if (continued === null) {
                break;
            }
            rest = continued;
        }
        const isInside = depth === this.#containers.length;
        if (isInside && this.#leaf?.takes(rest)) {
            this.#leaf.addLine(rest);
        } else if (rest.trim() === '') {
            this.#closeTo(depth);
        } else if (!(isInside && this.#beginTable(rest))) {
            this.#beginBlocks(rest, depth);
        }
    }

    #beginBlocks(line, matched) {
        const insideParagraph = matched === this.#containers.length && this.#leaf instanceof Paragraph;
        let rest = line;
        let depth = matched;
        let begin = depth < MAX_DEPTH ? beginOfContainer(rest, insideParagraph) : null;
        while (begin !== null) {
            this.#closeTo(depth);
            this.#containers.push(begin.open(this.#containers.at(-1).element));
            depth++;
            rest = begin.rest;
            begin = depth < MAX_DEPTH ? beginOfContainer(rest, false) : null;
        }
        if (rest.trim() === '' || this.#beginLeaf(rest, depth)) {
            return;
        }
        if (depth === matched && this.#leaf instanceof Paragraph) {
            // also without the marks of its quote or list, as people write it
            this.#leaf.addLine(rest.trimStart());
        } else {
            this.#open(depth, parent => new Paragraph(parent, rest.trimStart()));
        }
    }

    #beginLeaf(rest, depth) {
        const heading = HEADING.exec(rest);
        const fence = FENCE.exec(rest);
        if (heading !== null) {
            this.#open(depth, parent => new Heading(parent, heading[1].length, rest.slice(heading[0].length)));
        } else if (fence !== null && !(fence[2].startsWith('`') && fence[3].includes('`'))) {
            this.#open(depth, parent => new Code(parent, fence[1].length, fence[2], fence[3].trim()));
        } else if (isRule(rest)) {
            this.#closeTo(depth);
            this.#containers.at(-1).element.append(document.createElement('hr'));
        } else {
            return false;
        }
        return true;
    }

    /** The paragraph above a row of dashes is the header of a table. */
    #beginTable(rest) {
        if (!rest.includes('|') || !(this.#leaf instanceof Paragraph) || !this.#leaf.isOneLine) {
            return false;
        }
        const header = cellsOf(this.#leaf.text);
        const dashes = cellsOf(rest);
        if (header.length !== dashes.length || !dashes.every(cell => /^:?-+:?$/.test(cell))) {
            return false;
        }
        this.#leaf = new Table(this.#leaf.element, header, dashes);
        return true;
    }

    #open(depth, create) {
        this.#closeTo(depth);
        this.#leaf = create(this.#containers.at(-1).element);
    }

    #closeTo(depth) {
        this.#closeLeaf();
        this.#containers.length = depth;
    }

    #closeLeaf() {
        this.#leaf?.close();
        this.#leaf = null;
    }
}

function withoutMarks(line) {
    MARK.lastIndex = 0;
    let at = 0;
    while (MARK.test(line)) {
        at = MARK.lastIndex;
    }
    return line.slice(at).trimStart();
}

/** Returns the quote or item that a line begins, and the rest of the line; or null. */
function beginOfContainer(line, insideParagraph) {
    const quote = QUOTE.exec(line);
    if (quote !== null) {
        return {open: openQuote, rest: line.slice(quote[0].length)};
    }
    const item = ITEM.exec(line);
    if (item === null || isRule(line)) {
        return null;
    }
    const [all, indent, mark, space] = item;
    const number = mark.length > 1 ? Number.parseInt(mark, 10) : null;
    // a line of a paragraph can begin with a year or with a dash
    if (insideParagraph && (number !== null && number !== 1 || all.length === line.length)) {
        return null;
    }
    const width = indent.length + mark.length + (space.length > 4 ? 1 : space.length);
    return {open: parent => openItem(parent, number, indent.length + 2, width), rest: line.slice(all.length)};
}

function openQuote(parent) {
    const element = document.createElement('blockquote');
    parent.append(element);
    return {
        element,
        continues(line) {
            const mark = QUOTE.exec(line);
            return mark === null ? null : line.slice(mark[0].length);
        },
    };
}

/**
 * @param number the number of the item; null for a bullet
 * @param least the indentation that a line of the item has at least: models often indent less than the mark is wide
 * @param width of the mark: the indentation that is not part of the content
 */
function openItem(parent, number, least, width) {
    const kind = number === null ? 'UL' : 'OL';
    let list = parent.lastElementChild;
    if (list?.tagName !== kind) {
        list = document.createElement(kind);
        if (number !== null && number !== 1) {
            list.start = number;
        }
        parent.append(list);
    }
    const element = document.createElement('li');
    list.append(element);
    return {
        element,
        continues(line) {
            if (line.trim() === '') {
                return '';
            }
            return indentOf(line) >= least ? withoutIndent(line, width) : null;
        },
    };
}

function isRule(line) {
    const text = line.trim();
    if (text.length < 3 || !'-*_'.includes(text[0])) {
        return false;
    }
    const marks = text.replaceAll(' ', '');
    return marks.length >= 3 && marks === text[0].repeat(marks.length);
}

/** The columns of spaces and tabs at the beginning of a line. A tab is four columns. */
function indentOf(line) {
    let columns = 0;
    for (let at = 0; line[at] === ' ' || line[at] === '\t'; at++) {
        columns += line[at] === '\t' ? 4 : 1;
    }
    return columns;
}
