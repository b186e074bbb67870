package io.github.camelglm4.batchroute;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the delivery of answers. */
@UriParams
public class DeliveryOptions {

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean deleteFiles = true;

    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;

    public boolean isDeleteFiles() {
        return deleteFiles;
    }

    /**
     * Whether to delete the files of a batch (requests, answers and errors) at the service when all of its lines have
     * been delivered. An account can have a limited number of files (GLM platform: 1,000).
     */
    public void setDeleteFiles(boolean deleteFiles) {
        this.deleteFiles = deleteFiles;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Repository, as #bean:name, of the keys of lines whose exchanges are completed; these lines are not delivered
     * again, even after a restart or on another node. If not set, the keys are kept in memory: they are lost when the
     * application ends, and a warning is logged at startup.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }
}
