/** The runs of backticks in a text. They are looked at when the first one is asked for. */
export class BacktickRuns {
    #text;
    /** Where the last run of each length begins. */
    #last = null;

    constructor(text) {
        this.#text = text;
    }

    /**
     * Returns where the next run of this length begins, or -1. A run without a closer costs no search, so that all
     * searches together are linear: each one that succeeds is behind the one before.
     */
    closer(length, from) {
        this.#last ??= new Map(Array.from(this.#text.matchAll(/`+/g), run => [run[0].length, run.index]));
        if ((this.#last.get(length) ?? -1) < from) {
            return -1;
        }
        const runs = /`+/g;
        runs.lastIndex = from;
        let run = runs.exec(this.#text);
        while (run[0].length !== length) {
            run = runs.exec(this.#text);
        }
        return run.index;
    }
}
