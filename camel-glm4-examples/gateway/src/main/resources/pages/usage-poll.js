/**
 * Reads the report again and again while the page is visible. After an error, it waits longer each time.
 */

const INTERVAL = 2_000;
const LONGEST_WAIT = 30_000;
const REQUEST_TIMEOUT = 15_000;

/** The gateway did not accept the key. */
export class WrongKey extends Error {}

export class Poller {
    #key;
    #onReport;
    #onError;
    #failures = 0;
    #timer = null;
    #request = null;
    #stopped = false;
    #onVisibility = () => this.#visibilityChanged();

    /**
     * @param {string} key the administrator's key
     * @param {(report: object) => void} onReport
     * @param {(error: Error, waitMillis: number) => void} onError with the time until the next attempt
     */
    constructor(key, onReport, onError) {
        this.#key = key;
        this.#onReport = onReport;
        this.#onError = onError;
    }

    start() {
        document.addEventListener('visibilitychange', this.#onVisibility);
        this.#read();
    }

    /** Nothing is reported after it. */
    stop() {
        this.#stopped = true;
        document.removeEventListener('visibilitychange', this.#onVisibility);
        clearTimeout(this.#timer);
        this.#request?.abort();
    }

    #visibilityChanged() {
        clearTimeout(this.#timer);
        if (document.visibilityState === 'visible' && this.#request === null) {
            this.#read();
        }
    }

    async #read() {
        this.#request = new AbortController();
        const timeout = setTimeout(() => this.#request?.abort(), REQUEST_TIMEOUT);
        let wait = INTERVAL;
        try {
            const report = await this.#fetch(this.#request.signal);
            if (this.#stopped) {
                return;
            }
            this.#failures = 0;
            this.#onReport(report);
        } catch (error) {
            if (this.#stopped) {
                return;
            }
            this.#failures++;
            wait = Math.min(INTERVAL * 2 ** this.#failures, LONGEST_WAIT);
            this.#onError(error, wait);
        } finally {
            clearTimeout(timeout);
            this.#request = null;
        }
        if (!this.#stopped && document.visibilityState === 'visible') {
            this.#timer = setTimeout(() => this.#read(), wait);
        }
    }

    async #fetch(signal) {
        const response = await fetch('usage/data', {
            headers: {Authorization: `Bearer ${this.#key}`},
            cache: 'no-store',
            credentials: 'omit',
            signal,
        });
        if (response.status === 401) {
            throw new WrongKey('This is not the administrator’s key.');
        }
        if (response.status === 503) {
            throw new Error('The usage database is not available.');
        }
        if (!response.ok) {
            throw new Error(`The gateway answered with status ${response.status}.`);
        }
        return response.json();
    }
}
