package io.github.camelglm4.bulk;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A repository that reports each key that it has stored. */
final class RepositoryWithPlace extends ServiceSupport implements IdempotentRepository {

    private final IdempotentRepository repository;
    private final Runnable stored;

    RepositoryWithPlace(IdempotentRepository repository, Runnable stored) {
        this.repository = repository;
        this.stored = stored;
    }

    @Override
    public boolean add(String key) {
        boolean isNew = repository.add(key);
        stored.run();
        return isNew;
    }

    @Override
    public boolean contains(String key) {
        return repository.contains(key);
    }

    @Override
    public boolean remove(String key) {
        return repository.remove(key);
    }

    @Override
    public boolean confirm(String key) {
        return repository.confirm(key);
    }

    @Override
    public void clear() {
        repository.clear();
    }

    @Override
    protected void doStart() {
        repository.start();
    }

    @Override
    protected void doStop() {
        repository.stop();
    }
}
