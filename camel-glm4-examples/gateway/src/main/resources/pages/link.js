/** Links in Markdown: which targets are safe, and how a link is made. */

const LONGEST = 2000;
const SCHEMES = ['http:', 'https:', 'mailto:'];
const TITLE = /\s+(?:"[^"]*"|'[^']*')\s*\)/y;

/** More parentheses inside a target are not a target. */
const MAX_PARENTHESES = 4;

/** Returns the absolute URL of a target, or null if it is not safe to follow. */
export function safeUrl(target) {
    try {
        const url = new URL(target);
        return target.length <= LONGEST && SCHEMES.includes(url.protocol) ? url.href : null;
    } catch {
        return null;
    }
}

/** A link that opens beside the conversation, and tells the other page nothing about this one. */
export function link(url, ...content) {
    const element = document.createElement('a');
    element.append(...content);
    element.href = url;
    element.rel = 'noopener noreferrer';
    element.target = '_blank';
    return element;
}

/**
 * Reads the target in parentheses that begin at this place.
 *
 * @returns {?{text: string, end: number}} the target, and the place behind its parentheses; null if there is none
 */
export function targetAt(text, place) {
    if (text[place] !== '(') {
        return null;
    }
    const begin = place + 1;
    const limit = Math.min(text.length, begin + LONGEST);
    let depth = 1;
    let end = begin;
    while (end < limit && depth > 0 && depth < MAX_PARENTHESES && !/\s/.test(text[end])) {
        depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
        end++;
    }
    if (depth === 0) {
        return {text: unbracketed(text.slice(begin, end - 1)), end};
    }
    TITLE.lastIndex = end;
    return depth === 1 && TITLE.test(text) ? {text: unbracketed(text.slice(begin, end)), end: TITLE.lastIndex} : null;
}

function unbracketed(target) {
    return target.startsWith('<') && target.endsWith('>') ? target.slice(1, -1) : target;
}
