package io.github.camelglm4.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Captures all messages of some loggers at TRACE, with stack traces, until it is closed. */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

    private static final PatternLayout LAYOUT =
            PatternLayout.newBuilder().withPattern("%p %c %m%n%xEx").build();

    private final LoggerContext log = (LoggerContext) LogManager.getContext(false);
    private final List<String> loggers;
    private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

    public LogCapture(String... loggers) {
        super("capture", null, LAYOUT, false, Property.EMPTY_ARRAY);
        this.loggers = List.of(loggers);
        start();
        Configuration configuration = log.getConfiguration();
        for (String name : loggers) {
            LoggerConfig logger = new LoggerConfig(name, Level.TRACE, false);
            logger.addAppender(this, Level.TRACE, null);
            configuration.addLogger(name, logger);
        }
        log.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        all.add(LAYOUT.toSerializable(event));
    }

    public String text() {
        return String.join("", all);
    }

    /** The loggers of captured messages, to check that the capture works. */
    public Set<String> levels() {
        return all.stream().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        loggers.forEach(log.getConfiguration()::removeLogger);
        log.updateLoggers();
        stop();
    }
}
