package io.github.camelglm4.bulk;

import io.github.camelglm4.testing.batch.Operation;

/**
 * Where a process is killed. With an operation, it is killed while it waits for the response of this operation; without
 * one, it ends itself at that place.
 */
enum KillPlace {
    /** The input file has arrived at the service. */
    UPLOADED(Operation.UPLOAD, 1, 1, 0),
    /** The batch is created, but the process does not know its id. */
    CREATED(Operation.CREATE, 2, 0, KilledBatchTest.LINES),
    /** The producer has done its work, but the route that submits has not ended. */
    SUBMITTED(null, 2, 0, KilledBatchTest.LINES),
    /** The process looks for batches that have ended. */
    LISTED(Operation.LIST, 1, 0, 0),
    /** The process reads results. */
    DOWNLOADED(Operation.DOWNLOAD, 1, 0, 0),
    /** The route has used the first answer, but its exchange has not ended. */
    FIRST_LINE(null, 1, 0, 1),
    /** An answer in the middle is in the route, which has not used it yet. */
    LINE_ARRIVED(null, 1, 0, 0),
    /** The route has used an answer in the middle, but its exchange has not ended. */
    LINE_USED(null, 1, 0, 1),
    /** The key of an answer in the middle is stored. */
    LINE_REMEMBERED(null, 1, 0, 0),
    /** The route has used the last answer, but its exchange has not ended. */
    LAST_LINE(null, 1, 0, 1),
    /** All answers are delivered, and the first file is deleted. */
    FILE_DELETED(Operation.DELETE_FILE, 1, 0, 0);

    /** Null if the process ends itself. */
    final Operation operation;

    /** The batches that are created, by the killed process and the one after it. */
    final int batches;

    /** Files of the account that stay behind: an input file without a batch. */
    final int filesLeft;

    /** The most answers that may be delivered twice: those that were under way. */
    final int repeats;

    KillPlace(Operation operation, int batches, int filesLeft, int repeats) {
        this.operation = operation;
        this.batches = batches;
        this.filesLeft = filesLeft;
        this.repeats = repeats;
    }
}
