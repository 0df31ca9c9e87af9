package net.skywire.shell;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppFigures;
import net.skywire.host.AppStatusSource;
import net.skywire.host.OperatorCommand;
import net.skywire.host.StatusNotice;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The apps, and what else there is to say of the container. */
@Component(service = OperatorCommand.class)
public final class StatusCommand implements OperatorCommand {

    private static final int MAX_NOTICE = 600;

    private final KnownApps apps = new KnownApps();
    private final List<StatusNotice> notices = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        apps.add(source);
    }

    void removeSource(AppStatusSource source) {
        apps.remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFigures(AppFigures figures) {
        apps.add(figures);
    }

    void removeFigures(AppFigures figures) {
        apps.remove(figures);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNotice(StatusNotice notice) {
        notices.add(notice);
    }

    void removeNotice(StatusNotice notice) {
        notices.remove(notice);
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public List<String> usage() {
        return List.of("[--json]  the apps, a line each, and what else there is to say");
    }

    @Override
    public void run(List<String> words, Output out) throws IOException {
        List<String> said = notices.stream()
                .flatMap(notice -> notice.notices().stream())
                .map(notice -> Printable.of(notice, MAX_NOTICE))
                .toList();
        Words left = new Words(words);
        boolean json = left.takeFlag("--json");
        left.expectNoMore();
        if (json) {
            out.line(AppJson.of(apps.all(), said));
            return;
        }
        for (String line : AppTable.brief(apps.all())) {
            out.line(line);
        }
        for (String line : said) {
            out.line(line);
        }
    }
}
