/** The chat page: a key, a model, and a conversation. The key is only in a variable of this module. */

import {ask, listModels} from './gateway.js';
import {Problem} from './problem.js';
import {Turn, problemBox} from './turn.js';

const byId = id => document.getElementById(id);

const keyForm = byId('key-form');
const keyField = byId('key');
const conversation = byId('conversation');
const composer = byId('composer');
const question = byId('question');
const modelChoice = byId('model');

/** A reader who is this close to the end, in pixels, follows the answer. */
const NEAR_END = 60;

let key = '';
/** The turns of the conversation, oldest first. */
let turns = [];
/** Cancels the answer that is arriving; null if there is none. */
let running = null;

keyForm.addEventListener('submit', event => {
    event.preventDefault();
    connect(keyField.value.trim());
});
composer.addEventListener('submit', event => {
    event.preventDefault();
    send();
});
question.addEventListener('keydown', event => {
    // with an input method, Enter chooses a word
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
    }
});
question.addEventListener('input', fitQuestion);
document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
        stop();
    }
});
byId('stop').addEventListener('click', stop);
byId('new-conversation').addEventListener('click', startConversation);
byId('change-key').addEventListener('click', () => showKeyForm());
modelChoice.addEventListener('change', showEmpty);
keyField.focus();

async function connect(newKey) {
    byId('key-problem').replaceChildren();
    byId('connect').disabled = true;
    try {
        // characters that a header cannot contain would look like a gateway that is not there
        if (!/^[\x21-\x7e]*$/.test(newKey)) {
            throw new Problem('A key consists of letters, digits and signs, without spaces.');
        }
        const models = await listModels(newKey);
        if (models.length === 0) {
            throw new Problem('This key may use no model of this gateway.');
        }
        key = newKey;
        keyField.value = '';
        showModels(models);
        showConversation();
    } catch (failure) {
        byId('key-problem').replaceChildren(problemBox(asProblem(failure)));
        keyField.focus();
    } finally {
        byId('connect').disabled = false;
    }
}

function showModels(models) {
    const chosen = modelChoice.value;
    modelChoice.replaceChildren(...models.map(model => new Option(model, model)));
    modelChoice.value = models.includes(chosen) ? chosen : models[0];
}

function showKeyForm() {
    stop();
    setConnected(false);
    keyField.focus();
}

function showConversation() {
    setConnected(true);
    showEmpty();
    question.focus();
}

function setConnected(connected) {
    keyForm.hidden = connected;
    conversation.hidden = !connected;
    composer.hidden = !connected;
    byId('change-key').hidden = !connected;
    byId('new-conversation').hidden = !connected;
}

function startConversation() {
    stop();
    turns = [];
    conversation.querySelectorAll('.turn').forEach(turn => turn.remove());
    showEmpty();
    question.focus();
}

function showEmpty() {
    byId('empty').hidden = turns.length > 0;
    byId('empty-model').textContent = modelChoice.value;
}

function send() {
    const text = question.value.trim();
    if (text !== '' && running === null) {
        question.value = '';
        fitQuestion();
        question.focus();
        answer(text);
    }
}

/** Asks the chosen model, with the conversation so far, and shows its answer. */
async function answer(text) {
    const messages = [...turns.flatMap(messagesOf), {role: 'user', content: text}];
    const turn = new Turn(text, modelChoice.value, follow());
    turns.push(turn);
    conversation.append(turn.element);
    showEmpty();
    conversation.scrollTop = conversation.scrollHeight;

    const cancellation = new AbortController();
    setRunning(cancellation);
    try {
        for await (const piece of ask({key, model: turn.model, messages, signal: cancellation.signal})) {
            turn.add(piece);
        }
        turn.finish();
        say('The answer is complete.');
    } catch (failure) {
        if (cancellation.signal.aborted) {
            turn.stop();
            say('Stopped.');
        } else {
            const problem = asProblem(failure);
            turn.fail(problem, () => retry(turn));
            say(problem.message);
        }
    } finally {
        if (running === cancellation) {
            setRunning(null);
        }
    }
}

function retry(turn) {
    if (running === null) {
        turns = turns.filter(other => other !== turn);
        turn.element.remove();
        question.focus();
        answer(turn.question);
    }
}

/** Stops the answer that is arriving: the gateway notices that the connection is closed. */
function stop() {
    running?.abort();
    setRunning(null);
}

function setRunning(cancellation) {
    const stopHadFocus = document.activeElement === byId('stop');
    running = cancellation;
    byId('stop').hidden = running === null;
    byId('send').hidden = running !== null;
    if (running !== null) {
        say('Waiting for the answer.');
    } else if (stopHadFocus) {
        question.focus();
    }
}

/** A question without an answer is not part of the conversation: the model would answer it too. */
function messagesOf(turn) {
    return turn.answer === ''
        ? []
        : [{role: 'user', content: turn.question}, {role: 'assistant', content: turn.answer}];
}

/** Keeps the end of the conversation in view while it grows, unless the reader has scrolled up. */
function follow() {
    let atEnd = true;
    return {
        beforeShow() {
            atEnd = conversation.scrollHeight - conversation.scrollTop - conversation.clientHeight < NEAR_END;
        },
        afterShow() {
            if (atEnd) {
                conversation.scrollTop = conversation.scrollHeight;
            }
        },
    };
}

/** Makes the field as high as its text, up to the limit in the style sheet. */
function fitQuestion() {
    question.rows = 1;
    while (question.rows < 8 && question.scrollHeight > question.clientHeight) {
        question.rows++;
    }
}

/** Tells readers who listen instead of looking. */
function say(text) {
    byId('status').textContent = text;
}

function asProblem(failure) {
    if (failure instanceof Problem) {
        return failure;
    }
    console.error(failure);
    return new Problem('This page has failed. Reload it.');
}
