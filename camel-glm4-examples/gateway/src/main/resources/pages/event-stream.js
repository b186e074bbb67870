/**
 * Server-sent events, read as the HTML standard describes them: lines end with LF, CR or CRLF, a blank line ends an
 * event, and a chunk of the response can be cut anywhere, also in the middle of a character.
 */

/** Limit of one event in characters. No piece of an answer is that long, and memory must not grow without a limit. */
const MAX_EVENT = 8 * 1024 * 1024;

/**
 * The events of a response body, as they arrive. A stream that ends in the middle of an event does not report this
 * event. If the loop over the events ends early, the connection is closed.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{type: string, data: string}>}
 */
export async function* readEvents(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    try {
        for (;;) {
            const {done, value} = await reader.read();
            if (done) {
                return;
            }
            yield* parser.read(decoder.decode(value, {stream: true}));
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}

/** Collects lines and events from pieces of text. */
export class EventParser {
    #line = '';
    #endedWithReturn = false;
    #type = '';
    #data = [];
    #size = 0;

    /** Returns the events that this piece of text completes. */
    read(text) {
        const events = [];
        // a line feed belongs to the carriage return at the end of the last piece
        let start = this.#endedWithReturn && text.startsWith('\n') ? 1 : 0;
        this.#endedWithReturn = text === '' ? this.#endedWithReturn : text.endsWith('\r');
        const lineEnd = /\r\n?|\n/g;
        lineEnd.lastIndex = start;
        for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
            this.#take(this.#line + text.slice(start, end.index), events);
            this.#line = '';
            start = lineEnd.lastIndex;
        }
        this.#line += text.slice(start);
        this.#limit(this.#line.length);
        return events;
    }

    #take(line, events) {
        if (line === '') {
            this.#dispatch(events);
            return;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
        if (field === 'data') {
            this.#limit(value.length);
            this.#size += value.length;
            this.#data.push(value);
        } else if (field === 'event') {
            this.#type = value;
        }
        // a line that begins with a colon is a comment; id and retry are for connections that reconnect
    }

    #dispatch(events) {
        if (this.#data.length > 0) {
            events.push({type: this.#type || 'message', data: this.#data.join('\n')});
        }
        this.#type = '';
        this.#data = [];
        this.#size = 0;
    }

    #limit(more) {
        if (this.#size + more > MAX_EVENT) {
            throw new RangeError(`An event is longer than ${MAX_EVENT} characters`);
        }
    }
}
