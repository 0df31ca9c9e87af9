package net.skywire.repository.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.skywire.repository.choice.Catalog;
import net.skywire.repository.choice.Choice;
import net.skywire.repository.choice.Choice.PassedOver;
import net.skywire.repository.choice.Offer;
import net.skywire.repository.choice.Resolution;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Release;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Table;
import net.skywire.repository.words.Words;
import org.osgi.framework.BundleContext;

/** The forms of the command that tell what there is. They need no network. */
record Looking(BundleContext context, Repositories repositories, Said said) {

    void search(Words words) throws IOException {
        String word = words.takeIfAny().orElse("").toLowerCase(Locale.ROOT);
        words.expectNoMore();
        Catalog catalog = Catalog.read(context, repositories);
        Table table = new Table("APP", "VERSION", "REPOSITORY", "DESCRIPTION", "REASON");
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Offer> versions : byRepositoryAndApp(catalog, word)) {
            Choice choice = catalog.choose(versions, Optional.empty());
            Release newest = versions.get(0).release();
            String version = choice.offer()
                    .map(offer -> offer.release().version().toString())
                    .orElse("");
            String repository = versions.get(0).repository().name();
            String reason = choice.passedOver().isEmpty()
                    ? ""
                    : "not " + choice.passedOver().get(0);
            table.add(newest.name(), version, repository, newest.description(), reason);
            objects.add(object(newest, repository, choice));
        }
        List<String> lines = new ArrayList<>(objects.isEmpty() ? List.of("nothing found") : table.lines());
        lines.addAll(catalog.faults());
        said.result(lines, Map.of("apps", objects, "faults", catalog.faults()));
    }

    /** Newest first, those in the repository's channel. */
    private static List<List<Offer>> byRepositoryAndApp(Catalog catalog, String word) {
        Map<String, List<Offer>> groups = new TreeMap<>();
        for (Offer offer : catalog.offers()) {
            Release release = offer.release();
            boolean found = (release.name() + '\n' + release.description())
                    .toLowerCase(Locale.ROOT)
                    .contains(word);
            if (found && offer.repository().channel().has(release.channel())) {
                groups.computeIfAbsent(release.name() + '/' + offer.repository().name(), key -> new ArrayList<>())
                        .add(offer);
            }
        }
        Comparator<Offer> byVersion =
                Comparator.comparing(offer -> offer.release().version());
        groups.values().forEach(group -> group.sort(byVersion.reversed()));
        return List.copyOf(groups.values());
    }

    private static Map<String, Object> object(Release newest, String repository, Choice choice) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", newest.name());
        object.put("description", newest.description());
        object.put("repository", repository);
        object.put(
                "version",
                choice.offer()
                        .map(offer -> offer.release().version().toString())
                        .orElse(null));
        object.put("passed_over", passedOver(choice.passedOver()));
        return object;
    }

    static List<Map<String, String>> passedOver(List<PassedOver> all) {
        return all.stream()
                .map(each -> Map.of("version", each.release().version().toString(), "reason", each.reason()))
                .toList();
    }

    void info(Words words) throws IOException {
        String app = words.take("APP");
        words.expectNoMore();
        Catalog catalog = Catalog.read(context, repositories);
        List<Offer> versions = new ArrayList<>(catalog.offers(app, Optional.of(Channel.BETA)));
        if (versions.isEmpty()) {
            throw Installing.unknown(app, catalog);
        }
        versions.sort(
                Comparator.comparing((Offer offer) -> offer.release().version()).reversed());
        Resolution resolution = catalog.resolution(app, Optional.of(Channel.BETA));
        Table table = new Table("VERSION", "CHANNEL", "REPOSITORY", "BYTES", "FOR THIS NODE", "REASON");
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Offer offer : versions) {
            Release release = offer.release();
            Optional<String> reason = resolution.misfit(release.resource());
            String repository = offer.repository().name();
            String fits = reason.isEmpty() ? "yes" : "no";
            table.add(release.version(), release.channel(), repository, release.length(), fits, reason.orElse(""));
            objects.add(object(offer, reason));
        }
        String description = versions.get(0).release().description();
        List<String> lines = new ArrayList<>(List.of(app + (description.isEmpty() ? "" : ": " + description)));
        lines.addAll(table.lines());
        said.result(lines, Map.of("name", app, "description", description, "versions", objects));
    }

    private static Map<String, Object> object(Offer offer, Optional<String> reason) {
        Release release = offer.release();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", release.version().toString());
        object.put("channel", release.channel().toString());
        object.put("repository", offer.repository().name());
        object.put("bytes", release.length());
        object.put("sha256", release.digest());
        object.put("fits", reason.isEmpty());
        object.put("reason", reason.orElse(null));
        return object;
    }
}
