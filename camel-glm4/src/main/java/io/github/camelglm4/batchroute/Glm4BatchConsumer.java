package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.batch.BatchApi;
import io.github.camelglm4.batch.BatchStatus;
import io.github.camelglm4.batchroute.BatchDelivery.Outcome;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.client.RequestContent;
import io.github.camelglm4.service.OptionReport;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the answers of the batches of a job. A poll lists the batches, and delivers those that have ended, one after
 * the other. A poll that fails changes nothing: the next one delivers what is missing.
 */
final class Glm4BatchConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4BatchConsumer.class);

    private final Glm4BatchEndpoint endpoint;
    private final Map<String, BatchProgress> inWork = new ConcurrentHashMap<>();

    /** Of the listed batches, those whose key is known: it is looked up once. */
    private final Set<String> done = new HashSet<>();

    private final Set<String> unknownStatuses = new HashSet<>();
    private FailedExchanges failedExchanges;
    private Setup setup;

    /** What a start reads from the options. */
    private record Setup(
            BlockingBatches service, LineDecoder decoder, Glm4Binding binding, DeliveredKeys keys, int maxLineSize) {}

    Glm4BatchConsumer(Glm4BatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public void setRoute(Route route) {
        super.setRoute(route);
        if (failedExchanges == null) {
            failedExchanges = endpoint.getComponent().deliveries().failedExchanges(route, getAsyncProcessor());
        }
    }

    @Override
    protected void doStart() throws Exception {
        OptionReport.report(endpoint, false);
        ServiceCalls calls = new ServiceCalls(endpoint);
        setup = new Setup(
                new BlockingBatches(new BatchApi(calls.client(), calls::request)),
                new LineDecoder(
                        calls.request("/batches", RequestContent.Empty.GET),
                        endpoint.getResult().isStripThinking(),
                        endpoint.typedOutput()),
                new Glm4Binding(endpoint.bindingOptions()),
                new DeliveredKeys(repository()),
                calls.setup().limits().maxResponseSize());
        ServiceHelper.startService(failedExchanges);
        endpoint.getComponent().deliveries().add(this);
        Glm4Batches.manage(endpoint.getCamelContext());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        endpoint.getComponent().deliveries().remove(this);
        ServiceHelper.stopService(failedExchanges);
    }

    private IdempotentRepository repository() throws Exception {
        IdempotentRepository set = endpoint.getDelivery().getIdempotentRepository();
        if (set == null) {
            endpoint.getComponent()
                    .shared()
                    .mistakes()
                    .report(endpoint.getEndpointBaseUri() + ": without idempotentRepository, it is not known after a"
                            + " restart which lines have been delivered: those of batches in work are delivered again");
            return endpoint.getComponent().deliveries().memory();
        }
        // with the context: other routes may use it, and one in memory loses its keys when it is stopped
        if (!getEndpoint().getCamelContext().hasService(set)) {
            getEndpoint().getCamelContext().addService(set, true, true);
        }
        return set;
    }

    /** The batches of the job that are not delivered completely, as the last poll has seen them. */
    Collection<BatchProgress> inWork() {
        return inWork.values();
    }

    /**
     * Returns the number of lines whose exchanges were completed: if lines fail again and again, {@code greedy} does
     * not poll at once.
     */
    @Override
    protected int poll() throws Exception {
        List<Batch> batches = new ArrayList<>(setup.service.list(
                batch -> endpoint.getJob().equals(batch.metadata().get(Submission.JOB))));
        // a delivery may take hours
        forceConsumerAsReady();
        Collections.reverse(batches);
        update(batches);
        int delivered = 0;
        List<Batch> gone = new ArrayList<>();
        Exception failure = null;
        for (Batch batch : batches) {
            if (isPollAllowed() && batch.status().isTerminal() && !done.contains(batch.id())) {
                try {
                    delivered += deliver(inWork.get(batch.id()), gone);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // another batch may be in order
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
        }
        warnOfGone(gone);
        if (failure != null) {
            throw failure;
        }
        return delivered;
    }

    private void update(List<Batch> batches) {
        Set<String> listed = batches.stream().map(Batch::id).collect(Collectors.toSet());
        done.retainAll(listed);
        inWork.keySet().retainAll(listed);
        for (Batch batch : batches) {
            if (batch.status().isTerminal() && !done.contains(batch.id()) && setup.keys.hasBatch(batch)) {
                done.add(batch.id());
                inWork.remove(batch.id());
            }
            if (!done.contains(batch.id())) {
                inWork.computeIfAbsent(batch.id(), id -> new BatchProgress(endpoint.getJob(), batch))
                        .update(batch);
            }
            if (batch.status() == BatchStatus.UNKNOWN && unknownStatuses.add(batch.id())) {
                LOG.warn("Batch {} has the unknown status {}: it is not delivered", shown(batch), batch.statusText());
            }
        }
        unknownStatuses.retainAll(listed);
    }

    /** Returns the number of lines whose exchanges were completed. */
    private int deliver(BatchProgress progress, List<Batch> gone) throws Exception {
        LineSender sender = new LineSender(this, setup.binding, failedExchanges, setup.keys, progress);
        Outcome outcome;
        try (BatchDelivery delivery = new BatchDelivery(
                progress, setup.service, setup.decoder, sender, setup.keys, setup.maxLineSize, this::isPollAllowed)) {
            outcome = delivery.deliver();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // the next poll must find the keys of these lines
            sender.awaitCompletions();
            throw e;
        }
        Batch batch = progress.batch();
        switch (outcome) {
            case COMPLETE -> {
                end(batch);
                LOG.debug(
                        "{}: all {} lines of batch {} are delivered",
                        endpoint.getEndpointBaseUri(),
                        progress.delivered(),
                        shown(batch));
            }
            case INCOMPLETE -> warnOfFailed(batch, sender);
            case GONE -> {
                end(batch);
                gone.add(batch);
            }
        }
        return sender.completed();
    }

    /** The key of the batch is the last: after a kill before it, the files that still exist are deleted. */
    private void end(Batch batch) throws InterruptedException {
        inWork.remove(batch.id());
        if (endpoint.getDelivery().isDeleteFiles()) {
            delete(batch.outputFileId());
            delete(batch.errorFileId());
            // a submission that was retried may have created two batches for one file
            if (inWork.values().stream().noneMatch(other -> haveSameInput(batch, other.batch()))) {
                delete(batch.inputFileId());
            }
        }
        setup.keys.addBatch(batch);
        done.add(batch.id());
    }

    private static boolean haveSameInput(Batch batch, Batch other) {
        return Objects.equals(batch.inputFileId(), other.inputFileId());
    }

    private void delete(String fileId) throws InterruptedException {
        try {
            if (fileId != null) {
                setup.service.delete(fileId);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn(
                    "File {} of a delivered batch of {} could not be deleted",
                    fileId,
                    endpoint.getEndpointBaseUri(),
                    e);
        }
    }

    private void warnOfFailed(Batch batch, LineSender sender) {
        if (sender.failed() > 0) {
            LOG.warn(
                    "{}: the exchanges of {} lines of batch {} failed; the next poll delivers these lines again. The"
                            + " first failure: {}",
                    endpoint.getEndpointBaseUri(),
                    sender.failed(),
                    shown(batch),
                    PrintableText.clip(String.valueOf(sender.firstFailure()), PrintableText.SENTENCE));
        }
    }

    private void warnOfGone(List<Batch> gone) {
        if (!gone.isEmpty()) {
            LOG.warn(
                    "{}: files of {} batches no longer exist: {}. They were deleted after an earlier delivery, or by"
                            + " another application. Lines without a file are not delivered",
                    endpoint.getEndpointBaseUri(),
                    gone.size(),
                    gone.stream().map(Glm4BatchConsumer::shown).collect(Collectors.joining(", ")));
        }
    }

    private static String shown(Batch batch) {
        return PrintableText.name(batch.id());
    }
}
