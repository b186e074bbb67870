package io.github.camelglm4.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher whose failures stay its own: they are logged, once, and whatever it watches goes on. Meters and spans run code of
 * the application and of libraries in versions that it chose; no call is lost by that.
 */
final class SafeCallListener implements CallListener.Factory {

    private static final Logger LOG = LoggerFactory.getLogger(SafeCallListener.class);

    private static final CallListener NOTHING = () -> {};

    private final CallListener.Factory view;
    private final AtomicBoolean told = new AtomicBoolean();

    SafeCallListener(CallListener.Factory view) {
        this.view = view;
    }

    @Override
    public CallListener begin(WatchedCall call) {
        try {
            return new GuardedCall(view.begin(call));
        } catch (RuntimeException | LinkageError e) {
            tell(e);
            return NOTHING;
        }
    }

    private void tell(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            LOG.warn("Calls go on, but {} failed to watch one; further failures of it are not logged", view, failure);
        }
    }

    private final class GuardedCall implements CallListener {

        private volatile CallListener watch;

        GuardedCall(CallListener watch) {
            this.watch = watch;
        }

        @Override
        public void chunk(long nanos) {
            try {
                watch.chunk(nanos);
            } catch (RuntimeException | LinkageError e) {
                tell(e);
                watch = NOTHING;
            }
        }

        @Override
        public ToolWatch tool(String name, String callId) {
            try {
                return new GuardedTool(watch.tool(name, callId));
            } catch (RuntimeException | LinkageError e) {
                tell(e);
                return ToolWatch.NONE;
            }
        }

        @Override
        public void ended() {
            try {
                watch.ended();
            } catch (RuntimeException | LinkageError e) {
                tell(e);
            }
        }
    }

    private final class GuardedTool implements ToolWatch {

        private final ToolWatch watch;

        GuardedTool(ToolWatch watch) {
            this.watch = watch;
        }

        @Override
        public void run(Runnable tool) {
            AtomicBoolean begun = new AtomicBoolean();
            try {
                watch.run(() -> {
                    begun.set(true);
                    tool.run();
                });
            } catch (RuntimeException | LinkageError e) {
                if (begun.get()) {
                    throw e;
                }
                tell(e);
                tool.run();
            }
        }

        @Override
        public void ended(Throwable failure) {
            try {
                watch.ended(failure);
            } catch (RuntimeException | LinkageError e) {
                tell(e);
            }
        }
    }
}
