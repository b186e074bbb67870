import {Markdown} from './markdown.js';

/** Finish reasons that the reader should understand. The others are shown as they are. */
const FINISH_REASONS = {
    length: 'length: the answer has reached the limit of tokens',
    content_filter: 'content_filter: moderation has blocked the rest',
};

/**
 * One question with its answer, on the page. Pieces of the answer are shown once per frame at most, however fast they
 * arrive.
 */
export class Turn {
    element = create('article', 'turn');
    /** The text of the answer so far. */
    answer = '';

    #answerElement = create('div', 'answer');
    #reasoningElement = create('div', 'reasoning-text');
    #markdown;
    #pendingText = '';
    #pendingReasoning = '';
    #frame = null;
    #beforeShow;
    #afterShow;

    #started = performance.now();
    #firstToken = null;
    #finishReason = null;
    #usage = null;

    /**
     * @param {string} question
     * @param {string} model
     * @param {{beforeShow: function, afterShow: function}} scroll called around each change of the page
     */
    constructor(question, model, {beforeShow, afterShow}) {
        this.question = question;
        this.model = model;
        this.#beforeShow = beforeShow;
        this.#afterShow = afterShow;
        const text = create('div', 'markdown');
        this.#markdown = new Markdown(text);
        this.#answerElement.setAttribute('role', 'group');
        this.#answerElement.setAttribute('aria-label', `Answer of ${model}`);
        // read aloud when it is complete, not piece by piece
        this.#answerElement.setAttribute('aria-busy', 'true');
        const waiting = create('p', 'waiting', 'Waiting for the answer');
        this.#answerElement.append(create('p', 'answer-model', model), text, waiting);
        this.element.append(create('div', 'question', question), this.#answerElement);
    }

    /** Adds a piece of the answer. */
    add({text, reasoning, finishReason, usage}) {
        this.answer += text;
        this.#pendingText += text;
        this.#pendingReasoning += reasoning;
        this.#finishReason = finishReason ?? this.#finishReason;
        this.#usage = usage ?? this.#usage;
        if (text !== '' || reasoning !== '') {
            this.#firstToken ??= performance.now() - this.#started;
            this.#frame ??= requestAnimationFrame(() => this.#show());
        }
    }

    /** Shows the end of a complete answer. */
    finish() {
        if (this.#firstToken === null) {
            this.#end(create('p', 'muted', 'The answer has no text.'));
        } else {
            this.#end();
        }
    }

    /** Shows that the reader has stopped the answer. What has arrived stays. */
    stop() {
        this.#finishReason = 'stopped by you';
        this.#end();
    }

    /**
     * Shows a problem below what has arrived.
     *
     * @param {import('./problem.js').Problem} problem
     * @param {function} retry asks again
     */
    fail(problem, retry) {
        this.#finishReason = this.answer === '' ? null : 'incomplete';
        const again = create('button', '', 'Try again');
        again.type = 'button';
        again.addEventListener('click', retry);
        const box = problemBox(problem);
        box.append(again);
        this.#end(box);
    }

    #show() {
        this.#frame = null;
        this.#beforeShow();
        this.#answerElement.querySelector('.waiting')?.remove();
        if (this.#pendingReasoning !== '') {
            this.#showReasoning();
        }
        if (this.#pendingText !== '') {
            this.#markdown.append(this.#pendingText);
            this.#pendingText = '';
        }
        this.#afterShow();
    }

    #showReasoning() {
        if (this.#reasoningElement.parentElement === null) {
            const details = create('details', 'reasoning');
            details.append(create('summary', '', 'Reasoning'), this.#reasoningElement);
            this.#answerElement.querySelector('.answer-model').after(details);
        }
        this.#reasoningElement.append(this.#pendingReasoning);
        this.#pendingReasoning = '';
    }

    #end(...more) {
        cancelAnimationFrame(this.#frame);
        this.#show();
        this.#beforeShow();
        this.#markdown.end();
        this.#answerElement.append(...more, this.#facts());
        this.#answerElement.setAttribute('aria-busy', 'false');
        this.#afterShow();
    }

    /** Tokens, times and the finish reason, as far as they are known. */
    #facts() {
        const facts = create('dl', 'facts');
        const add = (name, value) => {
            const fact = create('div', '');
            fact.append(create('dt', '', name), create('dd', '', value));
            facts.append(fact);
        };
        if (this.#usage !== null) {
            add('Tokens', `${this.#usage.prompt_tokens} in, ${this.#usage.completion_tokens} out`);
        }
        if (this.#firstToken !== null) {
            add('First token', seconds(this.#firstToken));
            add('Total', seconds(performance.now() - this.#started));
        }
        if (this.#finishReason !== null) {
            add('Finish reason', FINISH_REASONS[this.#finishReason] ?? this.#finishReason);
        }
        return facts;
    }
}

/** A problem in a box: the sentence, what the server said, and what an administrator needs. */
export function problemBox(problem) {
    const box = create('div', 'problem');
    box.append(create('p', 'problem-sentence', problem.message));
    if (problem.said !== '') {
        box.append(create('p', 'problem-said', problem.said));
    }
    if (problem.facts.length > 0) {
        box.append(create('p', 'problem-facts', problem.facts.join(' · ')));
    }
    return box;
}

function seconds(millis) {
    return `${(millis / 1000).toFixed(2)} s`;
}

function create(tag, className, text = '') {
    const element = document.createElement(tag);
    if (className !== '') {
        element.className = className;
    }
    element.textContent = text;
    return element;
}
