/** What went wrong, in words for the reader of the page. */

const KEY_ERRORS = {
    missing_api_key: 'This gateway needs an API key.',
    invalid_api_key: 'This API key is not valid.',
    expired_api_key: 'This API key has expired.',
};

const STATUS_ERRORS = {
    400: 'The model does not accept this request.',
    403: 'The gateway does not accept requests from this address.',
    408: 'The request took too long to arrive.',
    413: 'The conversation is too long. Start a new one.',
    500: 'The gateway could not answer.',
    502: 'The model failed.',
    503: 'The model is not available at the moment.',
    504: 'The model did not answer in time.',
};

/** An error with a sentence that says what happened and what can be done. */
export class Problem extends Error {
    /**
     * @param {string} sentence
     * @param {{said?: string, status?: number, code?: string, requestId?: string}} facts what the server said, and what
     *     an administrator needs to find the request
     */
    constructor(sentence, {said = '', status = null, code = null, requestId = null} = {}) {
        super(sentence);
        this.name = 'Problem';
        this.said = said === sentence ? '' : said;
        this.facts = [
            status === null ? '' : `Status ${status}`,
            code ?? '',
            requestId === null ? '' : `Request ${requestId}`,
        ].filter(fact => fact !== '');
    }
}

/** The problem of a response that is an error. */
export async function problemOfResponse(response, requestId) {
    const error = errorIn(await response.text().catch(() => ''));
    const wait = secondsToWait(response.headers.get('Retry-After'));
    return new Problem(sentenceOf(response.status, error, wait), {
        said: textOf(error.message),
        status: response.status,
        code: textOf(error.code) || textOf(error.type),
        requestId: response.headers.get('X-Request-Id') ?? requestId,
    });
}

/** The problem of an error that arrives in the middle of a stream, after a head that said that all is well. */
export function problemOfEvent(error, requestId) {
    return new Problem('The model failed in the middle of its answer.', {
        said: textOf(error?.message),
        code: textOf(error?.code) || textOf(error?.type),
        requestId,
    });
}

/** @param {boolean} begun whether a part of the answer has arrived */
export function problemOfConnection(begun, requestId) {
    return begun
        ? new Problem('The connection was lost. The answer is incomplete.', {requestId})
        : new Problem('The gateway cannot be reached. Is it running, and is this machine online?', {requestId});
}

function sentenceOf(status, error, wait) {
    const code = textOf(error.code);
    if (status === 401) {
        return KEY_ERRORS[code] ?? 'The service behind the gateway rejected the key of the gateway.';
    }
    if (status === 404) {
        return 'This model does not exist, or your key may not use it.';
    }
    if (status === 429) {
        return limitSentence(code === 'insufficient_quota' || error.type === 'insufficient_quota', wait);
    }
    if (status === 400 && code === 'context_length_exceeded') {
        return STATUS_ERRORS[413];
    }
    const sentence = STATUS_ERRORS[status] ?? STATUS_ERRORS[status < 500 ? 400 : 500];
    return wait === null ? sentence : `${sentence} Try again in ${duration(wait)}.`;
}

function limitSentence(isBudget, wait) {
    const what = isBudget ? 'Your budget is used up.' : 'You have reached a limit.';
    if (wait === null) {
        return isBudget ? what : `${what} Try again later.`;
    }
    return isBudget ? `${what} It starts again in ${duration(wait)}.` : `${what} Try again in ${duration(wait)}.`;
}

/** Returns the seconds of the header Retry-After, which are a number or a date; or null. */
export function secondsToWait(header) {
    if (header === null || header.trim() === '') {
        return null;
    }
    const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null;
}

/** A duration with one unit: rounded up, so that nobody is sent back too early. */
export function duration(seconds) {
    const [unit, size] = seconds < 120 ? ['second', 1]
        : seconds < 120 * 60 ? ['minute', 60]
        : seconds < 48 * 3600 ? ['hour', 3600]
        : ['day', 86400];
    const count = Math.ceil(seconds / size);
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function errorIn(body) {
    try {
        const error = JSON.parse(body)?.error;
        return typeof error === 'object' && error !== null ? error : {message: error};
    } catch {
        return {};
    }
}

function textOf(value) {
    return typeof value === 'string' ? value : '';
}
