package io.github.camelglm4.examples.offline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final List<String> PASSAGES = List.of(
            "Refunds: we refund the purchase price within 14 days if the goods are returned undamaged.",
            "Shipping: parcels leave our warehouse on the next working day and arrive in three days.",
            "Die Garantie beträgt zwei Jahre ab dem Kauf und deckt Mängel des Materials.",
            "Der Versand nach Österreich kostet neun Euro und dauert vier Tage.",
            "Le mot de passe oublié se réinitialise sur la page de connexion.",
            "La factura se envía por correo electrónico al cerrar el pedido.",
            "发票在付款后三天内通过电子邮件发送给客户。",
            "忘记密码时，请点击登录页面上的重置链接。",
            "保証期間は購入日から二年です。",
            "パスワードを忘れた場合はログイン画面から再設定できます。",
            "배송은 주문 후 삼 일이 걸립니다.",
            "Гарантия действует два года со дня покупки.");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Can I get refunded for returned goods?       | 0
                    When will my parcel arrive?                  | 1
                    Wie lange gilt die Garantie?                 | 2
                    Was kostet der Versand nach Oesterreich?     | 3
                    J'ai oublie mon mot de passe                 | 4
                    ¿Cuándo recibo mi factura por correo?        | 5
                    我什么时候可以收到发票？                       | 6
                    密码忘记了怎么办？                             | 7
                    保証は何年ですか。                             | 8
                    パスワードを再設定したいです。                  | 9
                    배송에 며칠 걸리나요?                          | 10
                    Какая гарантия на покупки?                   | 11
                    """)
    void theNearestPassageAnswersTheQuestion(String question, int passage) {
        assertThat(nearest(question, 2048)).isEqualTo(PASSAGES.get(passage));
        assertThat(nearest(question, 256)).isEqualTo(PASSAGES.get(passage));
    }

    @Test
    void equalTextsAreEqualAndOthersAreFar() {
        assertThat(cosine("The harbor is closed.", "the harbor is closed", 2048))
                .isCloseTo(1, within(1e-6));
        assertThat(cosine("Straße im ÉTÉ", "STRASSE im été", 2048)).isCloseTo(1, within(1e-6));
        assertThat(cosine("ＡＢＣ１２３", "abc123", 2048)).isCloseTo(1, within(1e-6));
        assertThat(cosine("ハーバー", "ハーバー", 2048)).isCloseTo(1, within(1e-6));
        assertThat(cosine("The harbor is closed.", "Mein Konto wurde gesperrt.", 2048))
                .isCloseTo(0, within(0.1));
        assertThat(cosine("USB接口", "接口", 2048)).isBetween(0.3, 0.99);
        assertThat(cosine("USB接口", "usb", 2048)).isBetween(0.2, 0.9);
    }

    @Test
    void isTheSameOnAnyMachine() {
        float[] vector = Vectors.of("1042", 256);
        assertThat(IntStream.range(0, 256).filter(i -> vector[i] != 0)).containsExactly(4, 53, 83, 156, 206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbor", "码头", "?!", " ", "\uD83D", "👍🏽", "1042"})
    void hasTheLengthOne(String text) {
        assertThat(dot(Vectors.of(text, 512), Vectors.of(text, 512))).isCloseTo(1, within(1e-6));
    }

    private static String nearest(String question, int dimensions) {
        return PASSAGES.stream()
                .max(Comparator.comparingDouble(passage -> cosine(question, passage, dimensions)))
                .orElseThrow();
    }

    private static double cosine(String one, String other, int dimensions) {
        return dot(Vectors.of(one, dimensions), Vectors.of(other, dimensions));
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
