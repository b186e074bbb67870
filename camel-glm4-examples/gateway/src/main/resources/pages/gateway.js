/** Calls of the gateway: the API is the one of OpenAI. */

import {readEvents} from './event-stream.js';
import {Problem, problemOfConnection, problemOfEvent, problemOfResponse} from './problem.js';

const API = new URL('../v1/', import.meta.url);

/** @returns {Promise<string[]>} the names of the models that this key may use */
export async function listModels(key) {
    const requestId = newRequestId();
    const response = await request('models', key, requestId, {});
    const body = await response.json().catch(() => null);
    if (!Array.isArray(body?.data)) {
        throw new Problem('The address of this page is not one of a gateway.', {requestId});
    }
    return body.data.map(model => model.id);
}

/**
 * Asks a model, and returns its answer in pieces, as they arrive.
 *
 * @param {{key: string, model: string, messages: {role: string, content: string}[], signal: AbortSignal}} question
 * @returns {AsyncGenerator<{text: string, reasoning: string, finishReason: ?string, usage: ?object}>}
 */
export async function* ask({key, model, messages, signal}) {
    const requestId = newRequestId();
    const response = await request('chat/completions', key, requestId, {
        method: 'POST',
        signal,
        body: JSON.stringify({model, messages, stream: true, stream_options: {include_usage: true}}),
    });
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        throw new Problem('The gateway did not send a stream.', {status: response.status, requestId});
    }
    let isComplete = false;
    try {
        for await (const event of readEvents(response.body)) {
            if (event.data === '[DONE]') {
                return;
            }
            const piece = pieceOf(event, requestId);
            isComplete ||= piece.finishReason !== null;
            yield piece;
        }
    } catch (failure) {
        throw failure instanceof Problem || signal.aborted ? failure : problemOfConnection(true, requestId);
    }
    if (!isComplete) {
        throw problemOfConnection(true, requestId);
    }
}

function pieceOf(event, requestId) {
    const chunk = parsed(event.data);
    if (event.type === 'error' || chunk === null || chunk.error) {
        throw problemOfEvent(chunk?.error ?? chunk, requestId);
    }
    const choice = chunk.choices?.[0];
    return {
        text: choice?.delta?.content ?? '',
        reasoning: choice?.delta?.reasoning_content ?? '',
        finishReason: choice?.finish_reason ?? null,
        usage: chunk.usage ?? null,
    };
}

function parsed(json) {
    try {
        return JSON.parse(json);
    } catch {
        return null;
    }
}

async function request(path, key, requestId, options) {
    const headers = {'X-Request-Id': requestId};
    if (key !== '') {
        headers.Authorization = `Bearer ${key}`;
    }
    if (options.body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    let response;
    try {
        response = await fetch(new URL(path, API), {...options, headers, cache: 'no-store'});
    } catch (failure) {
        throw options.signal?.aborted ? failure : problemOfConnection(false, requestId);
    }
    if (!response.ok) {
        throw await problemOfResponse(response, requestId);
    }
    return response;
}

/** An id that the gateway writes into its record of the call. */
function newRequestId() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return 'chat-' + Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
