package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts that customers of a shop might write, in six languages. The same seed creates the same texts. */
final class Texts {
    private static final String COLUMNS = "id,customer,language,text";

    /** Each customer writes about this number of texts. */
    private static final int TEXTS_PER_CUSTOMER = 4;

    /** One of this number of texts is refused by the offline model. */
    private static final int TEXTS_PER_REFUSAL = 100;

    private final Random random;
    private final int customers;

    Texts(int records, long seed) {
        this.random = new Random(seed);
        this.customers = Math.max(1, records / TEXTS_PER_CUSTOMER);
    }

    /** Writes a CSV file. */
    static void write(Path file, int records, long seed) throws IOException {
        Texts texts = new Texts(records, seed);
        Csv.write(IntStream.rangeClosed(1, records).mapToObj(texts::row).iterator(), COLUMNS, file);
    }

    private Map<String, String> row(int number) {
        Language language = any(List.of(Language.values()));
        String customer = String.format(Locale.ROOT, "customer-%04d", random.nextInt(customers) + 1);
        String order = String.valueOf(10_000 + random.nextInt(90_000));
        String text = any(language.openings).formatted(order)
                + language.space
                + any(language.matters)
                + language.space
                + any(language.ends);
        boolean refused = number % TEXTS_PER_REFUSAL == TEXTS_PER_REFUSAL / 2;
        return Map.of(
                "id",
                String.format(Locale.ROOT, "text-%06d", number),
                "customer",
                customer,
                "language",
                language.name().toLowerCase(Locale.ROOT),
                "text",
                refused ? text + language.space + "[blocked]" : text);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Sentences of a language: what the text is about, the matter, and how it ends. */
    private enum Language {
        EN(
                " ",
                List.of("My order %s arrived on Monday.", "I am writing about order %s.", "Order number: %s."),
                List.of(
                        "The cup is broken, I would like a refund.",
                        "The invoice shows the wrong amount, please check the payment.",
                        "I cannot log in, my password is rejected.",
                        "Five stars, I recommend the coffee machine.",
                        "I am applying for the position in your shop, my experience is long."),
                List.of("I am very happy with the service.", "I am disappointed.", "Please answer by Friday.")),
        DE(
                " ",
                List.of("Meine Bestellung %s kam am Montag.", "Es geht um die Bestellung %s.", "Bestellnummer: %s."),
                List.of(
                        "Die Tasse ist beschädigt, ich möchte eine Rückerstattung.",
                        "Die Rechnung hat einen falschen Betrag.",
                        "Ich kann mich nicht anmelden, das Passwort wird abgelehnt.",
                        "Fünf Sterne, gute Bewertung für die Kaffeemaschine.",
                        "Anbei meine Bewerbung mit Lebenslauf für Ihren Laden."),
                List.of("Ich bin sehr zufrieden.", "Ich bin enttäuscht.", "Bitte antworten Sie bis Freitag.")),
        FR(
                " ",
                List.of("Ma commande %s est arrivée lundi.", "Il s'agit de la commande %s.", "Commande numéro %s."),
                List.of(
                        "La tasse est endommagée, je demande un remboursement.",
                        "La facture indique un montant faux.",
                        "Mon mot de passe est refusé, la connexion est impossible.",
                        "Cinq étoiles, je recommande la machine à café.",
                        "Voici ma candidature pour votre magasin."),
                List.of("Je suis très content.", "Je suis déçu.", "Merci de répondre avant vendredi.")),
        ES(
                " ",
                List.of("Mi pedido %s llegó el lunes.", "Escribo por el pedido %s.", "Pedido número %s."),
                List.of(
                        "La taza llegó rota, pido un reembolso.",
                        "La factura tiene un importe equivocado.",
                        "No puedo iniciar sesión, la contraseña no funciona.",
                        "Cinco estrellas, recomiendo la cafetera.",
                        "Adjunto mi solicitud de empleo en su tienda."),
                List.of("Estoy muy contento.", "Estoy decepcionado.", "Por favor, respondan antes del viernes.")),
        ZH(
                "",
                List.of("我的订单%s星期一到了。", "关于订单%s。", "订单号%s。"),
                List.of("杯子损坏了，我要求退款。", "发票上的金额不对。", "我的密码不能登录。", "五星好评，推荐这台咖啡机。", "我想应聘贵店的岗位，附上简历。"),
                List.of("我非常满意。", "我很失望。", "请在星期五之前回复。")),
        JA(
                "",
                List.of("注文%sが月曜日に届きました。", "注文%sについてです。", "注文番号は%sです。"),
                List.of(
                        "カップが壊れていたので、返金をお願いします。",
                        "請求書の金額が違います。",
                        "パスワードでログインできません。",
                        "コーヒーメーカーはおすすめです。",
                        "お店に応募します。履歴書を送ります。"),
                List.of("とても満足しています。", "がっかりしました。", "金曜日までに返事をください。"));

        private final String space;
        private final List<String> openings;
        private final List<String> matters;
        private final List<String> ends;

        Language(String space, List<String> openings, List<String> matters, List<String> ends) {
            this.space = space;
            this.openings = openings;
            this.matters = matters;
            this.ends = ends;
        }
    }
}
