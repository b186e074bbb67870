package io.github.camelglm4.examples.bulk.routes;

import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The tables of the collector. They are created if they do not exist. */
public final class Tables {
    public Tables(DataSource database) {
        ResourceDatabasePopulator script = new ResourceDatabasePopulator(new ClassPathResource("sql/tables.sql"));
        script.setSqlScriptEncoding(StandardCharsets.UTF_8.name());
        script.execute(database);
    }
}
