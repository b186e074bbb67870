package io.github.camelglm4;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.camelglm4.chat.TextualBody;
import io.github.camelglm4.options.TypedOutputReader;
import io.github.camelglm4.serving.PortListener;
import io.github.camelglm4.typed.AnswerType;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.StreamCache;

/** Allowed dependencies between packages; no code blocks a thread. */
@AnalyzeClasses(packages = "io.github.camelglm4", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.camelglm4";
    private static final String CLIENT = ROOT + ".client..";
    private static final String VERTX = ROOT + ".vertx..";
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| (root|`[a-z.]+`) \\| .* \\| (.*) \\|$");
    private static final Pattern PACKAGE_OR_CLASS = Pattern.compile("\\*\\*([a-z.]+)\\*\\*:|`([A-Z]\\w+)`");
    private static final String[] CAMEL_GLUE = {
        ROOT,
        ROOT + ".batchroute..",
        ROOT + ".binding..",
        ROOT + ".conversation.repository..",
        ROOT + ".embeddingroute..",
        ROOT + ".gateway..",
        ROOT + ".management..",
        ROOT + ".moderationroute..",
        ROOT + ".operation..",
        ROOT + ".platformhttp..",
        ROOT + ".options..",
        ROOT + ".rerankroute..",
        ROOT + ".service..",
        ROOT + ".springboot..",
        ROOT + ".telemetry..",
        ROOT + ".toolroute.."
    };

    @ArchTest
    static final ArchRule onlyTheGlueKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackages(CAMEL_GLUE)
            .and()
            .doNotHaveFullyQualifiedName(TextualBody.class.getName())
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.apache.camel..").and(DescribedPredicate.not(assignableTo(StreamCache.class))))
            .because("client, wire and errors are of use, and can be tested, without Camel");

    @ArchTest
    static final ArchRule nothingBelowTheGlueKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackages(CAMEL_GLUE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAMEL_GLUE);

    @ArchTest
    static final ArchRule noCycleOfPackagesOutsideTheGlue = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return SliceIdentifier.of(
                            resideInAnyPackage(CAMEL_GLUE).test(type) ? "Camel glue" : type.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages, with the Camel glue as one";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void atMostSixPackagesOfTheGlueAreInOneCycle(JavaClasses types) {
        Map<JavaPackage, Set<JavaPackage>> reachable = new HashMap<>();
        types.getPackage(ROOT).traversePackageTree(DescribedPredicate.alwaysTrue(), (JavaPackage from) -> {
            reachable.put(from, new HashSet<>());
            addUses(from, reachable.get(from));
        });

        assertThat(reachable)
                .allSatisfy((from, all) -> assertThat(all)
                        .filteredOn(to -> reachable.get(to).contains(from))
                        .extracting(JavaPackage::getName)
                        .hasSizeLessThanOrEqualTo(6));
    }

    private static void addUses(JavaPackage from, Set<JavaPackage> reachable) {
        for (JavaPackage to : from.getPackageDependenciesFromThisPackage()) {
            if (to.getName().startsWith(ROOT) && reachable.add(to)) {
                addUses(to, reachable);
            }
        }
    }

    /** The page lists the packages of the glue; for all others, also their allowed dependencies. */
    @ArchTest
    static void packagesAreThoseOfThePage(JavaClasses types) throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        Map<String, String> mayKnow = PACKAGE_ROW
                .matcher(page.substring(0, page.indexOf("## How a call runs")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        Set<JavaPackage> packages = types.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages)
                .extracting(ArchitectureTest::shortName)
                .containsExactlyInAnyOrderElementsOf(mayKnow.keySet());
        packages.removeIf(one -> one.getClasses().stream().anyMatch(resideInAnyPackage(CAMEL_GLUE)));
        assertThat(packages.stream()
                        .flatMap(from -> from.getPackageDependenciesFromThisPackage().stream()
                                .filter(packages::contains)
                                .filter(to -> !mayKnow.get(shortName(from)).contains(shortName(to)))
                                .map(to -> shortName(from) + " knows " + shortName(to))))
                .isEmpty();
    }

    /** A path of calls names a package in bold, followed by its classes. */
    @ArchTest
    static void classesOfTheTripsAreInTheirPackages(JavaClasses types) throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        String trips = page.substring(page.indexOf("## Five trips"), page.indexOf("## Threads"));
        Set<String> known = types.stream().map(JavaClass::getName).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        String where = ROOT;
        for (MatchResult found : PACKAGE_OR_CLASS.matcher(trips).results().toList()) {
            if (found.group(1) != null) {
                where = found.group(1).equals("root") ? ROOT : ROOT + "." + found.group(1);
            } else if (!known.contains(where + "." + found.group(2))) {
                unknown.add(where + "." + found.group(2));
            }
        }

        assertThat(unknown).isEmpty();
    }

    /** Returns the name as written on the page. */
    private static String shortName(JavaPackage ofOurs) {
        return ofOurs.getName().equals(ROOT) ? "root" : "`" + ofOurs.getName().substring(ROOT.length() + 1) + "`";
    }

    @ArchTest
    static final ArchRule onlyOneRoomTouchesInternalsOfVertxAndNetty = noClasses()
            .that()
            .resideOutsideOfPackage(VERTX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx..impl..")
            .because("another version of Vert.x is to be met there alone");

    @ArchTest
    static final ArchRule thatRoomKnowsNothingOfOurs =
            noClasses().that().resideInAPackage(VERTX).should().dependOnClassesThat(oursBut(VERTX));

    @ArchTest
    static final ArchRule theClientDoesNotKnowWhatItCarries = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT, ROOT + ".chat.."))
            .because("other operations of the platform are to go over the same client");

    @ArchTest
    static final ArchRule errorsKnowNothingButJsonAndText = noClasses()
            .that()
            .resideInAPackage(ROOT + ".error..")
            .should()
            .dependOnClassesThat(oursBut(ROOT + ".error..", ROOT + ".json..", ROOT + ".text.."));

    @ArchTest
    static final ArchRule textKnowsNobody = noClasses()
            .that()
            .resideInAPackage(ROOT + ".text..")
            .should()
            .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(ROOT + ".text..", "java..")));

    @ArchTest
    static final ArchRule jsonKnowsNothingButText = noClasses()
            .that()
            .resideInAPackage(ROOT + ".json..")
            .should()
            .dependOnClassesThat(oursBut(ROOT + ".json..", ROOT + ".text.."));

    @ArchTest
    static final ArchRule schemasKnowNothingButJsonAndText = noClasses()
            .that()
            .resideInAPackage(ROOT + ".schema..")
            .should()
            .dependOnClassesThat(oursBut(ROOT + ".schema..", ROOT + ".json..", ROOT + ".text.."));

    @ArchTest
    static final ArchRule eventsKnowNobody = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sse..")
            .should()
            .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(ROOT + ".sse..", "java..")));

    @ArchTest
    static final ArchRule assemblyIsPure = noClasses()
            .that()
            .resideInAPackage(ROOT + ".assembly..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".client..", ROOT + ".stream..", "io.vertx..");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("sleep")).and(target(owner(assignableTo(Thread.class)))))
            .orShould()
            .callMethodWhere(target(nameMatching("sleep")).and(target(owner(assignableTo(TimeUnit.class)))));

    @ArchTest
    static final ArchRule nobodyWaitsForALatch =
            noClasses().should().dependOnClassesThat().areAssignableTo(CountDownLatch.class);

    @ArchTest
    static final ArchRule nobodyWaitsForAFuture = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.github.camelglm4.service.SharedClient")
            .and()
            .doNotHaveFullyQualifiedName(ChatCompletionStream.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(PortListener.class.getName())
            .and()
            .doNotHaveFullyQualifiedName("io.github.camelglm4.gateway.RecordSender")
            .and()
            .doNotHaveFullyQualifiedName("io.github.camelglm4.batchroute.BlockingBatches")
            .should()
            .callMethodWhere(target(nameMatching("get|join")).and(target(owner(assignableTo(Future.class)))))
            .because(
                    "only a component that closes has to wait, until its records are sent and its threads are gone, a route"
                            + " that starts or stops its server, a stream that is asked for its whole text, and a poll on the"
                            + " thread that Camel has for it");

    @ArchTest
    static final ArchRule nobodyReadsSerializedObjects =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule jsonNamesNoClasses = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("activateDefaultTyping.*|enableDefaultTyping.*")))
            .because("the author of the JSON could choose the classes of the objects");

    @ArchTest
    static final ArchRule whatAnswersAreToBecomeIsReadOnce = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(TypedOutputReader.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(AnswerType.class.getName())
            .should()
            .callMethodWhere(target(nameMatching("of|listOf")).and(target(owner(assignableTo(AnswerType.class)))))
            .because(
                    "to generate and compile a schema takes its time: it is done when an endpoint starts, and never again");

    private static DescribedPredicate<JavaClass> oursBut(String... packages) {
        return resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(packages)));
    }
}
