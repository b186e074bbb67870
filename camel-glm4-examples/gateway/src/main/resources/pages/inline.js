/**
 * The Markdown inside a paragraph: code, emphasis, links. The result consists of elements and text nodes that are
 * created one by one, so that nothing in the text can become markup. The time is linear in the length of the text.
 */

import {BacktickRuns} from './backtick-runs.js';
import {isWithin, sidesOf} from './emphasis.js';
import {link, safeUrl, targetAt} from './link.js';

/** Openers that wait for their closer. If there are more, the oldest stays text: this limits time and nesting. */
const MAX_OPENERS = 24;

/** Longer runs of asterisks, underscores or tildes are text. */
const LONGEST_RUN = 3;

/** Characters where something can begin or end. The h may be the one of http:// */
const SPECIAL = /[\\`*_~[\]!<&h]/g;
const ESCAPED = /\\([!-/:-@[-`{-~]|\n)/y;
const BACKTICKS = /`+/y;
const RUN = /\*+|_+|~+/y;
const ENTITY = /&(amp|lt|gt|quot|nbsp|#39);/y;
const LINE_BREAK = /<br ?\/?>/y;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/y;
/** Ends before the punctuation of Chinese and Japanese, which has no space before it. */
const BARE_LINK = /https?:\/\/[^\s<>`\u3000-\u303f\uff00-\uffef]+/y;

const ENTITIES = {amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', '#39': "'"};

/**
 * @param {string} text Markdown without blocks
 * @returns {DocumentFragment}
 */
export function inline(text) {
    return new Inline(text).parse();
}

/** An opener with what follows it, until its closer is found. The first one of a text has no mark. */
class Opener {
    active = true;
    content = document.createDocumentFragment();

    constructor(mark, count, canClose = false) {
        this.mark = mark;
        this.count = count;
        this.canClose = canClose;
    }

    /** The marks as text, if there is no closer. */
    get text() {
        return this.mark.repeat(this.count);
    }
}

class Inline {
    #text;
    #at = 0;
    #pending = '';
    #openers = [new Opener('', 0)];
    #backticks;

    constructor(text) {
        this.#text = text;
        this.#backticks = new BacktickRuns(text);
    }

    parse() {
        while (this.#at < this.#text.length) {
            SPECIAL.lastIndex = this.#at;
            const next = SPECIAL.exec(this.#text)?.index ?? this.#text.length;
            this.#pending += this.#text.slice(this.#at, next);
            this.#at = next;
            if (next < this.#text.length && !this.#special(this.#text[next])) {
                this.#pending += this.#text[this.#at++];
            }
        }
        this.#flush();
        this.#closeAbove(0);
        return this.#openers[0].content;
    }

    /** Returns false if the character is only text. */
    #special(character) {
        switch (character) {
            case '\\': return this.#escaped();
            case '`': return this.#code();
            case '*': case '_': case '~': return this.#emphasis(character);
            case '!': return this.#image();
            case '[': return this.#open('[', 1);
            case ']': return this.#link();
            case '<': return this.#angle();
            case '&': return this.#entity();
            default: return this.#bareLink();
        }
    }

    /** Matches at the current place, and moves behind the match. */
    #match(pattern) {
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.#text);
        if (match !== null) {
            this.#at = pattern.lastIndex;
        }
        return match;
    }

    #escaped() {
        const match = this.#match(ESCAPED);
        this.#pending += match?.[1] ?? '';
        return match !== null;
    }

    #entity() {
        const match = this.#match(ENTITY);
        this.#pending += match === null ? '' : ENTITIES[match[1]];
        return match !== null;
    }

    #code() {
        const begin = this.#at;
        const ticks = this.#match(BACKTICKS)[0];
        const end = this.#backticks.closer(ticks.length, this.#at);
        if (end < 0) {
            this.#pending += ticks;
            return true;
        }
        const code = this.#text.slice(begin + ticks.length, end).replaceAll('\n', ' ');
        const padded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
        this.#add(element('code', padded ? code.slice(1, -1) : code));
        this.#at = end + ticks.length;
        return true;
    }

    #angle() {
        if (this.#match(LINE_BREAK) !== null) {
            this.#pending += '\n';
            return true;
        }
        const match = this.#match(AUTOLINK);
        if (match !== null) {
            this.#addLink(match[1]);
        }
        return match !== null;
    }

    #bareLink() {
        if (/[\p{L}\p{N}]/u.test(this.#text[this.#at - 1] ?? '')) {
            return false;
        }
        const match = this.#match(BARE_LINK);
        if (match === null) {
            return false;
        }
        // punctuation at the end belongs to the sentence
        const outside = match[0].includes('(') ? '.,:;!?\'"]}*_~' : '.,:;!?\'")]}*_~';
        let length = match[0].length;
        while (outside.includes(match[0][length - 1])) {
            length--;
        }
        this.#addLink(match[0].slice(0, length));
        this.#at += length - match[0].length;
        return true;
    }

    #addLink(target) {
        const url = safeUrl(target);
        if (url === null) {
            this.#pending += target;
        } else {
            this.#add(link(url, target.replace(/^mailto:/, '')));
        }
    }

    #image() {
        if (this.#text[this.#at + 1] !== '[') {
            return false;
        }
        this.#at++;
        return this.#open('![', 1);
    }

    #open(mark, count, canClose) {
        this.#flush();
        if (this.#openers.length === MAX_OPENERS) {
            const [oldest] = this.#openers.splice(1, 1);
            this.#openers[0].content.append(oldest.text, oldest.content);
        }
        this.#openers.push(new Opener(mark, count, canClose));
        this.#at += count;
        return true;
    }

    #link() {
        const index = this.#openers.findLastIndex(opener => opener.mark.endsWith('['));
        if (index < 0 || !this.#openers[index].active) {
            return false;
        }
        const target = targetAt(this.#text, this.#at + 1);
        const url = target === null ? null : safeUrl(target.text);
        if (url === null) {
            this.#openers[index].active = false;
            return false;
        }
        this.#at = target.end;
        this.#flush();
        this.#closeAbove(index);
        const {mark, content} = this.#openers.pop();
        if (!content.hasChildNodes()) {
            content.append(url);
        }
        // an image would be requested from a foreign host: its link says where it is
        this.#add(mark === '[' ? link(url, content) : link(url, 'Image: ', content));
        // links contain no links: brackets before this one stay text
        for (const opener of this.#openers) {
            opener.active = !opener.mark.endsWith('[');
        }
        return true;
    }

    /** Handles a run of marks, which can close what is open, and open something. */
    #emphasis(mark) {
        const begin = this.#at;
        const run = this.#match(RUN)[0];
        const sides = sidesOf(mark, this.#text[begin - 1] ?? '', this.#text[this.#at] ?? '');
        const count = run.length;
        if (count > LONGEST_RUN || mark === '~' && count !== 2) {
            this.#pending += run;
            return true;
        }
        const rest = sides.canClose ? this.#close(mark, count, sides.canOpen) : count;
        if (rest > 0 && sides.canOpen) {
            this.#at -= rest;
            return this.#open(mark, rest, sides.canClose);
        }
        this.#pending += mark.repeat(rest);
        return true;
    }

    /** Closes openers of this mark. Returns how many marks remain. */
    #close(mark, count, canOpen) {
        let rest = count;
        while (rest > 0) {
            const index = this.#openers.findLastIndex(
                opener => opener.mark === mark && !isWithin(opener, rest, canOpen));
            if (index < 0) {
                return rest;
            }
            this.#flush();
            this.#closeAbove(index);
            const opener = this.#openers[index];
            const used = Math.min(rest, opener.count, 2);
            const wrapped = element(mark === '~' ? 'del' : used === 2 ? 'strong' : 'em', opener.content);
            opener.count -= used;
            rest -= used;
            if (opener.count === 0) {
                this.#openers.pop();
                this.#add(wrapped);
            } else {
                opener.content.append(wrapped);
            }
        }
        return rest;
    }

    /** Openers above this one have no closer: they become text of this one. */
    #closeAbove(index) {
        const below = this.#openers[index];
        for (const opener of this.#openers.splice(index + 1)) {
            below.content.append(opener.text, opener.content);
        }
    }

    #add(node) {
        this.#flush();
        this.#openers.at(-1).content.append(node);
    }

    #flush() {
        if (this.#pending !== '') {
            this.#openers.at(-1).content.append(this.#pending);
            this.#pending = '';
        }
    }
}

function element(name, ...content) {
    const created = document.createElement(name);
    created.append(...content);
    return created;
}
