/** Numbers, dates and reasons as text. */

const NUMBER = new Intl.NumberFormat('en-US');
const SHORT = new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3});
const DAY = new Intl.DateTimeFormat('en-US', {month: 'short', day: 'numeric', timeZone: 'UTC'});
const LONG_DAY = new Intl.DateTimeFormat('en-US', {weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC'});
const TIME = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});

/** Reasons by the code of an error; the numbers are statuses, for errors without a code that is known. */
const REASONS = {
    rate_limit_exceeded: 'Too many requests or tokens',
    insufficient_quota: 'The budget is used up',
    invalid_api_key: 'The API key is unknown',
    missing_api_key: 'The request has no API key',
    expired_api_key: 'The API key has expired',
    model_not_found: 'The caller has no such model',
    request_too_large: 'The request is too large',
    request_timeout: 'The request arrived too slowly',
    unsupported_media_type: 'The request is not JSON',
    limits_unavailable: 'The limits could not be checked: the database did not answer',
    model_unavailable: 'The model is starting or stopping',
    server_busy: 'The gateway has too many requests',
    client_closed_request: 'The caller disconnected',
    400: 'The request is invalid',
    401: 'The API key is not valid',
    403: 'The request is not allowed',
    404: 'The model does not exist',
    408: 'The request arrived too slowly',
    413: 'The request is too large',
    429: 'A service has too many requests',
    499: 'The caller disconnected',
    500: 'The model failed to answer',
    502: 'A service failed to answer',
    503: 'A service is not available',
    504: 'A service did not answer in time',
};

export function number(value) {
    return NUMBER.format(value);
}

/** Such as 1.24M. Numbers up to 99,999 are complete. */
export function short(value) {
    return value < 100_000 ? NUMBER.format(value) : SHORT.format(value);
}

/** For the scale of a chart, such as 25K. */
export function axis(value) {
    return value < 10_000 ? NUMBER.format(value) : SHORT.format(value);
}

/** @param {string} date such as 2026-11-29 */
export function day(date) {
    return DAY.format(new Date(`${date}T00:00:00Z`));
}

export function longDay(date) {
    return LONG_DAY.format(new Date(`${date}T00:00:00Z`));
}

/** The time of the clock, where the reader is. */
export function time(instant) {
    return TIME.format(new Date(instant));
}

export function reason(status, code) {
    if (Object.hasOwn(REASONS, code)) {
        return REASONS[code];
    }
    return REASONS[status] ?? (status < 500 ? 'The request was refused' : 'The model failed to answer');
}
