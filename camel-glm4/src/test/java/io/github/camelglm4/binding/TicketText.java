package io.github.camelglm4.binding;

import org.apache.camel.Exchange;
import org.apache.camel.support.TypeConverterSupport;

/** The converter that a user registers for this type. */
final class TicketText extends TypeConverterSupport {

    @Override
    public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
        Ticket ticket = (Ticket) value;
        return type.cast("#" + ticket.number() + ": " + ticket.complaint());
    }
}
