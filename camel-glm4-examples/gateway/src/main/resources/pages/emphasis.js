/** Which marks of emphasis open and close: the rules of CommonMark, and letters without spaces. */

const SPACE = /^\s?$/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Chinese, Japanese and Korean are written without spaces: a letter may stand beside the marks. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * @param {string} mark the character of the run
 * @param {string} before the character before the run, or an empty string
 * @param {string} after the character after the run, or an empty string
 * @returns {{canOpen: boolean, canClose: boolean}} what the run can do
 */
export function sidesOf(mark, before, after) {
    const left = !SPACE.test(after) && (!PUNCTUATION.test(after) || isEdge(before));
    const right = !SPACE.test(before) && (!PUNCTUATION.test(before) || isEdge(after));
    if (mark !== '_') {
        return {canOpen: left, canClose: right};
    }
    return {
        canOpen: left && (!right || PUNCTUATION.test(before)),
        canClose: right && (!left || PUNCTUATION.test(after)),
    };
}

/** Whether a run is inside what an opener has opened: in **a*b** the single mark does not close the double one. */
export function isWithin(opener, count, canOpen) {
    return (canOpen || opener.canClose)
        && (opener.count + count) % 3 === 0
        && (opener.count % 3 !== 0 || count % 3 !== 0);
}

function isEdge(character) {
    return SPACE.test(character) || PUNCTUATION.test(character) || UNSPACED.test(character);
}
