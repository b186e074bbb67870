package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.examples.bulk.Options.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void theWorkersShareTheLimitOfTheAccount() {
        assertThat(Options.of().concurrency()).isEqualTo(8);
        assertThat(Options.of("--workers=5", "--limit=24").concurrency()).isEqualTo(4);
        assertThat(Options.of("--workers=12", "--limit=12").concurrency()).isEqualTo(1);
    }

    @Test
    void allOptionsAreRead() {
        assertThat(Options.of("--lane=batch", "--records=7", "--seed=-3", "--workers=2", "--limit=9"))
                .isEqualTo(new Options(Lane.BATCH, 7, -3, 2, 9, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--record=5        | --record=5 is not an option.",
                "-records=5        | -records=5 is not an option.",
                "5                 | 5 is not an option.",
                "--records         | --records is not an option.",
                "--records=many    | --records=many must be a whole number from 1 to 1000000.",
                "--records=0       | --records=0 must be a whole number from 1 to 1000000.",
                "--workers=13      | --workers=13 must be a whole number from 1 to 12.",
                "--limit=2         | --limit=2 must be a whole number from 3 to 100000.",
                "--lane=fast       | --lane=fast must be online or batch.",
                "--input=none.csv  | --input=none.csv must be a file that can be read.",
                "--input=src       | --input=src must be a file that can be read."
            })
    void sayWhatIsWrong(String argument, String message) {
        assertThatThrownBy(() -> Options.of(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
