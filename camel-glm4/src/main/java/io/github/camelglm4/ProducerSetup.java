package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.toolroute.ToolSetup;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/**
 * What the calls of a producer work with, made by one start of it. A producer may be stopped while it is in use, when a cache evicts it
 * or a route is reloaded: what its calls need is released when the last of them has ended. Thread-safe.
 */
final class ProducerSetup {

    private final AtomicInteger users = new AtomicInteger(1);
    private final Glm4Endpoint endpoint;
    private final Glm4Binding binding;
    private Endpoint streamTo;
    private ProducerCache chunkProducers;
    private ModelAccess access;
    private ToolSetup tools;
    private TypedAccess typed;
    private ConversationAccess conversations;

    /**
     * Reads the options of the endpoint. Whoever makes it is its first user, who {@link #leave() leaves} it.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    ProducerSetup(Glm4Endpoint endpoint) throws Exception {
        this.endpoint = endpoint;
        binding = new Glm4Binding(
                endpoint.getCamelContext(),
                endpoint.getModel(),
                endpoint.getRequest(),
                endpoint.getChat(),
                endpoint.getStreaming(),
                endpoint.getTooling(),
                endpoint.getConversation().isMemory());
        try {
            startStreamTo();
            access = new ModelAccess(endpoint);
            tools = new ToolSetup(
                    endpoint.getCamelContext(),
                    endpoint.getTooling(),
                    access.streamSettings(),
                    endpoint.getComponent().client(),
                    endpoint.getComponent().mistakes());
            typed = new TypedAccess(endpoint, access.streamSettings());
            conversations = new ConversationAccess(endpoint, access.streamSettings());
        } catch (Exception e) {
            dropGate();
            leave();
            throw e;
        }
    }

    /** One more user; false when the last one has left already. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One user less; the last one releases what was made. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            if (tools != null) {
                tools.close();
            }
            ServiceHelper.stopService(chunkProducers);
        }
    }

    /** Gives back the gate of the endpoint, which calls under way hold by themselves: the next start may set another limit. */
    void dropGate() {
        if (access != null) {
            access.close();
        }
    }

    /** A header that looks like one of ours and is none would be ignored silently. */
    void reportUnknownHeaders(Exchange exchange) {
        // to ask a message for its headers makes a map of them
        if (exchange.getMessage().hasHeaders()) {
            UnknownHeaders.report(
                    exchange.getMessage().getHeaders(), endpoint.getComponent().mistakes());
        }
    }

    Glm4Binding binding() {
        return binding;
    }

    ModelAccess access() {
        return access;
    }

    ToolSetup tools() {
        return tools;
    }

    TypedAccess typed() {
        return typed;
    }

    ConversationAccess conversations() {
        return conversations;
    }

    /** Where chunks are pushed to; null when they are not. */
    Endpoint streamTo() {
        return streamTo;
    }

    ProducerCache chunkProducers() {
        return chunkProducers;
    }

    private void startStreamTo() {
        String uri = endpoint.getRequest().getStreamTo();
        if (uri != null && !uri.isBlank()) {
            streamTo = endpoint.getCamelContext().getEndpoint(uri);
            chunkProducers = new DefaultProducerCache(this, endpoint.getCamelContext(), 1);
            ServiceHelper.startService(chunkProducers);
        }
    }
}
