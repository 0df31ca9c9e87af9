package net.skywire.repository.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Index;
import net.skywire.repository.place.Location;
import net.skywire.repository.store.Configured;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Table;
import net.skywire.repository.words.Words;

/** The forms of the command that are about repositories themselves. */
record Keeping(Repositories repositories, Said said) {

    void add(Words words, Path directory) throws IOException, InterruptedException {
        boolean insecure = words.takeFlag("--insecure");
        Channel channel = words.takeOption("--channel").map(Channel::parse).orElse(Channel.STABLE);
        String name = words.take("NAME");
        Location location = Location.of(words.take("URL or FOLDER"), insecure, directory);
        words.expectNoMore();
        said.progress("fetching the index of " + location);
        Configured added = repositories.add(new Configured(name, location, channel, 0, "", ""));
        said.result(List.of("added " + summary(added)), described(added));
    }

    private String summary(Configured repository) throws IOException {
        return repository.name() + ", " + apps(repositories.index(repository)) + " apps"
                + (repository.publisher().isEmpty() ? ", not signed" : ", signed by " + repository.publisher());
    }

    private static long apps(Index index) {
        return index.releases().stream()
                .map(release -> release.name())
                .distinct()
                .count();
    }

    void remove(Words words) throws IOException, InterruptedException {
        String name = words.take("NAME");
        words.expectNoMore();
        repositories.remove(name);
        said.result(List.of("removed " + name), Map.of("removed", name));
    }

    void list(Words words) throws IOException {
        words.expectNoMore();
        Table table = new Table("NAME", "LOCATION", "CHANNEL", "APPS", "SIGNED BY", "REASON");
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Configured repository : repositories.all()) {
            Map<String, Object> object = described(repository);
            Object apps = object.get("apps") == null ? "-" : object.get("apps");
            Object fault = object.get("fault") == null ? "" : object.get("fault");
            table.add(
                    repository.name(),
                    repository.location(),
                    repository.channel(),
                    apps,
                    repository.publisher(),
                    fault);
            objects.add(object);
        }
        said.result(
                objects.isEmpty() ? List.of("no repositories: repo add NAME URL or FOLDER") : table.lines(),
                Map.of("repositories", objects));
    }

    private Map<String, Object> described(Configured repository) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", repository.name());
        object.put("location", repository.location().text());
        object.put("insecure", repository.location().insecure());
        object.put("channel", repository.channel().toString());
        object.put("increment", repository.increment());
        object.put("publisher", repository.publisher().isEmpty() ? null : repository.publisher());
        try {
            object.put("apps", apps(repositories.index(repository)));
            object.put("fault", null);
        } catch (IOException e) {
            object.put("apps", null);
            object.put("fault", e.getMessage());
        }
        return object;
    }

    void refresh(Words words) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (Optional<String> name = words.takeIfAny(); name.isPresent(); name = words.takeIfAny()) {
            names.add(repositories.get(name.get()).name());
        }
        if (names.isEmpty()) {
            repositories.all().forEach(repository -> names.add(repository.name()));
        }
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> objects = new ArrayList<>();
        int failed = 0;
        for (String name : names) {
            long before = repositories.get(name).increment();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", name);
            try {
                Configured seen = repositories.refresh(name);
                lines.add((seen.increment() == before ? "unchanged " : "refreshed ") + summary(seen));
                object.put("changed", seen.increment() != before);
            } catch (IOException e) {
                failed++;
                lines.add("not refreshed: " + name + ": " + e.getMessage());
                object.put("fault", e.getMessage());
            }
            objects.add(object);
        }
        said.result(lines, Map.of("repositories", objects));
        if (failed > 0) {
            throw new IOException(failed + " of " + names.size() + " not refreshed");
        }
    }
}
